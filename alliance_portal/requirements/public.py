"""The one sentence that everybody may read about what superiors ask: how many reports merging has saved."""

from django.utils.translation import gettext as _

from alliance_portal.numbers import thousands
from alliance_portal.periods import Period
from workshops.statistics import reports_saved


def saved_sentence(workshops=None):
    """The reports saved this year, of these workshops or of all, out of how many; "" while there are none."""
    counted = reports_saved(Period.this_year(), workshops=workshops)
    if not counted.saved:
        return ""
    words = _(
        "This year %(saved)s reports were saved by asking once: %(reports)s would have been filled, %(asked)s were."
    )
    numbers = {"saved": counted.saved, "reports": counted.reports, "asked": counted.asked}
    return words % {name: thousands(number) for name, number in numbers.items()}
