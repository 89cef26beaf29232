"""One door for documents: told by their content and not by their name, free of what acts by itself, randomly named.

They are handed out as downloads alone, never shown inside a page of the portal.
"""

import hashlib
import io
import re
import secrets
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from .files import serve, upright
from .text import clean_line

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_PARTS = 3000
# A drawing has to stay readable when it is printed.
LONGEST_SIDE = 4000
LONGEST_NAME = 80

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "jpg": "image/jpeg",
}
ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,.webp"
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}

OLE = b"\xd0\xcf\x11\xe0"
MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
# Macros, controls and packed objects: what runs when somebody opens the file.
ACTING_PARTS = re.compile(
    r"vbaProject|vbaData|activeX|macrosheets|attachedToolbars|embeddings/[^/]*\.(bin|docm|xlsm|pptm)$", re.IGNORECASE
)
REMOTE_PART = re.compile(
    rb"<(?:\w+:)?Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument|image)[\"'])[^>]*>"
)
# A name ends where another word begins: compressed bytes hardly ever look like one of those below.
PDF_NAME = re.compile(rb"/((?:[A-Za-z0-9]|#[0-9A-Fa-f]{2}){2,40})(?=[\s\[\]()<>/{}%])")
PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_PACKED = re.compile(rb"/ObjStm[^\x00]{0,600}?stream\r?\n")
PDF_ACTING = {b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA"}
UNFIT_IN_NAMES = re.compile(r'[<>:"/\\|?*%\x00-\x1f]+')

OLD_OFFICE = gettext_lazy(
    "“%(name)s” is an old Office file, or it has a password."
    " Please save it as .docx, .xlsx or .pptx without a password."
)
LOCKED = gettext_lazy("“%(name)s” is protected by a password. Please save it without one.")
BROKEN = gettext_lazy("“%(name)s” cannot be read. Please open it, save it anew and choose it again.")
UNKNOWN = gettext_lazy(
    "“%(name)s” is of a kind that cannot be shared here. Please choose PDF, Word, Excel, PowerPoint, JPEG, PNG or WebP."
)


@dataclass(frozen=True)
class Attachment:
    """A checked file, ready to be saved under `content.name`; `name` is what its owner called it."""

    content: File
    name: str
    kind: str
    size: int
    sha256: str


def read_attachment(upload):
    """Return the Attachment made of an uploaded file.

    Pictures are encoded anew. Raises ValidationError that says what to do: PDF, Word, Excel, PowerPoint (without
    macros), JPEG, PNG or WebP, 20 MB.
    """
    if upload.size > MAX_BYTES:
        raise _refused(upload, _("“%(name)s” is larger than 20 MB. Please make it smaller or split it."))
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    if not data:
        raise _refused(upload, _("“%(name)s” is empty. Please save it again and choose it once more."))
    if data.startswith(b"%PDF-"):
        _check_pdf(upload, data)
        return _attachment(upload, data, "pdf")
    if data.startswith(b"PK\x03\x04"):
        return _attachment(upload, data, _kind_of_package(upload, data))
    if data.startswith(OLE):
        raise _refused(upload, OLD_OFFICE)
    return _picture(upload)


def _refused(upload, words):
    return ValidationError(words % {"name": clean_line(upload.name)})


def _attachment(upload, data, kind):
    content = ContentFile(data, name=f"{secrets.token_urlsafe(16)}.{kind}")
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(content, safe_name(upload.name, kind), kind, len(data), digest)


def safe_name(name, kind):
    """A name that every system can store, with the ending that fits the content."""
    stem = Path(clean_line(name).replace("\\", "/")).name
    stem = stem.rpartition(".")[0] if "." in stem else stem
    stem = UNFIT_IN_NAMES.sub("_", stem).strip(" ._")[:LONGEST_NAME]
    return f"{stem or 'document'}.{kind}"


def _check_pdf(upload, data):
    """Compressed page contents are not looked into: they draw. What acts stands in objects, plain or packed."""
    if b"%%EOF" not in data[-2048:]:
        raise _refused(upload, _("“%(name)s” is damaged: its end is missing. Please save it as PDF again."))
    names = {PDF_ESCAPE.sub(_unescaped, found) for part in (data, *_packed(data)) for found in PDF_NAME.findall(part)}
    if b"Encrypt" in names:
        raise _refused(upload, LOCKED)
    if names & PDF_ACTING:
        raise _refused(upload, _("“%(name)s” holds a script, a form or another file. Please print it to a plain PDF."))


def _unescaped(match):
    return bytes([int(match.group(1), 16)])


def _packed(data):
    """The unpacked streams of objects, each as far as 4 MB and a hundred of them at most."""
    for match in list(PDF_PACKED.finditer(data))[:100]:
        try:
            begin = match.end()
            yield zlib.decompressobj().decompress(data[begin : begin + 4 * MEGABYTE], 4 * MEGABYTE)
        except zlib.error:
            continue


def _kind_of_package(upload, data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_parts(upload, parts)
            kind = next((kind for part, kind in MAIN_PARTS.items() if part in package.namelist()), None)
            if kind and "[Content_Types].xml" in package.namelist():
                _check_links(upload, package, parts)
                return kind
    except ValidationError:
        raise
    except Exception:
        # A broken archive fails in a dozen ways that all mean the same.
        raise _refused(upload, BROKEN) from None
    raise _unknown(upload)


def _check_parts(upload, parts):
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _refused(upload, _("“%(name)s” holds more than 200 MB when unpacked. Please make its pictures smaller."))
    if any(part.flag_bits & 0x1 for part in parts):
        raise _refused(upload, LOCKED)
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise _refused(upload, BROKEN)
    if any(ACTING_PARTS.search(name) for name in names):
        raise _with_macros(upload)


def _check_links(upload, package, parts):
    """What names its own content a macro, or fetches parts of itself from elsewhere."""
    if b"macroenabled" in package.read("[Content_Types].xml").lower():
        raise _with_macros(upload)
    links = [part for part in parts if part.filename.endswith(".rels") and part.file_size < MEGABYTE]
    if any(REMOTE_PART.search(package.read(part)) for part in links):
        raise _refused(upload, _("“%(name)s” fetches parts from another address. Please save it without linked files."))


def _with_macros(upload):
    return _refused(upload, _("“%(name)s” holds macros or packed objects. Please save it without them."))


def _unknown(upload):
    return _refused(upload, UNKNOWN)


def _picture(upload):
    """Encoded anew as JPEG, on white where it was transparent: nothing of the original bytes and no metadata stays."""
    head = upload.read(12)
    upload.seek(0)
    known = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF")
    if not head.startswith(known) and head[4:8] != b"ftyp":
        raise _unknown(upload)
    picture = upright(upload, LONGEST_SIDE).convert("RGBA")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture)
    buffer = io.BytesIO()
    sheet.convert("RGB").save(buffer, "JPEG", quality=88)
    return _attachment(upload, buffer.getvalue(), "jpg")


def hand_out(file, *, name, kind):
    """The file as a download under that name."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return serve(file, {**HEADERS, "Content-Type": TYPES[kind], "Content-Disposition": disposition})
