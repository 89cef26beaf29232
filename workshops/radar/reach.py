"""Of which workshops a requirement asks. Each condition narrows further; one more of them is one more function."""


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


# (requirements, workshops) -> {requirement id: ids of the workshops that fit}, each in a constant number of queries.
CONDITIONS = (of_kinds, of_enterprises)


def reach(requirements, workshops):
    """{requirement id: ids of those of the workshops it asks}; `requirements` have their enterprises prefetched."""
    found = {requirement.pk: {one.pk for one in workshops} for requirement in requirements}
    for condition in CONDITIONS:
        for pk, fitting in condition(requirements, workshops).items():
            found[pk] &= fitting
    return found
