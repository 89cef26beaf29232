"""News: who reads what and when, the list, the admin where it is written, and what staff is told to look after."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alliance_portal import services
from alliance_portal.admin_index import todays_work
from alliance_portal.models import News
from tests.factories import picture
from tests.portal import saying

LIST = "/en/news/"
ADD = reverse("admin:alliance_portal_news_add")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text(response):
    return response.content.decode()


def opened(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response


def typed(**words):
    now = timezone.localtime()
    return {
        **saying.WORDS,
        "slug": "bi-wu",
        "dated_on": now.date(),
        "reviewed_on": now.date(),
        "publish_at_0": now.date(),
        "publish_at_1": "00:00",
        **words,
    }


def test_everybody_reads_what_is_shown(staff, client):
    item = saying.news(
        staff, body="## 谁能报名\n在职职工。", kind="campaign", theme="中国梦·劳动美·创业情", pictured=True
    )
    page = text(client.get(LIST))
    assert item.title in page
    assert "中国梦·劳动美·创业情" in page
    page = text(client.get(item.get_absolute_url()))
    assert "<h2>谁能报名</h2>" in page
    assert "区总工会" in page
    assert opened(client, item.picture).status_code == 200
    assert item.title in text(client.get("/en/"))


@pytest.mark.parametrize("when", ["scheduled", "ended"])
def test_what_is_not_shown_now_is_404_for_readers(cast, staff, client, when):
    day = dt.timedelta(days=1)
    facts = {"scheduled": {"days": -1}, "ended": {"days": 9, "ends_on": timezone.localdate() - day}}[when]
    item = saying.news(staff, pictured=True, **facts)
    for user in (None, cast.worker, cast.officer):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(item.get_absolute_url()).status_code == 404
        assert opened(client, item.picture).status_code == 404
        assert item.title not in text(client.get(LIST))
        assert item.title not in text(client.get("/en/"))
    client.force_login(staff)
    assert "Nobody but staff reads this now" in text(client.get(item.get_absolute_url()))
    assert item.title not in text(client.get(LIST)), "the list is what readers see"


def test_its_last_day_is_a_day_on_which_it_is_shown(staff, client):
    item = saying.news(staff, days=3, ends_on=timezone.localdate())
    assert client.get(item.get_absolute_url()).status_code == 200


def test_what_is_for_an_enterprise_is_read_by_its_people_alone(cast, strangers, staff, client):
    item = saying.news(staff, for_=cast.enterprise, pictured=True)
    for user, status in ((None, 404), (strangers.officer, 404), (cast.worker, 200), (cast.leader, 200), (staff, 200)):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(item.get_absolute_url()).status_code == status, user
        assert opened(client, item.picture).status_code == status
        assert (item.title in text(client.get(LIST))) == (status == 200)
        assert (item.title in text(client.get("/en/"))) == (status == 200)


def test_the_list_is_narrowed_by_kind_and_words(staff, client):
    saying.news(staff, kind="policy", title="技能补贴怎么领")
    saying.news(staff, kind="notice", title="比武报名")
    page = text(client.get(f"{LIST}?kind=policy"))
    assert ("技能补贴怎么领" in page, "比武报名" in page) == (True, False)
    page = text(client.get(f"{LIST}?q=比武"))
    assert ("技能补贴怎么领" in page, "比武报名" in page) == (False, True)
    page = text(client.get(f"{LIST}?sort=old"))
    assert page.index("技能补贴怎么领") < page.index("比武报名")
    assert "Nothing to read here at the moment." in text(client.get(f"{LIST}?q=没有的"))
    assert client.get(f"{LIST}?kind=nonsense&page=99").status_code == 200


def test_the_list_is_paged(staff, client):
    for number in range(16):
        saying.news(staff, days=number, title=f"第{number}条通知")
    assert "第15条通知" not in text(client.get(LIST))
    assert "第15条通知" in text(client.get(f"{LIST}?page=2"))


@pytest.mark.parametrize("address", [LIST, "/en/"])
def test_pages_cost_the_same_queries_for_one_row_and_for_three(staff, client, address):
    saying.news(staff, pictured=True)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(2):
        saying.news(staff, title=f"通知{number}", pictured=True)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)


def test_staff_writes_it_in_the_admin(cast, staff, client):
    client.force_login(staff)
    sent = client.post(ADD, typed(enterprise=cast.enterprise.pk, upload=picture(), picture_text="比武现场"))
    assert sent.status_code == 302, sent.context["adminform"].form.errors
    item = News.objects.get()
    assert (item.enterprise, item.image.name.endswith(".webp")) == (cast.enterprise.pk, True)
    assert item.history.get().history_user == staff
    change = reverse("admin:alliance_portal_news_change", args=[item.pk])
    client.post(change, typed(title="改了题目", no_picture="on", seen=item.updated_at.isoformat()))
    item.refresh_from_db()
    assert (item.title, item.image.name, item.enterprise) == ("改了题目", "", None)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": ""}, "title"),
        ({"source": ""}, "source"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"enterprise": "999999"}, "enterprise"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(staff, client, words, field):
    client.force_login(staff)
    sent = client.post(ADD, typed(**words))
    assert list(sent.context["adminform"].form.errors) == [field]
    assert not News.objects.exists()


def test_a_picture_needs_words_and_has_to_be_one(staff, client):
    client.force_login(staff)
    assert "picture_text" in client.post(ADD, typed(upload=picture())).context["adminform"].form.errors
    broken = picture()
    broken.file.seek(0)
    broken.file.truncate(30)
    assert "upload" in client.post(ADD, typed(upload=broken)).context["adminform"].form.errors


def test_of_two_colleagues_at_the_same_news_the_later_is_told(staff, client):
    item = saying.news(staff)
    seen = item.updated_at.isoformat()
    change = reverse("admin:alliance_portal_news_change", args=[item.pk])
    client.force_login(staff)
    assert client.post(change, typed(slug=item.slug, title="甲改的", seen=seen)).status_code == 302
    late = client.post(change, typed(slug=item.slug, title="乙改的", seen=seen))
    assert "Somebody else has changed this meanwhile" in text(late) or "有人" in text(late)
    assert "乙改的" in text(late)
    item.refresh_from_db()
    assert item.title == "甲改的"
    again = re.search(r'name="seen" value="([^"]+)"', text(late)).group(1)
    assert client.post(change, typed(slug=item.slug, title="乙改的", seen=again)).status_code == 302
    item.refresh_from_db()
    assert item.title == "乙改的"


def test_deleted_news_takes_its_picture_along(staff, client, django_capture_on_commit_callbacks):
    item = saying.news(staff, pictured=True)
    storage, name = item.image.storage, item.image.name
    client.force_login(staff)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:alliance_portal_news_delete", args=[item.pk]), {"post": "yes"})
    assert not News.objects.exists()
    assert not storage.exists(name)


def test_enterprise_people_never_write_news(cast, client):
    for role in ("worker", "officer", "leader"):
        client.force_login(getattr(cast, role))
        assert client.get(ADD).status_code in (302, 403)


def news_counter(staff):
    counter = next(one for one in todays_work(staff) if "alliance_portal/news" in one.url)
    return counter.number, {url.rpartition("look=")[2]: number for _label, number, url in counter.parts}, counter.note


def test_staff_is_told_what_has_gone_stale(staff, client):
    assert news_counter(staff)[:2] == (0, {"new": 0})
    assert news_counter(staff)[2]
    old = timezone.localdate() - dt.timedelta(days=200)
    saying.news(staff)
    assert news_counter(staff) == (0, {"new": 1}, "")
    policy = saying.news(staff, kind="policy", days=200, reviewed_on=old)
    saying.news(staff, days=90, ends_on=timezone.localdate() - dt.timedelta(days=2))
    assert news_counter(staff) == (2, {"new": 1, "lately": 1, "review": 1}, "")
    client.force_login(staff)
    listed = reverse("admin:alliance_portal_news_changelist")
    numbers = {"review": 1, "lately": 1, "after": 2, "new": 1, "ended": 1, "shown": 2, "scheduled": 0}
    for look, number in numbers.items():
        assert client.get(f"{listed}?look={look}").context["cl"].result_count == number, look
    client.post(listed, {"action": "reviewed", "_selected_action": policy.pk})
    assert news_counter(staff)[0] == 1


def test_nothing_new_is_told_after_two_months(cast, staff):
    saying.news(staff, days=61)
    saying.news(staff, for_=cast.enterprise)
    assert news_counter(staff)[2]
    saying.news(staff, days=59)
    assert news_counter(staff)[2] == ""


def test_marking_as_looked_through_changes_nothing_else(staff):
    item = saying.news(staff, kind="policy", reviewed_on=dt.date(2020, 1, 1))
    late = News.objects.get(pk=item.pk)
    services.keep_news(News.objects.get(pk=item.pk), by=staff)
    marked = services.mark_reviewed(late, by=staff)
    assert marked.reviewed_on == timezone.localdate()
