"""What people are told of visits, promises and bookings, in words."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.moments import day_words, moment_words
from members.models import Topic
from members.notifications import kind


def _day(iso):
    return day_words(dt.date.fromisoformat(iso))


def _moment(iso):
    return moment_words(timezone.localtime(dt.datetime.fromisoformat(iso)))


@kind(Topic.WORKSHOPS)
def visit_shared(day, promises):
    if not promises:
        return _("The union has written down its visit of %(day)s. Please have a look.") % {"day": _day(day)}
    words = _("The union has written down its visit of %(day)s, and what it promised (%(n)d). Please have a look.")
    return words % {"day": _day(day), "n": promises}


@kind(Topic.WORKSHOPS)
def visit_followed_up(day, text):
    return _("After the visit of %(day)s: %(text)s") % {"day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def visit_closed(day, text):
    return _("The visit of %(day)s is closed: %(text)s") % {"day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def visit_answered(enterprise, day, text):
    words = _("%(enterprise)s says about the visit of %(day)s: %(text)s")
    return words % {"enterprise": enterprise, "day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_made(enterprise, text, day):
    """For whoever is responsible."""
    words = _("You are responsible for a promise to %(enterprise)s, due %(day)s: %(text)s")
    return words % {"enterprise": enterprise, "day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_added(text, day):
    """For the enterprise."""
    return _("The union has promised one thing more, due %(day)s: %(text)s") % {"day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_soon(enterprise, text, day):
    words = _("Promised to %(enterprise)s for %(day)s: %(text)s")
    return words % {"enterprise": enterprise, "day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_late(enterprise, text, day):
    words = _("Promised to %(enterprise)s for %(day)s, and now late: “%(text)s”. Please keep it, or write why not.")
    return words % {"enterprise": enterprise, "day": _day(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_kept(text):
    return _("The union says that this has been kept: “%(text)s”. Please say whether that is so.") % {"text": text}


@kind(Topic.WORKSHOPS)
def promise_given_up(text, reason):
    return _("This promise will not be kept: “%(text)s”. Why: %(reason)s") % {"text": text, "reason": reason}


@kind(Topic.WORKSHOPS)
def promise_confirmed(enterprise, text):
    return _("%(enterprise)s confirms that this has been kept: “%(text)s”") % {"enterprise": enterprise, "text": text}


@kind(Topic.WORKSHOPS)
def promise_denied(enterprise, text, words):
    said = _("%(enterprise)s says that this has not been kept: “%(text)s”. What is lacking: %(words)s")
    return said % {"enterprise": enterprise, "text": text, "words": words}


@kind(Topic.WORKSHOPS)
def booking_asked(venue, when, who, purpose):
    """For those who keep the venue."""
    words = _("%(who)s asks for %(venue)s on %(when)s: %(purpose)s")
    return words % {"who": who, "venue": venue, "when": _moment(when), "purpose": purpose}


@kind(Topic.WORKSHOPS)
def booking_confirmed(venue, when):
    return _("%(venue)s is yours on %(when)s.") % {"venue": venue, "when": _moment(when)}


@kind(Topic.WORKSHOPS)
def booking_declined(venue, when, reason):
    words = _("%(venue)s cannot be had on %(when)s: %(reason)s")
    return words % {"venue": venue, "when": _moment(when), "reason": reason}


@kind(Topic.WORKSHOPS)
def booking_cancelled(venue, when, who, reason):
    words = _("%(who)s has cancelled the booking of %(venue)s on %(when)s: %(reason)s")
    return words % {"who": who, "venue": venue, "when": _moment(when), "reason": reason}


@kind(Topic.WORKSHOPS)
def booking_tomorrow(venue, when, place):
    words = _("A reminder: you have %(venue)s on %(when)s. Where: %(place)s")
    return words % {"venue": venue, "when": _moment(when), "place": place}
