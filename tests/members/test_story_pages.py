"""The pages of stories: for everybody, for the person, for officers and staff."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.files import read_picture
from members.models import Story
from members.services import stories
from tests.factories import WorkshopFactory, member, picture
from tests.members import telling
from workshops import services as workshop_services

DESK = "/en/workbench/stories/"
MINE = "/en/me/story/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text(response):
    return response.content.decode()


def opened(client, address):
    """The answer, read to its end."""
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response


def step(story, name):
    return reverse(f"members:story-{name}", args=[story.code])


def tell_all(cast, n):
    for number in range(n):
        user = member(department=cast.team, work_number=f"9{number}", name=f"刘大{number}")
        telling.published(user, cast.officer, photo=True, title=f"第{number}个故事", text="在车间二十年。")


def test_everybody_reads_the_stories_one_large_and_the_others_small(cast, client):
    tell_all(cast, 3)
    page = text(client.get("/en/people/"))
    assert page.count("story-card--large") == 1
    assert page.index("第2个故事") < page.index("第0个故事")
    assert "刘大1" in page


def test_without_stories_the_page_says_what_to_do(client, db):
    assert "The stories are being gathered." in text(client.get("/en/people/"))


def test_one_story_with_name_photo_and_quote(cast, client):
    story = telling.published(cast.worker, cast.officer, photo=True)
    response = client.get(f"/en/people/{story.code}/")
    page = text(response)
    for words in ("一把焊枪三十年", "王海十八岁进厂", "焊缝骗不了人。", "Photo of 王海"):
        assert words in page
    assert "no-store" in response["Cache-Control"]
    photo = opened(client, f"/en/people/{story.code}/photo/")
    assert photo.status_code == 200
    assert photo["Content-Type"] == "image/webp"
    assert "no-store" in photo["Cache-Control"]


def test_the_name_is_on_no_page_without_consent(cast, client):
    story = telling.published(cast.worker, cast.officer, name=False)
    for address in ("/en/people/", f"/en/people/{story.code}/", "/en/"):
        page = text(client.get(address))
        assert "王海" not in page
        assert "一把焊枪三十年" in page


def test_the_photo_opens_only_as_agreed(cast, client):
    story = telling.published(cast.worker, cast.officer, photo=True)
    address = f"/en/people/{story.code}/photo/"
    stories.show(story, by=cast.worker, name=True, photo=False)
    assert opened(client, address).status_code == 404
    client.force_login(cast.officer)
    assert opened(client, address).status_code == 200, "whoever keeps it sees it"
    stories.withdraw(story, by=cast.worker)
    assert client.get(address).status_code == 404
    client.force_login(cast.worker)
    assert opened(client, address).status_code == 200, "the person can still bring it back"


def test_taken_back_it_is_404_and_on_no_page(cast, client):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    workshop_services.join(workshop, by=cast.officer, person=cast.worker.person, role="member")
    story = telling.published(cast.worker, cast.officer, photo=True)
    addresses = ("/en/", "/en/people/", workshop.get_absolute_url())
    assert all("一把焊枪三十年" in text(client.get(address)) for address in addresses)
    client.force_login(cast.worker)
    client.post(f"{MINE}withdraw/")
    client.logout()
    assert not any("一把焊枪三十年" in text(client.get(address)) for address in addresses)
    assert client.get(f"/en/people/{story.code}/").status_code == 404
    assert client.get(f"/en/people/{story.code}/photo/").status_code == 404


@pytest.mark.parametrize("make", [telling.draft, telling.offered])
def test_before_it_is_agreed_to_its_address_is_404_for_all(cast, staff, client, make):
    story = make(cast.worker, cast.officer)
    for user in (None, cast.worker, cast.officer, staff):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(f"/en/people/{story.code}/").status_code == 404


def test_the_person_reads_and_agrees(cast, client):
    story = telling.offered(cast.worker, cast.officer, photo=True)
    client.force_login(cast.worker)
    page = text(client.get(MINE))
    assert "王海十八岁进厂" in page
    assert "checked" not in page, "silence is no consent"
    client.post(f"{MINE}agree/", {"version": story.version, "name": "on"})
    shown = Story.objects.public().for_pages().get()
    assert (shown.is_named, shown.is_pictured) == (True, False)


def test_agreeing_to_words_that_changed_meanwhile_asks_again(cast, client):
    story = telling.offered(cast.worker, cast.officer)
    stories.ask_for_change(story, by=cast.worker, note="改一句")
    story.refresh_from_db()
    stories.offer(stories.change(story, by=cast.officer, title="新题目"), by=cast.officer)
    client.force_login(cast.worker)
    response = client.post(f"{MINE}agree/", {"version": 1})
    assert response.status_code == 409
    assert "新题目" in text(response)
    assert not Story.objects.public().exists()


def test_name_and_photo_go_and_come_one_by_one(cast, client):
    story = telling.published(cast.worker, cast.officer, photo=True)
    client.force_login(cast.worker)
    client.post(f"{MINE}show/", {"show": "name:no"})
    shown = Story.objects.for_pages().get(pk=story.pk)
    assert (shown.is_named, shown.is_pictured) == (False, True)
    client.post(f"{MINE}show/", {"show": "name:yes"})
    client.post(f"{MINE}show/", {"show": "photo:no"})
    shown = Story.objects.for_pages().get(pk=story.pk)
    assert (shown.is_named, shown.is_pictured) == (True, False)
    assert client.post(f"{MINE}show/", {"show": "phone:yes"}).status_code == 404


def test_the_person_tells_the_own_story(cast, client):
    client.force_login(cast.worker)
    assert "Nobody has told your story yet." in text(client.get(MINE))
    sent = client.post(f"{MINE}write/", {"title": "我的师傅", "text": ""})
    assert "Please write the story." in text(sent)
    assert "我的师傅" in text(sent)
    client.post(f"{MINE}write/", {"title": "我的师傅", "text": "他教我听声音。", "photo": picture()})
    story = Story.objects.get()
    assert (story.is_own, bool(story.image)) == (True, True)
    client.post(
        f"{MINE}write/", {"title": "我的师傅", "text": "他教我听。", "no_photo": "on", "version": story.version}
    )
    story.refresh_from_db()
    assert (story.text, bool(story.image)) == ("他教我听。", False)
    client.post(f"{MINE}agree/", {"version": story.version})
    story.refresh_from_db()
    assert story.status == "handed_in"
    client.force_login(cast.officer)
    client.post(step(story, "publish"))
    assert client.get(f"/en/people/{story.code}/").status_code == 200


def test_a_photo_that_is_none_keeps_what_was_typed(cast, client):
    client.force_login(cast.worker)
    bad = picture()
    bad.file.seek(0)
    bad.file.truncate(40)
    sent = client.post(f"{MINE}write/", {"title": "我的师傅", "text": "他教我听声音。", "photo": bad})
    assert "photo" in sent.context["form"].errors
    assert "他教我听声音。" in text(sent)
    assert not Story.objects.exists()


def test_district_staff_have_no_story_of_their_own(staff, client):
    client.force_login(staff)
    assert client.get(MINE).status_code == 403


def test_withdrawn_it_comes_back_to_be_read_again(cast, client):
    telling.published(cast.worker, cast.officer)
    client.force_login(cast.worker)
    client.post(f"{MINE}withdraw/")
    assert "You took it back" in text(client.get(MINE))
    client.post(f"{MINE}back/")
    assert Story.objects.get().status == "offered"


def test_an_officer_writes_and_gives_it_to_the_person(cast, client):
    client.force_login(cast.officer)
    sent = client.post(f"{DESK}new/", {**telling.WORDS, "person": "0001", "photo": picture()})
    story = Story.objects.get()
    assert sent.url.endswith(f"/workbench/stories/{story.code}/")
    assert "Give it to the person to read" in text(client.get(step(story, "desk")))
    client.post(step(story, "write"), {**telling.WORDS, "title": "三十年", "version": story.version})
    client.post(step(story, "offer"))
    story.refresh_from_db()
    assert (story.title, story.status) == ("三十年", "offered")


@pytest.mark.parametrize(
    ("words", "field"),
    [({"person": ""}, "person"), ({"person": "没这个人"}, "person"), ({"title": ""}, "title"), ({"text": ""}, "text")],
)
def test_a_story_without_what_it_needs_is_told_so_at_the_field(cast, client, words, field):
    client.force_login(cast.officer)
    sent = client.post(f"{DESK}new/", {**telling.WORDS, "person": "0001", **words})
    assert list(sent.context["form"].errors) == [field]
    assert not Story.objects.exists()


def test_two_writers_lose_nothing(cast, client):
    story = telling.draft(cast.worker, cast.officer)
    client.force_login(cast.officer)
    old = story.version
    client.post(step(story, "write"), {**telling.WORDS, "title": "第一人", "version": old})
    late = client.post(step(story, "write"), {**telling.WORDS, "title": "第二人", "version": old})
    assert late.status_code == 409
    assert "第二人" in text(late)
    assert Story.objects.get().title == "第一人"


def test_officers_send_back_and_take_down_with_a_reason(cast, client):
    story = telling.published(cast.worker, cast.officer)
    client.force_login(cast.officer)
    assert client.post(step(story, "take-down"), {"version": story.version, "reason": ""}).status_code == 200
    client.post(step(story, "send-back"), {"version": story.version, "reason": "改年份"})
    story.refresh_from_db()
    assert story.status == "draft"
    client.post(step(story, "take-down"), {"version": story.version, "reason": "不写了"})
    story.refresh_from_db()
    assert story.status == "withdrawn"
    page = text(client.get(step(story, "desk")))
    assert "一把焊枪三十年" not in page
    assert "王海十八岁" not in page


def test_what_was_taken_back_is_not_found_by_its_title_at_the_desk(cast, client):
    stories.withdraw(telling.published(cast.worker, cast.officer), by=cast.worker)
    client.force_login(cast.officer)
    assert "王海" not in text(client.get(f"{DESK}?q=一把焊枪"))
    assert "王海" in text(client.get(f"{DESK}?q=王海"))


@pytest.mark.parametrize("role", ["worker", "reviewer", "finance", "leader"])
def test_others_keep_no_stories(cast, client, role):
    story = telling.draft(cast.colleague, cast.officer)
    client.force_login(getattr(cast, role))
    for address in (DESK, f"{DESK}new/", step(story, "desk"), step(story, "write"), step(story, "take-down")):
        assert client.get(address).status_code == 403
    assert client.post(step(story, "offer")).status_code == 403


def test_officers_of_another_enterprise_do_not_find_it(cast, strangers, client):
    story = telling.published(cast.worker, cast.officer)
    client.force_login(strangers.officer)
    assert client.get(step(story, "desk")).status_code == 404
    assert client.post(step(story, "publish")).status_code == 404
    sent = client.post(f"{DESK}new/", {**telling.WORDS, "person": "王海"})
    assert sent.status_code == 302, "there is a 王海 in the own enterprise too"
    assert Story.objects.latest("pk").person == strangers.worker.person


def test_staff_keep_all_of_them_and_take_down_in_the_admin(cast, staff, client):
    story = telling.published(cast.worker, cast.officer)
    client.force_login(staff)
    assert client.get(step(story, "desk")).status_code == 200
    listed = reverse("admin:members_story_changelist")
    assert "王海" in text(client.get(listed))
    assert client.get(reverse("admin:members_story_change", args=[story.pk])).status_code == 200
    client.post(listed, {"action": "take_down", "_selected_action": story.pk, "confirmed": "1", "reason": "内容有误"})
    story.refresh_from_db()
    assert story.status == "withdrawn"


@pytest.mark.parametrize("address", ["/en/people/", DESK, "/en/"])
def test_pages_cost_the_same_queries_for_one_row_and_for_three(cast, client, address):
    client.force_login(cast.officer)
    tell_all(cast, 1)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(2):
        user = member(department=cast.team, work_number=f"8{number}", name=f"陈大{number}")
        telling.published(user, cast.officer, photo=True, title=f"又一个{number}")
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) <= len(one)


def test_what_somebody_is_still_writing_is_read_by_nobody_else(cast, staff, client):
    """The page says so to the person; the desk knows only that a story is being written."""
    story = stories.begin(cast.worker.person, by=cast.worker, title="师傅不在的那一夜", quote="", text="先写给自己看。")
    stories.change_photo(story, read_picture(picture()), by=cast.worker)
    for keeper in (cast.officer, staff):
        client.force_login(keeper)
        for address in ("/workbench/stories/", f"/workbench/stories/{story.code}/"):
            page = client.get(address).content.decode()
            assert "师傅不在的那一夜" not in page
            assert "先写给自己看" not in page
            assert cast.worker.person.name in page
        assert not client.get("/workbench/stories/?q=那一夜").context["page_obj"].object_list
        assert client.get(f"/people/{story.code}/photo/").status_code == 404
        assert client.get(f"/workbench/stories/{story.code}/take-down/").status_code == 403
    client.force_login(staff)
    assert (
        "师傅不在的那一夜" not in client.get(f"/admin/members/story/{story.pk}/change/", follow=True).content.decode()
    )
    stories.agree(story, by=cast.worker, name=True, photo=True)
    client.force_login(cast.officer)
    assert "先写给自己看" in client.get(f"/workbench/stories/{story.code}/").content.decode()
