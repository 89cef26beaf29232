"""A workshop joins an alliance, is asked to put something right, and leaves; its history stays."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.moments import local_day
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import Alliance, AllianceMembership, AllianceMembershipEvent, Workshop
from ..notifications import alliances as notices

Status, Ground, Leaving = AllianceMembership.Status, AllianceMembership.Ground, AllianceMembership.Leaving
Verb = AllianceMembershipEvent.Verb


def join(
    alliance, workshop, *, by=None, ground=Ground.APPLICATION, joined_on=None, note="",
    occurred_at=None, source=Source.WEB,
):  # fmt: skip
    """The workshop belongs to the alliance from this day (today) on; return the membership.

    Raises WorkflowError where it belongs already, where the alliance is inside another enterprise, and for a day that
    is still to come or lies in an earlier membership.
    """
    joined_on = joined_on or _today(occurred_at)
    check_fits(alliance, workshop)
    _check_day(joined_on, occurred_at)
    if workshop.alliance_memberships.past().filter(alliance=alliance, left_on__gt=joined_on).exists():
        raise WorkflowError(_("The workshop was a member at that time already. Please choose a later day."))
    membership = AllianceMembership(alliance=alliance, workshop=workshop, ground=ground, joined_on=joined_on)
    try:
        with transaction.atomic():
            membership.save()
            told = {**acting(by, alliance), "note": note, "occurred_at": occurred_at, "source": source}
            workflow.append(membership, Verb.JOINED, to=Status.MEMBER, **told)
    except IntegrityError:
        words = {"workshop": workshop, "alliance": alliance}
        raise WorkflowError(_("%(workshop)s belongs to %(alliance)s already.") % words) from None
    return membership


def check_fits(alliance, workshop):
    if alliance.enterprise_id not in (None, workshop.enterprise_id):
        raise WorkflowError(_("%(alliance)s is inside another enterprise.") % {"alliance": alliance})
    if not workshop.is_active:
        raise WorkflowError(_("%(workshop)s is no longer in operation.") % {"workshop": workshop})


def _today(occurred_at):
    """The day on which it happens."""
    return local_day(occurred_at or timezone.now())


def _check_day(day, occurred_at):
    if day > _today(occurred_at):
        raise WorkflowError(_("This day is still to come. Please choose today or earlier."))


def take_in_by_right(alliance, *, by=None):
    """Every workshop of its enterprise (of the district) that has never belonged joins by right; return how many."""
    return sum(_by_right(alliance, one, by=by) for one in _entitled(alliance).exclude(pk__in=_known(alliance)))


def join_by_right(workshop, *, by=None):
    """A workshop has been registered: it joins what takes it by right; return how many alliances that were."""
    takers = Alliance.objects.filter(takes_by_right=True).open_to(workshop)
    takers = takers.exclude(memberships__workshop=workshop)
    return sum(_by_right(alliance, workshop, by=by) for alliance in takers)


def _entitled(alliance):
    if not alliance.takes_by_right:
        return Workshop.objects.none()
    workshops = Workshop.objects.active()
    return workshops.filter(enterprise=alliance.enterprise_id) if alliance.enterprise_id else workshops


def _known(alliance):
    """Whoever has left is not taken in again by right."""
    return alliance.memberships.order_by().values("workshop")


def _by_right(alliance, workshop, *, by):
    """Whether it joined now; somebody else may have been faster."""
    try:
        with transaction.atomic():
            join(alliance, workshop, by=by, ground=Ground.RIGHT)
    except WorkflowError:
        return False
    return True


def leave(membership, *, by, reason, left_on=None, version=None, occurred_at=None):
    """The workshop leaves by its own wish, with its reason and day; the secretariat is told."""
    facts = {**acting(by, membership.workshop), "note": reason, "occurred_at": occurred_at}
    with transaction.atomic():
        left = _end(membership, Verb.LEFT, Leaving.WISH, left_on=left_on, version=version, **facts)
        notices.left(left, occurred_at)
    return left


def ask_to_rectify(membership, *, by, reason, rectify_by, version=None, occurred_at=None):
    """The alliance asks the workshop in writing to put something right by a day; its people are told."""
    check_words(reason)
    if rectify_by <= _today(occurred_at):
        raise WorkflowError(_("Please give the workshop time: choose a day after today."))
    facts = {**acting(by, membership.alliance), "note": reason, "version": version, "occurred_at": occurred_at}
    with transaction.atomic():
        asked = workflow.move(
            membership, Status.RECTIFYING, verb=Verb.RECTIFY, rectify_by=rectify_by, rectify_reason=reason, **facts
        )
        notices.asked_to_rectify(asked, occurred_at)
    return asked


def clear(membership, *, by, reason, version=None, occurred_at=None):
    """What was to be put right is put right; the workshop stays a member."""
    check_words(reason)
    facts = {
        **acting(by, membership.alliance),
        "note": reason,
        "version": version,
        "occurred_at": occurred_at,
    }
    with transaction.atomic():
        cleared = workflow.move(membership, Status.MEMBER, verb=Verb.CLEARED, **facts)
        notices.cleared(cleared, occurred_at)
    return cleared


def remove(membership, *, by, reason, left_on=None, version=None, occurred_at=None):
    """The alliance takes a workshop out that has not put right what it was asked to, once the day is over."""
    facts = {**acting(by, membership.alliance), "note": reason, "occurred_at": occurred_at}
    with transaction.atomic():
        _check_had_its_time(workflow.lock(membership, version=version), _today(occurred_at))
        removed = _end(membership, Verb.REMOVED, Leaving.REMOVED, left_on=left_on, **facts)
        notices.removed(removed, occurred_at)
    return removed


def _check_had_its_time(membership, today):
    if membership.status == Status.MEMBER:
        raise WorkflowError(_("A workshop is first asked to put something right, and given time for it."))
    if membership.status == Status.RECTIFYING and membership.rectify_by >= today:
        raise WorkflowError(_("The day by which it is to be put right is not over yet."))


def _end(membership, verb, leaving, *, note, left_on, occurred_at, version=None, **facts):
    check_words(note)
    left_on = left_on or _today(occurred_at)
    _check_day(left_on, occurred_at)
    fresh = workflow.lock(membership, version=version)
    if fresh.status == Status.LEFT:
        raise workflow.TransitionError(fresh, Status.LEFT)
    if left_on < fresh.joined_on:
        raise WorkflowError(_("This is before the day of joining."))
    ended = {"left_on": left_on, "leaving": leaving, "leaving_reason": note}
    return workflow.move(fresh, Status.LEFT, verb=verb, note=note, occurred_at=occurred_at, **facts, **ended)


def check_words(reason):
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
