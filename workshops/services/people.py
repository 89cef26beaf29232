"""Who belongs to a workshop, and who leads it: from which day until which, and why it changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal.moments import full_day
from alliance_portal.workflow import WorkflowError

from ..models import LeaderChange, Workshop, WorkshopMembership
from .days import check_past, today

Role = WorkshopMembership.Role


def join(workshop, *, by, person, role=Role.MEMBER, title="", joined_on=None, now=None):
    """Somebody of the same enterprise belongs to the workshop from a day on; return the membership.

    Raises WorkflowError for somebody of another enterprise or who left, a day to come, who belongs to it already, and
    for a second leader: the leader changes by `change_leader`.
    """
    day = joined_on or today(now)
    check_past(day, now)
    with transaction.atomic():
        fresh = _locked(workshop)
        _check_person(fresh, person, day)
        current = fresh.memberships.current()
        if current.filter(person=person).exists():
            raise WorkflowError(_("%(name)s belongs to this workshop already.") % {"name": person.name})
        if role == Role.LEADER and current.filter(role=Role.LEADER).exists():
            raise WorkflowError(_("This workshop has a leader. Please change the leader instead."))
        return _enter(fresh, person, role, title, day, by)


def leave(membership, *, by, left_on=None, now=None):
    """Somebody no longer belongs to the workshop from this day on; return the membership.

    Raises WorkflowError for whoever leads it: without a successor nobody would.
    """
    day = left_on or today(now)
    check_past(day, now)
    with transaction.atomic():
        _locked(membership.workshop)
        fresh = WorkshopMembership.objects.select_related("person").get(pk=membership.pk)
        if fresh.left_on:
            words = _("%(name)s left on %(day)s already.")
            raise WorkflowError(words % {"name": fresh.person.name, "day": full_day(fresh.left_on)})
        if fresh.role == Role.LEADER:
            raise WorkflowError(_("%(name)s leads it. Please name the new leader first.") % {"name": fresh.person.name})
        _end(fresh, day, by)
    return fresh


def change_leader(workshop, *, by, former, to, day, reason, stays=True, title="", now=None):
    """From a day on somebody else leads the workshop; return the LeaderChange.

    `former` is the membership of the leader who goes, None when nobody leads it; with `stays` he or she goes on as a
    member. Raises WorkflowError when somebody else changed it meanwhile, for a day to come, and without a reason.
    """
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    check_past(day, now)
    with transaction.atomic():
        fresh = _locked(workshop)
        _check_person(fresh, to, day)
        leaving = _current_leader(fresh, former)
        if leaving and leaving.person_id == to.pk:
            raise WorkflowError(_("%(name)s leads it already.") % {"name": to.name})
        if leaving:
            _end(leaving, day, by)
            if stays:
                _enter(fresh, leaving.person, Role.MEMBER, leaving.title, day, by)
        _take_the_lead(fresh, to, title, day, by)
        return LeaderChange.objects.create(
            workshop=fresh,
            former=leaving and leaving.person,
            leader=to,
            day=day,
            former_stays=bool(leaving and stays),
            reason=reason.strip(),
            changed_by=by,
        )


def _locked(workshop):
    return Workshop.objects.select_for_update().get(pk=workshop.pk)


def _check_person(workshop, person, day):
    if person.enterprise_id != workshop.enterprise_id or not person.in_service:
        raise WorkflowError(_("Only people in service in the enterprise of the workshop can belong to it."))
    if person.joined_on and day < person.joined_on:
        words = _("%(name)s has been in the enterprise since %(day)s only.")
        raise WorkflowError(words % {"name": person.name, "day": full_day(person.joined_on)})


def _current_leader(workshop, former):
    """The membership of whoever leads it now, which must be the one that the page showed."""
    current = workshop.memberships.current().filter(role=Role.LEADER).select_related("person")
    if former is None:
        if current.exists():
            raise WorkflowError(_("Somebody else has entered a leader meanwhile."))
        return None
    found = current.filter(pk=former.pk).first()
    if found is None:
        raise WorkflowError(_("Somebody else has changed the leader meanwhile."))
    return found


def _take_the_lead(workshop, person, title, day, by):
    """As leader; whoever was a member is one no longer."""
    membership = workshop.memberships.current().filter(person=person).first()
    if membership and membership.role == Role.LEADER:
        raise WorkflowError(_("%(name)s leads it already.") % {"name": person.name})
    if membership:
        title = title or membership.title
        _end(membership, day, by)
    return _enter(workshop, person, Role.LEADER, title, day, by)


def _enter(workshop, person, role, title, day, by):
    membership = WorkshopMembership(workshop=workshop, person=person, role=role, title=title, joined_on=day)
    membership._history_user = by
    membership.save()
    return membership


def _end(membership, day, by):
    if day < membership.joined_on:
        words = _("%(name)s belongs to it since %(day)s, which is later.")
        raise WorkflowError(words % {"name": membership.person.name, "day": full_day(membership.joined_on)})
    membership.left_on, membership._history_user = day, by
    membership.save(update_fields=["left_on", "updated_at"])
