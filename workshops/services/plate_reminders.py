"""Reminders of plates: each is made once for the day it is about, however often and from wherever the clock runs."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from alliance_portal import workflow

from ..models import Designation, DesignationReminder
from ..notifications import plates as telling

Kind = DesignationReminder.Kind
DAY = dt.timedelta(days=1)
EARLY, LATE = 90, 30


def remind(now=None):
    """Remind staff and officers of what is due and has not been said yet; return {kind: how many}."""
    now = now or timezone.now()
    made = Counter()
    for kind, rows, tell in _rules(timezone.localtime(now).date()):
        said = DesignationReminder.objects.filter(designation=OuterRef("pk"), kind=kind, day=OuterRef("day"))
        for plate in rows.exclude(Exists(said)):
            made[kind] += _once(kind, rows, plate, tell, now)
    return made


def _rules(today):
    """(kind, plates with the `day` it is about, how to tell of it). One that was missed comes later, not twice."""
    in_use = Designation.objects.filter(workshop__is_active=True)
    due = in_use.filter(status__in=Designation.REVIEWABLE).annotate(day=F("review_due_on"))
    early = due.filter(day__gt=today + DAY * LATE, day__lte=today + DAY * EARLY)
    yield Kind.REVIEW_90, early, lambda plate, day, now: telling.review_soon(plate, day, EARLY, now)
    late = due.filter(day__lte=today + DAY * LATE)
    yield Kind.REVIEW_30, late, lambda plate, day, now: telling.review_soon(plate, day, LATE, now)
    unmended = in_use.filter(status=Designation.Status.RECTIFY).annotate(day=F("rectify_by"))
    yield Kind.RECTIFY_LATE, unmended.filter(day__lt=today), telling.rectify_late


def _once(kind, rows, plate, tell, now):
    """Whether it was said now: not if somebody was faster, in acting or in reminding."""
    with transaction.atomic():
        fresh = workflow.lock(plate)
        if not rows.filter(pk=fresh.pk).exists():
            return False
        facts = {"designation": fresh, "kind": kind, "day": plate.day}
        _reminder, new = DesignationReminder.objects.get_or_create(**facts, defaults={"made_at": now})
        if new:
            tell(fresh, plate.day, now)
    return new
