"""A column of a report: what stands in it, how it is written, and what is said under it."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from alliance_portal.models import ReportColumn
from alliance_portal.snapshots import SUM

TEXT, NUMBER, YUAN, WAN, DAY, PEOPLE = "text", "number", "yuan", "wan", "day", "people"
WHOLE = "whole"
MONEY = Decimal("0.01")


@dataclass(frozen=True)
class People:
    """People as numbers: [(id, is a colleague of the unit)]; `words` where nobody may be named."""

    ids: tuple = ()
    words: str = ""


@dataclass(frozen=True)
class Column:
    """`about` says what it is: a Definition of the statistics, or the words of the field of a record.

    `total` tells how its last line comes about: the column adds up, or the statistics count the whole.
    """

    code: str
    title: str
    about: object
    kind: str = TEXT
    total: str = ""
    is_shown: bool = True
    # Typed into the report itself: no column is, and the page counts it to show that it is so.
    is_typed: bool = False

    @property
    def text(self):
        return str(getattr(self.about, "text", self.about))

    def cell(self, value):
        """A value as the content keeps it."""
        if value is None or value == "":
            return None
        if self.kind in (YUAN, WAN):
            return format(Decimal(value).quantize(MONEY), "f")
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, People):
            return {"ids": [[pk, int(is_home)] for pk, is_home in value.ids], "words": value.words}
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        return value if isinstance(value, int) else str(value)


def counted(code, title, figure, *, kind=NUMBER, total=SUM, **more):
    """A column that shows a figure of the statistics."""
    return Column(code, title, figure, kind=kind, total=total, **more)


def field(code, title, model, name, *, kind=TEXT, total="", **more):
    """A column that shows a field of a record, or what belongs to it."""
    return Column(code, title, model._meta.get_field(name).verbose_name, kind=kind, total=total, **more)


def in_order(table, user):
    """The columns of a table as staff keep them: their titles, their order, without those that are not shown."""
    kept = {row.code: row for row in ReportColumn.objects.visible_to(user).filter(table=table.code)}
    placed = []
    for place, column in enumerate(table.columns):
        row = kept.get(column.code)
        changed = replace(column, title=row.title, is_shown=row.is_shown) if row else column
        placed.append((row.place if row else 10 * (place + 1), place, changed))
    return [column for _place, _default, column in sorted(placed, key=lambda one: one[:2]) if column.is_shown]
