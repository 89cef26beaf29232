"""Rewards of the demo: from a proposal to money in hand, each state once in every enterprise."""

import datetime as dt

from django.utils import timezone

from suggestions.models import Suggestion
from suggestions.services import rewards
from suggestions.services.rewards.arithmetic import Band

from .accounts import account_of

DAY = dt.timedelta(days=1)
WAN = 10_000 * 100
# How far the newest ones are; all before them have been paid.
NEWEST = ("left", "proposed", "approved", "sent")
# One enterprise keeps a table of its own; what was rewarded before was graded by the district's.
OWN_TABLE = [
    Band("特别贡献奖", 50 * WAN, None, 5000_00, 10_000_00),
    Band("一等奖", 10 * WAN, 50 * WAN, 2000_00, 5000_00),
    Band("二等奖", 1 * WAN, 10 * WAN, 500_00, 2000_00),
    Band("鼓励奖", 0, 1 * WAN, 50_00, 500_00),
]


class Desk:
    """Who does what with the rewards of one enterprise, and the clock of it."""

    def __init__(self, code, desk, now):
        self.now = now
        self.reviewer, self.officer, self.finance = (desk[code, role] for role in ("reviewer", "officer", "finance"))

    def at(self, moment):
        """The moment, but never one that is still to come."""
        return min(moment, self.now - dt.timedelta(minutes=5))

    def propose(self, suggestion, since, **words):
        """A day later, with the highest amount of its grade."""
        when = self.at(since + DAY)
        rule = rewards.rule_on(suggestion, timezone.localtime(when).date())
        sums = rewards.reckon(suggestion, rule, rewards.Choice())
        choice = rewards.Choice(amount_fen=sums.grade.most_fen)
        return rewards.propose(suggestion, by=self.reviewer, role="reviewer", choice=choice, occurred_at=when, **words)

    def approve(self, reward):
        return rewards.approve(reward, by=self.officer, occurred_at=self.at(reward.proposed_at + DAY))

    def send(self, approved):
        when = self.at(max(reward.approved_at for reward in approved) + DAY)
        return rewards.send(approved, by=self.officer, occurred_at=when)

    def pay(self, batch):
        """All of it, three days later."""
        when = self.at(batch.sent_at + 3 * DAY)
        shares = [share for reward in batch.rewards.order_by("proposed_at") for share in reward.shares.all()]
        for share in shares:
            rewards.pay(share, by=self.finance, paid_on=timezone.localtime(when).date(), occurred_at=when)
        return shares

    def confirm(self, share):
        when = self.at(share.reward.batch.sent_at + 4 * DAY)
        rewards.receive(share, by=account_of(share.person), occurred_at=when)

    def miss(self, share):
        when, note = self.at(share.reward.batch.sent_at + 5 * DAY), "工资条上没有这一笔，卡上也没有查到。"
        rewards.report_missing(share, by=account_of(share.person), note=note, occurred_at=when)


def give_rewards(enterprise, desk, now):
    """Reward what finance has verified, and propose a small reward for what is kept in reserve."""
    desk = Desk(enterprise.code, desk, now)
    own = Suggestion.objects.filter(enterprise=enterprise).exclude(channel=Suggestion.Channel.LEDGER)
    verified = list(own.filter(benefit__verified_by__isnull=False).order_by("benefit__verified_at", "pk"))
    older, newest = verified[: -len(NEWEST)], verified[-len(NEWEST) :]
    if older:
        _pay(desk, older)
    for suggestion, state in zip(reversed(newest), NEWEST, strict=False):
        _take_to(state, desk, suggestion)
    if reserved := own.filter(status=Suggestion.Status.RESERVED).order_by("pk").first():
        desk.propose(reserved, reserved.concluded_at, note="想法好，条件还不够，先按储备给一点鼓励。")


def _pay(desk, suggestions):
    """Paid and confirmed, but the oldest: its author has yet to look, or has looked and found nothing."""
    batch = desk.send([desk.approve(desk.propose(one, one.benefit.verified_at)) for one in suggestions])
    oldest, *others = desk.pay(batch)
    for share in others:
        desk.confirm(share)
    if not others:
        desk.miss(oldest)


def _take_to(state, desk, suggestion):
    if state == "left":
        return
    reward = desk.propose(suggestion, suggestion.benefit.verified_at)
    if state in ("approved", "sent"):
        reward = desk.approve(reward)
    if state == "sent":
        desk.send([reward])


def keep_own_table(enterprise, officer):
    """From today on the enterprise grades by its own table."""
    rewards.write_rule(enterprise, by=officer, valid_from=timezone.localdate(), grades=OWN_TABLE)
