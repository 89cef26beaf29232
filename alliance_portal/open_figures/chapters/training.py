"""Sessions held in the period, up to the moment of counting."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from training.models import Session
from training.statistics import NOTHING, SESSIONS, by_field, summarise

from .base import HOURS, PEOPLE, Chapter, Figure, counted, defined

NAMED, HEADS = "person_times_named", "person_times_counted"


def _parts():
    yield Figure(NAMED, _("Attendances by name"), "person_times")
    yield Figure(HEADS, _("Attendances by head count"), "person_times")
    for function in Session.Function:
        words = format_lazy(_("Sessions, {function}"), function=function.label)
        yield Figure(f"sessions_{function.value}", words, "sessions")
        words = format_lazy(_("Attendances, {function}"), function=function.label)
        yield Figure(f"person_times_{function.value}", words, "person_times")


def _held(asked):
    return asked.own(Session).held_between(asked.period.start, asked.until)


def _figures(found):
    own = {one.code: getattr(found, one.code) for one in SESSIONS}
    return own | {NAMED: found.named, HEADS: found.counted}


def _whole(asked):
    held = _held(asked)
    functions, values = by_field(held, "function"), _figures(summarise(held))
    for function in Session.Function:
        found = functions.get(function.value, NOTHING)
        values |= {f"sessions_{function.value}": found.sessions, f"person_times_{function.value}": found.person_times}
    return values


def _each(asked):
    found = by_field(_held(asked), "enterprise")
    return lambda enterprise: _figures(found.get(enterprise, NOTHING))


CHAPTER = Chapter(
    code="training",
    name=_("Training"),
    figures=(*defined(SESSIONS, {"people": PEOPLE, "class_hours": HOURS}), *_parts()),
    count=lambda asked: counted(asked, _whole, _each),
    public=frozenset({"sessions", "person_times", "class_hours"}),
)
