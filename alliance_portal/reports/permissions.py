"""Who draws reports, and who freezes and signs them."""

from members.permissions import can_see_dashboard, has_role, is_district_staff


def can_see_reports(user):
    """District staff, and officers and leaders for their enterprises."""
    return can_see_dashboard(user)


def can_follow_signing(user):
    """Who sees which enterprises have frozen and signed, unsigned versions included: district staff."""
    return is_district_staff(user)


def can_sign_for(user, enterprise_id):
    """Who freezes, signs and throws away for a unit: its officers and leaders; for the district (None) its staff."""
    return is_district_staff(user) if enterprise_id is None else has_role(user, enterprise_id, "officer", "leader")


def can_sign(user, snapshot):
    return not snapshot.is_signed and can_sign_for(user, snapshot.enterprise)


def role_for(user, enterprise_id):
    """In which role somebody acts for a unit."""
    if enterprise_id is None:
        return "district_staff"
    return "officer" if has_role(user, enterprise_id, "officer") else "leader"
