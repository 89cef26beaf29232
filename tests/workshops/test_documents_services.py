"""Shared documents: what becomes of them, with their files, for several people at once, and in the database."""

import threading
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from tests.at_once import at_once, outcomes
from tests.factories import SpecialityFactory, WorkshopFactory
from tests.workshops.sharing import draft, file, files_of, fresh, published, withdrawn
from workshops.models import Document, DocumentVersion
from workshops.services import documents as services

racing = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise)


def stored(media):
    return sorted(path.name for path in Path(media).rglob("*") if path.is_file())


def verbs(document):
    return list(document.events.values_list("verb", flat=True))


def test_a_document_goes_from_draft_to_published_to_withdrawn(cast, workshop):
    made = draft(cast.officer, workshop, specialities=[SpecialityFactory()])
    assert (made.status, made.published_at) == ("draft", None)
    services.publish(made, by=cast.officer)
    assert fresh(made).published_at <= timezone.now()
    services.withdraw(made, by=cast.officer, reason="电流写错了。")
    assert (fresh(made).status, fresh(made).withdrawn_because) == ("withdrawn", "电流写错了。")
    assert verbs(made) == ["created", "version_added", "published", "withdrawn"]
    assert {event.actor for event in made.events.all()} == {cast.officer}


def test_what_does_not_fit_is_refused(cast, workshop):
    empty = draft(cast.officer, workshop, files=False)
    with pytest.raises(WorkflowError):
        services.publish(empty, by=cast.officer)
    with pytest.raises(TransitionError):
        services.withdraw(empty, by=cast.officer, reason="?")
    shown = published(cast.officer, workshop)
    with pytest.raises(TransitionError):
        services.publish(shown, by=cast.officer)
    with pytest.raises(WorkflowError):
        services.withdraw(shown, by=cast.officer, reason=" ")
    gone = withdrawn(cast.officer, workshop)
    with pytest.raises(TransitionError):
        services.add_version(gone, by=cast.officer, attachments=[file()])
    with pytest.raises(TransitionError):
        services.change(gone, by=cast.officer, workshops=[workshop], title="另一个")
    with pytest.raises(WorkflowError):
        services.create(
            by=cast.officer, workshops=[], title="无主", kind="other", applicability="?", visibility="public"
        )


@pytest.mark.parametrize("number", [0, 6])
def test_a_version_has_one_to_five_files(cast, workshop, number):
    made = draft(cast.officer, workshop, files=False)
    with pytest.raises(WorkflowError):
        services.add_version(made, by=cast.officer, attachments=[file() for _n in range(number)])


def test_names_stand_there_with_their_consent_alone(cast, workshop):
    with pytest.raises(WorkflowError):
        draft(cast.officer, workshop, credit="王海")
    made = draft(cast.officer, workshop, credit="王海", credit_agreed=True)
    assert made.credit_agreed_at <= timezone.now()
    services.change(made, by=cast.officer, workshops=[workshop], credit="")
    assert (fresh(made).credit, fresh(made).credit_agreed_at) == ("", None)


def test_words_are_changed_with_history_and_not_over_somebody_elses(cast, workshop):
    made = published(cast.officer, workshop)
    services.change(made, by=cast.officer, workshops=[workshop], title="点焊电极修磨操作法", version=made.version)
    newest = made.history.first()
    assert {entry.title for entry in made.history.all()} == {"点焊电极修磨法", "点焊电极修磨操作法"}
    assert newest.history_user == cast.officer
    with pytest.raises(StaleError):
        services.change(made, by=cast.officer, workshops=[workshop], title="又一个", version=made.version)


def test_each_version_keeps_its_files_and_its_words(cast, workshop, media):
    made = draft(cast.officer, workshop)
    services.add_version(made, by=cast.officer, attachments=[file("甲.pdf"), file("乙.pdf")], changes="补第三步")
    found = [
        (version.number, version.changes, [one.name for one in version.files.all()]) for version in made.versions.all()
    ]
    assert found == [(2, "补第三步", ["甲.pdf", "乙.pdf"]), (1, "", ["操作法.pdf"])]
    names = stored(media)
    assert len(names) == 3
    assert not [name for name in names if "甲" in name or "操作法" in name]


def test_a_draft_that_is_thrown_away_takes_its_files_along(cast, workshop, media, django_capture_on_commit_callbacks):
    made = draft(cast.officer, workshop)
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(made, by=cast.officer)
    assert stored(media) == []
    assert not Document.objects.exists()
    with pytest.raises(TransitionError):
        services.discard(published(cast.officer, workshop), by=cast.officer)


def test_the_files_of_a_version_that_fails_do_not_stay_behind(cast, workshop, media, monkeypatch):
    made = draft(cast.officer, workshop, files=False)
    monkeypatch.setattr(services.workflow, "append", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.add_version(made, by=cast.officer, attachments=[file(), file()])
    assert stored(media) == []
    assert not DocumentVersion.objects.exists()


def test_downloads_are_a_total_and_leave_the_rest_alone(cast, workshop):
    made = published(cast.officer, workshop)
    version = fresh(made).version
    for _n in range(3):
        services.count_download(made)
    assert (fresh(made).downloads, fresh(made).version) == (3, version)
    assert not [field for field in Document.history.model._meta.get_fields() if field.name == "downloads"]


# -- several at once --------------------------------------------------------------------------------------------------


def upload_twice(cast, made, monkeypatch):
    """Two versions at once; if nothing keeps them apart they meet between looking for the next number and taking it."""
    meeting, number = threading.Barrier(2), services._next_number

    def slow(document):
        found = number(document)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=2)
        return found

    monkeypatch.setattr(services, "_next_number", slow)
    facts = [{"by": by, "attachments": [file()], "changes": str(by)} for by in (cast.officer, cast.worker)]
    return outcomes(*(lambda one=one: services.add_version(made, **one) for one in facts))


@racing
def test_two_versions_at_once_are_both_kept_with_numbers_of_their_own(cast, workshop, transactional_db, monkeypatch):
    made = draft(cast.officer, workshop)
    assert upload_twice(cast, made, monkeypatch) == ["done", "done"]
    assert [version.number for version in made.versions.all()] == [3, 2, 1]
    assert {version.changes for version in made.versions.all()} == {"", "孙干事", "王海"}
    assert len(files_of(made)) == 3


@racing
def test_without_the_lock_one_of_two_versions_would_be_lost(cast, workshop, transactional_db, monkeypatch):
    made = draft(cast.officer, workshop)
    monkeypatch.setattr(services.workflow, "lock", lambda document: document)
    monkeypatch.setattr(services, "files_or_nothing", lambda: nullcontext([]))
    assert upload_twice(cast, made, monkeypatch) == ["broken", "done"]
    assert made.versions.count() == 2


@racing
def test_publishing_and_throwing_away_at_once_is_one_of_them(cast, workshop, transactional_db):
    made = draft(cast.officer, workshop)

    def publish():
        try:
            return services.publish(made, by=cast.officer).status
        except Document.DoesNotExist:
            return "gone"

    came = at_once(publish, lambda: services.discard(made, by=cast.officer))
    assert came in (["published", "told"], ["gone", None])
    assert Document.objects.exists() == (came[0] == "published")


@racing
def test_no_download_is_lost(cast, workshop, transactional_db):
    made = published(cast.officer, workshop)
    at_once(*(lambda: services.count_download(made) for _n in range(6)))
    assert fresh(made).downloads == 6


# -- the database -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"credit": "王海"},
        {"status": "published"},
        {"status": "withdrawn", "published_at": timezone.now()},
        {"withdrawn_because": "?"},
        {"published_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, wrong):
    facts = {"title": "?", "kind": "other", "applicability": "?", "visibility": "public", "created_by": cast.officer}
    Document.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(**facts, **wrong)
