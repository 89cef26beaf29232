"""The demo of stories, news and remarks, with as little beside them as they need."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from alliance_portal.demo import accounts, people, voices
from alliance_portal.models import Feedback, News
from members.models import Story

VISITOR = AnonymousUser()


@pytest.fixture
def made(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    staff = accounts.make_staff()
    enterprises = people.make_enterprises()
    teams = people.make_people(enterprises, timezone.localdate(now))
    desk = accounts.give_roles(enterprises, by=staff)
    voices.tell_stories(teams, desk, now)
    voices.publish_news(enterprises, by=staff, now=now)
    voices.hear_remarks(by=staff, now=now)


def test_stories_stand_at_every_step_and_are_shown_as_agreed(made):
    steps = set(Story.objects.values_list("status", flat=True))
    assert steps == {"offered", "handed_in", "published", "withdrawn"}
    shown = list(Story.objects.visible_to(VISITOR).public().for_pages())
    assert len(shown) == 6
    assert {story.is_named for story in shown} == {True, False}
    assert {bool(story.photo) for story in shown} == {True, False}
    for story in shown:
        assert story.person.name not in story.text, "names are made up anew each time"


def test_the_worker_of_the_demo_has_a_story_to_read(made):
    story = Story.objects.get(status="offered")
    assert (story.person.enterprise.code, story.person.work_number) == ("CF", "010101")


def test_news_of_every_kind_and_state(made):
    assert set(News.objects.values_list("kind", flat=True)) == set(News.Kind.values)
    assert {item.state for item in News.objects.all()} == set(News.State)
    now = timezone.now()
    assert News.objects.to_review(now).count() == 1
    assert News.objects.visible_to(VISITOR).count() == 6
    assert all(item.picture_text for item in News.objects.exclude(image=""))


def test_one_remark_waits(made):
    assert Feedback.objects.waiting().count() == 1
