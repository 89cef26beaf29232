"""Return visits: somebody other than the owner looks whether what was done is still in use."""

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from .. import rechecks
from ..models import Photo, Recheck, SuggestionEvent
from ..notifications import moves, told
from .parts import has_held_task, read_parts
from .photos import photos_or_nothing

Verb, Result = SuggestionEvent.Verb, Recheck.Result


@told(moves.revisited)
def recheck(suggestion, *, by, role="reviewer", result, note="", photos=(), version=None, occurred_at=None):
    """Record what was seen on the visit that is owed now, and return it.

    Raises WorkflowError when none is owed, to whoever has or had the task, and without words where something changed.
    """
    when = occurred_at or timezone.now()
    with photos_or_nothing() as attach:
        fresh = workflow.lock(suggestion, version=version)
        months = _owed(fresh, by, when)
        if result != Result.IN_USE and not note.strip():
            raise workflow.WorkflowError(_("Please write what has changed, or why it is no longer used."))
        attach(fresh, photos, Photo.Kind.LATER)
        photo = fresh.photos.filter(kind=Photo.Kind.LATER).last() if photos else None
        seen = Recheck.objects.create(
            suggestion=fresh, months=months, result=result, note=note, photo=photo, checked_by=by, checked_at=when
        )
        workflow.append(fresh, Verb.RECHECKED, by=by, role=role, note=_words(seen), occurred_at=when)
        workflow.save(fresh)
    return seen


def _owed(suggestion, by, when):
    read_parts(suggestion)
    if has_held_task(by, suggestion):
        raise workflow.WorkflowError(_("Whoever put it into practice does not look at it again: a colleague does."))
    months = rechecks.owed_point(suggestion, timezone.localdate(when))
    if not months:
        raise workflow.WorkflowError(_("No visit is due here now."))
    return months


def _words(seen):
    words = {"months": seen.months, "result": seen.get_result_display(), "note": seen.note}
    told = _("After %(months)d months: %(result)s. %(note)s") if seen.note else _("After %(months)d months: %(result)s")
    return told % words
