"""What a workshop trained: the figures of training, by the workshops that hosted the sessions."""

from operator import attrgetter

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Source, register
from training.models import Session
from training.statistics import NOTHING, by_workshop, summarise
from training.statistics import SESSIONS as DEFINITIONS

CHAPTER = _("Training and activities")
TEXTS = {definition.code: definition for definition in DEFINITIONS}
SESSIONS, TIMES = pgettext_lazy("unit", "sessions"), pgettext_lazy("unit", "attendances")
PERSONS, HOURS = pgettext_lazy("unit", "persons"), pgettext_lazy("unit", "class hours")


def _source(**narrowed):
    """The figures of sessions of one sort that had begun by now."""

    def held(period):
        begun = Session.objects.held_between(period.start, min(period.end, timezone.now()))
        return begun.filter(**narrowed)

    def each(workshops, period):
        return dict.fromkeys((one.pk for one in workshops), NOTHING) | by_workshop(held(period), workshops)

    def hosted(workshops, period):
        return held(period).hosted_by(workshops)

    def whole(workshops, period):
        return summarise(hosted(workshops, period))

    return Source(each, whole, hosted)


def _figure(code, unit, source, *, attribute="", name="", text="", decimals=0):
    definition = TEXTS.get(code)
    return Fact(
        code,
        name or definition.name,
        text or definition.text,
        chapter=CHAPTER,
        unit=unit,
        decimals=decimals,
        source=source,
        read=attrgetter(attribute or code),
    )


ALL, TALKS = _source(), _source(kind=Session.Kind.TALK)
CONTESTS, SKILL = _source(kind=Session.Kind.CONTEST), _source(function=Session.Function.SKILL)

register(
    _figure("sessions", SESSIONS, ALL, name=_("Sessions hosted")),
    _figure("person_times", TIMES, ALL, name=_("Attendances at its sessions")),
    _figure("people", PERSONS, ALL),
    _figure("class_hours", HOURS, ALL, decimals=1),
    _figure(
        "skill_sessions",
        SESSIONS,
        SKILL,
        attribute="sessions",
        name=_("Sessions to improve skills"),
        text=_("Held sessions that serve to improve skills; counted like all sessions."),
    ),
    _figure(
        "skill_person_times",
        TIMES,
        SKILL,
        attribute="person_times",
        name=_("Attendances to improve skills"),
        text=_("Attendances at sessions that serve to improve skills; counted like all attendances."),
    ),
    _figure(
        "talks",
        SESSIONS,
        TALKS,
        attribute="sessions",
        name=_("Talks"),
        text=_("Held talks; counted like all sessions."),
    ),
    _figure(
        "contests",
        SESSIONS,
        CONTESTS,
        attribute="sessions",
        name=_("Contests"),
        text=_("Held contests; counted like all sessions."),
    ),
    _figure(
        "contest_person_times",
        TIMES,
        CONTESTS,
        attribute="person_times",
        name=_("Attendances at contests"),
        text=_("Attendances at contests; counted like all attendances."),
    ),
)
