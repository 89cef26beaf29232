"""Entries: recommended by officers, checked by those who run the round, withdrawn while nobody has judged them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardCheck, AwardEntry, AwardEntryEvent, AwardRound, Result
from ...notifications import awards as telling
from ..days import today
from .blindness import named_in

Status, Verb = AwardEntry.Status, AwardEntryEvent.Verb
CHECKED_WHILE = (AwardRound.Status.OPEN,)


def recommend(award, *, by, what, title, case, occurred_at=None):
    """Recommend a workshop or a result, and return the entry. `title` and `case` are for the judges.

    Raises WorkflowError when the call is not open, for what does not fit it, when it is recommended already, and for
    words that tell whose it is.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(award)
        _check_open(fresh, when)
        _check_fits(fresh, what)
        _check_words(what, title, case)
        facts = {"enterprise_id": what.enterprise_id, "recommended_by": by, "recommended_at": when}
        entry = AwardEntry.objects.create(round=fresh, title=title, case=case, **{fresh.subject: what}, **facts)
        workflow.append(entry, Verb.RECOMMENDED, **acting(by, entry), occurred_at=when)
    return entry


def _check_open(award, when):
    if not award.takes_entries(today(when)):
        raise WorkflowError(_("Recommendations are closed."))


def _check_fits(award, what):
    if award.is_of_results != isinstance(what, Result):
        raise WorkflowError(_("This round is for something else."))
    if award.enterprise_id not in (None, what.enterprise_id):
        raise WorkflowError(_("This round is for one enterprise, and this belongs to another."))
    if not (what.is_published if award.is_of_results else what.is_active):
        raise WorkflowError(_("Only shared results and workshops in operation are recommended."))
    if award.entries.standing().filter(**{award.subject: what}).exists():
        raise WorkflowError(_("It is recommended already."))


def _check_words(what, title, case):
    named = named_in(f"{title}\n{case}", what)
    if named:
        names = str(_(", ")).join(named)
        raise WorkflowError(
            _("Judges must not read whose it is. Please write it without: %(names)s") % {"names": names}
        )


def reword(entry, *, by, title, case, version=None):
    """Change the words for the judges as long as the call is open. Return it."""
    with transaction.atomic():
        _check_open(workflow.lock(entry.round), timezone.now())
        fresh = workflow.lock(entry, version=version)
        if fresh.status != Status.RECOMMENDED:
            raise workflow.TransitionError(fresh, Status.RECOMMENDED)
        _check_words(fresh.what, title, case)
        workflow.append(fresh, Verb.CHANGED, **acting(by, fresh))
        workflow.save(fresh, title=title, case=case)
    return fresh


def withdraw(entry, *, by, reason="", version=None):
    """Take it back before it is given to the judges. Return it."""
    with transaction.atomic():
        _hold(entry)
        return workflow.move(entry, Status.WITHDRAWN, **acting(by, entry), note=reason, version=version)


def _hold(entry):
    """The round, held: its entries change only while it is open."""
    award = workflow.lock(entry.round)
    if award.status not in CHECKED_WHILE:
        raise WorkflowError(_("It is with the judges already."))
    return award


def check_entry(entry, *, by, met, reason="", version=None, occurred_at=None):
    """Say which conditions it meets (`met`: their keys). It is eligible when it meets all. Return it.

    Raises WorkflowError without a reason where it does not meet one.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        award = _hold(entry)
        conditions = list(award.conditions.all())
        is_eligible = all(condition.pk in met for condition in conditions)
        if not is_eligible and not reason.strip():
            raise WorkflowError(_("Please write what it does not meet: its enterprise reads it."))
        to, note = (Status.ELIGIBLE, "") if is_eligible else (Status.INELIGIBLE, reason)
        facts = {**acting(by, award), "note": note, "version": version, "occurred_at": when, "reason": note}
        checked = workflow.move(entry, to, **facts)
        _keep_checks(checked, conditions, met)
        if not is_eligible:
            telling.not_eligible(checked, when)
    return checked


def _keep_checks(entry, conditions, met):
    entry.checks.all().delete()
    AwardCheck.objects.bulk_create(
        AwardCheck(entry=entry, condition=condition, is_met=condition.pk in met) for condition in conditions
    )
