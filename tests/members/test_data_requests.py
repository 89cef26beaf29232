"""Requests about one's own data: due in fifteen days, answered with a reason, reminded of once, counted."""

import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members import services
from members.models import DataRequest, Notice
from members.statistics import data_requests as figures
from members.statistics import recount
from tests.at_once import outcomes
from tests.conftest import make_cast

DAY = dt.timedelta(days=1)
ask, answer, remind = services.data_requests.ask, services.data_requests.answer, services.data_requests.remind


def asked(user, kind="correction", **facts):
    return ask(by=user, kind=kind, words="岗位写错了", **facts)


def test_it_is_due_in_fifteen_days_and_the_officer_is_told(cast):
    made = asked(cast.worker)
    assert made.due_on == timezone.localdate() + 15 * DAY
    assert Notice.objects.get(kind="data_asked").user == cast.officer


def test_a_complaint_goes_to_the_district(cast, staff):
    asked(cast.worker, "complaint")
    assert Notice.objects.get(kind="data_asked").user == staff


def test_an_officers_own_request_is_answered_by_the_district(cast, staff):
    made = asked(cast.officer)
    with pytest.raises(WorkflowError):
        answer(made, by=cast.officer, to="done", words="好")
    assert answer(made, by=staff, to="done", words="好").status == "done"


@pytest.mark.parametrize("to", ["done", "declined"])
def test_the_answer_is_told_with_its_words(cast, to):
    moved = answer(asked(cast.worker), by=cast.officer, to=to, words="按合同登记")
    assert (moved.status, moved.answered_by) == (to, cast.officer)
    assert Notice.objects.get(user=cast.worker, kind="data_answered").facts["answer"] == "按合同登记"
    with pytest.raises(WorkflowError):
        answer(moved, by=cast.officer, to="done", words="再来")


def test_words_are_needed(cast):
    with pytest.raises(WorkflowError):
        ask(by=cast.worker, kind="access", words=" ")
    with pytest.raises(WorkflowError):
        answer(asked(cast.worker), by=cast.officer, to="done", words=" ")


def test_officers_elsewhere_do_not_answer(cast, strangers):
    with pytest.raises(WorkflowError):
        answer(asked(cast.worker), by=strangers.officer, to="done", words="好")


def test_five_may_wait(cast):
    for _n in range(5):
        asked(cast.worker)
    with pytest.raises(WorkflowError):
        asked(cast.worker)


def test_it_is_reminded_of_once(cast):
    asked(cast.worker)
    now = timezone.now()
    assert remind(now + 11 * DAY) == 0
    assert remind(now + 12 * DAY) == 1
    assert remind(now + 20 * DAY) == 0


@pytest.fixture
def story(cast, strangers, staff):
    """Late, in time and on the last day; one that waits, one overdue, one due today; one elsewhere."""
    now = timezone.now()
    for days, answered, kind in [(20, 0, "access"), (20, 18, "correction"), (20, 5, "correction")]:
        made = asked(cast.worker, kind, occurred_at=now - days * DAY)
        answer(made, by=cast.officer, to="done", words="好", occurred_at=now - answered * DAY)
    asked(cast.colleague)
    asked(cast.colleague, "complaint", occurred_at=now - 16 * DAY)
    asked(cast.colleague, occurred_at=now - 15 * DAY)
    asked(strangers.worker, occurred_at=now - 30 * DAY)
    return cast


def test_how_many_were_answered_in_time(story):
    own = DataRequest.objects.filter(person__enterprise=story.enterprise)
    found = figures.count(own)
    assert found == figures.DataRequestFigures(received=6, answered=3, in_time=2, overdue=1)
    assert found.due == 4
    kinds = dict(zip(DataRequest.Kind.values, figures.count_by_kind(own), strict=True))
    assert kinds["correction"][1] == figures.DataRequestFigures(received=4, answered=2, in_time=2, overdue=0)
    assert kinds["deletion"][1] == figures.DataRequestFigures()
    assert figures.together(kinds.values()) == found
    earlier = figures.count(own, timezone.now() - 10 * DAY)
    assert earlier == figures.DataRequestFigures(received=5, answered=1, in_time=1, overdue=0)


def test_the_recount_agrees_and_notices_what_was_changed_past_the_history(story):
    now = timezone.now()
    assert list(recount.differences(now)) == []
    one = DataRequest.objects.filter(answered_at__isnull=False).earliest("pk")
    DataRequest.objects.filter(pk=one.pk).update(answered_at=one.asked_at)
    assert {what for _place, what, *_numbers in recount.differences(now)} == {"requests about data in_time"}


def test_the_register_shows_both_numbers_and_the_kinds(story, client):
    client.force_login(story.officer)
    page = client.get("/workbench/requests/")
    # Complaints are for the district.
    assert page.context["figures"] == figures.DataRequestFigures(received=5, answered=3, in_time=2, overdue=0)
    shown = page.content.decode()
    assert all(f"/definitions/#data_requests{code}" in shown for code in ("", "_answered", "_in_time", "_overdue"))
    assert "按期答复" in shown
    assert 'id="data_requests_in_time"' in client.get("/definitions/").content.decode()


@pytest.fixture
def waiting(transactional_db):
    cast = make_cast("CF", "长风客车")
    return cast, asked(cast.worker)


def both(cast, made):
    return [
        partial(answer, made, by=cast.officer, to=to, words=to, version=made.version) for to in ("done", "declined")
    ]


def test_of_two_answers_one_counts(waiting):
    assert outcomes(*both(*waiting)) == ["done", "told"]
    assert DataRequest.objects.get().answer == DataRequest.objects.get().status


def test_without_the_lock_both_would_count(waiting, monkeypatch):
    """The control: each sees the request as it waited."""
    shown = [DataRequest.objects.get() for _n in range(2)]
    monkeypatch.setattr(workflow, "lock", lambda record, version=None: shown.pop())
    assert outcomes(*both(*waiting)) == ["done", "done"]
