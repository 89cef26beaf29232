"""How it became practice, in words: its steps, the photos side by side, the trial, the quota, who looked again."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import rechecks
from ..models import Photo, Recheck, Suggestion
from .words import day_words, moment_words, name_of

Kind = Photo.Kind


@dataclass(frozen=True)
class Pair:
    """One photo before and one after, shown side by side; either may be missing."""

    before: Photo | None
    after: Photo | None

    @property
    def is_whole(self):
        return bool(self.before and self.after)


def practice(suggestion):
    """What a page tells about it; None when it is not put into practice."""
    task = getattr(suggestion, "implementation", None)
    if task is None:
        return None
    photos = list(suggestion.photos.all())
    return {
        "task": task,
        "steps": [(step, None) for step in task.milestones.all()],
        "pair": pair(suggestion),
        "during": [photo for photo in photos if photo.kind == Kind.DURING],
        "quota": quota(task),
        "visits": visits(suggestion),
        "effects": list(suggestion.effects.all()),
    }


def pair(suggestion):
    """The photos that were chosen, else the first of each kind."""
    task, photos = getattr(suggestion, "implementation", None), suggestion.photos.all()
    chosen = {task.pair_before_id, task.pair_after_id} if task else set()

    def one(kind):
        of_kind = [photo for photo in photos if photo.kind == kind]
        return next((photo for photo in of_kind if photo.pk in chosen), next(iter(of_kind), None))

    return Pair(one(Kind.BEFORE), one(Kind.AFTER))


def quota(task):
    """Until when the old work quota is kept, in a sentence; "" when nothing was promised."""
    if not task.quota_months or task.is_learned:
        return ""
    months = ngettext("%(n)d month", "%(n)d months", task.quota_months) % {"n": task.quota_months}
    until = task.quota_protected_until
    if until is None:
        return _("The work quota stays as it is for %(months)s from the day it is done.") % {"months": months}
    if until < timezone.localdate():
        return _("The old work quota was kept until %(day)s. That time is over.") % {"day": day_words(until)}
    return _("The work quota stays as it is for %(months)s, until %(day)s.") % {
        "months": months,
        "day": day_words(until),
    }


def quota_in_brief(task):
    """The same for a list."""
    until = task.quota_protected_until
    if not task.quota_months or task.is_learned:
        return ""
    if until is None:
        return ngettext("quota kept for %(n)d month", "quota kept for %(n)d months", task.quota_months) % {
            "n": task.quota_months
        }
    words = _("quota was kept until %(day)s") if until < timezone.localdate() else _("quota kept until %(day)s")
    return words % {"day": day_words(until)}


def is_gone(suggestion):
    """Whether a return visit found it no longer used."""
    return any(visit.result == Recheck.Result.GONE for visit in suggestion.rechecks.all())


def visits(suggestion):
    """Every return visit that was made or will be: dicts of after, when, state, result, note, photo."""
    if suggestion.status != Suggestion.Status.IMPLEMENTED or not rechecks.is_rechecked(suggestion):
        return []
    made = {visit.months: visit for visit in suggestion.rechecks.all()}
    gone = [visit.months for visit in made.values() if visit.result == Recheck.Result.GONE]
    points = [months for months in rechecks.POINTS if not gone or months <= min(gone)]
    return [_visit(suggestion, months, made) for months in points]


def _visit(suggestion, months, made):
    after = ngettext("After %(n)d month", "After %(n)d months", months) % {"n": months}
    seen = made.get(months)
    if seen:
        by = _(" · ").join(part for part in (name_of(seen.checked_by), moment_words(seen.checked_at)) if part)
        return {"after": after, "when": by, "state": seen.result, "seen": seen}
    due_on = Recheck.day_of(suggestion, months)
    if months < max(made, default=0):
        return {"after": after, "when": _("nobody was there"), "state": "missed", "seen": None}
    is_late = due_on < timezone.localdate()
    words = _("was due on %(day)s") if is_late else _("on %(day)s")
    when = words % {"day": day_words(due_on)}
    return {"after": after, "when": when, "state": "late" if is_late else "", "seen": None}
