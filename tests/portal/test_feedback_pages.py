"""Remarks on the portal, the page of what it never asks, and the statements."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from alliance_portal import audit, services
from alliance_portal.admin_index import todays_work
from alliance_portal.feedback.promises import POINTS
from alliance_portal.models import Feedback
from alliance_portal.statements.privacy import HEAD, PRIVACY
from alliance_portal.statements.views import STATEMENTS
from alliance_portal.workflow import StaleError, WorkflowError
from tests.factories import PASSWORD
from tests.portal import saying

FORM = "/en/feedback/"
NEW = {"kind": "broken", "text": "照片传不上去。", "contact": "", "key": "0b6a7a3c-6a3e-4a0e-9a51-3a2f5b8f7a10"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def text(response):
    return response.content.decode()


def test_anybody_says_what_is_wrong_and_finds_the_answer(staff, client):
    sent = client.post(FORM, NEW)
    kept = Feedback.objects.get()
    assert sent.url.endswith(f"/feedback/{kept.code}/")
    assert "No answer yet." in text(client.get(sent.url))
    services.answer_feedback(kept, by=staff, answer="已经修好了。")
    page = text(client.get(sent.url))
    assert "已经修好了。" in page
    assert staff.full_name not in page


def test_the_same_form_sent_twice_is_one_remark(client, db):
    for _time in range(2):
        client.post(FORM, NEW)
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "field"), [({"kind": ""}, "kind"), ({"text": " "}, "text"), ({"text": "长" * 1001}, "text")]
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(client, db, words, field):
    sent = client.post(FORM, {**NEW, "contact": "焊装一班", **words})
    assert list(sent.context["form"].errors) == [field]
    assert "焊装一班" in text(sent)
    assert not Feedback.objects.exists()


def test_a_flood_is_stopped_and_nothing_is_lost(client, db):
    for _time in range(30):
        client.post(FORM, {**NEW, "key": ""})
    late = client.post(FORM, {**NEW, "key": "", "text": "第三十一条"})
    assert late.status_code == 429
    assert "第三十一条" in text(late)
    assert Feedback.objects.count() == 30


def test_a_remark_is_found_by_its_code_alone(cast, client):
    saying.remark()
    client.force_login(cast.officer)
    assert client.get(f"{FORM}not-a-code/").status_code == 404
    assert not Feedback.objects.visible_to(cast.officer).exists()


def test_staff_reads_and_answers_in_the_admin(staff, client):
    kept = saying.remark(contact="电话 1234")
    counter = next(one for one in todays_work(staff) if "feedback" in one.url)
    assert counter.number == 1
    client.force_login(staff)
    listed = reverse("admin:alliance_portal_feedback_changelist")
    assert "同一张表填了两遍。" in text(client.get(counter.url))
    asked = client.post(listed, {"action": "reply", "_selected_action": kept.pk})
    assert "confirmed" in text(asked)
    client.post(listed, {"action": "reply", "_selected_action": kept.pk, "confirmed": "1", "answer": "合并成一张了。"})
    kept.refresh_from_db()
    assert (kept.answer, kept.answered_by) == ("合并成一张了。", staff)
    assert client.get(f"{listed}?state=waiting").context["cl"].result_count == 0
    assert client.get(f"{listed}?state=answered").context["cl"].result_count == 1


def test_staff_deletes_a_remark_when_its_writer_asks(staff, client):
    kept = saying.remark()
    client.force_login(staff)
    client.post(reverse("admin:alliance_portal_feedback_delete", args=[kept.pk]), {"post": "yes"})
    assert not Feedback.objects.exists()


def test_an_answer_has_words_and_does_not_overwrite_a_newer_one(staff):
    kept = saying.remark()
    with pytest.raises(WorkflowError):
        services.answer_feedback(kept, by=staff, answer=" ")
    services.answer_feedback(kept, by=staff, answer="甲")
    with pytest.raises(StaleError):
        services.answer_feedback(kept, by=staff, answer="乙", version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=kept.pk).update(answer="")


def test_the_self_check_names_five_points_and_how_each_is_kept(client, db):
    page = client.get("/en/self-check/")
    assert page.status_code == 200
    assert len(POINTS) == 5
    for point in POINTS:
        assert point.kept
        with translation.override("en"):
            assert str(point.never) in text(page)
        if point.page:
            assert f'id="{point.anchor}"' in text(client.get(reverse(point.page[0]))) or not point.anchor


@pytest.mark.parametrize("code", ["about", "help", "privacy", "accessibility"])
def test_statements_are_there_for_everybody_with_version_and_day(client, db, code):
    page = text(client.get(f"/en/{code}/"))
    assert f"Version {STATEMENTS[code].version}, in force since" in page
    assert "%(" not in page


def test_the_privacy_notice_lists_each_kind_with_purpose_readers_and_time():
    """Art. 17 PIPL; the rules on network data ask for a list."""
    sections = {section.code: section for section in PRIVACY.sections}
    head, rows = sections["kinds"].table
    assert head == HEAD
    assert all(len(row) == len(HEAD) for row in rows)
    assert {"who", "kinds", "rights", "changes"} <= set(sections)


def test_every_page_leads_to_them(client, db):
    page = text(client.get("/en/"))
    for address in ("about", "help", "privacy", "accessibility", "self-check", "feedback", "news", "people", "search"):
        assert f'"/en/{address}/"' in page, address


def test_the_self_check_and_the_notice_say_what_is_kept_of_signing_in(cast, client):
    """Every sign-in is an audit entry and a browser in the list, and leaves a cookie: nothing else may be promised."""
    client.post("/accounts/login/", {"enterprise": "CF", "login": "0001", "password": PASSWORD})
    assert audit.AuditEntry.objects.filter(act=audit.Act.SIGNED_IN).exists()
    assert client.cookies["enterprise"]["max-age"] == 365 * 24 * 3600
    promised = client.get("/self-check/").content.decode()
    assert "只保留最近一次的时间" not in promised
    assert "审计" in promised
    notice = client.get("/privacy/").content.decode()
    for kept in ("企业代码", "已登录的浏览器", "二次验证"):
        assert kept in notice
