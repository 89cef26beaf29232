"""Joining: code, roster match and an officer's yes; whatever does not fit gets one and the same answer."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal.audit import AuditEntry
from alliance_portal.workflow import WorkflowError
from members import services
from members.models import InviteCode, JoinApplication, Notice, Person
from tests.factories import PersonFactory

JOIN, STATUS, DESK = "/join/", "/join/status/", "/workbench/applications/"
NEW_PASSWORD = "a-long-new-password"
joining = services.joining


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def code(cast):
    return joining.open_joining(cast.enterprise, by=cast.officer).code


@pytest.fixture
def newcomer(cast):
    return PersonFactory(department=cast.team, work_number="0100", name="张三")


def facts(code, **other):
    return {"code": code, "work_number": "0100", "name": "张三"} | other


def applied(code):
    application, query_code = joining.apply(**facts(code))
    return application, query_code


def test_what_fits_waits_for_the_officer(cast, code, newcomer):
    application, query_code = applied(code)
    assert (application.person, application.status, newcomer.user) == (newcomer, "waiting", None)
    assert joining.find(query_code) == application
    assert application.events.get().actor is None
    assert list(Notice.objects.filter(kind="join_waits").values_list("user", flat=True)) == [cast.officer.pk]


def test_nothing_that_is_kept_leads_back_to_the_query_code(code, newcomer):
    application, query_code = applied(code)
    assert query_code not in str(JoinApplication.objects.filter(pk=application.pk).values())
    assert len(query_code) == 10
    assert re.fullmatch(r"\d{4}", application.check_digits)


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code[:5]}-{code[5:]} ", lambda code: " ".join(code)])
def test_a_code_may_be_typed_as_it_comes(code, newcomer, typed):
    assert joining.apply(**facts(typed(code)))


WRONG = ["code", "number", "name", "left", "account", "waiting", "other", "ended", "old", "inactive"]


def made_wrong(what, cast, strangers, newcomer, code):
    """What is typed when this is wrong."""
    sent = facts(code)
    if what in ("code", "number", "name"):
        sent |= {"code": {"code": "ABCDE23456"}, "number": {"work_number": "0101"}, "name": {"name": "李四"}}[what]
    elif what == "left":
        Person.objects.filter(pk=newcomer.pk).update(in_service=False)
    elif what == "account":
        services.make_access_link(newcomer, by=cast.officer)
    elif what == "waiting":
        joining.apply(**facts(code))
    elif what == "other":
        sent["code"] = joining.open_joining(strangers.enterprise, by=strangers.officer).code
    elif what == "ended":
        joining.close_joining(cast.enterprise, by=cast.officer)
    elif what == "old":
        InviteCode.objects.update(until=timezone.now())
    else:
        cast.enterprise.is_active = False
        cast.enterprise.save()
    return sent


def test_whatever_does_not_fit_gets_the_same_answer(cast, strangers, newcomer, code):
    answers = set()
    for what in WRONG:
        with_one_wrong = made_wrong(what, cast, strangers, newcomer, code)
        answer = Client().post(JOIN, with_one_wrong)
        said = [str(error) for error in answer.context["form"].non_field_errors()]
        answers.add((answer.status_code, *said))
        cache.clear()
        JoinApplication.objects.all().delete()
        Person.objects.filter(pk=newcomer.pk).update(in_service=True, user=None)
        services.joining.InviteCode.objects.update(until=timezone.now() + dt.timedelta(days=1))
        if what == "ended":
            code = joining.open_joining(cast.enterprise, by=cast.officer).code
    assert len(answers) == 1
    assert len(next(iter(answers))) == 2


def test_the_control_of_that_is_a_fit(newcomer, code):
    assert Client().post(JOIN, facts(code)).status_code == 302


def test_a_new_code_ends_the_one_before(cast, code, newcomer):
    joining.open_joining(cast.enterprise, by=cast.officer)
    assert joining.apply(**facts(code)) is None
    assert list(AuditEntry.objects.values_list("act", "detail")) == [("join_code", "open")] * 2


def test_a_yes_lets_the_applicant_choose_a_password_once(cast, code, newcomer):
    application, query_code = applied(code)
    assert not joining.may_choose_password(application)
    joining.approve(application, by=cast.officer)
    approved = joining.find(query_code)
    assert joining.may_choose_password(approved)
    assert "/accounts/password/reset/key/" in joining.choose_password(approved)
    assert Person.objects.get(pk=newcomer.pk).user.username == "CF-0100"
    with pytest.raises(WorkflowError):
        joining.choose_password(approved)


def test_a_yes_grows_old(cast, code, newcomer, time_machine):
    application, query_code = applied(code)
    joining.approve(application, by=cast.officer)
    time_machine.move_to(timezone.now() + dt.timedelta(days=15))
    with pytest.raises(WorkflowError):
        joining.choose_password(joining.find(query_code))


def test_an_account_made_meanwhile_is_not_taken_over(cast, code, newcomer):
    application, query_code = applied(code)
    joining.approve(application, by=cast.officer)
    services.make_access_link(newcomer, by=cast.officer)
    with pytest.raises(WorkflowError):
        joining.choose_password(joining.find(query_code))


def test_a_no_has_its_reason(cast, code, newcomer):
    application, query_code = applied(code)
    with pytest.raises(WorkflowError):
        joining.decline(application, by=cast.officer, reason=" ")
    joining.decline(application, by=cast.officer, reason="请先到车间登记。")
    assert joining.find(query_code).reason == "请先到车间登记。"
    with pytest.raises(WorkflowError):
        joining.choose_password(joining.find(query_code))
    assert joining.apply(**facts(code))


def test_an_answer_settles_the_notices_and_is_written_down(cast, code, newcomer):
    application, _query_code = applied(code)
    joining.approve(application, by=cast.officer)
    assert not Notice.objects.unread().filter(kind="join_waits").exists()
    entry = AuditEntry.objects.get(act="join_approved")
    assert (entry.actor, entry.object_id, entry.enterprise) == (cast.officer.pk, newcomer.pk, cast.enterprise.pk)
    with pytest.raises(WorkflowError):
        joining.decline(application, by=cast.officer, reason="不行")


def test_tries_are_limited_by_number_and_by_address(code, newcomer, settings):
    client = Client()
    answers = [client.post(JOIN, facts("WRONG23456")).status_code for _n in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert client.post(JOIN, facts(code)).status_code == 429
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join": "3/h/ip,10/h/key"}
    cache.clear()
    answers = [client.post(JOIN, facts(code, work_number=f"9{n}")).status_code for n in range(5)]
    assert answers == [200] * 3 + [429] * 2


def test_query_codes_are_not_guessed(code, newcomer, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join_code": "3/h/ip,10/h/key"}
    answers = [Client().post(STATUS, {"code": f"ABCDE2345{n}"}).status_code for n in range(2, 7)]
    assert answers == [200] * 3 + [429] * 2


# Pages


def test_the_way_of_an_applicant(cast, code, newcomer):
    applicant, officer = Client(), Client()
    officer.force_login(cast.officer)
    applicant.post(JOIN, facts(code))
    received = applicant.get("/join/received/")
    query_code, digits = received.context["code"], received.context["application"].check_digits
    assert query_code in received.content.decode()
    assert applicant.post(STATUS, {"code": query_code}).context["application"].status == "waiting"
    waiting = officer.get(DESK).context["page_obj"][0]
    shown = officer.get(f"{DESK}{waiting.pk}/")
    assert digits in shown.content.decode()
    assert query_code not in shown.content.decode()
    officer.post(f"{DESK}{waiting.pk}/", {"answer": "approve", "reason": "", "version": waiting.version})
    assert applicant.post(STATUS, {"code": query_code}).context["may_choose"]
    link = applicant.post("/join/password/", {"code": query_code}).url
    chosen = applicant.get(link, follow=True)
    address = chosen.redirect_chain[-1][0]
    applicant.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert applicant.get("/me/account/").status_code == 200
    assert not applicant.post(STATUS, {"code": query_code}).context["may_choose"]


def test_the_code_is_shown_to_nobody_else(code, newcomer):
    assert Client().get("/join/received/").url == STATUS


def test_the_desk_is_for_officers(cast, strangers, code, newcomer, client):
    application, _query_code = applied(code)
    for who in ("worker", "reviewer", "leader"):
        client.force_login(getattr(cast, who))
        assert client.get(DESK).status_code == 403
        assert client.post(f"{DESK}code/", {"joining": "open"}).status_code == 403
        assert client.post(f"{DESK}{application.pk}/", {"answer": "approve"}).status_code == 404
    client.force_login(strangers.officer)
    assert client.get(f"{DESK}{application.pk}/").status_code == 404
    assert client.get(f"{DESK}?enterprise=CF").status_code == 404
    application.refresh_from_db()
    assert application.status == "waiting"


@pytest.mark.parametrize(
    ("sent", "field"), [({"answer": ""}, "answer"), ({"answer": "x"}, "answer"), ({"answer": "decline"}, "reason")]
)
def test_an_answer_that_lacks_something_is_asked_again(cast, code, newcomer, client, sent, field):
    application, _query_code = applied(code)
    client.force_login(cast.officer)
    answer = client.post(f"{DESK}{application.pk}/", sent | {"version": application.version})
    assert set(answer.context["form"].errors) == {field}


def test_two_officers_answer_one_after_the_other(cast, code, newcomer, client):
    application, _query_code = applied(code)
    joining.decline(application, by=cast.officer, reason="不认识")
    client.force_login(cast.officer)
    shown = client.post(f"{DESK}{application.pk}/", {"answer": "approve", "version": application.version})
    assert shown.context["form"] is None
    application.refresh_from_db()
    assert application.status == "declined"


def test_a_code_that_may_hang_on_walls_is_replaced_and_ended_after_asking(cast, client):
    client.force_login(cast.officer)
    assert client.get(DESK).context["invite"] is None
    client.post(f"{DESK}code/", {"joining": "open"})
    first = client.get(DESK).context["invite"]
    for page in (client.get(f"{DESK}code/?joining=open"), client.post(f"{DESK}code/", {"joining": "open"})):
        assert joining.grouped(first.code) in page.content.decode()
    assert client.get(DESK).context["invite"].code == first.code
    client.post(f"{DESK}code/", {"joining": "open", "seen": first.code})
    second = client.get(DESK).context["invite"]
    assert second.code != first.code
    late = client.post(f"{DESK}code/", {"joining": "closed", "seen": first.code})
    assert joining.grouped(second.code) in late.content.decode()
    client.post(f"{DESK}code/", {"joining": "closed", "seen": second.code})
    assert client.get(DESK).context["invite"] is None


def test_of_two_officers_at_once_one_reads_the_code_of_the_other(cast):
    joining.open_joining(cast.enterprise, by=cast.officer, seen="")
    with pytest.raises(WorkflowError):
        joining.open_joining(cast.enterprise, by=cast.officer, seen="")


def test_the_list_costs_no_query_for_each(cast, code, client):
    client.force_login(cast.officer)

    def asked(number):
        person = PersonFactory(department=cast.team, work_number=f"05{number}", name="张三")
        assert joining.apply(code=code, work_number=person.work_number, name="张三")
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(DESK).context["page_obj"]) == number
        return len(captured)

    assert len({asked(number) for number in (1, 2, 3)}) == 1
