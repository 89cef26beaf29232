"""Being named, pictured and handed on: three switches, each turned by its owner alone, each at once."""

import pytest
from django.urls import reverse

from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Consent, Person
from members.querysets import CONSENT_WORDS

PURPOSES = ["named", "photo", "hand_on"]
OWN = "/en/me/account/"


def text(response):
    return response.content.decode()


def turn(client, purpose, answer):
    return client.post(reverse("members:consent", args=[purpose]), {"agree": answer})


def fresh(user):
    return Person.objects.with_naming().get(user=user)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_switch_is_off_until_its_owner_turns_it_and_off_again_at_once(cast, client, purpose):
    client.force_login(cast.worker)
    assert not Consent.objects.exists()
    assert turn(client, purpose, "yes").url.endswith(f"#consent-{purpose}")
    assert list(Consent.objects.holding().values_list("purpose", flat=True)) == [purpose]
    assert "Agreed on" in text(client.get(OWN))
    turn(client, purpose, "no")
    assert not Consent.objects.holding().exists()
    assert Consent.objects.get().withdrawn_at
    assert "Agreed on" not in text(client.get(OWN))


def test_one_switch_turns_no_other(cast, client):
    client.force_login(cast.worker)
    turn(client, "hand_on", "yes")
    person = fresh(cast.worker)
    assert (person.is_named, person.has_agreed_to_photo, person.hands_on) == (False, False, True)


@pytest.mark.parametrize("answer", ["", "on", "no"])
def test_anything_but_yes_is_no(cast, client, answer):
    client.force_login(cast.worker)
    turn(client, "named", answer)
    assert not Consent.objects.exists()


def test_nobody_turns_it_for_somebody_else_or_by_looking(cast, staff, client):
    client.force_login(cast.officer)
    address = reverse("members:consent", args=["named"])
    client.post(address, {"agree": "yes", "person": cast.worker.person.pk})
    assert [consent.person for consent in Consent.objects.all()] == [cast.officer.person]
    assert client.get(address).status_code == 405
    assert client.post(reverse("members:consent", args=["help"]), {"agree": "yes"}).status_code == 404
    client.force_login(staff)
    assert turn(client, "named", "yes").status_code == 403


def test_the_name_is_public_while_its_owner_agrees(cast):
    assert cast.worker.person.public_name != "王海"
    services.give_consent("named", by=cast.worker)
    assert Person.objects.get(user=cast.worker).public_name == fresh(cast.worker).public_name == "王海"
    services.withdraw_consent("named", by=cast.worker)
    assert "王" not in fresh(cast.worker).public_name


def test_new_words_ask_anew(cast, monkeypatch):
    services.give_consent("named", by=cast.worker)
    monkeypatch.setitem(CONSENT_WORDS, "named", CONSENT_WORDS["named"] + 1)
    assert not fresh(cast.worker).is_named
    assert not Person.objects.get(user=cast.worker).is_named


def test_a_photo_is_shown_with_the_name_alone(cast):
    services.give_consent("photo", by=cast.worker)
    assert not fresh(cast.worker).may_be_pictured
    services.give_consent("named", by=cast.worker)
    assert fresh(cast.worker).may_be_pictured


def test_a_list_of_names_costs_one_query(cast, django_assert_num_queries):
    services.give_consent("named", by=cast.worker)
    with django_assert_num_queries(1):
        shown = [(one.public_name, one.may_be_pictured, one.hands_on) for one in Person.objects.with_naming()]
    assert ("王海", False, False) in shown


def test_who_has_left_can_take_it_back_and_agrees_to_nothing_new(cast):
    services.give_consent("named", by=cast.worker)
    Person.objects.filter(user=cast.worker).update(in_service=False)
    services.withdraw_consent("named", by=cast.worker)
    assert not fresh(cast.worker).is_named
    with pytest.raises(WorkflowError):
        services.give_consent("named", by=cast.worker)
