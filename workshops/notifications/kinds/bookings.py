"""What is told of bookings, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from .words import moment_of


@kind(Topic.WORKSHOPS)
def booking_asked(venue, when, who, purpose):
    """For those who keep the venue."""
    words = _("%(who)s asks for %(venue)s on %(when)s: %(purpose)s")
    return words % {"who": who, "venue": venue, "when": moment_of(when), "purpose": purpose}


@kind(Topic.WORKSHOPS)
def booking_confirmed(venue, when):
    return _("%(venue)s is yours on %(when)s.") % {"venue": venue, "when": moment_of(when)}


@kind(Topic.WORKSHOPS)
def booking_declined(venue, when, reason):
    words = _("%(venue)s cannot be had on %(when)s: %(reason)s")
    return words % {"venue": venue, "when": moment_of(when), "reason": reason}


@kind(Topic.WORKSHOPS)
def booking_cancelled(venue, when, who, reason):
    words = _("%(who)s has cancelled the booking of %(venue)s on %(when)s: %(reason)s")
    return words % {"who": who, "venue": venue, "when": moment_of(when), "reason": reason}


@kind(Topic.WORKSHOPS)
def booking_tomorrow(venue, when, place):
    words = _("A reminder: you have %(venue)s on %(when)s. Where: %(place)s")
    return words % {"venue": venue, "when": moment_of(when), "place": place}
