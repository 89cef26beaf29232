"""Two people at the same moment: one counts, the other is told, and nobody is paid twice."""

import pytest
from django.utils import timezone

from alliance_portal import workflow
from members import ledger_import
from members.models import Role
from suggestions.imports import Payments
from suggestions.models import Reward, RewardBatch, RewardEvent, RewardShare
from suggestions.services import rewards
from suggestions.services.rewards import payments
from tests.at_once import outcomes
from tests.factories import PersonFactory, account
from tests.ledger_files import previewed, workbook
from tests.suggestions import rewarding

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second_officer(cast):
    return account(PersonFactory(department=cast.office, name="郑干事"), Role.OFFICER)


@pytest.fixture
def no_lock(monkeypatch):
    """Each believes the row as it was shown, before the other one began."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    monkeypatch.setattr(payments, "_locked", lambda share: (share.reward, share))


def approve_at_once(cast, second_officer):
    reward = rewarding.proposed(cast)
    pages = [rewarding.fresh(reward), rewarding.fresh(reward)]
    officers = [cast.officer, second_officer]
    return outcomes(
        *(
            lambda page=page, by=by: rewards.approve(page, by=by, version=page.version)
            for page, by in zip(pages, officers, strict=True)
        )
    )


def test_of_two_approvals_at_once_one_counts(cast, second_officer):
    assert approve_at_once(cast, second_officer) == ["done", "told"]
    assert RewardEvent.objects.filter(verb="approved").count() == 1


@pytest.mark.usefixtures("no_lock")
def test_without_the_lock_both_would_approve(cast, second_officer):
    assert approve_at_once(cast, second_officer) == ["done", "done"]


def propose_at_once(cast):
    rewarding.fixed_table(cast)
    suggestion = rewarding.verified(cast)
    pages = [rewarding.fresh(suggestion), rewarding.fresh(suggestion)]
    facts = {"role": "reviewer", "choice": rewards.Choice()}
    by = [cast.reviewer, cast.officer]
    return outcomes(
        *(lambda page=page, by=by: rewards.propose(page, by=by, **facts) for page, by in zip(pages, by, strict=True))
    )


def test_of_two_proposals_at_once_one_counts(cast):
    assert propose_at_once(cast) == ["done", "told"]
    assert Reward.objects.count() == 1


def send_at_once(cast, second_officer):
    reward = rewarding.approved(cast)
    pages = [rewarding.fresh(reward), rewarding.fresh(reward)]
    officers = [cast.officer, second_officer]
    return outcomes(
        *(lambda page=page, by=by: rewards.send([page], by=by) for page, by in zip(pages, officers, strict=True))
    )


def test_two_batches_at_once_never_hold_the_same_reward(cast, second_officer):
    assert send_at_once(cast, second_officer) == ["done", "told"]
    assert RewardBatch.objects.count() == 1
    assert RewardShare.objects.count() == 1


@pytest.mark.usefixtures("no_lock")
def test_without_the_lock_the_second_batch_would_run_into_the_first(cast, second_officer):
    assert send_at_once(cast, second_officer) == ["broken", "done"]


def pay_at_once(cast):
    share = rewarding.share_of(rewarding.sent(cast), cast.worker)
    pages = [RewardShare.objects.select_related("reward__batch").get(pk=share.pk) for _n in range(2)]
    day = timezone.localdate()
    return outcomes(*(lambda page=page: rewards.pay(page, by=cast.finance, paid_on=day) for page in pages))


def test_of_two_notes_of_the_same_payment_one_counts(cast):
    assert pay_at_once(cast) == ["done", "told"]
    assert RewardEvent.objects.filter(verb="paid").count() == 1


@pytest.mark.usefixtures("no_lock")
def test_without_the_lock_it_would_be_noted_twice(cast):
    assert pay_at_once(cast) == ["done", "done"]
    assert RewardEvent.objects.filter(verb="paid").count() == 2


def claim_at_once(cast):
    """Confirmed on the telephone and on the computer."""
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    pages = [RewardShare.objects.select_related("reward", "person").get(pk=share.pk) for _n in range(2)]
    return outcomes(
        lambda: rewards.receive(pages[0], by=cast.worker), lambda: rewards.receive(pages[1], by=cast.worker)
    )


def test_of_two_claims_of_receipt_one_counts(cast):
    assert claim_at_once(cast) == ["done", "told"]
    assert RewardEvent.objects.filter(verb="received").count() == 1


@pytest.mark.usefixtures("no_lock")
def test_without_the_lock_both_claims_would_count(cast):
    assert claim_at_once(cast) == ["done", "done"]
    assert RewardEvent.objects.filter(actor_role="author").count() == 2


def confirm_at_once(cast):
    """Two people confirm the import of the same paid rows."""
    batch = rewarding.sent(cast)
    rows = [["批次号", "工号", "金额（元）", "发放日期"], [batch.number, "0001", 200, timezone.localdate().isoformat()]]
    brought = previewed(Payments, cast.enterprise, workbook(*rows))
    return outcomes(*[lambda: ledger_import.commit(brought, Payments, by=cast.finance)] * 2)


def test_an_import_confirmed_twice_pays_once(cast):
    assert confirm_at_once(cast) == ["done", "told"]
    assert RewardEvent.objects.filter(verb="paid").count() == 1


def test_without_the_lock_of_the_import_the_second_would_not_be_told(cast, monkeypatch):
    monkeypatch.setattr(ledger_import, "_locked", lambda shown, state, message: shown)
    assert confirm_at_once(cast) != ["done", "told"]
    assert RewardEvent.objects.filter(verb="paid").count() == 1
