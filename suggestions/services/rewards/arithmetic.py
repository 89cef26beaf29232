"""The sums of rewards: bands of value, one grade lower, what is left to pay, who gets how much. No database.

Amounts are whole fen. A band is anything with `from_fen` (included: 以上) and `below_fen` (not included: 以下; None
where there is no end), and a grade is its place in the table: 1 is the highest.
"""

from dataclasses import dataclass
from decimal import Decimal

FEN_IN_YUAN = 100
# Shares are per cent with two decimals.
WHOLE = 100 * 100


@dataclass(frozen=True)
class Band:
    """One line of a table, before it is stored; amounts are what a reward of this grade may be."""

    name: str
    from_fen: int
    below_fen: int | None
    least_fen: int
    most_fen: int


@dataclass(frozen=True)
class Fault:
    """What is wrong with a table: in which line (0 is the highest grade), at which edge, in which way."""

    line: int
    edge: str
    code: str


def to_fen(yuan):
    """Yuan with at most two decimals as whole fen; ValueError for parts of a fen."""
    fen = Decimal(yuan) * FEN_IN_YUAN
    if fen != int(fen):
        raise ValueError(f"{yuan} is no whole number of fen")
    return int(fen)


def to_yuan(fen):
    return Decimal(fen).scaleb(-2)


def grade_of(bands, value_fen):
    """The grade, from 1, whose band holds the value; None where no band does."""
    for grade, band in enumerate(bands, 1):
        if band.from_fen <= value_fen and (band.below_fen is None or value_fen < band.below_fen):
            return grade
    return None


def one_lower(grade, lowest):
    """For a borrowed technique (Art. 6): one grade lower, and the lowest stays the lowest."""
    return min(grade + 1, lowest)


def left_to_pay(awarded_fen, *before_fen):
    """The higher award counts, only the difference is paid, and nothing is taken back for it (Arts. 8, 10-12)."""
    return max(awarded_fen - sum(before_fen), 0)


def split(total_fen, shares):
    """Share out a total by per cents that sum to a hundred, the lead's first; what is paid always sums to the total.

    Everybody gets the whole fen of the share; what is left goes, a fen each, to the largest remainders, of equal ones
    to the lead, then by order. Raises ValueError for other sums and for shares below nothing.
    """
    parts = [to_fen(share) for share in shares]
    if sum(parts) != WHOLE or min(parts) < 0:
        raise ValueError("shares sum to exactly 100")
    paid = [total_fen * part // WHOLE for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(total_fen * parts[place] % WHOLE), place))
    for place in by_remainder[: total_fen - sum(paid)]:
        paid[place] += 1
    return paid


def faults(bands):
    """Every fault of a table, the highest grade first: bands without gap and overlap from nothing to no end.

    What a lower grade is paid may not be more than what a higher one is.
    """
    found = []
    for line, band in enumerate(bands):
        lower = bands[line + 1] if line + 1 < len(bands) else None
        higher = bands[line - 1] if line else None
        found += [Fault(line, edge, code) for edge, code in _edges(band, higher, lower) if code]
    return found


def _edges(band, higher, lower):
    yield "from", _from_fault(band, lower)
    yield "below", _below_fault(band, higher)
    yield "most", _most_fault(band, higher)


def _from_fault(band, lower):
    if lower is None:
        return "not_zero" if band.from_fen else ""
    if lower.below_fen is None or lower.below_fen == band.from_fen:
        return ""
    return "gap" if band.from_fen > lower.below_fen else "overlap"


def _below_fault(band, higher):
    if higher is None:
        return "not_open" if band.below_fen is not None else ""
    if band.below_fen is None:
        return "open"
    return "not_above" if band.below_fen <= band.from_fen else ""


def _most_fault(band, higher):
    if band.most_fen < max(band.least_fen, 1):
        return "below_least"
    return "above_higher" if higher and band.most_fen > higher.most_fen else ""
