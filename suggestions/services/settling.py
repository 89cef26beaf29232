"""The fast lane: the head of a team decides small fixes on the spot, without waiting for a meeting."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Suggestion
from .implementation import finish
from .review import adopt

# What takes longer is no small fix.
LONGEST_FIX = 14


def promise_fix(suggestion, *, by, reason, owner, due_on, version=None, occurred_at=None):
    """Adopt a small fix that the head's own people make within two weeks.

    Raises WorkflowError for a later day, and for a major suggestion.
    """
    when = occurred_at or timezone.now()
    if due_on > timezone.localtime(when).date() + dt.timedelta(days=LONGEST_FIX):
        raise workflow.WorkflowError(_("A small fix is made within 14 days. Please leave this one to the reviewers."))
    _check_is_small(suggestion)
    facts = {"by": by, "role": "head", "reason": reason, "version": version, "occurred_at": when}
    return adopt(suggestion, owner=owner, due_on=due_on, **facts)


def fix_at_once(suggestion, *, by, reason, photos, version=None, occurred_at=None):
    """Adopt and report as done in one go, with a photo; the proposer is asked to confirm as always."""
    when = occurred_at or timezone.now()
    _check_is_small(suggestion)
    with transaction.atomic():
        task = {"owner": by.person_or_none, "due_on": timezone.localtime(when).date()}
        facts = {"by": by, "role": "head", "occurred_at": when}
        adopted = adopt(suggestion, reason=reason, version=version, **task, **facts)
        return finish(adopted, note=reason, photos=photos, **facts)


def _check_is_small(suggestion):
    if suggestion.kind == Suggestion.Kind.MAJOR:
        raise workflow.WorkflowError(_("This is a major suggestion: the reviewers answer it."))
