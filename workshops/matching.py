"""Which departments elsewhere a result may fit: where somebody knows the matter, or in the same trade."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import Department, Enterprise, PersonSpeciality, SkillCertificate

from .models import AllianceMembership, RollOutAnswer, SharedUse, Visibility
from .querysets.sharing import enterprises_allied_with


@dataclass(frozen=True)
class Match:
    """A department with the reason why it may fit, in words that name nobody."""

    department: Department
    why: str
    knows_it: bool


def readers_of(result):
    """Other enterprises that take part and may read the result."""
    others = Enterprise.objects.active().exclude(pk=result.enterprise_id).exclude(workshops__in=result.workshops.all())
    if result.visibility == Visibility.PUBLIC:
        return others
    if result.visibility == Visibility.ENTERPRISE:
        return others.none()
    allied = enterprises_allied_with(AllianceMembership.objects, [result.enterprise_id])
    return others.filter(pk__in=allied)


def departments_for(result):
    """The Matches of a result, those that know the matter first; who was asked or uses it already is left out."""
    enterprises = readers_of(result)
    shops = Department.objects.active().shops().filter(enterprise__in=enterprises).exclude(pk__in=_asked_before(result))
    known = _specialities_by_shop(result, enterprises)
    in_order = shops.select_related("enterprise").order_by("enterprise__name", "name")
    found = [_match(result, shop, known) for shop in in_order]
    return sorted((match for match in found if match), key=lambda match: not match.knows_it)


def _asked_before(result):
    asked = RollOutAnswer.objects.filter(roll_out__result=result).values_list("department", flat=True)
    used = SharedUse.objects.filter(result=result).values_list("department", flat=True)
    return {*asked, *used}


def _match(result, shop, known):
    if names := known.get(shop.pk):
        return Match(shop, _("Knows about: %(names)s") % {"names": str(_(", ")).join(sorted(names))}, knows_it=True)
    trade = result.enterprise.industry
    if trade and shop.enterprise.industry == trade:
        return Match(shop, _("Same trade: %(trade)s") % {"trade": trade}, knows_it=False)
    return None


def _specialities_by_shop(result, enterprises):
    """{id of a shop: those specialities of the result that somebody there knows or is certified in}"""
    about = {"speciality__in": result.specialities.active(), "person__enterprise__in": enterprises}
    said = PersonSpeciality.objects.filter(person__in_service=True, **about)
    proved = SkillCertificate.objects.counting().filter(**about).order_by()
    parents = dict(Department.objects.filter(enterprise__in=enterprises).values_list("pk", "parent_id"))
    found = defaultdict(set)
    columns = ("person__department", "speciality__name")
    for department, name in (*said.values_list(*columns), *proved.values_list(*columns)):
        while parents.get(department):
            department = parents[department]
        found[department].add(name)
    return found
