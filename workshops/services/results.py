"""Results: entered, worked on as a draft, shared with others, withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_with_files
from alliance_portal.models import Source
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ..models import Patent, Result, ResultEvent, ResultMaker
from ..models.visibility import reach_of
from ..notifications import results as notices
from . import shared_uses
from .days import check_past
from .numbers import allocate

Status, Verb = Result.Status, ResultEvent.Verb
# 一等奖 of science prizes name nine people at most.
MOST_MAKERS = 9
# What finance has verified rests on these.
CLAIM = ("claimed_yuan", "reckoning")


def enter(*, by, enterprise, workshops=(), specialities=(), makers=(), occurred_at=None, source=Source.WEB, **words):
    """Enter a result as a draft and return it; `words` are its fields.

    `makers` are dicts with `person` or `outsider`, and `did`, in their order. Raises WorkflowError for more than nine,
    and for workshops of other enterprises only.
    """
    when = occurred_at or timezone.now()
    _check_workshops(enterprise, workshops)
    with transaction.atomic():
        number = allocate("R", timezone.localtime(when).year)
        result = Result(number=number, enterprise=enterprise, created_by=by, source=source, **words)
        result._history_user = by
        result.save()
        result.workshops.set(workshops)
        result.specialities.set(specialities)
        name_makers(result, makers)
        workflow.append(result, Verb.CREATED, **acting(by, result), occurred_at=when, source=source)
    return result


def _check_workshops(enterprise, workshops):
    if workshops and not any(one.enterprise_id == enterprise.pk for one in workshops):
        raise WorkflowError(_("Please choose a workshop of the enterprise too."))


def name_makers(result, makers):
    """Replace who made it. Raises WorkflowError for more than nine people."""
    if len(makers) > MOST_MAKERS:
        raise WorkflowError(_("A result names %(most)d people at most.") % {"most": MOST_MAKERS})
    result.makers.all().delete()
    rows = [ResultMaker(result=result, place=place, **maker) for place, maker in enumerate(makers, start=1)]
    ResultMaker.objects.bulk_create(rows)


def change(result, *, by, workshops, specialities=(), version=None, occurred_at=None, **words):
    """Change its words, in whatever state it is but withdrawn; whoever keeps it later reads who changed what.

    Raises WorkflowError for another claim than the one that finance has verified.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = locked(result, version)
        _check_workshops(fresh.enterprise, workshops)
        _check_claim(fresh, words)
        _check_readers(fresh, words)
        for name, value in words.items():
            setattr(fresh, name, value)
        fresh._history_user = by
        workflow.save(fresh, *words, "updated_at")
        fresh.workshops.set(workshops)
        fresh.specialities.set(specialities)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh), occurred_at=when)
        if fresh.is_published and fresh.waits_for_finance and "claimed_yuan" in words:
            notices.to_verify(fresh, when)
    return fresh


def locked(result, version=None):
    """The result as it is now, and held; raises TransitionError for what was withdrawn."""
    fresh = workflow.lock(result, version=version)
    if fresh.status == Status.WITHDRAWN:
        raise workflow.TransitionError(fresh, fresh.status)
    return fresh


def _check_claim(result, words):
    if result.is_verified and any(name in words and words[name] != getattr(result, name) for name in CLAIM):
        raise WorkflowError(_("Finance has already verified the benefit."))


def _check_readers(result, words):
    """What solves a problem is read by no more people than the problem was: so it was agreed with its poster."""
    if result.problem_id and reach_of(words.get("visibility", "")) > reach_of(result.problem.visibility):
        told = {"number": result.problem.number, "readers": result.problem.get_visibility_display()}
        raise WorkflowError(_("It solves %(number)s, which is for these readers only: %(readers)s.") % told)


def credit(result, *, by, makers, patents, version=None, occurred_at=None):
    """Say who made it and by which patents it is protected; both replace what was said before.

    `patents` are dicts of the fields of a Patent. Raises WorkflowError for more than nine makers, and for one that
    is named twice.
    """
    people = [maker["person"] for maker in makers if maker.get("person")]
    numbers = [patent["number"] for patent in patents]
    if len(set(people)) < len(people) or len(set(numbers)) < len(numbers):
        raise WorkflowError(_("Somebody, or a number, is there twice. Please take one away."))
    with transaction.atomic():
        fresh = locked(result, version)
        name_makers(fresh, makers)
        fresh.patents.all().delete()
        Patent.objects.bulk_create(Patent(result=fresh, **patent) for patent in patents)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh), note=_("Makers and patents"), occurred_at=occurred_at)
        workflow.save(fresh)
    return fresh


def publish(result, *, by, version=None, occurred_at=None):
    """Let those read it for whom it is meant. Raises WorkflowError for what is not in use yet."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(result, version=version)
        if fresh.in_use_since is None:
            raise WorkflowError(_("Please say since when it is in use: what is only an idea is no result yet."))
        check_past(fresh.in_use_since, when)
        facts = {**acting(by, fresh), "version": version, "occurred_at": when}
        fresh = workflow.move(fresh, Status.PUBLISHED, published_at=when, **facts)
        if fresh.waits_for_finance:
            notices.to_verify(fresh, when)
    return fresh


def withdraw(result, *, by, reason, version=None, occurred_at=None):
    """Nobody gets it any more; its address says why, and all who use it or want to are told.

    Requests that nobody has answered are refused for the same reason. Raises WorkflowError without a reason.
    """
    when = occurred_at or timezone.now()
    if not reason.strip():
        raise WorkflowError(_("Please write down why."))
    with transaction.atomic():
        facts = {**acting(by, result), "note": reason, "version": version, "occurred_at": when}
        fresh = workflow.move(result, Status.WITHDRAWN, withdrawn_because=reason, **facts)
        for use in fresh.uses.to_answer().select_for_update():
            shared_uses.refuse(use, by=by, reason=reason, occurred_at=when)
        notices.withdrawn(fresh, reason, when)
    return fresh


def discard(result, *, by, version=None):
    """Throw a draft away with its files: nobody but those who work on it has ever seen it."""
    with transaction.atomic():
        fresh = workflow.lock(result, version=version)
        if fresh.status != Status.DRAFT:
            raise workflow.TransitionError(fresh, fresh.status)
        _check_free(fresh)
        fresh._history_user = by
        delete_with_files([fresh])


def _check_free(result):
    if result.problem_id:
        raise WorkflowError(_("It came of a solved problem, so it stays. Please complete and share it."))
    if result.national_entries.exists() or result.honours.exists():
        raise WorkflowError(_("It is put forward, or an honour names it, so it stays."))
