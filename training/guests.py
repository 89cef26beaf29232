"""People across enterprises: guests named as they sign in, who reads their names, and who stands in the lineage."""

from django.db.models import Q
from django.utils.translation import gettext as _

from members.models import Enterprise, Person
from members.permissions import has_role, is_district_staff

from .models import Apprenticeship, Mentorship


def people_called(texts):
    """{text: person or None} for texts such as “JC-010203”; only people in service of active enterprises."""
    wanted = {text: _parts(text) for text in texts}
    condition = Q(pk=None)
    for code, number in wanted.values():
        condition |= Q(enterprise__code=code, work_number__iexact=number)
    there = Person.objects.in_service().filter(condition, enterprise__is_active=True).select_related("enterprise")
    known = {(one.enterprise.code, one.work_number.casefold()): one for one in there}
    return {text: known.get((code, number.casefold())) for text, (code, number) in wanted.items()}


def _parts(text):
    code, _dash, number = text.partition("-")
    return code.strip().upper(), number.strip()


def enterprises_beside(enterprise, session=None):
    """Other enterprises of the district, with which a session may be held, and those that hold it; by name."""
    there = Enterprise.objects.filter(Q(is_active=True) | Q(shared_sessions=session)) if session else None
    offered = Enterprise.objects.active() if there is None else there.distinct()
    return offered.exclude(pk=enterprise.pk).order_by("name")


def number_of(person):
    """As they sign in: “JC-010203”."""
    return f"{person.enterprise.code}-{person.work_number}"


def called(person, enterprise_id):
    """How words for those who draw up an agreement of the enterprise call somebody: a guest by number alone."""
    return person.name if person.enterprise_id == enterprise_id else number_of(person)


def may_read_name(user, apprenticeship):
    """Until guests have signed, a number tells their name to nobody but them, their officers and district staff."""
    person = apprenticeship.person
    if apprenticeship.signed_at or person.enterprise_id == apprenticeship.mentorship.enterprise_id:
        return True
    return may_read_guest(user, person)


def may_read_guest(user, person):
    return person.user_id == user.pk or is_district_staff(user) or has_role(user, person.enterprise_id, "officer")


def name_for(user, apprenticeship):
    """The name, or what stands for it until its owner has signed: 何* with the number they sign in by."""
    person = apprenticeship.person
    if may_read_name(user, apprenticeship):
        return person.name
    return _("%(name)s (work number %(number)s)") % {"name": person.masked_name, "number": number_of(person)}


def enterprises_that_teach():
    """The enterprises with people in agreements that everybody may know of, by name."""
    known = Mentorship.objects.known().order_by()
    taught = Apprenticeship.objects.filter(mentorship__in=known.values("pk")).known().order_by()
    taught = taught.values("person__enterprise")
    there = Q(pk__in=known.values("enterprise")) | Q(pk__in=taught)
    return Enterprise.objects.filter(there).order_by("name")
