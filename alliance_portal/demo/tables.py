"""The tables of the demo, read from the CSV files beside this module."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


@cache
def rows(name):
    """The rows of a table as dicts of text, in the order of the file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
