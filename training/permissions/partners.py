"""Who keeps partners and what is agreed with them."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff


def keeps(user, partner):
    """District staff; officers of the enterprise that keeps the partner."""
    return is_district_staff(user) or (
        partner.enterprise_id is not None and has_role(user, partner.enterprise_id, "officer")
    )


def can_add(user):
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_see_desk(user):
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader"))


def can_end(user, agreement):
    """As long as its last day is not over."""
    return keeps(user, agreement.partner) and agreement.look in ("agreement_in_force", "agreement_coming")
