"""The scorecard: what each line compares, what others reach, and what is wanted. Figures come from `run`.

The anchors were measured once, on one machine, with the peers beside the portal; they are printed as they were
written down. What they are anchors of is measured anew.
"""

import csv
import operator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = {"<=": operator.le, ">=": operator.ge, "=": operator.eq}
NOT_HERE = "the peers are not installed here"
# How many times as long as a bare list the peers take for theirs, at 100,000 rows.
PEERS = {"helpdesk": 24, "Patchwork": 28, "pretalx": 546}


@dataclass(frozen=True)
class Line:
    """One line of `scorecard.csv`: its code, what it compares, what others reach, what is wanted."""

    code: str
    what: str
    anchor: str
    goal: str

    def met(self, value):
        """Whether the goal is reached; None where there is none, or nothing to compare."""
        if value is None or not self.goal:
            return None
        sign, number = self.goal.split()
        return TESTS[sign](round(value, 3), float(number))


@cache
def lines():
    """All lines, in the order of the file."""
    with (Path(__file__).parent / "scorecard.csv").open(encoding="utf-8", newline="") as file:
        return [Line(**row) for row in csv.DictReader(file)]


def rows(found):
    """(line, [(value or None, whether it is met, why there is none) for each database])"""
    for line in lines():
        yield line, [_judged(line, each) for each in found]


def _judged(line, each):
    value = each["figures"].get(line.code)
    why = "" if value is not None else each["missing"].get(line.code, "not measured here")
    return value, line.met(value), why


def as_data(found):
    """The scorecard for a script."""
    return [
        vars(line) | {each["database"]: pair[:2] for each, pair in zip(found, values, strict=True)}
        for line, values in rows(found)
    ]


def told(value, met):
    """A figure with its verdict."""
    if value is None:
        return "–"
    digits = f"{value:,.0f}" if value >= 1000 else f"{value:.3f}" if 0 < value < 0.1 else f"{value:.2f}"
    return digits.removesuffix(".00") + {True: " ✓", False: " ✗", None: ""}[met]


def as_text(machine, found):
    """The machine, the pages and the scorecard, for a terminal."""
    yield _machine(machine)
    for each in found:
        yield from _pages(each)
    names = [each["database"] for each in found]
    yield "\n" + f"{'':<18}{'goal':<10}" + "".join(f"{name:<18}" for name in names) + "what it compares (anchor)"
    for line, values in rows(found):
        cells = "".join(f"{told(value, met):<18}" for value, met, _why in values)
        anchor = f" ({line.anchor})" if line.anchor else ""
        yield f"{line.code:<18}{line.goal:<10}{cells}{line.what}{anchor}"
    yield from _reasons(found)


def as_markdown(machine, found):
    """The same as tables for the documentation."""
    yield _machine(machine)
    names = [each["database"] for each in found]
    yield "\n| line | what it compares | anchor | goal | " + " | ".join(names) + " |"
    yield "| --- " * (4 + len(names)) + "|"
    for line, values in rows(found):
        cells = " | ".join(told(value, met) for value, met, _why in values)
        yield f"| {line.code} | {line.what} | {line.anchor} | {line.goal} | {cells} |"
    yield from _reasons(found, "- ")
    for each in found:
        sizes = " / ".join(f"{size:,}" for size in each["sizes"])
        yield f"\n| {each['database']}: page, ms at {sizes} suggestions | ms | SQL queries |\n| --- | --- | --- |"
        for name, page in each["pages"].items():
            yield f"| {name} | {_along(page['ms'], '.0f')} | {_along(page['queries'], '')} |"


def _machine(machine):
    return ", ".join(f"{value} {what}" if what == "cores" else f"{what} {value}" for what, value in machine.items())


def _pages(each):
    sizes = " / ".join(f"{size:,}" for size in each["sizes"])
    yield f"\n{each['database']}: {each['runs']} runs, {each['seconds']:,.0f} s; suggestions: {sizes}"
    yield f"{'page':<30}{'ms':>28}{'SQL queries':>18}"
    for name, page in each["pages"].items():
        yield f"{name:<30}{_along(page['ms'], '.1f'):>28}{_along(page['queries'], ''):>18}"


def _along(values, spec):
    return " / ".join(format(value, spec) for value in values)


def _reasons(found, mark="  "):
    """Why there is no figure, each reason once."""
    yield ""
    reasons = {}
    for line, values in rows(found):
        for each, (_value, _met, why) in zip(found, values, strict=True):
            if why:
                reasons.setdefault(f"{each['database']}: {why}", []).append(line.code)
    for why, codes in reasons.items():
        yield f"{mark}not measured on {why}: {', '.join(codes)}"
