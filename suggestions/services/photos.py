"""Photos beside the rows they belong to: the files of a failed move do not stay behind."""

from contextlib import contextmanager
from functools import partial

from django.db import transaction

from ..models import Photo


@contextmanager
def photos_or_nothing():
    """A transaction that yields `attach`: the files it wrote go again when the transaction fails."""
    written = []
    try:
        with transaction.atomic():
            yield partial(attach, written=written)
    except BaseException:
        for file in written:
            file.delete(save=False)
        raise


def attach(suggestion, pictures, kind, *, written=None):
    """Store re-encoded pictures with the suggestion; each file is added to the list `written`."""
    written = [] if written is None else written
    for picture in pictures:
        photo = Photo(suggestion=suggestion, kind=kind, width=picture.width, height=picture.height)
        for content, file in ((picture.image, photo.image), (picture.thumbnail, photo.thumbnail)):
            file.save(content.name, content, save=False)
            written.append(file)
        photo.save()
