"""Taking a result over elsewhere: asked for, agreed to as its licence says, tried, and what came of it."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import Result, SharedUse, SharedUseEvent, Visibility
from ..notifications import results as notices
from .days import check_past, today

Status, Verb, Licence = SharedUse.Status, SharedUseEvent.Verb, Result.Licence


def ask(result, *, by, department, purpose, occurred_at=None, source=Source.WEB):
    """Ask for a result for a department elsewhere and return the use; asked once more it is the one there is.

    What is free to use is agreed at once. Raises WorkflowError for what may only be looked at, for what is not shared
    beyond its enterprise, and for the makers' own enterprise.
    """
    when = occurred_at or timezone.now()
    if not purpose.strip():
        raise WorkflowError(_("Please write what you want to use it for."))
    with held(result) as fresh:
        _refuse_unfit(fresh, department)
        if same := _same(fresh, department):
            return same
        use = SharedUse.objects.create(
            result=fresh, enterprise=department.enterprise, department=department, purpose=purpose, asked_by=by,
            asked_at=when, source=source,
        )  # fmt: skip
        workflow.append(use, Verb.ASKED, **acting(by, use), note=purpose, occurred_at=when, source=source)
        if fresh.licence == Licence.FREE:
            use = _agree_by_licence(use, when, source)
        notices.asked(use, when)
    return use


@contextmanager
def held(result, version=None):
    """The result as it is now; until the end nobody else asks for it, and nobody else sends it round."""
    with transaction.atomic():
        yield workflow.lock(result, version=version)


def _refuse_unfit(result, department):
    if result.status != Result.Status.PUBLISHED:
        raise workflow.TransitionError(result, result.status)
    if result.licence == Licence.SHOW_ONLY:
        raise WorkflowError(_("This may only be looked at. Please talk to those who worked it out."))
    if result.visibility == Visibility.ENTERPRISE:
        raise WorkflowError(_("This is shared inside its enterprise only."))
    if department.enterprise_id == result.enterprise_id:
        raise WorkflowError(_("It comes from this enterprise: it is taken over by others."))


def _same(result, department):
    """What the department has asked for or uses already: a second tap is not a second request."""
    return result.uses.filter(department=department, status__in=(*SharedUse.OPEN, *SharedUse.IN_USE)).first()


def _agree_by_licence(use, when, source):
    facts = {"role": "licence", "occurred_at": when, "source": source}
    return workflow.move(use, Status.AGREED, answered_at=when, **facts)


def agree(use, *, by, terms, version=None, occurred_at=None):
    """Those who keep the result say yes, and on which terms."""
    when = occurred_at or timezone.now()
    if not terms.strip():
        raise WorkflowError(_("Please write what you have agreed on, such as free of charge, naming the makers."))
    with transaction.atomic():
        facts = {**acting(by, use.result), "note": terms, "version": version, "occurred_at": when}
        fresh = workflow.move(use, Status.AGREED, answer=terms, answered_at=when, **facts)
        notices.agreed(fresh, when)
    return fresh


def refuse(use, *, by, reason, version=None, occurred_at=None):
    """Those who keep the result say no, and why."""
    when = occurred_at or timezone.now()
    if not reason.strip():
        raise WorkflowError(_("Please write why. A few words will do."))
    with transaction.atomic():
        facts = {**acting(by, use.result), "note": reason, "version": version, "occurred_at": when}
        fresh = workflow.move(use, Status.REFUSED, answer=reason, answered_at=when, **facts)
        notices.refused(fresh, when)
    return fresh


def begin(use, *, by, on, version=None, occurred_at=None):
    """The trial begins in the other unit."""
    when = occurred_at or timezone.now()
    check_past(on, when)
    facts = {**acting(by, use), "version": version, "occurred_at": when}
    return workflow.move(use, Status.TRIAL, tried_from=on, **facts)


def conclude(use, *, by, came, experience, on=None, claimed_yuan=None, reckoning="", version=None, occurred_at=None):
    """Say what came of the trial: in use as it is, in use adapted, or that it does not fit, each with what was learned.

    Raises WorkflowError without words, for a day to come or before the trial, for a benefit of what is not in use,
    and for one without its reckoning.
    """
    when = occurred_at or timezone.now()
    on = on or today(when)
    _check_conclusion(use, came, experience, on, when)
    _check_claim(came, claimed_yuan, reckoning)
    words = {"experience": experience, "concluded_on": on, "claimed_yuan": claimed_yuan, "reckoning": reckoning}
    with transaction.atomic():
        facts = {**acting(by, use), "note": experience, "version": version, "occurred_at": when}
        fresh = workflow.move(use, came, **words, **facts)
        notices.concluded(fresh, when)
        if fresh.waits_for_finance:
            notices.to_verify(fresh, when)
    return fresh


def _check_conclusion(use, came, experience, on, when):
    if not experience.strip():
        raise WorkflowError(_("Please write what came of it: others decide by it."))
    check_past(on, when)
    if use.tried_from and on < use.tried_from:
        raise WorkflowError(_("The trial began later than that."))
    if came == Status.GIVEN_UP:
        raise workflow.TransitionError(use, came)


def _check_claim(came, yuan, reckoning):
    if yuan is not None and came not in SharedUse.IN_USE:
        raise WorkflowError(_("What is not in use brings no benefit."))
    if yuan is not None and not reckoning.strip():
        raise WorkflowError(_("An amount needs its basis: please write what it rests on."))


def claim(use, *, by, yuan, reckoning, version=None, occurred_at=None):
    """State later what twelve months bring; finance verifies it. Raises WorkflowError once that has happened."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(use, version=version)
        _check_claim(fresh.status, yuan, reckoning)
        if fresh.is_verified:
            raise WorkflowError(_("Finance has already verified the benefit."))
        workflow.append(fresh, Verb.CLAIMED, **acting(by, fresh), note=reckoning, occurred_at=when)
        workflow.save(fresh, claimed_yuan=yuan, reckoning=reckoning)
        notices.to_verify(fresh, when)
    return fresh


def give_up(use, *, by, reason, version=None, occurred_at=None):
    """The other unit does not go on with it, before anything came of it."""
    when = occurred_at or timezone.now()
    if not reason.strip():
        raise WorkflowError(_("Please write why. A few words will do."))
    with transaction.atomic():
        facts = {**acting(by, use), "note": reason, "version": version, "occurred_at": when}
        fresh = workflow.move(use, Status.GIVEN_UP, experience=reason, **facts)
        notices.given_up(fresh, when)
    return fresh
