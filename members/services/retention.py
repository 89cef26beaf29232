"""What of people is kept for a time only, and not by anybody's wish."""

import datetime as dt

from django.utils import timezone

from ..models import DataRequest, ImportRow

# An import can be undone as long as its rows are there.
ROWS_KEPT = dt.timedelta(days=365)
REQUESTS_KEPT = dt.timedelta(days=3 * 365)


def forget_rows_of_ledgers(now=None):
    """Delete rows as they were read a year ago; what they brought in stays. How many."""
    old = ImportRow.objects.filter(batch__created_at__lt=(now or timezone.now()) - ROWS_KEPT)
    return old.delete()[0]


def forget_requests(now=None):
    """Empty the words of requests that were answered three years ago; that they were answered stays. How many."""
    old = DataRequest.objects.filter(answered_at__lt=(now or timezone.now()) - REQUESTS_KEPT)
    return old.exclude(words="", answer="").update(words="", answer="")
