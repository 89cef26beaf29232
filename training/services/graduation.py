"""The assessment at the end (出师考核): result, score and skill grade of each apprentice."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from members.acting import acting
from members.services import raise_skill_grade

from .. import notifications as notices
from ..models import Mentorship, MentorshipEvent, Outcome
from .checks import UnfitError
from .requests import grant_open

Status, Verb = Mentorship.Status, MentorshipEvent.Verb


@dataclass(frozen=True)
class Finding:
    """What the assessment says of one apprentice; `grade` is the skill grade after it, "" where it stays."""

    result: str
    score: Decimal | None = None
    grade: str = ""


def assess(mentorship, *, by, findings, assessed_on=None, version=None, occurred_at=None):
    """Assess every apprentice in service who has not graduated yet: `findings` maps apprenticeships' keys to Findings.

    If all pass, it has graduated and is over; else it is not passed, and may be renewed once. A higher grade goes to
    the roster of the enterprise that keeps the agreement; officers of another one are told and enter it themselves.
    Raises UnfitError for a day to come or before it began, WorkflowError when somebody is missing.
    """
    now = occurred_at or timezone.now()
    day = assessed_on or local_day(now)
    with transaction.atomic():
        fresh = workflow.lock(mentorship, version=version)
        if fresh.status != Status.IN_FORCE:
            raise workflow.TransitionError(fresh, Status.GRADUATED)
        _refuse_day(fresh, day, local_day(now))
        assessed = [_enter(one, findings.get(one.pk), day, by, fresh) for one in _to_assess(fresh)]
        if not assessed:
            raise workflow.WorkflowError(_("None of the apprentices is in service any more. Please end it instead."))
        passed = all(one.graduated_on for one in assessed)
        to, closed = (Status.GRADUATED, day) if passed else (Status.NOT_PASSED, None)
        facts = {**acting(by, fresh), "note": _in_words(assessed), "occurred_at": occurred_at}
        fresh = workflow.move(fresh, to, closed_on=closed, **facts)
        if passed:
            grant_open(fresh, occurred_at)
        notices.assessed(fresh, assessed, occurred_at)
    return fresh


def _to_assess(fresh):
    """Whoever has left cannot be assessed, and does not keep the others from graduating."""
    return fresh.apprenticeships.select_related("person").filter(graduated_on=None, person__in_service=True)


def _refuse_day(fresh, day, today):
    if day > today:
        raise UnfitError("assessed_on", _("This day is still to come. Please enter it when it is there."))
    if day < max(fresh.starts_on, fresh.signed_on):
        raise UnfitError("assessed_on", _("This is before the agreement was in force."))


def _enter(apprenticeship, finding, day, by, fresh):
    person = apprenticeship.person
    if finding is None or not finding.result:
        raise workflow.WorkflowError(_("Please enter a result for %(name)s.") % {"name": person.name})
    apprenticeship.result, apprenticeship.score = finding.result, finding.score
    apprenticeship.grade_before = person.skill_grade
    if finding.result != Outcome.FAILED:
        apprenticeship.grade_after, apprenticeship.graduated_on = finding.grade or person.skill_grade, day
        if finding.grade and person.enterprise_id == fresh.enterprise_id:
            raise_skill_grade(person, finding.grade, by=by)
    apprenticeship.save()
    return apprenticeship


def _in_words(assessed):
    """In the order of the apprentices, without names: words of the history would outlive a name that is erased."""
    return _(", ").join(f"{one.get_result_display()}{_score(one)}" for one in assessed)


def _score(one):
    return "" if one.score is None else f" {one.score.normalize():f}"
