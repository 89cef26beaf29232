"""How many workshops there are, by kind and in nested alliances."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils import timezone

from ..models import AllianceMembership


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
    """Every alliance nested in `alliance`, or all for None, parents before their parts, from two queries.

    A workshop may belong to several of them: in each sum it is there once.
    """
    members, children = _members(), {}
    for one in alliances.order_by("name"):
        children.setdefault(one.parent_id, []).append(one)

    def workshops_of(one):
        return members[one.pk].union(*(workshops_of(part) for part in children.get(one.pk, [])))

    def walk(pk, depth):
        for one in children.get(pk, []):
            yield Part(one, depth, len(workshops_of(one)))
            yield from walk(one.pk, depth + 1)

    return list(walk(alliance and alliance.pk, 1))


def _members():
    """{alliance id: ids of the workshops in operation that belong to it directly today}"""
    held = AllianceMembership.objects.on(timezone.localdate()).filter(workshop__is_active=True)
    found = defaultdict(set)
    for alliance, workshop in held.order_by().values_list("alliance", "workshop"):
        found[alliance].add(workshop)
    return found
