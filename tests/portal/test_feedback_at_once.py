"""The same remark sent twice at once, and two colleagues who answer one; with what would happen without a lock."""

import uuid
from copy import copy

import pytest

from alliance_portal import services
from alliance_portal.models import Feedback
from tests.at_once import outcomes
from tests.factories import staff_account
from tests.portal import saying

racing = pytest.mark.django_db(transaction=True)


@racing
def test_the_same_form_twice_at_once_is_one_remark(transactional_db):
    key = uuid.uuid4()
    assert outcomes(*(lambda: saying.remark(key=key) for _time in range(2))) == ["done", "done"]
    assert Feedback.objects.count() == 1


def answer_twice(kept):
    staff = [staff_account(username=name, full_name=name) for name in ("first", "second")]
    return outcomes(
        *(lambda one=one: services.answer_feedback(copy(kept), by=one, answer=one.username, version=1) for one in staff)
    )


@racing
def test_of_two_answers_to_the_same_page_one_counts(transactional_db):
    assert answer_twice(saying.remark()) == ["done", "told"]


@racing
def test_without_the_lock_one_answer_would_be_lost(transactional_db, monkeypatch):
    monkeypatch.setattr(services, "lock", lambda record, *, version=None: record)
    assert answer_twice(saying.remark()) == ["done", "done"]
