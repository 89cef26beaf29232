"""Files beside their rows: gone once no row names them for good, and never before."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from alliance_portal.files import delete_when_done, delete_with_files, files_or_nothing, put, read_picture
from tests.factories import EnterpriseFactory, WorkshopFactory, picture
from tests.workshops import plating
from tests.workshops.booking import VenueFactory
from workshops.models import Venue
from workshops.services import readiness, venues


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """What is left to do runs at the end of the block, as after a transaction."""
    return django_capture_on_commit_callbacks


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def shown():
    """A venue with a photo, saved for good."""
    venue = VenueFactory(enterprise=EnterpriseFactory())
    return venues.change_photo(venue, read_picture(picture()), by=None)


def give(venue, name):
    with files_or_nothing() as written:
        put(venue, "image", ContentFile(b"x", name=name), written)
        venue.save()


class FailedError(Exception):
    pass


def fail(*args):
    raise FailedError


def replace_and_fail(venue):
    with files_or_nothing() as written:
        put(venue, "image", ContentFile(b"x", name="new.webp"), written)
        fail()


def delete_and_fail(venue):
    with transaction.atomic():
        delete_with_files([venue])
        fail()


def test_a_file_that_was_replaced_goes_when_that_is_certain(db, media, done):
    venue = shown()
    before = files_in(media)
    with done(execute=True):
        give(venue, "new.webp")
        assert files_in(media) == sorted([*before, "new.webp"])
    assert len(files_in(media)) == 2
    assert "new.webp" in files_in(media)
    assert Venue.objects.get().image.name == venue.image.name
    assert venue.image.name.endswith("new.webp")


def test_rows_that_are_deleted_take_their_files_along(db, media, done):
    venue = shown()
    with done(execute=True):
        delete_with_files(Venue.objects.filter(pk=venue.pk))
        assert len(files_in(media)) == 2
    assert (files_in(media), Venue.objects.count()) == ([], 0)


@pytest.mark.parametrize("move", [replace_and_fail, delete_and_fail])
def test_what_failed_leaves_everything_as_it_was(db, media, done, move):
    venue = shown()
    before = files_in(media)
    with done(execute=True), pytest.raises(FailedError):
        move(venue)
    assert files_in(media) == before
    kept = Venue.objects.get()
    assert kept.image.storage.exists(kept.image.name)


def test_what_hangs_on_a_row_that_is_deleted_loses_its_files_too(cast, media, done):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    said = {"heading": "rules", "state": "there", "documents": [plating.document()]}
    readiness.say(workshop, by=cast.officer, **said)
    assert len(files_in(media)) == 1
    with done(execute=True):
        delete_with_files([workshop])
    assert files_in(media) == []
    assert delete_with_files([]) is None


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_deleted_stops_nobody(media, monkeypatch):
    venue = shown()
    stuck = venue.image.name
    delete = FileSystemStorage.delete

    def refuse(storage, name):
        return fail() if name == stuck else delete(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    delete_when_done([venue.image, venue.thumbnail])
    assert files_in(media) == [stuck.rpartition("/")[2]]


def test_a_file_that_cannot_be_deleted_does_not_hide_what_failed(db, media, monkeypatch):
    venue = VenueFactory(enterprise=EnterpriseFactory())

    def refuse(storage, name):
        raise OSError

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    with pytest.raises(FailedError):
        replace_and_fail(venue)
