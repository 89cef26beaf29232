"""Messages for the outbox: one that arrives, and one that cannot."""

import datetime as dt

from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import ChatLine, Letter

ADDRESS = "wang.hai@example.org"
ELSEWHERE = "https://elsewhere.example.org/robot?key=0123456789abcdef0123"
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def letter(key="a", **changes):
    return Letter(**{"key": key, "address": ADDRESS, "subject": "有回音了", "body": "您的建议已采纳。", **changes})


def hopeless(key="a", **changes):
    """A message that fails without anybody being asked: the host is not on the list."""
    return ChatLine(key, "wecom", ELSEWHERE, "a-secret", "有回音了", **changes)


def row(key="a"):
    return OutboxMessage.objects.get(key=key)
