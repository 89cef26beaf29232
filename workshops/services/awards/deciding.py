"""The decision meeting, and the days on which everybody reads what it decided."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import day_words
from alliance_portal.periods import working_days_later
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardEntry, AwardRound, AwardRoundEvent
from ...notifications import awards as telling
from ..days import check_past, today
from .ranking import ranking_of

Status, Verb = AwardRound.Status, AwardRoundEvent.Verb


def decide(award, *, by, prizes, minutes, on=None, version=None, occurred_at=None):
    """Keep what the meeting decided: `prizes` are {entry's key: (prize or None, reason)} for every eligible entry.

    It can be decided anew until it is shown. Raises WorkflowError without minutes, for more prizes than there are, and
    without a reason where the meeting departs from the ranking.
    """
    when = occurred_at or timezone.now()
    day = on or today(when)
    check_past(day, when)
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        if fresh.status != Status.DECIDING:
            raise workflow.TransitionError(fresh, Status.DECIDING)
        ranked = ranking_of(fresh)
        _check_decision(fresh, ranked, prizes, minutes)
        for line in ranked:
            line.entry.prize, line.entry.prize_reason = prizes[line.entry.pk]
        AwardEntry.objects.bulk_update([line.entry for line in ranked], ["prize", "prize_reason"])
        workflow.append(fresh, Verb.DECIDED, **acting(by, fresh), occurred_at=when)
        workflow.save(fresh, minutes=minutes, decided_on=day)
    return fresh


def _check_decision(award, ranked, prizes, minutes):
    if not minutes.strip():
        raise WorkflowError(_("Please write the minutes: who was there, and how it was decided."))
    if set(prizes) != {line.entry.pk for line in ranked}:
        raise WorkflowError(_("The meeting decides about every entry that was judged."))
    for line in ranked:
        prize, reason = prizes[line.entry.pk]
        if line.differs(prize) and not reason.strip():
            words = _("Entry %(number)s departs from the ranking. Please write why.")
            raise WorkflowError(words % {"number": line.entry.number})
    given = Counter(prize for prize, _reason in prizes.values() if prize)
    for prize, number in given.items():
        if prize.round_id != award.pk or number > prize.most:
            words = _("“%(prize)s” is given %(most)d times at most.")
            raise WorkflowError(words % {"prize": prize, "most": prize.most})


def show(award, *, by, until=None, version=None, occurred_at=None):
    """Show everybody what was decided, for the working days of the round at least. Return it.

    The day on which it begins does not count; `until` can be later, where holidays lie between.
    """
    when = occurred_at or timezone.now()
    first = today(when)
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        shortest = working_days_later(first, fresh.publicity_days)
        last = until or shortest
        if last < shortest:
            raise WorkflowError(
                _("The days of publicity are too few: %(day)s at the earliest.") % {"day": day_words(shortest)}
            )
        if not fresh.entries.filter(prize__isnull=False).exists():
            raise WorkflowError(_("Nothing has been decided yet, so there is nothing to show."))
        facts = {"occurred_at": when, "shown_from": first, "shown_until": last}
        shown = workflow.move(fresh, Status.PUBLICITY, **acting(by, fresh), **facts)
        telling.shown(shown, when)
    return shown
