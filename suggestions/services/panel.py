"""A panel from its call to its advice: each vote is final, seats pass on in time, and it closes once."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from workshops.services import judge_by

from ..models import Ballot, Panel, Score, Seat, Suggestion, SuggestionEvent
from ..models.panel import FEWEST_MEMBERS, FEWEST_VOTES
from ..notifications import panels
from .clock import promised_days
from .seats import awaited_seats, heirs, is_own, seat_of, steps_aside

Status, Verb = Suggestion.Status, SuggestionEvent.Verb
Outcome, Passed = Panel.Outcome, Seat.Passed
ABSTAINED = Ballot.Recommendation.ABSTAINED


def call_panel(suggestion, *, by, rubric, seats, quorum, vote_by, version=None, occurred_at=None):
    """Put an unanswered suggestion before a panel and return the panel. The clock of the promise runs on.

    `seats` are pairs of a member and a stand-in (or None), both accounts. A member who has to step aside gives the seat
    to the stand-in at once. Raises WorkflowError when one is sitting already, and for what `check_call` refuses.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        workflow.lock(suggestion, version=version)
        fresh = Suggestion.objects.for_panel().get(pk=suggestion.pk)
        check_call(fresh, rubric=rubric, seats=seats, quorum=quorum, vote_by=vote_by, today=_day(when))
        fresh = _to_panel(fresh, by=by, when=when)
        facts = {"quorum": quorum, "vote_by": vote_by, "called_by": by, "called_at": when}
        panel = Panel.objects.create(suggestion=fresh, rubric=judge_by(rubric), **facts)
        Seat.objects.bulk_create(Seat(panel=panel, member=member, stand_in=other) for member, other in seats)
        _ask_members(panel, when)
    return panel


def _ask_members(panel, when):
    """Whoever steps aside gives the seat on at once, and only whoever sits there then is asked."""
    _step_aside(locked(panel), when)
    fresh = locked(panel)
    panels.called(fresh, [seat.member for seat in fresh.seats.all() if not seat.passed_on_at], when)


def _to_panel(suggestion, *, by, when):
    facts = {"verb": Verb.PANEL_CALLED, "by": by, "role": "reviewer", "occurred_at": when}
    if suggestion.status == Status.SUBMITTED:
        return workflow.move(suggestion, Status.IN_REVIEW, **facts)
    workflow.append(suggestion, **facts)
    workflow.save(suggestion)
    return suggestion


def check_call(suggestion, *, rubric, seats, quorum, vote_by, today):
    """Raise WorkflowError where a panel cannot be called like this."""
    if not suggestion.is_unanswered or suggestion.status == Status.NEEDS_INFO:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
    if suggestion.panels.unclosed().exists():
        raise workflow.WorkflowError(_("A panel is looking at it already."))
    if rubric.enterprise_id not in (None, suggestion.enterprise_id):
        raise workflow.WorkflowError(_("This rubric belongs to another enterprise."))
    if vote_by < today or vote_by > latest_vote(suggestion, today):
        raise workflow.WorkflowError(_("The panel votes before the promised day is over."))
    _check_seats(suggestion, seats, quorum)


def latest_vote(suggestion, today):
    """The last day on which a panel may vote: the promised one, or as long again from now where that is over."""
    days = dt.timedelta(days=promised_days(suggestion.enterprise, suggestion.kind))
    return suggestion.due_on if suggestion.due_on >= today else today + days


def _day(when):
    return timezone.localtime(when).date()


def _check_seats(suggestion, seats, quorum):
    people = [person for pair in seats for person in pair if person]
    if len({person.pk for person in people}) != len(people):
        raise workflow.WorkflowError(_("Everybody sits in the panel once."))
    if not all(may_sit(person, suggestion) for person in people):
        raise workflow.WorkflowError(_("Members must be in service in the same enterprise and have an account."))
    if len(seats) < FEWEST_MEMBERS or not FEWEST_VOTES <= quorum <= len(seats):
        raise workflow.WorkflowError(_("A panel has at least 3 members, and at least 2 of them have to vote."))
    if any(is_vacant(member, other, suggestion) for member, other in seats):
        raise workflow.WorkflowError(_("Whoever has to step aside needs a stand-in."))


def may_sit(user, suggestion):
    """Whether the account is that of a colleague in service."""
    person = user.person_or_none
    return bool(person and user.is_active and person.in_service and person.enterprise_id == suggestion.enterprise_id)


def is_vacant(member, other, suggestion):
    """Whether nobody could vote from this seat."""
    return bool(steps_aside(member, suggestion) and (other is None or steps_aside(other, suggestion)))


def locked(panel):
    """The panel with its seats as they are now; whoever changes it holds the suggestion."""
    workflow.lock(panel.suggestion)
    return Panel.objects.for_list().get(pk=panel.pk)


def cast_vote(panel, *, by, recommendation, opinion, scores, occurred_at=None):
    """Give the vote of one's seat and return it; the last one closes the panel.

    `scores` are {criterion id: points}, none for an abstention. The same vote once more changes nothing; raises
    WorkflowError for another one, because a vote is final, and for whoever may not vote.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = locked(panel)
        seat = seat_of(fresh, by)
        if seat and seat.vote:
            return _said_before(seat.vote, recommendation, opinion, scores)
        _check_vote(fresh, seat, by, recommendation)
        _check_words(fresh, recommendation, opinion, scores)
        facts = {"recommendation": recommendation, "opinion": opinion, "cast_at": when}
        ballot = Ballot.objects.create(seat=seat, voter=by, **facts)
        panels.voted(fresh, by)
        Score.objects.bulk_create(Score(ballot=ballot, criterion_id=pk, points=n) for pk, n in scores.items())
        _close_if_done(fresh, when)
    return ballot


def _said_before(ballot, recommendation, opinion, scores):
    given = {score.criterion_id: score.points for score in ballot.scores.all()}
    if (ballot.recommendation, ballot.opinion, given) != (recommendation, opinion, scores):
        raise workflow.WorkflowError(_("You have voted already. A vote is final: from then on you see the others'."))
    return ballot


def _check_vote(panel, seat, by, recommendation):
    if not panel.is_open:
        raise workflow.WorkflowError(_("The panel is closed, so no vote is needed any more."))
    if seat is None:
        raise workflow.WorkflowError(_("You have no seat in this panel now."))
    if reason := steps_aside(by, panel.suggestion):
        raise workflow.WorkflowError(reason.label)
    if is_own(by, panel.suggestion) and recommendation != ABSTAINED:
        raise workflow.WorkflowError(_("This is your own suggestion: you can only abstain."))


def _check_words(panel, recommendation, opinion, scores):
    criteria = {criterion.pk: criterion.points for criterion in panel.rubric.criteria.all()}
    wanted = set() if recommendation == ABSTAINED else set(criteria)
    if not opinion.strip() or set(scores) != wanted:
        raise workflow.WorkflowError(_("A vote has points for every criterion and an opinion."))
    if any(not 0 <= points <= criteria[pk] for pk, points in scores.items()):
        raise workflow.WorkflowError(_("A criterion does not give as many points."))


def pass_seats_on(now=None):
    """Let stand-ins vote where a member steps aside or is late; return how many seats have passed on."""
    now = now or timezone.now()
    return sum(_pass_on(panel, now) for panel in Panel.objects.unclosed().select_related("suggestion"))


def _pass_on(panel, now):
    with transaction.atomic():
        fresh = locked(panel)
        if not fresh.is_open:
            return 0
        passed = _step_aside(fresh, now)
        if fresh.stand_ins_from <= _day(now) <= fresh.vote_by:
            late = heirs(fresh, fresh.suggestion)
            passed += sum(_give_up(seat, fresh, Passed.LATE, now) for seat in late)
    return passed


def _step_aside(panel, when):
    """Where the member has to step aside the stand-in takes the seat; how many seats that were."""
    asides = [seat for seat in heirs(panel, panel.suggestion) if steps_aside(seat.member, panel.suggestion)]
    return sum(_give_up(seat, panel, Passed.ASIDE, when) for seat in asides)


def _give_up(seat, panel, because, when):
    """A seat passes on to its stand-in."""
    seat.passed_on_at, seat.passed_because = when, because
    seat.save(update_fields=["passed_on_at", "passed_because", "updated_at"])
    workflow.append(panel.suggestion, Verb.SEAT_PASSED, role="system", occurred_at=when, source=Source.SYSTEM)
    panels.passed_on(panel, seat, when)
    return 1


def close_panels(now=None):
    """Close the panels that have nothing more to wait for; return how many."""
    now = now or timezone.now()
    return sum(close_panel(panel, now=now) for panel in Panel.objects.unclosed().select_related("suggestion"))


def close_panel(panel, *, now=None):
    """Close a panel if all have voted, if its last day is over, or if no vote is needed; whether that was so.

    A panel is closed once, however often this is called.
    """
    now = now or timezone.now()
    with transaction.atomic():
        fresh = locked(panel)
        if fresh.closed_at is None and not fresh.is_open:
            _call_off(fresh, now)
            return True
        return _close_if_done(fresh, now)


def _close_if_done(panel, now):
    if panel.closed_at or (awaited_seats(panel) and not panel.is_over(_day(now))):
        return False
    votes = [seat.vote for seat in panel.seats.all() if seat.vote and not seat.vote.is_abstention]
    _close(panel, Outcome.ADVICE if len(votes) >= panel.quorum else Outcome.TOO_FEW, now)
    return True


def _close(panel, outcome, when):
    """The votes are in, or there were too few: the suggestion is with the reviewer again."""
    _end(panel, outcome, when)
    verb = Verb.PANEL_CLOSED if outcome == Outcome.ADVICE else Verb.PANEL_TOO_FEW
    workflow.append(panel.suggestion, verb, role="system", occurred_at=when, source=Source.SYSTEM)
    workflow.save(panel.suggestion)
    panels.closed(panel, when)


def _call_off(panel, when):
    """It was answered or taken back meanwhile, which has an event of its own."""
    _end(panel, Outcome.CALLED_OFF, when)
    panels.called_off(panel, [seat.holder for seat in awaited_seats(panel)], when)


def _end(panel, outcome, when):
    panel.closed_at, panel.outcome = when, outcome
    panel.save(update_fields=["closed_at", "outcome", "updated_at"])


def take_advice(suggestion, when):
    """For a conclusion that is being written: the panel that advises it, or None; one still sitting is called off."""
    for panel in suggestion.panels.unclosed().for_list():
        _call_off(panel, when)
    return suggestion.panels.filter(outcome=Outcome.ADVICE, decisions=None).first()
