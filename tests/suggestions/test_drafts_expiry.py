"""What is not sent in time is thrown away, and its files are really gone."""

import datetime as dt
import io
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from suggestions import services
from suggestions.models import Draft, DraftPhoto
from tests.suggestions import stages
from tests.suggestions.drafting import WORDS, a_photo, begun, by, files_in, sheet


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def throw_away(django_capture_on_commit_callbacks):
    """Call it with what has passed since now; files go when the transaction is done."""

    def run(**later):
        with django_capture_on_commit_callbacks(execute=True):
            return services.throw_away_drafts(timezone.now() + dt.timedelta(**later))

    return run


def test_photos_go_after_48_hours_and_the_words_stay(cast, media, throw_away):
    draft = begun(by(cast.worker), photos=2)
    assert throw_away(hours=47, minutes=59) == (0, 0)
    assert len(files_in(media)) == 4

    assert throw_away(hours=48, minutes=1) == (2, 0)

    assert (draft.photos.count(), files_in(media), Draft.objects.get().texts) == (0, [], {"problem": WORDS})


def test_words_go_after_14_days_without_a_change(cast, throw_away, time_machine):
    draft = begun(by(cast.worker))
    assert throw_away(days=13, hours=23) == (0, 0)
    time_machine.move_to(timezone.now() + dt.timedelta(days=10), tick=False)
    services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("第二稿", version=1))
    assert throw_away(days=5) == (0, 0)

    assert throw_away(days=14, minutes=1) == (0, 1)
    assert not Draft.objects.exists()


def test_a_draft_of_nothing_but_photos_goes_with_them(cast, throw_away):
    begun(by(cast.worker), photos=1)
    Draft.objects.update(texts={"category": "other"})

    throw_away(hours=49)

    assert not Draft.objects.exists()


def test_a_younger_photo_of_the_same_draft_stays(cast, media, throw_away):
    draft = begun(by(cast.worker), photos=2)
    old = draft.photos.first()
    DraftPhoto.objects.filter(pk=old.pk).update(uploaded_at=stages.days_ago(3))

    assert throw_away() == (1, 0)
    assert (draft.photos.count(), len(files_in(media))) == (1, 2)


def cut_off(name, hours):
    """A file that a broken request left behind so many hours ago."""
    path = default_storage.path(default_storage.save(f"drafts/{name}", ContentFile(b"x")))
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_files_that_no_row_names_are_swept_once_they_are_settled(cast, media, throw_away):
    begun(by(cast.worker), photos=1)
    named = {path.name for path in media.rglob("*.webp")}
    cut_off("old.webp", hours=2)
    cut_off("young.webp", hours=0)

    throw_away()

    assert {path.name for path in media.rglob("*.webp")} == named | {"young.webp"}


def test_photos_of_suggestions_are_never_swept(cast, media, throw_away):
    stages.sent(cast, photos=[a_photo()])

    throw_away(days=99)

    assert files_in(media) == ["photos", "photos"]


def test_nothing_to_throw_away_is_no_error(db, throw_away):
    assert throw_away(days=99) == (0, 0)


def test_the_hourly_command_does_it_and_says_so(cast, media):
    begun(by(cast.worker), photos=1)
    DraftPhoto.objects.update(uploaded_at=stages.days_ago(3))
    begun(by(cast.colleague))
    Draft.objects.filter(user=cast.colleague).update(updated_at=stages.days_ago(15))
    out = io.StringIO()

    call_command("run_due", stdout=out)

    assert "Drafts and photos not sent in time, thrown away: 2\n" in out.getvalue()
    assert Draft.objects.get().user == cast.worker
