"""Who may do what with rewards now; the same function shows the button and guards the page.

The union's officers keep the ledger: they approve, send to finance and take back. Reviewers and officers propose,
finance pays, leaders read. Nobody decides on money of their own.
"""

from members.models import Role, RoleAssignment
from members.permissions import enterprise_ids_with, has_role, is_district_staff

from ..models import Reward
from ..querysets import PAYING_ROLES, REWARD_ROLES
from ..services.rewards import why_not_proposed
from ..services.rewards.people import gets_reward
from ..services.rewards.proposing import is_withdrawn_by
from .people import is_proposer

Status = Reward.Status
PROPOSING_ROLES = ("officer", "reviewer")
WITH_MONEY_OUT = (Status.PAID, Status.RECEIVED, Status.CLAWED_BACK)


def can_see_rewards(user):
    return bool(enterprise_ids_with(user, *REWARD_ROLES))


def can_read_rewards_of(user, suggestion):
    """What it was rewarded with: for whoever reads the ledger there, and for those who had the idea."""
    reads = is_district_staff(user) or has_role(user, suggestion.enterprise_id, *REWARD_ROLES)
    return reads or is_proposer(user, suggestion)


def can_see_batches(user):
    """They list people with amounts: for whoever sends them and whoever pays."""
    return bool(enterprise_ids_with(user, *PAYING_ROLES))


def can_see_batch(user, batch):
    """The same at the enterprise of the batch; district staff look at it in the admin."""
    return has_role(user, batch.enterprise_id, *PAYING_ROLES)


def can_keep_rules(user):
    return bool(enterprise_ids_with(user, "officer"))


def proposes_rewards(user, enterprise_id):
    return has_role(user, enterprise_id, *PROPOSING_ROLES)


def can_propose_reward(user, suggestion):
    """Reviewers and officers, once the step is open, and never for an idea of their own."""
    return proposes_rewards(user, suggestion.enterprise_id) and not why_not_proposed(suggestion, user)


def is_only_officer(user, enterprise_id):
    """Whether nobody else could approve what this officer proposes."""
    if not has_role(user, enterprise_id, "officer"):
        return False
    officers = RoleAssignment.objects.filter(enterprise=enterprise_id, role=Role.OFFICER)
    return not officers.exclude(user=user).exists()


def can_approve_reward(user, reward):
    """Another officer than whoever proposed it, who gets nothing of it; the same person may refuse it."""
    open_now = reward.status == Status.PROPOSED and reward.proposed_by_id != user.pk
    return open_now and _keeps(user, reward) and not gets_reward(user, reward.suggestion)


def _keeps(user, reward):
    return has_role(user, reward.enterprise_id, "officer")


def can_withdraw_reward(user, reward):
    """Their own proposal whoever made it; what is approved and not yet with finance an officer."""
    role = "officer" if _keeps(user, reward) else "reviewer"
    return reward.status in (Status.PROPOSED, Status.APPROVED) and is_withdrawn_by(user, role, reward)


def can_send_rewards(user):
    return bool(enterprise_ids_with(user, "officer"))


def can_give_back_reward(user, reward):
    """Finance or an officer, as long as nothing of it was paid."""
    with_finance = reward.status == Status.SENT and has_role(user, reward.enterprise_id, *PAYING_ROLES)
    return with_finance and not any(share.paid_on for share in reward.shares.all())


def can_claw_back_reward(user, reward):
    """Officers, while there is something left of what was paid, and never for an idea of their own."""
    paid = reward.status in WITH_MONEY_OUT and any(share.kept_fen for share in reward.shares.all())
    return paid and _keeps(user, reward) and not gets_reward(user, reward.suggestion)


def can_pay_share(user, share):
    pays = has_role(user, share.reward.enterprise_id, "finance")
    return pays and share.paid_on is None and share.reward.status == Status.SENT


def can_answer_missing(user, share):
    return share.missing_at is not None and has_role(user, share.reward.enterprise_id, "finance")


def can_receive_reward(user, share):
    """Whoever was paid and has not confirmed it yet; what was said to be missing may still have come."""
    return share.person.user_id == user.pk and share.paid_on is not None and share.received_at is None
