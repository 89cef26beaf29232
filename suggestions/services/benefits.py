"""What a change is worth: hard money, money that is an estimate, and what no money measures; claimed and verified."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from members.permissions import has_role

from ..models import BenefitAssessment, Effect, Suggestion, SuggestionEvent
from ..models.lines import total
from ..notifications import moves, told
from .parts import has_part_in, read_parts

Status, Verb = Suggestion.Status, SuggestionEvent.Verb


@dataclass(frozen=True)
class Amount:
    """Yuan with what they rest on; None for no amount."""

    yuan: Decimal | None = None
    basis: str = ""

    def check(self):
        if self.yuan is not None and not self.basis.strip():
            raise workflow.WorkflowError(_("An amount needs its basis: please write what it rests on."))

    def __str__(self):
        return f"¥{self.yuan:,.2f} {self.basis}"


@told(moves.claimed)
def claim_benefit(
    suggestion,
    *,
    by,
    role="owner",
    yuan=None,
    basis="",
    lines=(),
    soft_yuan=None,
    soft_basis="",
    effects=None,
    version=None,
    occurred_at=None,
):
    """State what twelve months from adoption bring; finance verifies the money later.

    `yuan` is hard money, which `lines` may make up, `soft_yuan` an estimate; `effects` is {kind: sentence} of what no
    money measures, None to leave it as it is. Raises WorkflowError for money without a basis, and for nothing at all.
    """
    hard, soft = Amount(total(lines) if yuan is None and lines else yuan, basis), Amount(soft_yuan, soft_basis)
    _check_claim(hard, soft, lines, effects)
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_worth_counting(fresh)
        benefit, _new = BenefitAssessment.objects.get_or_create(suggestion=fresh)
        if benefit.verified_at:
            raise workflow.WorkflowError(_("Finance has already verified the benefit."))
        benefit.claimed_yuan, benefit.claimed_basis = hard.yuan, hard.basis
        benefit.claimed_soft_yuan, benefit.claimed_soft_basis = soft.yuan, soft.basis
        benefit.claimed_lines, benefit.claimed_by = [line.plain for line in lines], by
        benefit.save()
        told = _note_effects(fresh, effects)
        note = basis or soft_basis or told
        workflow.append(fresh, Verb.BENEFIT_CLAIMED, by=by, role=role, note=note, occurred_at=occurred_at)
        workflow.save(fresh)
    return benefit


def _check_claim(hard, soft, lines, effects):
    if hard.yuan is None and soft.yuan is None and not effects:
        raise workflow.WorkflowError(_("Please write an amount, or what it brings without money."))
    if lines and hard.yuan != total(lines):
        raise workflow.WorkflowError(_("The lines add up to another amount."))
    hard.check()
    soft.check()


def _note_effects(suggestion, effects):
    """Replace what was said about effects without money; return the sentences of now."""
    if effects is not None:
        suggestion.effects.all().delete()
        rows = [Effect(suggestion=suggestion, kind=kind, words=words) for kind, words in effects.items()]
        Effect.objects.bulk_create(rows)
    return " ".join((effects or {}).values())


def _check_worth_counting(suggestion):
    if suggestion.status not in (Status.IMPLEMENTING, Status.IMPLEMENTED):
        raise workflow.WorkflowError(_("A benefit is stated once the work has begun."))
    _check_did_work(suggestion)


def _check_did_work(suggestion):
    if getattr(suggestion, "implementation", None) and suggestion.implementation.is_learned:
        raise workflow.WorkflowError(_("It was tried without success: what was learned has no amount."))


@told(moves.verified)
def verify_benefit(
    suggestion, *, by, yuan, basis, soft_yuan=None, soft_basis="", version=None, occurred_at=None
):  # fmt: skip
    """Finance enters what holds, hard money and estimate apart, each with its basis (Art. 9).

    A later call corrects it and leaves both events. Raises WorkflowError to whoever is not finance of the enterprise,
    and to whoever has a part in it, without saying which: the name may be hidden.
    """
    when = occurred_at or timezone.now()
    hard, soft = Amount(yuan, basis), Amount(soft_yuan, soft_basis)
    hard.check()
    soft.check()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_may_be_verified(fresh, by)
        benefit, _new = BenefitAssessment.objects.get_or_create(suggestion=fresh)
        benefit.verified_yuan, benefit.verified_basis = hard.yuan, hard.basis
        benefit.verified_soft_yuan, benefit.verified_soft_basis = soft.yuan, soft.basis
        benefit.verified_by, benefit.verified_at, benefit.source = by, when, Source.WEB
        benefit.save()
        note = str(hard) if soft.yuan is None else _("%(hard)s; as an estimate %(soft)s") % {"hard": hard, "soft": soft}
        workflow.append(fresh, Verb.BENEFIT_VERIFIED, by=by, role="finance", note=note, occurred_at=when)
        workflow.save(fresh)
    return benefit


def _check_may_be_verified(suggestion, by):
    if suggestion.status != Status.IMPLEMENTED:
        raise workflow.WorkflowError(_("Only what has been done can be verified."))
    _check_did_work(suggestion)
    if not has_role(by, suggestion.enterprise_id, "finance"):
        raise workflow.WorkflowError(_("Only finance of the enterprise verifies a benefit."))
    read_parts(suggestion)
    if has_part_in(by, suggestion):
        raise workflow.WorkflowError(_("Here a colleague in finance has to verify."))
