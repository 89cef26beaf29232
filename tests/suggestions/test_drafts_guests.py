"""What is begun at a poster without an account: the browser finds it again, and nothing else is known of anybody."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from suggestions import services
from suggestions.models import Draft, DraftPhoto, Suggestion
from tests.factories import picture
from tests.suggestions.drafting import WORDS
from tests.suggestions.files import words_as_jpeg

UPLOAD, SAVE = "/suggestions/draft/photo/", "/suggestions/draft/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def poster(cast):
    return services.hang_poster(by=cast.officer, department=cast.team, place="3号线")


@pytest.fixture
def phone(poster, client):
    """A phone without an account, before the poster."""
    client.get(poster.get_absolute_url())
    return client


def form(poster, **data):
    hidden = {"key": str(uuid.uuid4()), "page": str(uuid.uuid4()), "version": "0", "poster": poster.code}
    return hidden | {"problem": WORDS, "category": "other", "signature": "shown"} | data


def keep(client, poster, **data):
    return client.post(poster.get_absolute_url(), form(poster, keep="1", **data))


def upload(client, poster, key):
    data = {"key": str(key), "id": str(uuid.uuid4()), "photo": picture(), "poster": poster.code}
    return client.post(UPLOAD, data, headers={"Accept": "application/json"})


def text_of(response):
    return response.content.decode()


def test_the_browser_keeps_a_secret_of_which_the_database_knows_the_hash(phone, poster):
    keep(phone, poster)

    cookie, draft = phone.cookies["guest"], Draft.objects.get()
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 14 * 24 * 3600)
    assert len(cookie.value) > 40
    assert (draft.user, draft.poster, len(draft.guest)) == (None, poster, 64)
    assert cookie.value not in str(Draft.objects.values())


def test_the_secret_stays_the_same_from_page_to_page(phone, poster):
    before = phone.cookies["guest"].value
    phone.get(poster.get_absolute_url())
    keep(phone, poster)

    assert phone.cookies["guest"].value == before


def test_somebody_with_an_account_gets_no_secret(cast, client, poster):
    client.force_login(cast.worker)
    client.get(poster.get_absolute_url())
    keep(client, poster)

    assert "guest" not in client.cookies
    assert Draft.objects.get().user == cast.worker


def test_it_is_found_again_with_this_phone_and_no_other(phone, poster):
    answer = keep(phone, poster, photos=[picture()], name="张三")
    draft = Draft.objects.get()
    assert answer.url == f"{poster.get_absolute_url()}?draft={draft.key}"

    page = text_of(phone.get(answer.url))
    assert all(words in page for words in (WORDS, "张三", draft.photos.get().small))
    assert answer.url in text_of(phone.get(poster.get_absolute_url()))
    phone.get(draft.photos.get().small).getvalue()
    other = Client()
    assert WORDS not in text_of(other.get(poster.get_absolute_url()))
    assert other.get(answer.url).status_code == 404
    assert other.get(draft.photos.get().small).status_code == 404
    assert other.get(f"{SAVE}{draft.key}/discard/").status_code == 404


def test_a_draft_of_a_stopped_poster_goes_on_at_another_one(cast, phone, poster):
    keep(phone, poster)
    other = services.hang_poster(by=cast.officer, department=cast.shop)
    services.stop_poster(poster, by=cast.officer)

    address = f"{other.get_absolute_url()}?draft={Draft.objects.get().key}"

    assert address in text_of(phone.get(other.get_absolute_url()))
    assert WORDS in text_of(phone.get(address))


def test_photos_go_up_and_along_and_nothing_of_the_guest_stays(phone, poster):
    data = form(poster)
    assert upload(phone, poster, data["key"]).status_code == 200
    assert phone.post(SAVE, data).json() == {"version": 1}

    phone.post(poster.get_absolute_url(), data | {"version": "1"})

    assert (Suggestion.objects.get().photos.count(), Draft.objects.count(), DraftPhoto.objects.count()) == (1, 0, 0)


def test_the_proof_says_what_is_still_to_come(phone, poster):
    answer = phone.post(poster.get_absolute_url(), form(poster, pending="1"))

    assert answer.url == "/track/sent/?pending=1"
    page = text_of(phone.get(answer.url))
    assert f"/suggestions/{Suggestion.objects.get().number}/photos/" in page


def test_only_a_poster_that_hangs_takes_anything(cast, phone, poster):
    services.stop_poster(poster, by=cast.officer)

    assert upload(phone, poster, uuid.uuid4()).status_code == 403
    assert phone.post(SAVE, form(poster)).status_code == 403
    poster.code = "ZZZZZZ"
    assert upload(phone, poster, uuid.uuid4()).status_code == 403


def test_each_phone_has_its_limit_of_a_day(phone, poster, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "photo": "1/d/key"}
    assert upload(phone, poster, uuid.uuid4()).status_code == 200
    assert upload(phone, poster, uuid.uuid4()).status_code == 429

    other = Client()
    other.get(poster.get_absolute_url())
    assert upload(other, poster, uuid.uuid4()).status_code == 200


@pytest.mark.parametrize("limit", ["1/h/key", "1/h/ip"])
def test_so_has_each_poster_and_each_address(poster, settings, limit):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guest_photo": limit}

    assert [upload(Client(), poster, uuid.uuid4()).status_code for _n in range(2)] == [200, 429]


def test_too_many_suggestions_from_a_poster_cost_no_photo(phone, poster, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guest_suggestion": "0/h/key"}

    answer = phone.post(poster.get_absolute_url(), form(poster, photos=[picture()]))

    assert (answer.status_code, Draft.objects.get().photos.count()) == (429, 1)


def test_a_bad_photo_costs_no_word(phone, poster):
    answer = phone.post(poster.get_absolute_url(), form(poster, photos=[picture(), words_as_jpeg()]))

    assert WORDS in text_of(answer)
    assert DraftPhoto.objects.count() == 1


def test_whoever_signs_in_goes_on_with_it_and_owns_it_from_then_on(cast, phone, poster):
    keep(phone, poster, photos=[picture()])
    draft = Draft.objects.get()
    phone.force_login(cast.worker)
    assert f"?draft={draft.key}" in text_of(phone.get("/me/"))
    assert Draft.objects.get().user is None, "looking at it changes nothing"

    phone.post(SAVE, form(poster, key=str(draft.key), version="1", problem="又写了一点"))
    assert Draft.objects.get().user == cast.worker
    phone.post(poster.get_absolute_url(), form(poster, key=str(draft.key), version="2"))

    suggestion = Suggestion.objects.get()
    assert (suggestion.proposers.get().person, suggestion.photos.count()) == (cast.worker.person, 1)
    assert not Draft.objects.exists()


def test_signing_out_leaves_nothing_for_whoever_comes_next(cast, phone, poster):
    keep(phone, poster)
    phone.force_login(cast.worker)

    answer = phone.post("/accounts/logout/")

    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert phone.cookies["guest"].value == ""
    assert WORDS not in text_of(phone.get(poster.get_absolute_url()))


def test_after_sending_no_later_request_brings_a_draft_back(phone, poster):
    data = form(poster)
    phone.post(poster.get_absolute_url(), data)

    assert phone.post(SAVE, data | {"problem": "又写了一点"}).status_code == 410
    assert upload(phone, poster, data["key"]).status_code == 200

    assert (Draft.objects.count(), Suggestion.objects.get().photos.count()) == (0, 1)


def test_a_draft_outlives_the_visit(phone, poster, time_machine):
    keep(phone, poster)
    time_machine.move_to(timezone.now() + dt.timedelta(days=13))

    assert WORDS in text_of(phone.get(poster.get_absolute_url()))
