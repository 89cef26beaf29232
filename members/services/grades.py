"""The skill grade of a person (技能等级) as it rises; every earlier one stays in the person's history."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..models import Person

GRADES = Person.SkillGrade.values


def is_higher(grade, than):
    """Whether it is the higher of two grades; any is higher than none."""
    return bool(grade) and (not than or GRADES.index(grade) > GRADES.index(than))


def raise_skill_grade(person, grade, *, by):
    """Enter a higher grade on the roster and return the one before; the same or a lower one changes nothing.

    Raises WorkflowError for what is no grade.
    """
    if grade not in GRADES:
        raise WorkflowError(_("Please choose a skill grade."))
    with transaction.atomic():
        fresh = Person.objects.select_for_update().get(pk=person.pk)
        before = fresh.skill_grade
        if is_higher(grade, before):
            fresh.skill_grade, fresh._history_user = grade, by
            fresh.save(update_fields=["skill_grade", "updated_at"])
    return before
