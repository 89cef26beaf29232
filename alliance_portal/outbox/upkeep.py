"""What becomes of messages that were given up."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import OutboxMessage
from alliance_portal.workflow import WorkflowError

from .delivery import BLANK

# So long somebody may find out what was wrong and try again.
KEPT = dt.timedelta(days=30)


def try_again(message):
    """Let a message that was given up start anew; raise WorkflowError when it was not, or nobody knows it any more."""
    given_up = OutboxMessage.objects.given_up().filter(pk=message.pk).exclude(address="")
    fresh = {"given_up_at": None, "claimed_until": None, "attempts": 0, "not_before": timezone.now()}
    if not given_up.update(**fresh):
        raise WorkflowError(_("This message is not waiting to be tried again, or its address is deleted already."))


def forget(*, now=None):
    """Blank whom the messages given up 30 days ago were for and what they said; return how many."""
    old = OutboxMessage.objects.filter(given_up_at__lte=(now or timezone.now()) - KEPT).exclude(address="")
    return old.update(**BLANK)
