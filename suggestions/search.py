"""Suggestions that say what somebody looks for: those that a comparison with every text would find, in the same order.

A frequent word is found among the newest rows, where a comparison costs little. For a rare one the index of tokens
names the few texts that may hold it, and these are compared.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q
from django.db.models.functions import Coalesce

from alliance_portal.keyset import Order
from alliance_portal.numbers import Count

# How many of the first rows are compared, and how many where a few of these fit already.
NEAR, FURTHER = 2000, 16_000


@dataclass(frozen=True)
class Search:
    """All the `words` have to be found; `says(word)` is the condition that a row says one of them.

    No row may fulfil it that lacks a token of the word: it may ask for texts of `Suggestion.TEXTS` and for reports.
    """

    words: tuple
    says: object

    @property
    def condition(self):
        return reduce(and_, map(self.says, self.words), Q())

    def first_of(self, rows, order, limit):
        """The first so many of these rows that say it: a `fetch` for `keyset.page`."""
        said = rows.filter(self.condition)
        if not self.words:
            return list(order.sort(said)[:limit])
        for size in (NEAR, FURTHER):
            edge = order.key_at(rows, size)
            near = said if edge is None else order.opposite.beyond(said, edge)
            found = list(order.sort(near)[:limit])
            if edge is None or len(found) >= limit:
                return found
            if len(found) * FURTHER < limit * NEAR:
                break
        return list(_unhurried(order).sort(said.holding(self.words))[:limit])

    def paging(self, size):
        """For `keyset.page`. What does not fit on one page is not counted: that takes longer than to look for it."""
        return {"fetch": self.first_of, "counted": lambda rows: Count(size, is_more=True)}

    def among(self, rows, order):
        return Hits(self, rows, order)


@dataclass(frozen=True)
class Hits:
    """What a search finds among rows; looked for when it is sliced."""

    search: Search
    rows: object
    order: Order

    def __getitem__(self, part):
        return self.search.first_of(self.rows, self.order, part.stop)[part]


class _Anyhow(Order):
    """Sorts what was found after it was found."""

    def sort(self, rows):
        return rows.order_by(*(self._apart(column) for column in self.columns))

    def _apart(self, column):
        """No index has this: else the database would walk along one, through all rows, to meet those few on its way."""
        ordered = column.ordered
        ordered.expression = Coalesce(ordered.expression, ordered.expression)
        return ordered


def _unhurried(order):
    return _Anyhow(*order.columns)
