"""The tables of grades that an enterprise keeps: a new version from a day on, and never another word in a used one."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ...models import RewardGrade, RewardRule
from . import arithmetic

MOST_GRADES = 7


def write_rule(enterprise, *, by, valid_from, grades):
    """A new version of an enterprise's table; `grades` are `arithmetic.Band`s, the highest first.

    Raises WorkflowError for a table with gaps or overlaps, for a day that is over or that has a version already.
    """
    _check(grades)
    _check_to_come(valid_from)
    try:
        with transaction.atomic():
            rule = RewardRule.objects.create(enterprise=enterprise, valid_from=valid_from, made_by=by)
            _store(rule, grades)
    except IntegrityError:
        raise workflow.WorkflowError(_("There is a version from this day already.")) from None
    return rule


def change_rule(rule, *, by, valid_from, grades):
    """Change a version by which nothing has been graded yet; raises WorkflowError for one that was used."""
    _check(grades)
    if valid_from != rule.valid_from:
        _check_to_come(valid_from)
    try:
        with transaction.atomic():
            fresh = RewardRule.objects.select_for_update().get(pk=rule.pk)
            if fresh.rewards.exists():
                raise workflow.WorkflowError(_("Rewards were graded by this version, so it stays. Write a new one."))
            fresh.valid_from, fresh.made_by = valid_from, by
            fresh.save(update_fields=["valid_from", "made_by", "updated_at"])
            fresh.grades.all().delete()
            _store(fresh, grades)
    except IntegrityError:
        raise workflow.WorkflowError(_("There is a version from this day already.")) from None
    return fresh


def _check_to_come(day):
    if day < timezone.localdate():
        raise workflow.WorkflowError(_("This day is over. Please choose today or later."))


def _check(grades):
    if not grades or len(grades) > MOST_GRADES or arithmetic.faults(grades):
        raise workflow.WorkflowError(_("The grades must follow each other from 0 on without gap or overlap."))


def _store(rule, grades):
    RewardGrade.objects.bulk_create(
        RewardGrade(
            rule=rule,
            grade=grade,
            name=band.name,
            from_fen=band.from_fen,
            below_fen=band.below_fen,
            least_fen=band.least_fen,
            most_fen=band.most_fen,
        )
        for grade, band in enumerate(grades, 1)
    )
