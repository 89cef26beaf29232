"""Which facts several superiors ask of the same workshops, under the same or under different names."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from alliance_portal.facts import Fact

from .catalogue import Column, plain


@dataclass(frozen=True)
class Use:
    """A column in which a requirement asks for a fact."""

    requirement: object
    name: str


@dataclass(frozen=True)
class Overlap:
    """A fact, the columns that ask for it, and how many workshops are asked for it more than once."""

    fact: Fact
    uses: list
    workshops: int

    @property
    def superiors(self):
        return len({use.requirement.superior_id for use in self.uses})

    @property
    def names(self):
        """The different words for it, in the order in which they come."""
        return list(dict.fromkeys(use.name for use in self.uses))

    @property
    def has_one_name(self):
        return len({plain(use.name) for use in self.uses}) == 1


@dataclass(frozen=True)
class Unmapped:
    """A column of which nothing is known yet: where it stands, and which fact of the catalogue it may be."""

    name: str
    uses: list
    fact: Fact | None = None

    @property
    def superiors(self):
        return len({use.requirement.superior_id for use in self.uses})


def overlaps(asked, catalogue):
    """[Overlap] of the facts that one workshop at least is asked for twice, those of most superiors first."""
    uses = defaultdict(list)
    for requirement in asked.requirements:
        for field in requirement.fields.all():
            if field.fact:
                uses[field.fact].append(Use(requirement, field.name))
    found = [
        Overlap(catalogue.of(Column(uses[code][0].name, code)), uses[code], _asked_twice(asked, uses[code]))
        for code in uses
    ]
    shared = [one for one in found if one.workshops]
    return sorted(shared, key=lambda one: (-one.superiors, -len(one.uses), str(one.fact.name)))


def _asked_twice(asked, uses):
    times = Counter(pk for use in uses for pk in asked.reach[use.requirement.pk])
    return sum(number > 1 for number in times.values())


def unmapped(asked, catalogue):
    """[Unmapped], those that several requirements have first."""
    uses = defaultdict(list)
    for requirement in asked.requirements:
        for field in requirement.fields.all():
            if not field.fact:
                uses[plain(field.name)].append(Use(requirement, field.name))
    meant = catalogue.meant_by([there[0].name for there in uses.values()])
    found = [Unmapped(there[0].name, there, meant.get(there[0].name)) for there in uses.values()]
    return sorted(found, key=lambda one: (-one.superiors, -len(one.uses), one.name))
