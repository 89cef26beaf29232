"""Days, moments and names as people say them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alliance_portal.models import Source


def day_words(day):
    """A date as people say it: with its year only when that is not this one."""
    this_year = day.year == timezone.localdate().year
    return date_format(day, _("F j") if this_year else _("F j, Y"))


def moment_words(when):
    """A day and a time, where the factory is."""
    local = timezone.localtime(when)
    return _("%(day)s, %(time)s") % {"day": day_words(local.date()), "time": date_format(local, "H:i")}


def recorded_words(record, when):
    """When something was recorded; a ledger knows the day and no hour."""
    return day_words(local_day(when)) if record.source == Source.LEDGER else moment_words(when)


def full_day(day):
    """A date with its year, for paper that is read in another one."""
    return date_format(day, _("F j, Y"))


def full_moment(record, when):
    """A day with its year, and the time unless it comes from a ledger, which knows none; "" for no moment."""
    if when is None:
        return ""
    day = full_day(local_day(when))
    if getattr(record, "source", "") == Source.LEDGER or getattr(record, "from_ledger", False):
        return day
    return _("%(day)s, %(time)s") % {"day": day, "time": date_format(timezone.localtime(when), "H:i")}


def local_day(when):
    """The day of a moment where the factory is."""
    return timezone.localtime(when).date()


def name_of(user):
    """The person's name, read from what the query has brought along; "" for nobody."""
    person = getattr(user, "person", None)
    return person.name if person else getattr(user, "full_name", "") or getattr(user, "username", "")


def author_names(suggestion):
    """Who had the idea, for others to read: nobody where the name is hidden, and "as told" where nobody has checked."""
    if suggestion.name_hidden:
        return _("a colleague who hides the name")
    names = [proposer.person.name for proposer in suggestion.proposers.all() if proposer.confirmed_at]
    return _(", ").join(names) or _as_told(getattr(suggestion, "slip", None))


def _as_told(slip):
    told = " ".join(filter(None, [slip.name, slip.work_number])) if slip else ""
    return _("%(name)s (as told)") % {"name": told} if told else _("a colleague who gave no name")


def recorder(suggestion):
    """Who entered it for somebody else; "" when it came from the author."""
    return name_of(suggestion.recorded_by) if suggestion.recorded_by_id else ""
