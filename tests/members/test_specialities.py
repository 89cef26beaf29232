"""The catalogue, who is good at what, and the switch that only its owner turns."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Consent, Person, PersonSpeciality, Speciality
from members.querysets import CONSENT_WORDS
from tests.at_once import at_once
from tests.factories import SpecialityFactory, willing

OWN = "/en/me/specialities/"
SWITCH = "/en/me/willing/"


def text(response):
    return response.content.decode()


def known(user):
    return [one.name for one in user.person_or_none.specialities.all()]


@pytest.fixture
def catalogue(db):
    return [
        SpecialityFactory(name="点焊", other_words="焊点、电阻焊"),
        SpecialityFactory(name="气孔防治", other_words="气孔，砂眼"),
        SpecialityFactory(name="PLC编程"),
    ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("点焊", ["点焊"]),
        ("电阻焊", ["点焊"]),
        ("焊", ["点焊"]),
        ("铸件老有砂眼怎么办", ["气孔防治"]),
        ("ｐｌｃ", ["PLC编程"]),
        ("plc编程和点焊", ["PLC编程", "点焊"]),
        ("气孔 点焊", ["气孔防治", "点焊"]),
        ("喷漆", []),
        ("  ", []),
    ],
)
def test_the_catalogue_is_found_by_its_words_and_by_sentences_with_them(catalogue, typed, names):
    found = Speciality.objects.active().matching(typed)
    assert sorted(one.name for one in found) == sorted(names)


def test_other_words_are_kept_tidy_and_a_name_is_one_thing(catalogue):
    one = Speciality(name=" 行车  操作 ", other_words="天车,桥吊；天车, ")
    one.full_clean()
    assert (one.name, one.other_words) == ("行车 操作", "天车、桥吊")
    with pytest.raises(Exception, match="name"):
        Speciality(name="点焊、弧焊").full_clean()


# -- one's own page ---------------------------------------------------------------------------------------------------


def test_a_person_keeps_the_own_specialities(cast, client, catalogue):
    client.force_login(cast.worker)
    assert "点焊" in text(client.get(OWN))
    sent = client.post(OWN, {"specialities": [catalogue[0].pk, catalogue[2].pk], "keep": "yes"})
    assert sent.status_code == 302
    assert sorted(known(cast.worker)) == ["PLC编程", "点焊"]
    client.post(OWN, {"keep": "yes"})
    assert known(cast.worker) == []
    kept = PersonSpeciality.history.filter(person=cast.worker.person)
    assert {entry.history_user for entry in kept} == {cast.worker}
    assert sorted(kept.values_list("history_type", flat=True)) == ["+", "+", "-", "-"]


def test_too_many_are_refused_at_their_field(cast, client, db):
    many = [SpecialityFactory().pk for _n in range(11)]
    client.force_login(cast.worker)
    page = client.post(OWN, {"specialities": many, "keep": "yes"})
    assert page.context["form"].errors["specialities"] == ["At most 10 specialities: those you know best."]
    assert page.context["form"]["specialities"].value() == [str(pk) for pk in many]
    assert known(cast.worker) == []


def test_what_is_out_of_use_cannot_be_chosen_and_is_not_lost(cast, client, catalogue):
    services.keep_specialities(cast.worker.person, catalogue[:1], by=cast.worker)
    Speciality.objects.filter(pk=catalogue[0].pk).update(is_active=False)
    client.force_login(cast.worker)
    assert "点焊" not in text(client.get(OWN))
    refused = client.post(OWN, {"specialities": [catalogue[0].pk], "keep": "yes"})
    assert refused.context["form"].errors
    client.post(OWN, {"specialities": [catalogue[1].pk], "keep": "yes"})
    assert sorted(known(cast.worker)) == sorted(["点焊", "气孔防治"])


def test_who_is_on_no_roster_has_no_such_page(staff, client):
    client.force_login(staff)
    assert client.get(OWN).status_code == 403
    assert client.post(SWITCH, {"willing": "yes"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_for_two_pages_at_once(cast, transactional_db):
    ten, other = [SpecialityFactory() for _n in range(10)], [SpecialityFactory() for _n in range(10)]
    person = cast.worker.person
    at_once(
        lambda: services.keep_specialities(person, ten, by=cast.worker),
        lambda: services.keep_specialities(person, other, by=cast.officer),
    )
    assert {one.pk for one in person.specialities.all()} in ({one.pk for one in ten}, {one.pk for one in other})


# -- by the officer ---------------------------------------------------------------------------------------------------


def test_an_officer_keeps_those_of_the_roster_and_the_history_says_so(cast, client, catalogue):
    client.force_login(cast.officer)
    page = reverse("members:person_specialities", args=["0001"])
    assert "点焊" in text(client.get(f"/en{page}"))
    assert (
        client.post(page, {"specialities": [catalogue[0].pk], "keep": "yes"}).url == "/workbench/roster/?enterprise=CF"
    )
    assert known(cast.worker) == ["点焊"]
    seen = text(client.get(f"/en{page}"))
    assert "孙干事" in seen
    assert "点焊" in text(client.get("/workbench/roster/"))


@pytest.mark.parametrize(("who", "code"), [("worker", 403), ("reviewer", 403), ("leader", 403), ("officer", 200)])
def test_only_officers_open_the_page_of_somebody_else(cast, client, who, code):
    client.force_login(getattr(cast, who))
    assert client.get("/workbench/roster/0002/specialities/").status_code == code


def test_nobody_of_another_enterprise_is_found(cast, strangers, client):
    client.force_login(strangers.officer)
    assert client.get("/workbench/roster/0001/specialities/?enterprise=CF").status_code == 404
    assert client.post("/workbench/roster/0001/specialities/?enterprise=CF").status_code == 404


def test_an_officer_cannot_turn_the_switch(cast, client, catalogue):
    client.force_login(cast.officer)
    client.post("/workbench/roster/0001/specialities/", {"willing": "yes", "specialities": []})
    client.post(SWITCH, {"willing": "yes", "person": cast.worker.person.pk, "work_number": "0001"})
    assert [consent.person for consent in Consent.objects.all()] == [cast.officer.person]


def test_the_roster_costs_the_same_however_many_specialities(cast, client, catalogue, django_assert_num_queries):
    services.keep_specialities(cast.worker.person, catalogue[:1], by=cast.worker)
    client.force_login(cast.officer)
    with CaptureQueriesContext(connection) as one:
        client.get("/workbench/roster/")
    for user in (cast.worker, cast.colleague, cast.owner):
        services.keep_specialities(user.person, catalogue, by=user)
    with django_assert_num_queries(len(one)):
        client.get("/workbench/roster/")


# -- the switch -------------------------------------------------------------------------------------------------------


def test_it_is_off_until_its_owner_turns_it_on_and_ends_at_once(cast, client):
    person = cast.worker.person
    assert not Person.objects.willing_to_help().exists()
    client.force_login(cast.worker)
    client.post(SWITCH, {"willing": "yes"})
    assert list(Person.objects.willing_to_help()) == [person]
    client.post(SWITCH, {"willing": "no"})
    assert not Person.objects.willing_to_help().exists()
    row = Consent.objects.get()
    assert (row.purpose, row.version) == ("help", 1)
    assert row.given_at <= row.withdrawn_at <= timezone.now()


def test_opening_pages_turns_nothing(cast, client):
    client.force_login(cast.worker)
    assert client.get(SWITCH, {"willing": "yes"}).status_code == 405
    client.get(OWN)
    client.get("/me/account/")
    client.post(SWITCH)
    assert not Consent.objects.exists()


def test_a_second_tap_changes_nothing_and_new_words_ask_anew(cast, monkeypatch):
    first = willing(cast.worker)
    assert willing(cast.worker) == first
    monkeypatch.setitem(CONSENT_WORDS, "help", 2)
    assert not Person.objects.willing_to_help().exists()
    second = willing(cast.worker)
    assert second != first
    assert list(Person.objects.willing_to_help()) == [cast.worker.person]


def test_who_left_or_has_a_closed_account_is_not_asked(cast, staff):
    willing(cast.worker)
    services.close_account(cast.worker, by=staff)
    assert not Person.objects.willing_to_help().exists()
    services.reopen_account(cast.worker, by=staff)
    Person.objects.filter(pk=cast.worker.person.pk).update(in_service=False)
    assert not Person.objects.willing_to_help().exists()
    with pytest.raises(WorkflowError):
        willing(cast.worker)


def test_the_database_keeps_one_open_consent(cast):
    willing(cast.worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(person=cast.worker.person, purpose="help", version=1)


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_is_one_consent(cast, transactional_db):
    assert len(set(at_once(lambda: willing(cast.worker).pk, lambda: willing(cast.worker).pk))) == 1
    assert Consent.objects.count() == 1


def test_the_account_page_leads_there(cast, client):
    client.force_login(cast.worker)
    assert "whether colleagues may ask me" in text(client.get("/en/me/account/"))
    willing(cast.worker)
    assert "(colleagues may ask me)" in text(client.get("/en/me/account/"))


@pytest.mark.parametrize(("who", "sees"), [("colleague", True), ("officer", True), (None, False)])
def test_who_is_willing_is_shown_to_whoever_belongs_to_an_enterprise(cast, who, sees):
    willing(cast.worker)
    user = getattr(cast, who) if who else AnonymousUser()
    assert Person.objects.shown_as_helpers_to(user).exists() == sees
