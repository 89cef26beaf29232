"""Ledgers as offices keep them: workbooks and CSV files read into rows of understood values.

`read` opens a file, `match` finds the columns in it, and each `Column` understands its own cells.
"""

from .cells import CellError, Formula, plain, quantity
from .columns import Choice, Code, Column, Day, Heads, Label, Match, Name, Phone, Text, YesNo, Yuan, key, match
from .errors import LedgerError
from .files import Sheet, read

__all__ = [
    "CellError",
    "Choice",
    "Code",
    "Column",
    "Day",
    "Formula",
    "Heads",
    "Label",
    "LedgerError",
    "Match",
    "Name",
    "Phone",
    "Sheet",
    "Text",
    "YesNo",
    "Yuan",
    "key",
    "match",
    "plain",
    "quantity",
    "read",
]
