"""Reminders of rounds: each is made once for the day it is about."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from alliance_portal import workflow

from ...models import AwardReminder, AwardRound
from ...notifications import awards as telling

Status, Kind = AwardRound.Status, AwardReminder.Kind
EARLY = dt.timedelta(days=3)


def remind(now=None):
    """Remind of what is due and has not been said yet; return how many reminders were made."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    return sum(_once(kind, rows, day, tell, now) for kind, rows, day, tell in _rules(today))


def _rules(today):
    """(kind, rounds, the field of the day it is about, how to tell of it)"""
    rounds = AwardRound.objects.all()
    opened, judged = rounds.filter(status=Status.OPEN), rounds.filter(status=Status.REVIEW)
    yield Kind.ENTRIES, opened.filter(entries_by__range=(today, today + EARLY)), "entries_by", telling.entries_soon
    yield Kind.SCORES, judged.filter(scores_by__range=(today, today + EARLY)), "scores_by", telling.scores_soon
    yield Kind.SCORES_LATE, judged.filter(scores_by__lt=today), "scores_by", telling.scores_late
    over = rounds.filter(status=Status.PUBLICITY, shown_until__lt=today)
    yield Kind.PUBLISH, over, "shown_until", telling.publish_due


def _once(kind, rows, field, tell, now):
    return sum(_say(kind, rows, award, field, tell, now) for award in rows.order_by("pk"))


def _say(kind, rows, award, field, tell, now):
    """Whether it was said now: not if somebody was faster, in acting or in reminding."""
    with transaction.atomic():
        fresh = workflow.lock(award)
        if not rows.filter(pk=fresh.pk).exists():
            return False
        facts = {"round": fresh, "kind": kind, "day": getattr(fresh, field)}
        _reminder, new = AwardReminder.objects.get_or_create(**facts, defaults={"made_at": now})
        if new:
            tell(fresh, now)
    return new
