"""The charts of the page of figures: attendances by function and month by month, as its tables have them."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import charts
from alliance_portal.numbers import thousands
from alliance_portal.periods import month_in_brief


def of(summary):
    """{functions: rows of bars, months: drawing, head and rows} of a summary; empty where nothing was held."""
    groups = {group.code: group.lines for group in summary.groups}
    return {"functions": _functions(groups.get("function", [])), "months": _months(groups.get("month", []))}


def _functions(lines):
    most = max((line.figures.person_times for line in lines), default=0)
    return [
        {
            "label": line.name,
            "value": thousands(line.figures.person_times),
            "bar": charts.bar([(line.figures.person_times, "adopted")], most),
            "note": in_sessions(line.figures.sessions),
            "url": "",
        }
        for line in lines
    ]


def in_sessions(number):
    return ngettext("%(n)s session", "%(n)s sessions", number) % {"n": thousands(number)}


def _months(lines):
    bins = [
        charts.Bin(month_in_brief(dt.date.fromisoformat(line.narrowed["since"])), line.figures.person_times, 0, None)
        for line in lines
    ]
    return {
        "chart": charts.histogram(bins, long_labels=True),
        "head": [_("Month"), _("Attendances")],
        "rows": [[line.name, thousands(line.figures.person_times)] for line in lines],
    }
