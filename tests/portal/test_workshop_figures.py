"""Workshops and alliances in figures: each by itself, together nothing twice, and every number with its rows."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.dashboard.workshops import rows
from alliance_portal.dashboard.workshops.figures import CODES, want_of
from alliance_portal.facts import REGISTERED
from alliance_portal.models import AuditEntry
from alliance_portal.periods import Period
from suggestions.models import Suggestion
from tests.factories import AllianceFactory, PersonFactory, SessionFactory, SuggestionFactory, WorkshopFactory
from tests.portal.test_dashboard import Links, number_in
from tests.training import mentoring
from tests.workshops import alliances, plating, posing, resulting
from training.models import Attendance, Session
from workshops.models import Bid, Workshop

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
YEAR = {"from": "2026-01", "to": "2026-12"}
WORKSHOPS, ROWS = reverse("dashboard-workshops"), reverse("dashboard-workshop-rows")


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


def held(*workshops, day="2026-08-05", people=(), **fields):
    starts_at = dt.datetime.fromisoformat(f"{day}T02:00+00:00")
    session = SessionFactory(starts_at=starts_at, enterprise=workshops[0].enterprise, **fields)
    session.workshops.set(workshops)
    Attendance.objects.bulk_create(Attendance(session=session, person=person) for person in people)
    return session


def taken(workshop, number, **facts):
    made = [SuggestionFactory(department=workshop.enterprise.departments.first(), **facts) for _n in range(number)]
    Suggestion.objects.filter(pk__in=[one.pk for one in made]).update(workshop=workshop)


def solved(cast, solver, staff, *, poser, by):
    """A problem that one workshop put on the board and another one solved."""
    problem = posing.accepted(cast, solver, staff, workshop=poser)
    Bid.objects.filter(problem=problem).update(workshop=by)
    Workshop.objects.filter(bids=None, name__startswith="示例", enterprise=by.enterprise).delete()


@pytest.fixture
def world(cast, strangers, staff):
    """Two workshops of the cast and one of the strangers in one alliance, with something under every heading."""
    alliance = AllianceFactory(name="焊接联盟", slug="welding")
    first = WorkshopFactory(name="A焊装", enterprise=cast.enterprise, alliance=alliance)
    second = WorkshopFactory(name="B铣削", enterprise=cast.enterprise, alliance=alliance)
    third = WorkshopFactory(name="C打磨", enterprise=strangers.enterprise, alliance=alliance)
    taken(first, 2)
    taken(second, 1, received_at=dt.datetime(2025, 12, 30, tzinfo=dt.UTC))
    solved(cast, strangers, staff, poser=first, by=third)
    result = resulting.shared(cast.enterprise, workshops=[first, second])
    resulting.used(result, strangers)
    held(first, third, head_count=20)
    held(second, people=[cast.worker.person, cast.colleague.person], head_count=None)
    held(second, day="2026-11-05", head_count=99)
    held(second, day="2025-11-05", head_count=99)
    mentoring.in_force(cast, workshop=first)
    plating.hung(first, staff)
    plan = alliances.began(alliance, staff)
    alliances.finish(alliances.item(plan, first, third, by=staff), staff)
    return {"alliance": alliance, "A": first, "B": second, "C": third}


BY_HAND = {
    "A": [2, 1, 0, 1, 1, 1, 20, 1, 1, 1],
    "B": [0, 0, 0, 1, 1, 1, 2, 0, 0, 0],
    "C": [0, 0, 1, 0, 0, 1, 20, 0, 0, 1],
    "all": [2, 1, 1, 1, 1, 2, 22, 1, 1, 1],
    "A and B": [2, 1, 0, 1, 1, 2, 22, 1, 1, 1],
}


def numbers(line):
    return [number for number, _url in line.cells]


def drawn(client, address, **parameters):
    """({workshop: its numbers}, the numbers of all together) of a page."""
    context = client.get(address, YEAR | parameters).context
    return {line.name: numbers(line) for line in context["page_obj"]}, numbers(context["table"].whole)


def of_alliance(world):
    return reverse("dashboard-alliance", args=[world["alliance"].slug])


# What is counted


def test_an_alliance_shows_each_of_its_workshops_and_together_nothing_twice(client, cast, world):
    client.force_login(cast.leader)
    each, together = drawn(client, of_alliance(world))
    assert each == {"A焊装": BY_HAND["A"], "B铣削": BY_HAND["B"], "C打磨": BY_HAND["C"]}
    assert together == BY_HAND["all"]


def test_who_keeps_workshops_sees_their_own_and_together_nothing_twice(client, cast, world):
    client.force_login(cast.officer)
    each, together = drawn(client, WORKSHOPS)
    assert each == {"A焊装": BY_HAND["A"], "B铣削": BY_HAND["B"]}
    assert together == BY_HAND["A and B"]


def test_other_months_show_other_numbers_and_the_address_keeps_them(client, cast, world):
    client.force_login(cast.officer)
    last_year = {"from": "2025-01", "to": "2025-12"}
    each, _together = drawn(client, WORKSHOPS, **last_year)
    assert (each["B铣削"][0], each["B铣削"][5], each["B铣削"][6]) == (1, 1, 99)
    markup = client.get(WORKSHOPS, last_year).content.decode()
    assert "from=2025-01&amp;to=2025-12" in markup


def test_a_workshop_that_was_not_there_yet_or_had_left_has_no_line(client, cast, world):
    client.force_login(cast.leader)
    type(world["A"]).objects.filter(pk=world["A"].pk).update(founded_on=dt.date(2026, 3, 1))
    world["C"].alliance_memberships.update(left_on=dt.date(2026, 5, 1), status="left", leaving="wish")
    each, _together = drawn(client, of_alliance(world))
    assert list(each) == ["A焊装", "B铣削"]
    each, _together = drawn(client, of_alliance(world), **{"from": "2025-01", "to": "2025-12"})
    assert set(each) == {"B铣削", "C打磨"}


def test_what_is_nested_in_an_alliance_belongs_to_its_whole(client, cast, world):
    inner = AllianceFactory(name="攻关组", slug="inner", parent=world["alliance"])
    WorkshopFactory(name="D攻关", enterprise=cast.enterprise, alliance=inner)
    client.force_login(cast.leader)
    assert "D攻关" in drawn(client, of_alliance(world))[0]
    assert list(drawn(client, reverse("dashboard-alliance", args=["inner"]))[0]) == ["D攻关"]


# Every number with its rows


@pytest.mark.parametrize("page_of", ["workshops", "alliance"])
def test_every_number_opens_exactly_its_rows(client, staff, cast, world, page_of):
    client.force_login(staff)
    address = WORKSHOPS if page_of == "workshops" else of_alliance(world)
    links = [one for one in Links(client.get(address, YEAR).content.decode()).found if one[0].startswith(ROWS)]
    assert len(links) == sum(number > 0 for line in _lines(client, address) for number in numbers(line))
    for url, text in links:
        context = client.get(url).context
        found = _attendances(context) if "figure=person_times" in url else context["page_obj"].paginator.count
        assert (found, context["number"], context["unseen"]) == (number_in(text), number_in(text), 0), url


def _lines(client, address):
    context = client.get(address, YEAR).context
    return [*context["page_obj"], context["table"].whole]


def _attendances(context):
    """What the sessions of the list add up to."""
    shown = Session.objects.filter(pk__in=[one.pk for one in context["page_obj"]])
    return sum(one.attendances.count() or one.head_count for one in shown)


def test_every_row_has_a_page_that_opens(client, staff, world):
    client.force_login(staff)
    for code in CODES:
        context = client.get(ROWS, YEAR | {"figure": code}).context
        for words, _day, url in context["lines"]:
            assert words, code
            assert client.get(url).status_code == 200, (code, url)


def test_rows_that_are_not_for_the_reader_are_told_and_not_shown(client, strangers, world):
    client.force_login(strangers.leader)
    url = f"{ROWS}?figure=suggestions_taken&alliance=welding&in=alliance&from=2026-01&to=2026-12"
    response = client.get(url)
    assert (response.context["number"], response.context["unseen"], response.context["lines"]) == (2, 2, [])
    assert "其中2条只有相关人员能看" in response.content.decode()
    assert "焊钳电缆拖地" not in response.content.decode()


def test_from_the_rows_one_goes_back_to_the_table_they_came_from(client, cast, world):
    client.force_login(cast.leader)
    for address in (WORKSHOPS, of_alliance(world)):
        whole = client.get(address, YEAR | {"kind": "model_worker"}).context["table"].whole
        back = client.get(whole.way("sessions")).context["back"]
        assert back.startswith(f"{address}?")
        assert numbers(client.get(back).context["table"].whole) == numbers(whole)


def test_a_figure_that_does_not_exist_is_not_found(client, cast, world):
    client.force_login(cast.leader)
    assert client.get(ROWS, {"figure": "nothing"}).status_code == 404
    assert client.get(ROWS, {"figure": "team_size"}).status_code == 404
    assert client.get(ROWS).status_code == 404


def test_each_column_knows_its_rows():
    assert [code for code in CODES if REGISTERED[code].source.rows is None] == []


def test_a_visitor_finds_no_row(world):
    want = want_of("suggestions_taken", Period(dt.date(2026, 1, 1), dt.date(2026, 12, 1)))
    number, seen = rows.found(want, [world["A"]], AnonymousUser())
    assert (number, seen.count()) == (2, 0)


# Order, filters, bad input


def test_a_heading_sorts_by_its_number_the_largest_first(client, cast, world):
    client.force_login(cast.leader)
    assert list(drawn(client, of_alliance(world), sort="problems_solved_by")[0]) == ["C打磨", "A焊装", "B铣削"]
    assert list(drawn(client, of_alliance(world), sort="no such")[0]) == ["C打磨", "A焊装", "B铣削"]


def test_without_an_order_they_stand_by_enterprise_and_name(client, cast, strangers, world):
    client.force_login(cast.leader)
    assert cast.enterprise.name > strangers.enterprise.name
    assert list(drawn(client, of_alliance(world))[0]) == ["C打磨", "A焊装", "B铣削"]
    type(cast.enterprise).objects.filter(pk=cast.enterprise.pk).update(name="一汽")
    assert list(drawn(client, of_alliance(world))[0]) == ["A焊装", "B铣削", "C打磨"]


def test_staff_narrow_the_workshops_of_the_district(client, staff, cast, strangers, world):
    client.force_login(staff)
    WorkshopFactory(name="E独立", enterprise=strangers.enterprise)
    assert set(drawn(client, WORKSHOPS)[0]) == {"A焊装", "B铣削", "C打磨", "E独立"}
    assert set(drawn(client, WORKSHOPS, alliance="welding")[0]) == {"A焊装", "B铣削", "C打磨"}
    assert set(drawn(client, WORKSHOPS, enterprise=strangers.enterprise.code)[0]) == {"C打磨", "E独立"}
    sorted_so = drawn(client, WORKSHOPS, alliance="welding", sort="problems_solved_by")[0]
    assert list(sorted_so) == ["C打磨", "A焊装", "B铣削"]
    each, together = drawn(client, WORKSHOPS, q="铣削")
    assert together == each["B铣削"]


def test_impossible_months_show_this_year(client, cast, world):
    client.force_login(cast.officer)
    for asked in ({"from": "2026-13", "to": "x"}, {"from": "2026-08", "to": "2026-01"}):
        assert client.get(WORKSHOPS, asked).status_code == 200


def test_nothing_there_says_what_to_do(client, strangers):
    client.force_login(strangers.officer)
    page_text = client.get(reverse("dashboard-workshops")).content.decode()
    assert "这些月份还没有工作室" in page_text
    assert "您管理的工作室还没有加入联盟" in client.get(reverse("dashboard-alliances")).content.decode()


# Files


@pytest.mark.parametrize(("name", "whole"), [("dashboard-workshops", "A and B"), ("dashboard-alliance", "all")])
def test_the_workbook_says_what_the_page_says_and_leaves_a_trace(client, cast, world, name, whole):
    client.force_login(cast.officer)
    arguments = [world["alliance"].slug] if name == "dashboard-alliance" else []
    response = client.get(reverse(f"{name}-export", args=arguments), YEAR)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[-len(CODES) :] == BY_HAND[whole]
    written = [row[-len(CODES) :] for row in sheet.iter_rows(values_only=True)]
    assert BY_HAND["A"] in [list(row) for row in written]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.actor) == ("exported", cast.officer.pk)


# Who may


def test_only_those_who_keep_or_answer_for_workshops_come_in(client, cast, world):
    for user, status in ((cast.worker, 403), (cast.reviewer, 403), (cast.leader, 200), (cast.officer, 200)):
        client.force_login(user)
        for name in ("dashboard-workshops", "dashboard-alliances", "dashboard-workshops-export"):
            response = client.get(reverse(name))
            b"".join(response)
            assert response.status_code == status, (user, name)
        assert client.get(ROWS, {"figure": "sessions"}).status_code == status, user


def test_a_worker_of_a_member_reads_no_figures_of_the_alliance(client, cast, world):
    link = reverse("dashboard-alliance", args=["welding"])
    for user, status in ((cast.worker, 404), (cast.leader, 200)):
        client.force_login(user)
        assert client.get(link).status_code == status
        public = client.get(reverse("workshops:alliance", args=["welding"])).content.decode()
        assert (link in public) == (status == 200), user


def test_who_leads_a_workshop_sees_that_one(client, cast, world):
    alliances.lead(world["B"], cast.owner)
    client.force_login(cast.owner)
    assert list(drawn(client, WORKSHOPS)[0]) == ["B铣削"]


def test_an_alliance_and_a_workshop_of_others_are_not_there(client, cast, strangers, staff, world):
    foreign = AllianceFactory(slug="foreign")
    other = WorkshopFactory(enterprise=strangers.enterprise, alliance=foreign)
    client.force_login(cast.leader)
    for name in ("dashboard-alliance", "dashboard-alliance-export"):
        assert client.get(reverse(name, args=["foreign"])).status_code == 404
    asked = {"figure": "sessions"}
    assert client.get(ROWS, asked | {"workshop": other.slug}).status_code == 404
    assert client.get(ROWS, asked | {"alliance": "foreign", "in": "alliance"}).status_code == 404
    assert client.get(ROWS, asked | {"workshop": world["C"].slug}).status_code == 200, "one of the own alliance"
    client.force_login(staff)
    assert client.get(reverse("dashboard-alliance", args=["foreign"])).status_code == 200


def test_the_list_names_the_own_alliances_only(client, cast, world):
    AllianceFactory(name="别人的联盟")
    client.force_login(cast.leader)
    page_text = client.get(reverse("dashboard-alliances")).content.decode()
    assert "焊接联盟" in page_text
    assert "别人的联盟" not in page_text


# How much it costs


def queries(client, address, **parameters):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, YEAR | parameters).status_code == 200
    return len(captured)


def test_more_workshops_ask_no_more_questions(client, cast, staff):
    alliance = AllianceFactory(slug="welding")
    client.force_login(cast.leader)
    addresses = [WORKSHOPS, reverse("dashboard-alliance", args=["welding"]), ROWS]

    def grow():
        workshop = WorkshopFactory(enterprise=cast.enterprise, alliance=alliance)
        held(workshop, people=[PersonFactory(department=cast.team)])
        plating.hung(workshop, staff)
        taken(workshop, 1)

    grow()
    [queries(client, address, figure="sessions") for address in addresses]
    before = [queries(client, address, figure="sessions") for address in addresses]
    grow()
    grow()
    assert [queries(client, address, figure="sessions") for address in addresses] == before


@pytest.mark.parametrize("asked", [{"workshop": "{slug}\x00"}, {"in": "alliance", "alliance": "welding\x00"}])
def test_what_no_database_keeps_in_a_text_is_left_out_of_an_address(client, cast, world, asked):
    client.force_login(cast.officer)
    asked = {name: value.format(slug=world["A"].slug) for name, value in asked.items()}
    assert client.get(ROWS, {"figure": "sessions"} | YEAR | asked).status_code == 200
    assert client.get(ROWS, {"figure": "sessions", "workshop": "nothing\x00"}).status_code == 404
