"""Reminders and escalation: each is made once for its promised day, however often and from wherever the clock runs."""

import datetime as dt
from collections import Counter
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.periods import start_of
from members.models import ChatRobot, Enterprise
from members.notifications import path_to, tell_robots

from .. import rechecks
from ..models import Reminder, Suggestion, SuggestionEvent
from ..notifications import panels, reminding, waiting_line
from ..querysets import APPEALED, TO_EXPLAIN
from ..statistics import STALLED_AFTER, Moment
from .details import LONGEST_PAUSE
from .implementation import SILENCE_DAYS
from .seats import awaited_seats

Kind, Status = Reminder.Kind, Suggestion.Status
DAY = dt.timedelta(days=1)
# From so many days on the leaders and the union officers of the enterprise are told.
VERY_LATE_DAYS = 3
# When somebody who has to add details, or to confirm, is reminded.
DETAILS_DAYS, CONFIRM_DAYS = 7, 3
# So long before its end it is said that a quota is kept no longer.
QUOTA_DAYS = 30
REVISITS = {3: Kind.REVISIT_3, 6: Kind.REVISIT_6, 12: Kind.REVISIT_12}
# The hour from which the morning's line is said.
MORNING = 7


def remind(now=None):
    """Remind everybody of what is due or late and has not been said yet; return {kind: how many}."""
    now = now or timezone.now()
    made = Counter()
    for kind, rows, tell in _rules(timezone.localtime(now).date()):
        said = Reminder.objects.filter(suggestion=OuterRef("pk"), kind=kind, day=OuterRef("day"))
        for suggestion in rows.exclude(Exists(said)):
            made[kind] += _once(kind, rows, suggestion, tell, now)
    return made


def _rules(today):
    """(kind, rows with the promised `day`, whom to tell of it)"""
    for rows in _promises():
        yield Kind.DUE_SOON, rows.filter(day=today + DAY), reminding.due_soon
        yield Kind.LATE, rows.filter(day__lt=today), _late
        yield Kind.VERY_LATE, rows.filter(day__lt=today - DAY * VERY_LATE_DAYS), reminding.very_late
    waiting = _here().filter(status=Status.NEEDS_INFO, spam_at=None).annotate(day=TruncDate("waiting_since"))
    yield Kind.DETAILS, waiting.filter(day__lte=today - DAY * DETAILS_DAYS), _after(LONGEST_PAUSE, reminding.details)
    yield Kind.MAY_GO_ON, waiting.filter(day__lte=today - DAY * LONGEST_PAUSE), reminding.may_go_on
    reported = _here().waiting_for_confirmation().annotate(day=TruncDate("implementation__finished_at"))
    yield Kind.CONFIRM, reported.filter(day__lte=today - DAY * CONFIRM_DAYS), _after(SILENCE_DAYS, reminding.confirm)
    tasks = _here().waiting_for_owner().annotate(day=F("implementation__due_on"))
    yield Kind.TASK_SOON, tasks.filter(day=today + DAY), reminding.task_soon
    yield Kind.TASK_LATE, tasks.filter(day__lt=today), reminding.task_late
    yield from _practice_rules(today)
    unanswered = _here().filter(status__in=Suggestion.UNANSWERED, answered_at=None, spam_at=None)
    judged = unanswered.filter(panels__closed_at=None).annotate(day=F("panels__vote_by"))
    yield Kind.VOTE, judged.filter(day__in=(today + DAY, today + 2 * DAY)), _vote
    reserved = _here().filter(status=Status.RESERVED).annotate(day=F("review_on"))
    yield Kind.RESERVE, reserved.filter(day__lte=today), reminding.reserve


def _practice_rules(today):
    open_tasks = _here().waiting_for_owner().filter(implementation__milestones__done_at=None)
    steps = open_tasks.annotate(day=F("implementation__milestones__due_on"))
    yield Kind.STEP_LATE, steps.filter(day__lt=today), reminding.step_late
    stalled = _here().filter(Moment(start_of(today)).stalled).annotate(day=TruncDate("concluded_at"))
    yield Kind.STALLED, stalled, partial(reminding.stalled, days=STALLED_AFTER.days)
    for months, kind in REVISITS.items():
        owed = _here().done().really_done().filter(rechecks.is_owed_at(months, today))
        yield kind, owed.annotate(day=TruncDate("implemented_at")), partial(reminding.revisit, months=months)
    ending = _here().filter(spam_at=None).annotate(day=F("implementation__quota_protected_until"))
    soon = today + DAY * QUOTA_DAYS
    yield Kind.QUOTA_ENDS, ending.filter(day__gte=today, day__lte=soon), reminding.quota_ends


def _vote(suggestion, _day, now):
    """Those from whom a vote may still come."""
    panel = suggestion.panels.unclosed().for_list().get()
    panels.vote_soon(panel, [seat.holder for seat in awaited_seats(panel)], now)


def _here():
    """What came in here: a ledger's open rows were promised by nobody."""
    return Suggestion.objects.exclude(channel=Suggestion.Channel.LEDGER)


def _promises():
    """What somebody waits for: a first answer, one on appeal, an explanation."""
    asked = _here().filter(TO_EXPLAIN, decisions__question__asked_at=F("asked_again_at"))
    return (
        _here().in_hand().annotate(day=F("due_on")),
        _here().filter(APPEALED).annotate(day=F("appeal__due_on")),
        asked.annotate(day=F("decisions__question__due_on")),
    )


def _after(days, tell):
    """Tell of the day so many days after the one on which the waiting began."""
    return lambda suggestion, day, now: tell(suggestion, day + DAY * days, now)


def _once(kind, rows, suggestion, tell, now):
    """Whether it was said now: not if somebody was faster, in acting or in reminding."""
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        if not rows.filter(pk=fresh.pk).exists():
            return False
        _reminder, new = Reminder.objects.get_or_create(
            suggestion=fresh, kind=kind, day=suggestion.day, defaults={"made_at": now}
        )
        if new:
            tell(fresh, suggestion.day, now)
    return new


def _late(suggestion, day, now):
    """The worker sees too that those above have been told."""
    reminding.late(suggestion, day, now)
    workflow.append(suggestion, SuggestionEvent.Verb.ESCALATED, role="system", source=Source.SYSTEM, occurred_at=now)


def tell_morning(now=None):
    """Let the robots that want it say once a day what has to be answered; return for how many enterprises."""
    local = timezone.localtime(now)
    if local.hour < MORNING:
        return 0
    robots = ChatRobot.objects.filter(is_on=True)
    return sum(_tell_morning(one, local) for one in Enterprise.objects.filter(chat_robots__in=robots).distinct())


def _tell_morning(enterprise, local):
    open_rows, today = Suggestion.objects.filter(enterprise=enterprise), local.date()
    numbers = {
        "waiting": open_rows.in_hand().count(),
        "today": open_rows.due(today).count(),
        "late": open_rows.overdue(today).count(),
    }
    if not numbers["waiting"]:
        return False
    line = partial(waiting_line, numbers)
    facts = {"key": f"morning:{today}", "line": line, "path": path_to("suggestions:queue"), "now": local}
    tell_robots(enterprise, ChatRobot.Tells.WAITING, **facts)
    return True
