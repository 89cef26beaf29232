"""Stories of people: who moves them on, what everybody reads of them, and how they are gone."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from alliance_portal.workflow import TransitionError, WorkflowError
from members import permissions
from members.models import Consent, Notice, Story
from members.models.story import KEPT
from members.services import give_consent, stories, withdraw_consent
from tests.factories import PersonFactory
from tests.members import telling

VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def public():
    return list(Story.objects.visible_to(VISITOR).public().for_pages())


def kinds_of(user):
    return [notice.kind for notice in Notice.objects.visible_to(user).order_by("pk")]


def verbs(story):
    return [event.verb for event in story.events.all()]


def test_a_story_is_public_only_after_the_person_has_agreed(cast):
    story = telling.offered(cast.worker, cast.officer)
    assert public() == []
    assert kinds_of(cast.worker) == ["story_offered"]
    stories.agree(story, by=cast.worker, name=True, photo=False)
    assert [(one.public_name, one.photo) for one in public()] == [("王海", "")]
    assert "story_agreed" in kinds_of(cast.officer)
    assert verbs(story) == ["begun", "offered", "agreed"]
    assert [event.actor_role for event in story.events.all()] == ["officer", "officer", "told_of"]


def test_words_name_and_photo_are_three_consents(cast):
    telling.published(cast.worker, cast.officer, name=False, photo=True)
    given = Consent.objects.filter(person=cast.worker.person).holding()
    assert {consent.purpose for consent in given} == {"story", "story_photo"}
    shown = public()[0]
    assert shown.photo
    assert "王海" not in f"{shown.public_name}{shown.public_title}{shown.public_text}{shown.initial}"
    assert "王*十八岁进厂" in shown.public_text


@pytest.mark.parametrize("act", ["agree", "ask", "withdraw", "show", "bring_back"])
def test_nobody_decides_for_the_person(cast, staff, act):
    story = telling.offered(cast.worker, cast.officer)
    acts = {
        "agree": lambda by: stories.agree(story, by=by, name=True, photo=True),
        "ask": lambda by: stories.ask_for_change(story, by=by, note="改"),
        "withdraw": lambda by: stories.withdraw(story, by=by),
        "show": lambda by: stories.show(story, by=by, name=True, photo=True),
        "bring_back": lambda by: stories.bring_back(story, by=by),
    }
    for other in (cast.officer, cast.colleague, staff):
        with pytest.raises(WorkflowError):
            acts[act](other)
    story.refresh_from_db()
    assert story.status == "offered"


def test_taken_back_it_is_gone_at_once_and_every_consent_ends(cast):
    story = telling.published(cast.worker, cast.officer, photo=True)
    stories.withdraw(story, by=cast.worker)
    assert public() == []
    assert not Consent.objects.filter(person=cast.worker.person, withdrawn_at=None).exists()
    assert "story_withdrawn" in kinds_of(cast.officer)
    story.refresh_from_db()
    assert not permissions.can_read_story(cast.officer, story)
    assert permissions.can_read_story(cast.worker, story)
    assert stories.withdraw(story, by=cast.worker).status == "withdrawn", "twice is as good"
    assert verbs(story).count("withdrawn") == 1


def test_ending_the_consent_alone_hides_it_too(cast):
    telling.published(cast.worker, cast.officer)
    withdraw_consent("story", by=cast.worker)
    assert public() == []


def test_whoever_leaves_is_gone_from_every_page(cast):
    telling.published(cast.worker, cast.officer)
    person = cast.worker.person
    person.in_service = False
    person.save()
    assert public() == []


def test_the_consents_of_whoever_left_end_and_nothing_returns_by_itself(cast):
    story = telling.published(cast.worker, cast.officer)
    person = cast.worker.person
    person.in_service, person.user = False, None
    person.save()
    assert stories.withdraw_of_leavers() == 1
    assert stories.withdraw_of_leavers() == 0
    assert verbs(story)[-1] == "left"
    assert not Consent.objects.filter(person=person, withdrawn_at=None).exists()
    person.in_service = True
    person.save()
    assert public() == []


def test_a_closed_enterprise_tells_no_stories(cast):
    telling.published(cast.worker, cast.officer)
    cast.enterprise.is_active = False
    cast.enterprise.save()
    assert public() == []


def test_words_somebody_agreed_to_are_not_changed(cast):
    story = telling.published(cast.worker, cast.officer)
    with pytest.raises(WorkflowError):
        stories.change(story, by=cast.officer, title="换个题目")
    back = stories.send_back(story, by=cast.officer, reason="年份写错了")
    assert public() == []
    assert not back.is_agreed
    changed = stories.change(back, by=cast.officer, title="一把焊枪三十一年")
    stories.offer(changed, by=cast.officer)
    assert public() == []
    stories.agree(changed, by=cast.worker, name=False, photo=False)
    assert [one.public_title for one in public()] == ["一把焊枪三十一年"]
    assert Consent.objects.filter(person=cast.worker.person, purpose="story").count() == 2


def test_a_consent_of_before_does_not_count_for_new_words(cast):
    """Somebody who had agreed to an older story agrees to this one, name and photo included, anew."""
    give_consent("story_name", by=cast.worker)
    story = telling.offered(cast.worker, cast.officer)
    stories.agree(story, by=cast.worker, name=False, photo=False)
    assert public()[0].is_named is False


def test_the_person_may_ask_for_a_change(cast):
    story = telling.offered(cast.worker, cast.officer)
    with pytest.raises(WorkflowError):
        stories.ask_for_change(story, by=cast.worker, note=" ")
    moved = stories.ask_for_change(story, by=cast.worker, note="师傅姓陈")
    assert moved.status == "draft"
    assert "story_change_asked" in kinds_of(cast.officer)


def test_an_own_story_is_agreed_to_first_and_published_by_an_officer(cast):
    story = telling.handed_in(cast.worker)
    assert (story.status, story.is_own, public()) == ("handed_in", True, [])
    assert kinds_of(cast.officer) == ["story_handed_in"]
    stories.publish(story, by=cast.officer)
    assert len(public()) == 1
    assert "story_published" in kinds_of(cast.worker)


def test_an_officer_gives_an_own_story_back_to_its_person(cast):
    story = stories.send_back(telling.handed_in(cast.worker), by=cast.officer, reason="请写一件具体的事")
    assert story.status == "draft"
    assert permissions.can_write_story(cast.worker, story)
    assert not permissions.can_write_story(cast.officer, story)
    assert "story_sent_back" in kinds_of(cast.worker)


def test_what_is_no_longer_agreed_to_is_not_published(cast):
    story = telling.handed_in(cast.worker)
    withdraw_consent("story", by=cast.worker)
    with pytest.raises(WorkflowError, match=r"不再同意|no longer agrees"):
        stories.publish(story, by=cast.officer)


def test_nobody_publishes_what_was_not_handed_in(cast):
    for make in (telling.draft, telling.offered):
        story = make(cast.worker, cast.officer)
        with pytest.raises(TransitionError):
            stories.publish(story, by=cast.officer)
        stories.withdraw(story, by=cast.worker)


def test_officers_take_a_story_down_with_a_reason_the_person_reads(cast):
    story = telling.published(cast.worker, cast.officer)
    with pytest.raises(WorkflowError):
        stories.take_down(story, by=cast.officer, reason="")
    stories.take_down(story, by=cast.officer, reason="内容有误")
    assert public() == []
    assert "story_taken_down" in kinds_of(cast.worker)


def test_the_person_thinks_again_and_agrees_again(cast):
    story = stories.withdraw(telling.published(cast.worker, cast.officer), by=cast.worker)
    back = stories.bring_back(story, by=cast.worker)
    assert (back.status, public()) == ("offered", [])
    stories.agree(back, by=cast.worker, name=True, photo=False)
    assert len(public()) == 1


def test_a_story_is_not_brought_back_beside_another(cast):
    old = stories.withdraw(telling.published(cast.worker, cast.officer), by=cast.worker)
    telling.draft(cast.worker, cast.worker)
    with pytest.raises(WorkflowError):
        stories.bring_back(old, by=cast.worker)


def test_one_story_of_a_person_at_a_time(cast):
    telling.draft(cast.worker, cast.officer)
    with pytest.raises(WorkflowError):
        telling.draft(cast.worker, cast.worker)
    assert Story.objects.count() == 1


def test_no_story_of_somebody_who_left_and_none_to_read_without_an_account(cast):
    gone = PersonFactory(department=cast.team, in_service=False)
    with pytest.raises(WorkflowError):
        stories.begin(gone, by=cast.officer, **telling.WORDS)
    without = PersonFactory(department=cast.team)
    story = stories.begin(without, by=cast.officer, **telling.WORDS)
    with pytest.raises(WorkflowError):
        stories.offer(story, by=cast.officer)


def test_words_and_photo_are_erased_thirty_days_after_they_were_taken_back(cast, django_capture_on_commit_callbacks):
    story = telling.published(cast.worker, cast.officer, photo=True)
    name, storage = story.image.name, story.image.storage
    stories.withdraw(story, by=cast.worker)
    now = timezone.now()
    assert stories.erase_withdrawn(now + KEPT - dt.timedelta(hours=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert stories.erase_withdrawn(now + KEPT + dt.timedelta(hours=1)) == 1
    assert stories.erase_withdrawn(now + KEPT + dt.timedelta(hours=1)) == 0
    story.refresh_from_db()
    assert (story.title, story.quote, story.text, story.image.name) == ("", "", "", "")
    assert verbs(story)[-1] == "erased"
    with pytest.raises(WorkflowError):
        stories.bring_back(story, by=cast.worker)
    assert not storage.exists(name)


def test_another_enterprise_reads_what_is_public_and_keeps_nothing(cast, strangers, staff):
    story = telling.offered(cast.worker, cast.officer)
    assert not Story.objects.visible_to(strangers.officer).exists()
    assert not permissions.can_keep_story(strangers.officer, story)
    assert list(Story.objects.visible_to(staff)) == [story]
    stories.agree(story, by=cast.worker, name=True, photo=False)
    assert list(Story.objects.visible_to(strangers.worker)) == [story]
    assert not Story.objects.visible_to(strangers.officer).kept_by(strangers.officer).exists()


def test_searching_tells_no_name_that_is_not_shown(cast):
    story = telling.published(cast.worker, cast.officer, name=False)
    for text in ("王海", "海", "海十八"):
        assert not Story.objects.public().matching(text).exists(), text
    stories.show(story, by=cast.worker, name=True, photo=False)
    assert Story.objects.public().matching("王海").exists()
    assert Story.objects.public().matching("十一名高级工").exists()


def test_an_officer_keeps_no_story_of_his_own(cast):
    story = telling.handed_in(cast.officer)
    assert not permissions.can_keep_story(cast.officer, story)
