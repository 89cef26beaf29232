"""Files that are no pictures, such as a blank form or a proof: which are taken, and under which names they lie."""

import secrets
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from .text import clean_line

MAX_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
# Extension -> with what bytes such a file begins. Office files are zip archives, the old ones OLE.
ZIP, OLE, PDF, PNG, JPEG = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"
BEGINNINGS = {
    ".xlsx": ZIP,
    ".docx": ZIP,
    ".wps": OLE,
    ".et": OLE,
    ".xls": OLE,
    ".doc": OLE,
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
}
ACCEPT = ",".join(BEGINNINGS)
# Always handed out to be saved: nothing of it is run or shown inside the portal.
HEADERS = {
    "Content-Type": "application/octet-stream",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def hand_out(file, name):
    """A response that saves the file under its own name; sent by the web server where it is set up to.

    Raises Http404 when the file is gone.
    """
    if settings.SENDFILE:
        where = settings.SENDFILE.rstrip("/") + "/" + quote(PurePath(file.name).as_posix())
        disposition = content_disposition_header(True, name)
        return HttpResponse(headers={**HEADERS, "Content-Disposition": disposition, "X-Accel-Redirect": where})
    try:
        return FileResponse(file.open("rb"), as_attachment=True, filename=name, headers=HEADERS)
    except FileNotFoundError:
        raise Http404 from None


def check(upload):
    """Raise ValidationError that names the limit where the file is too large, empty, or not what it says it is."""
    name = {"name": upload.name}
    if upload.size > MAX_BYTES:
        raise ValidationError(_("“%(name)s” is larger than 10 MB. Please choose a smaller file.") % name)
    beginning = BEGINNINGS.get(PurePath(upload.name).suffix.lower())
    head = upload.read(8)
    upload.seek(0)
    if beginning is None:
        raise ValidationError(
            _("“%(name)s” is of a kind we do not keep. Please choose Excel, Word, PDF or a photo.") % name
        )
    if not head.startswith(beginning):
        raise ValidationError(_("“%(name)s” is not what its ending says. Please save it again and choose it.") % name)


def shown_name(upload):
    """The name under which it is offered again: as it was called, made safe to print."""
    path = PurePath(clean_line(upload.name))
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix.lower()


def stored_name(folder, name):
    """The name under which it lies: it tells nothing, and nobody can guess it."""
    return f"{folder}/{secrets.token_urlsafe(16)}{PurePath(name).suffix.lower()}"
