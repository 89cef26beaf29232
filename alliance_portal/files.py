"""One door for every picture: checked, turned upright, re-encoded without metadata, in two sizes, randomly named.

And how files of every kind are kept beside the rows that name them, deleted with them, and handed out.
"""

import io
import re
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.deletion import Collector
from django.http import FileResponse, Http404, HttpResponse
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
# The marks of a JPEG that begin a part with a length; a photo has about fifty of them and ten scans.
JPEG, SCAN, END = b"\xff\xd8", b"\xff\xda", b"\xff\xd9"
MARK = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")
MOST_MARKS, MOST_SCANS = 1000, 20
HEADERS = {
    "Content-Type": "image/webp",
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=86400",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
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
    picture = upright(upload, SIZES["image"]).convert("RGB")
    files = {field: _webp(picture, side) for field, side in SIZES.items()}
    return Picture(width=picture.width, height=picture.height, **files)


def upright(upload, side):
    """The decoded picture of an upload, upright, no side longer than `side`; `read_picture` says what fails."""
    if upload.size > MAX_BYTES:
        raise _refused(upload, _("“%(name)s” is larger than 8 MB. Please choose a smaller photo."))
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
    if upload.read(2) == JPEG:
        _check_scans(upload)
    upload.seek(0)
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


def _check_scans(upload):
    """Each scan of a JPEG goes over the whole picture again: a few bytes that cost as much as a photo."""
    data, place, marks = JPEG + upload.read(), 2, []
    while (mark := MARK.search(data, place)) and mark[0] != END:
        marks.append(mark[0])
        if len(marks) > MOST_MARKS or marks.count(SCAN) > MOST_SCANS:
            raise ValueError
        place = mark.end() + int.from_bytes(data[mark.end() : mark.end() + 2])


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
        for file in written:
            with suppress(OSError):
                file.storage.delete(file.name)
        raise


def put(row, field, content, written):
    """Give a row its file, or none, and add it to `written`; the one before it goes when that is certain.

    The row is saved by the caller.
    """
    file = getattr(row, field)
    delete_when_done([file])
    setattr(row, field, "")
    if content:
        file = getattr(row, field)
        file.save(content.name, content, save=False)
        written.append(file)


def keep_file(row, attachment, written):
    """Give a row that `HoldsFile` its checked one, or none, in place of the one before; the caller saves it.

    The file is added to `written`, see `files_or_nothing`.
    """
    put(row, row.FILE, attachment and attachment.content, written)
    for column, fact in row.FILE_FACTS.items():
        empty = row._meta.get_field(column).get_default()
        setattr(row, column, getattr(attachment, fact) if attachment else empty)


def put_picture(row, picture, written):
    """Give a row with `image` and `thumbnail` a picture, or none, as `put` does."""
    row.width, row.height = (picture.width, picture.height) if picture else (0, 0)
    for field in SIZES:
        put(row, field, picture and getattr(picture, field), written)


def delete_when_done(files):
    """Delete the files once no row names them for good; what cannot be deleted stops nobody."""
    for file in files:
        if file:
            transaction.on_commit(_deletion(file.storage, file.name), robust=True)


def _deletion(storage, name):
    """With a name of its own, which the log needs when it fails."""

    def delete_file():
        storage.delete(name)

    return delete_file


def delete_with_files(rows):
    """Delete rows of one model, all that hangs on them, and when that is certain the files of them all."""
    collector = Collector(using=DEFAULT_DB_ALIAS)
    with transaction.atomic():
        collector.collect(rows)
        loose = (found for found in collector.fast_deletes if _file_fields(found.model))
        for row in chain(*collector.data.values(), *loose):
            delete_when_done(getattr(row, field.name) for field in _file_fields(row))
        collector.delete()


def _file_fields(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def serve(file, headers):
    """By the web server where it is set up to, or by this process; a file that is gone is simply not found."""
    if settings.SENDFILE:
        where = settings.SENDFILE.rstrip("/") + "/" + quote(Path(file.name).as_posix())
        return HttpResponse(headers={**headers, "X-Accel-Redirect": where})
    try:
        response = FileResponse(file.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    # Set last: a response made with them would write a disposition of its own over ours, with the stored name.
    for header, value in headers.items():
        response[header] = value
    return response


def send(file, **headers):
    """A picture, shown inside pages."""
    return serve(file, HEADERS | headers)
