"""The form of a suggestion and the proof that it arrived, for everybody who may send one and who may not."""

import re
import uuid
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from suggestions.models import DraftPhoto, Photo, Suggestion
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.factories import picture
from tests.suggestions import stages
from tests.suggestions.files import HOSTILE, nine_megabytes, words_as_jpeg

RARE = "𠮷野家门口🚧，𪚥字也写得出"


def english(name, *args):
    with override("en"):
        return reverse(f"suggestions:{name}", args=args)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def filled(**data):
    return {"key": str(uuid.uuid4()), "problem": stages.PROBLEM, "category": "other"} | data


def text_of(response):
    return response.content.decode()


# The form


def test_anybody_may_write_before_signing_in(client, db):
    response = client.get(english("new"))

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert text_of(response).count("/accounts/login/?next=/en/suggestions/new/") == 2


def test_the_place_is_known_from_the_account(cast):
    page = text_of(signed_in(cast.worker).get(english("new")))

    assert "焊装一班" in page
    assert "within 7 days" in page


def test_sending_without_an_account_leads_to_sign_in_and_stores_nothing(client, db):
    response = client.post(english("new"), filled())

    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=/en/suggestions/new/")
    assert Suggestion.objects.count() == 0


def test_an_account_without_a_roster_entry_is_told_so_and_cannot_send(staff):
    client = signed_in(staff)

    assert "belongs to nobody in service" in text_of(client.get(english("new")))
    assert client.post(english("new"), filled()).status_code == 403


def test_somebody_who_has_left_cannot_send(cast):
    client = signed_in(cast.worker)
    cast.worker.person.in_service = False
    cast.worker.person.save()

    response = client.post(english("new"), filled())

    assert response.status_code == 302, "whoever has left is signed out"
    assert "/accounts/login/" in response["Location"]
    assert Suggestion.objects.count() == 0


def test_what_is_sent_becomes_a_record_and_a_proof(cast):
    client = signed_in(cast.worker)

    response = client.post(english("new"), filled(idea=RARE, photos=[picture(), picture("2.png", kind="PNG")]))

    suggestion = Suggestion.objects.get()
    assert (response.status_code, response["Location"]) == (302, english("sent", suggestion.number))
    assert (suggestion.problem, suggestion.idea, suggestion.photos.count()) == (stages.PROBLEM, RARE, 2)
    assert suggestion.proposers.get().person == cast.worker.person
    page = client.get(response["Location"])
    assert suggestion.number in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_the_same_form_sent_twice_makes_one_record(cast):
    client, form = signed_in(cast.worker), filled()

    first, second = client.post(english("new"), form), client.post(english("new"), form)

    assert first["Location"] == second["Location"]
    assert Suggestion.objects.count() == 1


def send_at_once(user, forms):
    """Send the forms in as many threads, all at the same moment; return the addresses they lead to."""
    clients = [signed_in(user) for _form in forms]

    def send(client, form):
        return client.post(english("new"), form)["Location"]

    return at_once(*(partial(send, *pair) for pair in zip(clients, forms, strict=True)))


@pytest.mark.django_db(transaction=True)
def test_sixteen_taps_on_one_form_make_one_record_and_sixteen_forms_make_sixteen():
    worker = make_cast("CF", "长风客车").worker
    form = filled()

    places = send_at_once(worker, [form] * 16)
    assert (len(places), len(set(places)), Suggestion.objects.count()) == (16, 1, 1)

    places = send_at_once(worker, [filled() for _form in range(16)])
    assert (len(places), len(set(places)), Suggestion.objects.count()) == (16, 16, 17)


def test_an_error_shows_everything_again_and_says_what_and_where(cast):
    typed = {"problem": "焊" * 2001, "idea": RARE, "expected_effect": "更安全", "category": "safety"}
    page = text_of(signed_in(cast.worker).post(english("new"), filled(**typed)))

    message = "This is 2001 characters long, and 2000 fit here. Please shorten it."
    assert f'<li><a href="#id_problem">{message}</a></li>' in page
    assert 'id="id_problem_error"' in page
    assert "<title>Error: Suggest something" in page
    assert all(word in page for word in ("焊" * 2001, RARE, "更安全"))
    assert re.search(r'<input type="radio"[^>]*value="safety"[^>]*checked', page)
    assert Suggestion.objects.count() == 0


def test_a_hundred_thousand_characters_come_back_with_the_limit(cast):
    response = signed_in(cast.worker).post(english("new"), filled(problem="长" * 100_000))

    assert response.status_code == 200
    assert "100000 characters long, and 2000 fit here" in text_of(response)
    assert "长" * 100_000 in text_of(response)


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_bad_photo_does_not_cost_the_text(cast, make):
    response = signed_in(cast.worker).post(english("new"), filled(photos=[make()]))

    assert response.status_code == 200
    page = text_of(response)
    assert stages.PROBLEM in page
    assert page.count(HOSTILE[make]) == 2
    assert "Everything you wrote is still here" in page
    assert (Suggestion.objects.count(), Photo.objects.count(), DraftPhoto.objects.count()) == (0, 0, 0)


def test_one_bad_photo_among_good_ones_sends_nothing_and_costs_no_good_one(cast):
    response = signed_in(cast.worker).post(english("new"), filled(photos=[picture(), words_as_jpeg()]))

    assert (Suggestion.objects.count(), Photo.objects.count(), DraftPhoto.objects.count()) == (0, 0, 1)
    assert "the good photos are still here" in text_of(response)


def test_the_limit_of_a_day_is_named_and_the_text_kept(cast):
    for _n in range(20):
        stages.sent(cast, occurred_at=None)

    page = text_of(signed_in(cast.worker).post(english("new"), filled(problem="第二十一条")))

    assert "20 suggestions today, which is the limit" in page
    assert "第二十一条" in page


def test_a_request_with_too_many_files_gets_a_page_that_names_the_limit(cast):
    client = signed_in(cast.worker)

    response = client.post(english("new"), filled(photos=[picture(f"{n}.jpg") for n in range(11)]))

    assert response.status_code == 400
    assert "at most four photos of 8 MB each" in text_of(response)


def test_a_request_with_megabytes_of_text_gets_a_page_that_names_the_limit(cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = signed_in(cast.worker).post(english("new"), filled(problem="长" * 1000))

    assert response.status_code == 400
    assert "too large" in text_of(response)


def test_four_large_files_are_read_without_trouble(cast):
    response = signed_in(cast.worker).post(english("new"), filled(photos=[nine_megabytes() for _n in range(4)]))

    assert response.status_code == 200
    assert text_of(response).count("is larger than 8 MB") == 8


# The proof


def test_the_proof_is_for_whoever_sent_it_in(cast, strangers):
    address = english("sent", stages.sent(cast).number)

    assert signed_in(cast.worker).get(address).status_code == 200
    for other in (cast.colleague, cast.reviewer, strangers.worker):
        assert signed_in(other).get(address).status_code == 404
