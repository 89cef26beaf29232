"""Small real files for the documents of the demo, made here line by line: no borrowed file and no library for one."""

import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter
from django.core.files.base import ContentFile

from alliance_portal.attachments import read_attachment

from . import drawings

LINES_A_PAGE = 30
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def attachment(name, title, lines):
    """The file of that name, checked like any that somebody uploads; its ending says what it is."""
    make = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "jpg": _jpg}[name.rpartition(".")[2]]
    return read_attachment(ContentFile(make(title, lines), name=name))


def _pdf(title, lines):
    """One sheet of A4 with Chinese text; every reader brings the font, so that the file stays small."""
    content = _text_of([title, "", *lines][:LINES_A_PAGE])
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 6 0 R>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
    ]
    return _with_table(objects)


def _text_of(lines):
    rows = [b"<%s> Tj 0 -24 Td" % line.encode("utf-16-be").hex().encode() for line in lines]
    return b"BT /F1 14 Tf 56 780 Td\n" + b"\n".join(rows) + b"\nET"


def _with_table(objects):
    """The objects one after the other, and where each of them begins."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + table + end


def _docx(title, lines):
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in [title, *lines])
    return _zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>',
        }
    )


def _zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return buffer.getvalue()


def _xlsx(title, lines):
    """Cells are separated by bars."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, title)
    for row, line in enumerate(lines, 1):
        for column, cell in enumerate(line.split("|")):
            sheet.write_string(row, column, cell)
    book.close()
    return buffer.getvalue()


def _jpg(title, _lines):
    """The drawing of a shop floor that fits best; nothing is written into it."""
    name = "rack" if "模" in title else "tools"
    content = drawings.picture(name, after=True).image
    content.seek(0)
    return content.read()
