"""What is due about results: roll-outs to be answered, requests that wait, trials that have gone on for long."""

from django.utils import timezone

from alliance_portal.moments import local_day

from ..models import RollOutAnswer, SharedUse
from ..notifications import results as notices
from .once import once


def remind(now=None):
    """Remind of each once; return how many reminders were made."""
    now = now or timezone.now()
    today = local_day(now)
    answers, uses = RollOutAnswer.objects, SharedUse.objects
    due = [
        (answers.due_soon(today), "soon_told_at", notices.answer_soon),
        (answers.late(today), "late_told_at", notices.answer_late),
        (uses.waiting_too_long(now), "waiting_told_at", notices.waits),
        (uses.tried_for_long(today), "trial_told_at", notices.tried_long),
    ]
    return sum(once(one, rows, field, tell, now) for rows, field, tell in due for one in rows)
