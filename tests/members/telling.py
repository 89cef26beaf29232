"""Stories of people for tests, at each of their steps."""

from alliance_portal.files import read_picture
from members.services import stories
from tests.factories import picture

WORDS = {
    "title": "一把焊枪三十年",
    "quote": "焊缝骗不了人。",
    "text": "王海十八岁进厂，师傅第一天只让他扫地。\n\n他带出了十一名高级工。",
}


def draft(user, by, **words):
    """The story of the person behind `user`, begun by `by`."""
    return stories.begin(user.person, by=by, **{**WORDS, **words})


def with_photo(story, by):
    return stories.change_photo(story, read_picture(picture()), by=by)


def offered(user, by, *, photo=False, **words):
    story = draft(user, by, **words)
    if photo:
        story = with_photo(story, by)
    return stories.offer(story, by=by)


def published(user, by, *, name=True, photo=False, **words):
    story = offered(user, by, photo=photo, **words)
    return stories.agree(story, by=user, name=name, photo=photo)


def handed_in(user, *, name=True, **words):
    """Written by the person alone."""
    return stories.agree(draft(user, user, **words), by=user, name=name, photo=False)
