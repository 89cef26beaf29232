"""One door for documents: told by their content and not by their name, free of what acts by itself, randomly named.

They are handed out as downloads alone, never shown inside a page of the portal.
"""

import hashlib
import html
import io
import re
import secrets
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.http import Http404
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
LONGEST_PATH = 400
# What tells how the parts of an Office file hang together; the objects that a PDF has packed.
MAX_INDEX = 4 * MEGABYTE
MAX_PACKED = 32 * MEGABYTE
CHUNK = 64 * 1024
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
RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^<]*")
OUTSIDE = re.compile(r"TargetMode\s*=\s*[\"']External")
FETCHED = re.compile(r"/(?:attachedTemplate|oleObject|frame|subDocument|image)[\"']")
LINE_OF_LIST = b"PK\x01\x02"
CONTENT_TYPES = "[content_types].xml"


def _pdf_names(*names):
    """Any of these names of a PDF, whichever of its letters are written like #6A.

    A name ends where another word begins: compressed bytes hardly ever look like one.
    """
    spelt = ("".join(f"(?:{letter}|(?i:#{ord(letter):x}))" for letter in name) for name in names)
    return re.compile(rf"/(?:{'|'.join(spelt)})(?=[\s\[\]()<>/{{}}%])".encode())


PDF_LOCKED = _pdf_names("Encrypt")
PDF_ACTING = _pdf_names("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA")
PDF_PACKING = _pdf_names("ObjStm")
PDF_FILTER = _pdf_names("Filter")
PDF_STREAM = re.compile(rb"stream[\r\n]{0,2}")
# Packed objects begin with numbers: that of the first one, and its place.
PDF_OBJECTS = re.compile(rb"\s*\d+\s+\d+\s")
UNFIT_IN_NAMES = re.compile(r'[<>:"/\\|?*%\x00-\x1f]+')

OLD_OFFICE = gettext_lazy(
    "“%(name)s” is an old Office file, or it has a password."
    " Please save it as .docx, .xlsx or .pptx without a password."
)
CLOSED = gettext_lazy("“%(name)s” cannot be looked into. Please print it to a plain PDF.")
LOCKED = gettext_lazy("“%(name)s” is protected by a password. Please save it without one.")
BROKEN = gettext_lazy("“%(name)s” cannot be read. Please open it, save it anew and choose it again.")
TOO_MUCH = gettext_lazy("“%(name)s” holds more than 200 MB when unpacked. Please make its pictures smaller.")
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
    if PDF_LOCKED.search(data):
        raise _refused(upload, LOCKED)
    try:
        acts = PDF_ACTING.search(data) or any(PDF_ACTING.search(objects) for objects in _packed(data))
    except ValueError:
        raise _refused(upload, CLOSED) from None
    if acts:
        raise _refused(upload, _("“%(name)s” holds a script, a form or another file. Please print it to a plain PDF."))


def _packed(data):
    """The packed objects, stream by stream; ValueError for those that cannot be looked into, or beyond 32 MB."""
    begin, room = 0, MAX_PACKED
    for mention in PDF_PACKING.finditer(data):
        if mention.end() < begin:
            continue
        if not (stream := PDF_STREAM.search(data, mention.end())):
            return
        head = max(data.rfind(b" obj", begin, mention.start()), begin)
        begin = stream.end()
        objects = _unpacked(data, begin, room)
        if objects or PDF_FILTER.search(data, head, begin):
            # What is not packed has been read with the rest.
            if not PDF_OBJECTS.match(objects):
                raise ValueError
            yield objects
        # The smallest one is work, too.
        room -= max(len(objects), 1024)
        if room < 0:
            raise ValueError


def _unpacked(data, begin, room):
    """What is packed from there on, nothing where nothing is; ValueError where it has no end in the room there is."""
    unpacker, found = zlib.decompressobj(), bytearray()
    head = int.from_bytes(data[begin : begin + 2])
    if head >> 8 & 15 != zlib.DEFLATED or head % 31:
        return found
    with suppress(zlib.error):
        for place in range(begin, len(data), CHUNK):
            found += unpacker.decompress(data[place : place + CHUNK], room + 1 - len(found))
            if unpacker.eof or len(found) > room:
                break
    if not unpacker.eof or len(found) > room:
        raise ValueError
    return found


def _kind_of_package(upload, data):
    # Counted before it is read: each line of the list becomes an object.
    if data.count(LINE_OF_LIST) > MAX_PARTS:
        raise _refused(upload, TOO_MUCH)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_parts(upload, parts)
            kind = next((kind for part, kind in MAIN_PARTS.items() if part in package.namelist()), None)
            if kind and CONTENT_TYPES in map(str.lower, package.namelist()):
                _check_links(upload, package, parts)
                return kind
    except ValidationError:
        raise
    except Exception:
        # A broken archive fails in a dozen ways that all mean the same.
        raise _refused(upload, BROKEN) from None
    raise _unknown(upload)


def _check_parts(upload, parts):
    names = [part.filename.lower() for part in parts]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _refused(upload, TOO_MUCH)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _refused(upload, LOCKED)
    if len(set(names)) < len(names) or any(map(_is_odd, parts)):
        raise _refused(upload, BROKEN)
    if any(ACTING_PARTS.search(name) for name in names):
        raise _with_macros(upload)


def _is_odd(part):
    """No program writes such a part: elsewhere, or packed in a way whose size nobody can limit."""
    name = part.filename
    is_elsewhere = name.startswith("/") or ".." in name.split("/") or len(name) > LONGEST_PATH
    return is_elsewhere or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _check_links(upload, package, parts):
    """What names its own content a macro, or fetches parts of itself from elsewhere."""
    if any("macroenabled" in html.unescape(text).lower() for text in _texts(package, parts, CONTENT_TYPES)):
        raise _with_macros(upload)
    if any(_fetches(text) for text in _texts(package, parts, ".rels")):
        raise _refused(upload, _("“%(name)s” fetches parts from another address. Please save it without linked files."))


def _texts(package, parts, ending):
    """What parts say with names that end so; ValueError beyond 4 MB, whatever size they claim, and for UTF-16."""
    room = MAX_INDEX
    for part in parts:
        if part.filename.lower().endswith(ending):
            with package.open(part) as stream:
                data = stream.read(room + 1)
            room -= len(data)
            if room < 0 or b"\0" in data:
                raise ValueError
            yield data.decode()


def _fetches(text):
    links = (html.unescape(link) for link in RELATION.findall(text))
    return any(OUTSIDE.search(link) and FETCHED.search(link) for link in links)


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


def hand_out(file, name):
    """The file as a download under that name; not found where there is none."""
    if not file:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=name)
    kind = TYPES.get(Path(file.name).suffix[1:], "application/octet-stream")
    return serve(file, {**HEADERS, "Content-Type": kind, "Content-Disposition": disposition})
