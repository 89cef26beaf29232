"""What spot checks found: declared beside verified. Only what is closed counts."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.definitions import Definition
from alliance_portal.numbers import Rate

from ..models import SpotCheckRow

Finding = SpotCheckRow.Finding
SPOT_CHECKS = (
    Definition(
        "spot_checked",
        _("Looked at in spot checks"),
        _(
            "Suggestions of a random sample that staff of the district union looked at on the spot, in checks that are "
            "closed, by the month in which they came in. Looked at in two checks, a suggestion counts once, as it was "
            "found last. What could not be checked does not count and is shown beside it."
        ),
    ),
    Definition(
        "checked_rate",
        _("Found true in spot checks"),
        _("Found as declared ÷ looked at on the spot. Few are looked at, so it tells less than it seems."),
    ),
)


@dataclass(frozen=True)
class Checked:
    """How many were found how."""

    findings: Counter = field(default_factory=Counter)

    @property
    def confirmed(self):
        return self.findings[Finding.CONFIRMED]

    @property
    def different(self):
        return self.findings[Finding.DIFFERENT]

    @property
    def unchecked(self):
        return self.findings[Finding.UNCHECKED]

    @property
    def left(self):
        """Drawn, and nothing entered yet."""
        return self.findings[""]

    @property
    def drawn(self):
        return self.findings.total()

    @property
    def looked_at(self):
        return self.confirmed + self.different

    @property
    def rate(self):
        return Rate(self.confirmed, self.looked_at)

    @property
    def words(self):
        """“抽查29条，属实27条”: with both numbers, and never a percentage of few."""
        words = pgettext_lazy("spot check", "%(all)s looked at, %(part)s found true")
        return words % {"all": self.looked_at, "part": self.confirmed}


def by_enterprise(rows):
    """{enterprise id: Checked, None: all} of the rows of one check."""
    return _counted((place, finding) for place, finding in rows.values_list("suggestion__enterprise", "finding"))


def checked_in(rows, period, at):
    """The same of all closed checks, of what came in during the period: each suggestion as it was found last."""
    within = rows.of_closed().filter(spot_check__closed_at__lte=at)
    return _counted(last_found(within, period).values())


def last_found(rows, period):
    """{suggestion id: (enterprise id, finding)} as it was found last, from one query."""
    within = rows.filter(suggestion__month__gte=period.first, suggestion__month__lte=period.last)
    found = within.found_last().values_list("suggestion", "suggestion__enterprise", "finding")
    return {suggestion: (place, finding) for suggestion, place, finding in found}


def _counted(pairs):
    found = defaultdict(Counter)
    for place, finding in pairs:
        found[place][finding] += 1
        found[None][finding] += 1
    return defaultdict(Checked, {place: Checked(counts) for place, counts in found.items()})
