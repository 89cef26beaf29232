"""What a figure means. Each app keeps the definitions of its figures beside the code that counts them."""

import datetime as dt
from dataclasses import dataclass

# Raised with every change of a definition; the date is the day from which it holds.
VERSION = 3
IN_FORCE_SINCE = dt.date(2026, 11, 30)


@dataclass(frozen=True)
class Definition:
    """The name of a figure and what exactly it counts; both translatable."""

    code: str
    name: str
    text: str
