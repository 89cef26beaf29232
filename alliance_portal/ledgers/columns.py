"""The columns of a ledger: by which names they are known, and how their cells are understood."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import periods
from . import cells
from .cells import CellError, Formula
from .errors import LedgerError

HEADER_WITHIN = 10
BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")
UNITS = {"元": 1, "千元": 1000, "万元": 10_000, "万": 10_000, "百万元": 10**6, "亿元": 10**8}
EXCEL_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"}
TOTAL = re.compile(r"(?:本页|本月|本季|本年|全年|全厂)?(?:合|总|小|共|累)计(?::.*)?")
FILLED_IN = re.compile(r"(?:填报|填表|制表|报送)(?:日期|时间):(?P<day>[0-9年月日./-]+)")
FOOTNOTE = re.compile(r"(?:注|备注|说明|填表人|填报人|制表人?|审核人?|负责人):.*")


def key(text):
    """Text as it is compared: wide and small letters are like any other, blanks do not count."""
    return cells.compact(text).casefold()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One fact of a row. `names[0]` is what templates and messages call it, the others are understood too."""

    id: str
    names: tuple[str, ...]
    required: bool = False
    # Only a computed number or day is as good as a typed one.
    takes_formulas = False
    # The cell format of a template: text, so that no spreadsheet program eats zeros or turns words into days.
    form = "@"

    @property
    def heading(self):
        """What a template writes above the column."""
        return self.names[0]

    def hint(self):
        """One sentence for whoever fills in a template."""
        return ""

    def parse(self, value, unit=None):
        """The value in a form that JSON can hold, None when the cell says nothing. Raises CellError."""
        if isinstance(value, Formula):
            if not self.takes_formulas or value.result is None:
                raise CellError(_("This cell is a formula. Please paste its result as a value."))
            value = value.result
        if isinstance(value, str) and value in EXCEL_ERRORS:
            raise CellError(_("The spreadsheet shows the error %(value)s here.") % {"value": value})
        if self.is_empty(value):
            if self.required:
                raise CellError(_("This must not be empty."))
            return None
        return self.read(value, unit)

    def is_empty(self, value):
        return cells.is_nothing(value)

    def read(self, value, unit):
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Text(Column):
    """Free text, kept as written; a single dash or “无” counts as text."""

    limit: int
    lines: bool = False

    def hint(self):
        return _("Text, at most %(limit)s characters.") % {"limit": f"{self.limit:,}"}

    def is_empty(self, value):
        return cells.plain(value) == ""

    def read(self, value, unit):
        text = cells.plain(value, lines=self.lines)
        if len(text) > self.limit:
            raise CellError(
                _("%(length)s characters are too many: at most %(limit)s fit.")
                % {"length": f"{len(text):,}", "limit": f"{self.limit:,}"}
            )
        return text


@dataclass(frozen=True, kw_only=True)
class Label(Text):
    """A short name of a unit or a post; a dash means that there is none."""

    def is_empty(self, value):
        return cells.is_nothing(value)


@dataclass(frozen=True, kw_only=True)
class Name(Label):
    """A person's name: blanks between Chinese characters only serve the layout."""

    def read(self, value, unit):
        text = super().read(value, unit)
        return text if text.isascii() else text.replace(" ", "")


@dataclass(frozen=True, kw_only=True)
class Code(Column):
    """A work number: letters, digits and hyphens; a number typed as a number loses its “.0”."""

    limit: int = 20

    def hint(self):
        return _("Letters, digits and hyphens, as text: zeros at the beginning count.")

    def read(self, value, unit):
        text = cells.compact(value)
        if not re.fullmatch(rf"[A-Za-z0-9-]{{1,{self.limit}}}", text):
            raise CellError(
                _("“%(value)s” is not a work number. At most %(limit)s letters, digits and hyphens fit.")
                % {"value": cells.shown(value), "limit": self.limit}
            )
        return text


@dataclass(frozen=True, kw_only=True)
class Phone(Column):
    def hint(self):
        return _("A mobile number of 11 digits, or a landline with its area code.")

    def read(self, value, unit):
        text = re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[-()]", "", cells.compact(value)))
        if not re.fullmatch(r"1[3-9]\d{9}|0\d{9,11}", text, re.ASCII):
            message = _("“%(value)s” is not a phone number. A mobile number has 11 digits.")
            raise CellError(message % {"value": cells.shown(value)})
        return text


@dataclass(frozen=True, kw_only=True)
class Day(Column):
    earliest: dt.date = periods.EARLIEST
    takes_formulas = True

    def hint(self):
        return _("A date such as 2026-08-31, from %(first)s to today.") % {"first": self.earliest.isoformat()}

    def read(self, value, unit):
        return cells.day(value, self.earliest).isoformat()


@dataclass(frozen=True, kw_only=True)
class Yuan(Column):
    takes_formulas = True
    form = "General"

    @property
    def heading(self):
        return f"{self.names[0]}（万元）"

    def hint(self):
        return _("A number in the unit of the column; “15000元” or “1.5万元” is understood too.")

    def read(self, value, unit):
        return str(cells.yuan(value, unit))


@dataclass(frozen=True, kw_only=True)
class Heads(Column):
    """A number of people: “13人”, “45人次”, 13."""

    takes_formulas = True
    form = "General"
    most: int = 9999

    def hint(self):
        return _("A whole number; “13人” is understood too.")

    def read(self, value, unit):
        number, counted, _multiple = cells.quantity(value)
        if counted not in ("", "人", "人次") or number != int(number) or not 0 <= number <= self.most:
            raise CellError(_("“%(value)s” is not a number of people.") % {"value": cells.shown(value)})
        return int(number)


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of some known words; each code has the words that mean it, the first being the usual one."""

    words: dict = field(hash=False)

    def hint(self):
        usual = "、".join(words[0] for words in self.words.values())
        return _("One of: %(words)s.") % {"words": usual}

    def read(self, value, unit):
        meant = key(value)
        for code, words in self.words.items():
            if meant in {key(word) for word in words}:
                return code
        raise CellError(
            _("“%(value)s” is not one of the known words: %(words)s.")
            % {"value": cells.shown(value), "words": "、".join(words[0] for words in self.words.values())}
        )


@dataclass(frozen=True, kw_only=True)
class YesNo(Choice):
    words: dict = field(
        hash=False,
        default_factory=lambda: {
            True: ("是", "√", "✓", "✔", "在", "在岗", "在职", "Y", "yes", "TRUE", "1"),
            False: ("否", "×", "✗", "✘", "x", "不在", "不在岗", "离岗", "离职", "退休", "N", "no", "FALSE", "0"),
        },
    )


@dataclass(frozen=True)
class Match:
    """The ledger in a sheet.

    `columns` holds for each position the name as written, the Column (None: it is not imported) and its unit;
    `rows` the rows below, without totals, footnotes and rows that hold nothing of these columns; `dated` the day on
    which the ledger was filled in (填报日期) as far as its title rows say so.
    """

    columns: list
    rows: list
    dated: dt.date | None = None


def match(sheets, columns):
    """Find the ledger among the sheets and its header row among the first ten.

    Blank rows, totals and footnotes are left out. Raises LedgerError that names what is missing.
    """
    candidates = [(sheet, *_best_header(sheet, columns)) for sheet in sheets]
    full = [found for found in candidates if not _missing(found[2], columns)]
    if not full:
        best = max((found for _sheet, _number, found in candidates), key=_known, default=[])
        raise LedgerError(_what_is_missing(best, columns))
    if len(full) > 1:
        names = "、".join(sheet.name for sheet, *_rest in full)
        message = _("The file holds this ledger on several sheets (%(names)s). Please put the rows on one sheet.")
        raise LedgerError(message % {"names": names})
    sheet, header, found = full[0]
    _check_no_column_twice(found)
    return _body(sheet, header, found)


def _best_header(sheet, columns):
    """(row number, columns) of the row among the first ten that holds most known names."""
    options = [(number, _header(row, columns)) for number, row in sheet.rows if number <= HEADER_WITHIN]
    return max(options, key=lambda option: _known(option[1]), default=(0, []))


def _known(found):
    return sum(column is not None for _title, column, _unit in found)


def _header(row, columns):
    known = {key(name): column for column in columns for name in column.names}
    return [_heading(cells.plain(value), known) for value in row]


def _heading(title, known):
    """(title, column or None, unit or None); “预期效益（万元）” is 预期效益 in 万元."""
    text = unicodedata.normalize("NFKC", title).replace("*", "")
    inside = [part.strip() for part in BRACKETS.findall(text)]
    column = known.get(key(text)) or known.get(key(BRACKETS.sub("", text)))
    unit = next((UNITS[part] for part in inside if part in UNITS), None)
    return title, column, unit


def _missing(found, columns):
    there = {column.id for _title, column, _unit in found if column}
    return [column for column in columns if column.required and column.id not in there]


def _what_is_missing(found, columns):
    missing = _missing(found, columns)
    message = ngettext(
        "The column %(names)s is missing. Its name belongs in one of the first ten rows.",
        "The columns %(names)s are missing. Their names belong in one of the first ten rows.",
        len(missing),
    )
    return message % {"names": "、".join(column.heading for column in missing)}


def _check_no_column_twice(found):
    seen = {}
    for title, column, _unit in found:
        if column and column.id in seen:
            raise LedgerError(
                _("The columns “%(first)s” and “%(second)s” mean the same. Please leave only one of them.")
                % {"first": seen[column.id], "second": title}
            )
        if column:
            seen[column.id] = title


def _body(sheet, header, found):
    below = [(number, row) for number, row in sheet.rows if number > header]
    rows = [(number, row) for number, row in below if not _says_nothing(row, found)]
    return Match(found, rows, _dated(value for number, row in sheet.rows if number < header for value in row))


def _dated(titles):
    for title in titles:
        if found := FILLED_IN.search(cells.compact(title)):
            try:
                return cells.day(found["day"], periods.EARLIEST)
            except CellError:
                return None
    return None


def _says_nothing(row, found):
    """Blank where it matters, a total, or a footnote."""
    matched = [value for value, (_title, column, _unit) in zip(row, found, strict=False) if column]
    if all(cells.is_nothing(value) for value in matched):
        return True
    if any(TOTAL.fullmatch(cells.compact(value)) for value in row[:3]):
        return True
    everything = [value for value in row if not cells.is_nothing(value)]
    return len(everything) == 1 and bool(FOOTNOTE.fullmatch(cells.compact(everything[0])))
