"""What has happened with a visit and its promises, as the enterprise may read it."""

from django.utils.translation import gettext as _

from alliance_portal.moments import moment_words
from members.acting import who_acted

from .models import Promise, VisitEvent


def timeline(visit):
    """The newest first: dicts of title, note, by and state, as the component of that name takes them."""
    own = visit.events.exclude(verb__in=VisitEvent.INTERNAL)
    rows = [(event, None) for event in own.select_related("actor__person")]
    promises = Promise.objects.filter(visit=visit)
    events = promises.model._meta.get_field("events").related_model.objects.filter(record__in=promises)
    told = events.exclude(verb="made").select_related("actor__person", "record")
    rows += [(event, event.record.words) for event in told]
    rows.sort(key=lambda row: (row[0].occurred_at, row[0].recorded_at), reverse=True)
    return [_row(event, words) for event, words in rows]


def _row(event, words):
    title = event.get_verb_display()
    if words:
        title = _("%(what)s: %(words)s") % {"what": title, "words": words}
    return {"title": title, "note": event.note, "by": _by(event), "state": "done"}


def _by(event):
    return _(" · ").join((who_acted(event), moment_words(event.occurred_at)))
