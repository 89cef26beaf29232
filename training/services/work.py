"""The record of a month: one tap that mentor and apprentice worked together, and what they like to add."""

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, put_picture
from alliance_portal.moments import local_day
from alliance_portal.periods import month_of

from ..models import GuidanceRecord
from .stages import held


class NotedError(workflow.StaleError):
    """The month was noted, or noted otherwise, after the page was made."""

    def __init__(self, record):
        super().__init__(record)
        words = _("This month was noted meanwhile: “%(words)s”. Send yours again to put them in its place.")
        self.message = words % {"words": record.words or _("without words")}


def note_month(mentorship, *, by, words="", photo=None, seen=None, occurred_at=None):
    """Note that there was guidance this month; said again, words and photo take the place of those before.

    An empty tap afterwards leaves them as they are. `seen` is the `updated_at` of the record that was shown, an
    earlier moment where there was none: raises NotedError where words or a photo would take the place of others that
    were not shown, and WorkflowError for whoever is not on it.
    """
    month = month_of(local_day(occurred_at or timezone.now()))
    with files_or_nothing() as written:
        fresh = held(mentorship, None)
        person = _person(fresh, by)
        record, is_new = GuidanceRecord.objects.get_or_create(mentorship=fresh, person=person, month=month)
        if not is_new and (words or photo):
            _refuse_stale(record, seen)
        record.words = words or record.words
        if photo:
            put_picture(record, photo, written)
        record.save()
    return record


def clear_month(record, *, by, what):
    """Remove "words", "photo" or both from a record of one's own, at any time; that there was guidance stays.

    Raises WorkflowError for whoever did not write them.
    """
    with files_or_nothing() as written:
        workflow.lock(record.mentorship)
        current = GuidanceRecord.objects.select_related("person").get(pk=record.pk)
        if current.person.user_id != by.pk:
            raise workflow.WorkflowError(_("Words and photos are removed by whoever noted the month."))
        if "words" in what:
            current.words = ""
        if "photo" in what:
            put_picture(current, None, written)
        current.save()
    return current


def _refuse_stale(record, seen):
    holds = record.words or record.image
    if seen is not None and holds and record.updated_at != seen:
        raise NotedError(record)


def _person(fresh, by):
    if fresh.mentor.user_id == by.pk:
        return fresh.mentor
    own = fresh.apprenticeships.select_related("person").filter(person__user=by).first()
    if own is None:
        raise workflow.WorkflowError(_("Only the mentor and the apprentices record a month."))
    return own.person
