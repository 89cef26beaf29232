"""Template tags and filters: the drawings of the portal, and figures written the way `numbers` does it."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alliance_portal import chart_pictures, moments, numbers
from alliance_portal.icons import HONEYCOMB, ICONS, MARK, STATUS_LOOKS
from alliance_portal.masking import masked_contact

register = template.Library()

register.filter("day", moments.day_words)
register.filter("masked_contact", masked_contact)
register.filter("moment", moments.moment_words)


@register.filter
def moment_day(when):
    """The day of a moment: 8月29日."""
    return moments.day_words(moments.local_day(when))


@register.simple_tag
def icon(name, kind=""):
    """A line drawing for the eye only: words stand beside it. An unknown name is an error."""
    return _drawing(f"icon {kind}" if kind else "icon", "0 0 24 24", ICONS[name])


@register.simple_tag
def mark():
    """The alliance's own mark, in the colour of the text around it."""
    return _drawing("mark", "3 3 42 38", MARK)


@register.simple_tag
def honeycomb():
    """The pattern behind the home page's promise."""
    return _drawing("hero__pattern", "0 0 760 620", HONEYCOMB)


@register.simple_tag
def png_is_possible():
    """Whether this server has letters for pictures of charts."""
    return chart_pictures.is_there()


def _drawing(kind, box, shapes):
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        kind,
        box,
        SafeString(shapes),
    )


@register.filter
def status_colour(code):
    return STATUS_LOOKS[code][0]


@register.filter
def status_icon(code):
    return STATUS_LOOKS[code][1]


@register.simple_tag
def status_tag(code, label):
    """A status in its colour, with its icon and word: as the component of that name, for the rows of long lists."""
    return _status_tag(code, str(label))


@lru_cache(maxsize=1000)
def _status_tag(code, label):
    colour, drawing = STATUS_LOOKS[code]
    return format_html('<span class="tag tag--{}">{}{}</span>', colour, icon(drawing) if drawing else "", label)


@register.filter
def rate(numerator, denominator):
    """A `numbers.Rate`: its digits, fraction and size questions for the template, its text when printed."""
    return numbers.Rate(numerator or 0, denominator or 0)


@register.filter
def whole_rate(numerator, denominator):
    """Like `rate`, without decimals: for tables and small print."""
    return numbers.Rate(numerator or 0, denominator or 0, decimals=0)


@register.filter
def thousands(number):
    return numbers.thousands(number)


@register.filter
def and_more(number):
    """“百余”, “more than 100”: for sentences of reports."""
    if not _is_english():
        return numbers.and_more(number)
    whole, is_more = numbers.leading(number)
    return f"more than {whole:,}" if is_more else f"{whole:,}"


@register.filter
def floor(number, decimals=1):
    return numbers.floor(number, int(decimals))


@register.filter
def wan(yuan):
    """Digits only, for a column headed 万元 (in English: million yuan)."""
    return numbers.million(yuan) if _is_english() else numbers.wan(yuan)


@register.filter
def money(yuan):
    """With its unit: 318.6万元, or 800元 below ten thousand; in English "CNY 3.19 million" or "CNY 800"."""
    if yuan is None:
        return numbers.EMPTY
    if _is_english():
        return f"CNY {numbers.million(yuan)} million" if yuan >= 1_000_000 else f"CNY {numbers.floor(yuan, 0)}"
    return f"{numbers.wan(yuan)}万元" if yuan >= 10_000 else f"{numbers.floor(yuan, 0)}元"


@register.filter
def days(span):
    """Digits only: a timedelta or a number of days with one decimal, rounded down."""
    return numbers.days(span)


@register.filter
def duration(span):
    """The two largest units of a timedelta: 1天6小时, 8小时, 40分钟."""
    if span is None:
        return numbers.EMPTY
    whole_days, hours, minutes = numbers.days_hours_minutes(span)
    if whole_days:
        return _days_words(whole_days) + _joint(hours) + (_hours_words(hours) if hours else "")
    return _hours_words(hours) if hours else _minutes_words(minutes)


@register.filter
def initial(name):
    """The first character of a name, for the round badge beside it."""
    return str(name).strip()[:1]


def _is_english():
    return (get_language() or "").startswith("en")


def _joint(hours):
    return " " if hours and _is_english() else ""


def _days_words(number):
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}


def _hours_words(number):
    return ngettext("%(number)d hour", "%(number)d hours", number) % {"number": number}


def _minutes_words(number):
    if number < 1:
        return _("less than a minute")
    return ngettext("%(number)d minute", "%(number)d minutes", number) % {"number": number}
