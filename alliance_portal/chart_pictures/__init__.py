"""Charts as pictures to take along: SVG and PNG of one drawing, legible alone, in light colours always.

`scene` knows shapes and writes them in both forms, `drawing` knows charts, `fonts` finds letters for PNG. What is drawn
is the same data that the pages draw; where there is no font for Chinese there is no PNG, and never boxes for letters.
"""

from .drawing import Bar, Frame, bars, columns, histogram, words
from .fonts import NoFontError, is_there
from .scene import to_png, to_svg

__all__ = [
    "Bar",
    "Frame",
    "NoFontError",
    "bars",
    "columns",
    "histogram",
    "is_there",
    "to_png",
    "to_svg",
    "words",
]
