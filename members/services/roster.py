"""The roster at work: who joins, moves, leaves and comes back. Nobody is deleted, every step is in the history."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import audit
from alliance_portal.workflow import StaleError, WorkflowError

from ..models import Absence, Department, Person
from .roles import close_roles

Act = audit.Act


class DayError(WorkflowError):
    """The day does not fit; `field` names it."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


def enter_person(enterprise, *, by, department, work_number, name, post="", joined_on=None):
    """Enter somebody new on the roster and return them. Raises WorkflowError where the number is taken."""
    _check_department(department, enterprise.pk)
    facts = {"department": department, "work_number": work_number, "name": name, "post": post}
    person = Person(enterprise=enterprise, joined_on=joined_on or timezone.localdate(), **facts)
    try:
        with transaction.atomic():
            _keep(person, Act.JOINED, by)
    except IntegrityError:
        facts = {"number": work_number}
        raise WorkflowError(_("Number %(number)s is on the roster already, perhaps as left.") % facts) from None
    return person


def move_person(person, department, *, by, post=None, version=None):
    """Somebody works in another department from today on; `post` is the new one, None where it stays."""
    with transaction.atomic():
        fresh = _locked(person, version)
        _check_department(department, fresh.enterprise_id)
        if not fresh.in_service:
            raise WorkflowError(_("%(name)s has left. Please enter the return first.") % {"name": fresh.name})
        if department.pk == fresh.department_id:
            raise WorkflowError(_("%(name)s works there already.") % {"name": fresh.name})
        detail = f"{fresh.department_id} > {department.pk}"
        _stop_heading(fresh, by)
        fresh.department, fresh.post = department, fresh.post if post is None else post
        _keep(fresh, Act.MOVED, by, detail)
    return fresh


def let_go(person, *, by, left_on=None, version=None):
    """Somebody has left: the account opens nothing from the next request on, its roles end, all else stays."""
    day = left_on or timezone.localdate()
    with transaction.atomic():
        fresh = _locked(person, version)
        if not fresh.in_service:
            raise WorkflowError(_("%(name)s has left already.") % {"name": fresh.name})
        if fresh.joined_on and day < fresh.joined_on:
            raise DayError("left_on", _("This is before the day of joining."))
        fresh.in_service, fresh.left_on = False, day
        _keep(fresh, Act.LEFT, by, day.isoformat())
        stop_duties(fresh, by=by)
    return fresh


def stop_duties(person, *, by):
    """Whoever has left heads no department and holds no role, however it came to be known."""
    _stop_heading(person, by)
    close_roles(person, by=by)


def take_back(person, *, by, department=None, returned_on=None, version=None):
    """Somebody comes back, with the account as it was and without any role; the months between are kept."""
    day = returned_on or timezone.localdate()
    with transaction.atomic():
        fresh = _locked(person, version)
        if fresh.in_service:
            raise WorkflowError(_("%(name)s is in service already.") % {"name": fresh.name})
        department = department or fresh.department
        _check_department(department, fresh.enterprise_id)
        note_absence(fresh, fresh.left_on, day)
        fresh.in_service, fresh.left_on, fresh.department = True, None, department
        # Roles that were never closed, as an older import left them, do not come back either.
        close_roles(fresh, by=by)
        _keep(fresh, Act.RETURNED, by)
    return fresh


def note_absence(person, left_on, returned_on):
    """Keep the time between; on the day of leaving itself somebody has come back before being away."""
    if left_on and returned_on < left_on:
        raise DayError("returned_on", _("This is before the day of leaving."))
    if left_on and returned_on > left_on:
        Absence.objects.create(person=person, left_on=left_on, returned_on=returned_on)


def _locked(person, version):
    """The person, locked; `version` is the moment of the last change as the form was made, in ISO 8601."""
    fresh = lock_person(person)
    check_there(fresh)
    if version is not None and fresh.updated_at.isoformat() != version:
        raise StaleError(fresh)
    return fresh


def check_there(person):
    """Whoever closed the account for good is a number, and nobody writes a name to it again."""
    if person.erased_at:
        raise WorkflowError(_("This account was closed for good. Please enter the person anew."))


def lock_person(person):
    # Without joins: PostgreSQL drops a row that it had to wait for when its department is another one by then.
    return Person.objects.select_for_update().get(pk=person.pk)


def _check_department(department, enterprise):
    if department.enterprise_id != enterprise or not department.is_active:
        raise WorkflowError(_("Choose a department of the same enterprise."))


def _stop_heading(person, by):
    """Whoever goes heads the old department no longer."""
    for department in Department.objects.select_for_update().filter(head=person):
        department.head, department._history_user = None, by
        department.save(update_fields=["head", "updated_at"])


def _keep(person, act, by, detail=""):
    person._history_user, person._change_reason = by, str(act.label)
    person.save()
    audit.record(act, by=by, about=person, enterprise=person.enterprise_id, detail=detail)
