"""Who runs a workshop, and who reads its names. What visitors see of a workshop is public."""

from members.permissions import enterprise_ids, enterprise_ids_with, has_role, is_district_staff


def can_see_members(user, workshop):
    """District staff, and whoever works in the workshop's enterprise or holds a role there."""
    return is_district_staff(user) or workshop.enterprise_id in enterprise_ids(user)


def leads(user, workshop):
    """Whether the user leads the workshop today."""
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and workshop.memberships.current().led_by(person).exists()


def can_run(user, workshop):
    """Whoever keeps the workshop's records: officers of its enterprise, those who lead it today, district staff."""
    return is_district_staff(user) or keeps(user, workshop)


def keeps(user, workshop):
    """Whoever answers for the workshop in its enterprise: its officers, and those who lead it today."""
    return has_role(user, workshop.enterprise_id, "officer") or leads(user, workshop)


def can_see_workbench(user):
    """Whether the user has anything to do on the workbench pages of workshops."""
    if not user.is_authenticated:
        return False
    own = is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader"))
    return own or runs_something(user)


def leads_any(user):
    person = user.person_or_none
    return person is not None and person.workshop_memberships.current().filter(role="leader").exists()


def runs_something(user):
    """Whether the user leads a workshop or is in the secretariat of an alliance today, in person; one query."""
    person = user.person_or_none
    if person is None:
        return False
    leads = person.workshop_memberships.current().filter(role="leader")
    keeps_alliance = person.organ_terms.current().filter(organ="secretariat")
    return leads.order_by().values("pk").union(keeps_alliance.order_by().values("pk")).exists()


def can_accept(user, workshop):
    """Who visits a workshop for the acceptance on the spot."""
    return is_district_staff(user)
