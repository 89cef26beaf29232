"""A rate as the district compares it: in words while it is of few, and beside that of the months before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alliance_portal.numbers import Rate, floor, percent, thousands

from .samples import difference

STEPS = 100_000


@dataclass(frozen=True)
class Trend:
    """Whether a rate rose or fell by more than chance: `way` is up, down or level; `points` are percentage points."""

    way: str
    points: str = ""

    @property
    def words(self):
        said = {
            "up": _("up by %(points)s percentage points on the months before"),
            "down": _("down by %(points)s percentage points on the months before"),
            "level": _("no clear difference from the months before"),
        }
        return said[self.way] % {"points": self.points}


@dataclass(frozen=True)
class Share:
    """`before` is the same rate of the months before, None where nothing is compared."""

    code: str
    rate: Rate
    before: Rate | None = None

    @property
    def words(self):
        """What stands in place of a percentage while there are fewer than 20: “17条里采纳11条”."""
        said = {
            "participation_rate": _("%(part)s of %(all)s people suggested"),
            "in_time_rate": _("%(part)s of %(all)s answered in time"),
            "answer_rate": _("%(part)s of %(all)s answered"),
            "adoption_rate": _("%(part)s of %(all)s adopted"),
            "implementation_rate": _("%(part)s of %(all)s done"),
            "verification_rate": _("%(part)s of %(all)s verified"),
            "checked_rate": _("%(part)s of %(all)s found true"),
        }
        numbers = {"part": thousands(self.rate.numerator), "all": thousands(self.rate.denominator)}
        return said[self.code] % numbers

    @property
    def trend(self):
        """The Trend, None where one of the two has no rate or nothing is compared."""
        delta = None if self.before is None else difference(self.rate, self.before)
        if delta is None:
            return None
        if not delta:
            return Trend("level")
        is_small = self.rate.is_small or self.before.is_small
        # What is more than chance is not called 0.
        points = round(abs(delta) * 100, 6)
        return Trend("up" if delta > 0 else "down", floor(points, 0 if is_small and points >= 1 else 1))


def span(pair):
    """Two shares as percentages, both rounded down: “70.7%—86.7%”."""
    low, high = (percent(int(one * STEPS + 1e-6), STEPS) for one in pair)
    return f"{low}%—{high}%"
