"""The bell: who is told, what it says, and that looking at a page never writes."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from alliance_portal import periods
from alliance_portal.models import OutboxMessage
from members import notifications, services
from members.models import Notice, NoticeSettings, Topic, Way
from tests.suggestions import stages


@pytest.fixture
def worker(cast, client):
    client.force_login(cast.worker)
    return client


@pytest.fixture
def told(cast):
    """An answer the worker has been told of."""
    return Notice.objects.get(user=cast.worker, subject=stages.adopted(cast).number)


def confirmed(user, **chosen):
    facts = {"email": "wang@example.org", "confirmed_at": timezone.now(), "quiet_from": 0, "quiet_to": 0}
    return NoticeSettings.objects.create(user=user, **facts | chosen)


def letters():
    return OutboxMessage.objects.filter(key__startswith="notice:")


def test_a_notice_says_the_outcome_in_the_language_of_the_reader(told):
    assert (
        notifications.words(told)
        == "您的建议“3号工位的焊钳电缆拖在地上，叉车容易压到”有答复了。已采纳：您说得对，装吊臂，走高处"
    )
    with translation.override("en"):
        assert "has an answer. Adopted: 您说得对" in notifications.words(told)


def test_every_kind_can_be_put_into_words(cast):
    """What is stored is found again by its code, and the code fits into its column."""
    length = Notice._meta.get_field("kind").max_length
    assert all(len(code) <= length and each.topic in Topic for code, each in notifications.kinds.KINDS.items())


def test_the_bell_counts_what_is_not_read(cast, worker, told):
    assert "，1条未读" in worker.get("/me/").content.decode()
    worker.post(f"/me/notices/{told.pk}/open/")
    assert "条未读" not in worker.get("/me/").content.decode()


def test_opening_a_notice_notes_it_and_leads_to_its_page(worker, told):
    answer = worker.post(f"/en/me/notices/{told.pk}/open/")

    assert answer.url == f"/en/suggestions/{told.subject}/"
    told.refresh_from_db()
    assert told.read_at


def test_looking_at_the_list_notes_nothing(worker, told):
    page = worker.get("/me/notices/")
    assert page.context["page_obj"][0].words in page.content.decode()
    assert worker.get(f"/me/notices/{told.pk}/open/").status_code == 405
    told.refresh_from_db()
    assert told.read_at is None


def test_nobody_opens_the_notice_of_somebody_else(cast, client, told):
    client.force_login(cast.colleague)
    assert client.post(f"/me/notices/{told.pk}/open/").status_code == 404
    assert list(client.get("/me/notices/").context["page_obj"]) == []


def test_all_are_read_at_once_but_not_what_came_meanwhile(cast, worker, told):
    shown = timezone.now()
    later = notifications.tell(
        notifications.kinds.KINDS["done"], [cast.worker], subject="X", path="/", title="灯", now=shown + dt.timedelta(1)
    )[0]

    worker.post("/me/notices/read/", {"until": shown.isoformat()})

    assert list(Notice.objects.visible_to(cast.worker).unread()) == [later]
    assert [one.pk for one in worker.get("/me/notices/?unread=1").context["page_obj"]] == [later.pk]


@pytest.mark.parametrize("until", ["", "gestern", "9" * 50])
def test_a_moment_nobody_can_read_means_now(worker, told, until):
    assert worker.post("/me/notices/read/", {"until": until}).status_code == 302
    assert not Notice.objects.visible_to(told.user).unread()


def test_the_list_costs_the_same_for_one_and_for_three(cast, worker, django_assert_num_queries, told):
    with django_assert_num_queries(6) as one:
        worker.get("/me/notices/")
    for _n in range(2):
        stages.declined(cast)
    with django_assert_num_queries(len(one)):
        assert len(worker.get("/me/notices/").context["page_obj"]) == 3


def test_an_empty_list_says_what_will_come(worker):
    assert "没有新消息" in worker.get("/me/notices/").content.decode()
    assert "都看过了" in worker.get("/me/notices/?unread=1").content.decode()


def test_whoever_is_named_twice_is_told_once(cast):
    kind = notifications.kinds.KINDS["done"]
    notifications.tell(kind, [cast.worker, cast.worker, None], subject="X", path="/", title="灯")
    assert Notice.objects.filter(user=cast.worker).count() == 1


# By e-mail


def test_what_is_wanted_at_once_goes_into_the_mail(cast):
    confirmed(cast.worker)
    suggestion = stages.adopted(cast)

    letter = letters().get()
    assert "】您的建议" in letter.subject
    assert f"/suggestions/{suggestion.number}/" in letter.body
    assert "/me/notices/stop/" in letter.body


@pytest.mark.parametrize(
    "chosen",
    [
        {"confirmed_at": None},
        {"ways": {Topic.OWN: Way.BELL}},
        {"ways": {Topic.OWN: Way.DAILY}},
    ],
)
def test_nothing_is_mailed_that_was_not_asked_for(cast, chosen):
    confirmed(cast.worker, **chosen)
    stages.adopted(cast)
    assert Notice.objects.filter(user=cast.worker).exists()
    assert not letters()


def test_whoever_left_gets_no_mail(cast):
    confirmed(cast.worker)
    cast.worker.person.in_service = False
    cast.worker.person.save()
    stages.adopted(cast)
    assert not letters()


def test_a_failed_move_tells_nobody(cast):
    confirmed(cast.worker)
    suggestion = stages.declined(cast)
    before = Notice.objects.count(), letters().count()
    with pytest.raises(stages.services.review.workflow.WorkflowError):
        stages.services.decline(
            suggestion, by=cast.reviewer, reason="再说", decline_reason="cost", would_change="大修", version=1
        )
    assert (Notice.objects.count(), letters().count()) == before


@pytest.mark.parametrize(
    ("quiet_from", "quiet_to", "hour", "sent"),
    [
        (21, 7, 20, (1, 20, 30)),
        (21, 7, 21, (2, 7, 0)),
        (21, 7, 3, (1, 7, 0)),
        (21, 7, 7, (1, 7, 30)),
        (12, 14, 13, (1, 14, 0)),
        (12, 14, 11, (1, 11, 30)),
        (7, 7, 7, (1, 7, 30)),
        (0, 23, 0, (1, 23, 0)),
    ],
)
def test_quiet_hours_put_a_message_off_until_they_are_over(quiet_from, quiet_to, hour, sent):
    day, at, minute = sent
    chosen = NoticeSettings(quiet_from=quiet_from, quiet_to=quiet_to)
    when = periods.start_of(dt.date(2026, 3, 1)) + dt.timedelta(hours=hour, minutes=30)
    loud = periods.start_of(dt.date(2026, 3, day)) + dt.timedelta(hours=at, minutes=minute)
    assert chosen.next_loud(when) == loud


def test_what_was_read_goes_after_ninety_days(told):
    now = timezone.now()
    Notice.objects.exclude(pk=told.pk).delete()
    Notice.objects.filter(pk=told.pk).update(created_at=now, read_at=now)
    assert notifications.forget_old(now + dt.timedelta(days=90)) == 0
    assert notifications.forget_old(now + dt.timedelta(days=90, seconds=1)) == 1


def test_what_nobody_reads_goes_after_a_year(told):
    Notice.objects.exclude(pk=told.pk).delete()
    assert notifications.forget_old(told.created_at + dt.timedelta(days=365)) == 0
    assert notifications.forget_old(told.created_at + dt.timedelta(days=365, seconds=1)) == 1


@pytest.mark.parametrize("until", ["2026-13-45T00:00:00+08:00", "2026-11-30T08:00:00", "soon"])
def test_a_moment_that_is_none_reads_all(cast, client, until):
    services.grant_role(cast.worker, "finance", cast.enterprise, by=cast.officer)
    client.force_login(cast.worker)
    assert client.post("/me/notices/read/", {"until": until}).status_code == 302
    assert not Notice.objects.visible_to(cast.worker).unread().exists()
