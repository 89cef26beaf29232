"""The same session on other days: a course of several days, or once more for those who could not come."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import day_words, local_day
from members.acting import acting

from ..models import Series, Session, SessionEvent
from . import sessions
from .checks import UnfitError

MOST_DAYS = 30
COPIED = (
    "topic", "function", "kind", "form", "enterprise", "place", "how_to_join", "lecturer", "lecturer_person",
    "lecturer_kind", "class_hours", "audience", "capacity", "about", "bring",
)  # fmt: skip


class SomeUnfitError(UnfitError):
    """Some days do not fit; `message` is a list with the words for each of them."""


def repeat(session, *, by, days, is_course=False, only_fitting=False, version=None, occurred_at=None):
    """Make a draft like this session on each of the days, of one series with it, and return them.

    All of them or none, unless `only_fitting`; raises SomeUnfitError with what stands against each day.
    """
    _refuse_days(days)
    with transaction.atomic():
        fresh = workflow.lock(session, version=version)
        if fresh.is_cancelled:
            raise workflow.TransitionError(fresh, fresh.status)
        series = _series_of(fresh, is_course)
        made, refused = _each_day(fresh, series, sorted(set(days)), by, occurred_at)
        if refused and not (only_fitting and made):
            raise SomeUnfitError("days", refused)
        words = "、".join(day_words(local_day(one.starts_at)) for one in made)
        workflow.append(fresh, SessionEvent.Verb.REPEATED, **acting(by, fresh), note=words, occurred_at=occurred_at)
        workflow.save(fresh, series=series)
    return made


def _refuse_days(days):
    if not days:
        raise UnfitError("days", _("Please choose a day at least."))
    if len(days) > MOST_DAYS:
        raise UnfitError("days", _("At most %(n)d days at once, please.") % {"n": MOST_DAYS})


def _series_of(session, is_course):
    if session.series is not None:
        return session.series
    return Series.objects.create(title=session.topic, enterprise=session.enterprise, is_course=is_course)


def _each_day(session, series, days, by, occurred_at):
    """(the drafts that could be made, the words for the days that do not fit)"""
    hosts = {"workshops": list(session.workshops.all()), "co_hosts": list(session.co_hosts.all())}
    made, refused = [], []
    for day in days:
        try:
            with transaction.atomic():
                made.append(_once_more(session, series, hosts, day, by, occurred_at))
        except workflow.WorkflowError as refusal:
            facts = {"day": day_words(day), "words": refusal.message}
            refused.append(_("%(day)s: %(words)s") % facts)
    return made, refused


def _once_more(session, series, hosts, day, by, occurred_at):
    later = dt.timedelta(days=(day - local_day(session.starts_at)).days)
    moments = {name: getattr(session, name) and getattr(session, name) + later for name in
               ("starts_at", "ends_at", "enrol_until")}  # fmt: skip
    _refuse_day(session, series, day, moments["starts_at"], occurred_at or timezone.now())
    facts = {name: getattr(session, name) for name in COPIED}
    venue = session.booking.venue if session.booking else None
    when = {"occurred_at": occurred_at, **moments}
    return sessions.create(by=by, venue=venue, series=series, **facts, **when, **hosts)


def _refuse_day(session, series, day, starts_at, now):
    if starts_at <= now:
        raise UnfitError("days", _("This day is over. Please choose a later one."))
    others = Session.objects.filter(series=series).exclude(status=Session.Status.CANCELLED)
    known = {local_day(when) for when in others.values_list("starts_at", flat=True)}
    if day in known | {local_day(session.starts_at)}:
        raise UnfitError("days", _("There is one on this day already."))


def announce(session, *, by, version=None, with_series=False, occurred_at=None):
    """Announce the session, and on request the drafts that belong to its series; all of them or none."""
    with transaction.atomic():
        shown = sessions.announce(session, by=by, version=version, occurred_at=occurred_at)
        for draft in _of_the_same(shown, by) if with_series else ():
            sessions.announce(draft, by=by, occurred_at=occurred_at)
    return shown


def _of_the_same(session, by):
    """The drafts that whoever acts keeps as well; the system keeps all."""
    drafts = drafts_beside(session)
    return drafts if by is None else drafts.kept_by(by)


def drafts_beside(session):
    """The other drafts of its series, the first to take place first."""
    if session.series_id is None:
        return Session.objects.none()
    drafts = Session.objects.filter(series=session.series_id, status=Session.Status.DRAFT)
    return drafts.exclude(pk=session.pk).order_by("starts_at")
