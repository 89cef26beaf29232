"""Which skills there are and which lack: by department and by workshop, in numbers, names, and a workbook."""

import io
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal.facts import REGISTERED
from alliance_portal.periods import Period, month_of
from alliance_portal.workflow import StaleError, WorkflowError
from members import services as member_services
from members.models import Person, SkillCertificate
from tests.factories import PersonFactory, ResultFactory, SpecialityFactory, WorkshopFactory, member, willing
from tests.members import skilling
from tests.workshops import posing
from tests.workshops.helping import led
from workshops.fitting import fitting
from workshops.matching import departments_for
from workshops.models import SkillNeed
from workshops.services import skills
from workshops.statistics import skills as figures

AT = "/en/workbench/skills/matrix/"
NEEDS = "/en/workbench/skills/needs/"


def text(response):
    return response.content.decode()


@pytest.fixture
def welding():
    return skilling.welding()


@pytest.fixture
def welders(cast, welding):
    """In the shop a senior welder with two certificates, one whose certificate has run out, one who says so."""
    skilling.entered(cast.worker.person, cast.officer, grade="junior", number="A1")
    skilling.entered(cast.worker.person, cast.officer, grade="senior", number="A2")
    skilling.entered(cast.colleague.person, cast.officer, valid_until=skilling.in_days(-1))
    newcomer = member(department=cast.shop, work_number="77", name="陈新")
    member_services.keep_specialities(newcomer.person, [welding], by=newcomer)
    return newcomer


def cell(cast, unit=None):
    matrix = figures.of_departments([cast.shop, cast.office])
    line = next(line for line in matrix.lines if line.unit == (unit or cast.shop))
    return line.cells[0]


def test_each_person_counts_once_by_the_highest_grade(cast, welders):
    shown = cell(cast)
    assert (shown.have, dict(shown.grades), shown.without, shown.gap) == (1, {"senior": 1}, 1, 0)
    assert not cell(cast, cast.office)


def test_whoever_left_counts_no_longer(cast, welders):
    Person.objects.filter(user=cast.worker).update(in_service=False)
    assert cell(cast).have == 0


@pytest.mark.parametrize(("least", "number", "gap"), [("senior", 1, 0), ("junior", 3, 2), ("technician", 1, 1)])
def test_the_gap_is_what_is_needed_minus_what_is_there(cast, welders, welding, least, number, gap):
    skills.set_need(cast.shop, welding, by=cast.officer, least_grade=least, number=number)
    assert cell(cast).gap == gap


def test_too_many_in_one_place_do_not_fill_the_gap_of_another(cast, welders, welding):
    for unit in (cast.shop, cast.office):
        skills.set_need(unit, welding, by=cast.officer, least_grade="junior", number=1)
    assert (cell(cast).gap, cell(cast, cast.office).gap) == (0, 1)
    assert figures.of_departments([cast.shop, cast.office]).lacking == 1


def test_a_workshop_counts_its_members_of_today(cast, welders, welding):
    workshop = led(WorkshopFactory(enterprise=cast.enterprise), cast.worker)
    line = figures.of_workshops([workshop, WorkshopFactory(enterprise=cast.enterprise)]).lines[0]
    assert [(one.speciality, one.have, one.without) for one in line.cells] == [(welding, 1, 0)]


def test_a_need_is_set_once_changed_and_taken_away_with_history(cast, welding):
    need = skills.set_need(cast.shop, welding, by=cast.officer, least_grade="senior", number=2)
    with pytest.raises(WorkflowError):
        skills.set_need(cast.shop, welding, by=cast.officer, least_grade="junior", number=1)
    changed = skills.change_need(need, by=cast.officer, least_grade="senior", number=3, version=1)
    with pytest.raises(StaleError):
        skills.change_need(need, by=cast.officer, least_grade="senior", number=4, version=1)
    with pytest.raises(WorkflowError):
        skills.change_need(changed, by=cast.officer, least_grade="senior", number=0)
    skills.drop_need(changed, by=cast.officer, version=2)
    assert not SkillNeed.objects.exists()
    told = SkillNeed.history.order_by("history_id").values_list("history_type", "number", "history_user")
    assert list(told) == [("+", 2, cast.officer.pk), ("~", 3, cast.officer.pk), ("-", 3, cast.officer.pk)]


# -- pages ------------------------------------------------------------------------------------------------------------


def test_an_officer_sees_gaps_in_words_and_where_help_is(cast, welders, welding, client):
    skills.set_need(cast.shop, welding, by=cast.officer, least_grade="senior", number=3)
    client.force_login(cast.officer)
    page = text(client.get(AT))
    assert "2 lacking" in page
    assert f"/en/who-can-help/?speciality={quote('焊工')}" in page
    assert "/en/workbench/mentorships/" in page
    assert f"{AT}people/?unit=d{cast.shop.pk}" in page
    assert client.get(AT).context["matrix"].people == 1
    assert client.get(AT, {"speciality": "焊工"}).context["matrix"].people == 1
    assert [line.unit for line in client.get(AT, {"show": "gaps"}).context["matrix"].lines] == [cast.shop]
    assert client.get(AT, {"by": "nonsense", "speciality": "没有", "enterprise": "ZZ"}).status_code == 200


def test_a_leader_reads_numbers_and_no_names(cast, welders, client):
    client.force_login(cast.leader)
    page = text(client.get(AT))
    assert "1 person" in page
    assert "people/?unit" not in page
    address = {"unit": f"d{cast.shop.pk}", "speciality": "焊工"}
    assert client.get(AT + "people/", address).status_code == 403
    assert client.get(NEEDS + "new/", address).status_code == 403


def test_the_people_behind_a_number(cast, strangers, welders, client):
    client.force_login(cast.officer)
    query = {"unit": f"d{cast.shop.pk}", "speciality": "焊工"}
    page = text(client.get(AT + "people/", query))
    assert "王海" in page
    assert "Senior worker" in page
    assert "陈新" in page
    assert "赵敏" not in page
    for wrong in ({"unit": "x1"}, {"unit": "d"}, {"unit": f"d{strangers.shop.pk}"}, {"speciality": "没有"}):
        assert client.get(AT + "people/", query | wrong).status_code == 404


def test_who_leads_a_workshop_sees_that_one_alone(cast, welders, welding, client):
    own = led(WorkshopFactory(enterprise=cast.enterprise, name="焊装工作室"), cast.worker)
    WorkshopFactory(enterprise=cast.enterprise, name="别的工作室")
    client.force_login(cast.worker)
    found = client.get(AT)
    assert [line.unit for line in found.context["matrix"].lines] == [own]
    assert client.get(AT, {"by": "departments"}).context["by_department"] is False
    unit = {"unit": f"w{own.pk}"}
    sent = {"speciality": welding.pk, "least_grade": "senior", "number": "2"}
    assert client.post(f"{NEEDS}new/?unit=w{own.pk}", sent).status_code == 302
    need = SkillNeed.objects.get()
    assert need.workshop == own
    assert "王海" in text(client.get(AT + "people/", unit | {"speciality": "焊工"}))
    page = text(client.get(f"/en/workbench/workshops/{own.slug}/"))
    assert "1 lacking" in page
    changed = {"least_grade": "senior", "number": "1", "version": 1}
    assert client.post(f"{NEEDS}{need.pk}/", changed).status_code == 302
    assert "1 lacking" not in text(client.get(f"/en/workbench/workshops/{own.slug}/"))
    assert client.post(f"{NEEDS}{need.pk}/drop/", {"version": 2}).status_code == 302
    assert not SkillNeed.objects.exists()


def test_nobody_else_comes_in(cast, strangers, welding, client):
    need = skills.set_need(cast.shop, welding, by=cast.officer, least_grade="senior", number=2)
    for user in (cast.colleague, cast.reviewer):
        client.force_login(user)
        assert client.get(AT).status_code == 403
        assert client.post(f"{NEEDS}{need.pk}/drop/", {"version": 1}).status_code == 404
    client.force_login(strangers.officer)
    assert strangers.shop in [line.unit for line in client.get(AT).context["matrix"].lines]
    assert cast.shop not in [line.unit for line in client.get(AT, {"enterprise": "CF"}).context["matrix"].lines]
    assert client.post(f"{NEEDS}{need.pk}/", {"number": "9"}).status_code == 404
    assert SkillNeed.objects.get().number == 2


def test_a_wrong_number_stays_in_the_form_with_its_error(cast, welding, client):
    client.force_login(cast.officer)
    sent = {"speciality": welding.pk, "least_grade": "", "number": "0"}
    response = client.post(f"{NEEDS}new/?unit=d{cast.shop.pk}", sent)
    assert set(response.context["form"].errors) == {"least_grade", "number"}
    assert not SkillNeed.objects.exists()


def test_the_workbook_says_the_same_and_names_nobody(cast, welders, welding, client):
    skills.set_need(cast.shop, welding, by=cast.officer, least_grade="senior", number=3)
    client.force_login(cast.officer)
    client.post("/en/accounts/reauthenticate/", {"password": "correct-horse-battery"})
    response = client.get(AT + "export.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0].values)
    assert rows[1][:3] == ("冲焊车间", "焊工", 1)
    assert rows[1][-3:] == (3, "Senior worker", 2)
    assert "王海" not in str(rows)


@pytest.mark.parametrize("by", ["departments", "workshops"])
def test_more_rows_cost_no_more_queries(cast, welding, client, by):
    client.force_login(cast.officer)
    spent = []
    for number in range(3):
        one = SpecialityFactory()
        person = PersonFactory(department=cast.team)
        skilling.entered(person, cast.officer, speciality=one, number=f"S{number}")
        workshop = WorkshopFactory(enterprise=cast.enterprise)
        for unit in (cast.shop, workshop):
            skills.set_need(unit, one, by=cast.officer, least_grade="technician", number=2)
        with CaptureQueriesContext(connection) as queries:
            client.get(AT, {"by": by})
        spent.append(len(queries))
    assert spent[0] == spent[2]


# -- who can help -----------------------------------------------------------------------------------------------------


def test_a_certificate_is_found_and_its_grade_shown_only_by_consent(cast, strangers, welding, client):
    skilling.entered(strangers.worker.person, strangers.officer)
    willing(strangers.worker)
    client.force_login(cast.worker)

    def page():
        return text(client.get("/en/who-can-help/", {"speciality": "焊工"}))

    assert strangers.worker.person.name not in people(client)
    member_services.give_consent("help_grade", by=strangers.worker)
    assert strangers.worker.person.name in people(client)
    assert "焊工: Senior worker, with certificate" in page()
    assert "S000032050001" not in page()
    member_services.withdraw_consent("help_grade", by=strangers.worker)
    assert strangers.worker.person.name not in people(client)


def people(client):
    return [one.name for one in client.get("/en/who-can-help/", {"speciality": "焊工"}).context["page_obj"]]


def test_whoever_shows_a_certificate_stands_first_beside_a_problem(cast, strangers, staff, welding):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    problem.specialities.set([welding])
    willing(cast.colleague, welding)
    willing(strangers.worker, welding)
    names = [one.name for one in fitting(problem, cast.officer).people]
    last = Person.objects.get(name=names[-1], user__in=[cast.colleague, strangers.worker])
    skilling.entered(last, staff)
    assert fitting(problem, cast.officer).people[0] != last
    member_services.give_consent("help_grade", by=last.user)
    first = fitting(problem, cast.officer).people[0]
    assert (first, first.graded[0].grade) == (last, "senior")


def test_a_certificate_tells_where_a_result_may_fit(cast, strangers, welding):
    result = ResultFactory(enterprise=cast.enterprise)
    result.specialities.add(welding)
    assert not any(match.knows_it for match in departments_for(result))
    made = skilling.entered(strangers.worker.person, strangers.officer)
    assert [match.department for match in departments_for(result) if match.knows_it] == [strangers.shop]
    SkillCertificate.objects.filter(pk=made.pk).update(valid_until=skilling.in_days(-1))
    assert not any(match.knows_it for match in departments_for(result))


def test_a_requirement_table_may_ask_for_senior_workers(cast, welding):
    workshop = led(WorkshopFactory(enterprise=cast.enterprise), cast.worker)
    fact, month = REGISTERED["senior_workers"], Period(*[month_of(timezone.now())] * 2)

    def counted():
        return fact.value(fact.source.each([workshop], month)[workshop.pk])

    assert counted() == 0
    skilling.entered(cast.worker.person, cast.officer)
    assert counted() == 1
