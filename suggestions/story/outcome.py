"""What has become of a suggestion in one sentence: departments and days, never a name."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Suggestion
from .words import day_words, local_day

Status = Suggestion.Status


def outcome(suggestion):
    """One sentence: until when it waits, who does it by when, or how it ended; departments, not people."""
    implementation = getattr(suggestion, "implementation", None)
    if suggestion.is_under_appeal:
        return _by_day(_("Being looked at once more, to be answered by %(day)s."), suggestion.appeal.due_on)
    if suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW):
        late = suggestion.is_overdue()
        words = _("Not answered yet. The answer was due by %(day)s.") if late else _("To be answered by %(day)s.")
        return _by_day(words, suggestion.due_on)
    if suggestion.status in Suggestion.IN_PRACTICE:
        return _in_practice(suggestion, implementation)
    return _ended(suggestion)


def _in_practice(suggestion, implementation):
    if implementation and implementation.waits_for_proposer:
        return _("Reported as done, not yet confirmed.")
    if not implementation or not implementation.owner or not implementation.due_on:
        return _("Adopted. The ledger names no owner or no day.")
    late = implementation.due_on < timezone.localdate()
    words = _("%(place)s was to do it by %(day)s.") if late else _("%(place)s does it by %(day)s.")
    return words % {"place": implementation.owner.department.name, "day": day_words(implementation.due_on)}


def _ended(suggestion):
    if suggestion.status == Status.IMPLEMENTED and suggestion.was_only_tried:
        return _("Tried without success, and learned from.")
    if suggestion.status == Status.IMPLEMENTED and suggestion.implemented_at:
        return _by_day(_("Done on %(day)s."), local_day(suggestion.implemented_at))
    if suggestion.status == Status.RESERVED and suggestion.review_on:
        return _by_day(_("Kept in reserve, to be looked at again by %(day)s."), suggestion.review_on)
    if suggestion.status == Status.FORWARDED:
        return _on_the_board(suggestion.forwarded_to)
    if suggestion.status == Status.MERGED:
        return _("It goes on together with %(number)s.") % {"number": suggestion.merged_into.number}
    return {
        Status.NEEDS_INFO: _("Waiting for details from the proposer."),
        Status.RESERVED: _("Kept in reserve."),
        Status.DECLINED: _("Not adopted for now; the reason says why."),
    }.get(suggestion.status, "")


def _on_the_board(problem):
    if problem is None:
        return _("Forwarded to the problem board.")
    told = {"number": problem.number, "status": problem.get_status_display()}
    return _("Forwarded to the problem board as %(number)s: %(status)s.") % told


def _by_day(words, day):
    return words % {"day": day_words(day)}
