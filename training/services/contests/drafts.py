"""A contest as it is written, announced and begun, who judges it, and its end before its time."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...guests import called
from ...models import Contest, ContestEvent, ContestPrize, ContestRound
from ...models.contest import WHOLE
from ...notifications import afterwards as telling
from ..checks import UnfitError, required

Status, Verb = Contest.Status, ContestEvent.Verb


def create(*, by, rounds, prizes, workshops=(), sessions=(), occurred_at=None, **words):
    """Write a contest and return it, a draft. `rounds`: (kind, name, weight, full marks), `prizes`: (name, last place).

    Raises UnfitError for days, rounds or prizes that do not fit together.
    """
    contest = Contest(created_by=by, **words)
    _check(contest, rounds, prizes, workshops)
    with transaction.atomic():
        contest.save()
        _lay_out(contest, rounds, prizes, workshops, sessions)
        workflow.append(contest, Verb.CREATED, **acting(by, contest), occurred_at=occurred_at)
    return contest


def change(contest, *, by, rounds, prizes, workshops, sessions, version=None, **words):
    """Change it until it begins."""
    with transaction.atomic():
        fresh = workflow.lock(contest, version=version)
        if not fresh.is_open_to_change:
            raise workflow.TransitionError(fresh, fresh.status)
        for name, value in words.items():
            setattr(fresh, name, value)
        _check(fresh, rounds, prizes, workshops)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh))
        workflow.save(fresh, **words)
        fresh.rounds.all().delete()
        fresh.prizes.all().delete()
        _lay_out(fresh, rounds, prizes, workshops, sessions)
    return fresh


def _check(contest, rounds, prizes, workshops):
    if contest.audience != Contest.Audience.DISTRICT and not contest.enterprise_id and not workshops:
        raise UnfitError("audience", _("Please choose the workshops that hold it, or everybody of the district."))
    if contest.starts_on < contest.entries_by:
        raise UnfitError("starts_on", _("It begins when the entries are closed: please choose a later day."))
    if contest.ends_on < contest.starts_on:
        raise UnfitError("ends_on", _("The end must not be before the beginning."))
    if contest.enterprise_id and contest.level != Contest.Level.ENTERPRISE:
        raise UnfitError("level", _("A contest of an enterprise gives honours of the enterprise."))
    if sum(weight for _kind, _name, weight, _full in rounds) != WHOLE:
        raise UnfitError("rounds", _("The weights have to be 100 together."))
    if len({name for _kind, name, _weight, _full in rounds}) < len(rounds):
        raise UnfitError("rounds", _("Please give every round a name of its own."))
    if len({name for name, _place in prizes}) < len(prizes):
        raise UnfitError("prizes", _("Please give every prize a name of its own."))


def _lay_out(contest, rounds, prizes, workshops, sessions):
    facts = ({"kind": kind, "name": name, "weight": weight, "full_marks": full} for kind, name, weight, full in rounds)
    ContestRound.objects.bulk_create(
        ContestRound(contest=contest, place=place, **one) for place, one in enumerate(facts, 1)
    )
    ContestPrize.objects.bulk_create(ContestPrize(contest=contest, name=name, last_place=last) for name, last in prizes)
    contest.workshops.set(workshops)
    contest.sessions.set(sessions)


def announce(contest, *, by, version=None, occurred_at=None):
    """Everybody reads it, and officers of the enterprises that may take part are told."""
    with transaction.atomic():
        facts = {**acting(by, contest), "version": version, "occurred_at": occurred_at}
        announced = workflow.move(contest, Status.ANNOUNCED, **facts)
        telling.contest_announced(announced, by, occurred_at)
    return announced


def name_judges(contest, people, *, by, version=None):
    """These give marks beside those who run it. Raises UnfitError for whoever takes part or has no account."""
    with transaction.atomic():
        fresh = workflow.lock(contest, version=version)
        if fresh.status not in Contest.TRANSITIONS:
            raise workflow.TransitionError(fresh, fresh.status)
        entered = set(fresh.entries.standing().values_list("person", flat=True))
        for person in people:
            if person.pk in entered:
                raise UnfitError(
                    "judges", _("%(name)s takes part and cannot judge.") % {"name": called(person, fresh.enterprise_id)}
                )
            if not person.user_id:
                raise UnfitError(
                    "judges", _("%(name)s has no account yet.") % {"name": called(person, fresh.enterprise_id)}
                )
        fresh.judges.set(people)
        workflow.append(fresh, Verb.JUDGES, **acting(by, fresh))
        workflow.save(fresh)
    return fresh


def start(contest, *, by, version=None, occurred_at=None):
    """Entries are closed, and marks are given. Raises WorkflowError while nobody is entered."""
    with transaction.atomic():
        fresh = workflow.lock(contest, version=version)
        if not fresh.entries.standing().exists():
            raise WorkflowError(_("Nobody is entered yet."))
        return workflow.move(fresh, Status.RUNNING, **acting(by, fresh), occurred_at=occurred_at)


def call_off(contest, *, by, reason, version=None, occurred_at=None):
    """It ends without a result; everybody reads why."""
    required(reason)
    facts = {**acting(by, contest), "note": reason, "version": version, "occurred_at": occurred_at}
    return workflow.move(contest, Status.CALLED_OFF, called_off_because=reason, **facts)
