"""Objections: anybody may raise one while the decision is shown, each is answered with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardEntry, AwardObjection, AwardObjectionEvent, AwardRound
from ...notifications import awards as telling
from ..days import today

Status, Verb = AwardObjection.Status, AwardObjectionEvent.Verb


def object_to(entry, *, name, contact, words, user=None, occurred_at=None):
    """Raise an objection and return it. Raises WorkflowError outside of the days of publicity, and without words."""
    when = occurred_at or timezone.now()
    if not all(text.strip() for text in (name, contact, words)):
        raise WorkflowError(_("Please write your name, how you can be reached, and what is wrong."))
    with transaction.atomic():
        award = workflow.lock(entry.round)
        fresh = AwardEntry.objects.get(pk=entry.pk)
        if not award.hears_objections(today(when)) or not fresh.prize_id:
            raise WorkflowError(_("Objections are heard only while the decision is shown."))
        facts = {"user": user, "name": name, "contact": contact, "words": words, "raised_at": when}
        objection = AwardObjection.objects.create(entry=fresh, **facts)
        workflow.append(objection, Verb.RAISED, role="objector", occurred_at=when)
        telling.objected(award, objection, when)
    return objection


def answer(objection, *, by, upheld, answer, version=None, occurred_at=None):
    """Answer with a reason; an objection that is upheld takes the entry out, and its prize stays free. Return it."""
    when = occurred_at or timezone.now()
    if not answer.strip():
        raise WorkflowError(_("Please write the reason: whoever objected reads it."))
    with transaction.atomic():
        award = workflow.lock(objection.entry.round)
        if award.status != AwardRound.Status.PUBLICITY:
            raise workflow.TransitionError(award, AwardRound.Status.PUBLICITY)
        to = Status.UPHELD if upheld else Status.REJECTED
        facts = {**acting(by, award), "occurred_at": when, "version": version, "note": answer}
        answered = workflow.move(objection, to, answer=answer, answered_at=when, **facts)
        if upheld:
            _take_out(objection.entry, by=by, award=award, why=answer, when=when)
        telling.objection_answered(award, answered, when)
    return answered


def _take_out(entry, *, by, award, why, when):
    """Once, whoever else objects to it too."""
    if workflow.lock(entry).status == AwardEntry.Status.TAKEN_OUT:
        return
    facts = {**acting(by, award), "note": why, "occurred_at": when, "prize": None}
    taken_out = workflow.move(entry, AwardEntry.Status.TAKEN_OUT, **facts)
    telling.taken_out(award, taken_out, why, when)
