"""The person and an officer at the same story at once; each race with what would happen without a lock."""

from copy import copy

import pytest

from alliance_portal import workflow
from members.models import Consent, Story
from members.services import stories
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.members import telling

racing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    cast = make_cast("CF", "长风客车")
    return cast, telling.offered(cast.worker, cast.officer)


def agree_and_give_back(cast, story):
    """The person says yes to the words while the officer takes them back to change them."""
    version = story.version
    return outcomes(
        lambda: stories.agree(copy(story), by=cast.worker, name=True, photo=False, version=version),
        lambda: stories.send_back(copy(story), by=cast.officer, reason="改年份", version=version),
    )


@racing
def test_of_a_yes_and_a_change_at_once_one_counts(scene):
    cast, story = scene
    assert agree_and_give_back(cast, story) == ["done", "told"]
    story.refresh_from_db()
    holding = Consent.objects.filter(purpose="story").holding().exists()
    assert (story.status == "published") == holding


@racing
def test_without_the_lock_nobody_would_be_told(scene, monkeypatch):
    cast, story = scene
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert "told" not in agree_and_give_back(cast, story)


@racing
def test_two_who_begin_at_once_make_one_story(transactional_db):
    cast = make_cast("CF", "长风客车")
    works = [lambda by=by: telling.draft(cast.worker, by) for by in (cast.officer, cast.worker)]
    assert outcomes(*works) == ["done", "told"]
    assert Story.objects.count() == 1
