"""What fills the tables: each module draws the rows of one, by the querysets and statistics that are there."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Drawn:
    """`rows` are [(key, {code of a column: value})], whose keys tell rows apart in every version; `totals` one more."""

    rows: list = field(default_factory=list)
    totals: dict = field(default_factory=dict)
