"""What is owed where: each kind with a row that is owed and one that is not, and each number opens exactly its rows."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alliance_portal.dashboard.district import owed
from tests.factories import AllianceFactory, SuggestionFactory, WorkshopFactory
from tests.ladder import climb
from tests.portal import reporting
from tests.portal.test_dashboard import Links, number_in
from tests.workshops import alliances, asking, plating, visiting

LIST = reverse("district-owed")


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def ago(days):
    return (timezone.localdate() - dt.timedelta(days=days)).isoformat()


def received(cast, days, **facts):
    when = timezone.now() - dt.timedelta(days=days)
    return climb(SuggestionFactory(department=cast.team, by=cast.worker.person, received_at=when), **facts)


def answers(cast, staff):
    received(cast, 9)
    received(cast, 2)


def stalled(cast, staff):
    received(cast, 200, answer="adopted", on=ago(91))
    received(cast, 200, answer="adopted", on=ago(80))
    received(cast, 200, answer="adopted", on=ago(199), done=ago(50))


def visits(cast, staff):
    received(cast, 200, answer="adopted", on=ago(199), done=ago(120))
    received(cast, 200, answer="adopted", on=ago(199), done=ago(120), ledger=True)
    received(cast, 200, answer="adopted", on=ago(199), done=ago(120), visits=[(3, ago(20), "in_use")])


def plan(cast, staff):
    """One item late, in the charge of two workshops of the enterprise; one in a plan that is not in force yet."""
    alliance = AllianceFactory()
    own = [WorkshopFactory(enterprise=cast.enterprise, alliance=alliance) for _n in range(2)]
    begun = alliances.began(alliance, staff)
    alliances.overdue(alliances.item(begun, *own, by=staff))
    alliances.item(begun, *own, by=staff, goal="不急")
    next_year = alliances.began(alliance, staff, year=begun.year + 1, in_force=False)
    alliances.overdue(alliances.item(next_year, *own, by=staff))


def promises(cast, staff):
    visiting.shared(cast.enterprise, staff, due=(-1, 7))
    drafted = visiting.draft(cast.enterprise, staff, days_ago=9)
    visiting.promise(drafted, staff, due=-1)


def plates(cast, staff):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    plating.hung(workshop, staff, plating.ago(366), review_years=1)
    plating.not_mended(workshop, staff, level="district")
    plating.hung(workshop, staff, plating.ago(10), review_years=3, level="municipal")


def reports(cast, staff):
    """Neither has signed one of the quarter that ended last; one does so in its test."""


CASES = {
    "answers": (answers, 1), "stalled": (stalled, 1), "visits": (visits, 1), "plan": (plan, 1),
    "promises": (promises, 1), "plates": (plates, 2), "reports": (reports, 1),
}  # fmt: skip


def line_of(desk, cast):
    return next(line for line in desk.get(LIST).context["page_obj"] if line.enterprise == cast.enterprise)


@pytest.mark.parametrize("code", CASES)
def test_what_is_late_counts_and_what_is_not_does_not(desk, cast, strangers, staff, code):
    lay, number = CASES[code]
    lay(cast, staff)
    own = line_of(desk, cast).numbers
    assert own[code] == number
    assert line_of(desk, strangers).numbers == {"reports": 1}


@time_machine.travel(asking.TODAY, tick=False)
def test_a_request_that_nobody_has_confirmed_counts_after_its_day(desk, cast, staff, strangers):
    workshop = asking.led_workshop(cast.enterprise)
    request = asking.sent(asking.three_superiors(), by=staff)
    assert asking.answer_of(request, workshop)
    for days, number in ((1, 0), (-1, 1)):
        due_on = timezone.localdate() + dt.timedelta(days=days)
        type(request).objects.filter(pk=request.pk).update(due_on=due_on)
        assert line_of(desk, cast).numbers["requests"] == number


def test_a_signed_report_of_the_last_quarter_is_enough(desk, cast):
    reporting.signed(cast.officer, cast.enterprise, table="training", period=owed.last_quarter().code)
    assert desk.get(LIST).context["page_obj"].paginator.count == 0


def test_the_last_quarter_is_the_one_that_has_ended():
    assert owed.last_quarter(dt.date(2026, 1, 1)).code == "2025-q4"
    assert owed.last_quarter(dt.date(2026, 8, 31)).code == "2026-q2"


def test_each_number_opens_exactly_its_rows_and_they_open(desk, cast, staff):
    for lay, _number in CASES.values():
        lay(cast, staff)
    links = [
        one for one in Links(desk.get(LIST).content.decode()).found if "/owed/" in one[0] and "enterprise=" in one[0]
    ]
    assert len(links) == len(CASES)
    for address, text in links:
        response = desk.get(address)
        assert (address, response.context["page_obj"].paginator.count) == (address, number_in(text))
        for _words, _day, url in response.context["lines"]:
            assert (url, desk.get(url).status_code) == (url, 200)


def test_totals_are_the_sums_of_the_lines_and_stand_on_the_page_of_the_district_too(desk, cast, strangers, staff):
    answers(cast, staff)
    answers(strangers, staff)
    assert desk.get(LIST).context["owed_totals"][0] == 2
    context = desk.get(reverse("district")).context
    assert (context["owed_totals"][0], context["owed_number"]) == (2, 2)


def test_what_two_enterprises_owe_together_is_one_in_the_total(desk, cast, strangers, staff):
    alliance = AllianceFactory()
    both = [WorkshopFactory(enterprise=each.enterprise, alliance=alliance) for each in (cast, strangers)]
    alliances.overdue(alliances.item(alliances.began(alliance, staff), *both, by=staff))
    assert [line_of(desk, each).numbers["plan"] for each in (cast, strangers)] == [1, 1]
    place = [kind.code for kind in owed.KINDS].index("plan")
    assert desk.get(LIST).context["owed_totals"][place] == 1


def test_the_list_is_narrowed_like_the_comparison(desk, cast, strangers):
    assert desk.get(LIST, {"q": "长风"}).context["page_obj"].paginator.count == 1


@pytest.mark.parametrize("query", [{"enterprise": "??"}, {}, {"enterprise": "\x00"}])
def test_rows_of_an_enterprise_there_is_not_are_not_found(desk, cast, query):
    assert desk.get(reverse("district-owed-rows", args=["answers"]), query).status_code == 404
    assert desk.get(reverse("district-owed-rows", args=["nonsense"]), {"enterprise": "CF"}).status_code == 404


def test_what_was_done_meanwhile_says_so(desk, cast):
    response = desk.get(reverse("district-owed-rows", args=["answers"]), {"enterprise": "CF"})
    assert "这一项都办了" in response.content.decode()


def test_the_list_of_rows_is_headed_by_what_they_are(desk, cast, staff):
    answers(cast, staff)
    text = desk.get(reverse("district-owed-rows", args=["answers"]), {"enterprise": "CF"}).content.decode()
    assert '<th scope="col">事项</th>' in text


@pytest.mark.parametrize("who", ["officer", "leader", "reviewer", "worker"])
def test_only_staff_read_it(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("district-owed-rows", args=["answers"]), {"enterprise": "CF"}).status_code == 403


def test_one_query_for_each_kind_however_many_enterprises(desk, cast, strangers, staff):
    answers(cast, staff)
    desk.get(LIST)
    with CaptureQueriesContext(connection) as once:
        desk.get(LIST)
    for lay, _number in CASES.values():
        lay(strangers, staff)
    with CaptureQueriesContext(connection) as again:
        desk.get(LIST)
    assert len(again) == len(once)
