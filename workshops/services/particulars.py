"""What a workshop is and is called, and that it closes: each change keeps what was there before."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal.moments import full_day
from alliance_portal.text import clean_line
from alliance_portal.workflow import StaleError, WorkflowError

from ..models import FormerName, Workshop
from .days import check_past, today


def describe(workshop, *, by, seen=None, **facts):
    """Save what is particular to the workshop; return it.

    `seen` is the `updated_at` from which the form was made: raises StaleError when somebody saved it since.
    """
    with transaction.atomic():
        fresh = _locked(workshop)
        if seen is not None and fresh.updated_at != seen:
            raise StaleError(fresh)
        for name, value in facts.items():
            setattr(fresh, name, value)
        return _save(fresh, by, *facts)


def rename(workshop, *, by, name, until=None, reason, now=None):
    """Give the workshop another name from a day on; the one it had is kept with that day. Return the workshop.

    Raises WorkflowError when it is called so already, when another one of the enterprise is, and for a day to come.
    """
    name, day = clean_line(name), until or today(now)
    if not name or not reason.strip():
        raise WorkflowError(_("Please write the new name and why it changes."))
    check_past(day, now)
    with transaction.atomic():
        fresh = _locked(workshop)
        if fresh.name == name:
            raise WorkflowError(_("It is called “%(name)s” already.") % {"name": name})
        if Workshop.objects.filter(enterprise=fresh.enterprise_id, name=name).exists():
            raise WorkflowError(_("Another workshop of this enterprise is called “%(name)s”.") % {"name": name})
        _check_order(fresh, day)
        former = {"name": fresh.name, "until": day, "reason": reason.strip(), "renamed_by": by}
        FormerName.objects.create(workshop=fresh, **former)
        fresh.name = name
        return _save(fresh, by, "name")


def _check_order(workshop, day):
    last = workshop.former_names.order_by("-until").first()
    if last and day < last.until:
        words = _("It was renamed on %(day)s already, which is later.")
        raise WorkflowError(words % {"day": full_day(last.until)})


def close(workshop, *, by, closed_on, reason, now=None):
    """The workshop is in operation no longer from a day on: it leaves the counts of later days. Return it.

    Raises WorkflowError when it is closed already, for a day to come or before its founding, and without a reason.
    """
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    check_past(closed_on, now)
    with transaction.atomic():
        fresh = _locked(workshop)
        if not fresh.is_active:
            raise WorkflowError(_("%(name)s is closed already.") % {"name": fresh.name})
        if fresh.founded_on and closed_on < fresh.founded_on:
            raise WorkflowError(_("%(name)s was founded later.") % {"name": fresh.name})
        fresh.is_active, fresh.closed_on, fresh.closed_because = False, closed_on, reason.strip()[:200]
        return _save(fresh, by, "is_active", "closed_on", "closed_because")


def reopen(workshop, *, by):
    """The workshop is in operation again, as if it had never been closed. Return it."""
    with transaction.atomic():
        fresh = _locked(workshop)
        if fresh.is_active:
            raise WorkflowError(_("%(name)s is in operation.") % {"name": fresh.name})
        fresh.is_active, fresh.closed_on, fresh.closed_because = True, None, ""
        return _save(fresh, by, "is_active", "closed_on", "closed_because")


def _locked(workshop):
    return Workshop.objects.select_for_update().get(pk=workshop.pk)


def _save(workshop, by, *names):
    workshop._history_user = by
    workshop.save(update_fields=[*names, "updated_at"])
    return workshop
