"""Results are changed, credited, given files, shared, verified and withdrawn."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from alliance_portal.attachments import read_attachment
from alliance_portal.files import read_picture
from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from tests.factories import ResultFactory, SpecialityFactory, WorkshopFactory, picture
from tests.paper_files import pdf
from tests.suggestions.telling import told
from tests.workshops import resulting
from tests.workshops.resulting import day, fresh, shared, with_files
from workshops.models import Result
from workshops.services import benefits, result_files, results


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def draft(cast):
    return ResultFactory(enterprise=cast.enterprise, status="draft", in_use_since=day(-30))


def stored(media):
    return sum(path.is_file() for path in media.rglob("*"))


def verbs(record):
    return [event.verb for event in record.events.all()]


def test_words_are_changed_with_history_and_not_over_somebody_elses(cast, draft):
    workshop, welding = WorkshopFactory(enterprise=cast.enterprise), SpecialityFactory()
    words = {"workshops": [workshop], "specialities": [welding], "title": "新题目"}
    changed = results.change(draft, by=cast.officer, version=draft.version, **words)
    assert (changed.title, list(changed.workshops.all()), list(changed.specialities.all())) == (
        "新题目",
        [workshop],
        [welding],
    )
    assert changed.history.first().history_user == cast.officer
    with pytest.raises(StaleError):
        results.change(draft, by=cast.officer, version=draft.version, **words)


def test_makers_and_patents_replace_what_was_said_before(cast, draft):
    makers = [{"person": cast.worker.person, "did": "想出夹具"}, {"outsider": "李老师"}]
    patents = [{"kind": "utility", "number": "ZL202520000001.1", "granted_on": day(-5)}]
    results.credit(draft, by=cast.officer, makers=makers, patents=patents)
    assert [str(maker) for maker in draft.makers.all()] == ["王海", "李老师"]
    assert [patent.number for patent in draft.patents.all()] == ["ZL202520000001.1"]
    results.credit(draft, by=cast.officer, makers=makers[1:], patents=[])
    assert [str(maker) for maker in draft.makers.all()] == ["李老师"]
    assert not draft.patents.exists()


@pytest.mark.parametrize("twice", ["makers", "patents"])
def test_nobody_and_no_number_is_there_twice(cast, draft, twice):
    rows = {"makers": [], "patents": []}
    rows["makers"] = [{"person": cast.worker.person}] * (2 if twice == "makers" else 1)
    rows["patents"] = [{"kind": "design", "number": "1"}] * (2 if twice == "patents" else 1)
    with pytest.raises(WorkflowError):
        results.credit(draft, by=cast.officer, **rows)
    assert not draft.makers.exists()


def test_a_result_is_shared_once_it_is_in_use(cast, draft):
    for wrong in (None, day(1)):
        Result.objects.filter(pk=draft.pk).update(in_use_since=wrong)
        with pytest.raises(WorkflowError):
            results.publish(draft, by=cast.officer)
    Result.objects.filter(pk=draft.pk).update(in_use_since=day(-1))
    published = results.publish(draft, by=cast.officer)
    assert published.is_published
    assert published.published_at
    with pytest.raises(TransitionError):
        results.publish(draft, by=cast.officer)


def test_finance_is_told_of_a_claim_when_it_is_shared(cast, draft):
    Result.objects.filter(pk=draft.pk).update(claimed_yuan=9000, reckoning="每天省一小时")
    results.publish(draft, by=cast.officer)
    assert told(cast.finance).count("result_to_verify") == 1


def test_files_and_photos_come_and_go_with_their_history(cast, draft, media, django_capture_on_commit_callbacks):
    with_files(draft, cast.officer)
    assert (draft.files.count(), draft.photos.count(), stored(media)) == (1, 2, 5)
    with django_capture_on_commit_callbacks(execute=True):
        result_files.remove(draft.files.get(), by=cast.officer)
        for photo in draft.photos.all():
            result_files.remove(photo, by=cast.officer)
    assert stored(media) == 0
    assert verbs(draft) == ["file_added", *["photo_added"] * 2, "file_removed", *["photo_removed"] * 2]


def test_all_files_are_kept_or_none(cast, draft, media):
    photos = [read_picture(picture()) for _n in range(5)]
    document = read_attachment(pdf("图.pdf"))
    with pytest.raises(WorkflowError):
        result_files.add(draft, by=cast.officer, documents=[document], before=photos)
    with pytest.raises(WorkflowError):
        result_files.add(draft, by=cast.officer)
    assert (draft.files.count(), draft.photos.count(), stored(media)) == (0, 0, 0)


def test_a_draft_that_is_thrown_away_takes_its_files_along(cast, draft, media, django_capture_on_commit_callbacks):
    with_files(draft, cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        results.discard(draft, by=cast.officer)
    assert (Result.objects.count(), stored(media)) == (0, 0)
    with pytest.raises(TransitionError):
        results.discard(shared(cast.enterprise), by=cast.officer)


def test_what_was_withdrawn_says_why_and_stays_as_it_is(cast, strangers):
    result = shared(cast.enterprise, licence="agreement")
    waiting = resulting.asked(result, strangers)
    with pytest.raises(WorkflowError):
        results.withdraw(result, by=cast.officer, reason=" ")
    gone = results.withdraw(result, by=cast.officer, reason="图上尺寸错了。")
    assert (gone.status, gone.withdrawn_because) == ("withdrawn", "图上尺寸错了。")
    assert (fresh(waiting).status, fresh(waiting).answer) == ("refused", "图上尺寸错了。")
    for step in (
        lambda: results.change(gone, by=cast.officer, workshops=[], title="x"),
        lambda: results.credit(gone, by=cast.officer, makers=[], patents=[]),
        lambda: with_files(gone, cast.officer),
        lambda: benefits.verify_result(gone, by=cast.finance, yuan=Decimal(1), basis="账"),
    ):
        with pytest.raises(TransitionError):
            step()


def test_all_who_use_it_are_told_that_it_was_withdrawn(cast, strangers):
    result = shared(cast.enterprise)
    resulting.used(result, strangers)
    results.withdraw(result, by=cast.officer, reason="图上尺寸错了。")
    assert told(strangers.officer).count("result_withdrawn") == 1


# -- the benefit ------------------------------------------------------------------------------------------------------


def verify(result, by, yuan=8000):
    return benefits.verify_result(result, by=by, yuan=Decimal(yuan), basis="按工时账核算")


def test_finance_of_the_enterprise_verifies_and_corrects(cast):
    result = shared(cast.enterprise, claimed_yuan=9000, reckoning="估算")
    assert verify(result, cast.finance).verified_yuan == 8000
    corrected = verify(result, cast.finance, 7500)
    assert (corrected.verified_yuan, corrected.claimed_yuan, corrected.verified_by) == (7500, 9000, cast.finance)
    assert verbs(result) == ["verified", "verified"]
    assert told(cast.officer).count("result_verified") == 2


@pytest.mark.parametrize("who", ["officer", "leader", "worker"])
def test_nobody_else_verifies(cast, strangers, staff, who):
    result = shared(cast.enterprise)
    for user in (getattr(cast, who), strangers.finance, staff):
        with pytest.raises(WorkflowError):
            verify(result, user)
    assert fresh(result).verified_at is None


def test_whoever_made_it_does_not_verify_it(cast):
    result = shared(cast.enterprise)
    results.credit(result, by=cast.officer, makers=[{"person": cast.finance.person}], patents=[])
    with pytest.raises(WorkflowError):
        verify(result, cast.finance)


def test_a_verified_claim_is_not_changed_any_more(cast):
    result = verify(shared(cast.enterprise, claimed_yuan=9000, reckoning="估算"), cast.finance)
    results.change(result, by=cast.officer, workshops=[], title="另一个题目", claimed_yuan=Decimal(9000))
    with pytest.raises(WorkflowError):
        results.change(result, by=cast.officer, workshops=[], claimed_yuan=Decimal(9001))


@pytest.mark.parametrize(
    "wrong",
    [
        {"verified_yuan": 5},
        {"status": "withdrawn"},
        {"status": "draft"},
        {"published_at": None},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, wrong):
    result = shared(cast.enterprise)
    with pytest.raises(IntegrityError):
        Result.objects.filter(pk=result.pk).update(**wrong)
