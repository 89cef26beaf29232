"""The leader's page: every number on it, in its rows, in its workbook and on the command line is the same."""

import datetime as dt
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import openpyxl
import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import escape

from alliance_portal.dashboard.units import SORTS
from alliance_portal.templatetags.portal import money
from suggestions import services
from suggestions.models import Suggestion
from suggestions.statistics import COUNTED
from tests.factories import DepartmentFactory, PersonFactory
from tests.ladder import idea
from tests.turning import link, turned
from tests.workshops import plating

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
PERIOD = {"from": "2026-01", "to": "2026-08"}


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def story(cast, strangers):
    """Thirty people in the shop, three in the office, suggestions with every fate; strangers have one too."""
    crew = PersonFactory.create_batch(30, department=cast.team)
    for number, person in enumerate(crew[:24]):
        idea(cast.team, f"2026-0{number % 7 + 1}-10", by=person, answer="adopted", on=f"2026-0{number % 7 + 1}-12")
    author = crew[0]
    done = {"by": author, "answer": "adopted", "on": "2026-06-03", "done": "2026-07-01"}
    idea(cast.team, "2026-06-01", **done, claimed=9000, verified=12345)
    idea(cast.team, "2026-06-02", **done, claimed=700)
    idea(cast.team, "2026-08-29", by=author)
    idea(cast.team, "2026-08-10", by=author)
    idea(cast.office, "2026-05-01", by=author, answer="declined", on="2026-05-20")
    idea(cast.office, "2026-05-02", by=author, answer="reserved", on="2026-05-03")
    idea(
        cast.office,
        "2026-05-03",
        by=author,
        answer="adopted",
        on="2026-05-04",
        done="2026-05-05",
        verified=1,
        ledger=True,
    )
    idea(cast.office, "2026-07-03", by=author, withdrawn="2026-07-04")
    idea(cast.office, "2026-07-04", by=author, spam="2026-07-05")
    theirs = idea(strangers.team, "2026-05-04", by=strangers.worker.person)
    Suggestion.objects.filter(pk=theirs.pk).update(title="别家的点子")
    return cast


@pytest.fixture
def leader(client, story):
    client.force_login(story.leader)
    return client


def page(client, view="dashboard", **parameters):
    response = client.get(reverse(view), PERIOD | parameters)
    if response.streaming:
        response.file = io.BytesIO(response.getvalue())
    return response


class Links(HTMLParser):
    """[(address, text)] of all links."""

    def __init__(self, markup):
        super().__init__()
        self.found, self.address, self.text = [], None, ""
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.address, self.text = dict(attributes).get("href"), ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "a" and self.address:
            self.found.append((self.address, self.text))
            self.address = None


def number_in(text):
    return int(re.search(r"[\d,]+", text)[0].replace(",", ""))


def test_every_number_on_the_page_opens_exactly_its_rows(leader):
    links = [link for link in Links(page(leader).content.decode()).found if "/dashboard/rows/" in link[0]]
    assert len(links) > 60
    for address, text in links:
        listed = leader.get(address).context["listed"]
        if listed.code == "claimed_yuan":
            assert text == money(listed.amount)
        else:
            assert (address, number_in(text)) == (address, listed.total)


def test_the_page_shows_what_a_hand_count_says(leader):
    summary = page(leader).context["summary"]
    counted = {code: summary[code] for code in ("received", "adopted", "implemented", "verified", "pending", "overdue")}
    assert counted == {"received": 31, "adopted": 27, "implemented": 3, "verified": 2, "pending": 2, "overdue": 1}
    assert (summary["withdrawn"], summary["spam"], summary["verified_yuan"]) == (1, 1, 12346)
    assert (summary["proposers"], summary["headcount"]) == (24, 37)


def test_each_list_holds_as_many_rows_as_its_figure_says(leader):
    summary = page(leader).context["summary"]
    for code, figure in COUNTED.items():
        context = page(leader, "dashboard-rows", figure=code).context
        listed = context["listed"]
        assert (code, listed.amount if figure.amount else listed.total) == (code, summary[code])
        assert len(context["page_obj"]) == listed.total


def workbook(response):
    return openpyxl.load_workbook(response.file)


def test_the_workbook_holds_the_same_numbers_rows_and_definitions(leader):
    response = page(leader, "dashboard-export")
    sums, _units, months, rows, _plates, definitions = workbook(response).worksheets
    summary = page(leader).context["summary"]
    values = {row[0]: row[1] for row in sums.iter_rows(values_only=True)}
    assert {str(COUNTED[code].name): values[str(COUNTED[code].name)] for code in COUNTED} == {
        str(COUNTED[code].name): summary[code] for code in COUNTED
    }
    assert rows.max_row - 1 == summary["received"]
    assert sum(row[1] for row in months.iter_rows(min_row=2, values_only=True)) == summary["received"]
    for _month, _received, answered, *conclusions in months.iter_rows(min_row=2, max_col=8, values_only=True):
        assert answered == sum(conclusions)
    assert definitions.max_row > len(COUNTED)


def test_the_workbook_gives_a_small_unit_numbers_and_no_percentage(leader):
    units_sheet = workbook(page(leader, "dashboard-export")).worksheets[1]
    told = {row[0]: row[1:] for row in units_sheet.iter_rows(min_row=2, values_only=True)}
    small = {line.name: line for line in page(leader).context["page_obj"] if not line.is_ranked}
    assert small
    for name, line in small.items():
        rates = told[name][2], told[name][6], told[name][8]
        assert [rate for rate in rates if "%" in rate] == []
        assert rates[0] == (line.tally.rate("participation_rate").fraction or "—")
        assert told[name][10] is None


def test_the_workbook_of_a_figure_holds_its_rows_only(leader):
    response = page(leader, "dashboard-export", figure="declined")
    assert workbook(response).worksheets[3].max_row == 2
    told = unquote(response["Content-Disposition"])
    assert told.startswith("attachment")
    assert "暂未采纳.xlsx" in told


def test_workbooks_of_two_figures_do_not_take_each_others_name(leader):
    names = {page(leader, "dashboard-export", figure=code)["Content-Disposition"] for code in ("received", "adopted")}
    assert len(names) == 2


def test_the_workbook_is_made_for_parts_and_people_too(leader):
    for figure, number in (("answered_in_3", 0), ("declined_cost", 1), ("proposers", 24)):
        found = workbook(page(leader, "dashboard-export", figure=figure)).worksheets[3]
        assert found.max_row == 1 + number


def test_a_title_that_looks_like_a_formula_stays_a_text(leader):
    Suggestion.objects.filter(status="reserved").update(title='=HYPERLINK("http://evil.example")')
    found = workbook(page(leader, "dashboard-export", figure="reserved")).worksheets[3]
    assert (found["B2"].data_type, found["B2"].value) == ("s", '=HYPERLINK("http://evil.example")')


def test_the_command_prints_the_numbers_of_the_page(leader, capsys):
    call_command("figures", "--json", "--enterprise", "CF", "--from", "2026-01", "--to", "2026-08")
    printed = json.loads(capsys.readouterr().out)
    summary = page(leader).context["summary"]
    common = {code: printed[code] for code in printed if code in COUNTED or code in ("proposers", "headcount")}
    assert len(common) == 12
    assert common == {code: summary[code] for code in common}


def test_workshops_and_plates_are_the_same_on_the_page_in_the_workbook_in_the_list_and_for_the_command(
    leader, cast, staff, capsys
):
    workshops = plating.fifteen_with_eighteen(staff, cast.enterprise)
    plating.plates.revoke(workshops[0].designations.get(level="national"), by=staff, on=NOW.date(), reason="复核未通过")
    for chosen, numbers in ((PERIOD, (15, 17)), ({"from": "2026-01", "to": "2026-07"}, (15, 18))):
        shown = page(leader, **chosen).context["selection"]
        assert (shown.plates.workshops, shown.plates.designations) == numbers
        sheet = workbook(page(leader, "dashboard-export", **chosen)).worksheets[-2]
        told = {row[0]: row[1:3] for row in sheet.iter_rows(values_only=True)}
        assert told["合计"] == numbers
        assert leader.get(shown.plates_url).context["page_obj"].paginator.count == numbers[1]
        period = ["--from", chosen["from"], "--to", chosen["to"]]
        call_command("figures", "--json", "--enterprise", "CF", *period)
        printed = json.loads(capsys.readouterr().out)
        assert (printed["workshops"], printed["designations"]) == numbers


def test_a_department_has_no_plates_of_its_own(leader, story):
    assert page(leader, department=story.shop.name).context["selection"].plates is None


@pytest.mark.parametrize("view", ["dashboard", "dashboard-rows", "dashboard-export"])
def test_no_name_and_nothing_of_strangers_is_shown(leader, story, strangers, view):
    response = page(leader, view)
    if view == "dashboard-export":
        text = str([list(sheet.values) for sheet in workbook(response).worksheets])
    else:
        text = response.content.decode()
    names = {*story.team.people.values_list("name", flat=True)} - {story.leader.person.name}
    assert [name for name in names if re.search(rf"{name}(?!\d)", text)] == []
    assert "别家的点子" not in text
    assert strangers.enterprise.short_name not in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 403), ("reviewer", 403), ("finance", 403), ("owner", 403), ("officer", 200), ("leader", 200)],
)
def test_only_leaders_and_officers_see_the_figures(client, cast, who, status):
    client.force_login(getattr(cast, who))
    for view in ("dashboard", "dashboard-rows", "dashboard-export"):
        assert page(client, view).status_code == status


def test_a_visitor_is_asked_to_sign_in(client, db):
    for view in ("dashboard", "dashboard-rows", "dashboard-export"):
        assert client.get(reverse(view)).status_code == 302


def test_the_code_of_another_enterprise_shows_ones_own_with_a_word(leader, story):
    response = page(leader, enterprise="JC")
    assert response.context["selection"].scope.enterprise == story.enterprise
    assert len(response.context["messages"]) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"from": "2026-13"}, {"from": "x", "to": "y"}, {"from": "2026-08", "to": "2026-01"}, {"from": "2999-01"},
        {"from": "0001-01", "to": "9999-12"}, {"from": "2001-01", "to": "2026-08"}, {"department": "没有"},
        {"department": "\x00"}, {"enterprise": "'; drop"}, {"from": "２０２６-01"}, {"to": "2026-02-30"},
    ],
)  # fmt: skip
def test_what_cannot_be_understood_falls_back_and_says_so(leader, parameters):
    for view in ("dashboard", "dashboard-rows"):
        response = page(leader, view, **parameters)
        assert (response.status_code, len(response.context["messages"])) == (200, 1)
    assert page(leader, "dashboard-export", **parameters).status_code == 200


@pytest.mark.parametrize(
    "parameters", [{"sort": "nonsense"}, {"order": "x"}, {"page": "0"}, {"after": "x"}, {"before": "x"}, {"sort": ""}]
)
def test_unknown_orders_and_pages_are_ignored(leader, parameters):
    assert page(leader, **parameters).status_code == 200
    assert page(leader, "dashboard-rows", **parameters).status_code == 200


@pytest.mark.parametrize(
    "figure", ["nonsense", "answered_in_", "headcount", "declined", "declined_", "declined_x", "\x00", "x" * 5000]
)
def test_an_unknown_figure_is_not_found(leader, figure):
    expected = 200 if figure in COUNTED else 404
    assert page(leader, "dashboard-rows", figure=figure).status_code == expected
    assert page(leader, "dashboard-export", figure=figure).status_code == expected


@pytest.mark.parametrize("order", ["-received", "received", "department", "due"])
def test_rows_come_in_the_chosen_order_page_after_page(leader, monkeypatch, order):
    monkeypatch.setattr("alliance_portal.dashboard.views.ROWS_ON_A_PAGE", 8)
    shown = page(leader, "dashboard-rows", order=order)
    found = list(shown.context["page_obj"])
    while link(shown):
        shown = turned(leader, shown)
        found += shown.context["page_obj"]
    assert len(found) == len(set(found)) == 31
    key = {"department": lambda one: one.department.name, "due": lambda one: one.due_on}.get(
        order, lambda one: one.received_at
    )
    assert [key(one) for one in found] == sorted(map(key, found), reverse=order.startswith("-"))


@pytest.mark.parametrize(("is_folded", "queries"), [(True, 18), (False, 20)])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    leader, story, django_assert_max_num_queries, is_folded, queries
):
    """By sums and marks, and by rows as long as nobody has folded yet."""
    if is_folded:
        services.fold_figures()
    page(leader)
    with django_assert_max_num_queries(queries):
        page(leader)
    for _more in range(20):
        idea(DepartmentFactory(enterprise=story.enterprise), "2026-05-05")
    with django_assert_max_num_queries(queries):
        page(leader)
    with django_assert_max_num_queries(7):
        page(leader, "dashboard-rows")


def test_a_period_without_suggestions_says_so_and_draws_no_axis(leader):
    response = page(leader, **{"from": "2025-01", "to": "2025-03"})
    assert response.context["summary"].is_empty
    assert 'class="chart"' not in response.content.decode()


def test_the_first_month_shows_its_figures(client, cast):
    idea(cast.team, "2026-08-30", by=cast.worker.person)
    client.force_login(cast.leader)
    assert client.get(reverse("dashboard"), {"from": "2026-08", "to": "2026-08"}).status_code == 200


def test_units_under_twenty_people_come_last_without_rank_and_tiny_ones_without_name(leader, story):
    tiny = DepartmentFactory(enterprise=story.enterprise, name="门卫")
    idea(tiny, "2026-05-05", by=PersonFactory(department=tiny))
    small = DepartmentFactory(enterprise=story.enterprise, name="工装组")
    PersonFactory.create_batch(6, department=small)
    lines = page(leader).context["page_obj"]
    assert [line.name for line in lines][:3] == [story.shop.name, *sorted([story.office.name, small.name])]
    assert [line.is_ranked for line in lines] == [True, False, False, False]
    assert tiny.name not in lines[3].name
    assert lines[3].tally["received"] == 1


@pytest.mark.parametrize("sort", SORTS)
def test_the_table_sorts_by_each_column(leader, story, sort):
    other = DepartmentFactory(enterprise=story.enterprise, name="总装车间")
    people = PersonFactory.create_batch(26, department=other)
    for _more in range(20):
        idea(other, "2026-05-05", by=people[0], answer="adopted", on="2026-05-05", done="2026-05-06")
    ranked = [line.name for line in page(leader, sort=sort).context["page_obj"] if line.is_ranked]
    first = {"adoption": other, "implementation": other, "days": other}.get(sort, story.shop)
    assert ranked[0] == first.name


def test_one_department_is_shown_alone(leader, story):
    response = page(leader, department=story.office.name)
    assert response.context["summary"]["received"] == 3
    assert list(response.context["page_obj"]) == []
    assert escape(story.office.name) in response.content.decode()


def test_district_staff_see_the_district_by_enterprise_and_each_of_them(client, story, strangers, staff):
    client.force_login(staff)
    whole = page(client).context
    assert whole["summary"]["received"] == 32
    assert {line.tally["received"] for line in whole["page_obj"]} == {31, 1}
    one = page(client, enterprise="JC").context
    assert (one["summary"]["received"], one["selection"].scope.enterprise) == (1, strangers.enterprise)


def test_the_rows_of_the_district_stand_enterprise_by_enterprise(client, story, strangers, staff):
    client.force_login(staff)
    rows = list(page(client, "dashboard-rows", order="department").context["page_obj"])
    assert [row.enterprise for row in rows] == [strangers.enterprise, *[story.enterprise] * 31]
    assert [row.received_at for row in rows[1:]] == sorted((row.received_at for row in rows[1:]), reverse=True)


def test_many_units_come_in_pages_in_the_order_of_all(client, story, strangers, staff, monkeypatch):
    """Fifty fit on one; here one does, and only of this one the days to the answers are asked for."""
    client.force_login(staff)
    assert 'rel="next"' not in page(client).content.decode()
    services.fold_figures()
    in_one = [line.name for line in page(client).context["page_obj"]]
    monkeypatch.setattr("alliance_portal.dashboard.units.UNITS_ON_A_PAGE", 1)
    first, second = page(client), page(client, page=2)
    assert [line.name for answer in (first, second) for line in answer.context["page_obj"]] == in_one
    assert len(in_one) == 2
    assert 'page=2#units" rel="next"' in first.content.decode()
    assert 'page=1#units" rel="prev"' in second.content.decode()
    assert [line.name for line in page(client, page="x", sort="days").context["page_obj"]] != []


def test_a_rate_of_everything_is_explained_beside_the_table(leader, story):
    Suggestion.objects.filter(shop=story.shop).exclude(conclusion="adopted").delete()
    assert page(leader).context["complete"].name == story.shop.name


def test_definitions_are_public_and_name_every_figure(client, db):
    text = client.get(reverse("definitions")).content.decode()
    assert all(f'id="{code}"' in text for code in [*COUNTED, "adoption_rate", "participation_rate", "sessions"])
