"""What is told of sessions and of topics asked for, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind
from workshops.notifications.kinds.words import moment_of


@kind(Topic.TRAINING)
def session_moved(topic, starts, where):
    words = _("“%(topic)s” takes place at another time or place: %(when)s, %(where)s.")
    if not where:
        words = _("“%(topic)s” takes place at another time: %(when)s.")
    return words % {"topic": topic, "when": moment_of(starts), "where": where}


@kind(Topic.TRAINING)
def session_cancelled(topic, starts, reason):
    words = _("“%(topic)s” of %(when)s does not take place: %(reason)s")
    return words % {"topic": topic, "when": moment_of(starts), "reason": reason}


@kind(Topic.TRAINING)
def wish_answered(topic, starts, wish):
    words = _("You asked for “%(wish)s”: “%(topic)s” is announced for %(when)s. You can enrol now.")
    return words % {"wish": wish, "topic": topic, "when": moment_of(starts)}


@kind(Topic.TRAINING)
def wish_closed(wish, reason):
    words = _("No session is made of “%(wish)s” for now: %(reason)s")
    return words % {"wish": wish, "reason": reason}
