"""Handing results in for the national round: put forward, taken back, and names handed on by consent alone."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.models import Consent, Person

from ..models import HandedOn, NationalEntry, Result
from ..national_round import DECLARED, going_out, obstacles
from ..notifications import honours as telling


def put_forward(result, *, year, by, declared, occurred_at=None):
    """Put a result forward for a year and return the NationalEntry; makers who have not agreed are asked.

    `declared` are the codes of what is declared. Raises WorkflowError where a condition is not met or not declared.
    """
    with transaction.atomic():
        fresh = workflow.lock(result)
        if missing := obstacles(fresh, year, occurred_at):
            raise WorkflowError(missing[0].advice)
        if fresh.status == Result.Status.WITHDRAWN or {code for code, _words in DECLARED} - set(declared):
            raise WorkflowError(_("Please confirm each of the conditions."))
        entry, is_new = NationalEntry.objects.get_or_create(result=fresh, year=year, defaults={"put_forward_by": by})
        if is_new:
            telling.asked_to_hand_on(entry, _not_agreed(entry))
    return entry


def _not_agreed(entry):
    people = Person.objects.with_naming().filter(results_made__result=entry.result)
    return [person for person in people if not person.hands_on]


def take_back(entry, *, by):
    """It is not handed in after all. Raises WorkflowError where names have gone out with it already."""
    with transaction.atomic():
        fresh = NationalEntry.objects.select_for_update().get(pk=entry.pk)
        if fresh.handed_on.exists():
            raise WorkflowError(_("It has been handed in with names already, so it stays in the list."))
        fresh.delete()


def hand_on(enterprise, year, *, by):
    """Keep whose names go out with the table of a year, by which consent; return the entries that go out.

    What meets the conditions no longer stays here.

    Consents cannot be taken back meanwhile: whoever does so waits for the end of the transaction, and is out of the
    next table.
    """
    with transaction.atomic():
        people = Person.objects.filter(results_made__result__national_entries__in=_of(enterprise, year)).order_by("pk")
        list(people.select_for_update(of=["self"]))
        entries = going_out(_of(enterprise, year).with_makers())
        agreed = {person.pk for entry in entries for person in entry.people_named}
        consents = Consent.objects.in_force(Consent.Purpose.HAND_ON).filter(person__in=agreed)
        by_person = {consent.person_id: consent for consent in consents}
        rows = [
            HandedOn(entry=entry, person=person, consent=by_person[person.pk], by=by)
            for entry in entries
            for person in entry.people_named
        ]
        HandedOn.objects.bulk_create(rows, ignore_conflicts=True)
    return entries


def _of(enterprise, year):
    return NationalEntry.objects.of(enterprise, year).order_by("result__number")
