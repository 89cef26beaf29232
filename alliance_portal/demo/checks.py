"""What is checked in the demo: numbers that officers were asked about, a spot check that is over and one under way."""

import datetime as dt

from django.utils import timezone

from alliance_portal.periods import add_months
from suggestions import services
from suggestions.models import SpotCheck, SpotCheckRow

DAY = dt.timedelta(days=1)
Finding = SpotCheckRow.Finding
# What staff saw, in the order of the sample; the rest is as declared.
SEEN = {
    4: (Finding.DIFFERENT, "夹具已做好，挂在工具间，班组还没有用起来。"),
    9: (Finding.UNCHECKED, "产线检修，当天没有进车间。"),
}
COMMENT = "第4条的夹具已于上周装到工位上，请有空再来看看。"
ANSWER = "上半年的老台账补录，评审会记录在设备科档案柜。"


def check_on_the_spot(enterprises, desk, *, by, now):
    """Officers are asked, one has answered; staff have been to every enterprise and are on their way again."""
    services.ask_about_flags(now - 6 * DAY)
    _answer(enterprises["CF"], desk["CF", "officer"], now - 4 * DAY)
    month = timezone.localtime(now).date().replace(day=1)
    first, last = add_months(month, -8), add_months(month, -1)
    _closed(enterprises["CF"], desk["CF", "officer"], first, last, by, now)
    _under_way(add_months(month, -3), last, by, now)


def _answer(enterprise, officer, now):
    year = timezone.localtime(now).year
    if enterprise.flag_cases.filter(code="unreviewed", year=year).exists():
        services.answer_flag(enterprise, by=officer, code="unreviewed", year=year, words=ANSWER, now=now)


def _closed(enterprise, officer, first, last, by, now):
    facts = {"title": "前三季度已落地建议抽查", "figure": SpotCheck.Figure.IMPLEMENTED, "first": first, "last": last}
    check = services.plan_spot_check(by=by, method=SpotCheck.Method.EACH, size=10, now=now - 20 * DAY, **facts)
    check = services.spot_checks.draw(check, by=by, now=now - 20 * DAY)
    for row in check.rows.order_by("place"):
        finding, words = SEEN.get(row.place, (Finding.CONFIRMED, ""))
        _find(row, finding, words, by, now - 15 * DAY)
    services.close_spot_check(check, by=by, now=now - 9 * DAY)
    if check.rows.filter(suggestion__enterprise=enterprise).exists():
        services.comment_on_spot_check(check, enterprise, by=officer, words=COMMENT, now=now - 7 * DAY)


def _under_way(first, last, by, now):
    facts = {"title": "近三个月采纳建议抽查", "figure": SpotCheck.Figure.ADOPTED, "first": first, "last": last}
    check = services.plan_spot_check(by=by, method=SpotCheck.Method.ALL, size=9, now=now - 3 * DAY, **facts)
    check = services.spot_checks.draw(check, by=by, now=now - 3 * DAY)
    for row in check.rows.order_by("place")[:3]:
        _find(row, Finding.CONFIRMED, "", by, now - DAY)


def _find(row, finding, words, by, now):
    yes = SpotCheckRow.Reply.YES if finding == Finding.CONFIRMED else SpotCheckRow.Reply.NO
    number = len(row.spot_check.questions)
    hidden = SpotCheckRow.Reply.NONE if row.suggestion.name_hidden else yes
    replies = [hidden if place == 2 else yes for place in range(number)]
    services.spot_checks.find(row, by=by, finding=finding, words=words, replies=replies, now=now)
