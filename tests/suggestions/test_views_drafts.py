"""The pages and answers that keep what is not sent yet: for workers with an account."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from suggestions import services
from suggestions.models import Draft, DraftPhoto, Suggestion
from tests.factories import picture
from tests.suggestions.drafting import WORDS, begun, by, files_in, sheet
from tests.suggestions.files import HOSTILE, heic, jpeg_with_place, words_as_jpeg

NEW, ME, SAVE = "/en/suggestions/new/", "/en/me/", "/en/suggestions/draft/"
UPLOAD, REMOVE = f"{SAVE}photo/", f"{SAVE}photo/remove/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def phone(cast):
    """The worker's phone."""
    return signed_in(cast.worker)


def form(**data):
    hidden = {"key": str(uuid.uuid4()), "page": str(uuid.uuid4()), "version": "0"}
    return hidden | {"problem": WORDS, "category": "other", "signature": "shown"} | data


def upload(client, key, *, name=None, photo=None, **more):
    data = {"key": str(key), "id": str(name or uuid.uuid4()), "photo": photo or picture(size=(800, 600))}
    return client.post(UPLOAD, data | more, headers={"Accept": "application/json"})


def text_of(response):
    return response.content.decode()


# -- photos go up one by one ----------------------------------------------------------------------------------------


def test_a_photo_arrives_small_upright_and_without_its_place(phone):
    answer = upload(phone, uuid.uuid4(), photo=jpeg_with_place(size=(60, 40)))

    photo = DraftPhoto.objects.get()
    assert answer.json() == {"id": str(photo.client_id), "small": f"{SAVE}photo/{photo.pk}/small/"}
    with photo.image.open("rb") as file:
        stored = file.read()
    assert (photo.width, photo.height, b"SECRET-DESCRIPTION" in stored) == (40, 60, False)
    assert re.fullmatch(r"drafts/[\w-]{22}\.webp", photo.image.name)


def test_the_same_photo_again_gets_the_same_answer_and_does_not_count(phone, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "photo": "1/d/key"}
    key, name = uuid.uuid4(), uuid.uuid4()

    first, second = upload(phone, key, name=name), upload(phone, key, name=name)

    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert DraftPhoto.objects.count() == 1


def test_thirty_photos_a_day_are_the_limit_for_each(phone, cast):
    for _n in range(10):
        key = uuid.uuid4()
        for _photo in range(3):
            assert upload(phone, key).status_code == 200
        Draft.objects.get(key=key).delete()

    refused = upload(phone, uuid.uuid4())

    assert refused.status_code == 429
    assert "Your words can be sent" in refused.json()["message"]
    assert upload(signed_in(cast.colleague), uuid.uuid4()).status_code == 200


@pytest.mark.parametrize("make", [words_as_jpeg, heic], ids=lambda make: make.__name__)
def test_what_is_no_photo_is_refused_in_words_and_leaves_nothing(phone, media, make):
    answer = upload(phone, uuid.uuid4(), photo=make())

    assert (answer.status_code, answer.json()["message"]) == (422, HOSTILE[make])
    assert (Draft.objects.count(), files_in(media)) == (0, [])


def test_a_fifth_photo_is_refused_in_words(phone, cast):
    draft = begun(by(cast.worker), photos=4)

    answer = upload(phone, draft.key)

    assert (answer.status_code, answer.json()["message"]) == (409, "At most 4 photos fit.")


@pytest.mark.parametrize("wrong", [{"key": "x"}, {"id": "x"}, {"key": "", "id": ""}])
def test_a_damaged_request_is_refused(phone, wrong):
    data = {"key": str(uuid.uuid4()), "id": str(uuid.uuid4()), "photo": picture()} | wrong

    assert phone.post(UPLOAD, data).status_code == 400
    assert phone.post(UPLOAD, {"key": str(uuid.uuid4()), "id": str(uuid.uuid4())}).status_code == 400


@pytest.mark.parametrize("place", ["2", "", "x", "-1", "٣", "9" * 50])
def test_a_damaged_place_is_the_first(phone, place):
    assert upload(phone, uuid.uuid4(), place=place).status_code == 200
    assert DraftPhoto.objects.get().place == (2 if place == "2" else 0)


def test_a_photo_that_was_overtaken_by_its_form_follows_it(phone, cast):
    suggestion = services.submit(by=cast.worker, key=(key := uuid.uuid4()), problem=WORDS)
    name = uuid.uuid4()

    first, again = upload(phone, key, name=name), upload(phone, key, name=name)

    assert first.json() == again.json() == {"id": str(name), "small": suggestion.photos.get().small}
    assert not Draft.objects.exists()


def test_a_photo_that_comes_after_the_answer_is_refused_in_words(phone, cast):
    suggestion = services.submit(by=cast.worker, key=(key := uuid.uuid4()), problem=WORDS)
    services.withdraw(suggestion, by=cast.worker)

    assert upload(phone, key).status_code == 409


def test_nobody_without_a_roster_entry_or_a_poster_keeps_anything(client, staff):
    for user in (None, staff):
        visitor = signed_in(user) if user else client
        assert upload(visitor, uuid.uuid4()).status_code == 403
        assert visitor.post(SAVE, form()).status_code == 403
    assert not Draft.objects.exists()


def test_a_photo_is_taken_out_whether_or_not_it_had_arrived(phone, cast):
    draft = begun(by(cast.worker), photos=2)
    data = {"key": str(draft.key), "id": str(draft.photos.first().client_id)}
    assert signed_in(cast.colleague).post(REMOVE, data).json() == {}
    assert draft.photos.count() == 2

    for _n in range(2):
        assert phone.post(REMOVE, data).json() == {}
    assert phone.post(REMOVE, {"key": "x", "id": "y"}).json() == {}

    assert draft.photos.count() == 1


def test_a_photo_of_a_draft_is_shown_to_its_owner_alone(phone, cast, strangers, staff):
    draft = begun(by(cast.worker), photos=1)
    address = reverse("suggestions:draft-photo", args=[draft.photos.get().pk, "large"])

    shown = phone.get(address)
    shown.getvalue()
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert "no-store" in shown["Cache-Control"]
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for user in (cast.colleague, cast.reviewer, cast.leader, strangers.worker, staff):
        assert signed_in(user).get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert phone.get(address.replace("large", "huge")).status_code == 404


# -- words on the way -----------------------------------------------------------------------------------------------


def test_words_are_saved_on_the_way_and_another_page_is_told(phone):
    data = form()

    assert phone.post(SAVE, data).json() == {"version": 1}
    assert phone.post(SAVE, data | {"problem": "又写了一点"}).json() == {"version": 2}
    other = phone.post(SAVE, data | {"page": str(uuid.uuid4()), "problem": "另一页"})

    assert (other.status_code, Draft.objects.get().texts["problem"]) == (409, "又写了一点")


def test_what_is_saved_is_safe_to_store(phone):
    assert phone.post(SAVE, form(problem="电缆\x00拖地\r\n", hazard="on", idea="")).status_code == 200

    kept = {"problem": "电缆拖地", "hazard": "on", "category": "other", "signature": "shown"}
    assert Draft.objects.get().texts == kept


def test_words_are_not_saved_once_they_are_sent_nor_when_there_are_none(phone, cast):
    key = uuid.uuid4()
    services.submit(by=cast.worker, key=key, problem=WORDS)

    assert phone.post(SAVE, form(key=str(key))).status_code == 410
    assert phone.post(SAVE, form(problem=" ")).status_code == 422
    assert not Draft.objects.exists()


# -- kept by the button, found again --------------------------------------------------------------------------------


def keep(client, **data):
    return client.post(NEW, form(keep="1", **data))


def test_the_button_keeps_words_and_photos_however_unfinished(phone, cast):
    answer = keep(
        phone, problem="", idea="加防脱扣", together="没有这个人", photos=[picture(), picture("2.png", kind="PNG")]
    )

    draft = Draft.objects.get()
    assert answer.url == f"{NEW}?draft={draft.key}"
    page = text_of(phone.get(answer.url))
    assert all(words in page for words in ("加防脱扣", "没有这个人", "Kept: the words for 14 days"))
    assert page.count(f"{SAVE}photo/") >= 2
    assert not Suggestion.objects.exists()


def test_a_bad_photo_is_named_and_costs_neither_words_nor_good_photos(phone):
    answer = keep(phone, photos=[picture(), words_as_jpeg()])

    assert (answer.status_code, HOSTILE[words_as_jpeg] in text_of(answer)) == (200, True)
    assert Draft.objects.get().photos.count() == 1
    assert Draft.objects.get().texts["problem"] == WORDS


def test_there_has_to_be_something_to_keep(phone):
    answer = keep(phone, problem=" ")

    assert "There is nothing to keep yet" in text_of(answer)
    assert not Draft.objects.exists()


def test_it_waits_on_every_device_of_the_same_worker_and_nobody_else_s(phone, cast):
    keep(phone)
    draft = Draft.objects.get()
    desktop = signed_in(cast.worker)

    for page in (NEW, ME):
        assert f"{NEW}?draft={draft.key}" in text_of(desktop.get(page))
    assert WORDS in text_of(desktop.get(f"{NEW}?draft={draft.key}"))
    other = signed_in(cast.colleague)
    assert WORDS not in text_of(other.get(NEW)) + text_of(other.get(ME))
    assert other.get(f"{NEW}?draft={draft.key}").status_code == 404
    assert phone.get(f"{NEW}?draft=x").status_code == 404


def test_a_draft_begun_at_a_poster_goes_on_there_while_it_hangs(phone, cast):
    poster = services.hang_poster(by=cast.officer, department=cast.office)
    draft = begun(by(cast.worker), poster=poster)

    assert f"{poster.get_absolute_url()}?draft={draft.key}" in text_of(phone.get(ME))
    services.stop_poster(poster, by=cast.officer)
    assert f"{NEW}?draft={draft.key}" in text_of(phone.get(ME))


def test_the_page_of_a_draft_does_not_offer_it_again(phone, cast):
    draft, other = begun(by(cast.worker)), begun(by(cast.worker), words="另一条")

    page = text_of(phone.get(f"{NEW}?draft={draft.key}"))

    assert f'data-draft-key="{other.key}"' in page
    assert f'data-draft-key="{draft.key}"' not in page


@pytest.mark.parametrize("address", [NEW, ME])
def test_more_drafts_cost_a_page_no_more_queries(phone, cast, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            phone.get(address)
        return len(captured)

    poster = services.hang_poster(by=cast.officer, department=cast.team)
    begun(by(cast.worker), photos=1, poster=poster)
    with_one = queries()
    for _n in range(2):
        begun(by(cast.worker), photos=2, poster=poster)

    assert queries() == with_one


# -- thrown away ----------------------------------------------------------------------------------------------------


def test_throwing_away_asks_first(phone, cast, media, django_capture_on_commit_callbacks):
    draft = begun(by(cast.worker), photos=1)
    address = f"{SAVE}{draft.key}/discard/"
    assert address in text_of(phone.get(NEW))

    assert "are gone for good" in text_of(phone.get(address))
    assert signed_in(cast.colleague).post(address).status_code == 404
    assert Draft.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = phone.post(address)

    assert (answer.url, Draft.objects.count(), files_in(media)) == (f"{NEW}?gone={draft.key}", 0, [])
    assert phone.get(address).status_code == 404


# -- sent -----------------------------------------------------------------------------------------------------------


def test_photos_that_were_chosen_are_there_after_a_mistake_and_go_along(phone):
    data = form(problem="")
    page = phone.post(NEW, data | {"photos": [picture(), picture("2.jpg")]})
    assert text_of(page).count('name="take_out"') == 2
    first = DraftPhoto.objects.first()

    phone.post(NEW, data | {"problem": WORDS, "take_out": [str(first.client_id)], "photos": [picture("3.jpg")]})

    suggestion = Suggestion.objects.get()
    assert (suggestion.problem, suggestion.photos.count(), Draft.objects.count()) == (WORDS, 2, 0)


def test_photos_with_the_draft_and_new_ones_are_four_together(phone, cast):
    draft = begun(by(cast.worker), photos=3)

    answer = phone.post(NEW, form(key=str(draft.key), version="1", photos=[picture(), picture("2.jpg")]))

    assert "You have chosen 5 photos. Please choose 4 at most." in text_of(answer)
    assert not Suggestion.objects.exists()


def test_photos_of_a_plain_form_count_for_the_day_and_never_hold_the_words_back(phone, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "photo": "1/d/key"}
    data = form()

    answer = phone.post(NEW, data | {"photos": [picture(), picture("2.jpg")]})
    assert "more photos than fit into a day" in text_of(answer)
    phone.post(NEW, data)

    assert Suggestion.objects.get().photos.count() == 0


def test_when_a_draft_cannot_be_made_the_photos_are_said_to_be_lost(phone, cast):
    for _n in range(5):
        begun(by(cast.worker))

    page = text_of(phone.post(NEW, form(problem="", photos=[picture()])))

    assert "You have 5 drafts already" in page
    assert "Please choose the photos again" in page


def test_two_pages_of_one_draft_show_both_texts_and_the_one_in_hand_goes_on(phone, cast):
    draft = begun(by(cast.worker))
    data = form(key=str(draft.key), version="1", problem="这一页写的")
    services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("那一页写的", version=1, page=uuid.uuid4()))

    for button in ({}, {"keep": "1"}):
        both = phone.post(NEW, data | button)
        assert all(words in text_of(both) for words in ("这一页写的", "那一页写的"))
        assert (Suggestion.objects.count(), Draft.objects.get().texts["problem"]) == (0, "那一页写的")
    version = re.search(r'name="version" value="(\d+)"', text_of(both))[1]
    phone.post(NEW, data | {"version": version})

    assert Suggestion.objects.get().problem == "这一页写的"


def test_a_page_that_was_sent_already_keeps_what_it_says_otherwise(phone):
    data = form()
    first = phone.post(NEW, data)
    assert phone.post(NEW, data).url == first.url

    answer = phone.post(NEW, data | {"problem": "另一件事"})
    assert "This form was sent already" in text_of(answer)
    key = re.search(r'name="key" value="([\w-]+)"', text_of(answer))[1]
    phone.post(NEW, data | {"problem": "另一件事", "key": key})

    assert sorted(Suggestion.objects.values_list("problem", flat=True)) == sorted([WORDS, "另一件事"])


def test_a_page_that_was_sent_already_is_kept_as_another_draft(phone):
    data = form()
    phone.post(NEW, data)

    answer = phone.post(NEW, data | {"problem": "另一件事", "keep": "1", "photos": [picture()]})
    assert "This form was sent already" in text_of(answer)
    key = re.search(r'name="key" value="([\w-]+)"', text_of(answer))[1]

    assert (str(Draft.objects.get().key), Draft.objects.get().photos.count()) == (key, 1)


def test_a_damaged_key_makes_a_new_draft(phone):
    answer = keep(phone, key="x")

    assert answer.url == f"{NEW}?draft={Draft.objects.get().key}"


def test_what_the_phone_still_holds_is_said_on_the_proof(phone):
    answer = phone.post(NEW, form(pending="2"))
    assert answer.url.endswith("/sent/?pending=2")

    assert phone.post(NEW, form(pending="99")).url.endswith("/sent/")
