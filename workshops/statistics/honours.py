"""Honours by level and year. Each counts once, whoever holds it; what was revoked leaves from that day on."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from members.models import Consent

from ..models import Honour

LEVELS = tuple(Honour.Level)
DEFINITIONS = (
    Definition(
        "honours",
        _("Honours"),
        _(
            "Honours in the register that were granted by the day and not revoked by then. Each counts once, whether a "
            "person, a team, a workshop or an enterprise holds it. By year: of the day on which it was granted. Plates "
            "of workshops are counted apart."
        ),
    ),
    Definition(
        "honours_named",
        _("Honours of people who are named"),
        _(
            "Honours of persons who agree, on the day, to be named before everybody, out of all valid honours of "
            "persons. The others are shown without a name."
        ),
    ),
)


@dataclass(frozen=True)
class HonourFigures:
    """`levels` are valid honours by level, `holders` by who holds them; of those of persons so many are named."""

    day: dt.date
    levels: Counter = field(default_factory=Counter)
    holders: Counter = field(default_factory=Counter)
    named: int = 0

    @property
    def total(self):
        return self.levels.total()

    @property
    def of_persons(self):
        return self.holders[Honour.Holder.PERSON]

    @property
    def rows(self):
        """(level, number) from the highest to the lowest."""
        return [(level, self.levels[level]) for level in LEVELS]


def count(honours, day):
    """The figures of a queryset of honours on a day: two queries."""
    whole = HonourFigures(day)
    found = count_by_enterprise(honours, day).values()
    for one in found:
        whole.levels.update(one.levels)
        whole.holders.update(one.holders)
    return HonourFigures(day, whole.levels, whole.holders, sum(one.named for one in found))


def count_by_enterprise(honours, day):
    """{enterprise id: HonourFigures} of those that have any."""
    valid = honours.valid_on(day).order_by()
    consents = Consent.objects.in_force(Consent.Purpose.NAMED)
    of_named = valid.filter(holder=Honour.Holder.PERSON, person__in=consents.values("person"))
    named = Counter(of_named.values_list("enterprise", flat=True))
    found = {}
    for enterprise, level, holder, number in valid.values_list("enterprise", "level", "holder").annotate(n=Count("pk")):
        own = found.setdefault(enterprise, HonourFigures(day, named=named[enterprise]))
        own.levels[level] += number
        own.holders[holder] += number
    return found


def years_of(honours):
    """[(year, number)] of the honours, the last year first."""
    found = honours.order_by().values_list("granted_on__year").annotate(n=Count("pk"))
    return sorted(found, reverse=True)


def by_level(honours):
    """[(level, its honours)] of those that have any, in the order of the rows."""
    found = {level: [] for level in LEVELS}
    for honour in honours:
        found[honour.level].append(honour)
    return [(level, rows) for level, rows in found.items() if rows]
