"""Pictures of a shop floor before and after a change, drawn line by line: no photograph, no borrowed file."""

import io
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from alliance_portal.files import Picture, read_picture

WIDTH, HEIGHT = 800, 600
# Drawn larger and made smaller again: edges come out smooth.
SCALE = 2
FLOOR = 360

WALL_TOP, WALL_FOOT = (196, 203, 212), (154, 163, 174)
GROUND_FAR, GROUND_NEAR = (140, 147, 148), (178, 184, 180)
POST, YELLOW, BLACK = (118, 126, 134), (232, 182, 58), (44, 48, 54)
STEEL, BLUE, ORANGE, RED, GREEN = (98, 108, 120), (52, 104, 168), (226, 138, 62), (196, 56, 50), (44, 138, 96)
WOOD, LIGHT, WHITE = (176, 138, 92), (250, 240, 196), (236, 238, 240)


class Canvas:
    """Draws in the coordinates of the finished picture."""

    def __init__(self):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image)

    def _scaled(self, points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def box(self, left, top, right, bottom, colour, radius=0):
        self.pen.rounded_rectangle([v * SCALE for v in (left, top, right, bottom)], radius * SCALE, fill=colour)

    def shape(self, points, colour):
        self.pen.polygon(self._scaled(points), fill=colour)

    def line(self, points, colour, width):
        self.pen.line(self._scaled(points), fill=colour, width=width * SCALE, joint="curve")
        for x, y in points:
            self.dot(x, y, width / 2, colour)

    def dot(self, x, y, radius, colour):
        self.pen.ellipse([v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)], fill=colour)

    def finished(self):
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.9))
        grain = Image.effect_noise((WIDTH, HEIGHT), 26).convert("RGB")
        return Image.blend(small, grain, 0.07)


def _hall():
    """An empty hall: wall, posts with warning bands, floor with a marked aisle."""
    canvas = Canvas()
    _gradient(canvas, 0, FLOOR, WALL_TOP, WALL_FOOT)
    _gradient(canvas, FLOOR, HEIGHT, GROUND_FAR, GROUND_NEAR)
    for x in (90, 420, 720):
        canvas.box(x - 15, 0, x + 15, FLOOR + 8, POST)
        canvas.box(x - 15, FLOOR - 110, x + 15, FLOOR - 70, YELLOW)
    canvas.shape([(300, FLOOR), (318, FLOOR), (222, HEIGHT), (150, HEIGHT)], YELLOW)
    canvas.shape([(0, 418), (WIDTH, 372), (WIDTH, 386), (0, 446)], YELLOW)
    return canvas


def _gradient(canvas, top, bottom, start, end):
    for y in range(top * SCALE, bottom * SCALE):
        share = (y - top * SCALE) / ((bottom - top) * SCALE)
        colour = tuple(round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
        canvas.pen.line([(0, y), (WIDTH * SCALE, y)], fill=colour)


def _robot(canvas):
    canvas.box(500, 330, 600, 392, BLACK, 6)
    canvas.line([(548, 330), (568, 190), (660, 120)], ORANGE, 30)
    canvas.line([(660, 120), (690, 190), (676, 240)], STEEL, 14)


def cable(after):
    """The cable of a welding gun lies across the aisle; then it hangs from an arm."""
    canvas = _hall()
    _robot(canvas)
    if after:
        canvas.line([(330, 96), (330, 20)], BLUE, 16)
        canvas.line([(330, 96), (696, 88)], BLUE, 14)
        canvas.line([(350, 100), (430, 128), (520, 112), (610, 126), (684, 118), (690, 190)], BLACK, 10)
    else:
        canvas.line(
            [(20, 590), (130, 560), (260, 548), (330, 500), (470, 496), (520, 420), (660, 380), (690, 240)], BLACK, 22
        )
        canvas.line([(318, 506), (338, 494)], ORANGE, 10)
        canvas.line([(468, 500), (486, 480)], ORANGE, 10)
    return canvas


def gas(after):
    """Gas bottles whose valve stays open; then a timer closes it."""
    canvas = _hall()
    for place in range(4):
        x = 190 + place * 118
        canvas.box(x, 210, x + 84, 520, STEEL, 38)
        canvas.box(x + 30, 184, x + 54, 214, BLACK, 4)
    canvas.line([(200, 176), (610, 176)], ORANGE, 12)
    if after:
        canvas.box(286, 60, 520, 196, WHITE, 12)
        canvas.box(310, 84, 420, 150, BLACK, 4)
        canvas.dot(470, 118, 24, GREEN)
    else:
        for x in (300, 316, 330):
            canvas.line([(x, 160), (x - 16, 120), (x + 4, 84), (x - 10, 44)], WHITE, 4)
        canvas.dot(610, 176, 16, RED)
    return canvas


def rack(after):
    """A rack with bare corners; then each corner wears a cap."""
    canvas = _hall()
    for row in range(3):
        for column in range(3):
            if (row + column) % 2 == 0 or after:
                canvas.box(190 + column * 160, 210 + row * 120, 300 + column * 160, 282 + row * 120, WHITE, 4)
    for x in (160, 320, 480, 640):
        canvas.box(x - 8, 150, x + 8, 540, BLUE)
    for y in (290, 410, 530):
        canvas.box(152, y - 6, 648, y + 8, BLUE)
        for x in (160, 320, 480, 640) if after else ():
            canvas.box(x - 18, y - 18, x + 18, y + 18, ORANGE, 5)
    return canvas


def floor(after):
    """A puddle under a machine; then a tray and a clean floor."""
    canvas = _hall()
    canvas.box(430, 190, 720, 430, GREEN, 12)
    canvas.box(460, 220, 600, 320, BLACK, 6)
    canvas.box(630, 224, 690, 300, WHITE, 6)
    if after:
        canvas.shape([(420, 440), (730, 440), (710, 472), (440, 472)], STEEL)
        canvas.shape([(440, 446), (712, 446), (698, 464), (452, 464)], BLUE)
    else:
        for x, y, radius in ((470, 500, 70), (370, 520, 56), (300, 548, 40), (560, 520, 52)):
            canvas.pen.ellipse(
                [v * SCALE for v in (x - radius * 1.6, y - radius / 3, x + radius * 1.6, y + radius / 3)],
                fill=(74, 70, 60),
            )
    return canvas


def light(after):
    """A dark bench; then a lamp above it."""
    canvas = _hall()
    canvas.box(180, 380, 640, 410, WOOD, 4)
    for x in (200, 610):
        canvas.box(x, 408, x + 18, 560, STEEL)
    canvas.box(260, 330, 360, 382, STEEL, 6)
    canvas.box(430, 346, 540, 382, BLUE, 6)
    if after:
        canvas.line([(415, 0), (415, 120)], BLACK, 6)
        canvas.box(320, 118, 510, 154, WHITE, 8)
        _shine(canvas)
    else:
        canvas.image = ImageEnhance.Brightness(canvas.image).enhance(0.52)
    return canvas


def _shine(canvas):
    """Light that falls from the lamp onto the bench, softer towards its edges."""
    mask = Image.new("L", canvas.image.size)
    cone = [(x * SCALE, y * SCALE) for x, y in ((330, 154), (500, 154), (650, 382), (180, 382))]
    ImageDraw.Draw(mask).polygon(cone, fill=120)
    canvas.image.paste(LIGHT, mask=mask.filter(ImageFilter.GaussianBlur(14 * SCALE)))


def tools(after):
    """Tools in a heap; then each at its own place on a wall."""
    canvas = _hall()
    canvas.box(170, 400, 650, 430, WOOD, 4)
    canvas.box(190, 428, 208, 560, STEEL)
    canvas.box(612, 428, 630, 560, STEEL)
    colours = (RED, BLUE, STEEL, ORANGE, GREEN, BLACK)
    if after:
        canvas.box(180, 110, 640, 360, WHITE, 8)
        for place, colour in enumerate(colours):
            x = 230 + place * 74
            canvas.line([(x, 150), (x, 300)], colour, 16)
            canvas.dot(x, 150, 18, colour)
        return canvas
    for place, colour in enumerate(colours):
        x, tilt = 230 + place * 66, (-60, 70, -30, 90, 40, -80)[place]
        canvas.line([(x, 390), (x + tilt, 330 + place % 3 * 20)], colour, 16)
        canvas.dot(x + tilt, 330 + place % 3 * 20, 16, colour)
    return canvas


def guard(after):
    """A turning shaft in the open; then behind a guard."""
    canvas = _hall()
    canvas.box(150, 280, 300, 470, BLUE, 10)
    canvas.box(520, 280, 670, 470, BLUE, 10)
    canvas.line([(300, 350), (520, 350)], STEEL, 46)
    for x in range(320, 520, 40):
        canvas.line([(x, 328), (x + 16, 372)], WHITE, 5)
    if after:
        canvas.box(286, 268, 534, 440, YELLOW, 8)
        for x in range(300, 530, 26):
            canvas.line([(x, 280), (x, 428)], BLACK, 4)
    else:
        canvas.shape([(410, 120), (462, 210), (358, 210)], YELLOW)
        canvas.box(404, 150, 416, 184, BLACK)
        canvas.dot(410, 197, 6, BLACK)
    return canvas


def aisle(after):
    """Boxes in the way; then behind a line."""
    canvas = _hall()
    if after:
        for place in range(4):
            canvas.box(470 + place * 72, 300, 532 + place * 72, 360, WOOD, 4)
            canvas.box(470 + place * 72, 234, 532 + place * 72, 294, WOOD, 4)
        canvas.shape([(440, 390), (790, 376), (798, 392), (440, 408)], GREEN)
        return canvas
    for x, y, size in ((190, 430, 110), (310, 470, 120), (250, 340, 96), (420, 430, 90), (110, 500, 90)):
        canvas.box(x, y, x + size, y + size, WOOD, 4)
        canvas.line([(x, y + size / 2), (x + size, y + size / 2)], BLACK, 3)
    return canvas


SCENES = {scene.__name__: scene for scene in (cable, gas, rack, floor, light, tools, guard, aisle)}


def picture(name, *, after, variant=0):
    """A scene as the portal keeps pictures; variants are mirrored or lit in another way."""
    image, thumbnail, width, height = _encoded(name, after, variant % 4)
    return Picture(
        ContentFile(image, name=f"{name}.webp"), ContentFile(thumbnail, name=f"{name}-small.webp"), width, height
    )


@cache
def _drawn(name, after):
    return SCENES[name](after).finished()


@cache
def _encoded(name, after, variant):
    image = _drawn(name, after)
    if variant % 2:
        image = ImageOps.mirror(image)
    if variant >= 2:
        image = ImageEnhance.Color(ImageEnhance.Brightness(image).enhance(1.06)).enhance(0.75)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    read = read_picture(SimpleUploadedFile(f"{name}.jpg", buffer.getvalue(), content_type="image/jpeg"))
    return read.image.read(), read.thumbnail.read(), read.width, read.height
