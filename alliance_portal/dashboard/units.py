"""The table of departments (for the district: of enterprises): participation first, the small ones unranked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alliance_portal import charts
from alliance_portal.numbers import NO_PERCENTAGE_BELOW
from members.models import Department
from suggestions.statistics import Counts, Tally

NAMELESS_BELOW = 5
LINKED = ("received", "adopted", "implemented", "pending", "proposers", "verified")
SORTS = ("participation", "per_hundred", "adoption", "implementation", "verified", "days", "pending")


@dataclass(frozen=True)
class Line:
    """One unit; `url` narrows the dashboard to it, `links` lead to its rows."""

    name: str
    tally: Tally
    url: str
    links: dict

    @property
    def is_ranked(self):
        """Under 20 people a rate says less about the unit than about one or two persons."""
        return (self.tally.headcount or 0) >= NO_PERCENTAGE_BELOW

    @property
    def bar(self):
        people = self.tally.headcount
        return (
            charts.bar([(min(self.tally.proposers, people), "adopted")], people, small=True) if self.is_ranked else ""
        )

    @property
    def median(self):
        return self.tally.days.median


def lines(summary, selection, *, sort):
    """The units in the chosen order; those under 20 people last, those under 5 as one line without a name."""
    names = _units(selection)
    found = [
        _line(names[pk], tally, selection) for pk, tally in summary.units.items() if pk in names and _is_shown(tally)
    ]
    tiny = [line for line in found if (line.tally.headcount or 0) < NAMELESS_BELOW]
    ranked = [line for line in found if line.is_ranked]
    small = [line for line in found if not line.is_ranked and line not in tiny]
    return (
        sorted(ranked, key=lambda line: (*_order(line.tally, sort), line.name))
        + sorted(small, key=lambda line: line.name)
        + _together(tiny)
    )


def _units(selection):
    """{id: department or enterprise} of the selection's scope."""
    if not selection.scope.enterprise:
        return {enterprise.pk: enterprise for enterprise in selection.enterprises}
    return {department.pk: department for department in selection.departments}


def _is_shown(tally):
    return bool(tally.headcount or tally["received"])


def _line(unit, tally, selection):
    own = selection.unit_parameters(unit)
    links = {code: selection.rows_url(code, **own) for code in LINKED}
    return Line(unit.name if isinstance(unit, Department) else str(unit), tally, selection.url(**own), links)


def _order(tally, sort):
    """What sorts a unit: the largest first, for days the shortest; units without the figure last."""
    if sort == "days":
        return (tally.days.median is None, tally.days.median or 0)
    value = {
        "participation": lambda: _share(tally.proposers, tally.headcount),
        "per_hundred": lambda: tally.per_hundred,
        "adoption": lambda: _share(tally["adopted"], tally["received"]),
        "implementation": lambda: _share(tally["implemented"], tally["adopted"]),
        "verified": lambda: tally["verified_yuan"],
        "pending": lambda: tally["pending"],
    }[sort]()
    return (value is None, -(value or 0))


def _share(numerator, denominator):
    return numerator / denominator if denominator else None


def _together(tiny):
    """Units of fewer than five people in one line, so that no figure points at a person."""
    if not tiny:
        return []
    counts = sum((line.tally.counts for line in tiny), start=Counts())
    whole = Tally(counts, sum(line.tally.proposers for line in tiny), sum(line.tally.headcount or 0 for line in tiny))
    return [Line(_("Others, under 5 people each: %(n)s") % {"n": len(tiny)}, whole, "", dict.fromkeys(LINKED, ""))]


def whole_line(summary, selection):
    name = selection.scope.name or _("The whole district")
    links = {code: selection.rows_url(code) for code in LINKED}
    return Line(name, summary.whole, "", links)


def head(selection, *, sort):
    """The headings that sort: (label, small print, address, is it the order now)."""
    labels = {
        "participation": (_("Participation rate"), ""),
        "per_hundred": (_("Suggestions per 100 people"), ""),
        "adoption": (_("Adoption rate"), ""),
        "implementation": (_("Implementation rate"), _("of adopted")),
        "verified": (_("Verified benefit"), _("million yuan")),
        "days": (_("Days to answer"), _("median")),
        "pending": (_("Waiting"), ""),
    }
    return [
        {
            "label": label,
            "small": small,
            "url": selection.url(sort=code) + "#units",
            "current": code == sort,
            "code": code,
        }
        for code, (label, small) in labels.items()
    ]


def complete(found):
    """The line with most suggestions all of which were adopted, to say what 100% leaves unsaid; None without one."""
    everything = [
        line
        for line in found
        if line.is_ranked
        and line.tally["received"] >= NO_PERCENTAGE_BELOW
        and line.tally["adopted"] == line.tally["received"]
    ]
    return max(everything, key=lambda line: line.tally["received"], default=None)
