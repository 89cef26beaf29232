"""What a number of cases allows to say: whether two rates differ, how sure one is, how far chance alone reaches.

Pure functions; the bounds below which nothing is said are those of `alliance_portal.numbers`.
"""

from functools import lru_cache
from math import exp, log1p, sqrt
from statistics import NormalDist

# Standard normal quantiles: 95 % and 99.8 % lie within so many standard errors of either side.
NINETY_FIVE = 1.96
NINETY_NINE_EIGHT = 3.09
# From this variance of the number of cases on a binomial distribution is as good as a bell.
BELL_FROM = 25


def share(rate):
    """The rate as a number from 0 to 1; whoever left since can make a participation of more than all."""
    return min(rate.numerator / rate.denominator, 1)


def difference(now, before):
    """By how much one rate lies above the other, 0 where chance alone may make as much, None where one has no rate.

    More than chance is more than 1.96 standard errors of the difference of two proportions.
    """
    if not (now.has_percentage and before.has_percentage):
        return None
    error = sqrt(sum(share(one) * (1 - share(one)) / one.denominator for one in (now, before)))
    delta = share(now) - share(before)
    # What only rounding makes differ is equal.
    return delta if abs(delta) > max(NINETY_FIVE * error, 1e-9) else 0


def wilson(rate, width=NINETY_FIVE):
    """The Wilson interval of a rate, as two numbers from 0 to 1; None where there is nothing to divide by."""
    if rate.is_empty:
        return None
    n, p, z = rate.denominator, share(rate), width
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def limits(whole, number, width):
    """Between which shares chance alone leaves one that has so many cases and the share `whole` of all.

    Exact where the binomial distribution is not yet a bell: near 100 % the bell would call 29 of 30 an exception.
    """
    variance = whole * (1 - whole)
    if number * variance >= BELL_FROM:
        half = width * sqrt(variance / number)
        return max(whole - half, 0.0), min(whole + half, 1.0)
    cases = max(round(number), 1)
    low, high = (count / cases for count in _counts(cases, min(whole, 1 - whole), width))
    return (low, high) if whole <= 0.5 else (1 - high, 1 - low)


@lru_cache(maxsize=4096)
def _counts(cases, rare, width):
    """The fewest and the most of something `rare` that are still chance: beyond either lies no more than the tail."""
    tail = NormalDist().cdf(-width)
    count, one = 0, exp(cases * log1p(-rare))
    below, low = 0.0, 0
    while below + one < 1 - tail and count < cases:
        below += one
        one *= (cases - count) / (count + 1) * rare / (1 - rare)
        count += 1
        low = count if below <= tail else low
    return low, count
