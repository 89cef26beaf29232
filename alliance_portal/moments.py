"""Days and moments as people say them, where the factory is."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def local_day(when):
    """The day of a moment."""
    return timezone.localtime(when).date()


def day_words(day):
    """A date as people say it: with its year only when that is not this one."""
    this_year = day.year == timezone.localdate().year
    return date_format(day, _("F j") if this_year else _("F j, Y"))


def day_of(iso):
    """The same for a date as notices keep it, in ISO 8601."""
    return day_words(dt.date.fromisoformat(iso))


def full_day(day):
    """A date with its year, for paper that is read in another one."""
    return date_format(day, _("F j, Y"))


def time_words(when):
    return date_format(timezone.localtime(when), "H:i")


def days_left(day):
    """超期2天, 今天到期, 还有6天."""
    left = (day - timezone.localdate()).days
    if left < 0:
        return ngettext("%(number)d day late", "%(number)d days late", -left) % {"number": -left}
    if not left:
        return _("due today")
    return ngettext("%(number)d day left", "%(number)d days left", left) % {"number": left}


def urgency(day, *, soon):
    """ "late" when the day is over, "soon" when so many days are left, else ""."""
    left = (day - timezone.localdate()).days
    return "late" if left < 0 else "soon" if left <= soon else ""


def moment_words(when):
    """A day and a time."""
    return _("%(day)s, %(time)s") % {"day": day_words(local_day(when)), "time": time_words(when)}
