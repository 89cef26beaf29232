"""Numbers to be checked: officers are asked once; what they answer is kept with the numbers of that day."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.periods import Period

from ..models import FlagCase, Suggestion
from ..notifications import checking
from ..statistics import flags


def ask_about_flags(now=None):
    """Tell the officers of each number of this year that is new; return how many. Run again, it tells nobody twice."""
    now = now or timezone.now()
    year = timezone.localtime(now).year
    known = set(FlagCase.objects.filter(year=year).values_list("enterprise", "code"))
    met = flags.raised(Suggestion.objects.all(), period=Period.year(year), at=now)
    return sum(_asked(one, year, now) for one in met if (one.enterprise, one.rule.code) not in known)


def _asked(raised, year, now):
    """Whether it was asked now and not by somebody else at the same moment."""
    with transaction.atomic():
        case, is_new = _case(raised, year, now)
        if is_new:
            checking.number_to_check(case, now)
    return is_new


def _case(raised, year, now):
    facts = {"part": raised.part, "whole": raised.whole, "asked_at": now}
    key = {"enterprise_id": raised.enterprise, "code": raised.rule.code, "year": year}
    return FlagCase.objects.get_or_create(**key, defaults=facts)


@transaction.atomic
def answer_flag(enterprise, *, by, code, year, words, now=None):
    """Keep what an officer has found, beside the numbers it was said to; return the FlagAnswer.

    The same words by the same person to the same numbers are a second tap. Raises WorkflowError without words, and
    where the numbers are no longer as the rule says.
    """
    now, words = now or timezone.now(), " ".join(words.split())
    if not words:
        raise workflow.WorkflowError(_("Please write what you have found."))
    own = Suggestion.objects.filter(enterprise=enterprise)
    met = flags.raised(own, period=Period.year(year), at=now, rules=(flags.BY_CODE[code],))
    if not met:
        raise workflow.WorkflowError(_("The numbers have changed meanwhile: there is nothing to check any more."))
    case, _is_new = _case(met[0], year, now)
    FlagCase.objects.select_for_update().get(pk=case.pk)
    facts = {"words": words, "part": met[0].part, "whole": met[0].whole, "answered_by": by}
    last = case.answers.last()
    if last and all(getattr(last, name) == value for name, value in facts.items()):
        return last
    checking.number_checked(case)
    return case.answers.create(**facts, answered_at=now)
