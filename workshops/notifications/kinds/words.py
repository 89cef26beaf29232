"""Words that several kinds have in common."""

import datetime as dt

from django.utils import timezone

from alliance_portal.moments import day_of, moment_words

__all__ = ["day_of", "moment_of"]


def moment_of(iso):
    return moment_words(timezone.localtime(dt.datetime.fromisoformat(iso)))
