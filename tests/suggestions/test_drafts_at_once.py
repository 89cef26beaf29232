"""Several requests about one draft at the same moment; each with a control that shows what the lock is for."""

import threading
import uuid
from contextlib import contextmanager, nullcontext, suppress
from types import SimpleNamespace

import pytest
from django.db import transaction

from suggestions import services
from suggestions.models import Draft, DraftPhoto, Suggestion
from suggestions.services import drafts
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.suggestions.drafting import WORDS, a_photo, begun, by, files_in, sheet

# How long a request waits for one that a lock keeps back, and for one that nothing keeps back.
IN_VAIN, FOR_SURE = 1.5, 20


@pytest.fixture
def worker(transactional_db):
    return make_cast("CF", "长风客车").worker


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def meet(monkeypatch):
    """Call it with the name of a step: two requests wait there for each other, if no lock keeps one of them back."""

    def at(step, patience):
        meeting, really = threading.Barrier(2), getattr(drafts, step)

        def meet_first(*args):
            with suppress(threading.BrokenBarrierError):
                meeting.wait(timeout=patience)
            return really(*args)

        monkeypatch.setattr(drafts, step, meet_first)

    return at


@pytest.fixture
def unlocked(monkeypatch):
    """Call it, and drafts are read without a lock and outside of any transaction."""

    def hold(*, by, key):
        return Draft.objects.get_or_create(key=key, **by.owns)[0]

    @contextmanager
    def files_only():
        yield []

    def unlock():
        monkeypatch.setattr(drafts, "hold", hold)
        monkeypatch.setattr(drafts, "files_or_nothing", files_only)
        free = SimpleNamespace(atomic=nullcontext, on_commit=transaction.on_commit)
        monkeypatch.setattr(drafts, "transaction", free)

    return unlock


def same_photo_twice(worker, meet, patience):
    draft, client_id = begun(by(worker)), uuid.uuid4()
    meet("_check_room", patience)

    def add():
        photo = services.add_photo(by=by(worker), key=draft.key, client_id=client_id, picture=a_photo())
        return photo.pk

    return at_once(add, add)


def test_one_photo_sent_twice_at_once_is_one_row_and_one_pair_of_files(worker, media, meet):
    first, second = same_photo_twice(worker, meet, IN_VAIN)

    assert first == second == DraftPhoto.objects.get().pk
    assert files_in(media) == ["drafts", "drafts"]


def test_without_the_lock_it_would_leave_files_that_nobody_owns(worker, media, meet, unlocked):
    unlocked()

    assert "broken" in same_photo_twice(worker, meet, FOR_SURE)
    assert len(files_in(media)) == 4


def two_pages_save(worker, meet, patience):
    draft = begun(by(worker))
    meet("_check_texts", patience)

    def save(words):
        page = uuid.uuid4()
        return lambda: services.save_draft(by=by(worker), key=draft.key, sheet=sheet(words, version=1, page=page)).texts

    return at_once(save("这一页"), save("那一页"))


def test_of_two_pages_that_save_at_once_one_is_told(worker, meet):
    outcomes = two_pages_save(worker, meet, IN_VAIN)

    assert outcomes.count("told") == 1
    assert Draft.objects.get().texts in outcomes


def test_without_the_lock_one_of_the_texts_would_be_lost(worker, meet, unlocked):
    unlocked()

    assert "told" not in two_pages_save(worker, meet, FOR_SURE)


def sixteen_times(worker, draft):
    facts = {"by": worker, "key": draft.key, "problem": WORDS, "hide_name": True}
    return at_once(*[lambda: services.submit(**facts).pk for _n in range(16)])


def test_sixteen_submits_of_one_form_make_one_suggestion_with_its_photos(worker, media):
    draft = begun(by(worker), photos=2)

    outcomes = sixteen_times(worker, draft)

    suggestion = Suggestion.objects.get()
    assert set(outcomes) == {suggestion.pk}
    assert (suggestion.photos.count(), Draft.objects.count(), files_in(media)) == (2, 0, ["photos"] * 4)


def test_without_looking_for_the_first_one_the_others_would_break(worker, media, monkeypatch):
    draft = begun(by(worker), photos=2)
    monkeypatch.setattr("suggestions.services.intake.sent_before", lambda own_key: None)

    assert "broken" in sixteen_times(worker, draft)


def photo_while_sending(worker, monkeypatch, patience):
    """A photo is checked, and before it is stored the form is sent, unless a lock keeps that back."""
    draft, checked, sent = begun(by(worker), photos=1), threading.Event(), threading.Event()
    really = drafts._check_room

    def wait_for_the_form(*args):
        really(*args)
        checked.set()
        sent.wait(timeout=patience)

    monkeypatch.setattr(drafts, "_check_room", wait_for_the_form)

    def add():
        services.add_photo(by=by(worker), key=draft.key, client_id=uuid.uuid4(), picture=a_photo())

    def send():
        checked.wait(timeout=FOR_SURE)
        services.submit(by=worker, key=draft.key, problem=WORDS, hide_name=True)
        sent.set()

    return at_once(add, send)


def test_a_photo_that_is_on_its_way_while_the_form_is_sent_arrives(worker, media, monkeypatch):
    assert photo_while_sending(worker, monkeypatch, IN_VAIN) == [None, None]

    assert (Suggestion.objects.get().photos.count(), Draft.objects.count()) == (2, 0)
    assert files_in(media) == ["photos"] * 4


def test_without_the_lock_it_would_be_lost(worker, media, monkeypatch, unlocked):
    unlocked()

    assert photo_while_sending(worker, monkeypatch, FOR_SURE) == ["broken", None]
    assert Suggestion.objects.get().photos.count() == 1
    assert "drafts" in files_in(media)


def test_a_photo_after_the_form_was_sent_brings_no_draft_back(worker, media):
    key = uuid.uuid4()
    facts = {"by": by(worker), "key": key, "client_id": uuid.uuid4(), "picture": a_photo()}

    outcomes = at_once(
        lambda: services.submit(by=worker, key=key, problem=WORDS).photos.count(),
        lambda: services.add_photo(**facts).pk,
    )

    assert outcomes[0] in (0, 1)
    assert outcomes[0] == (outcomes[1] != "told")
    assert (Draft.objects.count(), "drafts" in files_in(media)) == (0, False)


def test_without_that_question_the_draft_would_lead_back_to_the_author(worker, monkeypatch):
    monkeypatch.setattr(drafts, "sent_from", lambda **_facts: None)
    draft = begun(by(worker))
    services.submit(by=worker, key=draft.key, problem=WORDS, hide_name=True)

    begun(by(worker), key=draft.key, photos=1)

    assert Draft.objects.get().user == worker
