"""What stands above and below a table, as offices write it: title, who reports, by whom, on which day."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.facts import with_unit
from alliance_portal.moments import full_day
from members.models import Enterprise
from workshops.radar.table import Table


@dataclass(frozen=True)
class Sheet:
    """A table with its frame; page, paper and workbook take all words from here."""

    table: Table
    enterprise: Enterprise | None
    by: object

    @property
    def title(self):
        return self.table.due.requirement.heading

    @property
    def heading(self):
        """The title line, with the period it is about."""
        return _("%(title)s (%(period)s)") % {"title": self.title, "period": self.table.due.period.label}

    @property
    def unit(self):
        """Who reports: the one enterprise, or the district for several."""
        return self.enterprise.name if self.enterprise else settings.PORTAL["host"]

    @property
    def lines(self):
        """[(label, value)] of the line above the table; the telephone is written by hand."""
        unit = _("Reporting unit (stamp)") if self.table.due.requirement.needs_stamp else _("Reporting unit")
        return [
            (unit, self.unit),
            (_("Filled in by"), str(self.by)),
            (_("Telephone"), ""),
            (_("Filled in on"), full_day(timezone.localdate())),
        ]

    @property
    def head(self):
        """The superior's own words, with the unit where the form asks for ten thousands."""
        return [_named(column) for column in self.table.columns]

    @property
    def heads(self):
        """[(word, is it a column of numbers)]"""
        return [(name, want.fact.is_number) for name, want in zip(self.head, self.table.wants, strict=True)]

    @property
    def sentence(self):
        """How much of it nobody had to type."""
        counts = self.table.counts
        words = _("This table has %(all)d cells: %(system)d filled by the system, %(hand)d filled by hand.") % counts
        missing = _(" %(missing)d are still empty.") % counts if counts["missing"] else ""
        return words + missing

    @property
    def footnotes(self):
        notes = [self.sentence]
        if self.table.counts_once:
            notes.append(_("In the sums, what several workshops did together counts once."))
        return notes + [self._difference(cell) for row in self.table.rows for cell in row.cells if cell.differs]

    @staticmethod
    def _difference(cell):
        words = _("%(workshop)s, %(fact)s: %(value)s was filled in by hand, the system knows %(known)s. %(reason)s")
        return words % {
            "workshop": cell.workshop.name,
            "fact": cell.fact.name,
            "value": with_unit(cell.fact, cell.value),
            "known": with_unit(cell.fact, cell.given),
            "reason": cell.entry.reason,
        }


def _named(column):
    """The superior may have written the unit into the name already."""
    if column.in_wan and "万" not in column.name:
        return _("%(name)s (ten thousand yuan)") % {"name": column.name}
    return column.name
