"""The figures of the district or an enterprise from the sums that are kept, as exact as a count of all rows.

What is read is always: the sums, plus what the marked rows count as now, minus what they counted as when they were
added up. All of it is read by one statement, so it is of one moment, whatever is written or folded meanwhile; and the
statement itself says whether the sums may be read at all. What the clock alone changes is marked by its hour:
`CountedSuggestion.holds_until`.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Sum, Value

from alliance_portal.periods import Period

from ..models import (
    AnswerDayTally,
    AnswerRating,
    CountedProposer,
    CountedSuggestion,
    FigureFold,
    FigureMark,
    FigureTally,
    PeopleTally,
    Proposer,
    Suggestion,
)
from ..models.tally import ALL, AMOUNTS, FLAGS, VOICES
from .answer_days import Days, answer_days, distributions, with_answer_days
from .clarity import Clarity, clarity, voices
from .facts import REASONS, conditions, fingerprint, sum_of_flag
from .figures import COUNTED
from .moment import Moment
from .summary import NO_DAYS, Counts, Found, with_author, with_decline_reason

# Which part of a statement a line comes from, and with which sign it counts.
KEPT, BY_MONTH, LIVE, OUTDATED, CURRENT = range(5)
SIGNS = {KEPT: 1, BY_MONTH: 1, LIVE: 1, OUTDATED: -1}
COLUMNS = ("suggestions", *FLAGS, *AMOUNTS)
ROWS = "suggestions"


class OutdatedError(Exception):
    """The sums are not there, count by other definitions, or know of what happened later than is asked for."""


def current(at):
    """The fold whose sums may be read for a moment: none, where only the rows can tell."""
    return FigureFold.objects.filter(counted_by=fingerprint(), until__lte=at).order_by()


def marked(at):
    """The suggestions whose sums are not what they count as at the moment, as a subquery."""
    changed = FigureMark.objects.filter(suggestion__isnull=False).order_by().values("suggestion")
    return changed.union(CountedSuggestion.objects.filter(holds_until__lte=at).order_by().values("pk"))


def marked_people():
    """Those who are marked themselves, and those who proposed what is marked, as a subquery."""
    suggestions = FigureMark.objects.filter(suggestion__isnull=False).order_by().values("suggestion")
    proposed = Proposer.objects.filter(suggestion__in=suggestions).order_by().values("person")
    return FigureMark.objects.filter(person__isnull=False).order_by().values("person").union(proposed)


@dataclass(frozen=True)
class Reading:
    """What the sums and the marks say together of a period; without an enterprise, of the district.

    What is asked for raises OutdatedError where the sums may not be read.
    """

    period: Period
    at: dt.datetime
    enterprise: int = ALL

    @property
    def unit(self):
        return "shop" if self.enterprise else "enterprise"

    def found(self):
        """All that makes a summary; what is only asked for later is counted from the rows if need be."""
        months, units, reasons = self._figures()
        whole = distributions(self._days(self._sums(AnswerDayTally).filter(**self._whole)))
        days = Days(whole.get(None, NO_DAYS), self._days_of_units)
        return Found(months, units, self._people(), days, reasons, self._clarity)

    def totals(self, *codes):
        """{code: number} of these figures."""
        months, _units, _reasons = self._figures(*codes)
        return {code: sum((month[code] for month in months.values()), COUNTED[code].nothing) for code in codes}

    def proposers(self):
        """How many different people suggested something, in the whole."""
        return self._people()[None]

    # Where to look.

    @property
    def _whole(self):
        return {"enterprise": self.enterprise, "shop": ALL}

    @property
    def _place(self):
        return {"enterprise": self.enterprise} if self.enterprise else {}

    @property
    def _months(self):
        return {"month__gte": self.period.first, "month__lte": self.period.last}

    def _sums(self, model):
        """The sums of the whole, under ALL, and of its units."""
        return model.objects.filter(**(self._place or {"shop": ALL}), **self._months).order_by()

    @property
    def _rows(self):
        return Suggestion.objects.filter(**self._place, **self._months).order_by()

    @property
    def _live(self):
        return self._rows.filter(pk__in=marked(self.at))

    @property
    def _outdated(self):
        counted = CountedSuggestion.objects.filter(**self._place, **self._months).order_by()
        return counted.filter(pk__in=marked(self.at))

    # What is there.

    def _figures(self, *codes):
        """({month: Counts}, {unit: Counts}, {reason: number}); of some figures only the months."""
        names, unit = (ROWS, *codes) if codes else COLUMNS, {self.unit: 0}
        kept, month = self._sums(FigureTally), {"month": self.period.first}
        parts = [
            _lines(BY_MONTH, kept.filter(**self._whole), (*unit, "month"), _kept(names)),
            _lines(LIVE, with_decline_reason(self._live), (*unit, "month"), _live(names, Moment(self.at))),
            _lines(OUTDATED, self._outdated, (*unit, "month"), _outdated(names)),
        ]
        if not codes:
            every = kept.annotate(every=Value(self.period.first))
            parts.append(_lines(KEPT, every, (*unit, "every"), _kept(names)))
        months, units = defaultdict(lambda: _Sums(names)), defaultdict(lambda: _Sums(names))
        for part, own, when, *numbers in self._together(parts, unit | month, len(names)):
            if part != BY_MONTH:
                units[own].add(SIGNS[part], numbers)
            if part != KEPT:
                months[when].add(SIGNS[part], numbers)
        units.pop(ALL, None)
        return _counts(months), _counts(units), _reasons(months.values())

    def _people(self):
        """{unit: different people}, and under None those of the whole."""
        suggest = with_author(self._rows.filter(Moment(self.at).received)).filter(author__in=marked_people())
        suggested = CountedProposer.objects.filter(**self._place, **self._months, person__in=marked_people())
        kept = self._sums(PeopleTally).filter(previous__lt=self.period.first).annotate(who=Value(0))
        parts = [
            _lines(KEPT, kept, (self.unit, "who"), {"people": Sum("number")}),
            _lines(LIVE, suggest.annotate(who=F("author")), (self.unit, "who"), {"people": Value(1)}).distinct(),
            _lines(OUTDATED, suggested.annotate(who=F("person")), (self.unit, "who"), {"people": Value(1)}).distinct(),
        ]
        return _different(self._together(parts, {"unit": 0, "who": 0}, 1))

    def _days(self, kept):
        """(unit, tenths, within days, number)"""
        keys, answered = (self.unit, "tenths", "within_days"), Moment(self.at).answered_for_good
        parts = [
            _lines(KEPT, kept, keys, {"of_days": Sum("number")}),
            _lines(LIVE, with_answer_days(self._live.filter(answered)), keys, {"of_days": Count("pk")}),
            _lines(OUTDATED, self._outdated.filter(tenths__isnull=False), keys, {"of_days": Count("pk")}),
        ]
        found = self._together(parts, dict.fromkeys(keys, 0), 1)
        return [(*line, SIGNS[part] * number) for part, *line, number in found]

    def _days_of_units(self, units=None):
        kept = self._sums(AnswerDayTally).exclude(**self._whole)
        try:
            return distributions(self._days(kept if units is None else kept.filter(**{f"{self.unit}__in": units})))
        except OutdatedError:
            return answer_days(self._rows, at=self.at, by=self.unit)

    def _clarity(self):
        parts = [
            _lines(KEPT, self._sums(FigureTally).filter(**self._whole), (), _sums_of(VOICES)),
            _lines(LIVE, self._live.annotate(**voices(self.at)), (), _sums_of(VOICES)),
            _lines(OUTDATED, self._outdated, (), _sums_of(VOICES)),
        ]
        said = _Sums(VOICES)
        try:
            for part, *numbers in self._together(parts, {}, len(VOICES)):
                said.add(SIGNS[part], numbers)
        except OutdatedError:
            return clarity(self._rows, period=self.period, as_of=self.at)
        ratings = Counter({value: said[value] for value in AnswerRating.Value.values if said[value]})
        return Clarity(ratings, said["answers"], said["unrated"])

    def _together(self, parts, keys, numbers):
        """The lines of all parts, from one statement; its first part says whether the sums may be read."""
        beside = {f"key_{name}": Value(value) for name, value in keys.items()}
        beside |= {f"n_{place}": Value(0) for place in range(numbers)}
        may_read = current(self.at).annotate(part=Value(CURRENT), **beside).values_list("part", *beside)
        lines = list(parts[0].union(*parts[1:], may_read, all=True))
        if not any(line[0] == CURRENT for line in lines):
            raise OutdatedError
        return [line for line in lines if line[0] != CURRENT]


class _Sums:
    """Numbers under their names, added up with their signs."""

    def __init__(self, names):
        self.names, self.numbers = names, [0] * len(names)

    def add(self, sign, numbers):
        self.numbers = [mine + sign * (number or 0) for mine, number in zip(self.numbers, numbers, strict=True)]

    def __getitem__(self, name):
        return self.numbers[self.names.index(name)]

    @property
    def counts(self):
        return Counts((code, number) for code, number in zip(self.names, self.numbers, strict=True) if code in COUNTED)


def _counts(sums):
    """{key: Counts} of what has any suggestions."""
    return {key: one.counts for key, one in sums.items() if one[ROWS]}


def _reasons(months):
    found = {reason: sum(one[flag] for one in months if flag in one.names) for reason, flag in REASONS.items()}
    return Counter({reason: number for reason, number in found.items() if number})


def _different(lines):
    """Add to the people who are kept those of the marked ones who suggest now, less those who did so before."""
    found, pairs = Counter(), {LIVE: set(), OUTDATED: set()}
    for part, unit, who, number in lines:
        if part == KEPT:
            found[unit or None] += number
        else:
            pairs[part].add((unit, who))
    for part, people in pairs.items():
        for unit, _who in people:
            found[unit] += SIGNS[part]
        found[None] += SIGNS[part] * len({who for _unit, who in people})
    return found


# How the three kinds of rows tell the same numbers.


def _sums_of(names):
    return {name: Sum(name) for name in names}


_kept = _sums_of


def _live(names, moment):
    rules = conditions(moment)
    counted = {name: Count("pk", filter=rules[name]) for name in names if name in rules}
    amounts = {name: COUNTED[name].aggregate(moment) for name in names if name in AMOUNTS}
    every = {ROWS: Count("pk")} | counted | amounts
    return {name: every[name] for name in names}


def _outdated(names):
    every = {ROWS: Count("pk")} | {name: sum_of_flag(name) for name in names if name in FLAGS} | _sums_of(AMOUNTS)
    return {name: every[name] for name in names}


def _lines(part, rows, keys, numbers):
    """The part, the keys, the numbers of each group of rows."""
    numbers = {f"n_{name}": number for name, number in numbers.items()}
    grouped = rows.order_by().annotate(part=Value(part)).values("part", *keys).annotate(**numbers)
    return grouped.values_list("part", *keys, *numbers)
