"""From adopted to done over HTTP: who follows what, and what the owner reports."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.files import read_picture
from members.models import Role
from suggestions import services
from suggestions.models import Photo
from tests.factories import PersonFactory, SuggestionFactory, account, picture
from tests.turning import turned

TRACKING = "/en/workbench/tracking/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def adopted(cast, *, days=20, owner=None, **kwargs):
    suggestion = SuggestionFactory(**{"department": cast.team, "by": cast.worker.person} | kwargs)
    due_on = timezone.localdate() + dt.timedelta(days=days)
    owner = owner or cast.owner.person
    return services.adopt(suggestion, by=cast.reviewer, reason="装吊臂，走高处。", owner=owner, due_on=due_on)


def reported(cast, **kwargs):
    photos = [read_picture(picture())]
    return services.finish(adopted(cast, **kwargs), by=cast.owner, note="装好了", photos=photos)


def done(cast, **kwargs):
    return services.confirm(reported(cast, **kwargs), by=cast.worker)


def page_of(suggestion):
    return f"{TRACKING}{suggestion.number}/"


def listed(response):
    return [suggestion.number for suggestion in response.context["page_obj"]]


def said(response):
    return [str(message) for message in response.context["messages"]]


def report(client, suggestion, move, **data):
    return client.post(page_of(suggestion), {"move": move, "version": suggestion.version, **data})


@pytest.fixture
def owner(cast, client):
    client.force_login(cast.owner)
    return client


# Who follows what


@pytest.mark.parametrize(("role", "tabs"), [
    ("reviewer", ["all", "mine", "late", "confirm", "done"]),
    ("officer", ["all", "mine", "late", "confirm", "done"]),
    ("leader", ["all", "mine", "late", "confirm", "done"]),
    ("owner", ["mine", "late", "confirm", "done", "handed"]),
])  # fmt: skip
def test_readers_see_all_and_owners_their_own(cast, client, role, tabs):
    mine = adopted(cast)
    others = adopted(cast, owner=cast.colleague.person)
    client.force_login(getattr(cast, role))

    response = client.get(TRACKING)

    assert [entry["tab"].code for entry in response.context["tabs"]] == tabs
    assert set(listed(response)) == ({mine.number} if role == "owner" else {mine.number, others.number})


@pytest.mark.parametrize("role", ["worker", "finance", "staff", "stranger"])
def test_others_find_an_empty_list(cast, strangers, staff, client, role):
    adopted(cast)
    users = {"staff": staff, "stranger": strangers.reviewer}
    client.force_login(users.get(role) or getattr(cast, role))

    response = client.get(TRACKING)

    assert listed(response) == []
    assert "Nothing is under way here." in response.content.decode()


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("finance", 403), ("colleague", 404), ("stranger", 404), ("staff", 403),
    ("owner", 200), ("reviewer", 200), ("officer", 200), ("leader", 200),
])  # fmt: skip
def test_a_record_is_for_its_owner_and_for_readers(cast, strangers, staff, client, role, code):
    suggestion = adopted(cast)
    users = {"staff": staff, "stranger": strangers.reviewer}
    client.force_login(users.get(role) or getattr(cast, role))

    assert client.get(page_of(suggestion)).status_code == code


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("finance", 403), ("officer", 403), ("leader", 403), ("colleague", 404),
    ("owner", 302), ("reviewer", 302),
])  # fmt: skip
def test_progress_is_noted_by_the_owner_or_a_reviewer(cast, client, role, code):
    suggestion = adopted(cast)
    client.force_login(getattr(cast, role))

    assert report(client, suggestion, "progress", note="吊臂到货").status_code == code


def test_what_has_not_been_adopted_is_not_followed(cast, client):
    suggestion = SuggestionFactory(department=cast.team, by=cast.worker.person)
    client.force_login(cast.reviewer)

    assert client.get(page_of(suggestion)).status_code == 404


def test_a_reviewer_does_not_keep_the_record_of_an_own_idea(cast, client):
    second = account(PersonFactory(department=cast.office, work_number="0008", name="陈工"), Role.REVIEWER)
    suggestion = adopted(cast, by=second.person)
    client.force_login(second)

    assert client.get(page_of(suggestion)).context["forms"] == []
    assert report(client, suggestion, "progress", note="吊臂到货").status_code == 403


# The list


def test_first_due_first_and_behind_time_apart(cast, owner):
    later, late, soon = adopted(cast, days=30), adopted(cast, days=-2), adopted(cast, days=0)

    assert listed(owner.get(TRACKING)) == [late.number, soon.number, later.number]
    assert listed(owner.get(TRACKING, {"tab": "late"})) == [late.number]
    body = owner.get(TRACKING).content.decode()
    assert "2 days late" in body
    assert "due today" in body
    assert "30 days left" in body


def test_what_waits_for_the_proposer_is_not_behind_time(cast, owner):
    suggestion = reported(cast, days=-2)

    assert listed(owner.get(TRACKING, {"tab": "late"})) == []
    assert listed(owner.get(TRACKING, {"tab": "confirm"})) == [suggestion.number]


def test_what_is_done_has_its_own_part(cast, owner):
    suggestion = done(cast)

    assert listed(owner.get(TRACKING)) == []
    assert listed(owner.get(TRACKING, {"tab": "done"})) == [suggestion.number]


def test_pages_hold_twenty_rows_whatever_the_address_says(cast, owner):
    for _ in range(21):
        adopted(cast)

    first = owner.get(TRACKING, {"after": "x", "spy": "1"})
    assert len(listed(first)) == 20
    assert len(listed(turned(owner, first))) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, client, django_assert_num_queries, rows):
    for number in range(rows):
        department = cast.office if number else cast.team
        somebody = PersonFactory(department=department)
        adopted(cast, department=department, by=somebody, owner=PersonFactory(department=cast.shop))
    client.force_login(cast.reviewer)

    with django_assert_num_queries(8):
        assert len(listed(client.get(TRACKING))) == rows


# What the owner reports


def test_the_first_note_starts_the_work(cast, owner):
    suggestion = adopted(cast)

    response = report(owner, suggestion, "progress", note="吊臂到货")

    assert response.url == page_of(suggestion)
    suggestion.refresh_from_db()
    event = suggestion.events.last()
    assert suggestion.status == "implementing"
    assert (event.verb, event.note, event.actor, event.actor_role) == ("progress", "吊臂到货", cast.owner, "owner")
    assert said(owner.get(response.url)) == ["Noted. The worker sees it."]


def test_a_reviewer_notes_it_for_an_owner_without_an_account(cast, client):
    foreman = PersonFactory(department=cast.team, work_number="0060", name="老陈")
    suggestion = adopted(cast, owner=foreman)
    client.force_login(cast.reviewer)

    assert "You keep the record for 老陈." in client.get(page_of(suggestion)).content.decode()
    report(client, suggestion, "progress", note="吊臂到货")

    assert suggestion.events.last().actor_role == "reviewer"


def test_done_is_reported_with_photos_from_camera_and_album(cast, owner):
    suggestion = adopted(cast)

    report(owner, suggestion, "finish", note="装好了", photos=[picture("a.jpg"), picture("b.png", kind="PNG")])

    suggestion.refresh_from_db()
    assert suggestion.status == "implementing"
    assert suggestion.photos.filter(kind=Photo.Kind.AFTER).count() == 2
    assert [event.verb for event in suggestion.events.all()] == ["adopted", "progress", "finished"]
    forms = owner.get(page_of(suggestion)).context["forms"]
    assert [form.name for form in forms] == ["progress"]


def test_done_without_a_photo_is_asked_for_one_and_the_text_is_kept(cast, owner):
    response = report(owner, adopted(cast), "finish", note="装好了，走高处。")

    body = response.content.decode()
    assert response.status_code == 200
    assert response.context["form"].errors == {"photos": ["Please add a photo of how it looks now."]}
    assert "装好了，走高处。" in body
    assert 'href="#finish-photos"' in body
    assert body.count("装好了，走高处。") == 1


def test_a_file_that_is_no_photo_is_named(cast, owner):
    fake = picture("假.jpg")
    fake.file.seek(0)
    fake.file.truncate()
    fake.file.write(b"not a picture")
    fake.file.seek(0)

    response = report(owner, adopted(cast), "finish", note="装好了", photos=[fake])

    assert response.context["form"].errors["photos"] == [
        "“假.jpg” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture."
    ]


def test_a_report_on_an_old_page_says_what_happened_and_keeps_the_text(cast, owner):
    suggestion = adopted(cast)
    services.report_progress(suggestion, by=cast.reviewer, role="reviewer", note="图纸出了")

    response = report(owner, suggestion, "progress", note="吊臂已到货，周五安装")

    body = response.content.decode()
    assert response.status_code == 409
    assert "Reviewer 李工 was faster: “Progress”" in body
    assert "吊臂已到货，周五安装" in body
    suggestion.version = response.context["form"]["version"].value()
    assert report(owner, suggestion, "progress", note="吊臂已到货，周五安装").status_code == 302


def test_progress_after_the_end_is_told_so(cast, owner):
    suggestion = done(cast)

    response = report(owner, suggestion, "progress", note="再说一句")

    assert response.status_code == 409
    assert "The proposer was faster: “Confirmed on the spot”" in response.content.decode()


def test_a_second_tap_notes_it_once(cast, owner):
    suggestion = adopted(cast)
    report(owner, suggestion, "progress", note="吊臂到货")

    response = report(owner, suggestion, "progress", note="吊臂到货")

    assert response.status_code == 302
    assert suggestion.events.filter(verb="progress").count() == 1


def test_readers_see_the_answer_and_no_forms(cast, client):
    suggestion = reported(cast)
    client.force_login(cast.leader)

    response = client.get(page_of(suggestion))

    assert "装吊臂，走高处。" in response.content.decode()
    assert response.context["forms"] == []
    assert 'name="move"' not in response.content.decode()


def test_after_an_objection_the_owner_reports_again(cast, owner):
    suggestion = services.deny(reported(cast), by=cast.worker, note="还差一处")

    forms = owner.get(page_of(suggestion)).context["forms"]

    assert [form.name for form in forms] == ["progress", "finish"]
    assert report(owner, suggestion, "finish", note="补好了").status_code == 302
