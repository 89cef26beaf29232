"""What became of suggestions that a workshop took up: the figures of suggestions, by workshop."""

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import YUAN, Fact, Source, register
from suggestions.models import Suggestion
from suggestions.statistics import COUNTED, rows, summarise
from suggestions.statistics.summary import Counts, Tally

CHAPTER = _("Suggestions")
SUGGESTIONS = pgettext_lazy("unit", "suggestions")
OF_THE_WORKSHOP = _("{text} Only what this workshop took up.")
NOTHING = Tally(Counts())


def _each(workshops, period):
    taken = Suggestion.objects.taken_by([one.pk for one in workshops])
    units = summarise(taken, period=period, as_of=timezone.now(), by="workshop").units
    return dict.fromkeys((one.pk for one in workshops), NOTHING) | units


def _rows(workshops, period):
    taken = Suggestion.objects.taken_by([one.pk for one in workshops])
    return rows(taken, "received", period=period, as_of=timezone.now())


# Each suggestion is taken up by one workshop, so the numbers of several may be added.
TAKEN = Source(each=_each, rows=_rows)


def _figure(code, name, *, figure, unit=SUGGESTIONS, decimals=0):
    text = format_lazy(OF_THE_WORKSHOP, text=COUNTED[figure].text)
    read = lambda tally: tally[figure]  # noqa: E731 - one line for each fact
    return Fact(code, name, text, chapter=CHAPTER, unit=unit, decimals=decimals, source=TAKEN, read=read)


register(
    _figure("suggestions_taken", _("Suggestions taken up"), figure="received"),
    _figure("suggestions_adopted", _("Of these adopted"), figure="adopted"),
    _figure("suggestions_implemented", _("Of these done"), figure="implemented"),
    _figure("verified_yuan", _("Verified benefit"), figure="verified_yuan", unit=YUAN, decimals=2),
)
