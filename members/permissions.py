"""Who somebody is, and where: the answers every other permission is made of."""


def is_district_staff(user):
    return user.is_authenticated and user.is_active and (user.is_superuser or ("district_staff", None) in user.roles)


def enterprise_ids_with(user, *roles):
    """Ids of the enterprises in which the user holds one of the roles."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(enterprise for role, enterprise in user.roles if role in roles and enterprise)


def has_role(user, enterprise_id, *roles):
    """Whether the user holds one of the roles in that enterprise."""
    return enterprise_id in enterprise_ids_with(user, *roles)


def department_ids_headed_by(user):
    """Ids of the departments the user heads, with all that belong to them."""
    return user.headed if user.is_authenticated else frozenset()


def enterprise_ids(user):
    """Ids of the enterprises the user works in or holds any role in."""
    if not user.is_authenticated:
        return frozenset()
    held = {enterprise for _role, enterprise in user.roles if enterprise}
    person = user.person_or_none
    return frozenset(held | {person.enterprise_id} if person else held)


def can_manage_people(user, enterprise_id):
    """Officers manage the roster of their enterprise; district staff every roster."""
    return is_district_staff(user) or has_role(user, enterprise_id, "officer")


def can_hand_out_access(user, person):
    """A one-time link lets somebody in: only for people in service, and never for oneself.

    Whoever holds the link holds the account's roles too, so officers make none for an account that has a role:
    for reviewers, finance and leaders district staff does.
    """
    if not person.in_service or person.user_id == user.pk:
        return False
    if is_district_staff(user):
        return True
    return has_role(user, person.enterprise_id, "officer") and not _holds_power(person.user)


def _holds_power(account):
    return account is not None and (account.is_superuser or bool(account.roles))


def can_see_dashboard(user):
    return is_district_staff(user) or bool(enterprise_ids_with(user, "leader", "officer"))


def can_keep_specialities(user, person):
    """Everybody for themselves, officers for the people of their roster."""
    return (user.is_authenticated and person.user_id == user.pk) or can_manage_people(user, person.enterprise_id)


def can_see_who_helps(user):
    """Whoever works in an enterprise or holds a role in one, and district staff."""
    return user.is_authenticated and (is_district_staff(user) or bool(enterprise_ids(user)))
