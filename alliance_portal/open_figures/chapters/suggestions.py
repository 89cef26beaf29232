"""Suggestions, as the dashboard counts them; for everybody what the home page says of the year."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alliance_portal.dashboard import units
from alliance_portal.views.panels import PROGRESS, showcase
from suggestions.models import AnswerRating, Decision
from suggestions.statistics import (
    CLEAR_RATE,
    COUNTED,
    FIGURES,
    HEADCOUNT,
    PROPOSERS,
    RATES,
    UNREASONED,
)
from suggestions.statistics.answer_days import STEPS

from ..asked import MONTH, UNIT
from .base import DAYS, PEOPLE, YUAN, Chapter, Counted, Figure, Line, Share, defined, month_line

MEDIAN, NINTH_DECILE = "answer_days_median", "answer_days_ninth_decile"
REASONS = (*Decision.DeclineReason.choices, (UNREASONED, _("Not stated in the ledger")))
RATINGS = tuple(AnswerRating.Value.choices)
MONEY = {one.code: YUAN for one in FIGURES if one.amount}
WORKFORCE = {"proposers": PEOPLE, "headcount": PEOPLE}
RATED, UNRATED = "ratings", "ratings_none"


def _steps():
    """[(code, days)] of the columns of the histogram."""
    for lower, upper in zip((0, *STEPS), STEPS, strict=False):
        if upper is None:
            yield "answered_in_more", f">{lower}"
        else:
            yield f"answered_in_{upper}", str(upper) if upper - lower == 1 else f"{lower + 1}—{upper}"


def _parts():
    """What the panels of the dashboard show beside figures that have a definition of their own."""
    yield Figure(MEDIAN, _("Days to answer (median)"), "answer_days", DAYS)
    yield Figure(NINTH_DECILE, _("Days to answer (nine of ten)"), "answer_days", DAYS)
    for code, days in _steps():
        yield Figure(code, format_lazy(_("Answered in {days} days"), days=days), "answer_days")
    for value, label in REASONS:
        yield Figure(f"declined_{value}", format_lazy(_("Not adopted for now: {reason}"), reason=label), "declined")
    yield Figure(RATED, _("Ratings of answers"), CLEAR_RATE.code)
    for value, label in RATINGS:
        yield Figure(f"ratings_{value}", format_lazy(_("Ratings of answers: {value}"), value=label), CLEAR_RATE.code)
    yield Figure(UNRATED, _("Answers without a rating"), CLEAR_RATE.code)


class PerHundred(Share):
    """A number, not a percentage: so many for every hundred people."""

    def shown(self, rate, *, is_ranked=True):
        return None if rate.is_empty else str(rate.numerator * 100 // rate.denominator)


def _shares():
    for rate in RATES:
        made = PerHundred if rate.code == "per_hundred" else Share
        yield made(rate.code, rate.name, rate.code, rate.numerator, rate.denominator)
    yield Share(CLEAR_RATE.code, CLEAR_RATE.name, CLEAR_RATE.code, "ratings_clear", RATED)


def count(asked):
    if asked.is_public:
        return Counted(_of_everybody(asked))
    summary = asked.summarise()
    return Counted(_whole(summary) | _of_few(summary, asked), _lines(summary, asked))


def _of_everybody(asked):
    """What the home page shows: before the first suggestion of the year it shows nothing."""
    shown = showcase(asked.user, asked.at)
    return {code: shown["figures"][code] if shown else 0 for code in PROGRESS}


def _tally(tally):
    days = {MEDIAN: tally.days.median, NINTH_DECILE: tally.days.ninth_decile}
    return {code: tally[code] for code in (*COUNTED, "proposers", "headcount")} | days


def _whole(summary):
    steps = zip(_steps(), summary.whole.days.steps or [(0, 0, 0)] * len(STEPS), strict=True)
    answered = {code: number for (code, _days), (_lower, _upper, number) in steps}
    return _tally(summary.whole) | answered | _declined(summary.reasons) | _ratings(summary.clarity)


def _of_few(summary, asked):
    """Of a department under five people it is not told how many suggest, as in the table, where such stand together."""
    is_tiny = asked.scope.department and (summary["headcount"] or 0) < units.NAMELESS_BELOW
    return {"proposers": None} if is_tiny else {}


def _declined(reasons):
    known = {value or UNREASONED: number for value, number in reasons.items()}
    return {f"declined_{value}": known.get(value, 0) for value, _label in REASONS}


def _ratings(found):
    """Nothing of them while there are fewer than five."""
    if not found.is_shown:
        return dict.fromkeys((RATED, *(f"ratings_{value}" for value, _label in RATINGS), UNRATED))
    given = {f"ratings_{value}": found.ratings[value] for value, _label in RATINGS}
    return {RATED: found.rated, **given, UNRATED: found.unrated}


def _lines(summary, asked):
    if asked.by == MONTH:
        return [month_line(asked, row.first, {code: row[code] for code in COUNTED}) for row in summary.months]
    if asked.by == UNIT:
        return [_unit(line, asked) for line in units.lines(summary, asked.selection, sort=units.SORTS[0])]
    return []


def _unit(line, asked):
    """As in the dashboard's table: what has no address of its own are the small ones together."""
    codes = {str(one): one.code for one in asked.enterprises}
    key = line.name if asked.scope.enterprise else codes.get(line.name, "")
    values = _tally(line.tally)
    if not line.is_ranked:
        values |= {MEDIAN: None, NINTH_DECILE: None}
    return Line(values, key if line.url else "", line.name, is_ranked=line.is_ranked)


CHAPTER = Chapter(
    code="suggestions",
    name=_("Suggestions"),
    figures=(*defined(FIGURES, MONEY), *defined((PROPOSERS, HEADCOUNT), WORKFORCE), *_parts()),
    shares=tuple(_shares()),
    count=count,
    public=frozenset({*PROGRESS, "adoption_rate", "implementation_rate"}),
    knows_departments=True,
)
