"""Of which workshops a requirement asks. Each condition narrows further; one more of them is one more function."""

from collections import defaultdict

from django.apps import apps
from django.utils import timezone


def of_kinds(requirements, workshops):
    """Workshops of the kinds it names; none named means every kind."""
    kinds = {one.pk: one.kind for one in workshops}
    return {
        requirement.pk: {pk for pk, kind in kinds.items() if not requirement.kinds or kind in requirement.kinds}
        for requirement in requirements
    }


def of_enterprises(requirements, workshops):
    """Workshops of the enterprises it names; none named means every enterprise."""
    owners = {one.pk: one.enterprise_id for one in workshops}
    named = {requirement.pk: {one.pk for one in requirement.enterprises.all()} for requirement in requirements}
    return {
        pk: {workshop for workshop, owner in owners.items() if not chosen or owner in chosen}
        for pk, chosen in named.items()
    }


def of_systems(requirements, workshops):
    """Workshops that hold a valid plate of the systems it names today; none named means with or without a plate."""
    named = any(requirement.systems for requirement in requirements)
    held, everything = _held(workshops) if named else {}, {one.pk for one in workshops}
    return {
        one.pk: set().union(*(held.get(system, ()) for system in one.systems)) if one.systems else everything
        for one in requirements
    }


def _held(workshops):
    """{system: ids of the workshops that hold a plate of it today}"""
    plates = apps.get_model("workshops", "Designation").objects.valid_on(timezone.localdate())
    found = defaultdict(set)
    for workshop, system in plates.filter(workshop__in=workshops).order_by().values_list("workshop", "system"):
        found[system].add(workshop)
    return found


# (requirements, workshops) -> {requirement id: ids of the workshops that fit}, each in a constant number of queries.
CONDITIONS = (of_kinds, of_enterprises, of_systems)


def reach(requirements, workshops):
    """{requirement id: ids of those of the workshops it asks}; `requirements` have their enterprises prefetched."""
    found = {requirement.pk: {one.pk for one in workshops} for requirement in requirements}
    for condition in CONDITIONS:
        for pk, fitting in condition(requirements, workshops).items():
            found[pk] &= fitting
    return found
