"""The list of workshops, a workshop and an alliance, as visitors, colleagues and strangers see them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Speciality
from suggestions import services
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    SessionFactory,
    SpecialityFactory,
    SuggestionFactory,
    WorkshopFactory,
    WorkshopMembershipFactory,
)
from training.models import Attendance
from workshops.models import Alliance, Workshop
from workshops.statistics import parts_of, people_of

LIST = "/en/workshops/"


def found(client, **query):
    return [workshop.name for workshop in client.get(LIST, query).context["page"].object_list]


def text_of(response):
    return response.content.decode()


def lead(workshop, person):
    return WorkshopMembershipFactory(workshop=workshop, person=person, role="leader", title="model_worker")


@pytest.fixture
def three(cast, strangers):
    """Three workshops of three kinds; the first is led by the owner of the story."""
    first = WorkshopFactory(name="A焊装", enterprise=cast.enterprise, speciality="点焊", founded_on=dt.date(2020, 1, 1))
    lead(first, cast.owner.person)
    WorkshopFactory(
        name="B铣削", enterprise=strangers.enterprise, kind="master_craftsman", founded_on=dt.date(2024, 1, 1)
    )
    WorkshopFactory(name="C实训", enterprise=cast.enterprise, kind="industry_research", introduction="厚板变形")
    return first


def test_a_visitor_sees_all_workshops_in_operation(client, three):
    WorkshopFactory(name="D停办", is_active=False)
    assert found(client) == ["A焊装", "B铣削", "C实训"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind": "master_craftsman"}, ["B铣削"]),
        ({"enterprise": "JC"}, ["B铣削"]),
        ({"enterprise": "CF", "kind": "model_worker"}, ["A焊装"]),
        ({"q": "点焊"}, ["A焊装"]),
        ({"q": "厚板"}, ["C实训"]),
        ({"q": "周工"}, ["A焊装"]),
        ({"sort": "newest"}, ["B铣削", "A焊装", "C实训"]),
        ({"sort": "members"}, ["A焊装", "B铣削", "C实训"]),
        ({"kind": "nonsense"}, ["A焊装", "B铣削", "C实训"]),
        ({"q": "没有的词"}, []),
    ],
)
def test_filters_and_order_are_in_the_address(client, three, query, names):
    assert found(client, **query) == names


def test_a_workshop_is_found_by_every_word_of_its_specialities(client, three):
    three.specialities.add(SpecialityFactory(name="机器人示教", other_words="机械手"))
    assert found(client, q="机械手") == ["A焊装"]
    assert found(client, q="机械手抓不稳") == ["A焊装"]
    Speciality.objects.update(is_active=False)
    assert found(client, q="机械手") == []


def test_the_filter_by_alliance_finds_what_is_nested_in_it(client, three):
    district = AllianceFactory()
    part = AllianceFactory(parent=district, scope="trade")
    AllianceMembershipFactory(alliance=part, workshop=three)
    WorkshopFactory(name="E别处", alliance=AllianceFactory())
    assert found(client, alliance=district.slug) == ["A焊装"]
    assert found(client, alliance=part.slug) == ["A焊装"]


def test_a_list_without_finds_offers_all_of_them(client, three):
    page = text_of(client.get(LIST, {"q": "没有的词"}))
    assert "No workshop fits these conditions." in page
    assert "See all 3" in page


@pytest.mark.django_db
def test_a_page_has_24_workshops(client):
    for number in range(25):
        WorkshopFactory(name=f"工作室{number:02}")
    assert len(found(client)) == 24
    assert found(client, page=2) == ["工作室24"]
    assert len(found(client, page="x")) == 24


@pytest.mark.parametrize("path", ["/workshops/nowhere/", "/alliances/nowhere/"])
@pytest.mark.django_db
def test_an_unknown_address_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_closed_workshop_is_there_for_district_staff_only(client, cast, staff):
    closed = WorkshopFactory(enterprise=cast.enterprise, is_active=False)
    assert client.get(closed.get_absolute_url()).status_code == 404
    client.force_login(cast.worker)
    assert client.get(closed.get_absolute_url()).status_code == 404
    client.force_login(staff)
    assert client.get(closed.get_absolute_url()).status_code == 200
    assert found(client) == []


@pytest.mark.parametrize(("who", "sees_names"), [(None, False), ("stranger", False), ("worker", True), ("staff", True)])
def test_members_are_named_to_colleagues_and_staff_and_the_leader_to_everybody(
    client, cast, strangers, staff, three, who, sees_names
):
    WorkshopMembershipFactory(workshop=three, person=cast.colleague.person)
    WorkshopMembershipFactory(workshop=three, person=cast.finance.person, left_on=dt.date(2025, 1, 1))
    users = {"stranger": strangers.reviewer, "worker": cast.worker, "staff": staff}
    if who:
        client.force_login(users[who])
    page = text_of(client.get(three.get_absolute_url()))
    assert "周工" in page
    assert ("赵敏" in page) == sees_names
    assert "钱会计" not in page


@pytest.mark.django_db
def test_people_are_counted_by_role_and_title_as_they_are_today(three):
    WorkshopMembershipFactory(workshop=three, title="technician")
    WorkshopMembershipFactory(workshop=three)
    WorkshopMembershipFactory(workshop=three, role="expert", title="professor")
    WorkshopMembershipFactory(workshop=three, left_on=dt.date(2025, 1, 1))
    people = people_of(three)
    assert people.total == 4
    assert list(people.roles.values()) == [1, 2, 1]
    assert list(people.titles.values()) == [1, 1, 1]


def test_a_workshop_shows_what_came_of_the_ideas_it_took(client, cast, three):
    for _each in range(3):
        services.adopt(
            SuggestionFactory(department=cast.team, by=cast.worker.person),
            by=cast.reviewer,
            reason="装吊臂",
            owner=cast.owner.person,
            due_on=timezone.localdate(),
            workshop=three,
        )
    SuggestionFactory(department=cast.team, by=cast.worker.person)
    figures = client.get(three.get_absolute_url()).context["taken"]["figures"]
    assert (figures["received"], figures["adopted"], figures["implemented"]) == (3, 3, 0)


def test_a_workshop_without_ideas_and_sessions_says_that_it_is_new(client, three):
    response = client.get(f"/en/workshops/{three.slug}/")
    assert response.context["taken"] is None
    assert "This workshop has only just begun." in text_of(response)


@pytest.fixture
def nested(cast, strangers):
    """A district alliance, one inside an enterprise, and one inside that; three workshops and a closed one."""
    district = AllianceFactory(name="区联盟")
    inner = AllianceFactory(name="企业联盟", parent=district, scope="enterprise", enterprise=cast.enterprise)
    innermost = AllianceFactory(name="攻关组", parent=inner, scope="enterprise", enterprise=cast.enterprise)
    WorkshopFactory(alliance=district, enterprise=strangers.enterprise)
    WorkshopFactory(alliance=inner, enterprise=cast.enterprise)
    WorkshopFactory(alliance=innermost, enterprise=cast.enterprise)
    WorkshopFactory(alliance=innermost, enterprise=cast.enterprise, is_active=False)
    return district, inner, innermost


def test_an_alliance_holds_the_workshops_of_every_level_once(client, nested):
    shown = [client.get(alliance.get_absolute_url()).context for alliance in nested]
    assert [len(context["workshops"]) for context in shown] == [3, 2, 1]
    assert [context["enterprise_count"] for context in shown] == [2, 1, 1]


def test_nested_alliances_come_after_their_parents_with_all_their_workshops(nested):
    district, inner, innermost = nested
    parts = parts_of(district, Alliance.objects.all())
    assert [(part.alliance, part.depth, part.workshops) for part in parts] == [(inner, 1, 2), (innermost, 2, 1)]
    assert parts_of(innermost, Alliance.objects.all()) == []


def test_an_alliance_counts_a_session_of_two_of_its_workshops_once(client, cast, nested):
    now = timezone.now()
    session = SessionFactory(enterprise=cast.enterprise, starts_at=now - dt.timedelta(hours=5), class_hours=3)
    session.workshops.set(Workshop.objects.active())
    Attendance.objects.create(session=session, person=cast.worker.person)
    training = client.get(nested[0].get_absolute_url()).context["training"]
    this_year = session.starts_at.year == now.year
    assert (training.sessions, training.person_times, training.people) == ((1, 1, 1) if this_year else (0, 0, 0))


@pytest.mark.parametrize("path", [LIST, "/en/alliances/alliance/"])
def test_three_workshops_cost_as_many_queries_as_one(client, cast, django_assert_num_queries, path):
    alliance = AllianceFactory(slug="alliance")

    def add():
        workshop = WorkshopFactory(alliance=alliance, enterprise=cast.enterprise)
        lead(workshop, cast.owner.person)
        SessionFactory(enterprise=cast.enterprise).workshops.add(workshop)
        AllianceFactory(parent=alliance)

    add()
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    add()
    add()
    with django_assert_num_queries(len(one)):
        client.get(path)


def test_three_members_cost_as_many_queries_as_one(client, cast, three, django_assert_num_queries):
    client.force_login(cast.worker)
    with CaptureQueriesContext(connection) as one:
        client.get(three.get_absolute_url())
    for person in (cast.colleague.person, cast.reviewer.person):
        WorkshopMembershipFactory(workshop=three, person=person)
    with django_assert_num_queries(len(one)):
        client.get(three.get_absolute_url())
