"""One suggestion of `cast.worker`, taken as far along its way as a test needs it, by the services."""

import datetime as dt
import uuid
from decimal import Decimal

from django.utils import timezone

from alliance_portal.files import read_picture
from suggestions import services
from suggestions.models import Suggestion
from tests.factories import picture

PROBLEM = "3号工位的焊钳电缆拖在地上，叉车容易压到。上周二差点压断。"


def days_ago(days, **more):
    return timezone.now() - dt.timedelta(days=days, **more)


def sent(cast, **facts):
    facts = {"by": cast.worker, "problem": PROBLEM, "key": uuid.uuid4(), "occurred_at": days_ago(3)} | facts
    return services.submit(**facts)


def taken(cast, **facts):
    return services.take(sent(cast, **facts), by=cast.reviewer, occurred_at=days_ago(2))


def asked(cast, **facts):
    return services.ask(sent(cast, **facts), by=cast.reviewer, question="是哪一个工位？", occurred_at=days_ago(2))


def adopted(cast, *, partly=False, **facts):
    due_on = timezone.localdate() + dt.timedelta(days=20)
    owner = cast.owner.person
    words = {"reason": "您说得对，装吊臂，走高处。", "owner": owner, "due_on": due_on, "partly": partly}
    return services.adopt(sent(cast, **facts), by=cast.reviewer, occurred_at=days_ago(1, hours=18), **words)


def partly_adopted(cast, **facts):
    return adopted(cast, partly=True, **facts)


def reserved(cast, **facts):
    return services.reserve(sent(cast, **facts), by=cast.reviewer, reason="明年改线时一起做。", occurred_at=days_ago(1))


def declined(cast, **facts):
    words = {"reason": "现在停线装不了。", "decline_reason": "cost", "would_change": "明年大修停线时我们再看。"}
    return services.decline(sent(cast, **facts), by=cast.reviewer, occurred_at=days_ago(1), **words)


def merged(cast, *, into=None, on=None, **facts):
    """Into `into`, or else into an earlier one of the colleague."""
    main = into or sent(cast, by=cast.colleague, occurred_at=days_ago(5))
    words = {"by": cast.reviewer, "reason": "二班提过同一件事，合并一起办。", "occurred_at": on or days_ago(0, hours=6)}
    return services.merge(sent(cast, **facts), into=main, **words)


def withdrawn(cast, **facts):
    return services.withdraw(sent(cast, **facts), by=cast.worker, occurred_at=days_ago(1))


def begun(cast, **facts):
    return services.report_progress(
        adopted(cast, **facts), by=cast.owner, note="吊臂到货，周五停线时装", occurred_at=days_ago(1)
    )


def finished(cast, *, on=None, **facts):
    photos = [read_picture(picture())]
    when = on or days_ago(0, hours=5)
    return services.finish(begun(cast, **facts), by=cast.owner, note="装好了", photos=photos, occurred_at=when)


def done(cast, **facts):
    return services.confirm(finished(cast, **facts), by=cast.worker)


def verified(cast, **facts):
    suggestion = done(cast, **facts)
    services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(12000), basis="每月少停2次")
    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(9500), basis="凭证17号")
    return Suggestion.objects.get(pk=suggestion.pk)


EVERY_STAGE = [
    sent, taken, asked, adopted, partly_adopted, reserved, declined, merged, withdrawn, begun, finished, done, verified,
]  # fmt: skip
