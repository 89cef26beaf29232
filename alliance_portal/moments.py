"""Days and moments as people say them, where the factory is."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def local_day(when):
    """The day of a moment."""
    return timezone.localtime(when).date()


def day_words(day):
    """A date as people say it: with its year only when that is not this one."""
    this_year = day.year == timezone.localdate().year
    return date_format(day, _("F j") if this_year else _("F j, Y"))


def full_day(day):
    """A date with its year, for paper that is read in another one."""
    return date_format(day, _("F j, Y"))


def time_words(when):
    return date_format(timezone.localtime(when), "H:i")


def moment_words(when):
    """A day and a time."""
    return _("%(day)s, %(time)s") % {"day": day_words(local_day(when)), "time": time_words(when)}
