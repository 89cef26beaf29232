"""Partners of a workshop (产教融合): agreements in force, sessions held together, interns."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Source, Timing, register
from alliance_portal.periods import last_day
from training.statistics import PARTNERS, partners_by_workshop, partners_within

CHAPTER = _("Partners")
TEXTS = {definition.code: definition for definition in PARTNERS}


def _each(workshops, period):
    return partners_by_workshop(period, last_day(period.last), workshops)


def _whole(workshops, period):
    return partners_within(period, last_day(period.last), [one.pk for one in workshops])


KNOWN = Source(_each, _whole)


def _figure(code, unit, attribute, timing=Timing.PERIOD):
    definition = TEXTS[code]
    facts = {"chapter": CHAPTER, "timing": timing, "unit": unit, "source": KNOWN, "read": attrgetter(attribute)}
    return Fact(code, definition.name, definition.text, **facts)


register(
    _figure("partner_agreements", pgettext_lazy("unit", "agreements"), "agreements", Timing.STATE),
    _figure("partners", pgettext_lazy("unit", "partners"), "partners", Timing.STATE),
    _figure("joint_sessions", pgettext_lazy("unit", "sessions"), "joint_sessions"),
    _figure("interns", pgettext_lazy("unit", "persons"), "interns"),
)
