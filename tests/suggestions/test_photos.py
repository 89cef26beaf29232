"""A photo is shown to those who may see its suggestion, to colleagues when it is done, to everybody when public."""

import io
from unittest.mock import Mock

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from PIL import Image

from alliance_portal import workflow
from alliance_portal.files import read_picture
from suggestions import services
from suggestions.models import Photo, Suggestion
from tests.factories import picture
from tests.suggestions import stages
from tests.suggestions.files import jpeg_with_place


def pictures(*uploads):
    return [read_picture(upload) for upload in uploads or [picture(size=(2000, 1000))]]


def address(photo, size="small"):
    return reverse("suggestions:photo", args=[photo.pk, size])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def photo_of(suggestion):
    return suggestion.photos.first()


def _to_its_end(response):
    """A file that is not read to its end would stay open."""
    return response.getvalue()


@pytest.mark.parametrize(("size", "pixels"), [("small", (480, 240)), ("large", (1600, 800))])
def test_a_photo_is_served_in_two_sizes(cast, size, pixels):
    photo = photo_of(stages.sent(cast, photos=pictures()))

    response = signed_in(cast.worker).get(address(photo, size))

    shown = Image.open(io.BytesIO(response.getvalue()))
    assert (shown.format, shown.size) == ("WEBP", pixels)


def test_a_photo_is_an_image_and_nothing_else(cast):
    response = signed_in(cast.worker).get(address(photo_of(stages.sent(cast, photos=pictures()))))
    _to_its_end(response)

    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, max-age=86400"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("size", ["huge", "image", "thumbnail"])
def test_there_are_no_other_sizes(cast, size):
    photo = photo_of(stages.sent(cast, photos=pictures()))

    assert signed_in(cast.worker).get(address(photo, size)).status_code == 404


def status_for(client, photo):
    response = client.get(address(photo))
    _to_its_end(response)
    return response.status_code


def test_a_photo_follows_its_suggestion(cast, strangers, staff):
    photo = photo_of(stages.sent(cast, photos=pictures()))

    for user in (cast.worker, cast.reviewer, cast.leader, cast.finance, cast.officer, staff):
        assert status_for(signed_in(user), photo) == 200
    for user in (cast.colleague, cast.owner, strangers.worker, strangers.reviewer, strangers.leader):
        assert status_for(signed_in(user), photo) == 404
    assert status_for(Client(), photo) == 404


def test_what_has_been_done_is_shown_to_colleagues_and_nobody_else(cast, strangers):
    for photo in stages.done(cast, photos=pictures()).photos.all():
        assert status_for(signed_in(cast.colleague), photo) == 200
        assert status_for(signed_in(strangers.worker), photo) == 404
        assert status_for(Client(), photo) == 404


def test_what_an_officer_has_shown_is_shown_to_everybody(cast, strangers):
    suggestion = services.show_in_gallery(stages.done(cast, photos=pictures()), by=cast.officer)

    assert sorted(photo.kind for photo in suggestion.photos.all()) == ["after", "before"]
    for photo in suggestion.photos.all():
        assert status_for(Client(), photo) == 200
        assert status_for(signed_in(strangers.worker), photo) == 200


def test_what_was_taken_out_again_is_not(cast):
    shown = services.show_in_gallery(stages.done(cast, photos=pictures()), by=cast.officer)
    services.take_out_of_gallery(shown, by=cast.officer)

    assert not Photo.objects.public().exists()
    assert status_for(Client(), photo_of(shown)) == 404


def test_spam_is_not_shown_to_everybody(cast):
    suggestion = services.show_in_gallery(stages.done(cast, photos=pictures()), by=cast.officer)
    Suggestion.objects.filter(pk=suggestion.pk).update(spam_at=stages.days_ago(0))

    assert status_for(Client(), photo_of(suggestion)) == 404


@pytest.mark.parametrize("stage", [stages.sent, stages.begun, stages.finished, stages.declined])
def test_what_is_not_done_shows_no_photo_to_everybody(cast, stage):
    stage(cast, photos=pictures())

    assert not Photo.objects.public().exists()


def test_counting_photo_numbers_leads_no_further_than_what_is_shown(cast):
    hidden, shown = (stages.done(cast, photos=pictures()) for _n in range(2))
    services.show_in_gallery(shown, by=cast.officer)

    assert {photo.suggestion for photo in Photo.objects.public()} == {shown}
    assert status_for(Client(), photo_of(hidden)) == 404


def test_a_photo_that_does_not_exist_is_not_found(client, db):
    assert client.get(reverse("suggestions:photo", args=[99, "small"])).status_code == 404


def test_a_file_that_is_gone_is_not_found(cast):
    photo = photo_of(stages.sent(cast, photos=pictures()))
    photo.image.storage.delete(photo.image.name)

    assert signed_in(cast.worker).get(address(photo, "large")).status_code == 404


def test_the_web_server_may_send_the_bytes(cast, settings):
    settings.SENDFILE = "/protected/"
    photo = photo_of(stages.sent(cast, photos=pictures()))

    response = signed_in(cast.worker).get(address(photo, "large"))

    assert response["X-Accel-Redirect"] == f"/protected/{photo.image.name}"
    assert (response.content, response["Content-Type"]) == (b"", "image/webp")
    assert status_for(Client(), photo) == 404


def test_the_place_where_a_photo_was_taken_is_not_stored(cast):
    photo = photo_of(stages.sent(cast, photos=pictures(jpeg_with_place(size=(60, 40)))))

    for file in (photo.image, photo.thumbnail):
        with file.open("rb") as stored:
            content = stored.read()
        shown = Image.open(io.BytesIO(content))
        assert (shown.size, dict(shown.getexif())) == ((40, 60), {})
        assert b"SECRET-DESCRIPTION" not in content
    assert "phone" not in photo.image.name


def files_in(folder):
    return [path.name for path in folder.rglob("*") if path.is_file()]


def send_with_photo(cast):
    stages.sent(cast, photos=pictures())


def finish_with_photo(cast):
    services.finish(Suggestion.objects.get(), by=cast.owner, note="装好了", photos=pictures())


@pytest.mark.parametrize("move", [send_with_photo, finish_with_photo])
def test_a_photo_of_what_was_not_saved_leaves_no_file(cast, settings, tmp_path, monkeypatch, move):
    settings.MEDIA_ROOT = tmp_path
    stages.begun(cast)
    monkeypatch.setattr(workflow, "append", Mock(side_effect=DatabaseError))

    with pytest.raises(DatabaseError):
        move(cast)

    assert (files_in(tmp_path), Photo.objects.count()) == ([], 0)


def test_a_photo_sent_with_an_old_version_leaves_no_file(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    suggestion = services.supplement(stages.asked(cast), by=cast.worker, text="3号", photos=pictures())

    with pytest.raises(workflow.TransitionError):
        services.supplement(suggestion, by=cast.worker, text="3号", photos=pictures())

    assert len(files_in(tmp_path)) == 2
