import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members import services
from members.models import Person, Role, RoleAssignment, User
from tests.factories import DepartmentFactory, PersonFactory

ROSTER = "/workbench/roster/"


def shown(response):
    return [person.work_number for person in response.context["page_obj"]]


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def test_officers_see_their_people_and_nobody_elses(cast, strangers, officer):
    page = officer.get(ROSTER)
    assert shown(page) == ["0001", "0002", "0003", "0004", "0005", "0006", "0007"]
    assert strangers.enterprise.name not in page.content.decode()


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "leader"])
def test_the_roster_is_for_officers_only(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(ROSTER).status_code == 403
    assert client.get(f"{ROSTER}0001/access/").status_code == 403


def test_a_visitor_signs_in_first(cast, client):
    assert client.get(ROSTER).url == f"/accounts/login/?next={ROSTER}"


def test_the_roster_of_another_enterprise_does_not_exist(strangers, officer):
    assert officer.get(f"{ROSTER}?enterprise=JC").status_code == 404
    assert officer.get(f"{ROSTER}0001/access/?enterprise=JC").status_code == 404
    assert officer.post(f"{ROSTER}0001/access/?enterprise=JC").status_code == 404
    assert officer.get(f"{ROSTER}?enterprise=NONE").status_code == 404


def test_staff_choose_the_enterprise(cast, strangers, staff, client):
    client.force_login(staff)
    rosters = [client.get(f"{ROSTER}?enterprise={code}").context for code in ("CF", "JC")]
    assert [roster["enterprise"] for roster in rosters] == [cast.enterprise, strangers.enterprise]
    assert {person.enterprise for person in rosters[1]["page_obj"]} == {strangers.enterprise}
    assert client.get(ROSTER).status_code == 200


def test_an_officer_of_two_enterprises_chooses(cast, strangers, officer, staff):
    services.grant_role(cast.officer, Role.OFFICER, strangers.enterprise, by=staff)
    assert officer.get(f"{ROSTER}?enterprise=JC").context["enterprise"] == strangers.enterprise
    assert officer.get(f"{ROSTER}?enterprise=CF").context["enterprise"] == cast.enterprise


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=王", ["0001"]),
        ("q=0005", ["0005"]),
        ("account=no", ["0100"]),
        ("account=yes", ["0006"]),
        ("account=link", ["0001", "0002", "0003", "0004", "0005", "0007"]),
        ("service=left", ["0100"]),
        ("service=in", ["0001", "0002", "0003", "0004", "0005", "0006", "0007"]),
        ("q=x&account=wrong&service=wrong&sort=user__password&page=zero", []),
        ("sort=nonsense&service=left", ["0100"]),
    ],
)
def test_the_roster_is_searched_and_filtered_by_the_address(cast, officer, query, numbers):
    PersonFactory(department=cast.team, work_number="0100", name="张三", in_service=False)
    assert shown(officer.get(f"{ROSTER}?{query}")) == numbers


def test_a_word_longer_than_any_name_finds_nobody(officer):
    assert shown(officer.get(ROSTER, {"q": "长" * 60_000})) == []


def test_a_department_holds_its_teams(cast, officer):
    group = DepartmentFactory(enterprise=cast.enterprise, parent=cast.team, name="一组")
    PersonFactory(department=group, work_number="0100")
    assert shown(officer.get(f"{ROSTER}?department={cast.shop.pk}")) == ["0001", "0002", "0100"]
    assert shown(officer.get(f"{ROSTER}?department={group.pk}")) == ["0100"]


def test_departments_of_other_enterprises_are_not_offered(cast, strangers, staff, client):
    client.force_login(staff)
    page = client.get(f"{ROSTER}?enterprise=CF&department={strangers.shop.pk}")
    offered = page.context["filter"].form.fields["department"].queryset
    assert {department.enterprise for department in offered} == {cast.enterprise}
    assert len(shown(page)) == 7


def test_the_roster_is_sorted(cast, officer):
    assert shown(officer.get(f"{ROSTER}?sort=department"))[:2] == ["0001", "0002"]
    assert shown(officer.get(f"{ROSTER}?sort=name"))[0] == Person.objects.order_by("name").first().work_number


def test_fifty_people_are_on_a_page(cast, officer):
    for _ in range(50):
        PersonFactory(department=cast.team)
    assert len(shown(officer.get(ROSTER))) == 50
    assert len(shown(officer.get(f"{ROSTER}?page=2"))) == 7


def test_more_people_cost_no_more_queries(cast, officer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            officer.get(ROSTER)
        return len(captured)

    Person.objects.exclude(user=cast.officer).delete()
    with_one = queries()
    for number in ("A", "B"):
        person = PersonFactory(department=cast.team, work_number=number)
        services.make_access_link(person, by=cast.officer)
        person.refresh_from_db()
        RoleAssignment.objects.create(user=person.user, role=Role.FINANCE, enterprise=cast.enterprise)
    assert queries() == with_one


def test_asking_makes_no_account(cast, officer):
    PersonFactory(department=cast.team, work_number="0100")
    assert officer.get(f"{ROSTER}0100/access/").status_code == 200
    assert not User.objects.filter(username="CF-0100").exists()


def test_the_link_is_shown_once_as_text_and_code(cast, officer, client, settings):
    settings.BASE_URL = "https://portal.example"
    PersonFactory(department=cast.team, work_number="0100", name="王小海")
    slip = officer.post(f"{ROSTER}0100/access/?enterprise=CF")
    page, link = slip.content.decode(), slip.context["slip"].link
    assert slip.status_code == 200
    assert link.startswith("https://portal.example/accounts/password/reset/key/")
    assert page.count(link) == 1
    assert "<svg" in page
    assert "style=" not in page
    assert "王**" in page
    assert "王小海" not in page
    assert slip.headers["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(link, follow=True).context.get("token_fail") is None
    assert User.objects.filter(username="CF-0100").count() == 1


def test_a_number_with_a_slash_has_its_page(cast, officer):
    PersonFactory(department=cast.team, work_number="A/12")
    assert officer.get(f"{ROSTER}A/12/access/").status_code == 200


def test_a_number_that_nobody_can_have_is_not_found(cast, officer):
    assert officer.get(f"{ROSTER}9%009/access/").status_code == 404


def test_no_link_for_oneself_a_leaver_or_the_district(cast, staff, officer):
    PersonFactory(department=cast.team, work_number="0100", in_service=False)
    services.grant_role(cast.worker, Role.DISTRICT_STAFF, None, by=staff)
    answers = [officer.post(f"{ROSTER}{number}/access/").status_code for number in ("0006", "0100", "0001", "none")]
    assert answers == [403, 403, 403, 404]


def test_the_roster_offers_links_only_where_they_can_be_made(cast, staff, officer):
    PersonFactory(department=cast.team, work_number="0100", in_service=False)
    services.grant_role(cast.worker, Role.DISTRICT_STAFF, None, by=staff)
    page = officer.get(ROSTER).content.decode()
    offered = [number for number in ("0001", "0002", "0006", "0100") if f"{ROSTER}{number}/access/" in page]
    assert offered == ["0002"]


def test_a_name_that_is_taken_is_said_and_nothing_is_made(cast, officer):
    User.objects.create(username="CF-0100")
    PersonFactory(department=cast.team, work_number="0100")
    answer = officer.post(f"{ROSTER}0100/access/", follow=True)
    assert answer.redirect_chain == [(ROSTER, 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_my_account_says_who_i_am(cast, officer, staff, client):
    page = officer.get("/me/account/").content.decode()
    assert [text in page for text in ("孙干事", "0006", "长风客车有限公司", "设备科")] == [True] * 4
    client.force_login(staff)
    assert "区总干事" in client.get("/me/account/").content.decode()
