"""What is told of rewards, and to whom. Each is called by its service, in the transaction of the move."""

from members.models import Topic
from members.notifications import path_to, settle, tell

from .kinds import money
from .recipients import accounts_of, authors_of, with_role
from .telling import brief


def proposed(reward, *, by, occurred_at=None, **_given):
    """Every officer but whoever proposed it, whether they had the idea or not: of a hidden name nothing may show."""
    _tell_keepers(money.reward_to_approve, _others(reward, "officer", by), reward, now=occurred_at)


def _others(reward, role, by):
    return [user for user in with_role(reward.enterprise_id, role) if user != by]


def _tell_keepers(kind, users, reward, **facts):
    """Those who keep the ledger or pay by it."""
    path = path_to("suggestions:reward", reward.suggestion.number)
    facts = {"number": reward.number, "title": reward.suggestion.title} | facts
    tell(kind, users, subject=reward.number, path=path, **facts)


def _tell_people(kind, users, reward, page="detail", **facts):
    """Those whose money it is."""
    path = path_to(f"suggestions:{page}", reward.suggestion.number)
    tell(kind, users, subject=reward.number, path=path, title=reward.suggestion.title, **facts)


def approved(reward, *, occurred_at=None, **_given):
    _nothing_to_decide(reward)
    _tell_keepers(money.reward_approved, [reward.proposed_by], reward, now=occurred_at)
    authors = authors_of(reward.suggestion)
    if reward.status == reward.Status.SETTLED:
        _tell_people(money.reward_settled, authors, reward, now=occurred_at)
    else:
        _tell_people(money.reward_granted, authors, reward, waits_for=_waits_for(reward.suggestion), now=occurred_at)


def _nothing_to_decide(reward):
    settle(reward.number, Topic.MONEY)


def _waits_for(suggestion):
    if suggestion.name_hidden:
        return "name"
    return "shares" if suggestion.proposers.filter(confirmed_at=None).exists() else ""


def rejected(reward, *, reason, occurred_at=None, **_given):
    _nothing_to_decide(reward)
    _tell_keepers(money.reward_rejected, [reward.proposed_by], reward, text=brief(reason), now=occurred_at)


def withdrawn(reward, *, by, reason, occurred_at=None, **_given):
    """Only what had been granted is taken from anybody."""
    _nothing_to_decide(reward)
    facts = {"text": brief(reason), "now": occurred_at}
    if reward.proposed_by != by:
        _tell_keepers(money.reward_withdrawn, [reward.proposed_by], reward, **facts)
    if reward.approved_at:
        _tell_people(money.reward_not_given, authors_of(reward.suggestion), reward, **facts)


def payable(suggestion, *, occurred_at=None, **_given):
    """The name that an approved reward waited for is known now."""
    if _waits_for(suggestion):
        return
    for reward in suggestion.rewards.filter(status="approved"):
        _tell_keepers(money.reward_payable, with_role(reward.enterprise_id, "officer"), reward, now=occurred_at)


def joined(suggestion, user):
    """Somebody says that it is theirs: they read of the reward that waits, and officers that it can be paid."""
    for reward in suggestion.rewards.filter(status="approved"):
        _tell_people(money.reward_granted, [user], reward, waits_for=_waits_for(suggestion))
    payable(suggestion)


def sent(batch, *, by, occurred_at=None, **_given):
    """Finance has a batch to pay, and each person reads that it is on its way."""
    finance = [user for user in with_role(batch.enterprise_id, "finance") if user != by]
    rewards = batch.rewards.select_related("suggestion").prefetch_related("shares__person")
    path = path_to("suggestions:reward-batch", batch.number)
    facts = {"number": batch.number, "count": len(rewards), "now": occurred_at}
    tell(money.reward_batch, finance, subject=batch.number, path=path, **facts)
    for reward in rewards:
        _nothing_to_decide(reward)
        people = [share.person for share in reward.shares.all()]
        _tell_people(money.reward_sent, accounts_of(people), reward, now=occurred_at)


def given_back(reward, *, by, reason, occurred_at=None, **_given):
    facts = {"text": brief(reason), "now": occurred_at}
    there = [*_others(reward, "officer", by), *_others(reward, "finance", by)]
    _tell_keepers(money.reward_given_back, there, reward, **facts)
    _tell_people(money.reward_delayed, authors_of(reward.suggestion), reward, **facts)


def paid(share, *, paid_on, occurred_at=None):
    """The person is asked whether it has come; with the last of a batch its notice to finance is settled."""
    batch = share.reward.batch
    if not batch.rewards.filter(shares__paid_on=None).exists():
        settle(batch.number, Topic.MONEY)
    _tell_person(money.reward_paid, share, day=paid_on.isoformat(), now=occurred_at)


def _tell_person(kind, share, page="reward-receive", **facts):
    _tell_people(kind, accounts_of([share.person]), share.reward, page, **facts)


def unpaid(share, *, reason, occurred_at=None):
    received(share)
    _tell_person(money.reward_unpaid, share, "detail", text=brief(reason), now=occurred_at)


def received(share):
    """Whoever has confirmed it is asked no longer, and finance need not look."""
    settle(_payment(share), Topic.MONEY)
    settle(share.reward.number, Topic.MONEY, users=accounts_of([share.person]))


def missing(share, *, note, occurred_at=None):
    """Finance of the enterprise is asked to look, on the page of this one payment."""
    received(share)
    reward = share.reward
    path = path_to("suggestions:reward-share", reward.batch.number, share.pk)
    facts = {"number": reward.number, "title": reward.suggestion.title, "text": brief(note), "now": occurred_at}
    tell(money.reward_missing, with_role(reward.enterprise_id, "finance"), subject=_payment(share), path=path, **facts)


def _payment(share):
    """Several people may miss theirs of one reward: each is looked for apart."""
    return f"payment:{share.pk}"


def looked_into(share, *, answer, occurred_at=None):
    settle(_payment(share), Topic.MONEY)
    _tell_person(money.reward_looked_into, share, text=brief(answer), now=occurred_at)


def taken_back(reward, *, by, reason, amounts, occurred_at=None, **_given):
    facts = {"text": brief(reason), "now": occurred_at}
    people = [share.person for share in reward.shares.filter(pk__in=amounts).select_related("person")]
    _tell_people(money.reward_taken_back, accounts_of(people), reward, **facts)
    _tell_keepers(money.reward_back_to_note, _others(reward, "finance", by), reward, **facts)
