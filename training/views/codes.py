"""Codes as drawings."""

import segno
from django.utils.safestring import SafeString


def drawn(address):
    """An address as SVG without style attributes, dark on white whatever the page's colours are."""
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=2, light="#fff"))
