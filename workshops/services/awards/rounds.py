"""A round as a draft, its call, and its end before its time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardCondition, AwardPrize, AwardRound, AwardRoundEvent
from ...models.award import FEWEST_SCORES
from ...notifications import awards as telling
from ..days import today
from ..rubrics import judge_by

Status, Verb = AwardRound.Status, AwardRoundEvent.Verb


def create(*, by, prizes, conditions, enterprise=None, occurred_at=None, **words):
    """A new round as a draft; `prizes` are pairs of a name and how many may get it, the highest first. Return it.

    Raises WorkflowError where it could not be run like this, see `_check`.
    """
    award = AwardRound(enterprise=enterprise, created_by=by, **words)
    _check(award, prizes)
    with transaction.atomic():
        award.save()
        _lay_out(award, prizes, conditions)
        workflow.append(award, Verb.CREATED, **acting(by, award), occurred_at=occurred_at)
    return award


def change(award, *, by, prizes, conditions, version=None, **words):
    """Change a draft. Raises WorkflowError once it is called for: entries were written by those words."""
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        if fresh.status != Status.DRAFT:
            raise workflow.TransitionError(fresh, Status.DRAFT)
        for name, value in words.items():
            setattr(fresh, name, value)
        _check(fresh, prizes)
        _lay_out(fresh, prizes, conditions)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh))
        workflow.save(fresh, **words)
    return fresh


def _check(award, prizes):
    if award.rubric.enterprise_id not in (None, award.enterprise_id):
        raise WorkflowError(_("This rubric belongs to another enterprise."))
    if award.enterprise_id and award.level != AwardRound.Level.ENTERPRISE:
        raise WorkflowError(_("A round of an enterprise gives honours of the enterprise."))
    if award.scores_by <= award.entries_by:
        raise WorkflowError(_("Judging begins when the recommendations are closed: please choose a later day."))
    if not FEWEST_SCORES <= award.quorum <= award.judges_per_entry:
        raise WorkflowError(_("Each entry needs at least 2 scores, and no more than it has judges."))
    if not prizes or any(most < 1 for _name, most in prizes):
        raise WorkflowError(_("Please name a prize, and how many may get it."))
    if len({name for name, _most in prizes}) < len(prizes):
        raise WorkflowError(_("Each prize has a name of its own."))


def _lay_out(award, prizes, conditions):
    """Prizes and conditions as they are given, in their order."""
    award.prizes.all().delete()
    award.conditions.all().delete()
    AwardPrize.objects.bulk_create(
        AwardPrize(round=award, name=name, most=most, place=place) for place, (name, most) in enumerate(prizes, 1)
    )
    AwardCondition.objects.bulk_create(
        AwardCondition(round=award, words=words, place=place)
        for place, words in enumerate(dict.fromkeys(conditions), 1)
    )


def open_call(award, *, by, version=None, occurred_at=None):
    """Call for recommendations; officers are told. Its words and its rubric stay as they are. Return it."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        if fresh.entries_by < today(when):
            raise WorkflowError(_("The last day for recommendations is over. Please choose a later one first."))
        judge_by(fresh.rubric)
        opened = workflow.move(fresh, Status.OPEN, **acting(by, fresh), occurred_at=when)
        telling.called(opened, when)
    return opened


def call_off(award, *, by, reason, version=None, occurred_at=None):
    """End a round without a result; whoever recommended or judges is told why. Return it."""
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {**acting(by, award), "note": reason, "version": version, "occurred_at": when}
        ended = workflow.move(award, Status.CALLED_OFF, called_off_because=reason, **facts)
        ended.entries.update(prize=None)
        telling.called_off(ended, when)
    return ended
