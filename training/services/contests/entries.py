"""Who takes part: entered by officers, withdrawn before it begins, absent on the day."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import ContestEntry, ContestEvent
from ...permissions.contests import can_run, enterprises_of
from ..checks import UnfitError

Verb = ContestEvent.Verb


def enter(contest, people, *, by, occurred_at=None):
    """Enter these people and return their entries; each gets the next number. Who was withdrawn comes back with it.

    Raises UnfitError for whoever may not take part, judges it, or is entered already.
    """
    with transaction.atomic():
        fresh = workflow.lock(contest)
        if not fresh.is_announced:
            raise WorkflowError(_("Entries are closed."))
        known = {entry.person_id: entry for entry in fresh.entries.all()}
        _refuse(fresh, people, known)
        last = fresh.entries.aggregate(last=Max("number"))["last"] or 0
        new = [person for person in people if person.pk not in known]
        made = [_make(fresh, person, number, by) for number, person in enumerate(new, last + 1)]
        back = [_bring_back(known[person.pk]) for person in people if person.pk in known]
        note = _numbers(made + back)
        workflow.append(fresh, Verb.ENTRIES, **_acting(by, fresh, people), note=note, occurred_at=occurred_at)
    return made + back


def _acting(by, contest, people):
    """Officers of other enterprises act for their own people."""
    return acting(by, contest, *people)


def _refuse(contest, people, known):
    allowed = set(enterprises_of(contest).values_list("pk", flat=True))
    judges = set(contest.judges.values_list("pk", flat=True))
    for person in people:
        name = {"name": person.name}
        if not person.in_service or person.enterprise_id not in allowed:
            raise UnfitError("people", _("%(name)s cannot take part here.") % name)
        if person.pk in judges:
            raise UnfitError("people", _("%(name)s judges this contest.") % name)
        if person.pk in known and known[person.pk].withdrawn_at is None:
            raise UnfitError("people", _("%(name)s is entered already.") % name)


def _make(contest, person, number, by):
    facts = {"person": person, "enterprise_id": person.enterprise_id, "number": number, "entered_by": by}
    return ContestEntry.objects.create(contest=contest, **facts)


def _bring_back(entry):
    entry.withdrawn_at = None
    entry.save(update_fields=["withdrawn_at", "updated_at"])
    return entry


def _numbers(entries):
    return "、".join(_("no. %(number)d") % {"number": entry.number} for entry in entries)


def withdraw(entry, *, by, occurred_at=None):
    """Take somebody out before it begins."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        contest = workflow.lock(entry.contest)
        if not contest.is_announced or not (can_run(by, contest) or contest.takes_entries(local_day(when))):
            raise WorkflowError(_("Entries are closed."))
        fresh = workflow.lock(entry)
        if fresh.withdrawn_at:
            return fresh
        fresh.withdrawn_at = when
        fresh.save(update_fields=["withdrawn_at", "updated_at"])
        facts = _acting(by, contest, [entry.person])
        workflow.append(contest, Verb.WITHDRAWN, **facts, note=_numbers([fresh]), occurred_at=when)
    return fresh


def set_absent(entry, *, by, is_absent, occurred_at=None):
    """Say that somebody did not come, or came after all. Raises WorkflowError for whoever has marks."""
    with transaction.atomic():
        contest = workflow.lock(entry.contest)
        if not contest.is_running:
            raise workflow.TransitionError(contest, contest.status)
        fresh = workflow.lock(entry)
        if is_absent and fresh.scores.exists():
            raise WorkflowError(_("There are marks already. Please take them out first."))
        fresh.is_absent = is_absent
        fresh.save(update_fields=["is_absent", "updated_at"])
        verb = Verb.ABSENT if is_absent else Verb.PRESENT
        workflow.append(contest, verb, **acting(by, contest), note=_numbers([fresh]), occurred_at=occurred_at)
        workflow.save(contest)
    return fresh
