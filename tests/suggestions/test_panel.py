"""A panel by the services: who sits there, what a vote is, when it closes, and what it says."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from suggestions import services
from suggestions.models import Ballot, Panel, Seat, Suggestion
from suggestions.services.panel import latest_vote
from suggestions.services.seats import Aside, steps_aside
from suggestions.statistics.panel import progress
from tests.factories import PersonFactory, WorkshopFactory, WorkshopMembershipFactory, account
from tests.suggestions import stages
from tests.suggestions.panels import called, fresh, points, rubric, today, vote
from tests.suggestions.reviewing import idea


@pytest.fixture
def mate(cast):
    """A colleague of the worker's own team, with an account."""
    return cast.colleague


@pytest.fixture
def expert(cast):
    return account(PersonFactory(department=cast.office, name="郑高工"))


# Calling


def test_a_call_takes_the_suggestion_up_and_leaves_the_clock_alone(cast):
    suggestion = idea(cast)

    panel = called(cast, suggestion)

    suggestion = Suggestion.objects.get(pk=suggestion.pk)
    assert (suggestion.status, suggestion.due_on) == ("in_review", today(7))
    assert [(event.verb, event.actor) for event in suggestion.events.all()] == [("panel_called", cast.reviewer)]
    assert [seat.member for seat in panel.seats.all()] == [cast.owner, cast.finance, cast.officer]
    assert panel.rubric.used_at is not None


def test_what_is_taken_up_already_gets_the_event_alone(cast):
    taken = stages.taken(cast)

    called(cast, taken)

    assert [event.verb for event in taken.events.all()] == ["submitted", "taken", "panel_called"]
    assert Suggestion.objects.get(pk=taken.pk).version == taken.version + 1


@pytest.mark.parametrize("stage", [stages.asked, stages.adopted, stages.declined, stages.reserved, stages.withdrawn])
def test_only_what_waits_for_its_first_answer_goes_before_a_panel(cast, stage):
    with pytest.raises(TransitionError):
        called(cast, stage(cast))
    assert not Panel.objects.exists()


def test_one_panel_at_a_time(cast):
    panel = called(cast)

    with pytest.raises(WorkflowError):
        called(cast, panel.suggestion)
    with pytest.raises(IntegrityError), transaction.atomic():
        Panel.objects.create(
            suggestion=panel.suggestion, rubric=panel.rubric, quorum=2, vote_by=today(), called_by=cast.reviewer
        )


def test_a_page_shown_before_somebody_else_was_faster_calls_none(cast):
    suggestion = idea(cast)
    services.take(suggestion, by=cast.reviewer)

    with pytest.raises(StaleError):
        called(cast, suggestion, version=suggestion.version)


@pytest.mark.parametrize(("days", "works"), [(-1, False), (0, True), (7, True), (8, False)])
def test_a_panel_votes_within_the_promise(cast, days, works):
    if works:
        assert called(cast, vote_by=today(days)).vote_by == today(days)
    else:
        with pytest.raises(WorkflowError):
            called(cast, vote_by=today(days))


def test_once_the_promise_is_over_it_has_as_long_again(cast):
    late = idea(cast, 9)

    assert latest_vote(late, today()) == today(7)
    assert called(cast, late, vote_by=today(7)).vote_by == today(7)


@pytest.mark.parametrize(("members", "quorum"), [
    (["owner", "finance"], 2),
    (["owner", "finance", "finance"], 2),
    (["owner", "finance", "officer"], 1),
    (["owner", "finance", "officer"], 4),
])  # fmt: skip
def test_a_panel_has_three_members_of_whom_two_vote(cast, members, quorum):
    with pytest.raises(WorkflowError):
        called(cast, members=[getattr(cast, name) for name in members], quorum=quorum)


def test_members_are_colleagues_in_service(cast, strangers, staff, expert):
    for outsider in (strangers.owner, staff):
        with pytest.raises(WorkflowError):
            called(cast, members=[cast.owner, cast.finance, outsider])
    expert.person.in_service = False
    expert.person.save()
    with pytest.raises(WorkflowError):
        called(cast, members=[cast.owner, cast.finance, expert])


def test_a_stand_in_sits_nowhere_else(cast, expert):
    with pytest.raises(WorkflowError):
        called(cast, stand_ins={cast.owner: cast.finance})
    with pytest.raises(WorkflowError):
        called(cast, stand_ins={cast.owner: expert, cast.finance: expert})


def test_a_rubric_of_another_enterprise_is_none(cast, strangers):
    with pytest.raises(WorkflowError):
        called(cast, rubric=rubric(enterprise=strangers.enterprise))


# Who steps aside


def test_nobody_judges_their_own_whether_confirmed_or_not(cast, expert):
    suggestion = stages.sent(cast, together=[cast.colleague.person])

    assert steps_aside(cast.worker, suggestion) == Aside.OWN
    assert steps_aside(cast.colleague, suggestion) == Aside.OWN
    assert steps_aside(expert, suggestion) is None


def test_whoever_entered_it_for_somebody_steps_aside(cast):
    entered = services.record(
        by=cast.officer, key=stages.uuid.uuid4(), department=cast.team, channel="desk", person=cast.worker.person,
        problem=stages.PROBLEM,
    )  # fmt: skip

    assert steps_aside(cast.officer, entered) == Aside.OWN


def test_the_own_team_steps_aside_and_so_does_that_of_an_author_elsewhere(cast, mate):
    assert steps_aside(mate, idea(cast)) == Aside.TEAM
    assert steps_aside(mate, idea(cast, department=cast.office)) == Aside.TEAM
    assert steps_aside(cast.owner, idea(cast)) is None


def test_the_workshop_that_takes_it_steps_aside_while_one_belongs_to_it(cast, expert):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    place = WorkshopMembershipFactory(workshop=workshop, person=expert.person, role="leader")
    suggestion = idea(cast, workshop=workshop)
    assert steps_aside(expert, suggestion) == Aside.WORKSHOP

    place.left_on = today()
    place.save()

    assert steps_aside(expert, Suggestion.objects.get(pk=suggestion.pk)) is None


def test_so_does_the_workshop_of_an_author(cast, expert):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=expert.person)
    place = WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person)
    suggestion = idea(cast)
    assert steps_aside(expert, suggestion) == Aside.WORKSHOP

    place.left_on = today()
    place.save()

    assert steps_aside(expert, Suggestion.objects.get(pk=suggestion.pk)) is None


def test_the_stand_in_takes_the_seat_at_once_and_it_is_seen(cast, mate, expert):
    panel = called(cast, members=[mate, cast.finance, cast.officer], stand_ins={mate: expert})

    seat = panel.seats.get(member=mate)
    assert (seat.holder, seat.passed_because) == (expert, "aside")
    assert [event.verb for event in panel.suggestion.events.all()] == ["panel_called", "seat_passed"]
    with pytest.raises(WorkflowError):
        vote(panel, mate)
    assert vote(panel, expert).voter == expert


def test_whoever_steps_aside_without_a_stand_in_is_not_called(cast, mate):
    with pytest.raises(WorkflowError):
        called(cast, members=[mate, cast.finance, cast.officer])
    with pytest.raises(WorkflowError):
        called(cast, members=[mate, cast.finance, cast.officer], stand_ins={mate: cast.worker})


def test_a_reason_that_comes_later_locks_the_seat_and_passes_it_on(cast, expert):
    panel = called(cast, stand_ins={cast.owner: expert})
    services.name_together(panel.suggestion, by=cast.worker, people=[cast.owner.person])
    with pytest.raises(WorkflowError):
        vote(panel, cast.owner)

    assert services.pass_seats_on() == 1

    assert vote(panel, expert).seat.member == cast.owner


def test_a_locked_seat_without_a_stand_in_is_not_waited_for(cast):
    panel = called(cast)
    services.name_together(panel.suggestion, by=cast.worker, people=[cast.owner.person])
    vote(panel, cast.finance)
    assert str(progress(fresh(panel))) == "1/2"

    vote(panel, cast.officer)

    assert fresh(panel).outcome == "advice"


def test_a_vote_that_was_given_before_stays(cast):
    panel = called(cast)
    vote(panel, cast.owner)

    services.name_together(panel.suggestion, by=cast.worker, people=[cast.owner.person])

    assert str(progress(fresh(panel))) == "1/3"


# Voting


def test_a_vote_keeps_points_recommendation_and_opinion(cast):
    panel = called(cast)

    ballot = vote(panel, cast.owner, 55, 31, recommendation="reserved", opinion="等新线。")

    assert (ballot.voter, ballot.recommendation, ballot.opinion, ballot.total) == (
        cast.owner,
        "reserved",
        "等新线。",
        86,
    )
    assert [(score.criterion.name, score.points) for score in ballot.scores.all()] == [("技术", 55), ("效益", 31)]


@pytest.mark.parametrize("values", [(61, 40), (-1, 40)])
def test_no_criterion_gives_more_than_its_points(cast, values):
    with pytest.raises(WorkflowError):
        vote(called(cast), cast.owner, *values)
    assert not Ballot.objects.exists()


def test_every_criterion_and_an_opinion_are_needed(cast):
    panel = called(cast)
    some = dict(list(points(panel, 50, 30).items())[:1])

    for words in ({"scores": some, "opinion": "好"}, {"scores": points(panel, 50, 30), "opinion": " "}):
        with pytest.raises(WorkflowError):
            services.cast_vote(panel, by=cast.owner, recommendation="adopted", **words)
    with pytest.raises(WorkflowError):
        services.cast_vote(panel, by=cast.owner, recommendation="abstained", opinion="不熟", scores=some)


def test_the_same_vote_twice_is_one_and_another_one_is_refused(cast):
    panel = called(cast)
    first = vote(panel, cast.owner)

    assert vote(panel, cast.owner) == first
    with pytest.raises(WorkflowError):
        vote(panel, cast.owner, recommendation="declined")
    assert Ballot.objects.get().recommendation == "adopted"


def test_only_who_holds_a_seat_votes(cast, expert):
    panel = called(cast, stand_ins={cast.owner: expert})

    for outsider in (expert, cast.reviewer, cast.leader):
        with pytest.raises(WorkflowError):
            vote(panel, outsider)


@pytest.mark.parametrize("move", [
    lambda cast, one: services.withdraw(one, by=cast.worker),
    lambda cast, one: services.reserve(one, by=cast.reviewer, reason="等新线"),
])  # fmt: skip
def test_what_is_taken_back_or_answered_needs_no_votes(cast, move):
    panel = called(cast)
    move(cast, panel.suggestion)

    with pytest.raises(WorkflowError):
        vote(panel, cast.owner)


def test_it_goes_on_while_the_worker_adds_details(cast):
    panel = called(cast)
    services.ask(panel.suggestion, by=cast.reviewer, question="哪一台？")

    assert vote(panel, cast.owner)


# Stand-ins in time


def test_stand_ins_vote_from_the_day_before_the_last(cast, expert):
    panel = called(cast, stand_ins={cast.owner: expert}, vote_by=today(5))
    assert panel.stand_ins_from == today(4)

    assert services.pass_seats_on(now=timezone.now() + dt.timedelta(days=3)) == 0
    assert services.pass_seats_on(now=timezone.now() + dt.timedelta(days=4)) == 1

    seat = Seat.objects.get(member=cast.owner)
    assert (seat.holder, seat.passed_because) == (expert, "late")
    assert panel.suggestion.events.last().verb == "seat_passed"
    assert services.pass_seats_on(now=timezone.now() + dt.timedelta(days=4)) == 0


@pytest.mark.parametrize(("days", "first"), [(0, 1), (1, 1), (2, 1), (3, 2)])
def test_a_member_has_the_day_of_the_call_in_any_case(cast, days, first):
    assert called(cast, vote_by=today(days)).stand_ins_from == today(first)


def test_whoever_has_voted_keeps_the_seat_and_so_does_whoever_has_no_stand_in(cast, expert):
    panel = called(cast, stand_ins={cast.owner: expert})
    vote(panel, cast.owner)

    assert services.pass_seats_on(now=timezone.now() + dt.timedelta(days=4)) == 0
