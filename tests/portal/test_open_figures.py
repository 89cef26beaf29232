"""Open figures: JSON, CSV, page, dashboard and command say the same, to those who may know it and to nobody else."""

import csv
import io
import json

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from alliance_portal.open_figures.chapters import CHAPTERS
from alliance_portal.open_figures.content import Content
from members.models import Department
from suggestions.models import Suggestion
from suggestions.statistics import COUNTED
from tests.factories import DepartmentFactory, PersonFactory
from tests.ladder import idea
from tests.portal import figuring
from tests.portal.figuring import NOW, PERIOD, data, get, rates, values

CODES = [chapter.code for chapter in CHAPTERS]
OF_TODAY = {chapter.code for chapter in CHAPTERS if chapter.is_of_today}


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(cast, strangers, staff):
    return figuring.everything(cast, strangers, staff)


@pytest.fixture
def leader(client, world):
    client.force_login(world.leader)
    return client


@pytest.fixture
def beginner(client, cast, strangers):
    """The leader of an enterprise that has counted nothing yet: enough for what is asked for in vain."""
    client.force_login(cast.leader)
    return client


@pytest.fixture
def district(client, world, staff):
    client.force_login(staff)
    return client


def lines(client, code="suggestions", **asked):
    text = get(client, code, "csv", **asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_suggestions_are_what_a_hand_count_says(leader):
    found = data(leader, **PERIOD)
    told = values(found)
    counted = (
        "received",
        "answered",
        "adopted",
        "declined",
        "reserved",
        "pending",
        "overdue",
        "implemented",
        "verified",
    )
    assert [told[code] for code in counted] == [31, 29, 27, 1, 1, 2, 1, 3, 2]
    assert (told["withdrawn"], told["spam"], told["verified_yuan"]) == (1, 1, 12346)
    assert (told["proposers"], told["headcount"], told["declined_cost"]) == (24, 37, 1)
    assert rates(found)["adoption_rate"] == (27, 31, "87%")
    assert rates(found)["implementation_rate"] == (3, 27, "11%")
    assert rates(found)["verification_rate"] == (2, 3, "2/3")
    assert rates(found)["per_hundred"] == (31, 37, "83")


def test_all_else_is_what_a_hand_count_says(leader):
    told = {code: values(data(leader, code)) for code in ("workshops", "training", "mentoring", "problems", "honours")}
    assert {"workshops": 2, "designations": 2, "workshops_provincial": 1, "workshops_without": 1}.items() <= told[
        "workshops"
    ].items()
    assert {"sessions": 3, "person_times": 37, "people": 2, "class_hours": 9, "sessions_education": 1}.items() <= told[
        "training"
    ].items()
    assert told["mentoring"] == {
        "mentorships": 1, "mentor_pairs": 1, "apprentices": 1, "graduates": 0, "mentors": 1,
    }  # fmt: skip
    assert told["problems"]["problems_posted"] == 1
    assert {"honours": 2, "honours_district": 1, "honours_of_persons": 2, "honours_of_named": 1}.items() <= told[
        "honours"
    ].items()
    results = values(data(leader, "results"))
    assert (results["results_shared"], results["results_verified"], results["used_by_units"]) == (1, 50000, 0)


def test_the_district_is_the_sum_of_both(district):
    told = {code: data(district, code) for code in CODES}
    assert values(told["suggestions"])["received"] == 32
    assert values(told["workshops"])["workshops"] == 3
    assert (values(told["training"])["sessions"], values(told["training"])["person_times"]) == (4, 45)
    assert values(told["problems"])["problems_posted"] == 2
    assert (values(told["results"])["results_shared"], values(told["results"])["used_by_units"]) == (2, 1)
    assert rates(told["honours"])["honours_named"] == (1, 2, "1/2")
    assert values(told["data-requests"])["data_requests"] == 3
    assert {found["audience"] for found in told.values()} == {"district"}


def test_an_address_says_what_its_numbers_are(leader):
    found = data(leader, **PERIOD)
    assert found["place"] == {"enterprise": "CF", "department": None, "name": "长风客车"}
    assert found["period"] == {"from": "2026-01", "to": "2026-08", "name": "1—8月"}
    assert (found["as_of"], found["audience"]) == ("2026-08-31T18:00:00+08:00", "enterprise")
    assert found["definitions"]["version"] >= 3
    first = found["figures"][0]
    assert first == {
        "code": "received", "name": "收到", "unit": None, "value": 31,
        "definition": f"{found['definitions']['url']}#received",
    }  # fmt: skip
    assert found["rates"][1]["of"] == ["adopted", "received"]


def test_every_definition_that_is_linked_is_there(district, client):
    there = client.get(reverse("definitions")).content.decode()
    for code in CODES:
        found = data(district, code)
        for one in (*found["figures"], *found["rates"]):
            assert f'id="{one["definition"].rpartition("#")[2]}"' in there, one["code"]


def test_no_code_means_two_things(district):
    for code in CODES:
        found = data(district, code)
        codes = [one["code"] for one in (*found["figures"], *found["rates"])]
        assert len(codes) == len(set(codes)), code


@pytest.mark.parametrize("code", CODES)
def test_csv_holds_what_json_holds(district, code):
    for asked in ({}, {"by": "unit"}, {"by": "month"}):
        if code in OF_TODAY and asked.get("by") == "month":
            continue
        found, told = data(district, code, **asked), lines(district, code, **asked)
        whole = [one for one in told if not one["分组名称"]]
        numbers = [str(one["value"]) if one["value"] is not None else "" for one in found["figures"]]
        assert [one["数值"] for one in whole[: len(numbers)]] == numbers
        shares = [[str(one["numerator"]), str(one["denominator"]), one["value"] or ""] for one in found["rates"]]
        assert [[one["分子"], one["分母"], one["显示为"]] for one in whole[len(numbers) :]] == shares
        parts = sum(len(row["figures"]) + len(row["rates"]) for row in found["rows"])
        assert len(told) == len(whole) + parts
        assert bool(parts) == bool(asked)


def test_csv_opens_in_a_spreadsheet_and_begins_no_formula(leader, world):
    Department.objects.filter(pk=world.office.pk).update(name="=1+1")
    response = get(leader, kind="csv", department="=1+1")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert {row["统计范围"] for row in lines(leader, department="=1+1")} == {"长风客车·=1+1"}
    names = {row["分组名称"] for row in lines(leader, by="unit")}
    assert "'=1+1" in names
    assert "=1+1" not in names


def test_csv_leaves_empty_what_has_no_unit_of_measure_and_no_code(leader, world):
    idea(DepartmentFactory(enterprise=world.enterprise, name="小班"), "2026-05-05")
    rows = lines(leader, by="unit")
    assert {row["计量单位"] for row in rows if row["代码"] == "received"} == {""}
    others = {row["分组代码"] for row in rows if row["分组名称"] not in ("冲焊车间", "设备科")}
    assert others == {""}
    assert not any(cell == "'" for row in rows for cell in row.values())


def test_dashboard_page_json_and_command_say_the_same(leader, capsys):
    for asked, arguments in (
        (PERIOD, ["--from", "2026-01", "--to", "2026-08"]),
        ({"from": "2026-05", "to": "2026-06"}, ["--from", "2026-05", "--to", "2026-06"]),
    ):
        call_command("figures", "--json", "--enterprise", "CF", *arguments)
        printed = json.loads(capsys.readouterr().out)
        told = {}
        for code in ("suggestions", "workshops", "training", "mentoring", "requests"):
            told |= values(data(leader, code, enterprise="CF", **asked))
        common = printed.keys() & told.keys()
        assert len(common) == 20
        assert {code: printed[code] for code in common} == {code: told[code] for code in common}
        summary = leader.get(reverse("dashboard"), asked).context["summary"]
        assert {code: summary[code] for code in COUNTED} == {code: told[code] for code in COUNTED}
        counted = leader.get(reverse("training:session-figures"), asked).context["summary"].whole
        assert (counted.sessions, counted.person_times) == (told["sessions"], told["person_times"])


def test_the_command_says_of_the_district_what_its_staff_read(district, capsys):
    call_command("figures", "--json", "--from", "2026-01", "--to", "2026-08")
    printed = json.loads(capsys.readouterr().out)
    told = {}
    for code in ("suggestions", "workshops", "training", "mentoring", "requests", "data-requests"):
        told |= values(data(district, code, **PERIOD))
    common = printed.keys() & told.keys()
    assert len(common) == 24
    assert {code: printed[code] for code in common} == {code: told[code] for code in common}


def test_the_page_shows_what_the_addresses_give(leader):
    page = leader.get(reverse("figures"), PERIOD)
    shown = {one.chapter.code: one for one in page.context["overview"].chapters}
    assert shown.keys() == set(CODES) - {"data-requests"}
    for one in shown.values():
        found = json.loads(leader.get(one.json_url).content)
        assert Content(one.chapter, one.content.asked).as_data == found
        assert leader.get(one.csv_url).status_code == 200
        for address in one.parts.values():
            assert leader.get(address).status_code == 200
    assert '<td class="table__text"><code>adoption_rate</code></td><td>27/31</td><td>87%</td>' in page.content.decode()


def test_months_add_up_to_the_whole(leader):
    for code, figure in (("suggestions", "received"), ("training", "person_times"), ("problems", "problems_posted")):
        found = data(leader, code, by="month", **PERIOD)
        assert [row["month"] for row in found["rows"]] == [f"2026-0{n}" for n in range(1, 9)]
        assert sum(row["figures"][figure] for row in found["rows"]) == values(found)[figure]
        assert [row["is_finished"] for row in found["rows"]] == [True] * 7 + [False]
    assert [row["figures"]["sessions"] for row in data(leader, "training", by="month")["rows"]][4:7] == [2, 0, 1]


def test_what_is_counted_on_a_day_is_counted_at_the_end_of_each_month(leader):
    rows = data(leader, "workshops", by="month", **PERIOD)["rows"]
    assert [row["figures"]["designations"] for row in rows] == [1, 1, 2, 2, 2, 2, 2, 2]
    rows = data(leader, "honours", by="month", **PERIOD)["rows"]
    assert [row["figures"]["honours"] for row in rows] == [0, 0, 0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("code", "figure", "numbers"),
    [
        ("suggestions", "received", {"CF": 31, "JC": 1}), ("workshops", "designations", {"CF": 2, "JC": 0}),
        ("training", "person_times", {"CF": 37, "JC": 8}), ("mentoring", "mentor_pairs", {"CF": 1, "JC": 0}),
        ("problems", "problems_posted", {"CF": 1, "JC": 1}), ("results", "used_by_units", {"CF": 0, "JC": 1}),
        ("results", "results_verified", {"CF": 50000, "JC": None}), ("honours", "honours", {"CF": 2, "JC": 1}),
        ("honours", "honours_of_named", {"CF": 1, "JC": 0}), ("data-requests", "data_requests", {"CF": 2, "JC": 1}),
        ("requests", "reports_saved", {"CF": 0, "JC": 0}),
    ],
)  # fmt: skip
def test_enterprises_stand_apart_and_say_what_each_says_alone(district, code, figure, numbers):
    rows = {row["unit"]: row for row in data(district, code, by="unit")["rows"]}
    assert {unit: row["figures"][figure] for unit, row in rows.items()} == numbers
    for unit, row in rows.items():
        alone = values(data(district, code, enterprise=unit))
        assert row["figures"] == {each: alone[each] for each in row["figures"]}


def test_small_departments_stand_together_and_none_of_them_gets_a_percentage(leader, world):
    for number in range(2):
        idea(DepartmentFactory(enterprise=world.enterprise, name=f"小班{number}"), "2026-05-05")
    found = data(leader, by="unit", **PERIOD)
    rows = {row["name"]: row for row in found["rows"]}
    assert [name for name in rows if "小班" in name] == []
    others = found["rows"][-1]
    assert (others["unit"], others["figures"]["received"]) == (None, 2)
    assert others["rates"]["adoption_rate"]["value"] == "0/2"
    assert rows["冲焊车间"]["rates"]["participation_rate"]["value"] == "75%"
    assert rows["设备科"]["rates"]["participation_rate"]["value"] == "1/5"
    assert values(found)["received"] == sum(row["figures"]["received"] for row in found["rows"])


def test_ratings_are_told_from_five_on(leader):
    told = values(data(leader))
    assert (told["ratings"], told["ratings_clear"]) == (None, None)
    assert "clear_rate" not in rates(data(leader))


def test_whoever_hides_the_name_is_never_counted_as_a_person(leader, world):
    before = values(data(leader))
    hidden = PersonFactory(department=world.team)
    suggestion = idea(world.team, "2026-08-20", by=hidden)
    Suggestion.objects.filter(pk=suggestion.pk).update(name_hidden=True)
    after = values(data(leader))
    assert (after["received"], after["proposers"]) == (before["received"] + 1, before["proposers"])


def test_a_department_is_counted_alone(leader, world):
    found = data(leader, department="设备科", **PERIOD)
    assert (values(found)["received"], found["place"]["department"]) == (3, "设备科")


@pytest.mark.parametrize(("people", "told"), [(4, None), (5, 1)])
def test_of_a_department_under_five_people_it_is_not_told_how_many_take_part(leader, world, people, told):
    shop = DepartmentFactory(enterprise=world.enterprise, name="小班")
    crew = PersonFactory.create_batch(people, department=shop)
    idea(shop, "2026-05-05", by=crew[0])
    found = data(leader, department="小班", **PERIOD)
    assert (values(found)["received"], values(found)["proposers"], values(found)["headcount"]) == (1, told, people)
    assert ("participation_rate" in rates(found)) == bool(told)
    rows = {row["代码"]: row["数值"] for row in lines(leader, department="小班", **PERIOD)}
    assert rows["proposers"] == (str(told) if told else "")
    page = leader.get(reverse("figures"), {"department": "小班", **PERIOD})
    first = page.context["overview"].first
    assert first.content.numbers["proposers"] == told


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({"period": "2026-05"}, ("2026-05", "2026-05")), ({"period": "2026-q3"}, ("2026-07", "2026-08")),
        ({"period": "2025"}, ("2025-01", "2025-12")), ({"period": "ry2026"}, ("2025-10", "2026-08")),
        ({"from": "2026-03"}, ("2026-03", "2026-03")), ({"to": "2026-12", "from": "2026-08"}, ("2026-08", "2026-08")),
        ({}, ("2026-01", "2026-08")),
    ],
)  # fmt: skip
def test_months_are_asked_for_one_by_one_or_by_a_code(beginner, asked, period):
    found = data(beginner, **asked)["period"]
    assert (found["from"], found["to"]) == period


@pytest.mark.parametrize(
    ("code", "asked", "parameter", "allowed"),
    [
        ("suggestions", {"from": "2026-13"}, "from", ["YYYY-MM"]),
        ("suggestions", {"to": "２０２６-01"}, "to", ["YYYY-MM"]),
        ("suggestions", {"from": "2026-08", "to": "2026-01"}, "from", ["2026-01"]),
        ("suggestions", {"from": "2027-01"}, "from", ["2026-08"]),
        ("suggestions", {"from": "2001-01", "to": "2026-08"}, "from", []),
        ("suggestions", {"period": "2026-q5"}, "period", None),
        ("suggestions", {"period": "2027"}, "period", None),
        ("suggestions", {"period": "2026-q1", "from": "2026-01"}, "period", []),
        ("suggestions", {"enterprise": "JC"}, "enterprise", ["CF"]),
        ("suggestions", {"enterprise": "NO"}, "enterprise", ["CF"]),
        ("suggestions", {"department": "\x00"}, "department", ["冲焊车间", "设备科"]),
        ("suggestions", {"by": "week"}, "by", ["month", "unit"]),
        ("suggestions", {"by": "unit", "department": "设备科"}, "by", ["month"]),
        ("training", {"by": "unit"}, "by", ["month"]),
        ("training", {"department": "设备科"}, "department", []),
        ("results", {"from": "2026-01"}, "from", []),
        ("results", {"by": "month"}, "by", []),
        ("suggestions", {"form": "2026-01"}, "form", None),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_allowed(beginner, code, asked, parameter, allowed):
    for kind in ("json", "csv"):
        response = get(beginner, code, kind, **asked)
        assert (response.status_code, response["Content-Type"]) == (400, "application/json; charset=utf-8")
        told = json.loads(response.content)
        assert told["error"] == "bad_parameters"
        [problem] = told["problems"]
        assert (problem["parameter"], bool(problem["message"])) == (parameter, True)
        assert allowed is None or sorted(problem["allowed"]) == sorted(allowed)
        assert told["documentation"].endswith("/figures/")


def test_everything_that_is_wrong_is_said_at_once_and_in_the_language_asked_for(beginner):
    asked = {"from": "x", "to": "y", "enterprise": "NO"}
    told = json.loads(get(beginner, **asked).content)
    assert [one["parameter"] for one in told["problems"]] == ["enterprise", "from", "to"]
    assert told["problems"][1]["message"] == "这不是一个月份。"
    english = json.loads(beginner.get("/en/figures/suggestions.json", asked).content)
    assert english["problems"][1]["message"] == "This is no month."
    assert english["documentation"].endswith("/en/figures/")


def test_names_are_in_the_language_of_the_address_and_codes_are_the_same(beginner):
    found, english = data(beginner), json.loads(beginner.get("/en/figures/suggestions.json").content)
    assert english["figures"][0]["name"] == "Received"
    assert [one["code"] for one in english["figures"]] == [one["code"] for one in found["figures"]]
    assert english["definitions"]["url"].endswith("/en/definitions/")


def test_an_unknown_chapter_is_not_found_and_says_which_there_are(beginner):
    response = get(beginner, "nonsense")
    assert (response.status_code, json.loads(response.content)["allowed"]) == (404, CODES)
