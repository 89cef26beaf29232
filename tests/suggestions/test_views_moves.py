"""What the proposer may do on the way: take back, add, confirm; and what happens when somebody else was faster."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from suggestions import services
from suggestions.models import Photo, Suggestion
from tests.factories import picture
from tests.suggestions import stages
from tests.suggestions.files import words_as_jpeg

Status = Suggestion.Status
TYPED = "3号工位，靠东门，𠮷字打头的那一排"

# The page, the stage it belongs to, what is sent from it, and the status that follows.
MOVES = [
    ("withdraw", stages.sent, {}, Status.WITHDRAWN),
    ("withdraw", stages.asked, {}, Status.WITHDRAWN),
    ("more", stages.asked, {"text": TYPED}, Status.IN_REVIEW),
    ("confirm", stages.finished, {"answer": "yes"}, Status.IMPLEMENTED),
    ("confirm", stages.finished, {"answer": "not_yet", "note": TYPED}, Status.IMPLEMENTING),
]
ONE_OF_EACH = [MOVES[0], MOVES[2], MOVES[3]]


def english(name, *args):
    with override("en"):
        return reverse(f"suggestions:{name}", args=args)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(("move", "stage", "words", "status"), MOVES)
def test_the_proposer_takes_the_step(cast, move, stage, words, status):
    client, suggestion = signed_in(cast.worker), stage(cast)
    address = english(move, suggestion.number)

    shown = client.get(address)
    assert f'name="version" value="{suggestion.version}"' in text_of(shown)
    done = client.post(address, {"version": suggestion.version} | words)

    assert (done.status_code, done["Location"]) == (302, english("detail", suggestion.number))
    assert fresh(suggestion).status == status


@pytest.mark.parametrize(("move", "stage", "words", "_status"), ONE_OF_EACH)
def test_the_step_is_nobody_elses(cast, strangers, move, stage, words, _status):
    suggestion = stage(cast)
    address, data = english(move, suggestion.number), {"version": suggestion.version} | words

    for user, refusal in ((cast.reviewer, 403), (cast.leader, 403), (cast.colleague, 404), (strangers.worker, 404)):
        client = signed_in(user)
        assert (client.get(address).status_code, client.post(address, data).status_code) == (refusal, refusal)
    assert Client().post(address, data).status_code == 302
    assert fresh(suggestion).version == suggestion.version


@pytest.mark.parametrize("move", ["withdraw", "more", "confirm"])
def test_a_step_that_no_longer_fits_leads_back_with_a_reason(cast, move):
    suggestion = stages.declined(cast)

    response = signed_in(cast.worker).get(english(move, suggestion.number), follow=True)

    assert response.redirect_chain == [(english("detail", suggestion.number), 302)]
    assert "so the step no longer fits" in text_of(response)


@pytest.mark.parametrize(("move", "_stage", "words", "_status"), ONE_OF_EACH)
def test_a_step_sent_too_late_changes_nothing(cast, move, _stage, words, _status):
    suggestion = stages.declined(cast)

    response = signed_in(cast.worker).post(english(move, suggestion.number), {"version": suggestion.version} | words)

    assert response.status_code == 409
    assert "so the step no longer fits" in text_of(response)
    assert fresh(suggestion).version == suggestion.version


def test_details_are_no_way_to_take_up_what_nobody_asked_about(cast):
    suggestion = stages.sent(cast)

    signed_in(cast.worker).post(english("more", suggestion.number), {"version": suggestion.version, "text": TYPED})

    assert fresh(suggestion).status == Status.SUBMITTED


def test_details_bring_their_photos(cast):
    suggestion = stages.asked(cast)

    signed_in(cast.worker).post(
        english("more", suggestion.number), {"version": suggestion.version, "text": TYPED, "photos": [picture()]}
    )

    assert [photo.kind for photo in suggestion.photos.all()] == [Photo.Kind.BEFORE]
    assert suggestion.events.get(verb="supplemented").note == TYPED


def test_a_bad_photo_does_not_cost_the_details(cast):
    suggestion = stages.asked(cast)

    response = signed_in(cast.worker).post(
        english("more", suggestion.number), {"version": suggestion.version, "text": TYPED, "photos": [words_as_jpeg()]}
    )

    assert response.status_code == 200
    assert TYPED in text_of(response)
    assert "cannot be read as a photo" in text_of(response)
    assert "Please choose the photos again" in text_of(response)
    assert (fresh(suggestion).status, suggestion.photos.count()) == (Status.NEEDS_INFO, 0)


def test_when_the_reviewer_was_faster_the_details_are_shown_again_beside_the_fresh_state(cast):
    suggestion = stages.asked(cast, occurred_at=stages.days_ago(40))
    services.resume(suggestion, by=cast.reviewer, occurred_at=timezone.now() + dt.timedelta(days=15))

    response = signed_in(cast.worker).post(
        english("more", suggestion.number), {"version": suggestion.version, "text": TYPED}
    )

    assert response.status_code == 409
    page = text_of(response)
    assert TYPED in page
    assert "Taken up" in page
    assert "Send the details" not in page
    assert suggestion.events.filter(verb="supplemented").count() == 0


def test_when_it_was_changed_meanwhile_sending_once_more_succeeds(cast):
    suggestion = stages.begun(cast)
    old = services.finish(suggestion, by=cast.owner, note="装好了", photos=_pictures()).version
    services.report_progress(suggestion, by=cast.owner, note="又紧了一遍螺栓")
    client, address = signed_in(cast.worker), english("confirm", suggestion.number)

    first = client.post(address, {"version": old, "answer": "not_yet", "note": TYPED})
    assert first.status_code == 409
    assert TYPED in text_of(first)
    assert fresh(suggestion).implementation.finished_at is not None
    version = fresh(suggestion).version
    assert f'name="version" value="{version}"' in text_of(first)

    second = client.post(address, {"version": version, "answer": "not_yet", "note": TYPED})
    assert second.status_code == 302
    assert fresh(suggestion).implementation.finished_at is None


def _pictures():
    return [stages.read_picture(picture())]


def test_not_yet_without_a_word_is_asked_for_one(cast):
    suggestion = stages.finished(cast)

    response = signed_in(cast.worker).post(
        english("confirm", suggestion.number), {"version": suggestion.version, "answer": "not_yet"}
    )

    assert response.status_code == 200
    assert "Please write what is still missing" in text_of(response)
    assert fresh(suggestion).version == suggestion.version


@pytest.mark.parametrize("move", ["withdraw", "more", "confirm"])
def test_reading_a_page_changes_nothing(cast, move):
    stage = {"withdraw": stages.sent, "more": stages.asked, "confirm": stages.finished}[move]
    suggestion = stage(cast)

    signed_in(cast.worker).get(english(move, suggestion.number))

    assert fresh(suggestion).version == suggestion.version


def test_other_methods_are_not_taken(cast):
    suggestion = stages.sent(cast)
    client = signed_in(cast.worker)

    assert client.put(english("withdraw", suggestion.number)).status_code == 405
    assert client.post(english("detail", suggestion.number)).status_code == 405
    assert client.delete(english("new")).status_code == 405
