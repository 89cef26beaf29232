"""What a change is worth, by the services: claimed and verified apart, the old quota, return visits."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from alliance_portal.periods import Period, months_later
from alliance_portal.workflow import WorkflowError
from members.models import Role, RoleAssignment
from suggestions import permissions, services
from suggestions.models import BenefitAssessment, Effect, Recheck, Suggestion
from suggestions.models.lines import Line
from suggestions.rechecks import is_late, is_owed, owed_point
from suggestions.services.parts import has_part_in
from suggestions.statistics import summarise
from tests.suggestions import stages
from tests.suggestions.practising import again, in_days, photos


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def done_months_ago(cast, months, **facts):
    """Done so many months before today."""
    suggestion = stages.done(cast, **facts)
    when = timezone.now() - (timezone.localdate() - months_later(timezone.localdate(), -months))
    Suggestion.objects.filter(pk=suggestion.pk).update(implemented_at=when)
    return again(suggestion)


# -- what it is worth -------------------------------------------------------------------------------------------------


def test_hard_soft_and_other_benefit_are_claimed_and_verified_apart(cast):
    suggestion = stages.done(cast)
    lines = [Line("少换钳臂", Decimal("2.5"), "根", Decimal(400)), Line("少停线", Decimal(3), "次", Decimal("33.33"))]
    services.claim_benefit(
        suggestion, by=cast.owner, lines=lines, basis="领料单", soft_yuan=Decimal(500), soft_basis="每天省5分钟",
        effects={"safety": "不再绊人。"},
    )  # fmt: skip

    services.verify_benefit(
        suggestion, by=cast.finance, yuan=Decimal(900), basis="凭证3号", soft_yuan=Decimal(0), soft_basis="无记录"
    )

    benefit = BenefitAssessment.objects.get()
    assert (benefit.claimed_yuan, benefit.claimed_soft_yuan) == (Decimal("1099.99"), Decimal(500))
    assert (benefit.verified_yuan, benefit.verified_soft_yuan) == (Decimal(900), Decimal(0))
    assert benefit.lines == lines
    assert Effect.objects.get().words == "不再绊人。"
    summary = summarise(Suggestion.objects.all(), period=Period.this_year())
    assert (summary["verified_yuan"], summary["verified_soft_yuan"]) == (900, 0)


def test_an_effect_without_money_is_a_claim(cast):
    suggestion = stages.done(cast)

    services.claim_benefit(suggestion, by=cast.owner, effects={"strain": "不用再弯腰。"})

    assert BenefitAssessment.objects.get().claimed_yuan is None
    assert suggestion not in Suggestion.objects.to_verify(cast.finance)


@pytest.mark.parametrize("wrong", [
    {}, {"effects": {}}, {"yuan": Decimal(5)}, {"soft_yuan": Decimal(5), "soft_basis": " "},
    {"yuan": Decimal(5), "basis": "x", "lines": [Line("少停线", Decimal(1), "次", Decimal(4))]},
])  # fmt: skip
def test_a_claim_says_something_and_on_what_it_rests(cast, wrong):
    suggestion = stages.done(cast)

    with pytest.raises(WorkflowError):
        services.claim_benefit(suggestion, by=cast.owner, **wrong)
    assert not BenefitAssessment.objects.exists()


@pytest.mark.parametrize("role", ["reviewer", "officer", "leader", "colleague", "worker", "owner"])
def test_nobody_but_finance_verifies(cast, role):
    suggestion = stages.done(cast)

    with pytest.raises(WorkflowError):
        services.verify_benefit(suggestion, by=getattr(cast, role), yuan=Decimal(1), basis="凭证1号")
    assert not BenefitAssessment.objects.filter(verified_at__isnull=False).exists()


def test_finance_of_elsewhere_verifies_nothing_here(cast, strangers):
    with pytest.raises(WorkflowError):
        services.verify_benefit(stages.done(cast), by=strangers.finance, yuan=Decimal(1), basis="凭证1号")


@pytest.mark.parametrize("part", ["owner", "earlier owner", "claimant", "reporter", "author", "named"])
def test_whoever_has_a_part_in_it_does_not_verify(cast, part):
    """Finance in every part; a colleague in finance verifies each of them."""
    self = cast.finance
    facts = {"by": self} if part == "author" else {}
    suggestion = stages.begun(cast, **facts)
    if part in ("owner", "earlier owner"):
        services.hand_over(suggestion, by=cast.owner, to=self.person, reason="调岗")
    if part == "earlier owner":
        services.hand_over(suggestion, by=self, to=cast.owner.person, reason="调回")
    if part == "reporter":
        services.report_progress(suggestion, by=self, note="我代记")
    if part == "named":
        suggestion.proposers.create(person=self.person, is_lead=False)
    services.finish(suggestion, by=cast.owner, note="好了", photos=photos())
    services.confirm(suggestion, by=self if part == "author" else cast.worker)
    if part == "claimant":
        services.claim_benefit(suggestion, by=self, yuan=Decimal(9), basis="估")
        services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(8), basis="估")
    RoleAssignment.objects.create(user=cast.colleague, role=Role.FINANCE, enterprise=cast.enterprise)

    assert has_part_in(self, again(suggestion))
    assert not permissions.can_verify_benefit(self, again(suggestion))
    with pytest.raises(WorkflowError):
        services.verify_benefit(suggestion, by=self, yuan=Decimal(1), basis="凭证1号")
    assert permissions.can_verify_benefit(cast.colleague, again(suggestion))
    services.verify_benefit(suggestion, by=cast.colleague, yuan=Decimal(1), basis="凭证1号")


# -- the old work quota -----------------------------------------------------------------------------------------------


def test_the_promised_time_begins_on_the_day_it_is_done(cast):
    suggestion = stages.begun(cast)
    services.protect_quota(suggestion, by=cast.reviewer, months=6)
    assert again(suggestion).implementation.quota_protected_until is None

    services.finish(suggestion, by=cast.owner, note="好了", photos=photos())
    services.confirm(suggestion, by=cast.worker)

    fresh = again(suggestion)
    assert fresh.implementation.quota_protected_until == months_later(timezone.localdate(fresh.implemented_at), 6)


def test_it_may_be_promised_with_the_answer(cast):
    facts = {"by": cast.reviewer, "reason": "装吊臂", "owner": cast.owner.person, "due_on": in_days(9)}

    suggestion = services.adopt(stages.sent(cast), quota_months=12, **facts)

    assert again(suggestion).implementation.quota_months == 12
    assert [event.verb for event in suggestion.events.all()][-2:] == ["adopted", "quota_set"]


@pytest.mark.parametrize(("months", "good"), [(5, False), (6, True), (12, True), (13, False)])
def test_it_is_kept_for_six_to_twelve_months(cast, months, good):
    suggestion = stages.begun(cast)

    if good:
        services.protect_quota(suggestion, by=cast.reviewer, months=months)
    else:
        with pytest.raises(WorkflowError):
            services.protect_quota(suggestion, by=cast.reviewer, months=months)
    assert again(suggestion).implementation.quota_months == (months if good else None)


def test_it_becomes_shorter_only_with_a_reason(cast):
    suggestion = stages.begun(cast)
    services.protect_quota(suggestion, by=cast.reviewer, months=9)

    for wrong in ({"months": 8}, {"months": 8, "reason": " "}, {"months": 9, "reason": "x"}):
        with pytest.raises(WorkflowError):
            services.protect_quota(suggestion, by=cast.reviewer, **wrong)
    services.protect_quota(suggestion, by=cast.reviewer, months=8, reason="产品八个月后停产")

    assert suggestion.events.last().verb == "quota_shortened"


def test_a_time_that_is_over_is_not_promised(cast):
    suggestion = done_months_ago(cast, 7)

    with pytest.raises(WorkflowError):
        services.protect_quota(suggestion, by=cast.reviewer, months=6)
    services.protect_quota(suggestion, by=cast.reviewer, months=12)
    assert again(suggestion).implementation.quota_protected_until >= timezone.localdate()


# -- return visits ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("months", "point"), [(0, 0), (2, 0), (3, 3), (6, 6), (12, 12), (20, 12)])
def test_it_is_looked_at_again_after_3_6_and_12_months(cast, months, point):
    suggestion = done_months_ago(cast, months)

    assert owed_point(suggestion) == point
    assert Suggestion.objects.filter(is_owed()).exists() == (point > 0)


def test_it_is_late_from_the_day_after(cast):
    suggestion = done_months_ago(cast, 3)
    assert not Suggestion.objects.filter(is_late()).exists()

    Suggestion.objects.filter(pk=suggestion.pk).update(implemented_at=suggestion.implemented_at - dt.timedelta(days=1))
    assert Suggestion.objects.filter(is_late()).exists()


def test_one_visit_answers_for_those_that_were_missed_and_none_is_made_twice(cast):
    suggestion = done_months_ago(cast, 7)

    seen = services.recheck(suggestion, by=cast.reviewer, result="changed", note="换了支架", photos=photos())

    assert (seen.months, seen.photo.kind) == (6, "later")
    with pytest.raises(WorkflowError):
        services.recheck(suggestion, by=cast.reviewer, result="in_use")
    assert Recheck.objects.count() == 1
    summary = summarise(Suggestion.objects.all(), period=Period.this_year())
    assert (summary["rechecked"], summary["in_use"]) == (1, 1)


def test_what_is_gone_is_not_visited_again(cast):
    suggestion = done_months_ago(cast, 3)
    with pytest.raises(WorkflowError):
        services.recheck(suggestion, by=cast.reviewer, result="gone")
    services.recheck(suggestion, by=cast.reviewer, result="gone", note="工位拆了")
    Suggestion.objects.filter(pk=suggestion.pk).update(implemented_at=stages.days_ago(400))

    assert owed_point(again(suggestion)) == 0
    assert not Suggestion.objects.filter(is_owed()).exists()


@pytest.mark.parametrize("is_earlier", [False, True])
def test_whoever_has_or_had_the_task_does_not_look_at_it_again(cast, is_earlier):
    suggestion = stages.begun(cast)
    services.hand_over(suggestion, by=cast.owner, to=cast.reviewer.person, reason="调岗")
    if is_earlier:
        services.hand_over(suggestion, by=cast.reviewer, to=cast.owner.person, reason="调回")
    services.finish(suggestion, by=cast.owner, note="好了", photos=photos())
    services.confirm(suggestion, by=cast.worker)
    Suggestion.objects.filter(pk=suggestion.pk).update(implemented_at=stages.days_ago(100))
    suggestion = again(suggestion)

    with pytest.raises(WorkflowError):
        services.recheck(suggestion, by=cast.reviewer, result="in_use")
    assert not permissions.can_recheck(cast.reviewer, suggestion)
    assert permissions.can_recheck(cast.officer, suggestion)
    services.recheck(suggestion, by=cast.officer, role="officer", result="in_use")
