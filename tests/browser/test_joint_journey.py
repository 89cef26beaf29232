"""Joint work in one go: what a worker's enterprise cannot do is solved elsewhere, used by two more, and honoured.

The worker and the team that solves it are on phones, everybody else at a desk.
"""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import joint
from tests.browser.looks import OFFICE, PHONE
from tests.conftest import make_cast
from tests.factories import SuggestionFactory, WorkshopFactory
from tests.workshops import awarding
from workshops.models import AwardAssignment, AwardRound, Honour, Problem, Result
from workshops.services import awards as services

DAY = dt.timedelta(days=1)
WHY = "厂里没有激光跟踪设备，转到联盟张榜，请各家工作室一起攻。"


@pytest.fixture
def workshop(strangers):
    return WorkshopFactory(enterprise=strangers.enterprise, name="甲辰焊接工作室")


def test_what_one_enterprise_cannot_do_alone_ends_as_an_honour(cast, strangers, staff, workshop, desk, visitor, axe):
    idea = SuggestionFactory(department=cast.team, by=cast.worker.person, title="侧围焊缝气孔多")
    problem = forwarded(desk(cast.reviewer, OFFICE), idea)
    officer, team, union = desk(cast.officer, OFFICE), desk(strangers.officer, PHONE), desk(staff, OFFICE)

    joint.complete(officer, problem)
    joint.press(union, problem, "张榜", "张榜")
    joint.offer(team, problem)
    joint.work_out(officer, team, problem)
    holds(officer, "已解决")

    result = Result.objects.get()
    assert (result.status, result.enterprise, result.problem) == ("draft", strangers.enterprise, problem)
    joint.share(team, result)
    result.refresh_from_db()
    for unit, outcome in ((cast, "adopted"), (make_cast("XA", "新安轴承"), "adapted")):
        joint.take_over(desk(unit.officer, OFFICE), result, unit.shop, outcome)

    honour = honoured(result, staff, strangers, union)
    visitor.go(result.get_absolute_url())
    holds(visitor, "其他2家单位在用", honour.title)
    assert axe(visitor) == {}
    visitor.go(workshop.get_absolute_url())
    holds(visitor, honour.title)
    visitor.go("/awards/")
    holds(visitor, result.title)

    worker = desk(cast.worker, PHONE)
    worker.go(idea.get_absolute_url())
    holds(worker, "难题已解决", result.title)


def holds(page, *words):
    for text in words:
        expect(page.locator("main")).to_contain_text(text)


def forwarded(reviewer, idea):
    """The reviewer finds it in the queue and passes it on, with the reason that the worker reads."""
    reviewer.go(f"/workbench/queue/?show=all&open={idea.number}")
    reviewer.locator("label", has_text="转难题揭榜").first.click()
    reviewer.get_by_label("给职工的答复").fill(WHY)
    reviewer.locator("main form[method=post] .button--primary").last.click()
    reviewer.wait_for_load_state()
    return Problem.objects.get()


def honoured(result, staff, owners, union):
    """A round that this result wins, published by the union; judges have scored."""
    today = timezone.localdate()
    award = awarding.opened(staff, entries_by=today, scores_by=today + 9 * DAY, judges_per_entry=2)
    entry = services.recommend(award, by=owners.officer, what=result, **awarding.WORDS)
    services.check_entry(entry, by=staff, met=[one.pk for one in award.conditions.all()])
    services.name_judges(award, by=staff, users=awarding.judges(2))
    AwardRound.objects.filter(pk=award.pk).update(entries_by=today - DAY)
    services.start_review(AwardRound.objects.get(pk=award.pk), by=staff)
    for seat in AwardAssignment.objects.select_related("judge__user", "entry__round__rubric"):
        services.score(seat, by=seat.judge.user, points=awarding.points_of(award, 90), opinion="讲得清楚。")
    services.close_review(AwardRound.objects.get(pk=award.pk), by=staff)
    services.decide(
        AwardRound.objects.get(pk=award.pk), by=staff, prizes=awarding.as_ranked(award), minutes="五人到会。"
    )
    services.show(AwardRound.objects.get(pk=award.pk), by=staff)
    AwardRound.objects.filter(pk=award.pk).update(shown_from=today - 9 * DAY, shown_until=today - DAY)
    union.go(f"/workbench/awards/{award.slug}/publish/")
    joint.send(union)
    return Honour.objects.get()
