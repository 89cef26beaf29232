"""The table of departments (for the district: of enterprises): participation first, the small ones unranked."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal import charts
from alliance_portal.numbers import NO_PERCENTAGE_BELOW
from members.models import Department
from suggestions.statistics import Counts, Tally
from suggestions.statistics.spot_checks import Checked

from .selection import Selection
from .shares import Share

NAMELESS_BELOW = 5
SPOT_CHECKS = "suggestions:spot-checks-found"
UNITS_ON_A_PAGE = 50
LINKED = ("received", "adopted", "implemented", "pending", "proposers", "verified", "in_time", "answer_due")
SORTS = ("participation", "per_hundred", "adoption", "implementation", "verified", "days", "pending")
# The columns that are rates.
SHARES = {
    "participation": "participation_rate",
    "in_time": "in_time_rate",
    "adoption": "adoption_rate",
    "implementation": "implementation_rate",
}


@dataclass(frozen=True)
class Line:
    """One unit, or several without a name; `own` are the parameters that narrow the selection to it, None: none do.

    `before` is its tally of the months before, where it is compared with them; `checked` is what spot checks found,
    where that is shown.
    """

    name: str
    tally: Tally
    selection: Selection
    own: dict | None = None
    unit: object = None
    before: Tally | None = None
    checked: Checked | None = None

    @property
    def url(self):
        """Narrows the dashboard to it."""
        return self.selection.url(**self.own) if self.own else ""

    @cached_property
    def links(self):
        """Lead to its rows."""
        if self.own is None:
            return dict.fromkeys((*LINKED, "checked"), "")
        return {code: self.selection.rows_url(code, **self.own) for code in LINKED} | {"checked": self._checked_url}

    @property
    def _checked_url(self):
        return self.selection.url(SPOT_CHECKS, **self.own) if self.own else self.selection.checked_url

    @property
    def is_ranked(self):
        """Under 20 people a rate says less about the unit than about one or two persons."""
        return (self.tally.headcount or 0) >= NO_PERCENTAGE_BELOW

    @property
    def is_nameless(self):
        """Under 5 people its figures point at a person; an enterprise that has told nobody its headcount is no such."""
        if not isinstance(self.unit, Department) and not self.tally.headcount:
            return False
        return (self.tally.headcount or 0) < NAMELESS_BELOW

    @property
    def bar(self):
        people = self.tally.headcount
        return (
            charts.bar([(min(self.tally.proposers, people), "adopted")], people, small=True) if self.is_ranked else ""
        )

    @property
    def median(self):
        return self.tally.days.median

    @property
    def found_true(self):
        """The Share of what was looked at in spot checks, None where nothing was."""
        return Share("checked_rate", self.checked.rate) if self.checked and self.checked.looked_at else None

    @cached_property
    def shares(self):
        """{column: its Share}; compared only where it is ranked and anything came in before."""
        before = self.before if self.is_ranked and self.before and self.before["received"] else None
        return {
            column: Share(code, self.tally.rate(code), before and before.rate(code)) for column, code in SHARES.items()
        }


def lines(summary, selection, *, sort, before=None):
    """The units in the chosen order; those under 20 people last, those under 5 as one line without a name.

    `before` is the summary of the months before, where they are compared.
    """
    names = _units(selection)
    found = [
        _line(names[pk], tally, selection, before)
        for pk, tally in summary.units.items()
        if pk in names and _is_shown(tally)
    ]
    tiny = [line for line in found if line.is_nameless]
    ranked = [line for line in found if line.is_ranked]
    small = [line for line in found if not line.is_ranked and not line.is_nameless]
    return (
        sorted(ranked, key=lambda line: (*_order(line.tally, sort), line.name))
        + sorted(small, key=lambda line: line.name)
        + _together(tiny, selection)
    )


def _units(selection):
    """{id: department or enterprise} of the selection's scope."""
    if not selection.scope.enterprise:
        return {enterprise.pk: enterprise for enterprise in selection.enterprises}
    return {department.pk: department for department in selection.departments}


def _is_shown(tally):
    return bool(tally.headcount or tally["received"])


def _line(unit, tally, selection, before):
    name = unit.name if isinstance(unit, Department) else str(unit)
    then = before.units.get(unit.pk) if before else None
    return Line(name, tally, selection, selection.unit_parameters(unit), unit, then)


def _order(tally, sort):
    """What sorts a unit: the largest first, for days the shortest; units without the figure last."""
    if sort in SHARES:
        return _order_of_share(tally.rate(SHARES[sort]))
    if sort == "days":
        return (tally.days.median is None, tally.days.median or 0)
    value = {"per_hundred": tally.per_hundred, "verified": tally["verified_yuan"], "pending": tally["pending"]}[sort]
    return (value is None, -(value or 0))


def _order_of_share(rate):
    """Of equal rates the one of more cases comes first; what has too few for a rate comes after all that have one."""
    if not rate.has_percentage:
        return (True,)
    return (False, -Fraction(rate.numerator, rate.denominator), rate.is_small, -rate.denominator)


def _together(tiny, selection):
    """Units of fewer than five people in one line, so that no figure points at a person."""
    if not tiny:
        return []
    counts = sum((line.tally.counts for line in tiny), start=Counts())
    whole = Tally(counts, sum(line.tally.proposers for line in tiny), sum(line.tally.headcount or 0 for line in tiny))
    return [Line(_others(tiny) % {"n": len(tiny)}, whole, selection)]


def _others(tiny):
    if isinstance(tiny[0].unit, Department):
        return _("Others, under 5 people each: %(n)s")
    return pgettext("enterprises", "Others, under 5 people each: %(n)s")


def whole_line(summary, selection, before=None):
    name = selection.scope.name or selection.place
    return Line(name, summary.whole, selection, {}, before=before and before.whole)


def page_of(found, summary, number):
    """The lines of a page; of all others nobody looks at the days to the answers."""
    page = Paginator(found, UNITS_ON_A_PAGE).get_page(number)
    summary.days.only(line.unit.pk for line in page if line.unit)
    return page


def head(selection, *, sort, columns=SORTS, view="dashboard"):
    """The headings that sort: (label, small print, address, is it the order now)."""
    labels = {
        "participation": (_("Participation rate"), ""),
        "in_time": (_("In-time answer rate"), ""),
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
            "url": selection.url(view, sort=code) + "#units",
            "current": code == sort,
            "code": code,
        }
        for code in columns
        for label, small in [labels[code]]
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
