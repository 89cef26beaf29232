"""One reward of an idea of `cast.worker`, taken as far along its way as a test needs it, by the services."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone

from suggestions import services
from suggestions.models import Reward, RewardRule, Suggestion
from suggestions.services import rewards
from suggestions.services.rewards.arithmetic import Band
from tests.factories import PersonFactory, SuggestionFactory, account
from tests.suggestions import stages

# Five grades with one amount each, so that a test says an amount only where it is about amounts.
TABLE = [
    Band("一等奖", 100_000_000, None, 300_000, 300_000),
    Band("二等奖", 50_000_000, 100_000_000, 200_000, 200_000),
    Band("三等奖", 10_000_000, 50_000_000, 80_000, 80_000),
    Band("四等奖", 1_000_000, 10_000_000, 40_000, 40_000),
    Band("五等奖", 0, 1_000_000, 20_000, 20_000),
]
EFFECT = {"choice": rewards.Choice(grade=4), "grade_reason": "操作省力，全班受益。"}


def fixed_table(cast):
    """The enterprise's own table, once."""
    own = RewardRule.objects.filter(enterprise=cast.enterprise).first()
    return own or rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=timezone.localdate(), grades=TABLE)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def verified(cast, yuan=9500, **facts):
    """Done, with a benefit that finance has verified."""
    suggestion = stages.done(cast, **facts)
    services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(yuan), basis="每月少停2次")
    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(yuan), basis="凭证17号")
    return fresh(suggestion)


def together(cast, suggestion, *users, shares=None):
    """The users had the idea too, and have said so."""
    services.name_together(suggestion, by=cast.worker, people=[user.person for user in users])
    if shares:
        everybody = (cast.worker, *users)
        parts = {user.person.pk: Decimal(share) for user, share in zip(everybody, shares, strict=True)}
        services.set_shares(suggestion, by=cast.worker, shares=parts)
    for user in users:
        services.confirm_together(suggestion, by=user)
    return fresh(suggestion)


def proposed(cast, suggestion=None, **facts):
    fixed_table(cast)
    suggestion = suggestion or verified(cast)
    if rewards.basis_of(suggestion) == Reward.Basis.EFFECT:
        facts = EFFECT | facts
    facts = {"by": cast.reviewer, "role": "reviewer", "choice": rewards.Choice()} | facts
    return rewards.propose(suggestion, **facts)


def approved(cast, suggestion=None, **facts):
    return rewards.approve(proposed(cast, suggestion, **facts), by=cast.officer)


def sent(cast, *suggestions, **facts):
    """A batch with one reward for each suggestion."""
    return rewards.send([approved(cast, one, **facts) for one in suggestions or [None]], by=cast.officer)


def share_of(batch, user):
    return batch.rewards.get(shares__person__user=user).shares.select_related("reward").get(person__user=user)


def paid(cast, *suggestions, **facts):
    batch = sent(cast, *suggestions, **facts)
    for reward in batch.rewards.all():
        for share in reward.shares.all():
            rewards.pay(share, by=cast.finance, paid_on=timezone.localdate())
    return batch


def paid_to(user, team, moment):
    """A reward of this user, by a table of its own, with officers and finance of its own."""
    officer, finance = (account(PersonFactory(department=team)) for _n in range(2))
    desk = SimpleNamespace(enterprise=team.enterprise, reviewer=user, officer=officer, finance=finance, worker=user)
    return paid(desk, SuggestionFactory(department=team, received_at=moment, status="reserved"))


def received(cast, *suggestions, **facts):
    batch = paid(cast, *suggestions, **facts)
    for reward in batch.rewards.all():
        for share in reward.shares.select_related("person__user"):
            rewards.receive(share, by=share.person.user)
    return batch


def the_reward(batch):
    return Reward.objects.get(batch=batch)


def brought_back(cast, suggestion):
    """A suggestion in reserve whose time has come: adopted, done, and worth grade 3."""
    due_on = timezone.localdate() + dt.timedelta(days=9)
    services.adopt(suggestion, by=cast.reviewer, reason="条件具备了。", owner=cast.owner.person, due_on=due_on)
    services.report_progress(suggestion, by=cast.owner, note="动手了")
    photos = [stages.read_picture(stages.picture())]
    services.finish(suggestion, by=cast.owner, note="装好了", photos=photos)
    services.confirm(suggestion, by=cast.worker)
    services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(120_000), basis="工时")
    services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(120_000), basis="凭证")
    return Suggestion.objects.get(pk=suggestion.pk)
