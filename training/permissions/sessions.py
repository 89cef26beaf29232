"""Who writes down sessions, runs their door, reads who came, and takes a seat."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff
from workshops.permissions.running import leads_any
from workshops.querysets.venues import allied_enterprises


def can_write(user):
    """Officers for their enterprise, leaders of workshops for their workshop, district staff."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer")) or leads_any(user)


def can_see_desk(user):
    """Whoever writes down sessions, the leaders of an enterprise, and whoever teaches one."""
    if not user.is_authenticated:
        return False
    if can_write(user) or enterprise_ids_with(user, "leader"):
        return True
    person = user.person_or_none
    return person is not None and person.taught_sessions.exists()


def can_see_figures(user):
    """Whoever writes down sessions, and the leaders of an enterprise."""
    return can_write(user) or (user.is_authenticated and bool(enterprise_ids_with(user, "leader")))


def keeps(user, session):
    """Officers of the enterprises that hold it, leaders of its workshops, district staff."""
    if is_district_staff(user) or has_role(user, session.enterprise_id, "officer"):
        return True
    officer_of = enterprise_ids_with(user, "officer") if user.is_authenticated else ()
    if officer_of and session.co_hosts.filter(pk__in=officer_of).exists():
        return True
    return user.is_authenticated and session.workshops.led_by(user).exists()


def can_change(user, session):
    """Its words until it is cancelled; what is over can still be put right."""
    return not session.is_cancelled and keeps(user, session)


def can_announce(user, session):
    return session.is_draft and keeps(user, session)


def can_cancel(user, session):
    return session.is_announced and not session.is_over and keeps(user, session)


def can_discard(user, session):
    """A draft alone is deleted; what was announced is cancelled."""
    return session.is_draft and keeps(user, session)


def can_keep_materials(user, session):
    """Those who keep it, and whoever teaches it."""
    return not session.is_cancelled and can_see_names(user, session)


def teaches(user, session):
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and session.lecturer_person_id == person.pk


def can_see_names(user, session):
    """Who is enrolled and who came: for those who keep it and for whoever teaches it."""
    return keeps(user, session) or teaches(user, session)


def can_read_how_to_join(user, session):
    """The way into a session online: for those who have a seat, and for those who keep or teach it."""
    if not user.is_authenticated:
        return False
    if can_see_names(user, session):
        return True
    return session.enrolments.confirmed().filter(person__user=user).exists()


def can_run_door(user, session):
    """Open and close the check-in, call by name, enter the paper list."""
    return session.is_announced and can_see_names(user, session)


def can_enrol(user, session):
    """Whether the session is for the user at all; whether there is a seat and time left is said when they ask."""
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and person.in_service and is_for(person, session)


def is_for(person, session):
    """Whether it is for people of this person's enterprise."""
    if session.audience == session.Audience.DISTRICT or person.enterprise_id == session.enterprise_id:
        return True
    if session.co_hosts.filter(pk=person.enterprise_id).exists():
        return True
    is_allied = session.audience == session.Audience.ALLIANCE
    return is_allied and person.enterprise_id in allied_enterprises(session.workshops.all())


def can_ask_for_topics(user):
    """Everybody in service asks for training in their own enterprise."""
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and person.in_service


def can_decide_wish(user, wish):
    """Whoever may make a session of it: officers of the enterprise, leaders of its workshops, district staff."""
    if is_district_staff(user) or has_role(user, wish.enterprise_id, "officer"):
        return True
    return user.is_authenticated and wish.enterprise.workshops.led_by(user).exists()
