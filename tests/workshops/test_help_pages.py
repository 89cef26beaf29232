"""Who can help, by what they are good at; what is shown of them and what never is; and asking in one tap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members import services as member_services
from members.models import Person
from tests.factories import PersonFactory, SpecialityFactory, WorkshopFactory, account, willing
from tests.workshops.helping import code_of, led
from workshops.models import HelpRequest
from workshops.services import help as services

FIND = "/en/who-can-help/"


def text(response):
    return response.content.decode()


def found(client, **query):
    return [person.name for person in client.get(FIND, query).context["page_obj"]]


def ask_page(user):
    return f"/en/who-can-help/{code_of(user)}/"


@pytest.fixture
def known(cast, strangers):
    """The stranger's worker welds and leads a workshop, the own colleague programs; the owner is not willing."""
    welding = SpecialityFactory(name="点焊", other_words="焊点、电阻焊")
    programming = SpecialityFactory(name="PLC编程")
    Person.objects.filter(user=strangers.worker).update(phone="13900001234", post="焊工", name="杨师傅")
    strangers.worker.person.refresh_from_db()
    willing(strangers.worker, welding)
    willing(cast.colleague, programming)
    member_services.keep_specialities(cast.owner.person, [welding], by=cast.owner)
    workshop = led(WorkshopFactory(name="焊装工作室", enterprise=strangers.enterprise), strangers.worker)
    workshop.specialities.add(welding)
    return workshop


# -- finding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["杨师傅", "赵敏"]),
        ({"q": "点焊"}, ["杨师傅"]),
        ({"q": "焊点老开裂怎么办"}, ["杨师傅"]),
        ({"q": "plc"}, ["赵敏"]),
        ({"speciality": "点焊"}, ["杨师傅"]),
        ({"enterprise": "CF"}, ["赵敏"]),
        ({"kind": "model_worker"}, ["杨师傅"]),
        ({"kind": "master_craftsman"}, []),
        ({"speciality": "点焊", "enterprise": "CF"}, []),
        ({"q": "喷漆"}, []),
        ({"speciality": "没有的", "enterprise": "XX", "kind": "x", "page": "zero"}, ["杨师傅", "赵敏"]),
        ({"q": "a\x00b" * 50}, ["杨师傅", "赵敏"]),
    ],
)
def test_willing_people_of_every_enterprise_are_found_by_the_address(cast, client, known, query, names):
    client.force_login(cast.worker)
    assert sorted(found(client, **query)) == sorted(names)


@pytest.mark.parametrize("who", ["worker", "officer", "leader", "staff"])
def test_what_is_shown_of_a_person_and_what_never_is(cast, strangers, staff, client, known, who):
    client.force_login(staff if who == "staff" else getattr(cast, who))
    page = text(client.get(FIND))
    for shown in ("杨师傅", "甲辰机床", "焊工", "点焊", "焊装工作室", "Model worker"):
        assert shown in page
    person = strangers.worker.person
    for hidden in ("13900001234", "JC-0001", f">{person.work_number}<", "焊装一班", "冲焊车间", f"/{person.pk}/"):
        assert hidden not in page
    assert "周工" not in page


def test_a_visitor_reads_numbers_and_workshops_and_no_name(client, known):
    for query in ({}, {"q": "点焊"}, {"speciality": "点焊"}, {"kind": "model_worker"}):
        page = text(client.get(FIND, query))
        for name in ("杨师傅", "赵敏", "周工", "PLC编程的"):
            assert name not in page
        assert "1 person" in page
    assert "焊装工作室" in text(client.get(FIND, {"q": "电阻焊"}))
    assert "Sign in" in page
    assert "enterprise" not in client.get(FIND).context["filter"].form.fields


def test_the_numbers_count_the_willing_and_the_workshops(client, known, strangers):
    assert [(one.speciality.name, one.people, one.workshops) for one in client.get(FIND).context["known"]] == [
        ("PLC编程", 1, 0),
        ("点焊", 1, 1),
    ]
    member_services.withdraw_consent("help", by=strangers.worker)
    assert [(one.people, one.workshops) for one in client.get(FIND).context["known"]] == [(1, 0), (0, 1)]


def test_turning_the_switch_off_takes_effect_everywhere_at_once(cast, strangers, client, known):
    address = ask_page(strangers.worker)
    client.force_login(cast.worker)
    assert client.get(address).status_code == 200
    member_services.withdraw_consent("help", by=strangers.worker)
    assert found(client) == ["赵敏"]
    assert client.get(address).status_code == 404
    assert client.post(address, {"about": "?"}).status_code == 404
    member_services.give_consent("help", by=strangers.worker)
    assert client.get(address).status_code == 404, "the old address of somebody who came back"
    assert not HelpRequest.objects.exists()


def test_nobody_found_says_what_else_to_do(cast, strangers, client, known):
    client.force_login(cast.worker)
    page = text(client.get(FIND, {"q": "喷漆"}))
    assert "Nobody fits yet." in page
    assert "Look through the workshops" in page
    member_services.withdraw_consent("help", by=strangers.worker)
    assert "but the workshops below know it" in text(client.get(FIND, {"q": "点焊"}))


def test_before_anybody_is_willing_the_page_asks_to_be_the_first(cast, client):
    client.force_login(cast.worker)
    assert "Be the first" in text(client.get(FIND))


@pytest.mark.parametrize("who", [None, "worker"])
def test_three_people_cost_as_many_queries_as_one(cast, strangers, client, known, who, django_assert_num_queries):
    if who:
        client.force_login(cast.worker)
    with CaptureQueriesContext(connection) as one:
        client.get(FIND, {"q": "点焊"})
    welding = known.specialities.get()
    for _n in range(2):
        user = account(PersonFactory(department=strangers.team))
        willing(user, welding, SpecialityFactory())
        led(WorkshopFactory(enterprise=strangers.enterprise), user).specialities.add(welding)
    with django_assert_num_queries(len(one)):
        client.get(FIND, {"q": "点焊"})


# -- asking -----------------------------------------------------------------------------------------------------------


def test_one_tap_on_what_was_looked_for_asks(cast, strangers, client, known):
    client.force_login(cast.worker)
    page = text(client.get(FIND, {"q": "点焊飞溅"}))
    address = ask_page(strangers.worker)
    assert f'action="{address}"' in page
    assert 'value="I would like to ask you about: 点焊飞溅"' in page
    sent = client.post(address, {"about": "想请教：点焊飞溅", "speciality": "点焊"})
    request = HelpRequest.objects.get()
    assert sent.url == f"/en/help-requests/{request.code}/"
    assert (request.asker, request.helper) == (cast.worker.person, strangers.worker.person)
    assert (request.about, request.speciality.name) == ("想请教：点焊飞溅", "点焊")


def test_the_form_is_filled_in_beforehand_and_asks_for_one_thing(cast, strangers, client, known):
    address = ask_page(strangers.worker)
    client.force_login(cast.worker)
    assert client.get(address).context["form"]["about"].value() == "I would like to ask you about: 点焊"
    assert client.get(address, {"about": "焊点开裂"}).context["form"]["about"].value() == "焊点开裂"
    missing = client.post(address, {"about": " \u200b "})
    assert missing.context["form"].errors["about"] == ["Please write what it is about. A few words will do."]
    long = client.post(address, {"about": "长" * 1001, "speciality": "\x00"})
    assert long.context["form"]["about"].value() == "长" * 1001
    assert not HelpRequest.objects.exists()


def test_a_second_tap_leads_to_the_first_request(cast, strangers, client, known):
    address = ask_page(strangers.worker)
    client.force_login(cast.worker)
    first, second = (client.post(address, {"about": "?"}).url for _n in range(2))
    assert first == second
    assert HelpRequest.objects.count() == 1


def test_what_is_refused_keeps_the_words(cast, strangers, client, known, monkeypatch):
    monkeypatch.setattr(services, "MOST_ASKED_A_DAY", 0)
    client.force_login(cast.worker)
    answer = client.post(ask_page(strangers.worker), {"about": "焊点开裂"})
    assert answer.status_code == 409
    assert answer.context["form"]["about"].value() == "焊点开裂"


def test_a_workshop_is_asked_from_its_own_page(cast, strangers, client, known):
    client.force_login(cast.worker)
    address = reverse("workshops:ask-workshop", args=[known.slug])
    assert address in text(client.get(known.get_absolute_url()))
    client.post(address, {"about": "焊点开裂"})
    assert HelpRequest.objects.get().workshop == known


@pytest.mark.parametrize(("who", "code"), [(None, 302), ("staff", 403), ("worker", 200)])
def test_who_may_ask(cast, staff, client, known, strangers, who, code):
    if who:
        client.force_login(staff if who == "staff" else cast.worker)
    for address in (
        ask_page(strangers.worker),
        reverse("workshops:ask-workshop", args=[known.slug]),
    ):
        assert client.get(address).status_code == code


def test_a_closed_workshop_is_not_asked(cast, client, known):
    type(known).objects.update(is_active=False)
    client.force_login(cast.worker)
    assert client.get(reverse("workshops:ask-workshop", args=[known.slug])).status_code == 404
