"""Who keeps an alliance, and who runs a workshop: their accounts."""

from django.db.models import Q

from members.models import Role, User

from ..models import OrganTerm


def staff():
    """The district's own staff."""
    return list(_active().filter(role_assignments__role=Role.DISTRICT_STAFF).distinct())


def keepers_of(alliance):
    """The secretariat of today: whoever holds it, the officers of a unit that does, and those of its enterprise."""
    terms = OrganTerm.objects.filter(alliance=alliance, organ=OrganTerm.Organ.SECRETARIAT).current().order_by()
    enterprises = {alliance.enterprise_id}
    enterprises |= {own or of_workshop for own, of_workshop in terms.values_list("enterprise", "workshop__enterprise")}
    officers = Q(role_assignments__role=Role.OFFICER, role_assignments__enterprise__in=enterprises - {None})
    return list(_active().filter(officers | Q(person__organ_terms__in=terms)).distinct())


def answerers_of(alliance):
    """The secretariat; where nobody of it has an account, the district's staff."""
    return keepers_of(alliance) or staff()


def runners_of(workshop):
    """Those who lead it today, and the officers of its enterprise."""
    leads = Q(
        person__workshop_memberships__workshop=workshop,
        person__workshop_memberships__role="leader",
        person__workshop_memberships__left_on=None,
    )
    officers = Q(role_assignments__role=Role.OFFICER, role_assignments__enterprise=workshop.enterprise_id)
    return list(_active().filter(leads | officers).distinct())


def owners_of(item):
    """Those who lead the workshops in charge, the responsible person; officers where a workshop has no such leader."""
    found = list(_active().filter(person=item.responsible_id)) if item.responsible_id else []
    for workshop in item.owners.all():
        leads = {"workshop": workshop, "role": "leader", "left_on": None}
        leading = {f"person__workshop_memberships__{name}": value for name, value in leads.items()}
        found += list(_active().filter(**leading).distinct()) or runners_of(workshop)
    return list(dict.fromkeys(found))


def _active():
    """Accounts that let somebody in."""
    return User.objects.filter(Q(person=None) | Q(person__in_service=True), is_active=True).select_related("person")
