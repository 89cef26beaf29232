"""The radar: who is asked how often, what is asked twice, and what could be asked as one."""

import datetime as dt

import pytest
import time_machine

from alliance_portal.periods import Period
from tests.factories import EnterpriseFactory, WorkshopFactory
from tests.workshops.asking import TODAY, asked, due, merged, requirement, sent, three_superiors
from workshops import services
from workshops.models import Requirement, Workshop
from workshops.radar.asked import matrix
from workshops.radar.catalogue import Catalogue, plain
from workshops.radar.overlaps import overlaps, unmapped
from workshops.radar.proposals import proposals
from workshops.radar.reach import reach

pytestmark = pytest.mark.django_db
AUTUMN = Period(dt.date(2026, 9, 1), dt.date(2026, 12, 1))


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


def everything():
    return asked(Requirement.objects.all(), list(Workshop.objects.order_by("pk")))


def squares(period=AUTUMN):
    return [[(one.before, one.after) for one in line.squares] for line in matrix(everything(), period)]


def offered():
    return proposals(everything(), dt.date(2026, 9, 20), Catalogue())


# Whom it is asked of


def test_a_requirement_asks_the_kinds_and_enterprises_it_names_and_all_where_it_names_none():
    mine, other = EnterpriseFactory(), EnterpriseFactory()
    model = WorkshopFactory(enterprise=mine, kind="model_worker")
    master = WorkshopFactory(enterprise=mine, kind="master_craftsman")
    elsewhere = WorkshopFactory(enterprise=other, kind="model_worker")
    made = [
        requirement("全部"),
        requirement("劳模", kinds=["model_worker"]),
        requirement("本企业", enterprises=[mine]),
        requirement("本企业劳模", kinds=["model_worker"], enterprises=[mine]),
    ]

    found = reach(made, [model, master, elsewhere])

    assert [found[one.pk] for one in made] == [
        {model.pk, master.pk, elsewhere.pk},
        {model.pk, elsewhere.pk},
        {model.pk, master.pk},
        {model.pk},
    ]


def test_one_more_condition_narrows_further(monkeypatch):
    workshops = [WorkshopFactory(), WorkshopFactory()]
    made = requirement("有牌子的")
    only_first = lambda requirements, there: {one.pk: {there[0].pk} for one in requirements}  # noqa: E731
    monkeypatch.setattr("workshops.radar.reach.CONDITIONS", (only_first,))
    assert reach([made], workshops)[made.pk] == {workshops[0].pk}


def test_a_workshop_founded_after_the_period_is_not_asked_about_it():
    old, young = WorkshopFactory(founded_on=dt.date(2026, 9, 30)), WorkshopFactory(founded_on=dt.date(2026, 10, 1))
    made = requirement("季报")
    assert asked([made], [old, young]).workshops_of(due(made)) == [old]


# The matrix


def test_the_matrix_counts_reports_in_the_month_of_their_day():
    WorkshopFactory(kind="model_worker")
    WorkshopFactory(kind="master_craftsman")
    requirement("甲", due_day=10)
    requirement("乙", due_day=15, kinds=["model_worker"])
    requirement("丙", frequency="monthly", due_after=0, due_day=31)
    assert squares() == [[(1, 1), (3, 3), (1, 1), (1, 1)], [(1, 1), (2, 2), (1, 1), (1, 1)]]


def test_a_sent_request_is_asked_once_in_the_month_of_its_own_day(staff):
    WorkshopFactory()
    made = three_superiors()
    assert squares() == [[(0, 0), (3, 3), (0, 0), (0, 0)]]

    request = merged(made, by=staff, due_on=dt.date(2026, 9, 30))
    assert squares() == [[(0, 0), (3, 3), (0, 0), (0, 0)]], "what is not sent changes nothing"

    services.requests.send(request, by=staff)
    assert squares() == [[(0, 1), (3, 0), (0, 0), (0, 0)]]


def test_the_matrix_costs_the_same_for_more_workshops_and_requirements(django_assert_num_queries):
    for _each in range(2):
        WorkshopFactory()
        three_superiors() if not Requirement.objects.exists() else requirement("又一张", by="区科技局")
        there = everything()
        with django_assert_num_queries(1):
            matrix(there, AUTUMN)


# What is asked twice


def test_an_overlap_names_who_asks_and_whether_they_call_it_the_same():
    WorkshopFactory()
    three_superiors()
    found = {str(one.fact.code): (one.superiors, sorted(one.names), one.has_one_name, one.workshops) for one in seen()}
    assert found == {
        "sessions": (2, ["办班期数", "培训场次"], False, 1),
        "patents": (2, ["专利授权数", "专利数"], False, 1),
    }


def seen():
    return overlaps(everything(), Catalogue())


def test_the_same_word_with_another_unit_is_the_same_name():
    WorkshopFactory()
    requirement("甲", ("核实效益（万元）", "verified_yuan"), by="甲局")
    requirement("乙", ("核实效益", "verified_yuan"), by="乙局")
    assert [one.has_one_name for one in seen()] == [True]
    assert plain("核实 效益（万元）") == plain("核实效益")


def test_what_different_workshops_are_asked_is_no_overlap():
    WorkshopFactory(kind="model_worker")
    WorkshopFactory(kind="master_craftsman")
    requirement("甲", ("场次", "sessions"), by="甲局", kinds=["model_worker"])
    requirement("乙", ("场次", "sessions"), by="乙局", kinds=["master_craftsman"])
    assert seen() == []


def test_a_column_nothing_is_known_of_is_shown_with_the_fact_it_may_be():
    WorkshopFactory()
    requirement("甲", ("办班期数", "sessions"), ("获奖情况", ""), by="甲局")
    requirement("乙", ("办班期数（期）", ""), ("获奖情况", ""), by="乙局")
    found = [(one.name, one.superiors, one.fact and one.fact.code) for one in unmapped(everything(), Catalogue())]
    assert found == [("获奖情况", 2, None), ("办班期数（期）", 1, "sessions")]


# What could be asked as one


def test_reports_with_facts_and_workshops_in_common_are_proposed_as_one():
    WorkshopFactory()
    WorkshopFactory()
    three_superiors()
    proposal = offered()[0]
    assert [due.requirement.title for due in proposal.dues] == ["职工技能季报", "技能人才季度表", "创新平台季报"]
    numbers = (proposal.reports, proposal.requests, proposal.saved, proposal.fields, proposal.facts)
    assert numbers == (6, 2, 4, 6, 4)
    assert (proposal.due_on, proposal.period_last) == (dt.date(2026, 10, 10), dt.date(2026, 9, 1))


def test_what_has_nothing_in_common_is_not_proposed():
    WorkshopFactory()
    requirement("甲", ("场次", "sessions"), by="甲局")
    requirement("乙", ("专利", "patents"), by="乙局")
    assert offered() == []


def test_a_yearly_report_is_not_drawn_into_a_quarter_that_ends_with_it():
    WorkshopFactory()
    requirement("季报", ("场次", "sessions"), by="甲局")
    requirement("年报", ("场次", "sessions"), by="乙局", frequency="yearly", due_after=3, due_day=15)
    assert offered() == []
    requirement("早年报", ("场次", "sessions"), by="丙局", frequency="yearly", due_after=1, due_day=20)
    assert [[due.requirement.title for due in one.dues] for one in offered()] == [["季报", "早年报"]]


def test_a_state_asked_by_month_and_by_quarter_is_one_fact_and_a_number_two():
    WorkshopFactory()
    columns = (("面积", "site_area"), ("场次", "sessions"))
    requirement("季报", *columns, by="甲局")
    requirement("月报", *columns, by="乙局", frequency="monthly", due_day=5)
    quarter = next(one for one in offered() if len(one.dues) == 2)
    assert (quarter.fields, quarter.facts) == (4, 3)


def test_what_is_merged_is_not_proposed_again_and_what_was_refused_is_marked(staff):
    WorkshopFactory()
    made = three_superiors()
    services.requests.refuse([due(one) for one in made], by=staff, title="三季度", reason="口径不一样")
    first = offered()[0]
    assert (first.refused.title, first.refused.events.get().note) == ("三季度", "口径不一样")

    merged(made[:2], by=staff)
    assert [one.dues[0].period.last for one in offered()] == [dt.date(2026, 12, 1)]


def test_a_request_taken_back_is_proposed_again(staff):
    WorkshopFactory()
    request = sent(three_superiors(), by=staff)
    services.requests.withdraw(request, by=staff, reason="上级取消了")
    assert offered()[0].due_on == dt.date(2026, 10, 10)


def test_proposals_cost_the_same_for_more_of_everything(django_assert_num_queries):
    three_superiors()
    for title in ("又一张", "再一张"):
        WorkshopFactory()
        there, catalogue = everything(), Catalogue()
        with django_assert_num_queries(2):
            found = proposals(there, dt.date(2026, 9, 20), catalogue)
        assert found
        requirement(title, ("场次", "sessions"), by="区教育局")
