"""How far a plan is, in numbers."""

import datetime as dt

import pytest
from django.utils import translation

from tests.factories import AllianceFactory
from tests.workshops.alliances import began, finish, item, member, overdue
from workshops.models import PlanItem
from workshops.services import plan_items
from workshops.statistics import DEFINITIONS, PlanFigures, months_of, summarise_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(staff):
    return began(AllianceFactory(), staff)


def test_every_item_counts_once_in_where_it_stands(plan, cast, staff, django_assert_num_queries):
    workshop, second = (member(plan.alliance, cast.enterprise) for _n in range(2))
    for _n in range(2):
        finish(item(plan, workshop, second, by=staff), cast.officer)
    overdue(item(plan, workshop, second, by=staff))
    item(plan, workshop, by=staff)
    dropped = item(plan, workshop, by=staff)
    plan_items.give_up(dropped, by=staff, reason="没有师资")
    carried = item(plan, workshop, by=staff)
    following = began(plan.alliance, staff, plan.year + 1)
    PlanItem.objects.create(
        plan=following, number=1, goal="结转", kind="other", due_on=dt.date(plan.year + 1, 1, 1), carried_from=carried,
        carried_times=1,
    )  # fmt: skip
    with django_assert_num_queries(1):
        figures = summarise_plan(plan.items.all())
    assert figures == PlanFigures(total=6, done=2, late=1, open=1, given_up=1, carried=1)
    assert figures.left == 2


@pytest.mark.parametrize(
    ("done", "total", "printed"),
    [(0, 0, "—"), (5, 12, "5/12"), (19, 20, "95%"), (199, 200, "99.5%"), (1999, 2000, "99.9%"), (50, 50, "100%")],
)
def test_the_rate_is_rounded_down_and_keeps_its_numbers(done, total, printed):
    assert str(PlanFigures(total=total, done=done).rate) == printed


def test_one_line_says_how_far_it_is():
    assert PlanFigures(total=12, done=5, late=1).line == "12项，做完5项，晚了1项"
    assert PlanFigures(total=12, done=5).line == "12项，做完5项"
    with translation.override("en"):
        assert PlanFigures(total=12, done=5, late=1).line == "12 items, 5 done, 1 late"


def test_a_plan_has_twelve_months_and_every_item_in_its_own(plan, cast, staff):
    workshop = member(plan.alliance, cast.enterprise)
    for month in (3, 3, 12):
        item(plan, workshop, by=staff, due_on=dt.date(plan.year, month, 5))
    finish(plan.items.first(), cast.officer)
    months = months_of(plan.year, plan.items.all())
    assert [len(month.items) for month in months] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert [month.done for month in months if month.items] == [1, 0]


def test_every_figure_of_plans_is_defined():
    assert {"plan_items", "plan_done", "plan_late", "plan_done_rate"} <= {one.code for one in DEFINITIONS}
