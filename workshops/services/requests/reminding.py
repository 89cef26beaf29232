"""Reminding workshops of a request, once each, however often and from wherever the clock runs."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.periods import start_of

from ...models import MergedAnswer, MergedRequest, RequestReminder
from ...notifications import requests as notices

# So long before the day of a request whoever has not confirmed is reminded.
AHEAD = dt.timedelta(days=5)


def remind(now=None):
    """Remind the workshops that have not confirmed five days before the day; return how many.

    Not on the day on which the request was sent: they have just been told.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    waiting = MergedRequest.objects.filter(status=MergedRequest.Status.SENT, due_on__lte=today + AHEAD)
    waiting = waiting.filter(sent_at__lt=start_of(today))
    rows = unreminded().filter(request=OuterRef("pk"))
    return sum(remind_one(request, now) for request in waiting.filter(Exists(rows)))


def unreminded():
    said = RequestReminder.objects.filter(answer=OuterRef("pk"), day=OuterRef("request__due_on"))
    return MergedAnswer.objects.unconfirmed().exclude(Exists(said)).order_by("pk")


def remind_one(request, now):
    """How many workshops were reminded now: nobody whom somebody else was faster to remind."""
    with transaction.atomic():
        held = workflow.lock(request)
        if held.status != MergedRequest.Status.SENT:
            return 0
        answers = list(unreminded().filter(request=held).select_related("workshop"))
        RequestReminder.objects.bulk_create(
            RequestReminder(answer=answer, day=held.due_on, made_at=now) for answer in answers
        )
        if answers:
            notices.due_soon(held, [answer.workshop for answer in answers], now)
    return len(answers)
