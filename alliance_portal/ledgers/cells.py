"""What one cell of a ledger says: text, a day, an amount. Every refusal is a CellError fit for the person."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from ..text import clean, clean_line

# Digits, letters and blanks of double width; the punctuation of Chinese stays as it is.
WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
NARROW = {0x3000: " ", **{wide: wide - 0xFEE0 for wide in WIDE}}
NOTHING = {"", "-", "--", "—", "——", "/", "\\", "无", "N/A"}
SHOWN = 30

SHAPES_OF_A_DAY = (
    re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
# A date cell that lost its format shows the number of days since the end of 1899.
FIRST_SERIAL, LAST_SERIAL = 36526, 73415
SERIAL_ZERO = dt.date(1899, 12, 30)

MULTIPLES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
QUANTITY = re.compile(
    r"(?:约|近|计|共|人民币|¥)*(?P<sign>[-+]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<multiple>百万|千万|十万|百|千|万|亿)?(?:余|多)?(?P<unit>元|圆|块|条|项|件|个|人次|人|次|份|天|课时)?(?:余|多|左右|整)?",
    re.ASCII,
)
MONEY = {"元", "圆", "块"}
MOST_YUAN = Decimal(10) ** 12


class CellError(Exception):
    """This cell cannot be taken over; the message is the reason."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Formula:
    """A computed cell: its text, and the result the spreadsheet program stored, if any."""

    text: str
    result: object = None


def shown(value):
    """The value as a message quotes it, cut short."""
    text = clean_line(as_text(value))
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def as_text(value):
    """A cell as text; whole numbers without “.0”, days as 2026-08-31."""
    if value is None:
        return ""
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "minutes")
    return str(value)


def plain(value, *, lines=False):
    """Text without unseen characters and blanks around, its digits and letters of single width."""
    text = as_text(value).translate(NARROW)
    return clean(text) if lines else clean_line(text)


def compact(value):
    """Text in compatibility form without any blanks: for codes, numbers, days and comparisons."""
    return "".join(unicodedata.normalize("NFKC", clean(as_text(value))).split())


def is_nothing(value):
    """Whether the cell says nothing: empty, a dash, a stroke."""
    return value is None or compact(value) in NOTHING


def day(value, earliest, latest=None):
    """The date a cell names, in any of the styles ledgers use, between `earliest` and `latest`, which is today."""
    found = _day_of(value)
    if found is None:
        message = _("“%(value)s” is not a date. Please write it like 2026-08-31.")
        raise CellError(message % {"value": shown(value)})
    if found < earliest:
        message = _("%(day)s is too early: dates begin on %(first)s.")
        raise CellError(message % {"day": found.isoformat(), "first": earliest.isoformat()})
    if found > (latest or timezone.localdate()):
        raise CellError(_("%(day)s is in the future.") % {"day": found.isoformat()})
    return found


def _day_of(value):
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = compact(value)
    if text.isascii() and text.isdigit() and len(text) == 5 and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return SERIAL_ZERO + dt.timedelta(days=int(text))
    # A blank stands between a day and its time of day.
    spaced = unicodedata.normalize("NFKC", clean_line(as_text(value)))
    for shape in SHAPES_OF_A_DAY:
        if parts := shape.fullmatch(text) or shape.fullmatch(spaced):
            return _date_or_none(*map(int, parts.groups()))
    return None


def _date_or_none(year, month, number):
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def quantity(value):
    """Read “902条”, “２,６００余”, “5万余元”, “97,000千元” as (number, unit, whether 千, 万 … was written)."""
    found = QUANTITY.fullmatch(compact(value))
    if not found:
        raise _not_an_amount(value)
    number = Decimal(found["sign"] + found["number"].replace(",", ""))
    return number * MULTIPLES[found["multiple"] or ""], found["unit"] or "", bool(found["multiple"])


def _not_an_amount(value):
    message = _("“%(value)s” is not an amount. Please write a number, such as 1.5 or 15000元.")
    return CellError(message % {"value": shown(value)})


def yuan(value, column_unit):
    """The amount in yuan; a unit in the cell goes before that of the column (None: the column names none)."""
    number, unit, has_multiple = quantity(value)
    if unit and unit not in MONEY:
        raise _not_an_amount(value)
    if not unit and not has_multiple:
        if column_unit is None:
            raise CellError(_("The unit is missing: write 元 or 万元 here or in the name of the column."))
        number *= column_unit
    if number < 0:
        raise CellError(_("The amount is negative."))
    if number >= MOST_YUAN:
        raise CellError(_("“%(value)s” is too large for an amount.") % {"value": shown(value)})
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)
