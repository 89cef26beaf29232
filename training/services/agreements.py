"""An agreement until it is in force: drawn up, sent to be signed, signed on the phone or on paper."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing
from alliance_portal.models import Source
from alliance_portal.moments import local_day
from alliance_portal.periods import start_of
from members.acting import acting

from .. import notifications as notices
from ..models import Apprenticeship, Mentorship, MentorshipEvent
from .checks import MOST_APPRENTICES, UnfitError, one_after_the_other, refuse_unfit, required
from .scans import keep_scan
from .stages import plan_usual_stages

__all__ = [
    "MOST_APPRENTICES", "UnfitError", "change", "draft", "drop", "enter_signed", "send_back", "send_to_sign", "sign",
]  # fmt: skip
Status, Verb = Mentorship.Status, MentorshipEvent.Verb
WORDS = ("trade", "goals", "target_grade", "starts_on", "ends_on", "workshop")


def draft(*, by, enterprise, mentor, apprentices, number="", source=Source.WEB, occurred_at=None, **words):
    """Draw up an agreement and return it, a draft that only those who keep it read.

    `words`: trade, goals, target_grade, starts_on, ends_on, workshop. Without a number the next one of the year is
    given. Raises UnfitError for a term, people or a workshop that do not fit, and for a number there is already.
    """
    apprentices = list(dict.fromkeys(apprentices))
    with transaction.atomic():
        one_after_the_other(enterprise.pk)
        _refuse_unfit(words, enterprise=enterprise, mentor=mentor, apprentices=apprentices)
        year = words["starts_on"].year
        facts = {"enterprise": enterprise, "mentor": mentor, "source": source, "created_by": by}
        made = Mentorship.objects.create(number=_number(enterprise, number, year), **facts, **words)
        Apprenticeship.objects.bulk_create(Apprenticeship(mentorship=made, person=one) for one in apprentices)
        workflow.append(made, Verb.CREATED, **acting(by, made), occurred_at=occurred_at, source=source)
    return made


def _refuse_unfit(words, **people):
    term = {name: words.get(name) for name in ("starts_on", "ends_on", "workshop")}
    refuse_unfit(**people, **term)


def _number(enterprise, number, year):
    if number and enterprise.mentorships.filter(number=number).exists():
        words = _("The number %(number)s is taken already. Please choose another, or leave it empty.")
        raise UnfitError("number", words % {"number": number})
    return next_numbers(enterprise, [number], year)[0]


def next_numbers(enterprise, wanted, year):
    """The numbers that are wanted, with the next free ones of the year (SD-2026-001) where "" stands."""
    taken = set(enterprise.mentorships.values_list("number", flat=True)) | set(wanted)
    series = (f"SD-{year}-{count:03}" for count in range(1, len(taken) + len(wanted) + 1))
    free = (number for number in series if number not in taken)
    return [number or next(free) for number in wanted]


def change(mentorship, *, by, mentor, apprentices, version=None, occurred_at=None, **words):
    """Write a draft anew, people included; raises what `draft` raises, and TransitionError once it is no draft."""
    apprentices = list(dict.fromkeys(apprentices))
    with transaction.atomic():
        one_after_the_other(mentorship.enterprise_id)
        fresh = _locked(mentorship, version, Status.DRAFT)
        people = {"enterprise": fresh.enterprise, "mentor": mentor, "apprentices": apprentices}
        _refuse_unfit(words, **people, own=fresh)
        fresh.apprenticeships.exclude(person__in=apprentices).delete()
        there = set(fresh.apprenticeships.values_list("person", flat=True))
        new = (Apprenticeship(mentorship=fresh, person=one) for one in apprentices if one.pk not in there)
        Apprenticeship.objects.bulk_create(new)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh), occurred_at=occurred_at)
        workflow.save(fresh, mentor=mentor, **words)
    return fresh


def _locked(mentorship, version, *statuses):
    """The row as it is now, locked; raises TransitionError unless it is in one of the statuses."""
    fresh = workflow.lock(mentorship, version=version)
    if fresh.status not in statuses:
        raise workflow.TransitionError(fresh, fresh.status)
    return fresh


def send_to_sign(mentorship, *, by, version=None, occurred_at=None):
    """Ask mentor and apprentices to sign on the phone; raises WorkflowError when one of them has no account."""
    with transaction.atomic():
        fresh = workflow.move(
            mentorship, Status.SIGNING, **acting(by, mentorship), version=version, occurred_at=occurred_at
        )
        if without := notices.without_account(fresh):
            words = _("%(names)s cannot sign in yet. Hand out access first, or enter the agreement signed on paper.")
            raise workflow.WorkflowError(words % {"names": str(_(", ")).join(without)})
        notices.to_sign(fresh, occurred_at)
    return fresh


def sign(mentorship, *, by, version=None, occurred_at=None):
    """Mentor or apprentice sign; with the last signature it is in force. Who has signed already changes nothing.

    Raises WorkflowError for whoever has nothing to sign on it.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _locked(mentorship, version, Status.SIGNING, Status.IN_FORCE)
        role = _put_signature(fresh, by, when)
        if role is None:
            return fresh
        workflow.append(fresh, Verb.SIGNED, by=by, role=role, occurred_at=when)
        # The version stands for the words, so that two who sign at once do not have to read them again.
        fresh.save(update_fields=["mentor_signed_at", "updated_at"])
        is_missing = not fresh.mentor_signed_at or fresh.apprenticeships.filter(signed_at=None).exists()
        if fresh.is_in_force or is_missing:
            return fresh
        facts = {"when": when, "signed_on": local_day(when), "told_at": when}
        return _begin(fresh, by=by, role=role, verb=Verb.IN_FORCE, **facts)


def _put_signature(fresh, by, when):
    """The role in which they have just signed; None where they had signed before."""
    own = fresh.apprenticeships.filter(person__user=by).first()
    is_mentor = fresh.mentor.user_id == by.pk
    if own is None and not is_mentor:
        raise workflow.WorkflowError(_("Only the mentor and the apprentices sign."))
    if is_mentor and fresh.mentor_signed_at is None:
        fresh.mentor_signed_at = when
        return "mentor"
    if own is not None and own.signed_at is None:
        own.signed_at = when
        own.save(update_fields=["signed_at"])
        return "apprentice"
    return None


def _begin(fresh, *, by, role, when, verb, signed_on, told_at, **fields):
    """In force since `when`; whoever has to know is told at `told_at`, so that no letter and no bell misses it."""
    facts = {"by": by, "role": role, "occurred_at": when, "signed_on": signed_on, **fields}
    facts["mentor_signed_at"] = fresh.mentor_signed_at
    begun = workflow.move(fresh, Status.IN_FORCE, verb=verb, **facts)
    plan_usual_stages(begun)
    notices.in_force(begun, told_at)
    return begun


def enter_signed(mentorship, *, by, signed_on, scan=None, version=None, occurred_at=None):
    """Enter that all have signed on paper that day, with a `scan` of it if there is one; it is in force since then.

    Raises UnfitError for a day to come.
    """
    if signed_on > local_day(occurred_at or timezone.now()):
        raise UnfitError("signed_on", _("This day is still to come. Please enter it when it is there."))
    when = start_of(signed_on)
    with files_or_nothing() as written:
        fresh = _locked(mentorship, version, Status.DRAFT)
        fresh.mentor_signed_at = when
        fresh.apprenticeships.update(signed_at=when)
        if scan:
            keep_scan(fresh, scan, written, by=by)
        facts = {"when": when, "signed_on": signed_on, "told_at": occurred_at, "on_paper": True}
        return _begin(fresh, **acting(by, fresh), verb=Verb.ON_PAPER, **facts)


def send_back(mentorship, *, by, reason, version=None, occurred_at=None):
    """Back to a draft before all have signed: by whoever keeps it, or somebody who is to sign and wants other words.

    Signatures given until then hold no more; those who had been asked are told.
    """
    required(reason)
    with transaction.atomic():
        fresh = _locked(mentorship, version, Status.SIGNING)
        facts = {**_acting(by, fresh), "note": reason, "occurred_at": occurred_at, "mentor_signed_at": None}
        fresh.apprenticeships.update(signed_at=None)
        back = workflow.move(fresh, Status.DRAFT, verb=Verb.SENT_BACK, **facts)
        notices.sent_back(back, by, reason, occurred_at)
    return back


def _acting(by, fresh):
    if fresh.mentor.user_id == by.pk:
        return {"by": by, "role": "mentor"}
    if fresh.apprenticeships.filter(person__user=by).exists():
        return {"by": by, "role": "apprentice"}
    return acting(by, fresh)


def drop(mentorship, *, by, reason, version=None, occurred_at=None):
    """It is not agreed after all; those who had been asked to sign are told."""
    required(reason)
    with transaction.atomic():
        was_sent = workflow.lock(mentorship, version=version).status == Status.SIGNING
        facts = {**acting(by, mentorship), "note": reason, "occurred_at": occurred_at}
        fresh = workflow.move(mentorship, Status.DROPPED, mentor_signed_at=None, **facts)
        if was_sent:
            notices.dropped(fresh, reason, occurred_at)
    return fresh
