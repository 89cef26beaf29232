"""The daily letter, and the end of old notices; both are called by `run_due`."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from alliance_portal import outbox

from ..models import Notice, NoticeSettings, Topic, Way
from .kinds import codes_of, words
from .letters import daily_letter

# The hour of the day from which the daily letter is written.
DAILY_HOUR = 7
READ_DAYS, UNREAD_DAYS = 90, 365


def send_daily_letters(now=None):
    """Write today's letter to everybody who wants one and has not got it; return how many were written."""
    now = now or timezone.now()
    begin = timezone.localtime(now).replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    if now < begin:
        return 0
    due = list(NoticeSettings.objects.mailable().filter(told_until__lt=begin))
    return sum(_write_one(shown, begin, now) for shown in due)


def _write_one(shown, begin, now):
    """Whether there was anything to tell; of two that run at once one finds that it has been told."""
    with transaction.atomic():
        chosen = _locked(shown)
        if chosen.told_until >= begin:
            return False
        since, chosen.told_until = chosen.told_until, now
        chosen.save(update_fields=["told_until", "updated_at"])
        notices = _to_tell(chosen, since, now)
        if notices:
            with translation.override(settings.LANGUAGE_CODE):
                lines = [(words(notice), notice.path) for notice in notices]
                outbox.put(daily_letter(lines, chosen, now, begin.date()))
    return bool(notices)


def _locked(shown):
    """The row as it is now, locked."""
    return NoticeSettings.objects.select_for_update(of=["self"]).select_related("user").get(pk=shown.pk)


def _to_tell(chosen, since, now):
    """What has come since the last letter, is to be told daily, and has not been read here meanwhile."""
    daily = codes_of(*[topic for topic in Topic if chosen.way_of(topic) == Way.DAILY])
    came = Notice.objects.filter(user=chosen.user_id, created_at__gt=since, created_at__lte=now)
    return list(came.unread().filter(kind__in=daily).order_by("created_at", "pk"))


def forget_old(now=None):
    """Delete notices that were read 90 days ago, and any older than a year; return how many."""
    now = now or timezone.now()
    read = Notice.objects.filter(read_at__lt=now - dt.timedelta(days=READ_DAYS))
    old = Notice.objects.filter(created_at__lt=now - dt.timedelta(days=UNREAD_DAYS))
    return read.delete()[0] + old.delete()[0]
