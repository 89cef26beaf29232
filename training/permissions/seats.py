"""Who gives a seat back, enrols others, puts names on the list of those present, and takes one off again."""

from django.db.models import Q
from django.utils import timezone

from alliance_portal.moments import local_day
from members.models import Department, Person
from members.permissions import enterprise_ids, enterprise_ids_with, is_district_staff
from workshops.querysets.venues import allied_enterprises

from .sessions import can_run_door, keeps

ANSWER_FOR_PEOPLE = ("officer", "leader")


def can_give_back(user, enrolment):
    """Whose seat it is, and those who keep the session."""
    return user.is_authenticated and (enrolment.person.user_id == user.pk or keeps(user, enrolment.session))


def can_enrol_others(user, session):
    """Those who keep it, officers and leaders of any enterprise for their own people, while somebody can enrol."""
    if not user.is_authenticated or not session.is_announced or session.has_begun:
        return False
    return bool(enterprise_ids_with(user, *ANSWER_FOR_PEOPLE)) or keeps(user, session)


def enterprises_to_enrol(user, session):
    """Ids of those whose departments the user may enrol: the own ones, and the own one of whoever keeps it.

    Who is named as a co-host was not asked, so its people are entered by its own officers.
    """
    own = enterprise_ids_with(user, *ANSWER_FOR_PEOPLE)
    if is_district_staff(user):
        return own | _holding(session)
    return own | (_holding(session) & enterprise_ids(user)) if keeps(user, session) else own


def departments_to_enrol(user, session):
    return Department.objects.filter(enterprise__in=enterprises_to_enrol(user, session)).for_heads()


def people_to_enrol(user, session):
    """Whom the user may enrol: everybody for district staff, the people they answer for, and of who holds it."""
    people = Person.objects.in_service()
    if is_district_staff(user):
        return people
    return people.filter(enterprise__in=enterprises_to_enrol(user, session))


def people_at_door(session):
    """Who may be put on the list of those present: everybody for whom it is."""
    people = Person.objects.in_service()
    if session.audience == session.Audience.DISTRICT:
        return people
    holding = _holding(session)
    if session.audience == session.Audience.ALLIANCE:
        holding |= allied_enterprises(session.workshops.all())
    enrolled = Q(enrolments__session=session)
    return people.filter(pk__in=people.filter(Q(enterprise__in=holding) | enrolled).order_by().values("pk"))


def _holding(session):
    return {session.enterprise_id, *session.co_hosts.order_by().values_list("pk", flat=True)}


def can_keep_list(user, session):
    """Whoever keeps it, until a week after; whoever only teaches it, until the end of the day."""
    if not can_run_door(user, session):
        return False
    return local_day(session.ends_at) >= timezone.localdate() or keeps(user, session)
