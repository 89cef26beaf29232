"""Photos beside the rows they belong to: the files of a failed move do not stay behind."""

from contextlib import contextmanager
from functools import partial

from alliance_portal.files import delete_when_done, files_or_nothing

from ..models import Photo

__all__ = ["attach", "delete_when_done", "files_or_nothing", "photos_or_nothing", "store"]


@contextmanager
def photos_or_nothing():
    """A transaction that yields `attach`: the files it wrote go again when the transaction fails."""
    with files_or_nothing() as written:
        yield partial(attach, written=written)


def attach(suggestion, pictures, kind, *, client_id=None, written=None):
    """Store re-encoded pictures with the suggestion; each file is added to the list `written`."""
    written = [] if written is None else written
    for picture in pictures:
        photo = Photo(suggestion=suggestion, kind=kind, client_id=client_id)
        store(photo, picture, written)


def store(row, picture, written):
    """Save a row with `image` and `thumbnail` together with its files, each of which is added to `written`."""
    row.width, row.height = picture.width, picture.height
    for content, file in ((picture.image, row.image), (picture.thumbnail, row.thumbnail)):
        file.save(content.name, content, save=False)
        written.append(file)
    row.save()
    return row
