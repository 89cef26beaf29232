"""Who a workshop or an alliance consists of, in numbers that name nobody."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

DEFINITIONS = (
    Definition(
        "workshops",
        _("Workshops"),
        _("Workshops in operation. One that carries several plates counts once, by its highest valid level."),
    ),
)


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


def kinds(workshops):
    """{code of a kind: how many of these workshops}, from one query."""
    return Counter(workshops.order_by().values_list("kind", flat=True))


@dataclass(frozen=True)
class Part:
    """An alliance inside another one: how deep, and how many workshops it has with all that is nested in it."""

    alliance: object
    depth: int
    workshops: int


def parts_of(alliance, alliances):
    """Every alliance nested in `alliance`, parents before their parts, from one query.

    A workshop belongs to one alliance, so the sums count none twice.
    """
    children = {}
    for one in alliances.with_counts().order_by("name"):
        children.setdefault(one.parent_id, []).append(one)

    def count(one):
        return one.workshop_count + sum(count(part) for part in children.get(one.pk, []))

    def walk(pk, depth):
        for one in children.get(pk, []):
            yield Part(one, depth, count(one))
            yield from walk(one.pk, depth + 1)

    return list(walk(alliance.pk, 1))
