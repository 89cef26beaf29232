"""The same application at the same moment: one waits; one approval, one account."""

from functools import partial

import pytest

from alliance_portal import workflow
from members import services
from members.models import JoinApplication, User
from tests.at_once import at_once, outcomes
from tests.conftest import make_cast
from tests.factories import PersonFactory

joining = services.joining


@pytest.fixture
def story(transactional_db):
    """(the cast, the invite code, somebody without an account)"""
    cast = make_cast("CF", "长风客车")
    newcomer = PersonFactory(department=cast.team, work_number="0100", name="张三")
    return cast, joining.open_joining(cast.enterprise, by=cast.officer).code, newcomer


def test_of_five_applications_at_once_one_waits(story):
    _cast, code, _newcomer = story
    apply = partial(joining.apply, code=code, work_number="0100", name="张三")
    came = at_once(*[apply] * 5)
    assert came.count(None) == 4
    assert JoinApplication.objects.count() == 1


def test_of_two_answers_at_once_one_counts(story):
    cast, code, _newcomer = story
    application, _query_code = joining.apply(code=code, work_number="0100", name="张三")
    yes = partial(joining.approve, application, by=cast.officer)
    no = partial(joining.decline, application, by=cast.officer, reason="不认识")
    assert outcomes(yes, no) == ["done", "told"]
    assert application.events.exclude(verb="applied").count() == 1


def test_without_the_lock_both_answers_would_count(story, monkeypatch):
    """The control: each believes the application as the page showed it."""
    cast, code, _newcomer = story
    application, _query_code = joining.apply(code=code, work_number="0100", name="张三")
    shown = [JoinApplication.objects.get(pk=application.pk) for _n in range(2)]
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    yes = partial(joining.approve, shown[0], by=cast.officer)
    no = partial(joining.decline, shown[1], by=cast.officer, reason="不认识")
    assert outcomes(yes, no) == ["done", "done"]


def test_two_taps_at_once_make_one_account(story):
    cast, code, _newcomer = story
    application, query_code = joining.apply(code=code, work_number="0100", name="张三")
    joining.approve(application, by=cast.officer)
    choose = partial(joining.choose_password, joining.find(query_code))
    assert outcomes(choose, choose, choose) == ["done", "told", "told"]
    assert User.objects.filter(username="CF-0100").count() == 1
