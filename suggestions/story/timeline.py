"""What has happened so far, and what comes next."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal.models import Source
from members.acting import who_acted

from ..models import SuggestionEvent
from .expected import expected
from .words import author_names, name_of, recorded_words

Verb = SuggestionEvent.Verb
# What concerns a hidden name is told to the author alone.
FOR_THE_AUTHOR = {Verb.ENVELOPE_ASKED, Verb.ENVELOPE_OPENED, Verb.ENVELOPE_REFUSED}
# Who votes in whose place is a matter of the panel.
FOR_THE_DESK = {Verb.SEAT_PASSED}
# The answer card shows these words in full.
SAID_ELSEWHERE = {
    Verb.ADOPTED, Verb.PARTLY_ADOPTED, Verb.RESERVED, Verb.DECLINED, Verb.FORWARDED, Verb.ASKED_AGAIN, Verb.EXPLAINED
}  # fmt: skip


def timeline(suggestion, mine):
    """What comes next and what has happened, newest first."""
    kept_back = FOR_THE_DESK if mine else FOR_THE_AUTHOR
    told = [event for event in suggestion.events.all() if event.verb not in kept_back]
    past = [_entry(suggestion, event, mine) for event in told][::-1]
    step = expected(suggestion, mine)
    if step is None:
        return past
    state = "late" if step.is_late else "soon" if step.is_soon else "next"
    return [{"title": step.title, "by": step.by, "state": state}, *past]


def _entry(suggestion, event, mine):
    note = "" if event.verb in SAID_ELSEWHERE else event.note
    told_by_author = event.verb == Verb.SUBMITTED and event.actor_role != "recorder"
    title = _sent_in(suggestion, mine) if told_by_author else _title(suggestion, event)
    if event.verb == Verb.PROGRESS and note:
        title, note = note, ""
    by = [recorded_words(event, event.occurred_at), _who(suggestion, event, mine)]
    if event.source == Source.LEDGER:
        by.append(_("from the ledger"))
    return {"title": title, "note": note, "by": _(" · ").join(part for part in by if part), "state": "done"}


def _title(suggestion, event):
    """Whoever confirms a trial that did not work says that it was tried, not that it was done."""
    task = getattr(suggestion, "implementation", None)
    if event.verb == Verb.CONFIRMED and task and task.is_learned:
        return _("Confirmed: it was tried")
    return event.get_verb_display()


def _sent_in(suggestion, mine):
    photos = sum(photo.kind == "before" and not photo.from_owner for photo in suggestion.photos.all())
    if not photos:
        return _("You sent the suggestion in") if mine else _("Sent in")
    words = (
        ngettext(
            "You sent the suggestion in, with %(n)d photo", "You sent the suggestion in, with %(n)d photos", photos
        )
        if mine
        else ngettext("Sent in, with %(n)d photo", "Sent in, with %(n)d photos", photos)
    )
    return words % {"n": photos}


def _who(suggestion, event, mine):
    if event.actor_role == "author":
        return _("you") if mine else author_names(suggestion)
    if event.actor_role == "recorder":
        return _("entered by %(name)s for somebody else") % {"name": name_of(event.actor)}
    return who_acted(event)
