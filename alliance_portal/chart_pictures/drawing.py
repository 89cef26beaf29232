"""The charts of the pages on a sheet of their own, each with its title, its period, and where the numbers come from."""

from collections import namedtuple
from dataclasses import dataclass
from itertools import pairwise

from alliance_portal.charts import Scale

from .scene import WIDTH, Dot, Line, Rect, Scene, Text, fitted, hatched, width_of

# `share` is how long it is, from 0 to 1, None for no bar at all; `text` is its number in print, `note` small print.
Bar = namedtuple("Bar", "label share text kind note", defaults=("adopted", ""))

MARGIN, HEAD, FOOT = 60, 148, 70
PLOT_LEFT, PLOT_RIGHT = 120, WIDTH - MARGIN
PLOT_HEIGHT, STRIP_HEIGHT, LEGEND_HEIGHT, AXIS_HEIGHT = 360, 112, 56, 40
ROW_HEIGHT, BAR_HEIGHT, LABEL_WIDTH, VALUE_WIDTH = 62, 30, 290, 270


@dataclass(frozen=True)
class Frame:
    """What stands around a chart, so that it can be understood alone."""

    title: str
    place: str
    period: str
    as_of: str
    source: str

    def scene(self, height):
        """A sheet with everything but the chart, of which it has room for `height`."""
        whole, room = HEAD + height + FOOT, WIDTH - 2 * MARGIN
        scene = Scene(f"{self.title} {self.place} {self.period}", whole)
        scene.add(
            Rect(0, 0, WIDTH, 8, "brand"),
            Text(MARGIN, 68, fitted(self.title, 36, room), 36, is_bold=True),
            Text(MARGIN, 108, fitted(f"{self.place}　{self.period}", 24, room), 24, "soft"),
            Line(MARGIN, whole - FOOT + 12, WIDTH - MARGIN, whole - FOOT + 12, "line"),
            Text(MARGIN, whole - 24, fitted(self.as_of, 19, room), 19, "soft"),
            Text(WIDTH - MARGIN, whole - 24, self._source(room), 19, "soft", "end"),
        )
        return scene

    def _source(self, room):
        return fitted(self.source, 19, room - width_of(self.as_of, 19) - 30)


def words(frame, sentence):
    """Nothing to draw: the sheet says so."""
    scene = frame.scene(160)
    scene.add(Text(MARGIN, HEAD + 80, fitted(sentence, 26, WIDTH - 2 * MARGIN), 26, "soft"))
    return scene


def columns(frame, data, points, legend):
    """Received with adopted in front of it, and the rate of each month on a scale of its own above.

    `data` are charts.Column, `points` charts.RatePoint, `legend` (kind, words).
    """
    known = [point.value for point in points if point.value is not None]
    strip = STRIP_HEIGHT if known else 0
    scene = frame.scene(strip + PLOT_HEIGHT + AXIS_HEIGHT + LEGEND_HEIGHT)
    if known:
        _rate_strip(scene, points, known)
    top = HEAD + strip
    scale = Scale(max(column.received for column in data) * 1.12 or 1, PLOT_HEIGHT, 0)
    _grid(scene, scale, top)
    for place, column in enumerate(data):
        _column(scene, column, _middle(place, len(data)), _step(len(data)), top, scale)
    _legend(scene, legend, top + PLOT_HEIGHT + AXIS_HEIGHT + 36)
    return scene


def _step(number):
    return (PLOT_RIGHT - PLOT_LEFT) / number


def _middle(place, number):
    return PLOT_LEFT + _step(number) * (place + 0.5)


def _grid(scene, scale, top):
    for tick in (0, *scale.ticks()):
        y = top + scale.y(tick)
        scene.add(Line(PLOT_LEFT, y, PLOT_RIGHT, y, "line" if tick else "axis", 1 if tick else 2))
        scene.add(Text(PLOT_LEFT - 14, y + 7, f"{tick:,}", 20, "soft", "end"))


def _column(scene, column, middle, step, top, scale):
    foot, received, adopted = top + scale.height, top + scale.y(column.received), top + scale.y(column.adopted)
    wide, narrow = min(step * 0.58, 120), min(step * 0.36, 74)
    scene.add(Rect(middle - wide / 2, received, wide, foot - received, "received"))
    box = (middle - narrow / 2, adopted, narrow, foot - adopted)
    scene.add(*(hatched(*box, "adopted") if column.unfinished else [Rect(*box, "adopted")]))
    scene.add(Text(middle, received - 10, f"{column.received:,}", 21, "text", "middle", is_bold=True))
    if foot - adopted > 34 and not column.unfinished:
        scene.add(Text(middle, adopted + 26, f"{column.adopted:,}", 20, "surface", "middle"))
    _label(scene, middle, foot, column.label, step)


def _label(scene, middle, foot, label, step):
    scene.add(Text(middle, foot + 30, fitted(label, 20, max(step, 40)), 20, "soft", "middle"))


def _rate_strip(scene, points, known):
    lowest = min(int(min(known)) // 20 * 20, 80)
    high, low = HEAD + 26, HEAD + STRIP_HEIGHT - 36

    def y(value):
        return low - (value - lowest) / (100 - lowest) * (low - high)

    for end in (lowest, 100):
        scene.add(Line(PLOT_LEFT, y(end), PLOT_RIGHT, y(end), "line"))
        scene.add(Text(PLOT_LEFT - 14, y(end) + 7, f"{end}%", 20, "soft", "end"))
    dots = [(_middle(place, len(points)), point) for place, point in enumerate(points)]
    for (left, one), (right, two) in pairwise(dots):
        if None not in (one.value, two.value):
            scene.add(Line(left, y(one.value), right, y(two.value), "rate", 3, two.unfinished))
    # The text of many months would touch: every third from the end is enough to read the line by.
    spare = 3 if len(points) > 16 else 1
    for place, (x, point) in enumerate(dots):
        if point.value is None:
            continue
        scene.add(Dot(x, y(point.value), 6, "surface" if point.unfinished else "rate", "rate"))
        if (len(points) - 1 - place) % spare == 0:
            scene.add(Text(x, y(point.value) - 14, point.text, 19, "rate", "middle", is_bold=True))


def _legend(scene, entries, y):
    x = PLOT_LEFT
    for kind, label in entries:
        if kind:
            scene.add(Rect(x, y - 15, 18, 18, kind))
            x += 28
        scene.add(Text(x, y, label, 20, "soft"))
        x += width_of(label, 20) + 36


def histogram(frame, bins, *, median=None, note=""):
    """A column for each of charts.Bin, late ones in another colour, a dashed line at the median."""
    scene = frame.scene(PLOT_HEIGHT + AXIS_HEIGHT + LEGEND_HEIGHT)
    scale = Scale(max(one.value for one in bins) * 1.12 or 1, PLOT_HEIGHT, 0)
    _grid(scene, scale, HEAD)
    step, foot = _step(len(bins)), HEAD + PLOT_HEIGHT
    for place, one in enumerate(bins):
        middle, top, wide = _middle(place, len(bins)), HEAD + scale.y(one.value), min(step * 0.8, 160)
        scene.add(Rect(middle - wide / 2, top, wide, foot - top, "late" if one.is_late else "adopted"))
        scene.add(Text(middle, top - 10, f"{one.value:,}", 21, "text", "middle", is_bold=True))
        _label(scene, middle, foot, one.label, step)
    if median is not None:
        x = PLOT_LEFT + step * _place_of(median, bins)
        scene.add(Line(x, HEAD, x, foot, "rate", 3, is_dashed=True))
    scene.add(Text(PLOT_LEFT, foot + AXIS_HEIGHT + 36, fitted(note, 20, PLOT_RIGHT - PLOT_LEFT), 20, "soft"))
    return scene


def _place_of(median, bins):
    """How many columns from the left the median lies: inside the one it belongs to."""
    for place, one in enumerate(bins):
        if one.end is None:
            return place + 0.5
        if median <= one.end:
            return place + max(0.0, (median - one.start) / (one.end - one.start))
    return len(bins)


def bars(frame, rows, *, note=""):
    """Bars under each other with their names and numbers; `note` stands below them."""
    scene = frame.scene(ROW_HEIGHT * len(rows) + (LEGEND_HEIGHT if note else 12))
    left, right = MARGIN + LABEL_WIDTH, WIDTH - MARGIN - VALUE_WIDTH
    for place, row in enumerate(rows):
        y = HEAD + ROW_HEIGHT * place
        scene.add(Text(MARGIN, y + 29, fitted(row.label, 23, LABEL_WIDTH - 20), 23))
        if row.share is not None:
            scene.add(Rect(left, y + 6, right - left, BAR_HEIGHT, "track"))
            scene.add(Rect(left, y + 6, (right - left) * min(row.share, 1), BAR_HEIGHT, row.kind))
        scene.add(Text(right + 20, y + 29, row.text, 23, is_bold=True))
        if row.note:
            after = right + 20 + width_of(row.text, 24) + 14
            scene.add(Text(after, y + 29, fitted(row.note, 18, WIDTH - 20 - after), 18, "soft"))
    if note:
        foot = HEAD + ROW_HEIGHT * len(rows) + 30
        scene.add(Text(MARGIN, foot, fitted(note, 20, WIDTH - 2 * MARGIN), 20, "soft"))
    return scene
