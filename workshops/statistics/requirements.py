"""How many reports merging has saved: only what was really merged and sent."""

from dataclasses import dataclass

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
    until = min(period.end, at or timezone.now())
    sent = MergedRequest.objects.live().filter(sent_at__gte=period.start, sent_at__lte=until)
    reports = MergedPart.workshops.through.objects.filter(mergedpart__request__in=sent)
    asked = MergedAnswer.objects.filter(request__in=sent)
    if workshops is not None:
        reports, asked = (rows.filter(workshop__in=workshops) for rows in (reports, asked))
    return Saved(reports.count(), asked.count())
