"""What a workshop answers: values typed once, and the word that all of it is right."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.facts import Kind
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import FactEntry, MergedAnswer, MergedPart, MergedRequest, MergedRequestEvent, Workshop
from ...notifications import requests as notices
from ...radar.cells import Knowledge, as_data, same
from ...radar.questions import keys_of, missing_in, questions_to

Status, Verb = MergedRequest.Status, MergedRequestEvent.Verb
TYPES = {Kind.NUMBER: (int, Decimal), Kind.WORDS: (str,), Kind.DATE: (dt.date,)}
EMPTY = {"number": None, "words": "", "day": None}


class StaleEntryError(WorkflowError):
    """Somebody else typed a value meanwhile; `entry` is that one, None where it was taken away."""

    def __init__(self, entry):
        super().__init__(_("Somebody else has typed something here meanwhile."))
        self.entry = entry


class MissingError(WorkflowError):
    """It cannot be confirmed yet; `questions` are those without a value."""

    def __init__(self, questions):
        super().__init__(_("Something is still missing."))
        self.questions = questions


def record(workshop, want, *, by, value, reason="", version=0, occurred_at=None):
    """Keep what somebody typed for a workshop, fact and period; every table that asks for it is filled from it.

    None takes it away. What the portal knows itself is not kept again; something else needs a `reason`. `version` is
    that of the value the person saw, 0 for none. Raises StaleEntryError when there is another one by now, and
    WorkflowError for what was confirmed already.
    """
    with files_or_nothing() as written:
        entry = locked_entry(workshop, want)
        if (entry.version if entry else 0) != version:
            if entry and value is not None and same(entry.value, value):
                return entry
            raise StaleEntryError(entry)
        _check_open(workshop, want)
        known = Knowledge([workshop], [want]).cells([workshop], [want])[workshop.pk, want.key].known
        if value is None or (known is not None and same(value, known)):
            return _take_away(entry, by)
        facts = _value_of(want.fact, value)
        if known is not None and not reason:
            raise WorkflowError(_("The portal knows another value. Please say why yours is right."))
        facts |= {"known": "" if known is None else as_data(known)[:200], "reason": reason if known is not None else ""}
        entry = entry or _new(workshop, want)
        keep_file(entry, value if want.fact.kind == Kind.FILE else None, written)
        return _keep(entry, facts, by=by, when=occurred_at or timezone.now())


def locked_entry(workshop, want):
    """What was typed so far, None for nothing. Whoever writes for a workshop holds it, so that nothing is lost."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    period = {"period_first": want.period.first, "period_last": want.period.last}
    return FactEntry.objects.filter(workshop=workshop, fact=want.fact.code, **period).first()


def _new(workshop, want):
    period = {"period_first": want.period.first, "period_last": want.period.last}
    return FactEntry(workshop=workshop, fact=want.fact.code, version=0, **period)


def _keep(entry, facts, *, by, when):
    for name, content in facts.items():
        setattr(entry, name, content)
    entry.entered_by, entry.entered_at, entry.version = by, when, entry.version + 1
    entry._history_user = by
    entry.save()
    return entry


def _take_away(entry, by):
    if entry:
        entry._history_user = by
        delete_with_files([entry])


def _value_of(fact, value):
    """The columns of an entry that hold the value. Raises WorkflowError where it is not of the fact's kind."""
    if fact.kind == Kind.FILE:
        return EMPTY
    if not isinstance(value, TYPES[fact.kind]) or (fact.kind == Kind.NUMBER and value < 0):
        raise WorkflowError(_("“%(fact)s” cannot have this value.") % {"fact": fact.name})
    column = {Kind.NUMBER: "number", Kind.WORDS: "words", Kind.DATE: "day"}[fact.kind]
    return EMPTY | {column: value}


def _check_open(workshop, want):
    """What was confirmed stays until the workshop opens its answer again."""
    parts = MergedPart.objects.filter(
        workshops=workshop, period_last=want.period.last, released_at=None, request__status__in=MergedRequest.LIVE
    )
    confirmed = MergedAnswer.objects.filter(workshop=workshop, confirmed_at__isnull=False)
    for part in parts.filter(request__in=confirmed.values("request")).select_related("request"):
        if want.key in keys_of(part):
            words = {"fact": want.fact.name, "request": part.request}
            raise WorkflowError(_("“%(fact)s” was confirmed in “%(request)s”. Open that answer again first.") % words)


def confirm(answer, *, by, occurred_at=None):
    """Say that all a request asks of the workshop is right; a second time changes nothing. Returns the answer.

    What the portal knows is kept as it is now. With the last workshop the request is done, and staff are told. Raises
    MissingError while something is missing, TransitionError when the request was taken back.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        request, fresh = _held(answer)
        if fresh.confirmed_at:
            return fresh
        if request.status != Status.SENT:
            raise workflow.TransitionError(request, Status.DONE)
        questions = questions_to(request, fresh.workshop)
        if missing := missing_in(questions):
            raise MissingError(missing)
        known = {one.cell.want.key: as_data(one.cell.known) for one in questions if one.cell.known is not None}
        workflow.save(fresh, known=known, confirmed_at=when, confirmed_by=by)
        workflow.append(
            request, Verb.CONFIRMED, **acting(by, fresh.workshop), note=fresh.workshop.name, occurred_at=when
        )
        notices.confirmed(request)
        if is_last(request):
            _end(request, **acting(by, fresh.workshop), when=when)
    return fresh


def _end(request, *, by, role, when):
    workflow.move(request, Status.DONE, verb=Verb.DONE, by=by, role=role, occurred_at=when)
    notices.all_confirmed(request, when)


def is_last(request):
    """Whether nobody else has still to confirm."""
    return not request.answers.unconfirmed().exists()


def reopen(answer, *, by, occurred_at=None):
    """Take back the word that all of it is right, to change something; a second time changes nothing."""
    with transaction.atomic():
        request, fresh = _held(answer)
        if not fresh.confirmed_at:
            return fresh
        if request.status not in MergedRequest.LIVE:
            raise workflow.TransitionError(request, Status.SENT)
        workflow.save(fresh, known={}, confirmed_at=None, confirmed_by=None)
        facts = {**acting(by, fresh.workshop), "note": fresh.workshop.name, "occurred_at": occurred_at}
        if request.status == Status.DONE:
            workflow.move(request, Status.SENT, verb=Verb.REOPENED, **facts)
        else:
            workflow.append(request, Verb.REOPENED, **facts)
    return fresh


def _held(answer):
    """Request and answer, locked: the request first, then the workshop that nobody may write for meanwhile."""
    request = workflow.lock(answer.request)
    workshop = Workshop.objects.select_for_update().get(pk=answer.workshop_id)
    fresh = workflow.lock(answer)
    fresh.request, fresh.workshop = request, workshop
    return request, fresh
