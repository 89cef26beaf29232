"""A round in numbers: what was recommended, what met the conditions, how far judging is, what got a prize."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.numbers import Rate

from ..models import AwardAssignment

DEFINITIONS = (
    Definition(
        "award_entries",
        _("Entries of an award round"),
        _("What was recommended and not withdrawn; what did not meet the conditions or was taken out is among it."),
    ),
    Definition(
        "award_eligible_rate",
        _("Share of entries that meet the conditions"),
        _("Entries that meet every condition ÷ all entries; one that was taken out after an objection does not."),
    ),
    Definition(
        "award_scored_rate",
        _("Share of scores that are in"),
        _("Scores given ÷ scores asked for: entries times the judges each of them was given to."),
    ),
    Definition(
        "award_rate",
        _("Share of entries with a prize"),
        _(
            "Entries with a prize ÷ all entries. One that is taken out after an objection, or whose honour is revoked "
            "later, leaves the numerator alone."
        ),
    ),
)


@dataclass(frozen=True)
class RoundFigures:
    entries: int = 0
    eligible: int = 0
    awarded: int = 0
    taken_out: int = 0
    unchecked: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def scored_rate(self):
        return Rate(self.given, self.wanted)


def round_figures(award):
    """Count a round, in two queries."""
    standing = award.entries.standing().order_by()
    counts = {
        "entries": Count("pk"),
        "eligible": Count("pk", filter=Q(status="eligible")),
        "awarded": Count("pk", filter=Q(prize__isnull=False) & (Q(honour=None) | Q(honour__status="valid"))),
        "taken_out": Count("pk", filter=Q(status="taken_out")),
        "unchecked": Count("pk", filter=Q(status="recommended")),
    }
    rows = AwardAssignment.objects.filter(entry__round=award).order_by()
    scores = {"given": Count("pk", filter=Q(scored_at__isnull=False)), "wanted": Count("pk")}
    return RoundFigures(**standing.aggregate(**counts), **rows.aggregate(**scores))
