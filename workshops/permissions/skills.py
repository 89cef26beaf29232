"""Who reads which skills there are and lack, who says how many are needed, and who reads whose they are."""

from members.models import Department
from members.permissions import can_manage_people, enterprise_ids_with, is_district_staff

from .running import can_run, leads_any


def can_see_skills(user):
    """Officers and leaders of an enterprise, whoever leads a workshop today, and district staff: in numbers."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader")) or leads_any(user)


def can_set_need(user, unit):
    """Of a department its officers, of a workshop those who run it; district staff all."""
    if isinstance(unit, Department):
        return can_manage_people(user, unit.enterprise_id)
    return can_run(user, unit)


def can_see_skilled(user, unit):
    """Who reads the names behind a number: the same as may say how many are needed."""
    return can_set_need(user, unit)
