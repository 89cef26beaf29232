"""Two suggestions about one thing become one matter: the first proposer keeps the right, and everybody is answered."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Decision, Suggestion, SuggestionEvent
from ..notifications import moves, told

Status, Verb, Conclusion = Suggestion.Status, SuggestionEvent.Verb, Suggestion.Conclusion
# So long a merge can be taken back; afterwards the proposers rely on what they have read.
UNMERGE_WITHIN = dt.timedelta(hours=24)


class OrderError(workflow.WorkflowError):
    """The one to merge into came in later; whoever means that says so."""


@told(moves.answered)
def merge(suggestion, *, by, into, reason, later_is_main=False, version=None, occurred_at=None):
    """Answer a suggestion by merging it into another one about the same thing; it follows that one's fate from now on.

    Its proposers stay what they are and read the reason. Raises WorkflowError as `check_merge` does.
    """
    when = occurred_at or timezone.now()
    _written(reason)
    with transaction.atomic():
        fresh, main = _lock_both(suggestion, into, version=version)
        check_merge(fresh, main, later_is_main=later_is_main)
        answered = {"conclusion": Conclusion.MERGED, "answered_at": when, "concluded_at": when, "merged_into": main}
        note = _("Into %(number)s. %(reason)s") % {"number": main.number, "reason": reason}
        facts = {"by": by, "role": "reviewer", "occurred_at": when}
        fresh = workflow.move(fresh, Status.MERGED, note=note, **facts, **answered)
        Decision.objects.create(
            suggestion=fresh, conclusion=Conclusion.MERGED, reason=reason, decided_by=by, decided_at=when
        )
        _note_in(main, Verb.MERGED_IN, fresh, **facts)
    return fresh


def check_merge(suggestion, main, *, later_is_main=False):
    """Raise WorkflowError unless the suggestion may be merged into `main`, OrderError where only the order is wrong.

    There are no chains: what was merged takes nothing in, and what has taken others in stays on its own.
    """
    told = {"number": main.number}
    if main.pk == suggestion.pk or main.enterprise_id != suggestion.enterprise_id:
        raise workflow.WorkflowError(_("Please choose another suggestion of the same enterprise."))
    if main.spam_at or main.status == Status.WITHDRAWN:
        raise workflow.WorkflowError(_("%(number)s was taken back or set aside. Please choose another one.") % told)
    if main.merged_into:
        told["main"] = main.merged_into.number
        raise workflow.WorkflowError(_("%(number)s was itself merged into %(main)s. Please choose %(main)s.") % told)
    if suggestion.is_under_appeal:
        raise workflow.WorkflowError(_("An appeal gets an answer of its own: please decide on it."))
    if suggestion.merged.exists():
        raise workflow.WorkflowError(
            _("Others were merged into this one, so it stays. Please merge %(number)s into it.") % told
        )
    if not later_is_main and came_earlier(suggestion, main):
        raise OrderError(_("%(number)s came in later than this one, and the first proposer keeps the right.") % told)


def came_earlier(one, other):
    """Whether the first of two came in before the second."""
    return (one.received_at, one.pk) < (other.received_at, other.pk)


@told(moves.parted)
def unmerge(suggestion, *, by, reason, version=None, occurred_at=None):
    """Take a merge back within a day: the suggestion waits for its answer again, with the day that was promised.

    It no longer counts as answered; as known in between it was. Raises WorkflowError after a day.
    """
    when = occurred_at or timezone.now()
    _written(reason)
    if suggestion.merged_into is None:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
    with transaction.atomic():
        fresh, main = _lock_both(suggestion, suggestion.merged_into, version=version)
        _check_unmerge(fresh, main, when)
        fresh.decisions.filter(conclusion=Conclusion.MERGED, taken_back_at=None).update(taken_back_at=when)
        note = _("From %(number)s. %(reason)s") % {"number": main.number, "reason": reason}
        facts = {"by": by, "role": "reviewer", "occurred_at": when}
        emptied = dict.fromkeys(("answered_at", "concluded_at", "merged_into", "asked_again_at"))
        fresh = workflow.move(
            fresh, Status.IN_REVIEW, verb=Verb.UNMERGED, note=note, conclusion="", unmerged_at=when, **facts, **emptied
        )
        _note_in(main, Verb.PARTED, fresh, **facts)
    return fresh


def _check_unmerge(suggestion, main, when):
    if suggestion.merged_into_id != main.pk:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
    if not is_fresh(suggestion, when):
        raise workflow.WorkflowError(_("A merge can be taken back within 24 hours. They are over."))


def is_fresh(suggestion, now=None):
    """Whether the merge is no older than a day."""
    return (now or timezone.now()) <= suggestion.concluded_at + UNMERGE_WITHIN


def check_stands_alone(suggestion):
    """Raise WorkflowError where others rely on the suggestion: what was merged into it has no answer but its own."""
    if suggestion.merged.exists():
        raise workflow.WorkflowError(holds_others())


def holds_others():
    return _("Colleagues said the same, and theirs were merged into this one. So it stays.")


def _lock_both(suggestion, main, *, version):
    """Lock two rows, always in the same order: whoever merges the other way round at the same moment waits."""
    rows = {}
    for row in sorted({suggestion, main}, key=lambda row: row.pk):
        rows[row.pk] = workflow.lock(row, version=version if row == suggestion else None)
    return rows[suggestion.pk], rows[main.pk]


def _note_in(main, verb, other, **facts):
    """The main record's history says what came to it; forms that are open on it notice."""
    workflow.append(main, verb, note=other.number, **facts)
    workflow.save(main)


def _written(reason):
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write the reason: the worker will read it."))
