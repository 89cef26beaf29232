"""A review meeting by the services: its list, its drafts, and everything published together or nothing."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Role
from suggestions import permissions, services
from suggestions.models import Decision, Meeting, MeetingItem, Suggestion
from suggestions.services.meeting import PublishError, problems_of
from suggestions.statistics.recount import differences
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.panels import called, today, vote
from tests.suggestions.reviewing import idea

WHY = {"decline_reason": "cost", "would_change": "大修停线时"}


@pytest.fixture
def meeting(cast):
    return services.plan_meeting(by=cast.reviewer, enterprise=cast.enterprise, title="九月评审会", held_on=today(1))


def reserved(cast, item, **words):
    return services.draft(item, by=cast.reviewer, **{"conclusion": "reserved", "answer": "等新线一起做。"} | words)


def adopted(cast, item, **words):
    task = {"conclusion": "adopted", "answer": "装吊臂。", "owner": cast.owner.person, "due_on": today(20)}
    return services.draft(item, by=cast.reviewer, **task | words)


def declined(cast, item, **words):
    return services.draft(
        item, by=cast.reviewer, **{"conclusion": "declined", "answer": "现在停不了线。"} | WHY | words
    )


def listed(cast, meeting, suggestion=None, **facts):
    return services.put_on_list(meeting, suggestion or idea(cast), by=cast.reviewer, **facts)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def verbs(suggestion):
    return [event.verb for event in suggestion.events.all()]


# The list


def test_what_comes_on_the_list_is_taken_up_and_the_clock_runs_on(cast, meeting):
    suggestion = idea(cast)

    item = listed(cast, meeting, suggestion)

    now = fresh(suggestion)
    assert (now.status, now.due_on, now.conclusion) == ("in_review", suggestion.due_on, "")
    assert verbs(now) == ["to_meeting"]
    assert (item.seen_version, item.conclusion) == (now.version, "")


def test_what_is_taken_up_already_gets_the_event_alone_and_who_did_it(cast, meeting):
    taken = stages.taken(cast)

    services.put_on_list(meeting, taken, by=cast.officer, role="officer")

    event = taken.events.last()
    assert (event.verb, event.actor, event.actor_role) == ("to_meeting", cast.officer, "officer")


def test_a_second_time_changes_nothing(cast, meeting):
    item = listed(cast, meeting)

    assert listed(cast, meeting, item.suggestion) == item
    assert verbs(item.suggestion) == ["to_meeting"]


@pytest.mark.parametrize("stage", [stages.asked, stages.adopted, stages.declined, stages.reserved, stages.withdrawn])
def test_only_what_waits_for_its_answer_comes_on_the_list(cast, meeting, stage):
    with pytest.raises(WorkflowError):
        listed(cast, meeting, stage(cast))


def test_neither_what_is_on_another_list_nor_what_belongs_elsewhere(cast, strangers, meeting):
    other = services.plan_meeting(by=cast.reviewer, enterprise=cast.enterprise, title="另一次", held_on=today())
    taken = listed(cast, other)

    for suggestion in (taken.suggestion, idea(strangers)):
        with pytest.raises(WorkflowError):
            listed(cast, meeting, suggestion)


def test_what_is_taken_off_goes_with_its_draft_and_the_worker_sees_it(cast, meeting):
    item = listed(cast, meeting)
    reserved(cast, item)

    services.take_off_list(item, by=cast.reviewer)

    assert not meeting.items.exists()
    assert verbs(item.suggestion) == ["to_meeting", "off_meeting"]
    assert listed(cast, meeting, item.suggestion).conclusion == ""


def test_taking_off_twice_or_after_an_answer_tells_nothing_more(cast, meeting):
    item, answered = listed(cast, meeting), listed(cast, meeting)
    services.take_off_list(item, by=cast.reviewer)
    services.reserve(answered.suggestion, by=cast.reviewer, reason="等新线")

    services.take_off_list(item, by=cast.reviewer)
    services.take_off_list(answered, by=cast.reviewer)

    assert verbs(item.suggestion) == ["to_meeting", "off_meeting"]
    assert verbs(answered.suggestion) == ["to_meeting", "reserved"]


# Drafts


def test_a_draft_is_kept_and_nothing_of_it_is_published(cast, meeting):
    item = listed(cast, meeting)

    adopted(cast, item)

    kept, suggestion = fresh(item), fresh(item.suggestion)
    assert (kept.conclusion, kept.answer, kept.owner, kept.due_on, kept.drafted_by) == (
        "adopted", "装吊臂。", cast.owner.person, today(20), cast.reviewer,
    )  # fmt: skip
    assert (suggestion.status, suggestion.version) == ("in_review", item.seen_version)
    assert verbs(suggestion) == ["to_meeting"]
    assert not Decision.objects.exists()


def test_two_who_write_at_once_do_not_overwrite_each_other(cast, meeting):
    item = listed(cast, meeting)
    reserved(cast, item, version=item.version)

    with pytest.raises(StaleError):
        declined(cast, item, version=item.version)
    assert fresh(item).conclusion == "reserved"


def test_a_draft_for_what_was_shown_otherwise_is_refused(cast, meeting):
    item = listed(cast, meeting)
    services.name_together(item.suggestion, by=cast.worker, people=[cast.colleague.person])

    with pytest.raises(StaleError):
        reserved(cast, item, seen_version=item.seen_version)
    assert fresh(item).conclusion == ""


def test_what_was_answered_meanwhile_is_not_drafted(cast, meeting):
    item = listed(cast, meeting)
    services.reserve(item.suggestion, by=cast.reviewer, reason="等新线")

    with pytest.raises(TransitionError):
        reserved(cast, item)


@pytest.mark.parametrize("words", [
    {"conclusion": "adopted", "answer": "装"}, {"conclusion": "declined", "answer": "不"}, {"conclusion": "reserved"},
])  # fmt: skip
def test_the_database_keeps_no_draft_that_could_not_be_published(cast, meeting, words):
    item = listed(cast, meeting)

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingItem.objects.filter(pk=item.pk).update(drafted_by=cast.reviewer, **words)


# Publishing


@pytest.fixture
def ready(cast, meeting):
    """A list of three, each drafted."""
    for write in (adopted, reserved, declined):
        write(cast, listed(cast, meeting))
    return fresh(meeting)


def test_everything_is_answered_together_by_the_ordinary_services(cast, ready):
    assert services.publish(ready, by=cast.reviewer, version=ready.version)

    answered = [fresh(item.suggestion) for item in ready.items.all()]
    assert [one.status for one in answered] == ["adopted", "reserved", "declined"]
    assert [one.implementation.owner for one in answered[:1]] == [cast.owner.person]
    assert {one.answered_at for one in answered} == {fresh(ready).published_at}
    assert answered[1].review_on is not None
    decisions = [one.decisions.get() for one in answered]
    assert [(one.reason, one.decided_by) for one in decisions] == [
        ("装吊臂。", cast.reviewer), ("等新线一起做。", cast.reviewer), ("现在停不了线。", cast.reviewer),
    ]  # fmt: skip
    assert (decisions[2].decline_reason, decisions[2].would_change) == ("cost", "大修停线时")
    assert fresh(ready).published_by == cast.reviewer
    assert list(differences(fresh(ready).published_at)) == []


def test_a_second_time_nothing_is_published(cast, ready):
    services.publish(ready, by=cast.reviewer)

    assert not services.publish(ready, by=cast.reviewer)
    assert Decision.objects.count() == 3


def refused(cast, meeting):
    """(number, problem) of what stands against publishing; nothing may have changed."""
    before = list(Suggestion.objects.order_by("pk").values_list("status", "version"))
    with pytest.raises(PublishError) as refusal:
        services.publish(meeting, by=cast.reviewer)
    assert list(Suggestion.objects.order_by("pk").values_list("status", "version")) == before
    assert not Decision.objects.exclude(decided_by=cast.leader).exists()
    assert fresh(meeting).published_at is None
    return [item.suggestion.number for item, _problem in refusal.value.problems]


def test_one_that_has_changed_keeps_all_from_being_published(cast, ready):
    changed = ready.items.all()[1]
    services.name_together(changed.suggestion, by=cast.worker, people=[cast.colleague.person])

    assert refused(cast, ready) == [changed.suggestion.number]

    services.take_off_list(changed, by=cast.reviewer)
    assert services.publish(ready, by=cast.reviewer)
    assert Decision.objects.count() == 2


def test_looked_at_again_it_can_be_published(cast, ready):
    changed = ready.items.all()[1]
    services.name_together(changed.suggestion, by=cast.worker, people=[cast.colleague.person])

    reserved(cast, changed)

    assert services.publish(ready, by=cast.reviewer)


@pytest.mark.parametrize("change", [
    lambda cast, item: services.reserve(item.suggestion, by=cast.leader, reason="等新线"),
    lambda cast, item: services.ask(item.suggestion, by=cast.reviewer, question="哪一台？"),
    lambda cast, item: services.withdraw(item.suggestion, by=cast.worker),
    lambda cast, item: services.transfer(item.suggestion, by=cast.reviewer, to=headed(cast), note="请看"),
])  # fmt: skip
def test_whatever_happened_meanwhile_keeps_all_back(cast, ready, change):
    item = ready.items.all()[2]
    change(cast, item)

    assert refused(cast, ready) == [item.suggestion.number]


def headed(cast):
    cast.office.head = cast.owner.person
    cast.office.save()
    return cast.office


def test_a_panel_that_closes_meanwhile_is_looked_at_first(cast, meeting):
    panel = called(cast)
    item = listed(cast, meeting, panel.suggestion)
    reserved(cast, item)
    for member in (cast.owner, cast.finance, cast.officer):
        vote(panel, member)

    assert refused(cast, meeting) == [item.suggestion.number]

    reserved(cast, item)
    services.publish(meeting, by=cast.reviewer)
    assert Decision.objects.get().panel == panel


def test_what_is_not_drafted_keeps_all_back(cast, ready):
    bare = listed(cast, ready)

    assert refused(cast, ready) == [bare.suggestion.number]


def test_an_owner_who_left_and_a_day_that_is_over_are_named(cast, ready):
    item = ready.items.all()[0]
    MeetingItem.objects.filter(pk=item.pk).update(due_on=today(-1))
    assert refused(cast, ready) == [item.suggestion.number]

    MeetingItem.objects.filter(pk=item.pk).update(due_on=today(5))
    cast.owner.person.in_service = False
    cast.owner.person.save()
    assert refused(cast, ready) == [item.suggestion.number]


def test_several_problems_are_named_at_once_each_in_a_sentence(cast, ready):
    items = list(ready.items.all())
    services.withdraw(items[0].suggestion, by=cast.worker)
    services.name_together(items[1].suggestion, by=cast.worker, people=[cast.colleague.person])

    found = problems_of(ready.items.select_related("suggestion", "owner"), today=today())

    assert [item for item, _problem in found] == items[:2]
    assert all(problem for _item, problem in found)


def test_a_list_that_is_no_longer_the_one_that_was_shown_is_not_published(cast, ready):
    reserved(cast, listed(cast, ready))

    with pytest.raises(StaleError):
        services.publish(ready, by=cast.reviewer, version=ready.version)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("act", [
    lambda cast, meeting, item: listed(cast, meeting),
    lambda cast, meeting, item: reserved(cast, item),
    lambda cast, meeting, item: services.take_off_list(item, by=cast.reviewer),
])  # fmt: skip
def test_after_it_was_published_nothing_of_it_changes(cast, ready, act):
    services.publish(ready, by=cast.reviewer)

    with pytest.raises(WorkflowError):
        act(cast, ready, ready.items.first())


# Who


@pytest.mark.parametrize(("who", "keeps", "publishes"), [
    ("reviewer", True, True), ("officer", True, False), ("leader", False, False), ("worker", False, False),
    ("finance", False, False), ("owner", False, False),
])  # fmt: skip
def test_reviewers_and_officers_keep_meetings_and_reviewers_publish(cast, ready, who, keeps, publishes):
    user = getattr(cast, who)

    assert permissions.can_keep_meetings(user) is permissions.can_keep_meeting(user, ready) is keeps
    assert permissions.can_publish(user, ready) is publishes
    assert Meeting.objects.visible_to(user).exists() is keeps


def test_no_meeting_of_another_enterprise_is_seen(ready, strangers):
    for user in (strangers.reviewer, strangers.officer):
        assert not Meeting.objects.visible_to(user).exists()
        assert not permissions.can_keep_meeting(user, ready)


@pytest.mark.parametrize("hide", [False, True])
def test_a_list_with_an_own_idea_is_published_by_another_reviewer(cast, ready, hide):
    second = account(PersonFactory(department=cast.office, name="陈工"), Role.REVIEWER)
    own = stages.sent(cast, by=second, hide_name=hide)
    reserved(cast, listed(cast, ready, own))

    assert not permissions.can_publish(second, ready)
    assert permissions.can_keep_meeting(second, ready)
    assert permissions.can_publish(cast.reviewer, ready)


def test_whoever_entered_one_for_somebody_does_not_publish_it(cast, ready):
    entered = services.record(
        by=cast.reviewer, key=stages.uuid.uuid4(), department=cast.team, channel="desk", person=cast.worker.person,
        problem=stages.PROBLEM,
    )  # fmt: skip
    reserved(cast, listed(cast, ready, entered))

    assert not permissions.can_publish(cast.reviewer, ready)


def test_the_quota_promised_at_the_meeting_is_kept(cast, meeting):
    adopted(cast, listed(cast, meeting), quota_months=6)
    services.publish(meeting, by=cast.reviewer)
    assert Suggestion.objects.get().implementation.quota_months == 6


def test_what_was_set_aside_or_is_under_appeal_is_named_as_such(cast, meeting):
    aside, appealed = listed(cast, meeting), listed(cast, meeting)
    Suggestion.objects.filter(pk=aside.suggestion_id).update(spam_at=timezone.now())
    Suggestion.objects.filter(pk=appealed.suggestion_id).update(answered_at=timezone.now())
    items = [MeetingItem.objects.select_related("suggestion").get(pk=item.pk) for item in (aside, appealed)]
    with translation.override("en"):
        words = [problem for _item, problem in problems_of(items, today=timezone.localdate())]
    assert words == ["It was set aside, because it is no suggestion.", "It is under appeal."]
