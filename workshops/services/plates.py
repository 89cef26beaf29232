"""The way of a plate: nurtured, applied for, named, reviewed, and perhaps revoked. Each step leaves its event.

Days are those on which a thing happened, never days to come; what was decided earlier can be entered later.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.moments import full_day
from alliance_portal.periods import months_later
from members.acting import acting

from ..models import Designation, DesignationEvent
from ..notifications import plates as telling
from .corrections import in_words
from .days import check_past, moment_of, today

Status, Verb = Designation.Status, DesignationEvent.Verb


def register(workshop, *, by, granted_on=None, source=Source.WEB, now=None, **facts):
    """A new plate: one that hangs already where a day is given, else one to work towards. Return it."""
    plate = Designation(workshop=workshop, granted_on=granted_on, **facts)
    status = Status.NAMED if granted_on else Status.NURTURING
    if granted_on:
        check_past(granted_on, now)
        _check_term(plate)
        plate.review_due_on = review_due_on(plate)
    moment = moment_of(granted_on, now) if granted_on else now or timezone.now()
    with transaction.atomic():
        events = workflow.walk(plate, [workflow.Step(status, moment, to=status, **acting(by, workshop))], source=source)
        plate.save()
        DesignationEvent.objects.bulk_create(events)
    return plate


def describe(plate, *, by, version=None, source=Source.WEB, now=None, **facts):
    """Correct the particulars of a plate; the history says what was changed from what. Return it.

    A corrected day of granting counts from now on, and has an event of its own under that day.
    """
    with transaction.atomic():
        fresh = workflow.lock(plate, version=version)
        changed = {name: value for name, value in facts.items() if value != getattr(fresh, name)}
        if not changed:
            return fresh
        note = in_words(fresh, changed)
        for name, value in changed.items():
            setattr(fresh, name, value)
        _check_term(fresh)
        facts = {**acting(by, plate.workshop), "source": source}
        if "granted_on" in changed:
            _check_new_day(fresh, now)
            workflow.append(fresh, Verb.REDATED, occurred_at=moment_of(fresh.granted_on, now), **facts)
        if fresh.is_in_force:
            changed["review_due_on"] = review_due_on(fresh, _last_passed(fresh))
        workflow.append(fresh, Verb.EDITED, note=note, occurred_at=now, **facts)
        workflow.save(fresh, **changed)
    return fresh


def _check_new_day(plate, now):
    """Granted it stays, not on a day to come and not after it was reviewed or revoked."""
    if plate.granted_on is None:
        raise workflow.WorkflowError(_("A plate that was granted has the day on which it was."))
    check_past(plate.granted_on, now)
    later = plate.events.filter(to_status__in=(Status.REVIEWING, Status.REVOKED)).order_by("pk").first()
    if later and timezone.localtime(later.occurred_at).date() < plate.granted_on:
        raise workflow.WorkflowError(_("It was reviewed or revoked before that day."))


def apply(plate, *, by, note="", version=None, now=None):
    """Hand it in; district staff finds it among what waits. Return it."""
    facts = {**acting(by, plate.workshop), "note": note, "version": version, "occurred_at": now}
    with transaction.atomic():
        applied = workflow.move(plate, Status.APPLIED, **facts)
        telling.applied(applied)
    return applied


def send_back(plate, *, by, reason, version=None):
    """It is not granted yet: back to nurturing, with what is still lacking. Return it."""
    with transaction.atomic():
        facts = {**acting(by, plate.workshop), "note": _words(reason), "version": version}
        sent_back = workflow.move(plate, Status.NURTURING, verb=Verb.SENT_BACK, **facts)
        telling.sent_back(sent_back, reason)
    return sent_back


def give_up(plate, *, by, reason, version=None):
    """Nobody works towards it any more; what was done stays readable. Return it."""
    return workflow.move(plate, Status.GIVEN_UP, **acting(by, plate.workshop), note=_words(reason), version=version)


def grant(plate, *, by, granted_on, version=None, now=None, **facts):
    """The plate is granted on a day; `facts` are what its document says. Return it."""
    check_past(granted_on, now)
    with transaction.atomic():
        fresh = workflow.lock(plate, version=version)
        for fact, value in facts.items():
            setattr(fresh, fact, value)
        fresh.granted_on = granted_on
        _check_term(fresh)
        facts |= {"granted_on": granted_on, "review_due_on": review_due_on(fresh)}
        facts |= {**acting(by, plate.workshop), "occurred_at": moment_of(granted_on, now)}
        named = workflow.move(plate, Status.NAMED, **facts)
        telling.named(named)
    return named


def begin_review(plate, *, by, on=None, note="", version=None, now=None):
    """From a day on the plate is looked at again; it stays valid meanwhile. Return it."""
    day = on or today(now)
    with transaction.atomic():
        fresh = _decided(plate, day, version, now)
        facts = {**acting(by, plate.workshop), "note": note, "occurred_at": moment_of(day, now), "rectify_by": None}
        reviewed = workflow.move(fresh, Status.REVIEWING, **facts)
        telling.review_begun(reviewed)
    return reviewed


def pass_review(plate, *, by, on=None, valid_until=None, note="", version=None, now=None):
    """The review is passed on a day; the next one is due after the years of its cycle. Return it.

    `valid_until` prolongs the term of a plate that has one.
    """
    day = on or today(now)
    with transaction.atomic():
        fresh = _decided(plate, day, version, now)
        fresh.valid_until = valid_until or fresh.valid_until
        facts = {"rectify_by": None, "valid_until": fresh.valid_until, "review_due_on": review_due_on(fresh, day)}
        passed = workflow.move(
            fresh, Status.PASSED, **acting(by, plate.workshop), note=note, occurred_at=moment_of(day, now), **facts
        )
        telling.passed(passed)
    return passed


def rectify(plate, *, by, until, reason, on=None, version=None, now=None):
    """Something has to be put right by a day; the plate stays valid until then and after, unless revoked. Return it."""
    day = on or today(now)
    if until <= day:
        raise workflow.WorkflowError(_("Please give a day after the review, by which it can be put right."))
    with transaction.atomic():
        fresh = _decided(plate, day, version, now)
        facts = {"note": _words(reason), "occurred_at": moment_of(day, now), "rectify_by": until}
        facts |= acting(by, plate.workshop)
        told = workflow.move(fresh, Status.RECTIFY, **facts)
        telling.to_be_put_right(told, reason)
    return told


def revoke(plate, *, by, on=None, reason, version=None, now=None):
    """The plate is taken down on a day: from then on it counts no longer, before it still does. Return it."""
    day = on or today(now)
    with transaction.atomic():
        fresh = _decided(plate, day, version, now)
        facts = {"revoked_on": day, "revoked_because": _words(reason), "rectify_by": None, "review_due_on": None}
        facts |= {**acting(by, plate.workshop), "note": reason, "occurred_at": moment_of(day, now)}
        revoked = workflow.move(fresh, Status.REVOKED, **facts)
        telling.revoked(revoked, reason)
    return revoked


def _decided(plate, day, version, now):
    """The locked plate; refused is a day to come, and one before the step that came last."""
    check_past(day, now)
    fresh = workflow.lock(plate, version=version)
    last = fresh.events.filter(to_status__in=Designation.IN_FORCE).order_by("-pk").first()
    if last and day < timezone.localtime(last.occurred_at).date():
        before = {"day": full_day(timezone.localtime(last.occurred_at).date())}
        raise workflow.WorkflowError(_("Its last step was on %(day)s, which is later.") % before)
    return fresh


def _words(reason):
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write down why."))
    return reason.strip()


def _check_term(plate):
    if plate.valid_until and plate.granted_on and plate.valid_until < plate.granted_on:
        raise workflow.WorkflowError(_("Its last valid day is before the day on which it was granted."))


def review_due_on(plate, since=None):
    """When it has to be looked at again: after the years of its cycle, or when its term ends, whichever is earlier."""
    since = since or plate.granted_on
    days = [plate.valid_until] if plate.valid_until else []
    if plate.review_years and since:
        days.append(months_later(since, 12 * plate.review_years))
    return min(days, default=None)


def _last_passed(plate):
    """The day of the last review that was passed, None before the first."""
    passed = plate.events.filter(verb=Verb.PASSED).order_by("-occurred_at", "-pk").first()
    return passed and timezone.localtime(passed.occurred_at).date()
