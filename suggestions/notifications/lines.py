"""What the robots of chat groups say. Of a hidden name's idea not even the title: a group may know the words."""

from django.utils.translation import gettext as _

from alliance_portal.moments import day_words


def received_line(suggestion):
    words = _("New (%(kind)s): %(what)s. To be answered by %(day)s.")
    facts = {"kind": suggestion.get_kind_display(), "what": _what(suggestion), "day": day_words(suggestion.due_on)}
    return words % facts


def adopted_line(suggestion):
    words = _("%(conclusion)s: %(what)s. To be done by %(day)s.")
    day = day_words(suggestion.implementation.due_on)
    return words % {"conclusion": suggestion.get_conclusion_display(), "what": _what(suggestion), "day": day}


def done_line(suggestion):
    return _("Put into practice: %(what)s.") % {"what": _what(suggestion)}


def waiting_line(numbers):
    """The morning's line; `numbers` are those of `reminders.morning`."""
    words = _("To be answered: %(waiting)d, of these due today: %(today)d, late: %(late)d.")
    return words % numbers


def _what(suggestion):
    if suggestion.name_hidden:
        return suggestion.number
    return _("“%(title)s” (%(number)s)") % {"title": suggestion.title, "number": suggestion.number}
