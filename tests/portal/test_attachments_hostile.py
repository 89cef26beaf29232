"""Documents made to cost time and memory, or to hide from those who look inside: told at once, whatever they claim."""

import io
import resource
import struct
import time
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image

from alliance_portal import files
from alliance_portal.attachments import MAX_PARTS, MEGABYTE, read_attachment
from alliance_portal.files import read_picture
from tests.factories import picture
from tests.paper_files import package, pdf, upload
from tests.suggestions.files import jpeg_with_place, nine_megabytes, over_fifty_megapixels, png_of

SECONDS, MORE_MEMORY = 4, 120 * MEGABYTE
ACTING = b"1 0 <</S/JavaScript/JS(app.alert(1))>> "
RELATION = '<Relationship Type="http://x/{}" Target="http://evil/"{}/>'


def packing(content, words=b"/Filter/FlateDecode/Type/ObjStm", times=1):
    stream = b"<<" + words + b">>stream\n" + zlib.compress(content, 9) + b"\nendstream\nendobj\n"
    return b"".join(b"%d 0 obj\n" % number + stream for number in range(times))


def many_parts():
    """A list of far more parts than any document has, without their content."""
    line = struct.pack("<4s42x", b"PK\x01\x02")
    return upload("清单.docx", b"PK\x03\x04" + line * (MAX_PARTS + 1))


def of_false_size(claimed=100):
    """A part that unpacks to 60 MB, and is said to be small."""
    document = package(parts={"word/_rels/a.rels": b"\n" * (60 * MEGABYTE)}).read()
    place = document.rfind(b"PK\x01\x02")
    return upload("清单.docx", document[: place + 24] + struct.pack("<I", claimed) + document[place + 28 :])


def of_endless_links(size=MEGABYTE):
    return package(parts={"word/_rels/a.rels": b"<Relationship" * (size // 13)})


def packed_otherwise(method):
    buffer = io.BytesIO(package().read())
    with zipfile.ZipFile(buffer, "a", method) as archive:
        archive.writestr("word/_rels/a.rels", b"<r/>")
    return upload("清单.docx", buffer.getvalue())


def of_many_scans(times=2000):
    """Each scan goes over all pixels once more, for a hundred bytes."""
    buffer = io.BytesIO()
    Image.new("L", (400, 400)).save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    return upload("图.jpg", data[:-2] + data[data.rfind(b"\xff\xda") : -2] * times + b"\xff\xd9")


def of_many_notes():
    data = picture().read()
    return upload("图.jpg", data[:2] + b"\xff\xfe\x00\x02" * 100_000 + data[2:])


HOSTILE = {
    "a word of a PDF without end": (lambda: pdf(objects=b"/ObjStm" * MEGABYTE), None),
    "names without end": (lambda: pdf(objects=b"/#4a#61#76#61#53#63" * (MEGABYTE // 4)), None),
    "a stream at the very end": (lambda: upload("半.pdf", b"%PDF-1.4 %%EOF /ObjStm stream"), None),
    "streams in streams": (lambda: pdf(objects=b"/ObjStm stream" * MEGABYTE), "cannot be looked into"),
    "streams of nothing": (lambda: pdf(objects=packing(b"1 0 ", times=40_000)), "cannot be looked into"),
    "bombs of objects": (lambda: pdf(objects=packing(b"1 0 " + b"/AA " * MEGABYTE, times=99)), "cannot be looked into"),
    "one bomb": (lambda: pdf(objects=packing(b"1 0 " + bytes(60 * MEGABYTE))), "cannot be looked into"),
    "thousands of parts": (many_parts, "more than 200 MB"),
    "a part of false size": (of_false_size, "cannot be read"),
    "links without end": (of_endless_links, None),
    "more links than fit": (lambda: of_endless_links(5 * MEGABYTE), "cannot be read"),
    "a part in bzip2": (lambda: packed_otherwise(zipfile.ZIP_BZIP2), "cannot be read"),
    "a part in lzma": (lambda: packed_otherwise(zipfile.ZIP_LZMA), "cannot be read"),
    "a name without end": (lambda: package(parts={"word/" + "a" * 500: b""}), "cannot be read"),
    "scans without end": (of_many_scans, "cannot be read as a photo"),
    "notes without end": (of_many_notes, "cannot be read as a photo"),
    "more pixels than fit": (over_fifty_megapixels, "50 million pixels"),
    "a strip": (lambda: png_of(12_001, 10, "图.png"), "12,000 pixels"),
    "a picture of 9 MB": (nine_megabytes, "larger than 8 MB"),
}


def told(document):
    """The kind of the document, or why it is refused."""
    try:
        with override("en"):
            return read_attachment(document).kind
    except ValidationError as refusal:
        return refusal.messages[0]


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_made_to_cost_time_and_memory_does_not(case):
    make, words = HOSTILE[case]
    document = make()
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = told(document)

    assert time.process_time() - begun < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MORE_MEMORY
    assert words is None or words in answer


HIDING = {
    "in the last of many streams": packing(b"1 0 <<>> ", times=120) + packing(ACTING),
    "far behind in its stream": packing(b"1 0 " + b" " * 5 * MEGABYTE + ACTING),
    "behind another name of the stream": packing(ACTING, b"/Filter/FlateDecode/Type/ObjSt#6D"),
    "without a word of packing": packing(ACTING, b"/Type/ObjStm"),
    "behind many words": packing(ACTING, b"/Filter/FlateDecode/Type/ObjStm" + b" " * 2000),
    "packed twice": packing(zlib.compress(ACTING)),
    "packed in another way": packing(b"").replace(b"Flate", b"LZW"),
    "with a false sum, far from its filter": (
        packing(ACTING, b"/Filter/FlateDecode %1 0 obj\n/Type/ObjStm").replace(b"\nendstream", b"")[:-12] + b"abcdefgh"
    ),
    "cut off": packing(ACTING * 99)[:90] + b"\nendstream",
}


@pytest.mark.parametrize("case", HIDING)
def test_what_acts_does_not_hide_among_packed_objects(case):
    answer = told(pdf(objects=HIDING[case]))

    assert "script, a form" in answer or "cannot be looked into" in answer


def test_packed_objects_that_do_nothing_are_no_harm():
    objects = packing(b"7 0 8 12 <</Type/Page>> <</Type/Font>>", times=300)
    plain = b"9 0 obj\n<</Type/ObjStm/N 1/First 4>>stream\n7 0 <</Type/Page>>\nendstream\nendobj\n"

    assert told(pdf(objects=plain + objects + plain)) == "pdf"


@pytest.mark.parametrize(
    "link",
    [
        RELATION.format("image", " TargetMode='External'"),
        RELATION.format("image", ' Title="a>b" TargetMode="External"'),
        RELATION.format("image", ' TargetMode="&#69;xternal"'),
        "x:" + RELATION.format("frame", ' TargetMode="External"'),
        RELATION.format("frame", ' TargetMode="External"').encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["word/_rels/a.rels", "word/_rels/a.RELS"])
def test_a_link_to_elsewhere_does_not_hide(link, name):
    link = link.replace("x:<Rel", "<x:Rel") if isinstance(link, str) else link
    answer = told(package(parts={name: link}))

    assert "another address" in answer or "cannot be read" in answer


def test_a_large_index_does_not_hide_its_links():
    links = " " * MEGABYTE + RELATION.format("frame", ' TargetMode="External"')

    assert "another address" in told(package(parts={"word/_rels/a.rels": links}))


def test_a_macro_does_not_hide_behind_a_letter():
    assert "macros" in told(package(types="ms-word.document.macro&#69;nabled.main+xml"))


def test_a_photo_among_documents_loses_the_place_where_it_was_taken():
    photo = jpeg_with_place(size=(60, 40))
    assert dict(Image.open(photo).getexif())

    kept = read_attachment(photo).content.read()

    shown = Image.open(io.BytesIO(kept))
    assert (shown.size, dict(shown.getexif())) == ((40, 60), {})
    assert b"SECRET-DESCRIPTION" not in kept
    assert not shown.info.get("icc_profile")


def test_what_follows_a_photo_is_not_counted_as_its_scans():
    """Phones put a film behind the photo: any bytes."""
    photo = picture().read()
    assert read_picture(upload("图.jpg", photo + b"\xff\xda\x00\x00" * 9000)).width == 64


def test_a_photo_that_appears_bit_by_bit_is_no_harm():
    buffer = io.BytesIO()
    Image.effect_noise((600, 400), 60).convert("RGB").save(buffer, "JPEG", progressive=True, quality=90)
    assert buffer.getvalue().count(files.SCAN) > 5
    assert told(upload("图.jpg", buffer.getvalue())) == "jpg"
