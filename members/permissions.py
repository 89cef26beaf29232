"""Who somebody is, and where: the answers every other permission is made of."""

# What an officer may give; officers and the district's own roles come from above.
ROLES_BY_OFFICER = frozenset({"reviewer", "finance", "leader"})


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


def can_look_after(user, account):
    """Letting in, shutting out, taking the second step away: who stands above district staff is a superuser's.

    Otherwise staff could sign in as the auditor who watches them, or shut that one out.
    """
    return user.is_superuser or not (account.is_superuser or ("auditor", None) in account.roles)


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


def can_keep_stories(user):
    """Whether the user writes and publishes stories of people: officers and district staff."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_keep_story(user, story):
    """Officers of the person's enterprise and district staff; nobody is the keeper of a story of their own."""
    return can_manage_people(user, story.enterprise_id) and not is_own_story(user, story)


def is_own_story(user, story):
    """Whether it is told of the user: only that person agrees, asks for changes, and takes it back."""
    return user.is_authenticated and story.person.user_id == user.pk


def can_write_story(user, story):
    """Whose words they are: of the person while writing it alone, else of whoever keeps it."""
    return is_own_story(user, story) if story.is_own else can_keep_story(user, story)


def can_read_story(user, story):
    """Whether the words are the user's to read before they are public; some are the person's alone."""
    return is_own_story(user, story) or (can_keep_story(user, story) and not story.is_private)


def is_auditor(user):
    """Whoever may search the audit: by the role alone, which not even a superuser has of itself."""
    return user.is_authenticated and user.is_active and ("auditor", None) in user.roles


def may_enter_admin(user):
    return is_district_staff(user) or is_auditor(user)


def can_grant_role(user, role, enterprise_id=None, account=None):
    """Who gives which role: nobody to themselves, and nobody one that stands above their own.

    Officers give reviewer, finance and leader to people of the own enterprise; district staff those, officers and
    district staff; auditors are named by a superuser alone. `account` is whoever gets it, None while that is open.
    """
    if account is not None and account.pk == user.pk:
        return False
    if role == "auditor":
        return user.is_authenticated and user.is_active and user.is_superuser
    if is_district_staff(user):
        return True
    return role in ROLES_BY_OFFICER and has_role(user, enterprise_id, "officer") and _works_in(account, enterprise_id)


def _works_in(account, enterprise_id):
    person = account.person_or_none if account is not None else None
    return account is None or (person is not None and person.enterprise_id == enterprise_id)


def can_take_role(user, held):
    """Who takes a role away: whoever may give it, and an officer of the own roles every one."""
    if held.user_id == user.pk:
        return held.enterprise_id is not None and can_manage_people(user, held.enterprise_id)
    if held.role in ROLES_BY_OFFICER:
        return can_manage_people(user, held.enterprise_id)
    return can_grant_role(user, held.role, held.enterprise_id)


def can_give_roles(user, enterprise_id):
    return can_manage_people(user, enterprise_id)


def can_issue_password(user, person):
    """A temporary password lets somebody in like a one-time link; it is for accounts that are there and open."""
    return person.user is not None and person.user.is_active and can_hand_out_access(user, person)


def can_change_service(user, person):
    """Moving, leaving, coming back: by those who keep the roster, and nobody for themselves."""
    return can_manage_people(user, person.enterprise_id) and person.user_id != user.pk


def can_answer_application(user, application):
    return can_manage_people(user, application.enterprise_id)


def can_hand_in_certificate(user):
    """Whoever is on a roster and in service keeps certificates of their own."""
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and person.in_service


def can_change_certificate(user, certificate):
    """Its owner, while it is not confirmed: correct it or take it back."""
    return user.is_authenticated and certificate.person.user_id == user.pk and certificate.is_open


def can_keep_certificates(user):
    """Whether the user confirms and enters certificates of others: officers and district staff."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_answer_for_certificate(user, certificate):
    """Officers of the person's enterprise and district staff; nobody for the own one."""
    return can_manage_people(user, certificate.enterprise_id) and certificate.person.user_id != user.pk


def can_decide_certificate(user, certificate):
    """Whether it waits for this user to confirm or refuse it."""
    return certificate.status == "waiting" and can_answer_for_certificate(user, certificate)


def can_revoke_certificate(user, certificate):
    return certificate.status == "valid" and can_answer_for_certificate(user, certificate)


def can_see_data_requests(user):
    """Whether there is a desk of requests for the user: officers and district staff."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_answer_data_request(user, request):
    """Officers for their enterprise; complaints by district staff alone, and nobody their own."""
    if request.person.user_id == user.pk:
        return False
    if request.kind == "complaint":
        return is_district_staff(user)
    return can_manage_people(user, request.enterprise_id)
