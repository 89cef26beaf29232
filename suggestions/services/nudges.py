"""催一下: whoever waits may ask once in each period, and a leader once a day."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import periods, workflow

from ..models import SuggestionEvent
from ..notifications import reminding
from .clock import owed

Verb = SuggestionEvent.Verb


def nudge(suggestion, *, by, occurred_at=None):
    """The proposer asks for what is owed, once in each period that was promised; does not change its day.

    Raises WorkflowError when nothing is owed or it has been asked for in this period.
    """
    return _nudge(suggestion, "author", _asked_in_period, by=None, text="", when=occurred_at)


def urge(suggestion, *, by, text="", occurred_at=None):
    """A leader asks for what is owed, with a line to whoever owes it; once a day, whoever of the leaders it is."""
    return _nudge(suggestion, "leader", _asked_today, by=by, text=text, when=occurred_at)


def _nudge(suggestion, role, asked_before, *, by, text, when):
    when = when or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        promise = owed(fresh)
        if promise is None:
            raise workflow.WorkflowError(_("Nothing is owed here at the moment."))
        if asked_before(fresh, promise, timezone.localtime(when).date()):
            raise workflow.WorkflowError(_("This has been asked for already. Please give it some time."))
        workflow.append(fresh, Verb.NUDGED, by=by, role=role, note=text, occurred_at=when)
        reminding.nudged(fresh, promise.until, when, from_leader=role == "leader", text=text)
    return fresh


def may_nudge(suggestion, today=None):
    """Whether the proposer may ask now: from the second day of a period on, once in it."""
    today, promise = today or timezone.localdate(), owed(suggestion)
    return promise is not None and today > promise.since and not _asked_in_period(suggestion, promise, today)


def may_urge(suggestion, today=None):
    """Whether a leader may ask now."""
    today, promise = today or timezone.localdate(), owed(suggestion)
    return promise is not None and not _asked_today(suggestion, promise, today)


def _asked_in_period(suggestion, promise, today):
    return _asked_since(suggestion, "author", promise.period(today))


def _asked_today(suggestion, _promise, today):
    return _asked_since(suggestion, "leader", today)


def _asked_since(suggestion, role, day):
    nudges = (event for event in suggestion.events.all() if event.verb == Verb.NUDGED and event.actor_role == role)
    return any(event.occurred_at >= periods.start_of(day) for event in nudges)
