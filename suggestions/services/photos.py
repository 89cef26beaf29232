"""Photos beside the rows they belong to: the files of a failed move do not stay behind."""

from contextlib import contextmanager
from functools import partial

from alliance_portal.files import files_or_nothing, put_picture

from ..models import Photo


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
        put_picture(photo, picture, written)
        photo.save()
