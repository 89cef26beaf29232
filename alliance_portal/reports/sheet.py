"""A report as it is shown: its lines above and below, and each cell in words and as a number."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from alliance_portal.facts import number_in_words, scaled
from alliance_portal.models import ReportTable
from alliance_portal.moments import full_day, local_day
from alliance_portal.numbers import EMPTY
from alliance_portal.snapshots import NUMBERS, decimal_of

from .columns import DAY, NUMBER, PEOPLE, WAN
from .people import names_in

DECIMALS = {NUMBER: 1, "yuan": 2, WAN: 4}


@dataclass(frozen=True)
class Shown:
    """One cell: `words` for the eye, `number` for a sheet that reckons, None where it is none."""

    words: str
    kind: str
    number: object = None
    day: dt.date | None = None

    @property
    def is_number(self):
        return self.kind in NUMBERS


def shown(kind, cell, names=None):
    """A cell of a content as people read it."""
    if cell is None:
        return Shown("", kind)
    if kind == PEOPLE and isinstance(cell, dict):
        called = [names[pk, home] for pk, home in cell["ids"] if (pk, home) in names]
        return Shown("、".join(filter(None, [*called, cell["words"]])), kind)
    if kind in NUMBERS and _is_number(cell):
        number = scaled(decimal_of(cell), in_wan=kind == WAN)
        return Shown(number_in_words(number, DECIMALS[kind]), kind, number)
    day = dt.date.fromisoformat(cell) if kind == DAY and len(str(cell)) == len("2026-01-01") else None
    return Shown(str(cell), kind, day=day)


def _is_number(cell):
    return isinstance(cell, int) or cell.replace(".", "", 1).removeprefix("-").isdigit()


@dataclass(frozen=True)
class Sheet:
    """A content with who drew or signed it and when; `rows` are all of them or those of a page."""

    content: dict
    by: object
    day: dt.date
    rows: list
    # The words of the form, whatever the language of the page.
    number_head: ClassVar[str] = "序号"
    sum_head: ClassVar[str] = "合计"

    @classmethod
    def drawn(cls, content, scope, rows=None):
        """What has just been drawn."""
        return cls(content, scope.user, local_day(scope.now), content["rows"] if rows is None else rows)

    @classmethod
    def kept(cls, snapshot, rows=None):
        """A version that was frozen: by whom it is signed, or by whom it was frozen while it is not."""
        by, when = snapshot.signed_by or snapshot.frozen_by, snapshot.signed_at or snapshot.frozen_at
        content = snapshot.content
        return cls(content, by, local_day(when), content["rows"] if rows is None else rows)

    @property
    def is_narrative(self):
        return self.content["table"] == ReportTable.NARRATIVE

    @property
    def heading(self):
        return f"{self.content['period']}{self.content['title']}"

    @property
    def lines(self):
        """[(label, value)] of the line above the table; the telephone is written by hand."""
        return [
            (_("Reporting unit (stamp)"), self.content["unit"]),
            (_("Filled in by"), str(self.by)),
            (_("Telephone"), ""),
            (_("Filled in on"), full_day(self.day)),
        ]

    @property
    def columns(self):
        return self.content["columns"]

    @property
    def heads(self):
        """[(title, is it a column of numbers)]"""
        return [(column["title"], column["kind"] in NUMBERS) for column in self.columns]

    @cached_property
    def _names(self):
        return names_in(self.columns, self.rows)

    @cached_property
    def lines_of_cells(self):
        """The rows: lists of `Shown`."""
        kinds = [column["kind"] for column in self.columns]
        return [
            [shown(kind, cell, self._names) for kind, cell in zip(kinds, row["cells"], strict=True)]
            for row in self.rows
        ]

    @property
    def totals(self):
        return [shown(column["kind"], cell) for column, cell in zip(self.columns, self.content["totals"], strict=True)]

    @property
    def cells(self):
        """How many cells there are in all, the last line left out."""
        return len(self.content["rows"]) * len(self.columns)

    @property
    def sentence(self):
        """How much of it somebody typed into it: nothing, and it is counted."""
        counts = {"all": self.cells, "typed": self.content["typed"]}
        words = _(
            "This table has %(all)d cells, all from what is recorded in the portal; typed into it by hand: %(typed)d."
        )
        return words % counts


def difference(change, names):
    """(row, column, old, new) of a change in words."""
    old, new = (
        shown(kind, cell, names).words or EMPTY
        for kind, cell in ((change.old_kind, change.old), (change.new_kind, change.new))
    )
    return change.row or _("Together"), change.column, old, new
