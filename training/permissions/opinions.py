"""Who answers the three questions about a session, who reads the sums, and who reads the words."""

import datetime as dt

from django.utils import timezone

from .sessions import can_see_names

# For so long after its end a session is asked about.
DAYS = dt.timedelta(days=30)


def is_asked_about(session, now=None):
    """Whether the days run in which those who were there may say what they think of it."""
    now = now or timezone.now()
    return session.is_announced and session.ends_at <= now <= session.ends_at + DAYS


def was_there(user, session):
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and session.attendances.filter(person=person).exists()


def has_answered(user, session):
    return session.opinion_slips.filter(person__user=user, is_used=True).exists() if user.is_authenticated else False


def can_answer(user, session, now=None):
    """Those who were there, once, within the days."""
    return is_asked_about(session, now) and was_there(user, session) and not has_answered(user, session)


def can_read_sums(user, session):
    """Those who were there, those who keep the session, and whoever taught it."""
    return can_read_words(user, session) or was_there(user, session)


def can_read_words(user, session):
    return can_see_names(user, session)
