"""Workshops and plates on a day: each workshop once, by its highest valid level, each plate for itself.

What was valid on a day follows from days alone. A plate that is revoked today leaves the counts from that day on, and
stays in those of the days before.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from alliance_portal import periods

from ..models import Designation

LEVELS = tuple(Designation.Level)
SYSTEMS = tuple(Designation.System)
# Workshops in operation whose plates, if any, are not valid on the day.
NO_LEVEL = ""


@dataclass(frozen=True)
class PlateFigures:
    """`by_level` are workshops by their highest valid level, `plates` are valid plates by (level, system)."""

    day: dt.date
    workshops: int = 0
    designations: int = 0
    by_level: Counter = field(default_factory=Counter)
    plates: Counter = field(default_factory=Counter)

    @property
    def levels(self):
        """(level, workshops, plates of that level) from the highest to the lowest."""
        return [(level, self.by_level[level], self.plates_of(level=level)) for level in LEVELS]

    @property
    def rows(self):
        """The table of a page: for each level its name, workshops, plates, and plates of each of `systems`."""
        return [
            {
                "level": level.value,
                "label": level.label,
                "workshops": workshops,
                "plates": plates,
                "systems": [self.plates[level, system] for system in self.systems],
            }
            for level, workshops, plates in self.levels
        ]

    @property
    def by_system(self):
        """Plates of each of `systems`."""
        return [self.plates_of(system=system) for system in self.systems]

    @property
    def without(self):
        """Workshops in operation that hold no valid plate."""
        return self.by_level[NO_LEVEL]

    @property
    def systems(self):
        """The systems that have granted any of these plates."""
        return [system for system in SYSTEMS if self.plates_of(system=system)]

    def plates_of(self, *, level=None, system=None):
        return sum(
            number
            for (own_level, own_system), number in self.plates.items()
            if level in (None, own_level) and system in (None, own_system)
        )


def count(workshops, day):
    """The figures of a queryset of workshops, those closed since included, on a day: two queries."""
    found = count_by_enterprise(workshops, day).values()
    whole = PlateFigures(day)
    for one in found:
        whole.by_level.update(one.by_level)
        whole.plates.update(one.plates)
    return PlateFigures(
        day, sum(one.workshops for one in found), sum(one.designations for one in found), whole.by_level, whole.plates
    )


def count_by_enterprise(workshops, day):
    """{enterprise id: PlateFigures}"""
    there = workshops.there_on(day).order_by()
    places = dict(there.values_list("pk", "enterprise"))
    plates = Designation.objects.valid_on(day).filter(workshop__in=there.values("pk")).order_by()
    held = defaultdict(list)
    for workshop, level, system in plates.values_list("workshop", "level", "system"):
        held[workshop].append((level, system))
    owned = defaultdict(dict)
    for workshop, enterprise in places.items():
        owned[enterprise][workshop] = held[workshop]
    return {enterprise: _figures(day, own) for enterprise, own in owned.items()}


def _figures(day, held):
    """The figures of {workshop: its valid plates}."""
    plates = Counter(plate for own in held.values() for plate in own)
    levels = Counter(
        min((level for level, _system in own), key=LEVELS.index, default=NO_LEVEL) for own in held.values()
    )
    return PlateFigures(day, len(held), plates.total(), levels, plates)


def day_of(period, today):
    """The day on which the figures of a period are taken: its last one, or today while it runs."""
    return min(periods.last_day(period.last), today)
