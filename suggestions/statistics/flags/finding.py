"""Where the rules are met: one query for all that is counted row by row, and one for each rule that gathers rows."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils import timezone

from alliance_portal.numbers import Rate

from ..moment import Moment
from .rules import BY_CODE, RULES, Gathered, Rule

GROUPS_AT_ONCE = 500


@dataclass(frozen=True)
class Raised:
    """A rule that an enterprise meets: `part` rows of the `whole` it looks at."""

    rule: Rule
    enterprise: int
    part: int
    whole: int

    @property
    def rate(self):
        return Rate(self.part, self.whole)


def raised(queryset, *, period, at=None, rules=RULES):
    """[Raised] of the suggestions that came in during the period, as known `at` (now), in the order of the rules."""
    moment, rows = Moment(at or timezone.now()), _within(queryset, period)
    counts = _counts(rows, moment, rules)
    found = []
    for rule in rules:
        parts = _gathered(rule, rows, moment) if isinstance(rule, Gathered) else _marked(rule, counts)
        wholes = {place: numbers[f"whole_{rule.code}"] for place, numbers in counts.items()}
        met = sorted(place for place, part in parts.items() if rule.is_raised(part, wholes[place]))
        found += [Raised(rule, place, parts[place], wholes[place]) for place in met]
    return found


def rows(queryset, code, *, period, at=None):
    """The suggestions behind a rule, of the enterprises that meet it. Raises KeyError for a rule there is not."""
    rule, moment = BY_CODE[code], Moment(at or timezone.now())
    within = _within(queryset, period)
    places = [one.enterprise for one in raised(queryset, period=period, at=at, rules=(rule,))]
    if not places:
        return queryset.none()
    if isinstance(rule, Gathered):
        return _rows_gathered(rule, within, moment, places, queryset)
    return within.filter(rule.base(moment), rule.marked(moment), enterprise__in=places)


def _within(queryset, period):
    return queryset.filter(month__gte=period.first, month__lte=period.last)


def _counts(rows, moment, rules):
    """{enterprise: {column: number}} of what is counted row by row."""
    columns = {f"whole_{rule.code}": Count("pk", filter=rule.base(moment)) for rule in rules}
    columns |= {
        f"part_{rule.code}": Count("pk", filter=rule.base(moment) & rule.marked(moment))
        for rule in rules
        if not isinstance(rule, Gathered)
    }
    found = rows.order_by().values("enterprise").annotate(**columns)
    return {row.pop("enterprise"): row for row in found}


def _marked(rule, counts):
    return {place: numbers[f"part_{rule.code}"] for place, numbers in counts.items()}


def _gathered(rule, rows, moment):
    """{enterprise: rows in its largest group, or in all of its groups}"""
    parts = defaultdict(int)
    for place, number, _key in _groups(rule, rows, moment):
        parts[place] = parts[place] + number if rule.together else max(parts[place], number)
    return parts


def _groups(rule, rows, moment):
    """(enterprise, number of rows, what they have in common) of the groups that are large enough."""
    grouped = rule.rows(rows, moment).order_by().values("enterprise", *rule.columns)
    large = grouped.annotate(n=Count("pk", distinct=True)).filter(n__gte=rule.size)
    return [(row["enterprise"], row["n"], {name: row[name] for name in rule.columns}) for row in large]


def _rows_gathered(rule, rows, moment, places, queryset):
    """The rows of the groups that counted."""
    groups = [one for one in _groups(rule, rows, moment) if one[0] in places]
    if not rule.together:
        largest = {}
        for one in groups:
            largest[one[0]] = max(one, largest.get(one[0], one), key=lambda group: group[1])
        groups = largest.values()
    return queryset.filter(pk__in=list(_keys(rule.rows(rows, moment).order_by(), list(groups))))


def _keys(rows, groups):
    """The keys of the rows in these groups, some groups at a time: SQLite takes no thousand conditions."""
    for start in range(0, len(groups), GROUPS_AT_ONCE):
        part = groups[start : start + GROUPS_AT_ONCE]
        meant = reduce(or_, (Q(enterprise=place, **key) for place, _number, key in part))
        yield from rows.filter(meant).values_list("pk", flat=True)
