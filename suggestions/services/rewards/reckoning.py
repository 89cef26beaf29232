"""How a reward comes about: value, band, borrowed or not, amount, what was paid before, the difference."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ...models import Reward, RewardGrade, RewardRule, RewardShare, Suggestion
from . import arithmetic

Status, Basis = Suggestion.Status, Reward.Basis


class RefusedError(WorkflowError):
    """The choice does not fit the table; `field` is what has to be put right."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Choice:
    """What the person who proposes decides; everything else follows from the facts and the table."""

    grade: int | None = None
    is_borrowed: bool = False
    amount_fen: int | None = None
    elsewhere_fen: int = 0


@dataclass(frozen=True)
class Reckoning:
    """`graded` by value or effect, `grade` after looking at what was borrowed; `amount_fen` None: not chosen yet."""

    basis: str
    rule: RewardRule
    value_fen: int | None
    graded: RewardGrade
    grade: RewardGrade
    is_borrowed: bool
    amount_fen: int | None
    before_fen: int
    elsewhere_fen: int

    @property
    def due_fen(self):
        if self.amount_fen is None:
            return None
        return arithmetic.left_to_pay(self.amount_fen, self.before_fen, self.elsewhere_fen)


def lock_of(suggestion):
    """Why no reward can be proposed yet, "" when one can: first the effect, and finance counts money (Arts. 5, 9)."""
    if suggestion.status not in (Status.IMPLEMENTED, Status.RESERVED):
        return _("A reward comes once the idea has been put into practice, or is kept in reserve.")
    if suggestion.was_only_tried:
        return _("It was tried without success. A reward is for what is in use.")
    if suggestion.status == Status.IMPLEMENTED and _counts_in_money(suggestion) and _verified(suggestion) is None:
        return _("There is a benefit in money, so finance verifies it first.")
    return ""


def basis_of(suggestion):
    """What the grade depends on: the lowest for what is in reserve, else verified money, else the effect in words."""
    if suggestion.status == Status.RESERVED:
        return Basis.RESERVE
    return Basis.COUNTED if _verified(suggestion) else Basis.EFFECT


def _benefit(suggestion):
    return getattr(suggestion, "benefit", None)


def _counts_in_money(suggestion):
    benefit = _benefit(suggestion)
    return bool(benefit and (benefit.claimed_yuan or benefit.verified_yuan))


def _verified(suggestion):
    """What finance has verified, in fen; a ledger's word is none of finance."""
    benefit = _benefit(suggestion)
    if benefit is None or benefit.verified_by_id is None:
        return None
    return arithmetic.to_fen(benefit.verified_yuan)


def value_of(suggestion):
    """The verified value the grade is found by, in fen; None where the grade does not depend on money."""
    return _verified(suggestion) if basis_of(suggestion) == Basis.COUNTED else None


def paid_before(suggestion):
    """What was paid for this suggestion and not taken back, in fen."""
    shares = RewardShare.objects.filter(reward__suggestion=suggestion, paid_on__isnull=False)
    sums = shares.aggregate(paid=Sum("fen"), back=Sum("taken_back_fen"))
    return (sums["paid"] or 0) - (sums["back"] or 0)


def rule_on(suggestion, day):
    """The table that holds on the day on which a reward is proposed; raises WorkflowError where there is none."""
    rule = RewardRule.objects.in_force(suggestion.enterprise_id, day)
    if rule is None:
        raise WorkflowError(_("There is no reward table yet. Please write one first."))
    return rule


def reckon(suggestion, rule, choice):
    """Every step to the amount; raises RefusedError where the choice does not fit the table."""
    grades = list(rule.grades.all())
    basis, value = basis_of(suggestion), value_of(suggestion)
    graded = _graded(basis, value, grades, choice)
    lowered = choice.is_borrowed and basis != Basis.RESERVE
    grade = grades[arithmetic.one_lower(graded.grade, len(grades)) - 1] if lowered else graded
    return Reckoning(
        basis=basis,
        rule=rule,
        value_fen=value,
        graded=graded,
        grade=grade,
        is_borrowed=lowered,
        amount_fen=_amount(grade, choice.amount_fen),
        before_fen=paid_before(suggestion),
        elsewhere_fen=choice.elsewhere_fen,
    )


def _graded(basis, value, grades, choice):
    if basis == Basis.RESERVE:
        return grades[-1]
    number = arithmetic.grade_of(grades, value) if basis == Basis.COUNTED else choice.grade
    if number is None or not 1 <= number <= len(grades):
        raise RefusedError("grade", _("Please choose the grade."))
    return grades[number - 1]


def _amount(grade, chosen):
    """The amount of the grade; where it leaves a choice, the chosen one, None while nothing is chosen."""
    if chosen is None:
        return grade.most_fen if grade.is_fixed else None
    if not max(grade.least_fen, 1) <= chosen <= grade.most_fen:
        raise RefusedError("amount", outside(grade))
    return chosen


def outside(grade):
    """What the grade may be, for whoever chose another amount or none."""
    least, most = (f"{arithmetic.to_yuan(fen):,.2f}" for fen in (grade.least_fen, grade.most_fen))
    told = {"grade": grade.name, "least": least, "most": most}
    if grade.is_fixed:
        return _("“%(grade)s” is CNY %(most)s.") % told
    return _("“%(grade)s” is CNY %(least)s to %(most)s.") % told
