"""Pages of lists that grow without end: each begins after the row the one before ended with.

So page 1,000 costs what the first one costs, and rows that come or go meanwhile neither repeat others nor skip them.
A list that can never be large has page numbers (`django.core.paginator`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, attrgetter, or_

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Subquery, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.utils.translation import gettext as _

from .numbers import Count

# Nobody reads further, and counting on costs more than it tells.
MOST_COUNTED = 1000
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Column:
    """One column of an order; where it `may_be_empty`, the rows without a value come last, or `empty_first`."""

    name: str
    falls: bool = False
    may_be_empty: bool = False
    empty_first: bool = False

    @property
    def opposite(self):
        return replace(self, falls=not self.falls, empty_first=not self.empty_first)

    @property
    def ordered(self):
        order = F(self.name).desc if self.falls else F(self.name).asc
        if not self.may_be_empty:
            return order()
        return order(nulls_first=True) if self.empty_first else order(nulls_last=True)

    def value(self, row):
        try:
            return attrgetter(self.name.replace("__", "."))(row)
        except (AttributeError, ObjectDoesNotExist):
            if self.may_be_empty:
                return None
            raise

    def is_at(self, value):
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})

    def is_beyond(self, value):
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.empty_first else NOTHING
        further = Q(**{f"{self.name}__{'lt' if self.falls else 'gt'}": value})
        return further | self.is_at(None) if self.may_be_empty and not self.empty_first else further

    def is_not_before(self, value):
        """Lets the database begin in its index where the others go on comparing."""
        return Q() if self.may_be_empty else Q(**{f"{self.name}__{'lte' if self.falls else 'gte'}": value})


class Row(Func):
    """Several columns compared as one, in the way an index holds them."""

    template = "(%(expressions)s)"
    output_field = models.Field()


class Order:
    """What rows are sorted by: "name" or "-name", or `may_be_empty(name)`; the last column tells all rows apart."""

    def __init__(self, *columns):
        self.columns = [one if isinstance(one, Column) else _column(one) for one in columns]

    @property
    def opposite(self):
        return Order(*(column.opposite for column in self.columns))

    def sort(self, rows):
        return rows.order_by(*(column.ordered for column in self.columns))

    def key(self, row):
        """By which `beyond` finds the place of the row again, also when the row itself has gone."""
        return [column.value(row) for column in self.columns]

    def key_at(self, rows, place):
        """The key of the row at this place, counted from 0; None where there are not so many."""
        names = [column.name for column in self.columns]
        return self.sort(rows).values_list(*names)[place : place + 1].first()

    def beyond(self, rows, key):
        """The rows that come after the key."""
        return rows.filter(self._is_beyond(key))

    def _is_beyond(self, key):
        first = self.columns[0]
        if len({column.falls for column in self.columns}) > 1 or any(column.may_be_empty for column in self.columns):
            return first.is_not_before(key[0]) & self._step_by_step(key)
        further = LessThan if first.falls else GreaterThan
        return further(Row(*(F(column.name) for column in self.columns)), Row(*map(Value, key)))

    def _step_by_step(self, key):
        """The first column is beyond, or it is the same and the second is beyond, and so on."""
        pairs = list(zip(self.columns, key, strict=True))
        steps = [
            reduce(and_, (before.is_at(value) for before, value in pairs[:place]), column.is_beyond(at))
            for place, (column, at) in enumerate(pairs)
        ]
        return reduce(or_, steps)

    @property
    def _signer(self):
        """A key says nothing in another order, and none is made up: what somebody typed gets to no database."""
        names = ",".join(f"{'-' if column.falls else ''}{column.name}" for column in self.columns)
        return signing.Signer(salt=f"keyset:{names}")

    def write(self, key):
        """The key as it stands in an address."""
        return self._signer.sign_object([_plain(value) for value in key])

    def read(self, text):
        """The opposite; None for what is none of this order."""
        try:
            return [_revived(value) for value in self._signer.unsign_object(text)]
        except (signing.BadSignature, ValueError):
            return None


def _column(name):
    return Column(name.removeprefix("-"), falls=name.startswith("-"))


def may_be_empty(name):
    """A column of an order in which some rows have no value; these come last."""
    return Column(name.removeprefix("-"), falls=name.startswith("-"), may_be_empty=True)


def _plain(value):
    if isinstance(value, dt.datetime):
        return ["t", value.isoformat()]
    return ["d", value.isoformat()] if isinstance(value, dt.date) else value


def _revived(value):
    if not isinstance(value, list):
        return value
    kind, text = value
    return {"t": dt.datetime, "d": dt.date}[kind].fromisoformat(text)


@dataclass
class Page:
    """Some rows of a list; `previous` and `next` are what the address says for the pages beside it, "" for none.

    `after` and `before` are what the address of this page says, None on the first.
    """

    object_list: list
    counted: Callable
    previous: str = ""
    next: str = ""
    after: str | None = None
    before: str | None = None
    by_key = True

    def __iter__(self):
        return iter(self.object_list)

    def __len__(self):
        return len(self.object_list)

    def __getitem__(self, place):
        return self.object_list[place]

    @cached_property
    def count(self):
        """How many rows the whole list has, asked only where the page does not show it."""
        return self.counted() if self.previous or self.next else Count(len(self.object_list))


def first_of(rows, order, limit):
    """How a page gets its rows, unless it is told another way."""
    return list(order.sort(rows)[:limit])


def page(request, rows, order, size, *, known=None, counted=None, fetch=first_of):
    """The page of the list that the address asks for by `after` or `before`; the first one where it makes no sense.

    `known`: how many rows there are, where that is known exactly; else `counted(rows)` says so, up to a limit.
    `fetch(rows, order, limit)` brings the first ones.
    """
    asked = {name: request.GET.get(name) for name in ("after", "before") if request.GET.get(name)}
    key = order.read(next(iter(asked.values()))) if len(asked) == 1 else None
    if asked and key is None:
        messages.warning(request, _("This page of the list could not be found. You see the beginning of the list."))
    return _Cut(rows, order, size, fetch, known, counted or capped).page(key, asked)


@dataclass
class _Cut:
    """Cuts one page out of the rows."""

    rows: models.QuerySet
    order: Order
    size: int
    fetch: Callable
    known: int | None
    counted: Callable

    def page(self, key, asked):
        if key is None:
            return self._first()
        return self._before(key, asked) if "before" in asked else self._after(key, asked)

    def _first(self):
        found = self.fetch(self.rows, self.order, self.size + 1)
        return self._made(found[: self.size], is_last=len(found) <= self.size)

    def _after(self, key, asked):
        found = self.fetch(self.order.beyond(self.rows, key), self.order, self.size + 1)
        if not found:
            return self._last(asked)
        return self._made(found[: self.size], is_first=False, is_last=len(found) <= self.size, asked=asked)

    def _before(self, key, asked):
        back = self.order.opposite
        return self._backwards(back.beyond(self.rows, key), asked, is_last=False)

    def _last(self, asked):
        """Counted from the end of the list, so that the row of the key is among them where it is still there."""
        return self._backwards(self.rows, asked, is_last=True)

    def _backwards(self, rows, asked, *, is_last):
        """Full, or the first one: a page at the beginning shows what has come since."""
        found = self.fetch(rows, self.order.opposite, self.size + 1)
        if len(found) <= self.size:
            return self._first()
        return self._made(found[self.size - 1 :: -1], is_first=False, is_last=is_last, asked=asked)

    def _made(self, found, *, is_first=True, is_last, asked=()):
        return Page(
            found,
            lambda: self.counted(self.rows) if self.known is None else self.known,
            previous="" if is_first else self.order.write(self.order.key(found[0])),
            next="" if is_last else self.order.write(self.order.key(found[-1])),
            **dict(asked),
        )


def capped(rows, most=MOST_COUNTED):
    """How many rows there are; beyond so many only that there are more."""
    return _count(rows.order_by().values("pk")[: most + 1].count(), most)


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def capped_parts(parts, most=MOST_COUNTED):
    """{code: `capped(rows)`} for {code: rows} of one model, all by one query."""
    if not parts:
        return {}
    counts = [_CountOf(rows.order_by().values("pk")[: most + 1]) for rows in parts.values()]
    model = next(iter(parts.values())).model
    # Any row will do to hang the counts on; where there is none, there is nothing to count.
    numbers = model._base_manager.order_by("pk").values_list(*counts).first() or [0] * len(counts)
    return {code: _count(number, most) for code, number in zip(parts, numbers, strict=True)}


def _count(number, most):
    return Count(min(number, most), is_more=number > most)
