"""Names as people say them, and when something was recorded."""

from django.utils.translation import gettext as _

from alliance_portal.models import Source
from alliance_portal.moments import day_words, full_day, local_day, moment_words, time_words


def recorded_words(record, when):
    """When something was recorded; a ledger knows the day and no hour."""
    return day_words(local_day(when)) if record.source == Source.LEDGER else moment_words(when)


def full_moment(record, when):
    """A day with its year, and the time unless it comes from a ledger, which knows none; "" for no moment."""
    if when is None:
        return ""
    day = full_day(local_day(when))
    if getattr(record, "source", "") == Source.LEDGER or getattr(record, "from_ledger", False):
        return day
    return _("%(day)s, %(time)s") % {"day": day, "time": time_words(when)}


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
