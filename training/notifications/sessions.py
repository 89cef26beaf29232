"""Who is told of a session: those with a seat and those who wait for one; and of a topic, all who asked for it."""

from members.notifications import path_to, tell

from . import session_kinds as kinds


def _accounts(people):
    """Of people in service who have one."""
    return [person.user for person in people if person.in_service and person.user_id]


def expecting(session):
    """The accounts of all who have a seat or wait for one."""
    seats = session.enrolments.standing().select_related("person__user")
    return _accounts(seat.person for seat in seats)


def about(session):
    return f"session:{session.pk}"


def _tell(kind, users, session, now, **facts):
    path = path_to("training:session", session.number)
    when = {"topic": session.topic, "starts": session.starts_at.isoformat()}
    tell(kind, users, subject=about(session), path=path, now=now, **when, **facts)


def moved(session, now):
    _tell(kinds.session_moved, expecting(session), session, now, where=str(session.where))


def cancelled(session, reason, now):
    _tell(kinds.session_cancelled, expecting(session), session, now, reason=reason)


def _askers(wish):
    return _accounts(voice.person for voice in wish.voices.select_related("person__user"))


def wish_answered(wish, session, now):
    _tell(kinds.wish_answered, _askers(wish), session, now, wish=wish.text)


def wish_closed(wish, now):
    path, subject = path_to("training:wishes"), f"wish:{wish.pk}"
    tell(kinds.wish_closed, _askers(wish), subject=subject, path=path, now=now, wish=wish.text, reason=wish.reason)
