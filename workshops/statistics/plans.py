"""How far a plan is: its items by where they stand today."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from alliance_portal.definitions import Definition
from alliance_portal.numbers import Rate
from alliance_portal.periods import add_months

DEFINITIONS = (
    Definition(
        "plan_items",
        gettext_lazy("Items of the plan"),
        gettext_lazy("All items of a year's plan, with those that were given up or carried over to the next year."),
    ),
    Definition(
        "plan_done",
        gettext_lazy("Items done"),
        gettext_lazy("Items reported as done, with something that shows it; late ones too."),
    ),
    Definition(
        "plan_late",
        gettext_lazy("Items late"),
        gettext_lazy("Items whose day is over and that are neither done nor given up nor carried over."),
    ),
    Definition(
        "plan_done_rate",
        gettext_lazy("Share of items done"),
        gettext_lazy("Items done ÷ all items of the plan; what was given up or carried over stays in the denominator."),
    ),
)


@dataclass(frozen=True)
class PlanFigures:
    """Every item counts in one of the five; `total` is their sum."""

    total: int = 0
    done: int = 0
    late: int = 0
    open: int = 0
    given_up: int = 0
    carried: int = 0

    @property
    def rate(self):
        """Done ÷ all."""
        return Rate(self.done, self.total)

    @property
    def left(self):
        """What still has to be done, late or not."""
        return self.open + self.late

    @property
    def line(self):
        """All of it in one line: “12 items, 5 done, 1 late”."""
        parts = [ngettext("%(n)d item", "%(n)d items", self.total) % {"n": self.total}]
        parts.append(_("%(n)d done") % {"n": self.done})
        if self.late:
            parts.append(_("%(n)d late") % {"n": self.late})
        return pgettext("between parts of a sentence", ", ").join(parts)


def summarise_plan(items, today=None):
    """Count these items as they stand today, in one query."""
    today = today or timezone.localdate()
    left = Q(done_on=None, given_up_at=None, carried_to=None)
    counts = {
        "total": Count("pk"),
        "done": Count("pk", filter=Q(done_on__isnull=False)),
        "late": Count("pk", filter=left & Q(due_on__lt=today)),
        "open": Count("pk", filter=left & Q(due_on__gte=today)),
        "given_up": Count("pk", filter=Q(given_up_at__isnull=False)),
        "carried": Count("pk", filter=Q(carried_to__isnull=False)),
    }
    return PlanFigures(**items.order_by().aggregate(**counts))


@dataclass(frozen=True)
class Month:
    """A month of the plan's board."""

    first: dt.date
    items: tuple

    @property
    def done(self):
        return sum(item.done_on is not None for item in self.items)


def months_of(year, items):
    """The twelve months of the year with their items, in the order in which these come."""
    firsts = [add_months(dt.date(year, 1, 1), n) for n in range(12)]
    return [Month(first, tuple(item for item in items if item.due_on.month == first.month)) for first in firsts]
