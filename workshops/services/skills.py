"""How many people with a skill are needed where: set, changed and taken away, each with who did it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.models import Department

from ..models import SkillNeed


def set_need(unit, speciality, *, by, least_grade, number):
    """Say for the first time how many are needed in a department or a workshop; return the need.

    Raises WorkflowError where there is a number already, which is changed and not set anew.
    """
    place = {"department": unit} if isinstance(unit, Department) else {"workshop": unit}
    need = SkillNeed(**place, speciality=speciality, least_grade=least_grade, number=number)
    need._history_user = by
    _check(need)
    try:
        with transaction.atomic():
            need.save()
    except IntegrityError:
        words = _("A number is set for %(name)s here already. Please change that one.")
        raise WorkflowError(words % {"name": speciality}) from None
    return need


def change_need(need, *, by, least_grade, number, version=None):
    """Another grade or another number; return the need. Raises WorkflowError when somebody was faster."""
    with transaction.atomic():
        fresh = workflow.lock(need, version=version)
        fresh.least_grade, fresh.number, fresh.version = least_grade, number, fresh.version + 1
        fresh._history_user = by
        _check(fresh)
        fresh.save()
    return fresh


def drop_need(need, *, by, version=None):
    """Nobody is needed any more; the history keeps what was."""
    with transaction.atomic():
        fresh = workflow.lock(need, version=version)
        fresh._history_user = by
        fresh.delete()


def _check(need):
    try:
        need.clean_fields(exclude=["department", "workshop", "speciality"])
    except ValidationError as error:
        raise WorkflowError(" ".join(error.messages)) from None
