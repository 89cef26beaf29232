"""Whom something concerns: staff, whoever keeps an alliance or a venue, whoever runs a workshop. Their accounts."""

from django.db.models import Q

from members.models import Role, User

from ..models import OrganTerm, WorkshopMembership


def accounts(*conditions):
    """The accounts for which one of the conditions holds, of those that let somebody in."""
    users = User.objects.filter(is_active=True).exclude(person__in_service=False)
    found = users.filter(*conditions).select_related("person").distinct().order_by("pk")
    return found.prefetch_related("role_assignments")


def _officers(*enterprises):
    return Q(role_assignments__role=Role.OFFICER, role_assignments__enterprise__in=enterprises)


def _leaders(**of):
    """Those who lead one of these workshops today."""
    leading = WorkshopMembership.objects.current().filter(role="leader", **of)
    return Q(pk__in=leading.order_by().values("person__user"))


def district_staff():
    return list(accounts(Q(role_assignments__role=Role.DISTRICT_STAFF)))


def officers_of(workshop):
    """The union officers of its enterprise."""
    return list(accounts(_officers(workshop.enterprise_id)))


def officers_at(enterprise_id):
    return list(accounts(_officers(enterprise_id)))


def posters_of(problem):
    """Its writer, the officers of its enterprise, and whoever leads the workshop that posts it."""
    own = Q(pk=problem.created_by_id) | _officers(problem.enterprise_id)
    return list(accounts(own | _leaders(workshop=problem.workshop_id) if problem.workshop_id else own))


def officers_in(*enterprises):
    """The union officers of these enterprises, of all when none is named."""
    held = {"role_assignments__enterprise__in": enterprises} if enterprises else {}
    return list(accounts(Q(role_assignments__role=Role.OFFICER, **held)))


def runners_of_round(award):
    """Who runs an award round: the officers of its enterprise, staff for one of the district."""
    return officers_in(award.enterprise_id) if award.enterprise_id else district_staff()


def runners_of(workshop):
    """The union officers of its enterprise, and whoever leads it today."""
    return list(accounts(_officers(workshop.enterprise_id) | _leaders(workshop=workshop)))


def keepers_of_venue(venue):
    """The leaders of the workshops that keep it, else the officers of its enterprise."""
    leaders = accounts(_leaders(workshop__in=venue.workshops.active()))
    return list(leaders) or list(accounts(_officers(venue.enterprise_id)))


def keepers_of(alliance):
    """The secretariat of today: whoever holds it, the officers of a unit that does, and those of its enterprise."""
    terms = OrganTerm.objects.filter(alliance=alliance, organ=OrganTerm.Organ.SECRETARIAT).current().order_by()
    enterprises = {alliance.enterprise_id}
    enterprises |= {own or of_workshop for own, of_workshop in terms.values_list("enterprise", "workshop__enterprise")}
    return list(accounts(_officers(*enterprises - {None}) | Q(person__organ_terms__in=terms)))


def answerers_of(alliance):
    """The secretariat; where nobody of it has an account, the district's staff."""
    return keepers_of(alliance) or district_staff()


def owners_of(item):
    """Those who lead the workshops in charge, the responsible person; officers where a workshop has no such leader."""
    found = list(accounts(Q(person=item.responsible_id))) if item.responsible_id else []
    for workshop in item.owners.all():
        found += list(accounts(_leaders(workshop=workshop))) or runners_of(workshop)
    return list(dict.fromkeys(found))


def keepers_of_result(result):
    """The officers of its enterprise, and those who lead the workshops that worked it out."""
    leaders = _leaders(workshop__in=result.workshops.active())
    return list(accounts(_officers(result.enterprise_id) | leaders))


def makers_of(result):
    """Those who made it and have an account."""
    return list(accounts(Q(person__results_made__result=result)))


def finance_of(enterprise_id):
    return list(accounts(Q(role_assignments__role=Role.FINANCE, role_assignments__enterprise=enterprise_id)))


def users_of(use):
    """Whoever asked for it, the head of the department, and the officers of the unit."""
    head = Q(person=use.department.head_id) if use.department.head_id else Q(pk=None)
    return list(accounts(Q(pk=use.asked_by_id) | head | _officers(use.enterprise_id)))


def answerers_for(department):
    """The head of the department and the officers of its enterprise."""
    head = Q(person=department.head_id) if department.head_id else Q(pk=None)
    return list(accounts(head | _officers(department.enterprise_id)))
