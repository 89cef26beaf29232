"""Officers name the heads of departments."""

import pytest

from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Department
from tests.factories import DepartmentFactory

LIST = "/en/workbench/departments/"


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def listed(response):
    return [str(department) for department in response.context["page_obj"]]


def test_each_shop_stands_before_its_own_teams(cast, strangers, officer):
    assert listed(officer.get(LIST)) == ["冲焊车间", "冲焊车间 · 焊装一班", "设备科"]


def test_a_head_is_named_and_taken_away_and_the_history_tells_by_whom(cast, officer):
    response = officer.post(f"{LIST}{cast.team.pk}/", {"head": "0002"})
    cast.team.refresh_from_db()
    assert (response.url, cast.team.head) == (f"{LIST}?enterprise=CF", cast.colleague.person)
    assert cast.team.history.first().history_user == cast.officer

    officer.post(f"{LIST}{cast.team.pk}/", {"head": ""})
    cast.team.refresh_from_db()
    assert cast.team.head is None


def test_nobody_of_that_name_is_said_and_the_words_stay(cast, officer):
    form = officer.post(f"{LIST}{cast.team.pk}/", {"head": "孙悟空"}).context["form"]

    assert list(form.errors) == ["head"]
    assert form["head"].value() == "孙悟空"


def test_the_form_shows_who_heads_it_now(cast, officer):
    services.name_head(cast.team, cast.colleague.person, by=cast.officer)

    assert officer.get(f"{LIST}{cast.team.pk}/").context["form"]["head"].value() == "0002 赵敏"


def test_a_head_is_in_service_in_the_same_enterprise(cast, strangers):
    cast.colleague.person.in_service = False
    cast.colleague.person.save()

    for person in (strangers.worker.person, cast.colleague.person):
        with pytest.raises(WorkflowError):
            services.name_head(cast.team, person, by=cast.officer)
    assert Department.objects.get(pk=cast.team.pk).head is None


def test_departments_of_another_enterprise_do_not_exist(strangers, officer):
    assert officer.get(f"{LIST}{strangers.team.pk}/").status_code == 404
    assert officer.get(f"{LIST}?enterprise=JC").status_code == 404


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "leader"])
def test_heads_are_named_by_officers_only(cast, client, who):
    client.force_login(getattr(cast, who))

    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{cast.team.pk}/", {"head": "0002"}).status_code == 403


def test_whoever_heads_a_shop_heads_its_teams(cast):
    services.name_head(cast.shop, cast.colleague.person, by=cast.officer)

    assert type(cast.colleague).objects.get(pk=cast.colleague.pk).headed == {cast.shop.pk, cast.team.pk}
    assert cast.worker.headed == frozenset()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, officer, django_assert_num_queries, rows):
    for _row in range(rows):
        DepartmentFactory(enterprise=cast.enterprise, head=cast.colleague.person)

    with django_assert_num_queries(7):
        assert officer.get(LIST).status_code == 200


def test_a_head_without_a_role_starts_at_home_and_works_at_the_queue(cast, client):
    services.name_head(cast.team, cast.colleague.person, by=cast.officer)
    client.force_login(cast.colleague)

    assert client.get("/start/").url == "/me/"
    assert client.get("/workbench/").url == "/workbench/queue/"
