"""Who keeps the register of honours, prints certificates, and hands results in for the national round."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff

# What the district and its enterprises grant themselves; other papers come from above.
PRINTED_HERE = ("district", "enterprise")


def can_see_honours(user):
    """Whoever keeps the register of an enterprise or answers for it, and district staff."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader"))


def can_enter_honour(user, enterprise_id, level):
    """District staff; what the enterprise grants itself, its officers too."""
    return is_district_staff(user) or (level == "enterprise" and has_role(user, enterprise_id, "officer"))


def can_enter_honours(user):
    """Whether the user enters any."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_keep_honour(user, honour):
    """Whoever could have entered it corrects it, revokes it, and keeps its papers."""
    return can_enter_honour(user, honour.enterprise_id, honour.level)


def can_change_honour(user, honour):
    return honour.is_valid and can_keep_honour(user, honour)


def can_print_certificate(user, honour):
    """Those who read all of it, as long as it is valid and of a level whose papers are made here."""
    reads = can_keep_honour(user, honour) or has_role(user, honour.enterprise_id, "officer", "leader")
    own = honour.person_id is not None and honour.person.user_id == user.pk
    return honour.is_valid and honour.level in PRINTED_HERE and (reads or own)


def can_put_forward(user, enterprise):
    """Who hands results of the enterprise in for the national round."""
    return is_district_staff(user) or has_role(user, enterprise.pk, "officer")


def can_photograph(user, honour):
    """Who gives the honour of a person a photo."""
    return honour.holder == honour.Holder.PERSON and can_change_honour(user, honour)
