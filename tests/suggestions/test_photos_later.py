"""Photos that follow their words: for a day, until the answer, by whoever sent them."""

import datetime as dt
import threading
import uuid
from contextlib import nullcontext, suppress
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from suggestions import permissions, services
from suggestions.models import Photo, Suggestion
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.factories import picture
from tests.suggestions import stages
from tests.suggestions.drafting import WORDS, a_photo, by, files_in
from tests.suggestions.files import words_as_jpeg


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def sent(cast):
    return stages.sent(cast, occurred_at=None)


def answered_one(cast):
    """Sent and answered within the hour."""
    words = {"reason": "现在停线装不了。", "decline_reason": "cost", "would_change": "大修时"}
    return services.decline(stages.sent(cast, occurred_at=None), by=cast.reviewer, **words)


def page_of(suggestion):
    return f"/en/suggestions/{suggestion.number}/photos/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def one(client, suggestion, *, photo=None, name=None):
    data = {"id": str(name or uuid.uuid4()), "photo": photo or picture()}
    return client.post(page_of(suggestion), data, headers={"Accept": "application/json"})


def add(cast, suggestion, **facts):
    return services.add_photo_later(suggestion, by=cast.worker, picture=a_photo(), **facts)


# -- the service ----------------------------------------------------------------------------------------------------


def test_a_photo_follows_and_the_story_says_so_once(cast, sent):
    for _n in range(2):
        add(cast, sent)

    sent.refresh_from_db()
    events = list(sent.events.all())
    assert [event.verb for event in events] == ["submitted", "photos_followed"]
    assert (events[-1].actor, events[-1].actor_role) == (None, "author")
    assert (sent.photos.filter(kind=Photo.Kind.BEFORE).count(), sent.version) == (2, 3)


def test_the_same_photo_again_is_the_same_photo(cast, sent, media):
    name = uuid.uuid4()

    assert add(cast, sent, client_id=name) == add(cast, sent, client_id=name)
    assert len(files_in(media)) == 2


def test_a_photo_that_went_along_with_the_words_is_not_added_again(cast):
    facts = {"key": uuid.uuid4(), "client_id": uuid.uuid4()}
    services.add_photo(by=by(cast.worker), picture=a_photo(), **facts)
    suggestion = services.submit(by=cast.worker, key=facts["key"], problem=WORDS)

    add(cast, suggestion, client_id=facts["client_id"])

    assert suggestion.photos.count() == 1
    assert suggestion.events.count() == 1


def test_a_fifth_photo_is_refused(cast, sent, media):
    for _n in range(4):
        add(cast, sent)

    with pytest.raises(WorkflowError):
        add(cast, sent)
    assert len(files_in(media)) == 8


def test_a_day_later_or_after_the_answer_it_is_over(cast, sent, media, time_machine):
    answered = answered_one(cast)
    with pytest.raises(WorkflowError):
        add(cast, answered)

    time_machine.move_to(sent.received_at + dt.timedelta(hours=24, minutes=1))
    with pytest.raises(WorkflowError):
        add(cast, sent)
    assert files_in(media) == []


def test_while_details_are_waited_for_photos_can_follow(cast, sent):
    asked = services.ask(sent, by=cast.reviewer, question="几号工位？")

    assert permissions.can_add_photos(cast.worker, asked)


def four_at_once(suggestion, worker, monkeypatch, patience):
    """Four more photos at the same moment for something that has two; how many are told that they are too many.

    Each waits for the others after it has counted, as long as a lock lets them come so far.
    """
    meeting, really = threading.Barrier(4), services.later._check

    def check(fresh):
        really(fresh)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=patience)

    monkeypatch.setattr(services.later, "_check", check)

    add = partial(services.add_photo_later, suggestion, by=worker, picture=a_photo())
    return at_once(add, add, add, add).count("told")


@pytest.fixture
def with_two(transactional_db):
    """(suggestion with two photos, who sent it)"""
    cast = make_cast("CF", "长风客车")
    return stages.sent(cast, occurred_at=None, photos=[a_photo(), a_photo()]), cast.worker


def test_photos_that_follow_at_once_never_become_more_than_four(with_two, media, monkeypatch):
    suggestion, worker = with_two

    assert four_at_once(suggestion, worker, monkeypatch, 1) == 2
    assert (suggestion.photos.count(), len(files_in(media))) == (4, 8)


def test_without_the_lock_they_would(with_two, monkeypatch):
    suggestion, worker = with_two
    monkeypatch.setattr(services.later.workflow, "lock", lambda shown: Suggestion.objects.get(pk=shown.pk))
    monkeypatch.setattr(services.later, "files_or_nothing", lambda: nullcontext([]))

    assert four_at_once(suggestion, worker, monkeypatch, 20) == 0
    assert suggestion.photos.count() == 6


# -- who may --------------------------------------------------------------------------------------------------------


def test_only_whoever_sent_it_may(cast, strangers, sent):
    assert signed_in(cast.worker).get(page_of(sent)).status_code == 200
    assert signed_in(cast.reviewer).get(page_of(sent)).status_code == 403
    for user in (cast.colleague, strangers.worker, strangers.reviewer):
        assert signed_in(user).get(page_of(sent)).status_code == 404
        assert one(signed_in(user), sent).status_code == 404
    assert one(signed_in(cast.reviewer), sent).status_code == 403
    assert Client().get(page_of(sent)).status_code == 302
    assert not sent.photos.exists()


def test_a_guest_may_for_the_length_of_the_visit(cast, client, time_machine):
    poster = services.hang_poster(by=cast.officer, department=cast.team)
    client.post(poster.get_absolute_url(), {"key": str(uuid.uuid4()), "problem": WORDS, "pending": "1"})
    suggestion = Suggestion.objects.get()

    assert one(client, suggestion).status_code == 200
    assert one(Client(), suggestion).status_code == 302
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=31))
    assert one(client, suggestion).status_code == 302
    assert suggestion.photos.count() == 1


# -- the page -------------------------------------------------------------------------------------------------------


def test_the_script_sends_them_one_by_one(cast, sent):
    client, name = signed_in(cast.worker), uuid.uuid4()

    first, again = one(client, sent, name=name), one(client, sent, name=name)

    photo = sent.photos.get()
    assert first.json() == again.json() == {"id": str(name), "small": photo.small}
    assert client.get(first.json()["small"]).getvalue()


def test_what_the_script_sends_wrong_is_answered_in_words(cast, sent):
    client = signed_in(cast.worker)

    unread = one(client, sent, photo=words_as_jpeg())
    assert (unread.status_code, "cannot be read as a photo" in unread.json()["message"]) == (422, True)
    assert client.post(page_of(sent), {"id": "1"}, headers={"Accept": "application/json"}).status_code == 400
    for _n in range(4):
        add(cast, sent)
    fifth = one(client, sent)
    assert (fifth.status_code, fifth.json()) == (409, {"message": "There are 4 photos already, and more do not fit."})


def test_the_plain_form_sends_several(cast, sent):
    client = signed_in(cast.worker)

    response = client.post(page_of(sent), {"photos": [picture(), picture("2.png", kind="PNG")]})

    assert response.url == f"/en/suggestions/{sent.number}/"
    assert sent.photos.count() == 2


def test_the_plain_form_says_what_is_missing_or_wrong(cast, sent):
    client = signed_in(cast.worker)

    assert "Please choose a photo." in client.post(page_of(sent), {}).content.decode()
    assert "cannot be read as a photo" in client.post(page_of(sent), {"photos": [words_as_jpeg()]}).content.decode()
    assert not sent.photos.exists()


def test_the_limit_of_a_day_is_named(cast, sent, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "photo": "1/d/key"}
    client = signed_in(cast.worker)
    assert one(client, sent).status_code == 200

    assert one(client, sent).status_code == 429
    page = client.post(page_of(sent), {"photos": [picture()]}, follow=True)

    assert "more photos than fit into a day" in page.content.decode()
    assert sent.photos.count() == 1


def test_when_it_is_over_the_page_leads_back_and_says_so(cast):
    client, answered = signed_in(cast.worker), answered_one(cast)

    page = client.get(page_of(answered), follow=True)

    assert page.redirect_chain[0][0] == f"/en/suggestions/{answered.number}/"
    assert "Photos can follow for a day" in page.content.decode()
    assert client.post(page_of(answered), {"photos": [picture()]}).status_code == 409


def test_the_proof_says_how_many_are_still_to_come(cast, sent):
    client, proof = signed_in(cast.worker), f"/en/suggestions/{sent.number}/sent/"

    assert "2 photos are still to come" in client.get(f"{proof}?pending=2").content.decode()
    for said in ("", "?pending=9", "?pending=x", "?pending=0"):
        assert "still to come" not in client.get(proof + said).content.decode()
    assert page_of(sent) in client.get(proof).content.decode()


def test_the_proof_of_what_can_no_longer_be_followed_offers_nothing(cast):
    answered = answered_one(cast)

    page = signed_in(cast.worker).get(f"/en/suggestions/{answered.number}/sent/?pending=2").content.decode()

    assert "still to come" not in page
    assert page_of(answered) not in page


def test_a_reviewer_who_has_not_seen_the_photo_is_told(cast, sent):
    add(cast, sent)

    with pytest.raises(workflow.StaleError):
        services.take(sent, by=cast.reviewer, version=sent.version)
