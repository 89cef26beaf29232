"""Judging without knowing whose it is: drawn by lot, shared out evenly, final scores, closed with enough of them."""

import secrets
from collections import Counter

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardAssignment, AwardConflict, AwardEntry, AwardRound, AwardScore
from ...notifications import awards as telling
from ..days import today
from .naming import check_users, may_not_judge, own_conflicts
from .sharing_out import share_out

Status = AwardRound.Status


def start_review(award, *, by, version=None, occurred_at=None):
    """Close the call and give each eligible entry to its judges. Return the round.

    Raises WorkflowError before the last day of the call is over, while entries are not checked, and where an entry
    finds too few judges who may judge it.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        entries = _ready_entries(fresh, when)
        judges = list(fresh.judges.select_related("user__person").prefetch_related("user__role_assignments"))
        check_users(fresh, [judge.user for judge in judges])
        conflicts = own_conflicts(fresh, judges, entries)
        AwardConflict.objects.bulk_create(conflicts, ignore_conflicts=True)
        _draw_numbers(entries)
        _share_out(fresh, entries, judges)
        moved = workflow.move(fresh, Status.REVIEW, **acting(by, fresh), occurred_at=when)
        telling.judging(moved, when)
    return moved


def _ready_entries(award, when):
    if award.status != Status.OPEN:
        raise workflow.TransitionError(award, Status.REVIEW)
    if award.entries_by >= today(when):
        raise WorkflowError(_("Recommendations are still possible today. Judging begins when the call is over."))
    standing = award.entries.standing().for_list()
    if any(entry.status == AwardEntry.Status.RECOMMENDED for entry in standing):
        raise WorkflowError(_("Please check every entry first: some are not checked yet."))
    entries = [entry for entry in standing if entry.is_eligible]
    if not entries:
        raise WorkflowError(_("No entry meets the conditions, so there is nothing to judge."))
    return entries


def _draw_numbers(entries):
    numbers = list(range(1, len(entries) + 1))
    secrets.SystemRandom().shuffle(numbers)
    for entry, number in zip(entries, numbers, strict=True):
        entry.number = number
    AwardEntry.objects.bulk_update(entries, ["number"])


def _share_out(award, entries, judges):
    conflicts = set(AwardConflict.objects.filter(judge__round=award).values_list("judge", "entry"))
    drawn, order = [entry.pk for entry in entries], [judge.pk for judge in judges]
    for pks in (drawn, order):
        secrets.SystemRandom().shuffle(pks)
    try:
        shared = share_out(drawn, order, conflicts, award.judges_per_entry)
    except ValueError as short:
        n = len(short.args[0])
        words = ngettext(
            "%(n)d entry has too few judges who may judge it. Please name more.",
            "%(n)d entries have too few judges who may judge them. Please name more.",
            n,
        )
        raise WorkflowError(words % {"n": n}) from None
    AwardAssignment.objects.bulk_create(
        AwardAssignment(judge_id=judge, entry_id=entry) for entry, chosen in shared.items() for judge in chosen
    )


def score(assignment, *, by, points, opinion, occurred_at=None):
    """Give a score and return the assignment; `points` are {criterion id: points} for every criterion.

    The same once more changes nothing; another one is refused, because from the first on the mean is shown.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        award = workflow.lock(assignment.entry.round)
        fresh = AwardAssignment.objects.for_judging().filter(pk=assignment.pk, judge__user=by).first()
        if fresh is None:
            raise WorkflowError(_("This entry is not yours to judge any more."))
        if fresh.scored_at:
            return _said_before(fresh, points, opinion)
        if award.status != Status.REVIEW or not fresh.entry.is_eligible:
            raise WorkflowError(_("Judging is over."))
        if may_not_judge(award, by, fresh.entry):
            raise WorkflowError(_("You have come to know whose it is. Please step aside: another judge takes it over."))
        _check_points(award.rubric, points, opinion)
        AwardScore.objects.bulk_create(
            AwardScore(assignment=fresh, criterion_id=pk, points=number) for pk, number in points.items()
        )
        fresh.opinion, fresh.scored_at = opinion, when
        fresh.save(update_fields=["opinion", "scored_at", "updated_at"])
    return fresh


def _said_before(assignment, points, opinion):
    given = {score.criterion_id: score.points for score in assignment.scores.all()}
    if (given, assignment.opinion) != (points, opinion):
        raise WorkflowError(_("Your score is in already. It is final: from then on you see the mean."))
    return assignment


def _check_points(rubric, points, opinion):
    most = {criterion.pk: criterion.points for criterion in rubric.criteria.all()}
    if not opinion.strip() or set(points) != set(most):
        raise WorkflowError(_("A score has points for every criterion and an opinion."))
    if any(not 0 <= number <= most[pk] for pk, number in points.items()):
        raise WorkflowError(_("A criterion does not give as many points."))


def close_review(award, *, by, version=None, occurred_at=None):
    """No more scores; the ranking is before those who run the round. Return it.

    Raises WorkflowError while scores are awaited in time, and where an entry has fewer than the quorum.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        _check_scores(fresh, when)
        moved = workflow.move(fresh, Status.DECIDING, **acting(by, fresh), occurred_at=when)
        telling.judged(moved)
    return moved


def _check_scores(award, when):
    waiting = AwardAssignment.objects.waiting().filter(entry__round=award)
    if award.scores_by >= today(when) and waiting.exists():
        raise WorkflowError(_("Scores are still awaited. Judging closes when all are in or the last day is over."))
    given = Count("assignments", filter=Q(assignments__scored_at__isnull=False))
    short = award.entries.eligible().annotate(given=given).filter(given__lt=award.quorum).order_by().count()
    if short:
        words = ngettext(
            "%(n)d entry has fewer than %(quorum)d scores.", "%(n)d entries have fewer than %(quorum)d scores.", short
        )
        raise WorkflowError(words % {"n": short, "quorum": award.quorum})


def loads_of(award):
    """{judge's key: (scores given, entries to score)}"""
    rows = AwardAssignment.objects.filter(judge__round=award).values_list("judge", "scored_at")
    all_of, given = Counter(judge for judge, _at in rows), Counter(judge for judge, at in rows if at)
    return {judge: (given[judge], number) for judge, number in all_of.items()}
