"""The old work quota stays for a while after a gain, so that nobody is punished for a good idea (Art. 18 of 1986)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.periods import day_and_year, months_later

from ..models import Implementation, Suggestion, SuggestionEvent
from ..notifications import moves, told

Status, Verb, Outcome = Suggestion.Status, SuggestionEvent.Verb, Implementation.Outcome


@told(moves.quota_kept)
def protect_quota(suggestion, *, by, role="reviewer", months, reason="", version=None, occurred_at=None):
    """Promise to keep the old work quota for so many months from the day it is done: when adopting, or later.

    Raises WorkflowError outside of 6 to 12 months, for a shorter time than was promised without a reason, and when
    that time would be over already.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        implementation = _implementation(fresh)
        shorter = bool(implementation.quota_months and months < implementation.quota_months)
        _check_months(implementation, months, shorter, reason)
        until = _until(fresh, months)
        if until and until < timezone.localdate(when):
            raise workflow.WorkflowError(_("That time is over already. Please choose more months."))
        implementation.quota_months, implementation.quota_protected_until = months, until
        implementation.save(update_fields=["quota_months", "quota_protected_until", "updated_at"])
        verb = Verb.QUOTA_SHORTENED if shorter else Verb.QUOTA_SET
        workflow.append(fresh, verb, by=by, role=role, note=_words(months, until, reason), occurred_at=when)
        workflow.save(fresh)
    return fresh


def _implementation(suggestion):
    """That of what is or will be in use."""
    in_use = suggestion.status in (*Suggestion.IN_PRACTICE, Status.IMPLEMENTED)
    if not in_use or suggestion.implementation.is_learned:
        raise workflow.WorkflowError(_("A quota is kept for what is put into practice."))
    return suggestion.implementation


def _check_months(implementation, months, shorter, reason):
    if not Implementation.SHORTEST_QUOTA <= months <= Implementation.LONGEST_QUOTA:
        raise workflow.WorkflowError(_("The old quota is kept for 6 to 12 months."))
    if months == implementation.quota_months:
        raise workflow.WorkflowError(_("So many months are promised already."))
    if shorter and not reason.strip():
        raise workflow.WorkflowError(_("Please write why the time becomes shorter: the worker reads it."))


def _until(suggestion, months):
    """The last day of it, once it is known when it was done."""
    if not suggestion.implemented_at:
        return None
    return months_later(timezone.localdate(suggestion.implemented_at), months)


def _words(months, until, reason):
    words = ngettext("%(n)d month from the day it is done", "%(n)d months from the day it is done", months) % {
        "n": months
    }
    if until:
        words = _("%(months)s, until %(day)s") % {"months": words, "day": day_and_year(until)}
    return _("%(words)s. %(reason)s") % {"words": words, "reason": reason} if reason else words


def keep_quota_from(suggestion):
    """The promised time begins on the day it was done; for a trial that did not work there is no quota to keep."""
    implementation = suggestion.implementation
    if implementation.quota_months and implementation.outcome == Outcome.DONE:
        implementation.quota_protected_until = _until(suggestion, implementation.quota_months)
        implementation.save(update_fields=["quota_protected_until", "updated_at"])
