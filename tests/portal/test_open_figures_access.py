"""Who reads which open figures: everybody the totals of public pages, leaders their own, nobody those of others."""

import json

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.audit import AuditEntry
from alliance_portal.open_figures.chapters import CHAPTERS
from alliance_portal.open_figures.content import Content
from suggestions.services import fold_figures
from tests.factories import DepartmentFactory, WorkshopFactory
from tests.ladder import idea
from tests.portal import figuring
from tests.portal.figuring import NOW, PERIOD, data, get, rates, values

CODES = [chapter.code for chapter in CHAPTERS]


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


def test_a_visitor_reads_the_totals_of_the_home_page(client, world):
    shown = client.get(reverse("home")).context["showcase"]["figures"]
    found = data(client)
    assert values(found) == shown
    assert (found["audience"], found["rows"], found["place"]["enterprise"]) == ("public", [], None)
    assert rates(found) == {"adoption_rate": (27, 32, "84%"), "implementation_rate": (3, 27, "11%")}


def test_a_visitor_reads_of_all_else_what_public_pages_show(client, world):
    told = {code: values(data(client, code)) for code in CODES if code != "data-requests"}
    assert told["training"] == {"sessions": 4, "person_times": 45, "class_hours": 12}
    shown = client.get(reverse("workshops:list")).context["whole"]["brought"]
    assert told["mentoring"] == {
        "mentorships": shown["mentoring"].mentorships,
        "mentor_pairs": shown["mentoring"].pairs,
    }
    problems = client.get(reverse("workshops:problems")).context["figures"]
    assert told["problems"]["problems_posted"] == problems.posted == 2
    results = client.get(reverse("workshops:results")).context["figures"]
    assert (results.shared, results.units) == (2, 1)
    assert (told["results"]["results_shared"], told["results"]["used_by_units"]) == (2, 1)
    assert "roll_outs_asked" not in told["results"]
    assert told["workshops"]["workshops"] == 3


@pytest.mark.parametrize(
    "asked", [{"enterprise": "CF"}, {"from": "2026-01"}, {"by": "month"}, {"department": "设备科"}]
)
def test_a_visitor_who_asks_for_more_is_asked_to_sign_in(client, db, asked):
    response = get(client, **asked)
    assert (response.status_code, json.loads(response.content)["error"]) == (401, "sign_in_needed")
    assert "private" in response["Cache-Control"]
    response = get(client, kind="csv", **asked)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_nobody_without_a_role_reads_more_than_a_visitor(client, world):
    open_to_all = {code: values(data(client, code)) for code in CODES if code != "data-requests"}
    for who in ("worker", "reviewer", "finance", "owner"):
        client.force_login(getattr(world, who))
        assert data(client)["audience"] == "public"
        assert values(data(client)) == open_to_all["suggestions"]
        response = get(client, enterprise="CF")
        assert (response.status_code, json.loads(response.content)["error"]) == (403, "role_needed")


def test_requests_about_data_are_for_district_staff(client, leader, world):
    assert get(leader, "data-requests").status_code == 403
    client.logout()
    assert get(client, "data-requests").status_code == 401


def test_nothing_of_strangers_is_in_what_a_leader_reads(leader, world, strangers):
    for code in CODES:
        for kind in ("json", "csv"):
            text = get(leader, code, kind).content.decode()
            assert strangers.enterprise.short_name not in text
    names = set(world.team.people.values_list("name", flat=True)) - {world.leader.person.name}
    text = get(leader, by="unit").content.decode()
    assert [name for name in names if name in text] == []


def test_the_public_totals_may_be_kept_for_minutes_and_asked_about_by_their_tag(client, world):
    response = get(client)
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Last-Modified"] == "Mon, 31 Aug 2026 10:00:00 GMT"
    with time_machine.travel(NOW.replace(minute=4), tick=False):
        again = client.get(reverse("figures-json", args=["suggestions"]), headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        idea(world.team, "2026-08-31 08:00")
        changed = client.get(reverse("figures-json", args=["suggestions"]), headers={"If-None-Match": response["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != response["ETag"]


def test_what_is_not_for_everybody_is_kept_nowhere(leader):
    for kind in ("json", "csv"):
        response = get(leader, kind=kind)
        assert "no-store" in response["Cache-Control"]
        assert "Cookie" in response["Vary"]
        assert not response.has_header("ETag")


def test_no_other_site_reads_unless_it_is_named_and_then_the_public_totals_alone(client, world, settings):
    address, origin = reverse("figures-json", args=["suggestions"]), {"Origin": "https://www.example.org"}
    header = "Access-Control-Allow-Origin"
    assert not client.get(address, headers=origin).has_header(header)
    settings.FIGURES_ORIGINS = ["https://www.example.org"]
    response = client.get(address, headers=origin)
    assert response[header] == "https://www.example.org"
    assert "Origin" in response["Vary"]
    assert not response.has_header("Access-Control-Allow-Credentials")
    assert not client.get(address, headers={"Origin": "https://evil.example"}).has_header(header)
    client.force_login(world.leader)
    assert not client.get(address, headers=origin).has_header(header)


def test_of_fewer_than_five_people_no_number_is_open(world, client):
    content = Content(next(one for one in CHAPTERS if one.code == "mentoring"), None)
    people = next(one for one in content.chapter.figures if one.code == "apprentices")
    for number, told in ((4, None), (5, 5)):
        shown = Content(content.chapter, Public())._number(people, {"apprentices": number})
        assert shown == told


class Public:
    is_public = True


def test_what_leaves_the_enterprise_is_in_the_audit_and_what_is_public_is_not(client, world):
    get(client)
    assert AuditEntry.objects.filter(act="exported").count() == 0
    client.force_login(world.leader)
    get(client)
    get(client, kind="csv")
    get(client, by="week")
    told = AuditEntry.objects.filter(act="exported").values_list("actor", "detail")
    assert set(told) == {(world.leader.pk, f"/figures/suggestions.{kind}") for kind in ("json", "csv")}
    assert len(told) == 2


def test_the_pages_of_figures_lead_to_their_data(leader):
    page = leader.get(reverse("dashboard"), {"department": "设备科", **PERIOD}).content.decode()
    address = reverse("figures-json", args=["suggestions"])
    [link] = [one for one in page.split('"') if one.startswith(address)]
    found = json.loads(leader.get(link.replace("&amp;", "&")).content)
    assert (found["place"]["department"], values(found)["received"]) == ("设备科", 3)
    page = leader.get(reverse("training:session-figures"), PERIOD).content.decode()
    [link] = [one for one in page.split('"') if one.startswith(reverse("figures-json", args=["training"]))]
    assert values(json.loads(leader.get(link.replace("&amp;", "&")).content))["person_times"] == 37


def test_the_page_is_for_everybody_and_shows_each_what_is_theirs(client, world, staff):
    page = client.get(reverse("figures"))
    assert page.status_code == 200
    assert "31" not in {value for shown in page.context["overview"].chapters for _o, _m, value in shown.rows}
    client.force_login(staff)
    shown = client.get(reverse("figures"), {"enterprise": "JC"}).context["overview"]
    assert [one.chapter.code for one in shown.chapters] == CODES
    assert shown.first.rows[0][2] == "1"


@pytest.mark.parametrize("address", ["/figures/suggestions.json", "/figures/charts/clarity.svg"])
def test_ratings_are_read_from_the_sums(leader, address):
    fold_figures()
    with CaptureQueriesContext(connection) as captured:
        assert leader.get(address).status_code == 200
    assert [one["sql"] for one in captured if one["sql"].startswith('SELECT "suggestions_answerrating"')] == []


def test_the_number_of_queries_does_not_grow_with_the_rows(leader, world, django_assert_max_num_queries):
    get(leader, by="unit")
    with django_assert_max_num_queries(18):
        get(leader, by="unit")
    for _more in range(5):
        idea(DepartmentFactory(enterprise=world.enterprise), "2026-05-05")
    with django_assert_max_num_queries(18):
        get(leader, by="unit")


def test_the_number_of_queries_does_not_grow_with_the_enterprises(client, staff, cast):
    client.force_login(staff)
    few = {code: queries(client, code) for code in CODES}
    for _more in range(2):
        other = DepartmentFactory()
        WorkshopFactory(enterprise=other.enterprise)
        idea(other, "2026-05-05")
    assert {code: queries(client, code) for code in CODES} == few


def queries(client, code):
    """How many it takes to tell the units apart."""
    get(client, code, by="unit")
    with CaptureQueriesContext(connection) as captured:
        data(client, code, by="unit")
    return len(captured)
