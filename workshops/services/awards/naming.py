"""Who judges, and what each of them does not judge."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting
from members.permissions import enterprise_ids

from ...models import AwardAssignment, AwardConflict, AwardEntry, AwardJudge, AwardRound, AwardRoundEvent
from ...notifications import awards as telling
from ...permissions.awards import can_run_round
from .blindness import people_of, workshops_of
from .sharing_out import next_judge

Status, Verb, Kind = AwardRound.Status, AwardRoundEvent.Verb, AwardConflict.Kind


def name_judges(award, *, by, users, version=None):
    """Name who judges, until judging begins. Return the round.

    Raises WorkflowError for whoever runs the round, because they know whose the entries are, and for closed accounts.
    """
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        if fresh.status not in (Status.DRAFT, Status.OPEN):
            raise WorkflowError(_("Judging has begun: an entry passes on when a judge steps aside."))
        check_users(fresh, users)
        fresh.judges.exclude(user__in=users).delete()
        known = set(fresh.judges.values_list("user", flat=True))
        AwardJudge.objects.bulk_create(AwardJudge(round=fresh, user=user) for user in users if user.pk not in known)
        workflow.append(fresh, Verb.JUDGES, **acting(by, fresh))
        workflow.save(fresh)
    return fresh


def check_users(award, users):
    """Raises WorkflowError for whoever runs the round, and for closed accounts."""
    for user in users:
        if can_run_round(user, award):
            raise WorkflowError(_("%(name)s runs the round and knows whose the entries are.") % {"name": user})
        if not user.is_active or user.has_left:
            raise WorkflowError(_("The account of %(name)s is closed.") % {"name": user})


def own_conflicts(award, judges, entries):
    """Conflicts that follow from who somebody is: of the enterprise, a part in it, or the one who recommended it."""
    found = []
    for entry in entries:
        enterprises = {entry.enterprise_id, *(one.enterprise_id for one in workshops_of(entry.what))}
        people = {person.pk for person in people_of(entry.what)}
        for judge in judges:
            kind = _own_kind(award, judge.user, entry, enterprises, people)
            if kind:
                found.append(AwardConflict(judge=judge, entry=entry, kind=kind))
    return found


def may_not_judge(award, user, entry):
    """Whether this user knows whose it is, has a part in it, or runs the round by now: asked before every score."""
    if can_run_round(user, award):
        return True
    return bool(own_conflicts(award, [AwardJudge(user=user)], [entry]))


def _own_kind(award, user, entry, enterprises, people):
    person = user.person_or_none
    if entry.recommended_by_id == user.pk or (person and person.pk in people):
        return Kind.PART
    return Kind.OWN if award.enterprise_id is None and enterprises & enterprise_ids(user) else None


def name_conflict(judge, entry, *, by, note, kind=Kind.NAMED, occurred_at=None):
    """This judge does not judge this entry; what was not scored yet passes to the judge with the least to do.

    A score that is in is taken out only by those who run the round. Raises WorkflowError without words, for a judge
    whose own score is in, and outside of call and judging.
    """
    if not note.strip():
        raise WorkflowError(_("Please write down why."))
    with transaction.atomic():
        award = workflow.lock(judge.round)
        _check_time(award)
        given = AwardAssignment.objects.filter(judge=judge, entry=entry).first()
        if given and given.scored_at and kind == Kind.DECLARED:
            raise WorkflowError(_("Your score is in. Please tell those who run the round."))
        AwardConflict.objects.update_or_create(judge=judge, entry=entry, defaults={"kind": kind, "note": note})
        role = {"by": by, "role": "judge"} if kind == Kind.DECLARED else acting(by, award)
        words = _("%(judge)s, %(entry)s: %(note)s") % {"judge": judge.user, "entry": entry, "note": note}
        workflow.append(award, Verb.CONFLICT, **role, note=words, occurred_at=occurred_at)
        if given:
            _pass_on(award, given, occurred_at)
    return award


def _check_time(award):
    if award.status not in (Status.OPEN, Status.REVIEW):
        raise WorkflowError(_("Judging is over."))


def _pass_on(award, given, when):
    """To whoever has the least to do; where nobody is left the quorum decides."""
    entry = given.entry
    given.delete()
    judges = list(award.judges.select_related("user__person").prefetch_related("user__role_assignments"))
    taken = set(AwardConflict.objects.filter(entry=entry).values_list("judge", flat=True))
    taken |= set(entry.assignments.values_list("judge", flat=True))
    taken |= {judge.pk for judge in judges if can_run_round(judge.user, award)}
    taken |= {conflict.judge_id for conflict in own_conflicts(award, judges, [entry])}
    loads = Counter(AwardAssignment.objects.filter(judge__round=award).values_list("judge", flat=True))
    chosen = next_judge([judge.pk for judge in judges], loads, taken)
    if chosen and entry.status == AwardEntry.Status.ELIGIBLE:
        judge = next(one for one in judges if one.pk == chosen)
        AwardAssignment.objects.create(judge=judge, entry=entry)
        telling.passed_on(award, judge.user, when)
