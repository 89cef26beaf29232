"""Who a workshop consists of, in numbers that name nobody."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class People:
    """Memberships of today by role and by title; both keyed by what the page says, in the order of the choices."""

    total: int
    roles: dict
    titles: dict


def people_of(workshop):
    """Count the current members of a workshop."""
    memberships = list(workshop.memberships.current())
    return People(
        total=len(memberships),
        roles=_counted(memberships, "role"),
        titles=_counted([one for one in memberships if one.title], "title"),
    )


def _counted(memberships, field):
    found = Counter(getattr(one, field) for one in memberships)
    choices = dict(memberships[0]._meta.get_field(field).choices) if memberships else {}
    return {label: found[code] for code, label in choices.items() if found[code]}
