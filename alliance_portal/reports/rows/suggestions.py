"""① 合理化建议汇总表: what came in during the period, each with how far it had come by the moment of the report."""

from collections import Counter
from decimal import Decimal

from alliance_portal.moments import local_day
from suggestions.models import Reward, Suggestion
from suggestions.statistics import rows as rows_behind
from suggestions.statistics import totals, with_standing

from ..columns import People
from . import Drawn

CONCLUSIONS = {
    "adopted": "采纳", "partly_adopted": "部分采纳", "reserved": "保留", "declined": "暂不采纳", "merged": "合并",
    "forwarded": "上报联盟", "": "待答复",
}  # fmt: skip
SUMS = ("received", "adopted", "implemented", "verified_yuan")
FEN = Decimal(100)


def draw(scope):
    own = scope.own(Suggestion.objects.visible_to(scope.user))
    behind = rows_behind(own, "received", period=scope.period, as_of=scope.at)
    listed = with_standing(behind, scope.at).for_list().select_related("benefit", "merged_into", "department__parent")
    listed = listed.order_by("enterprise__name", "received_at", "pk")
    rewards = _rewards(scope)
    rows = [(str(one.pk), _row(one, rewards.get(one.pk))) for one in listed]
    return Drawn(rows, _totals(own, scope, rows))


def _rewards(scope):
    """{suggestion id: yuan} of what was approved by then and not withdrawn, less what was taken back by then."""
    months = (scope.period.first, scope.period.last)
    own = scope.own(Reward.objects.visible_to(scope.user))
    there = own.standing_at(scope.at).filter(suggestion__month__range=months)
    sums = Counter()
    for reward in there.prefetch_related("shares"):
        back = sum(share.taken_back_fen for share in reward.shares.all()) if reward.has_gone_back else 0
        sums[reward.suggestion_id] += reward.due_fen - back
    return {pk: fen / FEN for pk, fen in sums.items()}


def _row(one, reward):
    benefit = getattr(one, "benefit", None)
    return {
        "unit": f"{one.enterprise.short_name} {one.department}",
        "title": one.title,
        "category": one.get_category_display(),
        "proposers": _proposers(one),
        "received_on": local_day(one.received_at),
        "conclusion": CONCLUSIONS[one.known_conclusion],
        "progress": _progress(one),
        "claimed": benefit.claimed_yuan if benefit else None,
        "verified": benefit.verified_yuan if benefit and one.known_verified else None,
        "reward": reward,
        "number": one.number,
        "note": _note(one),
    }


def _proposers(one):
    """Who had the idea, as its file says it: nobody where the name is hidden."""
    if one.name_hidden:
        return People(words="姓名不公开")
    named = tuple((row.person_id, True) for row in one.proposers.all() if row.confirmed_at)
    return People(named) if named else People(words="未署名")


def _progress(one):
    if one.known_learned:
        return "试行未成功"
    if one.known_done:
        return "已落实"
    return "落实中" if one.known_conclusion in Suggestion.ADOPTIONS else ""


def _note(one):
    merged = f"并入{one.merged_into.number}" if one.merged_into and one.known_conclusion == "merged" else ""
    return "，".join(filter(None, ["台账" if one.from_ledger else "", merged]))


def _totals(own, scope, rows):
    """What the statistics count, and the sums of what only the records say."""
    counted = totals(own, *SUMS, period=scope.period, as_of=scope.at)
    return {
        "title": f"共{counted['received']}条",
        "conclusion": f"采纳{counted['adopted']}条",
        "progress": f"落实{counted['implemented']}条",
        "claimed": sum((row["claimed"] or 0 for _key, row in rows), Decimal(0)),
        "verified": counted["verified_yuan"],
        "reward": sum((row["reward"] or 0 for _key, row in rows), Decimal(0)),
    }
