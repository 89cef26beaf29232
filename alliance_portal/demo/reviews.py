"""What one person does not decide alone: a panel that sits, one that has finished, and a meeting with its drafts."""

import datetime as dt

from django.utils import timezone

from suggestions import services
from suggestions.models import Suggestion
from suggestions.services.seats import steps_aside
from workshops.models import Rubric

RUBRIC = "合理化建议评分表"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# Share of the most points of each criterion, the recommendation and the opinion of a vote.
VOTES = (
    (88, "adopted", "问题抓得准，办法不复杂，可以先在一处试。"),
    (76, "partly_adopted", "方向对，建议先做一半，看看效果再推开。"),
    (92, "adopted", "我们班也碰到过，做好了愿意一起用。"),
)
# For the three that have waited longest, in this order.
ADOPT = "首件挂卡这个办法好，评审会同意采纳。先在一条线上挂两周，做好后请您到现场看一看。"
RESERVE = "刷卡启动更安全。要改行车的控制柜，先记在储备里，明年行车大修时一起做。"
DECLINE = "谢谢您提出来。这回先不改：现有的加药泵精度不够，改成自动也不稳。换泵时我们再看。"


def hold_reviews(enterprise, desk, now):
    """One panel of each kind and a meeting with three drafts, of what still waits in the enterprise."""
    reviewer = desk[enterprise.code, "reviewer"]
    members = _members(enterprise)
    finished, sitting = _still_in_time(enterprise, now)[:2]
    _vote(_call(finished, reviewer, _free(members, finished)[:3], now), VOTES, now)
    _vote(_call(sitting, reviewer, _free(members, sitting)[:4], now), VOTES[1:], now, first=1)
    _draft(enterprise, reviewer, members, {finished.pk, sitting.pk}, now)


def _members(enterprise):
    """The heads of its departments; the first of them is the one who can sign in."""
    headed = enterprise.departments.filter(head__isnull=False).select_related("head__user").order_by("pk")
    return [department.head.user for department in headed]


def _free(members, suggestion):
    """Those who need not step aside."""
    asked = Suggestion.objects.for_panel().get(pk=suggestion.pk)
    return [member for member in members if not steps_aside(member, asked)]


def _own(enterprise):
    """Those that came by the portal and wait for an answer."""
    return enterprise.suggestions.in_hand().exclude(channel=Suggestion.Channel.LEDGER)


def _still_in_time(enterprise, now):
    """New ones whose promised day leaves time for a panel, the oldest first."""
    today = timezone.localtime(now).date()
    new = _own(enterprise).filter(status=Suggestion.Status.SUBMITTED, due_on__gt=today + 2 * DAY)
    return list(new.order_by("received_at", "pk"))


def _call(suggestion, reviewer, members, now):
    """The last member has a stand-in."""
    seats = [(member, None) for member in members[:-1]] + [(members[-1], reviewer)]
    when = min(suggestion.received_at + 3 * HOUR, now - HOUR)
    facts = {"rubric": Rubric.objects.get(name=RUBRIC, enterprise=None, version=1), "quorum": 2, "occurred_at": when}
    return services.call_panel(suggestion, by=reviewer, seats=seats, vote_by=suggestion.due_on - DAY, **facts)


def _vote(panel, votes, now, *, first=0):
    """The members from `first` on give these votes."""
    criteria = list(panel.rubric.criteria.all())
    seats = list(panel.seats.select_related("member__person"))[first:]
    for place, (seat, (share, recommendation, opinion)) in enumerate(zip(seats, votes, strict=False)):
        services.cast_vote(
            panel, by=seat.holder, recommendation=recommendation, opinion=opinion,
            scores={criterion.pk: criterion.points * share // 100 for criterion in criteria},
            occurred_at=min(panel.called_at + (place + 2) * HOUR, now - (5 - place) * dt.timedelta(minutes=5)),
        )  # fmt: skip


def _draft(enterprise, reviewer, members, taken, now):
    """A meeting of tomorrow: what is due first is on its list, and prepared."""
    today = timezone.localtime(now).date()
    title = f"{today.month}月合理化建议评审会"
    meeting = services.plan_meeting(by=reviewer, enterprise=enterprise, title=title, held_on=today + DAY)
    owner = members[-1].person_or_none
    task = {"owner": owner, "due_on": today + 20 * DAY}
    why = {"decline_reason": "cost", "would_change": "如果明年换了加药泵，就按您说的做。"}
    drafts = (
        {"conclusion": "adopted", "answer": ADOPT, **task},
        {"conclusion": "reserved", "answer": RESERVE},
        {"conclusion": "declined", "answer": DECLINE, **why},
    )
    listed = _own(enterprise).exclude(pk__in=taken).filter(version__gt=1).order_by("due_on", "pk")
    for suggestion, words in zip(listed[: len(drafts)], drafts, strict=False):
        facts = {"by": reviewer, "occurred_at": now - dt.timedelta(minutes=2)}
        item = services.put_on_list(meeting, suggestion, **facts)
        services.draft(item, by=reviewer, **words)
