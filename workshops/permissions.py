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
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader")) or _leads_any(user)


def _leads_any(user):
    person = user.person_or_none
    return person is not None and person.workshop_memberships.current().filter(role="leader").exists()


def can_keep_document(user, document):
    """Whoever runs one of the workshops it comes from."""
    return user.is_authenticated and any(can_run(user, workshop) for workshop in document.workshops.all())


def can_enter_documents(user):
    """Whoever runs a workshop."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer")) or _leads_any(user)


def can_ask_for_help(user):
    """Whoever is in service on a roster, of whatever enterprise."""
    person = getattr(user, "person_or_none", None)
    return person is not None and person.in_service


def is_asker(user, request):
    return user.is_authenticated and request.asker.user_id == user.pk


def holds_request(user, request):
    """Whether it is this user who is asked now: the asked person, or for a workshop any of those who keep it."""
    if not user.is_authenticated or is_asker(user, request):
        return False
    if request.helper_id:
        return request.helper.user_id == user.pk
    return user.person_or_none is not None and keeps(user, request.workshop)


def can_take_up(user, request):
    return request.is_waiting and holds_request(user, request)


def can_pass_on(user, request):
    return request.is_open and holds_request(user, request)


def can_decline(user, request):
    return request.is_open and holds_request(user, request)


def can_write(user, request):
    return request.is_open and (is_asker(user, request) or holds_request(user, request))


def can_solve(user, request):
    return request.status == request.Status.TAKEN_UP and is_asker(user, request)


def can_withdraw_request(user, request):
    return request.is_open and is_asker(user, request)
