"""Whoever has a seat, or gets one without asking for it, is told; in the transaction of the step."""

from django.utils.translation import gettext as _

from alliance_portal.text import clean_line
from members.models import Topic
from members.notifications import kind, path_to, tell
from workshops.notifications.kinds.words import moment_of

NOTE_LENGTH = 80


@kind(Topic.TRAINING)
def seat_moved_up(topic, starts):
    words = _("A seat is free: you are enrolled in “%(topic)s” now, %(starts)s. Cannot come? Please give it back.")
    return words % {"topic": topic, "starts": moment_of(starts)}


@kind(Topic.TRAINING)
def seat_enrolled(topic, starts, by, waiting):
    if waiting:
        words = _("%(by)s has put you on the waiting list of “%(topic)s”, %(starts)s.")
    else:
        words = _("%(by)s has enrolled you in “%(topic)s”, %(starts)s.")
    return words % {"topic": topic, "starts": moment_of(starts), "by": by}


@kind(Topic.TRAINING)
def seat_cancelled(topic, starts, by, reason):
    words = _("%(by)s has cancelled your enrolment in “%(topic)s”, %(starts)s. %(reason)s")
    return words % {"topic": topic, "starts": moment_of(starts), "by": by, "reason": reason}


@kind(Topic.TRAINING)
def seat_tomorrow(topic, starts, place):
    words = _("“%(topic)s” begins %(starts)s. %(place)s")
    return words % {"topic": topic, "starts": moment_of(starts), "place": place}


def moved_up(enrolment, now):
    _tell(seat_moved_up, enrolment, now)


def enrolled_by(enrolment, by, now):
    waiting = enrolment.status == enrolment.Status.WAITING
    _tell(seat_enrolled, enrolment, now, by=str(by or _("the system")), waiting=waiting)


def cancelled_by(enrolment, by, reason, now):
    text = clean_line(reason)
    brief = text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - 1] + "…"
    _tell(seat_cancelled, enrolment, now, by=str(by), reason=brief)


def tomorrow(enrolment, now):
    path, place = path_to("training:pass", enrolment.session.number), str(enrolment.session.where)
    _tell(seat_tomorrow, enrolment, now, path=path, place=place)


def _tell(kind_of_notice, enrolment, now, *, path=None, **facts):
    session, user = enrolment.session, enrolment.person.user
    facts |= {"topic": session.topic, "starts": session.starts_at.isoformat(), "now": now}
    path = path or path_to("training:session", session.number)
    tell(kind_of_notice, [user] if user else [], subject=f"session:{session.number}", path=path, **facts)
