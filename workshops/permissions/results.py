"""Who keeps results, who takes them over elsewhere, who verifies what they bring, and who reads names."""

from members.permissions import (
    department_ids_headed_by,
    enterprise_ids,
    enterprise_ids_with,
    has_role,
    is_district_staff,
)

from ..models import SharedUse, Workshop
from .running import keeps, leads_any

# Steps by which somebody says what a use elsewhere brings.
CLAIMING = ("adopted", "adapted", "claimed")


def can_enter_results(user):
    """Officers, and whoever leads a workshop."""
    return user.is_authenticated and (bool(enterprise_ids_with(user, "officer")) or leads_any(user))


def can_keep_result(user, result):
    """Officers of its enterprise, and whoever keeps one of the workshops that worked it out."""
    if not user.is_authenticated:
        return False
    return has_role(user, result.enterprise_id, "officer") or any(keeps(user, one) for one in result.workshops.all())


def makers_read_by(user, result):
    """Its makers whose names the user may read: those who agreed, and inside the enterprises that worked it out theirs.

    Whoever had the idea may be of another enterprise than these, and is no colleague there.
    """
    own = enterprise_ids(user)
    concerned = {result.enterprise_id, *(workshop.enterprise_id for workshop in result.workshops.all())}
    known = own | concerned if concerned & own else own

    def is_known(maker):
        return maker.person.enterprise_id in known if maker.person_id else bool(concerned & own)

    return [maker for maker in result.makers.all() if maker.is_named or is_known(maker)]


def can_verify_result(user, result):
    """Finance of its enterprise, unless he or she is among those who made it."""
    if result.is_withdrawn or not has_role(user, result.enterprise_id, "finance"):
        return False
    return not result.makers.filter(person__user=user).exists()


def can_see_result_benefits(user):
    return bool(enterprise_ids_with(user, "finance"))


def acting_for(user):
    """Ids of the enterprises for which the user takes results over: as officer, leader of a workshop, or head."""
    if not user.is_authenticated:
        return frozenset()
    found = set(enterprise_ids_with(user, "officer"))
    found |= set(Workshop.objects.active().led_by(user).values_list("enterprise", flat=True))
    if department_ids_headed_by(user):
        found.add(user.person_or_none.enterprise_id)
    return frozenset(found)


def can_ask_to_use(user, result):
    """Whoever acts for another unit, of what is offered to others."""
    return result.is_offered and bool(acting_for(user) - {result.enterprise_id})


def can_open_uses(user):
    """Whether there may be something for the user on the lists of uses elsewhere and of roll-outs."""
    return is_district_staff(user) or bool(acting_for(user) or enterprise_ids_with(user, "leader"))


def can_answer_use(user, use):
    return use.status == SharedUse.Status.ASKED and can_keep_result(user, use.result)


def runs_use(user, use):
    """Whoever acts for the unit that takes it over: its officers, leaders of its workshops, the head, whoever asked."""
    if not user.is_authenticated:
        return False
    if has_role(user, use.enterprise_id, "officer") or use.department_id in department_ids_headed_by(user):
        return True
    return use.asked_by_id == user.pk or _leads_in(user, use.enterprise_id)


def can_verify_use(user, use):
    """Finance of the unit that uses it, unless he or she asked for it or said what it brings."""
    return use.is_in_use and has_role(user, use.enterprise_id, "finance") and not has_claimed(user, use)


def has_claimed(user, use):
    """Whether the user asked for the use, concluded it, or stated its benefit: then somebody else verifies it."""
    return use.asked_by_id == user.pk or use.events.filter(actor=user, verb__in=CLAIMING).exists()


def can_roll_out(user, result):
    """Those who keep it, and district staff."""
    return result.is_offered and (is_district_staff(user) or can_keep_result(user, result))


def can_answer_roll_out(user, answer):
    """Officers of the asked enterprise, leaders of its workshops, and the head of the department."""
    if not user.is_authenticated:
        return False
    if has_role(user, answer.enterprise_id, "officer") or answer.department_id in department_ids_headed_by(user):
        return True
    return _leads_in(user, answer.enterprise_id)


def _leads_in(user, enterprise_id):
    return Workshop.objects.active().led_by(user).filter(enterprise=enterprise_id).exists()
