"""Shapes on a sheet, written as SVG (attributes only, so that it stands alone) or as PNG. Both show the same."""

import io
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import Image, ImageDraw

from . import fonts

WIDTH = 1200
# So many pixels of a PNG for one of the drawing: sharp on slides.
SCALE = 2
FAMILY = "PingFang SC, HarmonyOS Sans SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
DASH = 8
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
# A Chinese letter is as wide as it is high, others a little more than half of that.
NARROW, WIDE_FROM = 0.58, "\u2e80"

# The light colours of tokens.css, whatever the reader's device prefers.
COLOURS = {
    "surface": "#ffffff",
    "track": "#e8e6df",
    "line": "#dad7cf",
    "axis": "#b3b0a8",
    "text": "#1b1f24",
    "soft": "#474e57",
    "received": "#8094a8",
    "adopted": "#1b4f8a",
    "done": "#1d7f5f",
    "rate": "#a85f00",
    "late": "#c2470a",
    "brand": "#c4161c",
}


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str

    def svg(self):
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            *_numbers(self.x, self.y, self.width, self.height), COLOURS[self.fill],
        )  # fmt: skip

    def draw(self, pen):
        if self.width > 0 and self.height > 0:
            right, foot = self.x + self.width, self.y + self.height
            pen.rectangle(_scaled(self.x, self.y, right, foot), fill=COLOURS[self.fill])


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1
    is_dashed: bool = False

    def svg(self):
        dash = format_html(' stroke-dasharray="{} {}"', DASH, DASH) if self.is_dashed else ""
        return format_html(
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>',
            *_numbers(self.x1, self.y1, self.x2, self.y2), COLOURS[self.stroke], self.width, dash,
        )  # fmt: skip

    def draw(self, pen):
        for ends in self._pieces():
            pen.line(_scaled(*ends), fill=COLOURS[self.stroke], width=round(self.width * SCALE))

    def _pieces(self):
        """The strokes: one, or dashes with gaps as long as they are."""
        across, down = self.x2 - self.x1, self.y2 - self.y1
        length = (across**2 + down**2) ** 0.5
        if not self.is_dashed or not length:
            return [(self.x1, self.y1, self.x2, self.y2)]
        starts = [DASH * 2 * n / length for n in range(int(length / DASH / 2) + 1)]
        ends = [(start, min(start + DASH / length, 1)) for start in starts if start < 1]
        return [
            (self.x1 + across * a, self.y1 + down * a, self.x1 + across * b, self.y1 + down * b) for a, b in ends
        ]  # fmt: skip


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: str
    stroke: str

    def svg(self):
        return format_html(
            '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="2"/>',
            *_numbers(self.x, self.y, self.radius), COLOURS[self.fill], COLOURS[self.stroke],
        )  # fmt: skip

    def draw(self, pen):
        around = (self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)
        pen.ellipse(_scaled(*around), fill=COLOURS[self.fill], outline=COLOURS[self.stroke], width=2 * SCALE)


@dataclass(frozen=True)
class Text:
    """Words that begin, end or have their middle at x, standing on y."""

    x: float
    y: float
    words: str
    size: int = 22
    fill: str = "text"
    anchor: str = "start"
    is_bold: bool = False

    def svg(self):
        return format_html(
            '<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>',
            *_numbers(self.x, self.y), self.size, COLOURS[self.fill], self.anchor,
            SafeString(' font-weight="700"') if self.is_bold else "", self.words,
        )  # fmt: skip

    def draw(self, pen):
        fonts.check(self.words)
        letters, anchor = fonts.font(self.size * SCALE, bold=self.is_bold), ANCHORS[self.anchor]
        pen.text(_scaled(self.x, self.y), self.words, font=letters, fill=COLOURS[self.fill], anchor=anchor)


@dataclass
class Scene:
    """A sheet of fixed width; `title` is what it is called where it cannot be seen."""

    title: str
    height: int
    shapes: list = field(default_factory=list)

    def add(self, *shapes):
        self.shapes += shapes


def hatched(x, y, width, height, fill, step=10):
    """A filled box with light stripes across it: what is not over yet."""
    shapes = [Rect(x, y, width, height, fill)]
    for shift in range(-int(height), int(width) + 1, step):
        begin, end = max(shift, 0), min(width, shift + height)
        if begin < end:
            foot = y + height + shift
            shapes.append(Line(x + begin, foot - begin, x + end, foot - end, "surface", 3))
    return shapes


def width_of(words, size):
    """About how wide words are, the same for both forms."""
    return sum(size if letter >= WIDE_FROM else size * NARROW for letter in words)


def fitted(words, size, room):
    """The words, cut at the end where they would not fit."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def to_svg(scene):
    """A whole SVG document as text."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img"'
        ' font-family="{2}"><title>{3}</title><rect width="{0}" height="{1}" fill="{4}"/>{5}</svg>',
        WIDTH, scene.height, FAMILY, scene.title, COLOURS["surface"],
        format_html_join("\n", "{}", ((shape.svg(),) for shape in scene.shapes)),
    )  # fmt: skip


def to_png(scene):
    """The bytes of a PNG file. Raises NoFontError."""
    image = Image.new("RGB", (WIDTH * SCALE, scene.height * SCALE), COLOURS["surface"])
    pen = ImageDraw.Draw(image)
    for shape in scene.shapes:
        shape.draw(pen)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _numbers(*values):
    return (f"{value:.1f}".removesuffix(".0") for value in values)


def _scaled(*values):
    return [value * SCALE for value in values]
