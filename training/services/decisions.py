"""What an officer decides on an agreement: a later end, another mentor, one more try, an early end, an award."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import full_day, local_day
from alliance_portal.periods import months_later
from members.acting import acting

from .. import notifications as notices
from ..models import Extension, MentorChange, Mentorship, MentorshipEvent
from .checks import (
    LONGEST_RENEWAL,
    UnfitError,
    one_after_the_other,
    refuse_taught_already,
    refuse_unfit_mentor,
    refuse_unfit_term,
    required,
)
from .requests import grant_open
from .stages import held

Status, Verb = Mentorship.Status, MentorshipEvent.Verb


def extend(mentorship, *, by, ends_on, reason, version=None, occurred_at=None):
    """Give it a later end (延期), with the reason. Raises UnfitError for a day that is no later."""
    required(reason)
    with transaction.atomic():
        fresh = held(mentorship, version)
        refuse_unfit_term(fresh.starts_on, ends_on)
        note = _lengthen(fresh, ends_on, reason, by, occurred_at)
        workflow.append(fresh, Verb.EXTENDED, **acting(by, fresh), note=note, occurred_at=occurred_at)
        workflow.save(fresh, ends_on=ends_on)
        notices.extended(fresh, occurred_at)
    return fresh


def _lengthen(fresh, ends_on, reason, by, occurred_at):
    """Keep the later end with its reason; returns the words for the history."""
    day = local_day(occurred_at or timezone.now())
    if ends_on <= fresh.ends_on or ends_on < day:
        words = _("Please choose a day after %(day)s.")
        raise UnfitError("ends_on", words % {"day": full_day(max(fresh.ends_on, day))})
    facts = {"former_ends_on": fresh.ends_on, "ends_on": ends_on, "reason": reason}
    Extension.objects.create(mentorship=fresh, decided_on=day, decided_by=by, **facts)
    return f"{full_day(fresh.ends_on)} → {full_day(ends_on)}：{reason}"


def change_mentor(mentorship, *, by, mentor, reason, version=None, occurred_at=None):
    """Another mentor takes over and is asked to sign; the agreement goes on, and who taught before stays known."""
    required(reason)
    with transaction.atomic():
        one_after_the_other(mentorship.enterprise_id)
        fresh = held(mentorship, version)
        former = fresh.mentor
        _replace_mentor(fresh, mentor, reason, by, occurred_at)
        workflow.append(fresh, Verb.NEW_MENTOR, **acting(by, fresh), note=reason, occurred_at=occurred_at)
        workflow.save(fresh, "mentor", "mentor_signed_at")
        grant_open(fresh, occurred_at)
        notices.new_mentor(fresh, former, occurred_at)
    return fresh


def _replace_mentor(fresh, mentor, reason, by, occurred_at):
    """Who followed whom stands in `MentorChange` alone: words of the history would outlive a name that is erased."""
    if mentor == fresh.mentor:
        raise UnfitError("mentor", _("This is the mentor already."))
    apprentices = [one.person for one in fresh.apprenticeships.select_related("person")]
    refuse_unfit_mentor(mentor, fresh.enterprise, apprentices)
    for person in apprentices:
        refuse_taught_already(mentor, person, fresh, field="mentor")
    day = local_day(occurred_at or timezone.now())
    facts = {"former": fresh.mentor, "mentor": mentor, "reason": reason}
    MentorChange.objects.create(mentorship=fresh, decided_on=day, decided_by=by, **facts)
    fresh.mentor, fresh.mentor_signed_at = mentor, None


def renew(mentorship, *, by, ends_on, reason, mentor=None, version=None, occurred_at=None):
    """One more try after an assessment that was not passed: once, a year at most, with another mentor if one is named.

    Raises WorkflowError when it was renewed before, UnfitError for a day that does not fit.
    """
    required(reason)
    with transaction.atomic():
        one_after_the_other(mentorship.enterprise_id)
        fresh = workflow.lock(mentorship, version=version)
        if fresh.status != Status.NOT_PASSED:
            raise workflow.TransitionError(fresh, Status.IN_FORCE)
        if fresh.renewed:
            raise workflow.WorkflowError(_("It has been renewed once already."))
        day = local_day(occurred_at or timezone.now())
        if ends_on > months_later(max(day, fresh.ends_on), LONGEST_RENEWAL):
            raise UnfitError("ends_on", _("It is renewed for one year at most."))
        note = _lengthen(fresh, ends_on, reason, by, occurred_at)
        former = fresh.mentor
        if mentor and mentor != former:
            _replace_mentor(fresh, mentor, reason, by, occurred_at)
        kept = {"mentor": fresh.mentor, "mentor_signed_at": fresh.mentor_signed_at}
        facts = {**acting(by, fresh), "note": note, "occurred_at": occurred_at, "verb": Verb.RENEWED}
        renewed = workflow.move(fresh, Status.IN_FORCE, ends_on=ends_on, renewed=True, **facts, **kept)
        # What was asked for before the assessment is answered by going on.
        grant_open(renewed, occurred_at)
        notices.extended(renewed, occurred_at)
        if renewed.mentor != former:
            notices.new_mentor(renewed, former, occurred_at)
    return renewed


def end(mentorship, *, by, reason, version=None, occurred_at=None):
    """End it early, with the reason; from this day on it is not in force any more."""
    required(reason)
    day = local_day(occurred_at or timezone.now())
    with transaction.atomic():
        facts = {**acting(by, mentorship), "note": reason, "version": version, "occurred_at": occurred_at}
        fresh = workflow.move(mentorship, Status.ENDED, closed_on=day, end_reason=reason, **facts)
        grant_open(fresh, occurred_at)
        notices.ended(fresh, reason, occurred_at)
    return fresh


def award(mentorship, *, by, award, awarded_on=None, version=None, occurred_at=None):
    """Enter what mentor and apprentices were given once they had graduated; once."""
    day = awarded_on or local_day(occurred_at or timezone.now())
    with transaction.atomic():
        fresh = workflow.lock(mentorship, version=version)
        if fresh.status != Status.GRADUATED or fresh.award:
            raise workflow.TransitionError(fresh, fresh.status)
        workflow.append(fresh, Verb.AWARDED, **acting(by, fresh), note=award, occurred_at=occurred_at)
        workflow.save(fresh, award=award, awarded_on=day)
        notices.awarded(fresh, occurred_at)
    return fresh
