"""Who keeps shared documents, and who asks, helps and answers."""

from members.permissions import enterprise_ids_with, is_district_staff

from .running import can_run, keeps, leads_any


def can_keep_document(user, document):
    """Whoever runs one of the workshops it comes from."""
    return user.is_authenticated and any(can_run(user, workshop) for workshop in document.workshops.all())


def can_enter_documents(user):
    """Whoever runs a workshop."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer")) or leads_any(user)


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
