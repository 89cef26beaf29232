"""What is told of plans and their items, and to whom."""

from collections import Counter

from alliance_portal.text import headline
from members.models import Topic
from members.notifications import path_to, settle, tell

from .kinds import plans as kinds
from .recipients import keepers_of, owners_of

TEXT_LENGTH = 80


def _path(item):
    plan = item.plan
    return path_to("workshops:plan-item", plan.alliance.slug, plan.year, item.number)


def _tell(kind, users, item, when, **facts):
    facts = {"goal": item.goal, "alliance": item.plan.alliance.name} | facts
    tell(kind, users, subject=about(item), path=_path(item), now=when, **facts)


def about(item):
    return f"plan-item:{item.pk}"


def in_force(plan, when):
    """Everybody reads once how many items are theirs."""
    owed = Counter()
    for item in plan.items.unfinished().prefetch_related("owners"):
        owed.update(owners_of(item))
    path = path_to("workshops:plan", plan.alliance.slug, plan.year)
    for user, number in owed.items():
        facts = {"alliance": plan.alliance.name, "year": plan.year, "items": number}
        tell(kinds.plan_in_force, [user], subject=f"plan:{plan.pk}", path=path, now=when, **facts)


def item_added(item, when):
    _tell(kinds.plan_item_added, owners_of(item), item, when, day=item.due_on.isoformat())


def item_given_up(item, when):
    settle(about(item), Topic.ALLIANCES)
    text = headline(item.given_up_reason, TEXT_LENGTH)
    _tell(kinds.plan_item_given_up, owners_of(item), item, when, text=text)


def item_done(item, when):
    """Nobody need be reminded any more; the secretariat reads that it is done."""
    settle(about(item), Topic.ALLIANCES)
    _tell(kinds.plan_item_done, keepers_of(item.plan.alliance), item, when)


def item_soon(item, now):
    _tell(kinds.plan_item_soon, owners_of(item), item, now, day=item.due_on.isoformat())


def item_late(item, now):
    _tell(kinds.plan_item_late, owners_of(item), item, now, day=item.due_on.isoformat())
