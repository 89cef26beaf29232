"""Who enters, grants, reviews and revokes plates."""

from members.permissions import has_role, is_district_staff

from .running import can_run


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
