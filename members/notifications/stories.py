"""The person is told of every step of a story that others take, and they of the person's; in the transaction."""

from django.utils import timezone

from alliance_portal.text import clean_line

from ..models import Topic, User
from . import story_kinds as kinds
from .letters import path_to
from .recipients import those_who_answer
from .telling import settle, tell

NOTE_LENGTH = 80


def offered(story, by, now):
    _tell_person(kinds.story_offered, story, now, name=str(by))


def agreed(story, by, now):
    _settle(story)
    kind = kinds.story_agreed if story.status == story.Status.PUBLISHED else kinds.story_handed_in
    _tell_keepers(kind, story, by, now, name=story.person.name, enterprise=story.person.enterprise.short_name)


def change_asked(story, by, note, now):
    _settle(story)
    _tell_keepers(kinds.story_change_asked, story, by, now, name=story.person.name, note=_brief(note))


def published(story, by, now):
    _settle(story)
    _tell_person(kinds.story_published, story, now, title=story.title)


def sent_back(story, by, reason, now):
    _settle(story)
    kind = kinds.story_sent_back if story.is_own else kinds.story_reopened
    _tell_person(kind, story, now, title=story.title, name=str(by), reason=_brief(reason))


def taken_down(story, by, reason, now):
    _settle(story)
    _tell_person(kinds.story_taken_down, story, now, title=story.title, name=str(by), reason=_brief(reason))


def withdrawn(story, by, now):
    _settle(story)
    _tell_keepers(kinds.story_withdrawn, story, by, now, name=story.person.name)


def _keepers(story, by):
    """Those who keep it, and whoever wrote it; nobody who is told of it anyway."""
    users = User.objects.filter(is_active=True).exclude(person__in_service=False)
    written = users.filter(pk=story.written_by_id).exclude(pk=by.pk)
    return list(dict.fromkeys([*those_who_answer(story.enterprise_id, but=story.person.user_id), *written]))


def _tell_keepers(kind, story, by, now, **facts):
    path = path_to("members:story-desk", story.code)
    tell(kind, _keepers(story, by), subject=_subject(story), path=path, now=now or timezone.now(), **facts)


def _tell_person(kind, story, now, **facts):
    users = [story.person.user] if story.person.user_id else []
    tell(kind, users, subject=_subject(story), path=path_to("members:my-story"), now=now or timezone.now(), **facts)


def _subject(story):
    return f"story:{story.code}"


def _settle(story):
    settle(_subject(story), Topic.STORIES)


def _brief(text):
    text = clean_line(text)
    return text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - 1] + "…"
