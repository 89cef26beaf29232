"""Word files made here, paragraph by paragraph: no borrowed template."""

import io
import zipfile
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile

from alliance_portal.attachments import read_attachment

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_file(name, title, paragraphs):
    """A checked Word file with a title and its paragraphs, as an upload would come in."""
    lines = [_paragraph(title, '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'), *map(_paragraph, paragraphs)]
    document = f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{"".join(lines)}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in (("[Content_Types].xml", TYPES), ("_rels/.rels", LINKS), ("word/document.xml", document)):
            package.writestr(zipfile.ZipInfo(part), text)
    return read_attachment(SimpleUploadedFile(name, buffer.getvalue()))


def _paragraph(text, look=""):
    return f"<w:p><w:r>{look}<w:t>{escape(text)}</w:t></w:r></w:p>"
