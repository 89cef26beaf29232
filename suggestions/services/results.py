"""A finished improvement becomes a result that others can take over: a draft with its words, photos and people."""

from contextlib import suppress

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, read_again
from workshops.services import result_files
from workshops.services import results as workshop_results

from ..models import Photo, SuggestionEvent
from ..notifications import moves, told

Verb, Kind = SuggestionEvent.Verb, Photo.Kind
MOST_PHOTOS = 4


@told(moves.became_result)
def make_result(suggestion, *, by, role="officer", title, method, after, innovation, version=None, occurred_at=None):
    """Enter a draft made of the suggestion and return the suggestion with its `result`.

    Whoever had the idea is among those who made it, unless the name is hidden, and whoever put it into practice. Raises
    WorkflowError for what was not done here, and when there is a result of it already.
    """
    when = occurred_at or timezone.now()
    with files_or_nothing():
        fresh = workflow.lock(suggestion, version=version)
        if not fresh.was_done_here:
            raise workflow.WorkflowError(_("Only what has been done here and is in use becomes a result."))
        if fresh.result_id:
            raise workflow.WorkflowError(_("There is a result of it already."))
        words = {"title": title, "method": method, "after": after, "innovation": innovation}
        result = _enter(fresh, by, when, words)
        _take_photos_along(fresh, result, by)
        workflow.append(fresh, Verb.RESULT_MADE, by=by, role=role, note=result.number, occurred_at=when)
        workflow.save(fresh, result=result)
    return fresh


def _enter(suggestion, by, when, words):
    in_house = suggestion.workshop_id and suggestion.workshop.enterprise_id == suggestion.enterprise_id
    return workshop_results.enter(
        by=by,
        enterprise=suggestion.enterprise,
        workshops=[suggestion.workshop] if in_house else [],
        makers=_makers(suggestion),
        before=suggestion.problem,
        in_use_since=timezone.localdate(suggestion.implemented_at),
        occurred_at=when,
        **_claim(suggestion),
        **words,
    )


def _makers(suggestion):
    """Those who had it, the lead first; nobody of them where the name is hidden. Then whoever has done it."""
    named = suggestion.proposers.none() if suggestion.name_hidden else suggestion.proposers.confirmed()
    in_order = named.select_related("person").order_by("-is_lead", "-share", "pk")
    people = [(proposer.person, _("had the idea")) for proposer in in_order]
    owner = suggestion.implementation.owner
    if owner and owner not in [person for person, _did in people]:
        people.append((owner, _("put it into practice")))
    return [{"person": person, "did": did} for person, did in people[: workshop_results.MOST_MAKERS]]


def _claim(suggestion):
    """What was claimed; finance verifies it for the result anew, with a year of use behind it."""
    benefit = getattr(suggestion, "benefit", None)
    if benefit is None or benefit.claimed_yuan is None:
        return {}
    return {"claimed_yuan": benefit.claimed_yuan, "reckoning": benefit.claimed_basis}


def _take_photos_along(suggestion, result, by):
    """Copies: what happens to the photos of the one does not touch those of the other."""
    copies = {"before": _copies(suggestion, Kind.BEFORE), "after": _copies(suggestion, Kind.AFTER)}
    if any(copies.values()):
        result_files.add(result, by=by, **copies)


def _copies(suggestion, kind):
    found = []
    for photo in suggestion.photos.filter(kind=kind)[:MOST_PHOTOS]:
        with suppress(FileNotFoundError):
            found.append(read_again(photo))
    return found
