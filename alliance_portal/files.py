"""One door for every picture: checked, turned upright, re-encoded without metadata, in two sizes, under a random name."""

import io
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE = 12_000
FORMATS = ("JPEG", "PNG", "WEBP")
SIZES = {"image": 1600, "thumbnail": 480}
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


@dataclass(frozen=True)
class Picture:
    """Re-encoded WebP files, ready to be saved, and the pixel size of the large one."""

    image: ContentFile
    thumbnail: ContentFile
    width: int
    height: int


def read_picture(upload):
    """Return the Picture made from an uploaded file.

    Raises ValidationError that names the limit: JPEG, PNG or WebP, 8 MB, 12,000 pixels a side, 50 megapixels.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("“%(name)s” is larger than 8 MB. Please choose a smaller photo.") % {"name": upload.name})
    head = upload.read(12)
    upload.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise ValidationError(
            _("“%(name)s” is a HEIC photo. Please save it as JPEG, or set the camera to “most compatible”.") % {"name": upload.name}
        )
    try:
        return _encode(upload)
    except ValidationError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(
            _("“%(name)s” cannot be read as a photo. Please choose a JPEG, PNG or WebP picture.") % {"name": upload.name}
        ) from None


def _encode(upload):
    with Image.open(upload, formats=FORMATS) as source:
        if max(source.size) > MAX_SIDE:
            raise ValidationError(_("“%(name)s” is more than 12,000 pixels wide or high.") % {"name": upload.name})
        source.draft("RGB", (SIZES["image"], SIZES["image"]))
        picture = ImageOps.exif_transpose(source).convert("RGB")
    files = {field: _webp(picture, side) for field, side in SIZES.items()}
    width, height = ImageOps.contain(picture, (SIZES["image"],) * 2).size if max(picture.size) > SIZES["image"] else picture.size
    return Picture(width=width, height=height, **files)


def _webp(picture, side):
    copy = picture.copy()
    copy.thumbnail((side, side))
    copy.info.clear()
    buffer = io.BytesIO()
    copy.save(buffer, "WEBP", quality=78)
    return ContentFile(buffer.getvalue(), name=f"{secrets.token_urlsafe(16)}.webp")
