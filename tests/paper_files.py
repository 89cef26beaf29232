"""Small real files of every kind that is shared, and of the kinds that are refused."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def upload(name, data):
    return SimpleUploadedFile(name, data)


def pdf(name="操作法.pdf", objects=b"", text="canary"):
    """A PDF of one empty sheet with a comment; `objects` are put in as they are."""
    body = b"%PDF-1.4\n% " + text.encode() + b"\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" + objects
    body += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    return upload(name, body)


def packed(content):
    """The same objects in a compressed stream, as newer programs write them."""
    data = zlib.compress(content)
    return b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n" + data + b"\nendstream\nendobj\n"


def package(kind="docx", name="", parts=None, types=""):
    """An Office file with its main part and the given ones, {name: bytes}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(types))
        archive.writestr(MAIN[kind], "<main/>")
        for part, data in (parts or {}).items():
            archive.writestr(part, data)
    return upload(name or f"文件.{kind}", buffer.getvalue())


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for part, data in parts.items():
            made.writestr(part, data)
    return buffer.getvalue()
