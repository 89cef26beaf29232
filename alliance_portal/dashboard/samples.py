"""What a number of cases allows to say: whether two rates differ, how sure one is, how far chance alone reaches.

Pure functions; the bounds below which nothing is said are those of `alliance_portal.numbers`.
"""

from math import sqrt

# Standard normal quantiles: 95 % and 99.8 % lie within so many standard errors of either side.
NINETY_FIVE = 1.96
NINETY_NINE_EIGHT = 3.09


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
    """Between which shares chance alone leaves one that has so many cases and the share `whole` of all."""
    half = width * sqrt(whole * (1 - whole) / number)
    return max(whole - half, 0.0), min(whole + half, 1.0)
