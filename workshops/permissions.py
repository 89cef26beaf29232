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
    return is_district_staff(user) or has_role(user, workshop.enterprise_id, "officer") or leads(user, workshop)


def can_see_workbench(user):
    """Whether the user has anything to do on the workbench pages of workshops."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader")) or _leads_any(user)


def _leads_any(user):
    person = user.person_or_none
    return person is not None and person.workshop_memberships.current().filter(role="leader").exists()


def role_of(user, workshop):
    """In whose role the user acts for the workshop, as histories keep it."""
    if is_district_staff(user):
        return "district_staff"
    return "officer" if has_role(user, workshop.enterprise_id, "officer") else "workshop_leader"


def can_accept(user, workshop):
    """Who visits a workshop for the acceptance on the spot."""
    return is_district_staff(user)


def can_decide_plate(user, plate):
    """Who grants, reviews and revokes: district staff; what the enterprise grants itself, its officers too."""
    own = plate.level == plate.Level.ENTERPRISE and has_role(user, plate.workshop.enterprise_id, "officer")
    return is_district_staff(user) or own


def can_enter_granted(user, workshop, level):
    """Who enters a plate that hangs already: whoever could grant it."""
    own = level == "enterprise" and has_role(user, workshop.enterprise_id, "officer")
    return is_district_staff(user) or own


def can_edit_plate(user, plate):
    """Until it is granted whoever runs the workshop; after that whoever could have granted it."""
    if plate.status in plate.BEFORE:
        return plate.status != plate.Status.GIVEN_UP and can_run(user, plate.workshop)
    return can_decide_plate(user, plate)


def can_apply(user, plate):
    return plate.status == plate.Status.NURTURING and can_run(user, plate.workshop)


def can_give_up(user, plate):
    return plate.status in (plate.Status.NURTURING, plate.Status.APPLIED) and can_run(user, plate.workshop)


def can_grant(user, plate):
    return plate.status in (plate.Status.NURTURING, plate.Status.APPLIED) and can_decide_plate(user, plate)


def can_send_back(user, plate):
    return plate.status == plate.Status.APPLIED and can_decide_plate(user, plate)


def can_begin_review(user, plate):
    return plate.Status.REVIEWING in plate.TRANSITIONS.get(plate.status, ()) and can_decide_plate(user, plate)


def can_conclude(user, plate):
    """A review, or what had to be put right."""
    return plate.status in (plate.Status.REVIEWING, plate.Status.RECTIFY) and can_decide_plate(user, plate)


def can_revoke(user, plate):
    return plate.is_in_force and can_decide_plate(user, plate)


def can_keep_documents(user, plate):
    return can_run(user, plate.workshop)
