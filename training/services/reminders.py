"""Reminders of mentoring: each is made once for the day it is about, however often and from wherever it runs."""

import datetime as dt

from django.db import transaction
from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.models import Source

from .. import notifications as notices
from ..models import GuidanceRecord, Mentorship, MentorshipReminder, Stage

Kind = MentorshipReminder.Kind
DAY = dt.timedelta(days=1)
# Of a stage a week ahead, of the end a month; nothing noted for so long is asked about once for each month.
STAGE_DAYS, ENDING_DAYS, QUIET_DAYS = 7, 30, 31


def remind(now=None):
    """Remind of stages that are due, of ends in 30 days, and of months without a record; return how many."""
    now = now or timezone.now()
    return sum(_remind(*rule, now) for rule in _rules(timezone.localtime(now).date()))


def _rules(today):
    """(kind, agreements with the `day` it is about, how to tell of it)."""
    there = Mentorship.objects.filter(status=Mentorship.Status.IN_FORCE)
    ending = there.filter(ends_on__gte=today, ends_on__lte=today + ENDING_DAYS * DAY).annotate(day=F("ends_on"))
    yield Kind.ENDING, ending, lambda one, day, now: notices.ending(one, now)
    unchecked = Stage.objects.unchecked().filter(mentorship=OuterRef("pk"), due_on__lte=today + STAGE_DAYS * DAY)
    last = unchecked.filter(due_on__gte=today - QUIET_DAYS * DAY).order_by("-due_on").values("due_on")[:1]
    yield Kind.STAGE, there.annotate(day=last).filter(day__isnull=False), notices.stage_due
    yield Kind.NO_RECORD, _quiet(there, today), lambda one, day, now: notices.no_record(one, now)


def _quiet(there, today):
    """Under way for more than a month, without a record of this month or the one before; asked once a month.

    Of what only a register tells nobody promised a record: it is asked about once somebody has begun with them.
    """
    month = today.replace(day=1)
    noted = GuidanceRecord.objects.filter(mentorship=OuterRef("pk"), month__gte=(month - DAY).replace(day=1))
    running = there.filter(
        starts_on__lt=today - QUIET_DAYS * DAY, signed_on__lt=today - QUIET_DAYS * DAY, ends_on__gte=today
    )
    any_yet = GuidanceRecord.objects.filter(mentorship=OuterRef("pk"))
    running = running.filter(~Q(source=Source.LEDGER) | Exists(any_yet))
    return running.exclude(Exists(noted)).annotate(day=Value(month, output_field=DateField()))


def _remind(kind, rows, tell, now):
    said = MentorshipReminder.objects.filter(mentorship=OuterRef("pk"), kind=kind, day=OuterRef("day"))
    return sum(_once(kind, rows, one, tell, now) for one in rows.exclude(Exists(said)).order_by("pk"))


def _once(kind, rows, shown, tell, now):
    """Whether it was said now: not if somebody was faster, in acting or in reminding."""
    with transaction.atomic():
        fresh = workflow.lock(shown)
        if not rows.filter(pk=fresh.pk).exists():
            return False
        facts = {"mentorship": fresh, "kind": kind, "day": shown.day}
        _reminder, new = MentorshipReminder.objects.get_or_create(**facts, defaults={"made_at": now})
        if new:
            tell(fresh, shown.day, now)
    return new
