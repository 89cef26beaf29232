"""The charts of the pages as pictures: each drawn from the very numbers that the page shows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alliance_portal import chart_pictures, charts, definitions
from alliance_portal.chart_pictures import Bar, Frame
from alliance_portal.dashboard import panels, units
from alliance_portal.moments import full_day, local_day, time_words
from alliance_portal.numbers import thousands
from alliance_portal.periods import month_and_year, month_in_brief
from suggestions.models import AnswerRating, Decision
from suggestions.statistics import COUNTED
from training.models import Session
from training.panels import in_sessions
from training.statistics import NOTHING, by_field, by_month, summarise

from .chapters import Chapter, suggestions, training

MOST_UNITS = 24
RATED = {"clear": "done", "so_so": "received", "unclear": "late"}
# The share that stands beside a rung: of the one it stands on.
SHARES = {
    "answered": "answer_rate",
    "adopted": "adoption_rate",
    "implemented": "implementation_rate",
    "verified": "verification_rate",
}


@dataclass(frozen=True)
class ChartPicture:
    """`title` is the question of the panel; `draw(frame, asked)` gives the scene."""

    code: str
    title: str
    chapter: Chapter
    draw: Callable

    def scene(self, asked):
        period = asked.period
        first, last = month_and_year(period.first), month_and_year(period.last)
        moment = _("%(day)s, %(time)s") % {"day": full_day(local_day(asked.at)), "time": time_words(asked.at)}
        frame = Frame(
            title=str(self.title),
            place=asked.place,
            period=first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last},
            as_of=_("As of %(moment)s") % {"moment": moment},
            source=_source(),
        )
        return self.draw(frame, asked)


def _source():
    known = {"name": settings.PORTAL["name"], "version": definitions.VERSION}
    words = _("Source: %(name)s, definitions version %(version)d") % known
    return f"{words}{_(' · ')}{_('made-up data')}" if settings.PORTAL["demo"] else words


def of_summary(draw):
    """A chart of the dashboard; before the first suggestion the sheet says that there is none."""

    def drawn(frame, asked):
        summary = asked.summarise()
        if summary.is_empty:
            return chart_pictures.words(frame, _("Nothing came in during these months."))
        return draw(frame, summary)

    return drawn


def _months(frame, summary):
    rows = summary.months
    points = [panels.rate_point(row) for row in rows]
    legend = [(entry["kind"], entry["label"]) for entry in panels.legend(rows)]
    return chart_pictures.columns(frame, [panels.month_column(row) for row in rows], points, legend)


def _ladder(frame, summary):
    rows = [
        Bar(str(COUNTED[code].name), summary[code] / summary["received"], thousands(summary[code]), kind, note)
        for code, kind in panels.RUNGS
        for note in [_share(summary, code)]
    ]
    return chart_pictures.bars(frame, rows, note=_("Small print: the share of the step before, rounded down."))


def _share(summary, code):
    return str(summary.rate(SHARES[code])) if code in SHARES else ""


def _longest(found):
    """Bars of (label, number, kind): the longest fills the width."""
    most = max((number for _label, number, _kind in found), default=0)
    return [
        Bar(str(label), number / most if most else 0, thousands(number), kind) for label, number, kind in found
    ]  # fmt: skip


def _reasons(frame, summary):
    names = dict(Decision.DeclineReason.choices) | {"": _("Not stated in the ledger")}
    found = [(names[reason], number, "received") for reason, number in summary.reasons.items()]
    if not found:
        return chart_pictures.words(frame, _("Nothing was declined in these months."))
    return chart_pictures.bars(frame, _longest(found))


def _ages(frame, summary):
    if not summary["pending"]:
        return chart_pictures.words(frame, _("Everything has been answered."))
    found = [(COUNTED[code].name, summary[code], kind) for code, kind in panels.AGES]
    return chart_pictures.bars(frame, _longest(found))


def _days(frame, summary):
    days = summary.whole.days
    if not days.count:
        return chart_pictures.words(frame, _("Nothing has been answered yet."))
    words = _("%(n)s answered, half of them within %(median)s days (dashed line).")
    note = words % {"n": thousands(days.count), "median": days.median}
    return chart_pictures.histogram(frame, panels.bins_of(days), median=days.median, note=note)


def _understood(frame, asked):
    found = asked.summarise().clarity
    if not found.is_shown:
        return chart_pictures.words(frame, _("Fewer than five ratings so far: no sums are shown."))
    names = dict(AnswerRating.Value.choices)
    rated = [(names[value], found.ratings[value], kind) for value, kind in RATED.items()]
    return chart_pictures.bars(frame, _longest([*rated, (_("Not rated"), found.unrated, "received")]))


def _units(frame, asked):
    """Participation by unit, in the order of the table; of small ones the two numbers alone."""
    summary = asked.summarise()
    lines = [] if asked.scope.department else units.lines(summary, asked.selection, sort=units.SORTS[0])
    if not lines:
        return chart_pictures.words(frame, _("There are no units below this one."))
    shown, more = lines[:MOST_UNITS], len(lines) - MOST_UNITS
    note = _("Under 20 people there is no rate.")
    if more > 0:
        note += ngettext(" %(n)d more unit is not drawn.", " %(n)d more units are not drawn.", more) % {"n": more}
    return chart_pictures.bars(frame, [_unit(line) for line in shown], note=note)


def _unit(line):
    rate = line.tally.rate("participation_rate")
    share = rate.numerator / rate.denominator if line.is_ranked else None
    text = str(rate) if line.is_ranked else rate.fraction or str(rate)
    return Bar(line.name, share, text, "adopted", rate.fraction if rate.fraction != text else "")


def held(asked):
    """The sessions that the page of training counts."""
    return asked.own(Session).held_between(asked.period.start, asked.until)


def _functions(frame, asked):
    found = by_field(held(asked), "function")
    if not found:
        return chart_pictures.words(frame, _("No session was held in these months"))
    counted = [(one.label, found.get(one.value, NOTHING)) for one in Session.Function]
    most = max(figures.person_times for _label, figures in counted) or 1
    rows = [
        Bar(str(label), one.person_times / most, thousands(one.person_times), "adopted", in_sessions(one.sessions))
        for label, one in counted
    ]
    return chart_pictures.bars(frame, rows, note=_people(asked))


def _people(asked):
    whole = summarise(held(asked))
    words = _("Together %(sessions)s sessions, %(times)s attendances.")
    return words % {"sessions": thousands(whole.sessions), "times": thousands(whole.person_times)}


def _by_month(frame, asked):
    found = by_month(held(asked))
    if not found:
        return chart_pictures.words(frame, _("No session was held in these months"))
    months = [month for month, _asked in asked.months if month <= max(found)]
    bins = [charts.Bin(month_in_brief(month), found.get(month, NOTHING).person_times, 0, None) for month in months]
    return chart_pictures.histogram(frame, bins, note=_people(asked))


OF_SUGGESTIONS = (
    ("months", gettext_lazy("Received and adopted: how many each month?"), of_summary(_months)),
    ("ladder", gettext_lazy("After adoption: how much got done?"), of_summary(_ladder)),
    ("reasons", gettext_lazy("Why not adopted for now?"), of_summary(_reasons)),
    ("ages", gettext_lazy("How long have the unanswered waited?"), of_summary(_ages)),
    ("days", gettext_lazy("How many days does an answer take?"), of_summary(_days)),
    ("clarity", gettext_lazy("Did people understand the answers?"), _understood),
    ("participation", gettext_lazy("How many take part, unit by unit?"), _units),
)
OF_TRAINING = (
    ("functions", gettext_lazy("Attendances by function"), _functions),
    ("sessions", gettext_lazy("Attendances month by month"), _by_month),
)
BY_CODE = {
    code: ChartPicture(code, title, chapter, draw)
    for chapter, charted in ((suggestions.CHAPTER, OF_SUGGESTIONS), (training.CHAPTER, OF_TRAINING))
    for code, title, draw in charted
}
