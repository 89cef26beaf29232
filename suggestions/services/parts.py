"""Who has a part in a suggestion: whoever has says neither what it is worth nor, as its owner, whether it lasts."""

from django.db.models import prefetch_related_objects

from ..models import SuggestionEvent

Verb = SuggestionEvent.Verb
# Whoever caused one of these has worked on it, as the owner or in the owner's place.
WORK = {
    Verb.PROGRESS, Verb.STEP_PLANNED, Verb.STEP_DONE, Verb.STEP_REOPENED, Verb.BEFORE_ADDED, Verb.TRIAL_REPORTED,
    Verb.FINISHED, Verb.BENEFIT_CLAIMED,
}  # fmt: skip


def has_part_in(user, suggestion):
    """Whether the user had the idea, or was named as having had it; put it into practice; or said what it is worth."""
    named = any(proposer.person.user_id == user.pk for proposer in suggestion.proposers.all())
    return named or has_worked_on(user, suggestion)


def has_worked_on(user, suggestion):
    """Whether it is or was the user's task, or the user reported on it or stated the benefit."""
    benefit = getattr(suggestion, "benefit", None)
    claimed = benefit is not None and benefit.claimed_by_id == user.pk
    reported = any(event.actor_id == user.pk and event.verb in WORK for event in suggestion.events.all())
    return claimed or reported or has_held_task(user, suggestion)


def has_held_task(user, suggestion):
    """Whether the user has to put it into practice, or had to before it was handed on."""
    implementation = getattr(suggestion, "implementation", None)
    if implementation is None:
        return False
    held = [implementation.owner, *(handover.from_owner for handover in implementation.handovers.all())]
    return any(person and person.user_id == user.pk for person in held)


def read_parts(suggestion):
    """Bring along the people who may have a part in it."""
    people = ("proposers__person", "events", "implementation__owner", "implementation__handovers__from_owner")
    prefetch_related_objects([suggestion], *people)
