"""What is begun belongs to its writer, is kept, and goes along when it is sent."""

import json
import uuid

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db import DatabaseError, IntegrityError, transaction

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from suggestions import services
from suggestions.models import Draft, DraftPhoto, Photo, Suggestion, Writer
from suggestions.services import drafts
from suggestions.services.drafts import DraftChangedError
from suggestions.services.keys import SentAlreadyError
from tests.suggestions import stages
from tests.suggestions.drafting import GUEST, WORDS, a_photo, begun, by, files_in, sheet


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def poster(cast):
    return services.hang_poster(by=cast.officer, department=cast.team)


def visible(writer):
    return list(Draft.objects.visible_to(writer))


# -- whose it is --------------------------------------------------------------------------------------------------


def test_a_draft_is_its_writer_s_alone(cast, poster):
    mine, theirs = begun(by(cast.worker)), begun(GUEST, poster=poster)

    assert visible(by(cast.worker)) == [mine]
    assert visible(by(cast.colleague)) == []
    assert visible(GUEST) == [theirs]
    assert visible(Writer(guest="b" * 64)) == []
    assert visible(Writer()) == []


def test_one_key_makes_a_draft_for_each_of_two_writers(cast):
    key = uuid.uuid4()

    assert begun(by(cast.worker), key=key) != begun(by(cast.colleague), key=key)


def test_what_was_begun_in_a_browser_goes_over_to_whoever_signs_in_and_goes_on_there(cast, poster):
    draft, other = begun(GUEST, poster=poster, photos=1), begun(GUEST, poster=poster)
    writer = Writer(user=cast.worker, guest=GUEST.guest)
    assert visible(writer) == [other, draft]

    services.take_over(by=writer, key=draft.key)

    draft.refresh_from_db()
    assert (draft.user, draft.guest) == (cast.worker, "")
    assert visible(GUEST) == [other]


def test_nothing_is_taken_over_from_another_browser_or_over_an_own_draft(cast, poster):
    draft = begun(GUEST, poster=poster)
    services.take_over(by=Writer(user=cast.worker, guest="b" * 64), key=draft.key)
    services.take_over(by=by(cast.worker), key=draft.key)
    begun(by(cast.worker), key=draft.key)
    services.take_over(by=Writer(user=cast.worker, guest=GUEST.guest), key=draft.key)

    assert visible(GUEST) == [draft]


@pytest.mark.parametrize("owner", [{}, {"guest": "a" * 64, "user": True}])
def test_a_draft_has_exactly_one_owner(cast, owner):
    owner = owner | ({"user": cast.worker} if owner else {})
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(key=uuid.uuid4(), **owner)


# -- texts --------------------------------------------------------------------------------------------------------


def test_a_page_that_knows_the_former_save_wins(cast):
    draft = begun(by(cast.worker))

    later = services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("第二稿", version=1))

    assert (later, later.version, later.texts) == (draft, 2, {"problem": "第二稿"})


def test_a_page_that_does_not_know_it_loses_and_gets_both_texts(cast):
    draft = begun(by(cast.worker))
    services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("另一页写的", version=1, page=uuid.uuid4()))

    with pytest.raises(DraftChangedError) as changed:
        services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("这页写的", version=1, page=uuid.uuid4()))

    assert changed.value.draft.texts == {"problem": "另一页写的"}
    assert Draft.objects.get().texts == {"problem": "另一页写的"}


def test_a_page_whose_answer_was_lost_is_no_other_page(cast):
    page = uuid.uuid4()
    draft = begun(by(cast.worker))
    for words in ("写了一点", "又写了一点"):
        services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet(words, version=1, page=page))

    assert Draft.objects.get().texts == {"problem": "又写了一点"}


def test_the_same_texts_again_are_no_conflict_and_no_new_version(cast):
    draft = begun(by(cast.worker))
    services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("第二稿", version=1))

    again = services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("第二稿", version=1))

    assert again.version == 2


def test_a_draft_of_photos_alone_knows_no_texts_to_conflict_with(cast):
    facts = {"by": by(cast.worker), "key": uuid.uuid4()}
    services.add_photo(client_id=uuid.uuid4(), picture=a_photo(), **facts)

    saved = services.save_draft(sheet=sheet(WORDS, version=7), **facts)

    assert (saved.texts, str(saved)) == ({"problem": WORDS}, WORDS)


def test_nothing_is_not_kept(cast):
    with pytest.raises(WorkflowError):
        services.save_draft(by=by(cast.worker), key=uuid.uuid4(), sheet=sheet("", category="other"))

    assert not Draft.objects.exists()


def test_a_far_too_long_text_is_refused(cast):
    with pytest.raises(WorkflowError):
        services.save_draft(by=by(cast.worker), key=uuid.uuid4(), sheet=sheet("长" * 20_001))

    assert begun(by(cast.worker), words="长" * 20_000)


def test_a_sixth_draft_is_refused_and_the_five_stay_open(cast):
    five = [begun(by(cast.worker)) for _n in range(5)]

    with pytest.raises(WorkflowError):
        begun(by(cast.worker))
    with pytest.raises(WorkflowError):
        begun(by(cast.worker), photos=1)

    assert Draft.objects.count() == 5
    services.save_draft(by=by(cast.worker), key=five[0].key, sheet=sheet("第二稿", version=1))


# -- photos -------------------------------------------------------------------------------------------------------


def test_the_same_photo_again_is_the_same_photo(cast, media):
    facts = {"by": by(cast.worker), "key": uuid.uuid4(), "client_id": uuid.uuid4()}

    first, second = (services.add_photo(picture=a_photo(), **facts) for _n in range(2))

    assert first == second
    assert files_in(media) == ["drafts", "drafts"]


def test_photos_stand_in_the_order_in_which_they_were_chosen(cast):
    key, ids = uuid.uuid4(), [uuid.uuid4() for _n in range(3)]
    for place in (2, 0, 1):
        services.add_photo(by=by(cast.worker), key=key, client_id=ids[place], picture=a_photo(), place=place)

    suggestion = services.submit(by=cast.worker, key=key, problem=WORDS)

    assert [photo.client_id for photo in suggestion.photos.all()] == ids


def test_a_fifth_photo_is_refused_and_leaves_no_file(cast, media):
    draft = begun(by(cast.worker), photos=4)

    with pytest.raises(WorkflowError):
        services.add_photo(by=by(cast.worker), key=draft.key, client_id=uuid.uuid4(), picture=a_photo())

    assert (DraftPhoto.objects.count(), len(files_in(media))) == (4, 8)


def test_all_that_one_writer_lets_wait_has_a_limit(cast, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_BYTES", a_photo().size * 5 // 2)
    begun(by(cast.worker), photos=2)

    with pytest.raises(WorkflowError):
        begun(by(cast.worker), photos=1)
    begun(by(cast.colleague), photos=1)


def test_all_that_guests_let_wait_at_one_poster_has_a_limit(cast, poster, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_BYTES_AT_POSTER", a_photo().size * 3 // 2)
    begun(GUEST, poster=poster, photos=1)

    with pytest.raises(WorkflowError):
        begun(Writer(guest="b" * 64), poster=poster, photos=1)
    begun(by(cast.worker), poster=poster, photos=1)


def test_a_photo_that_cannot_be_saved_leaves_no_file_and_no_draft(cast, media, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(DraftPhoto, "save", fail)
    with pytest.raises(DatabaseError):
        begun(by(cast.worker), photos=1)

    assert (files_in(media), Draft.objects.count()) == ([], 0)


def test_a_photo_is_taken_out_with_its_files(cast, media, django_capture_on_commit_callbacks):
    draft = begun(by(cast.worker), photos=2)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_photo(draft.photos.first(), by=by(cast.worker))

    assert (draft.photos.count(), files_in(media)) == (1, ["drafts", "drafts"])


def test_nobody_takes_out_another_s_photo(cast, media):
    draft = begun(by(cast.worker), photos=1)

    services.remove_photo(draft.photos.get(), by=by(cast.colleague))
    services.discard(draft, by=by(cast.colleague))

    assert draft.photos.count() == 1


def test_a_draft_is_thrown_away_with_its_files(cast, media, django_capture_on_commit_callbacks):
    draft = begun(by(cast.worker), photos=2)

    with django_capture_on_commit_callbacks(execute=True):
        services.discard(draft, by=by(cast.worker))

    assert (Draft.objects.count(), DraftPhoto.objects.count(), files_in(media)) == (0, 0, [])


# -- sending ------------------------------------------------------------------------------------------------------


def test_sending_takes_the_photos_along_and_leaves_no_draft(cast, media, django_capture_on_commit_callbacks):
    draft = begun(by(cast.worker), photos=2)
    names = {file.name for photo in draft.photos.all() for file in (photo.image, photo.thumbnail)}

    with django_capture_on_commit_callbacks(execute=True):
        suggestion = services.submit(by=cast.worker, key=draft.key, problem=WORDS, photos=[a_photo()])

    assert (suggestion.photos.filter(kind=Photo.Kind.BEFORE).count(), Draft.objects.count()) == (3, 0)
    assert files_in(media) == ["photos"] * 6
    kept = {path.name for path in media.rglob("*.webp")}
    assert not kept & {name.rpartition("/")[2] for name in names}


def test_a_guest_s_photos_go_along_too(cast, poster, media, django_capture_on_commit_callbacks):
    draft = begun(GUEST, poster=poster, photos=1)

    with django_capture_on_commit_callbacks(execute=True):
        suggestion = services.submit_without_account(poster=poster, key=draft.key, guest=GUEST.guest, problem=WORDS)

    assert (suggestion.photos.count(), Draft.objects.count(), files_in(media)) == (1, 0, ["photos", "photos"])


def test_another_s_draft_with_the_same_key_stays_where_it_is(cast):
    draft = begun(by(cast.colleague), photos=1)

    suggestion = services.submit(by=cast.worker, key=draft.key, problem=WORDS)

    assert (suggestion.photos.count(), draft.photos.count()) == (0, 1)


def test_a_photo_whose_file_is_gone_stops_nobody(cast):
    draft = begun(by(cast.worker), photos=2)
    first = draft.photos.first()
    first.image.storage.delete(first.image.name)

    assert services.submit(by=cast.worker, key=draft.key, problem=WORDS).photos.count() == 1


def test_what_cannot_be_sent_keeps_its_draft_and_its_files(cast, media, monkeypatch):
    draft = begun(by(cast.worker), photos=1)

    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(workflow, "append", fail)
    with pytest.raises(DatabaseError):
        services.submit(by=cast.worker, key=draft.key, problem=WORDS)

    assert (draft.photos.count(), files_in(media)) == (1, ["drafts", "drafts"])


def test_sending_an_old_page_is_told_what_another_page_saved(cast):
    draft = begun(by(cast.worker))
    services.save_draft(by=by(cast.worker), key=draft.key, sheet=sheet("另一页写的", version=1))
    facts = {"by": cast.worker, "key": draft.key, "problem": "这页写的"}

    with pytest.raises(DraftChangedError):
        services.submit(sheet=sheet("这页写的", version=1), **facts)
    assert not Suggestion.objects.exists()

    assert services.submit(sheet=sheet("这页写的", version=2), **facts).problem == "这页写的"


def test_once_it_is_sent_nothing_of_the_draft_comes_back(cast, poster, media):
    for writer, sent in (
        (by(cast.worker), lambda key: services.submit(by=cast.worker, key=key, problem=WORDS)),
        (GUEST, lambda key: services.submit_without_account(poster=poster, key=key, guest="a" * 64, problem=WORDS)),
    ):
        suggestion = sent(key := uuid.uuid4())
        facts = {"by": writer, "key": key, "poster": poster}

        with pytest.raises(SentAlreadyError) as earlier:
            services.save_draft(sheet=sheet("又写了一点"), **facts)
        with pytest.raises(SentAlreadyError):
            services.add_photo(client_id=uuid.uuid4(), picture=a_photo(), **facts)
        assert sent(key) == suggestion

        assert earlier.value.suggestion == suggestion
        assert (Draft.objects.count(), files_in(media)) == (0, [])


def everything():
    """Every stored value of every table, as one text."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return "".join(serialize("json", model._base_manager.all()) for model in models)


def test_after_sending_nothing_ties_a_hidden_name_to_its_author(cast, time_machine):
    time_machine.move_to(stages.days_ago(1), tick=False)
    draft = begun(by(cast.worker), photos=1)
    traces = [str(draft.key), str(draft.photos.get().image).rpartition("/")[2], f"{draft.created_at:%Y-%m-%dT%H:%M}"]
    assert all(trace in everything() for trace in traces)

    time_machine.move_to(stages.days_ago(0), tick=False)
    suggestion = services.submit(by=cast.worker, key=draft.key, problem=WORDS, hide_name=True)

    photo = json.loads(serialize("json", suggestion.photos.all()))[0]["fields"]
    left = everything()
    assert [trace for trace in traces[:2] if trace in left] == []
    assert (photo["created_at"], photo["updated_at"]) == (
        f"{suggestion.created_at:%Y-%m-%dT%H:%M:%S}.{suggestion.created_at.microsecond // 1000:03}Z",
    ) * 2
