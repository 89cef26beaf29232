"""The rows behind a number: the same conditions that counted it."""

from django.utils import timezone

from members.models import Person

from ..models import Decision
from . import flags
from .answer_days import STEPS, with_answer_days
from .figures import COUNTED, PROPOSERS
from .moment import Moment
from .summary import UNREASONED, authors, with_decline_reason

# Figures whose rows are people, not suggestions.
OF_PEOPLE = {PROPOSERS.code}


class UnknownFigureError(LookupError):
    """No figure has this code, or none whose rows could be listed."""


def rows(queryset, code, *, period, as_of=None):
    """The suggestions behind figure `code`, or the people behind `proposers`.

    Also for `answered_in_N` (N: the upper bound of a step, or "more"), `declined_REASON` and `flag_RULE`.
    Raises UnknownFigureError.
    """
    moment = Moment(as_of or timezone.now())
    within = queryset.filter(month__gte=period.first, month__lte=period.last)
    if code in COUNTED:
        return within.filter(COUNTED[code].condition(moment))
    if code in OF_PEOPLE:
        return Person.objects.filter(pk__in=authors(within.filter(moment.received)).values("person"))
    if rule := flags.rule_of(code):
        return flags.rows(queryset, rule.code, period=period, at=moment.at)
    kind, _separator, value = code.rpartition("_")
    try:
        return {"answered_in": _answered_in, "declined": _declined_for}[kind](within, moment, value)
    except (KeyError, ValueError):
        raise UnknownFigureError(code) from None


def _answered_in(within, moment, value):
    upper = None if value == "more" else int(value)
    place = STEPS.index(upper)
    answered = with_answer_days(within.filter(moment.answered_for_good))
    if place:
        answered = answered.filter(within_days__gt=STEPS[place - 1])
    return answered if upper is None else answered.filter(within_days__lte=upper)


def _declined_for(within, moment, value):
    if value not in (UNREASONED, *Decision.DeclineReason.values):
        raise ValueError(value)
    declined = with_decline_reason(within.filter(moment.concluded("declined")))
    return declined.filter(decline_reason="" if value == UNREASONED else value)
