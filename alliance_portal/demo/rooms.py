"""Pictures of venues, drawn line by line like those of shop floors."""

import io
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from alliance_portal.files import Picture, read_picture

from .drawings import (
    BLACK,
    BLUE,
    FLOOR,
    GREEN,
    HEIGHT,
    LIGHT,
    ORANGE,
    RED,
    STEEL,
    WHITE,
    WIDTH,
    WOOD,
    YELLOW,
    Canvas,
)

WALL, GROUND, SKY, GRASS = (226, 222, 212), (188, 178, 162), (188, 212, 232), (150, 172, 132)


def _room(wall=WALL, ground=GROUND):
    """An empty room with a skirting."""
    canvas = Canvas()
    canvas.box(0, 0, WIDTH, FLOOR, wall)
    canvas.box(0, FLOOR, WIDTH, HEIGHT, ground)
    canvas.box(0, FLOOR - 6, WIDTH, FLOOR + 4, tuple(value - 40 for value in wall))
    return canvas


def exhibition():
    """Boards on the wall under lamps, and a machine on a plinth."""
    canvas = _room()
    for x in (60, 250, 440):
        canvas.shape([(x + 80, 30), (x + 150, 300), (x + 10, 300)], LIGHT)
        canvas.box(x + 66, 18, x + 94, 34, BLACK, 4)
        canvas.box(x, 90, x + 160, 300, WHITE, 6)
        canvas.box(x + 16, 108, x + 144, 196, (BLUE, RED, GREEN)[x % 3], 4)
        for line in range(3):
            canvas.box(x + 16, 214 + line * 26, x + 144 - line * 20, 224 + line * 26, STEEL, 3)
    canvas.box(470, 470, 760, 540, STEEL, 6)
    canvas.box(500, 380, 730, 470, GREEN, 10)
    canvas.box(530, 400, 620, 450, BLACK, 6)
    canvas.box(670, 340, 700, 380, ORANGE, 4)
    return canvas


def safety():
    """A frame with a harness, a wall of signs, and a marked way through it."""
    canvas = _room((214, 222, 226), (150, 156, 158))
    canvas.shape([(330, FLOOR), (470, FLOOR), (640, HEIGHT), (160, HEIGHT)], GREEN)
    for x in (90, 290):
        canvas.box(x, 60, x + 16, 470, STEEL)
    canvas.box(90, 60, 306, 78, STEEL)
    canvas.line([(198, 78), (198, 190)], BLACK, 6)
    canvas.line([(170, 220), (198, 190), (226, 220)], ORANGE, 14)
    canvas.line([(170, 220), (184, 320), (212, 320), (226, 220)], ORANGE, 12)
    for place, colour in enumerate((YELLOW, RED, BLUE, YELLOW)):
        x, y = 430 + place % 2 * 170, 70 + place // 2 * 130
        canvas.box(x, y, x + 130, y + 104, WHITE, 8)
        if place % 2:
            canvas.dot(x + 65, y + 52, 36, colour)
            canvas.box(x + 36, y + 46, x + 94, y + 58, WHITE, 3)
        else:
            canvas.shape([(x + 65, y + 14), (x + 112, y + 92), (x + 18, y + 92)], colour)
            canvas.box(x + 60, y + 42, x + 70, y + 72, BLACK, 3)
    return canvas


def training():
    """Benches with test rigs in two rows."""
    canvas = _room((220, 224, 222), (166, 170, 164))
    for row, (top, size) in enumerate(((300, 1.0), (410, 1.3))):
        for place in range(3 - row):
            x = 80 + row * 40 + place * 235 * size
            canvas.box(x, top, x + 180 * size, top + 22, WOOD, 4)
            for leg in (12, 150):
                canvas.box(x + leg * size, top + 20, x + leg * size + 14, top + 120, STEEL)
            canvas.box(x + 24, top - 96 * size, x + 130 * size, top, BLUE, 8)
            canvas.box(x + 38, top - 82 * size, x + 100 * size, top - 30, BLACK, 4)
            canvas.dot(x + 112 * size, top - 70 * size, 9, GREEN)
            canvas.dot(x + 112 * size, top - 44 * size, 9, RED)
    canvas.box(250, 60, 560, 150, WHITE, 6)
    canvas.line([(280, 125), (350, 90), (410, 112), (520, 80)], ORANGE, 6)
    return canvas


def classroom():
    """Rows of screens before a white board."""
    canvas = _room((230, 228, 220), (176, 160, 136))
    canvas.box(180, 50, 620, 230, WHITE, 6)
    canvas.box(204, 74, 420, 90, BLUE, 4)
    for line in range(4):
        canvas.box(204, 110 + line * 26, 560 - line * 50, 120 + line * 26, STEEL, 3)
    for row in range(3):
        top, width = 350 + row * 84, 84 + row * 22
        for place in range(5 - row):
            x = 70 + row * 30 + place * (width + 60)
            canvas.box(x, top, x + width, top + 52, BLACK, 6)
            canvas.box(x + 6, top + 6, x + width - 6, top + 44, (92, 150, 200), 3)
            canvas.box(x - 12, top + 56, x + width + 12, top + 68, WOOD, 3)
    return canvas


def yard():
    """A crane over a large part, in the open."""
    canvas = _room(SKY, GRASS)
    canvas.box(0, 470, WIDTH, HEIGHT, (184, 184, 178))
    for x in (110, 660):
        canvas.shape([(x, 120), (x + 26, 120), (x + 60, 520), (x - 34, 520)], YELLOW)
    canvas.box(70, 92, 740, 130, YELLOW, 6)
    canvas.box(360, 128, 440, 160, BLACK, 6)
    canvas.line([(400, 160), (400, 260)], BLACK, 5)
    canvas.line([(300, 330), (400, 260), (500, 330)], STEEL, 6)
    canvas.box(260, 330, 540, 400, ORANGE, 8)
    canvas.box(300, 346, 500, 384, STEEL, 6)
    return canvas


SCENES = {scene.__name__: scene for scene in (exhibition, safety, training, classroom, yard)}


def picture(name):
    """The scene as the portal keeps pictures."""
    image, thumbnail, width, height = _encoded(name)
    return Picture(
        ContentFile(image, name=f"{name}.webp"), ContentFile(thumbnail, name=f"{name}-small.webp"), width, height
    )


@cache
def _encoded(name):
    buffer = io.BytesIO()
    SCENES[name]().finished().save(buffer, "JPEG", quality=90)
    read = read_picture(SimpleUploadedFile(f"{name}.jpg", buffer.getvalue(), content_type="image/jpeg"))
    return read.image.read(), read.thumbnail.read(), read.width, read.height
