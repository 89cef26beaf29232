"""How many workshops there are, by kind and in nested alliances."""

from collections import Counter
from dataclasses import dataclass


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
