"""How many reports merging has saved: only what was really merged and sent."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.numbers import Rate

from ..models import MergedAnswer, MergedPart, MergedRequest

REPORTS_SAVED = Definition(
    "reports_saved",
    _("Reports saved"),
    _(
        "Of the requests that were sent in the period: the reports that the requirements in them would have asked of "
        "their workshops, one for each requirement, workshop and period, minus the requests that the workshops got "
        "instead. What is merged and not sent, and what was taken back, does not count."
    ),
)


@dataclass(frozen=True)
class Saved:
    """`reports` would have been filled; `asked` were, one for each request and workshop."""

    reports: int
    asked: int

    @property
    def saved(self):
        return self.reports - self.asked

    @property
    def rate(self):
        return Rate(self.saved, self.reports)


def reports_saved(period, *, at=None, workshops=None):
    """Saved of the requests sent in the months of the period, up to `at` (now); for these workshops only, or all."""
    return Saved(*(rows.count() for rows in _sent(period, at, workshops)))


def reports_saved_by_enterprise(period, *, at=None, workshops=None):
    """{enterprise id: Saved}; an enterprise that was asked for nothing is not in it."""
    reports, asked = (
        dict(rows.order_by().values_list("workshop__enterprise").annotate(Count("pk")))
        for rows in _sent(period, at, workshops)
    )
    return {one: Saved(reports.get(one, 0), asked.get(one, 0)) for one in reports.keys() | asked.keys()}


def _sent(period, at, workshops):
    """The reports that were wanted, one row for each workshop; and the requests that workshops got instead."""
    until = min(period.end, at or timezone.now())
    sent = MergedRequest.objects.live().filter(sent_at__gte=period.start, sent_at__lte=until)
    reports = MergedPart.workshops.through.objects.filter(mergedpart__request__in=sent)
    asked = MergedAnswer.objects.filter(request__in=sent)
    if workshops is None:
        return reports, asked
    return reports.filter(workshop__in=workshops), asked.filter(workshop__in=workshops)
