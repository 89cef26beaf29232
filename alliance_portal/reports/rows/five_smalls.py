"""⑤ “五小”汇总表: results of the five kinds that have been in use since a day of the period."""

from decimal import Decimal

from alliance_portal.periods import last_day
from workshops.exports.five_smalls import KINDS, OWNERS
from workshops.models import Result

from ..columns import People
from . import Drawn


def five_smalls(scope):
    """Those of the unit, and neither drafts nor withdrawn."""
    own = scope.own(Result.objects.visible_to(scope.user).at_work(scope.user))
    last = min(last_day(scope.period.last), scope.day)
    begun = own.filter(five_small__isnull=False, in_use_since__range=(scope.period.first, last))
    return begun.published()


def draw(scope):
    listed = five_smalls(scope).select_related("enterprise", "five_small").prefetch_related("patents", "makers__person")
    rows = [(str(one.pk), _row(one, scope.at)) for one in listed.order_by("enterprise__name", "in_use_since", "pk")]
    sums = {name: sum((row[name] or 0 for _key, row in rows), Decimal(0)) for name in ("claimed", "verified")}
    return Drawn(rows, {"title": f"共{len(rows)}项"} | sums)


def _row(one, at):
    return {
        "title": one.title,
        "kind": KINDS[one.five_small.national],
        "enterprise": one.enterprise.name,
        "makers": _makers(one),
        "in_use_since": one.in_use_since,
        "brief": _brief(one),
        "claimed": one.claimed_yuan,
        "verified": one.verified_yuan if one.verified_at and one.verified_at <= at else None,
        "patents": "、".join(patent.number for patent in one.patents.all()),
        "owner": OWNERS[one.owner],
        "number": one.number,
    }


def _brief(result):
    """As the table of the national round says it, in one line."""
    parts = (("原状", result.before), ("做法", result.method), ("效果", result.after))
    return "；".join(f"{word}：{text.strip().rstrip('。；')}" for word, text in parts) + "。"


def _makers(result):
    """Colleagues as the roster has them; whoever is of another enterprise as that person agreed."""
    ids = [
        (maker.person_id, maker.person.enterprise_id == result.enterprise_id)
        for maker in result.makers.all()
        if maker.person_id
    ]
    outsiders = "、".join(maker.outsider for maker in result.makers.all() if not maker.person_id)
    return People(tuple(ids), outsiders)
