"""Words that several kinds have in common."""

import datetime as dt

from django.utils.translation import gettext as _

from alliance_portal.moments import day_words


def day_of(iso):
    return day_words(dt.date.fromisoformat(iso))


def quota_words(months, day):
    if day:
        words = _("the old work quota stays for %(months)d months, until %(day)s.")
        return words % {"months": months, "day": day_of(day)}
    return _("the old work quota stays for %(months)d months from the day it is done.") % {"months": months}
