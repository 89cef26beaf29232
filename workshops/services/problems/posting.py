"""Posting a problem: written down, handed in, checked, put on the board."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.workflow import WorkflowError
from members.models import Speciality

from ...models import Problem, ProblemEvent, Visibility
from ...notifications import problems as notices
from ..numbers import allocate
from .moves import acting_for, note, step, written

Status, Verb = Problem.Status, ProblemEvent.Verb
MOST_MEANT = 3
NEEDED = ("description", "target_value", "bids_until", "due_on", "contact")


def write(*, by, enterprise, specialities=(), occurred_at=None, source=Source.WEB, **words):
    """Write a problem down as a draft and return it; `words` are its fields.

    Raises WorkflowError for a workshop of another enterprise, and for days in the wrong order.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        number = allocate("N", timezone.localtime(when).year)
        problem = Problem(number=number, enterprise=enterprise, created_by=by, source=source, **words)
        _settle(problem)
        problem.save()
        problem.specialities.set(specialities)
        workflow.append(problem, Verb.CREATED, **acting_for(by, problem), occurred_at=when, source=source)
    return problem


def begin(*, by, enterprise, title, occurred_at=None, **words):
    """Write down what somebody forwards, and ask the officers of the enterprise to fill in the rest."""
    known = Speciality.objects.active().matching(title)[:MOST_MEANT]
    with transaction.atomic():
        facts = {"by": by, "enterprise": enterprise, "occurred_at": occurred_at, "title": title}
        problem = write(specialities=known, **facts, **words)
        notices.to_complete(problem, by, occurred_at)
    return problem


def change(problem, *, by, specialities, version=None, occurred_at=None, **words):
    """Change the words of a draft."""
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        if not fresh.is_draft:
            raise workflow.TransitionError(fresh, Status.DRAFT)
        for name, value in words.items():
            setattr(fresh, name, value)
        _settle(fresh)
        fresh.save()
        fresh.specialities.set(specialities)
        note(fresh, Verb.CHANGED, when=occurred_at, **acting_for(by, fresh))
    return fresh


def _settle(problem):
    """What stays inside an enterprise is solved there."""
    if problem.workshop and problem.workshop.enterprise_id != problem.enterprise_id:
        raise WorkflowError(_("Please choose a workshop of the enterprise."))
    if problem.bids_until and problem.due_on and problem.due_on <= problem.bids_until:
        raise WorkflowError(_("It is to be solved after the bids are closed. Please choose a later day."))
    if problem.visibility == Visibility.ENTERPRISE:
        problem.crosses = False


def hand_in(problem, *, by, version=None, occurred_at=None):
    """Hand a draft in: what others may read is checked by district staff, what stays inside by the union officer.

    Raises WorkflowError while something is missing that bidders need.
    """
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        _check_complete(fresh, occurred_at)
        fresh = step(fresh, Status.CHECKING, when=occurred_at, **acting_for(by, fresh))
        notices.to_check(fresh, by, occurred_at)
    return fresh


def _check_complete(problem, now):
    missing = [str(Problem._meta.get_field(name).verbose_name) for name in NEEDED if not getattr(problem, name)]
    if missing:
        words = _("Before it is handed in, please fill in: %(fields)s.")
        raise WorkflowError(words % {"fields": str(_(", ")).join(missing)})
    _check_day(problem, now)


def _check_day(problem, now):
    if problem.bids_until <= timezone.localdate(now):
        raise WorkflowError(_("The day until which bids are taken is over. Please choose a later one."))


def put_on_board(problem, *, by, note="", version=None, occurred_at=None):
    """The check found nothing against it: workshops may bid from now on."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(problem, version=version)
        _check_day(fresh, when)
        fresh = step(fresh, Status.OPEN, when=when, note=note, opened_at=when, **acting_for(by, fresh))
        notices.opened(fresh, when)
    return fresh


def send_back(problem, *, by, reason, version=None, occurred_at=None):
    """The check found something: a draft again, with what is to be changed."""
    with transaction.atomic():
        facts = {**acting_for(by, problem), "note": written(reason), "version": version}
        fresh = step(problem, Status.DRAFT, verb=Verb.SENT_BACK, when=occurred_at, **facts)
        notices.sent_back(fresh, reason, occurred_at)
    return fresh


def drop(problem, *, by, reason, version=None, occurred_at=None):
    """It is not posted after all."""
    with transaction.atomic():
        facts = {**acting_for(by, problem), "note": written(reason), "version": version}
        fresh = step(problem, Status.DROPPED, when=occurred_at, outcome=reason, **facts)
        notices.over(fresh)
    return fresh
