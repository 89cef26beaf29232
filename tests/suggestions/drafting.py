"""Drafts as tests need them: a writer, a photo, a page that knows a version."""

import uuid

from alliance_portal.files import read_picture
from suggestions import services
from suggestions.models import Writer
from suggestions.services.drafts import Sheet
from tests.factories import picture

WORDS = "行车吊钩没有防脱，吊料时晃得厉害"
GUEST = Writer(guest="a" * 64)


def by(user):
    return Writer(user=user)


def a_photo():
    return read_picture(picture(size=(640, 480)))


def sheet(problem=WORDS, version=0, page=None, **texts):
    return Sheet({"problem": problem} | texts, version=version, page=page)


def begun(writer, *, key=None, photos=0, words=WORDS, **facts):
    """A draft of the writer with so many photos and these words."""
    key = key or uuid.uuid4()
    for place in range(photos):
        services.add_photo(by=writer, key=key, client_id=uuid.uuid4(), picture=a_photo(), place=place, **facts)
    return services.save_draft(by=writer, key=key, sheet=sheet(words), **facts)


def files_in(folder):
    """The files below a folder, each with the first part of its path."""
    return sorted(path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file())
