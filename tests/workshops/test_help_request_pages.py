"""The pages of a request for help: for the two whom it concerns, for a workshop those who keep it, for nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members import services as member_services
from tests.factories import PersonFactory, SpecialityFactory, WorkshopFactory, account, willing
from tests.workshops.helping import asked, asked_of, fresh, led
from workshops.models import HelpRequest
from workshops.services import help as services

FIND = "/en/who-can-help/"
MINE = "/en/me/help/"
DESK = "/en/workbench/workshops/help/"


def text(response):
    return response.content.decode()


def page_of(request, step=""):
    return f"/en/help-requests/{request.code}/{step}"


@pytest.fixture
def known(strangers):
    return led(WorkshopFactory(name="焊装工作室", enterprise=strangers.enterprise), strangers.worker)


# -- the request ------------------------------------------------------------------------------------------------------


@pytest.fixture
def request_(cast, strangers):
    return asked(cast.worker, strangers.worker, about="CANARY点焊")


@pytest.mark.parametrize("step", ["", "pass-on/", "decline/", "solve/", "withdraw/", "write/", "take-up/"])
def test_nobody_else_finds_it(cast, strangers, staff, client, request_, step):
    outsiders = (cast.colleague, cast.officer, cast.leader, strangers.officer, strangers.colleague, staff)
    for user in outsiders:
        client.force_login(user)
        for method in (client.get, client.post):
            assert method(page_of(request_, step)).status_code in (404, 405)
        assert "CANARY" not in text(client.get(FIND, {"q": "点焊"}))
        if user is not staff:
            assert "CANARY" not in text(client.get(MINE)) + text(client.get(MINE, {"asked": "1"}))
    assert fresh(request_).status == "asked"


@pytest.mark.parametrize(
    ("step", "asker", "helper"),
    [("pass-on/", 403, 200), ("decline/", 403, 200), ("solve/", 302, 403), ("withdraw/", 200, 403)],
)
def test_each_step_belongs_to_one_side(cast, strangers, client, request_, step, asker, helper):
    for user, code in ((cast.worker, asker), (strangers.worker, helper)):
        client.force_login(user)
        assert client.get(page_of(request_, step)).status_code == code
    client.force_login(cast.worker)
    assert client.post(page_of(request_, "take-up/")).status_code == 403


def test_both_sides_see_it_and_what_was_written(cast, strangers, client, request_):
    client.force_login(strangers.worker)
    page = text(client.get(page_of(request_)))
    assert [words in page for words in ("CANARY点焊", "Yes, I help", "Pass it on", "Not this time")] == [True] * 4
    assert client.post(page_of(request_, "take-up/")).status_code == 302
    client.post(page_of(request_, "write/"), {"text": "明天来看"})
    client.force_login(cast.worker)
    page = text(client.get(page_of(request_)))
    assert "明天来看" in page
    assert "It is solved" in page
    client.post(page_of(request_, "solve/"), {"note": "修磨电极", "version": fresh(request_).version})
    assert fresh(request_).status == "solved"
    page = text(client.get(page_of(request_)))
    assert "修磨电极" in page
    assert 'name="text"' not in page


def test_an_entry_that_comes_too_late_is_not_lost(cast, strangers, client, request_):
    client.force_login(cast.worker)
    services.decline(request_, by=strangers.worker, note="这回不行")
    late = client.post(page_of(request_, "write/"), {"text": "还有一句"})
    assert late.status_code == 409
    assert "这回不行" in text(late)
    assert client.post(page_of(request_, "write/"), {"text": ""}).context["form"].errors["text"]


def test_a_step_over_an_old_page_is_shown_again_with_the_words(cast, strangers, client, request_):
    services.take_up(request_, by=strangers.worker)
    client.force_login(cast.worker)
    old = client.post(page_of(request_, "solve/"), {"note": "修磨电极", "version": 1})
    assert old.status_code == 409
    assert "Somebody else has changed this meanwhile." in text(old)
    again = {"note": old.context["form"]["note"].value(), "version": old.context["form"]["version"].value()}
    assert client.post(page_of(request_, "solve/"), again).status_code == 302


def test_a_step_that_no_longer_fits_leads_back_or_shows_the_words(cast, strangers, client, request_):
    services.withdraw(request_, by=cast.worker)
    client.force_login(strangers.worker)
    assert client.get(page_of(request_, "decline/")).status_code == 302
    late = client.post(page_of(request_, "decline/"), {"note": "抱歉"})
    assert late.status_code == 409
    assert "抱歉" in text(late)
    assert client.post(page_of(request_, "take-up/"), follow=True).status_code == 200


def test_only_willing_colleagues_can_be_chosen_to_pass_it_on(cast, strangers, client, request_):
    willing(strangers.colleague, SpecialityFactory(name="点焊"))
    willing(cast.colleague)
    client.force_login(strangers.worker)
    form = client.get(page_of(request_, "pass-on/")).context["form"]
    assert [label for _value, label in form.fields["to"].choices][1:] == ["赵敏 · 点焊"]
    chosen = {"to": strangers.colleague.person.pk, "note": "她更懂", "version": 1}
    sent = client.post(page_of(request_, "pass-on/"), chosen)
    assert sent.url == "/en/me/help/"
    assert client.get(page_of(request_)).status_code == 404
    refused = client.post(page_of(asked(cast.colleague, strangers.worker), "pass-on/"), {"to": cast.owner.person.pk})
    assert refused.context["form"].errors["to"]


def test_the_asker_reads_when_an_answer_is_late_or_the_switch_was_turned_off(cast, strangers, client, request_):
    client.force_login(cast.worker)
    assert "The answer comes here" in text(client.get(page_of(request_)))
    HelpRequest.objects.update(due_on="2026-01-01")
    assert "The day has passed" in text(client.get(page_of(request_)))
    member_services.withdraw_consent("help", by=strangers.worker)
    assert "no longer asked by anybody" in text(client.get(page_of(request_)))


def test_opening_pages_changes_nothing(cast, strangers, client, request_):
    for user in (cast.worker, strangers.worker):
        client.force_login(user)
        for step in ("", "pass-on/", "decline/", "withdraw/"):
            client.get(page_of(request_, step))
        assert client.get(page_of(request_, "take-up/")).status_code == 405
    assert fresh(request_).version == 1
    assert request_.events.count() == 1


# -- lists ------------------------------------------------------------------------------------------------------------


def test_both_find_it_under_their_own(cast, strangers, client, request_):
    client.force_login(strangers.worker)
    assert [row.code for row in client.get(MINE).context["page_obj"]] == [request_.code]
    assert client.get(MINE).context["waiting"] == 1
    client.force_login(cast.worker)
    assert [row.code for row in client.get(MINE, {"asked": "1"}).context["page_obj"]] == [request_.code]
    assert "Nobody has asked you yet" in text(client.get(MINE))


def test_what_waits_comes_first(cast, strangers, client):
    over = asked(cast.worker, strangers.worker)
    services.decline(over, by=strangers.worker)
    taken = asked(cast.colleague, strangers.worker)
    services.take_up(taken, by=strangers.worker)
    waiting = asked(cast.owner, strangers.worker)
    client.force_login(strangers.worker)
    assert [row.pk for row in client.get(MINE).context["page_obj"]] == [waiting.pk, taken.pk, over.pk]


def test_a_workshops_requests_stand_on_the_desk_of_those_who_keep_it(cast, strangers, client, known):
    request = asked_of(cast.worker, known)
    for user, code in (
        (strangers.officer, 200),
        (strangers.worker, 200),
        (strangers.leader, 200),
        (strangers.reviewer, 403),
    ):
        client.force_login(user)
        answer = client.get(DESK)
        assert answer.status_code == code
        if code == 200:
            seen = [row.pk for row in answer.context["page_obj"]]
            assert seen == ([] if user is strangers.leader else [request.pk])
    client.force_login(strangers.officer)
    services.decline(request, by=strangers.officer)
    assert not client.get(DESK).context["page_obj"].object_list
    assert client.get(DESK, {"closed": "1"}).context["page_obj"].object_list


def test_what_somebody_of_a_workshop_has_taken_up_others_read_and_do_not_answer(cast, strangers, client, known):
    request = asked_of(cast.worker, known)
    services.take_up(request, by=strangers.officer)
    for user, code in ((strangers.worker, 403), (strangers.officer, 200)):
        client.force_login(user)
        assert client.get(page_of(request)).status_code == 200
        assert client.get(page_of(request, "decline/")).status_code == code
        assert ('name="text"' in text(client.get(page_of(request)))) == (code == 200)


def test_those_who_keep_a_workshop_keep_what_it_is_found_by(cast, strangers, client, known):
    address = reverse("workshops:desk-specialities", args=[known.slug])
    lathe = SpecialityFactory(name="车削")
    for user, code in ((cast.officer, 404), (strangers.leader, 403), (strangers.reviewer, 404)):
        client.force_login(user)
        assert client.get(address).status_code == code
    client.force_login(strangers.worker)
    assert client.post(address, {"specialities": [lathe.pk], "keep": "yes"}).status_code == 302
    assert [one.name for one in known.specialities.all()] == ["车削"]
    assert "车削" in text(client.get(DESK))
    many = [SpecialityFactory().pk for _n in range(11)]
    assert client.post(address, {"specialities": many}).context["form"].errors


@pytest.mark.parametrize("address", [MINE, DESK])
def test_three_requests_cost_as_many_queries_as_one(cast, strangers, client, known, address, django_assert_num_queries):
    def one_more():
        asker = account(PersonFactory(department=cast.team))
        asked(asker, strangers.worker)
        asked_of(asker, known)

    one_more()
    client.force_login(strangers.worker)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    one_more()
    one_more()
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_a_long_talk_costs_the_same(cast, strangers, client, request_, django_assert_num_queries):
    services.take_up(request_, by=strangers.worker)
    services.write(request_, by=cast.worker, text="一")
    client.force_login(cast.worker)
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(request_))
    for n in range(4):
        services.write(request_, by=(cast.worker, strangers.worker)[n % 2], text="二")
    with django_assert_num_queries(len(one)):
        client.get(page_of(request_))


def test_who_is_on_no_roster_has_no_requests(staff, client):
    client.force_login(staff)
    assert client.get(MINE).status_code == 403
