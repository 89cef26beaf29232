"""Documents on their way in: told by their content, refused when they act by themselves; and on their way out."""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils.translation import override
from PIL import Image

from alliance_portal import attachments
from alliance_portal.attachments import hand_out, read_attachment, safe_name
from tests.factories import picture
from tests.paper_files import archive, package, packed, pdf, upload

ACTING = b"5 0 obj\n<</S/JavaScript/JS(app.alert(1))>>\nendobj\n"
REL = '<Relationships><Relationship Id="r1" Type="http://x/relationships/{}" Target="{}"{}/></Relationships>'
OUTSIDE = ' TargetMode="External"'


def refused(document):
    with override("en"), pytest.raises(ValidationError) as refusal:
        read_attachment(document)
    return refusal.value.messages[0]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
@pytest.mark.parametrize("name", ["清单.txt", "清单", "清单.pdf"])
def test_an_office_file_is_known_by_what_is_in_it(kind, name):
    found = read_attachment(package(kind, name))

    assert (found.kind, found.name) == (kind, f"清单.{kind}")
    assert found.content.name.endswith(f".{kind}")
    assert "清单" not in found.content.name


def test_a_pdf_is_kept_as_it_is():
    document = pdf()
    found = read_attachment(document)

    document.seek(0)
    data = document.read()
    assert (found.kind, found.size, found.sha256) == ("pdf", len(data), hashlib.sha256(data).hexdigest())
    assert found.content.read() == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_encoded_anew_without_its_metadata(kind):
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canary"
    Image.new("RGB", (60, 40), "green").save(buffer, kind, exif=exif)
    assert b"canary" in buffer.getvalue()

    found = read_attachment(upload("现场.gif", buffer.getvalue()))

    data = found.content.read()
    assert (found.kind, found.name) == ("jpg", "现场.jpg")
    assert b"canary" not in data
    assert Image.open(io.BytesIO(data)).size == (60, 40)


def test_a_transparent_drawing_stands_on_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(buffer, "PNG")
    found = read_attachment(upload("图.png", buffer.getvalue()))
    assert min(Image.open(io.BytesIO(found.content.read())).getpixel((4, 4))) > 250


def test_a_large_drawing_stays_readable():
    found = read_attachment(picture("图.jpg", size=(5000, 100)))
    assert Image.open(io.BytesIO(found.content.read())).size == (4000, 80)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (lambda: upload("空.pdf", b""), "is empty"),
        (lambda: upload("页.pdf", b"<html><script>alert(1)</script>"), "of a kind that cannot be shared"),
        (lambda: upload("图.svg", b"<svg onload='x()'/>"), "of a kind that cannot be shared"),
        (lambda: upload("表.xls", b"\xd0\xcf\x11\xe0rest"), "old Office file"),
        (lambda: upload("半.pdf", b"%PDF-1.4\nstarts and never ends"), "its end is missing"),
        (lambda: upload("包.zip", archive(**{"a.exe": b"MZ"})), "of a kind that cannot be shared"),
        (lambda: upload("坏.docx", b"PK\x03\x04 broken"), "cannot be read"),
        (lambda: upload("照片.heic", b"\x00\x00\x00\x18ftypheic0000"), "HEIC"),
        (lambda: upload("假.jpg", b"\xff\xd8\xff no picture at all"), "cannot be read as a photo"),
        (lambda: pdf(objects=ACTING), "script, a form or another file"),
        (lambda: pdf(objects=ACTING.replace(b"JavaScript", b"J#61vaScript")), "script, a form or another file"),
        (lambda: pdf(objects=packed(ACTING)), "script, a form or another file"),
        (lambda: pdf(objects=b"<</S/Launch/F(cmd.exe)>>"), "script, a form or another file"),
        (lambda: pdf(objects=b"<</Names<</EmbeddedFiles 9 0 R>>>>"), "script, a form or another file"),
        (lambda: pdf(objects=b"<</Encrypt 9 0 R>>"), "password"),
        (lambda: package(parts={"word/vbaProject.bin": b"x"}), "macros"),
        (lambda: package("xlsx", parts={"xl/macrosheets/sheet1.xml": b"x"}), "macros"),
        (lambda: package(parts={"word/activeX/activeX1.xml": b"x"}), "macros"),
        (lambda: package(parts={"word/embeddings/oleObject1.bin": b"x"}), "macros"),
        (lambda: package(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (
            lambda: package(parts={"word/_rels/a.rels": REL.format("attachedTemplate", "http://evil/", OUTSIDE)}),
            "another address",
        ),
        (lambda: package(parts={"../../etc/passwd": b"x"}), "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_refused_with_a_way_out(document, words):
    assert words in refused(document())


def test_a_link_to_a_page_and_a_picture_inside_are_no_harm():
    parts = {
        "word/_rels/a.rels": REL.format("hyperlink", "https://example.org/", OUTSIDE),
        "word/_rels/b.rels": REL.format("image", "media/a.png", ""),
        "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": b"x",
    }
    assert read_attachment(package(parts=parts)).kind == "docx"


def test_more_than_20_mb_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(attachments, "MAX_BYTES", 100)
    assert "larger than 20 MB" in refused(pdf())


def test_what_would_unpack_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(attachments, "MAX_UNPACKED", 1000)
    assert "more than 200 MB" in refused(package(parts={"word/media/a.png": b"\0" * 2000}))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\王海\点焊.pdf", "点焊.pdf"),
        ('a"b<c>d:e|f?g*h%i.exe', "a_b_c_d_e_f_g_h_i.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("第一行\r\nSet-Cookie: a=b.pdf", "第一行 Set-Cookie_ a=b.pdf"),
        (".pdf", "document.pdf"),
        ("...", "document.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_for_every_system(name, safe):
    assert safe_name(name, "pdf") == safe


def test_a_file_leaves_as_a_download_and_never_as_a_page(tmp_path, settings):
    storage = FileSystemStorage(tmp_path)
    storage.save("a.pdf", ContentFile(b"%PDF-"))
    with storage.open("a.pdf") as file:
        file.name = "a.pdf"
        settings.SENDFILE = "/protected/"
        response = hand_out(file, "点焊.pdf")

    assert response["X-Accel-Redirect"] == "/protected/a.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%82%B9")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
