"""One door for every picture: checked, turned upright, re-encoded without metadata, in two sizes, randomly named.

And what becomes of the files of a transaction that fails.
"""

import io
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import ExifTags, Image

MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 12_000
FORMATS = ("JPEG", "PNG", "WEBP")
SIZES = {"image": 1600, "thumbnail": 480}
# How a picture stands upright again. Pillow's own way rewrites the metadata too, and fails on what cameras write there.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


@dataclass(frozen=True)
class Picture:
    """Re-encoded WebP files, ready to be saved, and the pixel size of the large one."""

    image: ContentFile
    thumbnail: ContentFile
    width: int
    height: int

    @property
    def size(self):
        """Bytes of both files."""
        return self.image.size + self.thumbnail.size


def read_again(stored):
    """The Picture of a stored photo, under new names that tell nothing of the old ones.

    Raises FileNotFoundError where a file is gone.
    """
    files = {field: _copy(getattr(stored, field)) for field in SIZES}
    return Picture(width=stored.width, height=stored.height, **files)


def _copy(file):
    with file.open("rb") as content:
        return ContentFile(content.read(), name=_new_name())


def _new_name():
    return f"{secrets.token_urlsafe(16)}.webp"


def read_picture(upload):
    """Return the Picture made from an uploaded file.

    Raises ValidationError that names the limit: JPEG, PNG or WebP, 8 MB, 12,000 pixels a side, 50 megapixels.
    """
    if upload.size > MAX_BYTES:
        raise _refused(upload, _("“%(name)s” is larger than 8 MB. Please choose a smaller photo."))
    picture = upright(upload, SIZES["image"]).convert("RGB")
    files = {field: _webp(picture, side) for field, side in SIZES.items()}
    return Picture(width=picture.width, height=picture.height, **files)


def upright(upload, side):
    """The decoded picture of an upload, upright, no side longer than `side`; `read_picture` says what fails."""
    head = upload.read(12)
    upload.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        advice = _("“%(name)s” is a HEIC photo. Please save it as JPEG, or set the camera to “most compatible”.")
        raise _refused(upload, advice)
    try:
        return _decode(upload, side)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        too_many = _("“%(name)s” has more than 50 million pixels. Please choose a smaller photo.")
        raise _refused(upload, too_many) from None
    except Exception:
        # A decoder fails in as many ways as a file can be damaged.
        unread = _("“%(name)s” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.")
        raise _refused(upload, unread) from None


def _refused(upload, words):
    return ValidationError(words % {"name": upload.name})


def _decode(upload, side):
    with Image.open(upload, formats=FORMATS) as source:
        if max(source.size) > MAX_SIDE:
            raise _refused(upload, _("“%(name)s” is more than 12,000 pixels wide or high."))
        source.draft("RGB", (side, side))
        turn = TURNS.get(source.getexif().get(ExifTags.Base.Orientation))
        # Made small before anything else: fifty million pixels are kept in memory once. Palettes do not shrink well.
        picture = source.convert("RGB") if source.mode in ("1", "P") else source
        picture.thumbnail((side, side))
        picture.load()
        return picture.transpose(turn) if turn is not None else picture.copy()


def _webp(picture, side):
    copy = picture.copy()
    copy.thumbnail((side, side))
    copy.info.clear()
    buffer = io.BytesIO()
    copy.save(buffer, "WEBP", quality=78)
    return ContentFile(buffer.getvalue(), name=_new_name())


@contextmanager
def files_or_nothing():
    """A transaction that yields a list: the files put into it go again when the transaction fails."""
    written = []
    try:
        with transaction.atomic():
            yield written
    except BaseException:
        delete_files(written)
        raise


def delete_files(files):
    for file in files:
        file.delete(save=False)


def delete_when_done(files):
    """Delete the files once the rows that named them are gone for good; what cannot be deleted stops nobody."""
    transaction.on_commit(partial(delete_files, list(files)), robust=True)
