"""Skills contests that a workshop held: the ones with a published result, who took part, and who rose by them."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import Fact, Source, register
from training.models import Contest
from training.statistics import CONTESTS, contests_by_workshop, contests_within

CHAPTER = _("Training and activities")
TEXTS = {definition.code: definition for definition in CONTESTS}


def _each(workshops, period):
    return contests_by_workshop(period, workshops)


def _whole(workshops, period):
    return contests_within(period, Contest.objects.hosted_by(workshops))


HELD = Source(_each, _whole)


def _figure(code, unit, attribute):
    definition = TEXTS[code]
    facts = {"chapter": CHAPTER, "unit": unit, "source": HELD, "read": attrgetter(attribute)}
    return Fact(code, definition.name, definition.text, **facts)


register(
    _figure("skill_contests", pgettext_lazy("unit", "contests"), "contests"),
    _figure("contest_entries", pgettext_lazy("unit", "attendances"), "entries"),
    _figure("contest_promotions", pgettext_lazy("unit", "persons"), "promotions"),
)
