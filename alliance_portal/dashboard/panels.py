"""The panels of the dashboard: each a question, its answer in a sentence, and numbers that lead to their rows."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alliance_portal import charts
from alliance_portal.numbers import thousands
from alliance_portal.periods import month_and_year, month_in_brief, month_name
from suggestions.models import AnswerRating, Decision
from suggestions.statistics import UNREASONED, Moment

OLDEST_SHOWN = 2
PROMISED_DAYS = 7
RUNGS = (
    ("received", "received"),
    ("answered", "received"),
    ("adopted", "adopted"),
    ("implemented", "done"),
    ("verified", "done"),
)
AGES = (("waiting_3", "adopted"), ("waiting_7", "adopted"), ("waiting_14", "late"), ("waiting_longer", "late"))


def rungs(summary, selection):
    """The ladder: each rung with its share of the one it stands on."""
    shares = {
        "answered": (_("%(rate)s of received"), "answer_rate"),
        "adopted": (_("%(rate)s of received"), "adoption_rate"),
        "implemented": (_("%(rate)s of adopted"), "implementation_rate"),
        "verified": (_("%(rate)s of done"), "verification_rate"),
    }
    names = {
        "received": pgettext("figure", "Received"),
        "answered": _("Answered"),
        "adopted": pgettext("figure", "Adopted"),
        "implemented": _("Done"),
        "verified": _("Verified by finance"),
    }
    return [
        {
            "label": names[code],
            "value": thousands(summary[code]),
            "bar": charts.bar([(summary[code], kind)], summary["received"]),
            "note": _share(shares[code], summary) if code in shares else "",
            "url": selection.rows_url(code),
        }
        for code, kind in RUNGS
    ]


def _share(share, summary):
    words, rate = share
    figure = summary.rate(rate)
    return words % {"rate": figure} if figure.has_percentage else ""


def reasons(summary, selection):
    names = dict(Decision.DeclineReason.choices) | {"": _("Not stated in the ledger")}
    most = max(summary.reasons.values(), default=0)
    return [
        {
            "label": names[reason],
            "value": thousands(number),
            "bar": charts.bar([(number, "received")], most, small=True),
            "url": selection.rows_url(f"declined_{reason or UNREASONED}"),
        }
        for reason, number in summary.reasons.items()
    ]


def understood(summary):
    """The ratings of answers as bars; without a number while there are fewer than five."""
    found = summary.clarity
    kinds = {"clear": "done", "so_so": "received", "unclear": "late"}
    counts = {**{value: found.ratings[value] for value in kinds}, "": found.unrated}
    names = {**dict(AnswerRating.Value.choices), "": _("Not rated")}
    most = max(counts.values())
    bars = [
        {"label": names[value], "value": thousands(n), "bar": charts.bar([(n, kinds.get(value, "received"))], most)}
        | {"note": "", "url": ""}
        for value, n in counts.items()
    ]
    return {"clarity": found, "rows": bars if found.is_shown else [], "answer": _understood_words(found)}


def _understood_words(found):
    if not found.is_shown:
        return ""
    told = {"clear": found.rate.numerator, "rated": found.rated}
    return _("%(clear)s of %(rated)s ratings say that the answer was clear.") % told


def ages(summary, selection):
    names = {
        "waiting_3": _("3 days or less"),
        "waiting_7": _("4 to 7 days"),
        "waiting_14": _("8 to 14 days"),
        "waiting_longer": _("More than 14 days"),
    }
    most = max(summary[code] for code, _kind in AGES)
    return [
        {
            "label": names[code],
            "value": in_rows(summary[code]),
            "bar": charts.bar([(summary[code], kind)], most),
            "note": "",
            "url": selection.rows_url(code),
        }
        for code, kind in AGES
        if summary["pending"]
    ]


def in_rows(number):
    return ngettext("%(n)s row", "%(n)s rows", number) % {"n": thousands(number)}


def in_days(number):
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}


def oldest(summary, selection):
    """The suggestions that have waited longest, for more than a week: shop and title, never a person."""
    moment = Moment(summary.as_of)
    # What waits has no answer, and came in since the first month began: said once more for the sake of the index.
    waiting = selection.suggestions.filter(
        moment.waiting(more_than=7),
        month__gte=summary.period.first,
        month__lte=summary.period.last,
        received_at__gte=summary.period.start,
        answered_at=None,
    )
    found = waiting.select_related("shop").order_by("received_at", "pk")[:OLDEST_SHOWN]
    lines = [
        (one.get_absolute_url(), one.shop.name, one.title, in_days((moment.today - _received_on(one)).days))
        for one in found
    ]
    return format_html_join(SafeString("<br>"), '<a href="{}">{} · {}</a> {}', lines)


def _received_on(suggestion):
    return timezone.localtime(suggestion.received_at).date()


def months(summary, selection):
    """Received and adopted by month, the rate above them, and the same numbers as a table of links."""
    rows = summary.months
    return {
        "chart": charts.columns([month_column(row) for row in rows], uid="months"),
        "above": charts.rate_strip([rate_point(row) for row in rows]),
        "legend": legend(rows),
        "head": [
            _("Month"),
            pgettext("figure", "Received"),
            pgettext("figure", "Adopted"),
            _("Adoption rate"),
            _("Done"),
        ],
        "rows": [_month_row(row, selection) for row in rows],
        "answer": _month_answer(rows),
    }


def month_column(month):
    numbers = (month[code] for code in ("received", "adopted", "implemented"))
    return charts.Column(month_in_brief(month.first), *numbers, month.is_unfinished)


def rate_point(month):
    rate = month.adoption_rate
    value = month["adopted"] / month["received"] * 100 if rate.has_percentage else None
    return charts.RatePoint(month_in_brief(month.first), value, str(rate), month.is_unfinished)


def legend(rows):
    entries = [("received", pgettext("figure", "Received")), ("adopted", pgettext("figure", "Adopted"))]
    if any(row.adoption_rate.has_percentage for row in rows):
        entries.append(("rate", _("Adoption rate (upper drawing)")))
    if rows and rows[-1].is_unfinished:
        entries.append(("", _("Hatched, hollow dot: the month is not over")))
    return [{"kind": kind, "label": text} for kind, text in entries]


def _month_row(month, selection):
    of_month = selection.month_parameters(month.first)
    cells = [link(selection.rows_url(code, **of_month), thousands(month[code])) for code in ("received", "adopted")]
    done = link(selection.rows_url("implemented", **of_month), thousands(month["implemented"]))
    return [month_and_year(month.first), *cells, str(month.adoption_rate), done]


def link(url, text):
    return format_html('<a href="{}">{}</a>', url, text)


def _month_answer(rows):
    """Which month had most, and what may still change."""
    busiest = max(rows, key=lambda row: row["received"], default=None)
    if not busiest or not busiest["received"]:
        return ""
    said = _("Most came in %(month)s: %(n)s.") % {
        "month": month_name(busiest.first),
        "n": thousands(busiest["received"]),
    }
    if not rows[-1].is_unfinished or not rows[-1]["pending"]:
        return said
    running = {"month": month_name(rows[-1].first), "n": thousands(rows[-1]["pending"])}
    return said + _(" In %(month)s %(n)s are still unanswered, so its rate will change.") % running


def answer_days(summary, selection):
    """How many days an answer took, with the median as a line."""
    days = summary.whole.days
    bins = bins_of(days)
    return {
        "chart": charts.histogram(bins, median=days.median),
        "head": [_("Days"), _("Answered")],
        "rows": [
            [one.label, link(selection.rows_url(f"answered_in_{one.end or 'more'}"), thousands(one.value))]
            for one in bins
        ],
        "answer": _("%(n)s answered, half of them within %(median)s days (dashed line).")
        % {"n": thousands(days.count), "median": days.median},
        "note": _("Across: days to the answer. Orange: more than 7 days, %(n)s.")
        % {"n": thousands(sum(one.value for one in bins if one.is_late))},
    }


def bins_of(days):
    """The columns of AnswerDays: how many took how many days."""
    return [
        charts.Bin(_step_label(lower, upper), number, lower, upper, lower >= PROMISED_DAYS)
        for lower, upper, number in days.steps
    ]


def _step_label(lower, upper):
    if upper is None:
        return f">{lower}"
    return str(upper) if upper - lower == 1 else f"{lower + 1}—{upper}"
