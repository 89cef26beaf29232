"""A review meeting: its list, the decisions drafted there, and all of them published together or none."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Meeting, MeetingItem, Suggestion, SuggestionEvent
from .review import adopt, decline, reserve

Status, Verb, Conclusion = Suggestion.Status, SuggestionEvent.Verb, Suggestion.Conclusion
ADOPTING = (Conclusion.ADOPTED, Conclusion.PARTLY_ADOPTED)
IN_HAND = (Status.SUBMITTED, Status.IN_REVIEW)
WORDS = (
    *("conclusion", "answer", "owner", "due_on", "quota_months"),
    *("decline_reason", "would_change", "explained_in_person"),
)


class PublishError(workflow.WorkflowError):
    """Nothing was published; `problems` are pairs of an item and what stands against it."""

    def __init__(self, problems):
        super().__init__(_("Nothing has been published: something on the list has changed or is not ready."))
        self.problems = problems


def plan_meeting(*, by, enterprise, title, held_on):
    """Plan a meeting; its list is empty."""
    return Meeting.objects.create(enterprise=enterprise, title=title, held_on=held_on, planned_by=by)


def put_on_list(meeting, suggestion, *, by, role="reviewer", occurred_at=None):
    """Put an unanswered suggestion on the list of a meeting. The worker sees that; the clock runs on.

    A second time changes nothing. Raises WorkflowError for what cannot be answered now, and for what is on the list of
    another meeting.
    """
    with transaction.atomic():
        held = _planned(meeting)
        fresh = workflow.lock(suggestion)
        if item := held.items.filter(suggestion=fresh).first():
            return item
        _check_can_be_listed(held, fresh)
        fresh = _told(fresh, verb=Verb.TO_MEETING, by=by, role=role, occurred_at=occurred_at)
        workflow.save(held)
        return MeetingItem.objects.create(meeting=held, suggestion=fresh, seen_version=fresh.version)


def _planned(meeting):
    """The meeting, locked; whoever changes its list or its drafts holds it."""
    fresh = workflow.lock(meeting)
    if fresh.published_at:
        raise workflow.WorkflowError(_("The decisions of this meeting have been published."))
    return fresh


def _check_can_be_listed(meeting, suggestion):
    told = {"number": suggestion.number}
    if suggestion.enterprise_id != meeting.enterprise_id or not is_ready(suggestion):
        raise workflow.WorkflowError(_("%(number)s waits for no answer now.") % told)
    if suggestion.meeting_items.filter(meeting__published_at=None).exists():
        raise workflow.WorkflowError(_("%(number)s is on the list of another meeting.") % told)


def is_ready(suggestion):
    """Whether a first answer can be given now."""
    return suggestion.is_unanswered and suggestion.status in IN_HAND


def _told(suggestion, **facts):
    """What is new is taken up with it."""
    if suggestion.status == Status.SUBMITTED:
        return workflow.move(suggestion, Status.IN_REVIEW, **facts)
    workflow.append(suggestion, **facts)
    workflow.save(suggestion)
    return suggestion


def take_off_list(item, *, by, role="reviewer", occurred_at=None):
    """Take a suggestion off the list again, with what was drafted for it."""
    with transaction.atomic():
        held = _planned(item.meeting)
        fresh = workflow.lock(item.suggestion)
        gone, _rows = MeetingItem.objects.filter(pk=item.pk).delete()
        if gone and fresh.is_unanswered:
            workflow.append(fresh, Verb.OFF_MEETING, by=by, role=role, occurred_at=occurred_at)
            workflow.save(fresh)
        workflow.save(held)
    return fresh


def draft(item, *, by, version=None, seen_version=None, **words):
    """Write down what the meeting concludes (`WORDS`); nobody outside sees it before it is published.

    Raises StaleError when somebody else has written meanwhile or the suggestion is not as it was shown, TransitionError
    when it can no longer be answered.
    """
    with transaction.atomic():
        held = _planned(item.meeting)
        suggestion = workflow.lock(item.suggestion, version=seen_version)
        fresh = workflow.lock(item, version=version)
        if not is_ready(suggestion):
            raise workflow.TransitionError(suggestion, Status.IN_REVIEW)
        workflow.save(fresh, **words, drafted_by=by, seen_version=suggestion.version)
        workflow.save(held)
    return fresh


def publish(meeting, *, by, version=None, occurred_at=None):
    """Give all the answers drafted in a meeting, in the name of whoever publishes them; all of them or none.

    Returns whether it was done now and not before. Raises StaleError when the list is no longer the one that was shown,
    PublishError naming whatever has changed or is not ready.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(meeting)
        if fresh.published_at:
            return False
        if version is not None and fresh.version != version:
            raise workflow.StaleError(fresh)
        items = _locked_items(fresh)
        if not items:
            raise workflow.WorkflowError(_("Nothing is on the list yet."))
        if problems := problems_of(items, today=timezone.localtime(when).date()):
            raise PublishError(problems)
        for item in items:
            _answer(item, by=by, when=when)
        workflow.save(fresh, published_at=when, published_by=by)
    return True


def _locked_items(meeting):
    """The items with their suggestions locked, always in the same order so that two meetings never wait in a circle."""
    items = list(meeting.items.select_related("owner", "suggestion").order_by("suggestion_id"))
    for item in items:
        item.suggestion = workflow.lock(item.suggestion)
    return items


def problems_of(items, *, today):
    """Pairs of an item and the sentence that says why it cannot be published."""
    found = [(item, _problem(item, today)) for item in items]
    return [(item, problem) for item, problem in found if problem]


def _problem(item, today):
    suggestion = item.suggestion
    if suggestion.spam_at:
        return _("It was set aside, because it is no suggestion.")
    if suggestion.is_under_appeal:
        return _("It is under appeal.")
    if not is_ready(suggestion):
        return _("It is “%(status)s” now.") % {"status": suggestion.get_status_display()}
    if not item.conclusion:
        return _("No decision is drafted.")
    if suggestion.version != item.seen_version:
        return _("It has changed since the decision was drafted. Please look at it again.")
    if item.conclusion in ADOPTING and not item.owner.in_service:
        return _("%(name)s is no longer in service. Please name another owner.") % {"name": item.owner.name}
    if item.conclusion in ADOPTING and item.due_on < today:
        return _("The day by which it is to be done is over. Please choose another one.")
    return ""


def _answer(item, *, by, when):
    """The ordinary services write the decision."""
    facts = {"by": by, "reason": item.answer, "version": item.seen_version, "occurred_at": when}
    if item.conclusion == Conclusion.RESERVED:
        return reserve(item.suggestion, **facts)
    if item.conclusion == Conclusion.DECLINED:
        why = {name: getattr(item, name) for name in ("decline_reason", "would_change", "explained_in_person")}
        return decline(item.suggestion, **why, **facts)
    partly = item.conclusion == Conclusion.PARTLY_ADOPTED
    task = {"owner": item.owner, "due_on": item.due_on, "quota_months": item.quota_months}
    return adopt(item.suggestion, partly=partly, **task, **facts)
