"""What a frozen report holds, how it is sealed, and how two versions differ.

The content of a report is plain JSON:

    {"table": code, "title", "unit", "period": words,
     "columns": [{"code", "title", "kind", "total"}],
     "rows": [{"key", "cells": [...]}], "totals": [...], "typed": cells typed into it}

A cell is a text, a whole number, the digits of a decimal as text, a day in ISO 8601, people as
`{"ids": [[person, is a colleague of the unit], …], "words": text}`, or null. A total is `sum` where the column adds up,
`whole` where the statistics count the whole. No fraction is kept as a binary number, so both databases give back the
very same text.

The digest is the SHA-256 of the content. The check value is one link (see `chain`) over the digest, over who froze and
signed it and when, and over the check value of the version before: whoever has the last one holds them all.
"""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal

from . import chain
from .models import Snapshot

SUM = "sum"
NUMBERS = {"number", "yuan", "wan"}
# The columns by which people recognise a row, in this order: whose it is, which one, what about, of which day.
NAMING = ("unit", "number", "name", "title", "topic", "about", "held_on")
BETWEEN = " · "


def digest(content):
    """The SHA-256 of the content, with sorted names and without blanks, in UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_value(snapshot, before=""):
    """The seal of a signed version; `before` is that of the version before it, "" for the first."""
    facts = [
        "report/1", before, snapshot.table, snapshot.period_code, snapshot.enterprise or "", snapshot.number,
        snapshot.digest, snapshot.definitions, chain.moment(snapshot.as_of), snapshot.reason, snapshot.frozen_by_id,
        chain.moment(snapshot.frozen_at), snapshot.signed_by_id, chain.moment(snapshot.signed_at),
    ]  # fmt: skip
    return chain.link_of(facts)


def decimal_of(value):
    """A number of a cell as it is reckoned with; None where there is none."""
    return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Change:
    """One cell that two versions say differently; both values are as the contents have them, with their kinds."""

    row: str
    column: str
    old: object
    new: object
    old_kind: str
    new_kind: str


def changes(old, new):
    """Every cell in which content `new` says something else than `old`, in the order of the newer form.

    Rows are told apart by their keys and columns by their codes, so that neither another order nor another title is a
    change. A row that is in one of them only is told cell by cell as well.
    """
    before, after = _by_key(old), _by_key(new)
    kinds = [{column["code"]: column["kind"] for column in content["columns"]} for content in (old, new)]
    titles = {column["code"]: column["title"] for content in (old, new) for column in content["columns"]}
    names = _names(old) | _names(new)
    found = []
    for key in dict.fromkeys([*after, *before]):
        for code, title in titles.items():
            was, is_now = (side.get(key, {}).get(code) for side in (before, after))
            if was != is_now:
                found.append(Change(names[key], title, was, is_now, *(kind.get(code, "text") for kind in kinds)))
    return found


def _by_key(content):
    """{key of a row, "" for the totals: {code of a column: cell}}"""
    codes = [column["code"] for column in content["columns"]]
    rows = {row["key"]: dict(zip(codes, row["cells"], strict=True)) for row in content["rows"]}
    return rows | {"": dict(zip(codes, content["totals"], strict=True))}


def _names(content):
    """{key: what the row is}: its unit and its title, or the first text of it where staff show neither."""
    codes = [column["code"] for column in content["columns"]]
    naming = [codes.index(code) for code in NAMING if code in codes]
    texts = [place for place, column in enumerate(content["columns"]) if column["kind"] == "text"]
    return {row["key"]: _name(row["cells"], naming, texts) for row in content["rows"]} | {"": ""}


def _name(cells, naming, texts):
    told = [str(cells[place]) for place in naming if cells[place]]
    return BETWEEN.join(told) or next((cells[place] for place in texts if cells[place]), "")


def faults(snapshot, before=""):
    """[(what, as it is kept, as it is reckoned)] of everything that is not as it was frozen and signed."""
    found, again = [], digest(snapshot.content)
    if again != snapshot.digest:
        found.append(("cells", snapshot.digest[: chain.SHOWN], again[: chain.SHOWN]))
    if snapshot.is_signed and (seal := check_value(snapshot, before)) != snapshot.check_value:
        found.append(("seal", snapshot.check_value[: chain.SHOWN], seal[: chain.SHOWN]))
    return found + wrong_sums(snapshot.content)


def wrong_sums(content):
    found = []
    for place, column in enumerate(content["columns"]):
        if column["total"] == SUM:
            cells = (decimal_of(row["cells"][place]) for row in content["rows"])
            added = sum((cell for cell in cells if cell is not None), Decimal(0))
            if added != (decimal_of(content["totals"][place]) or 0):
                found.append((column["title"], content["totals"][place], str(added)))
    return found


def differences(now):
    """((enterprise or None, first month), what, kept, reckoned) of frozen reports, for `verify_figures`."""
    seals = {}
    for one in Snapshot.objects.filter(frozen_at__lte=now).order_by("number", "pk").iterator():
        place = (one.enterprise, one.table, one.period_code)
        for what, kept, reckoned in faults(one, seals.get(place, "")):
            yield (one.enterprise, one.first), f"{one} {what}", kept, reckoned
        seals[place] = one.check_value
