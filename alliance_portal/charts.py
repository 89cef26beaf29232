"""Charts drawn on the server: SVG with attributes and classes only, so that they pass a strict CSP.

Every function returns markup, or "" when there is nothing to draw: an empty axis is never shown. Positions
along the width are percentages and heights are pixels, so that text keeps its size at any width. Drawings are
hidden from assistive technology: the panel around them brings the question, the answer and a table of the
same numbers.
"""

from collections import namedtuple
from itertools import pairwise
from math import log

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Column = namedtuple("Column", "label received adopted implemented unfinished", defaults=(0, False))
RatePoint = namedtuple("RatePoint", "label value text unfinished", defaults=(False,))
Bin = namedtuple("Bin", "label value start end is_late", defaults=(False,))
Dot = namedtuple("Dot", "number share label url is_outside", defaults=(False,))

NOTHING = SafeString("")
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000, 100_000)
MOST_TICKS = 4
LABEL_SPACE = 24
MOST_NARROW_LABELS = 8
# How wide a digit of the board's text is drawn.
BOARD_DIGIT = 14.3
FUNNEL_STEPS = 40


def bar(parts, total, *, label="", small=False):
    """A horizontal bar: `parts` are (value, kind) laid end to end along `total`; it stretches with its box.

    Kinds: received, adopted, done, late, none. With a label it stands alone and is announced.
    """
    if not total:
        return NOTHING
    rects, left = [], 0.0
    for value, kind in parts:
        width = min(value / total * 100, 100 - left)
        rects.append((f"{left:.2f}", f"{width:.2f}", kind))
        left += width
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 1" preserveAspectRatio="none" {}>{}</svg>',
        " bar--small" if small else "",
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"'),
        format_html_join("", '<rect x="{}" y="0" width="{}" height="1" class="fill-{}"/>', rects),
    )


def columns(data, *, uid, height=268, top=22):
    """Per month: what was received (wide, pale) with what was adopted of it (narrow, dark) in front.

    `data` are Column rows. An unfinished month is hatched. `uid` keeps the hatching's id unique on the page.
    """
    highest = max((column.received for column in data), default=0)
    if not highest:
        return NOTHING
    scale = Scale(highest * 1.08, height, top)
    step = 100 / len(data)
    drawn = format_html_join(
        "", "{}", ((_column(column, step, place, scale, uid),) for place, column in enumerate(data))
    )
    plot = format_html("{}{}{}{}", scale.grid(), _hatching(uid), drawn, scale.baseline())
    return _with_axis(scale.axis(), plot, height + LABEL_SPACE)


def rate_strip(points, *, height=72):
    """The rate of each month on a scale of its own that ends at 100 %: drawn above `columns`, not over.

    `points` are RatePoint rows with a value of 0 to 100, or None where there was nothing to divide by: a gap.
    """
    known = [point.value for point in points if point.value is not None]
    if not known:
        return NOTHING
    lowest = min(int(min(known)) // 20 * 20, 80)

    def y(value):
        return 20 + (100 - value) / (100 - lowest) * (height - 30)

    step = 100 / len(points)
    lines = format_html_join(
        "",
        '<line x1="0" x2="100%" y1="{0}" y2="{0}" class="line-grid"/>',
        [(f"{y(end):.1f}",) for end in (lowest, 100)],
    )
    axis = format_html_join(
        "",
        '<text x="36" y="{}" text-anchor="end" class="chart-text">{}%</text>',
        [(f"{y(end) + 4:.1f}", end) for end in (100, lowest)],
    )
    drawn = format_html("{}{}{}", lines, _rate_line(points, step, y), _rate_dots(points, step, y))
    return _with_axis(axis, drawn, height)


def histogram(bins, *, median=None, height=150, top=22, long_labels=False):
    """How many took how long: a column per Bin, late ones in another colour, a dashed line at the median.

    A bin covers what is over `start` and up to `end` (None: open); the line falls inside its bin. On a narrow screen
    every other one of `long_labels` is left out.
    """
    highest = max((one.value for one in bins), default=0)
    if not highest:
        return NOTHING
    scale = Scale(highest * 1.02, height, top)
    step = 100 / len(bins)
    made = ((_bin(one, step, place, scale, long_labels),) for place, one in enumerate(bins))
    drawn = format_html_join("", "{}", made)
    line = _median_line(bins, step, median, height) if median is not None else NOTHING
    return format_html(
        '<svg class="histogram" width="100%" height="{}" aria-hidden="true" focusable="false">{}{}{}</svg>',
        height + LABEL_SPACE, drawn, line, scale.baseline(),
    )  # fmt: skip


def board_columns(data, *, label, width=640, height=530):
    """The months on the wall: received, adopted and implemented in one column, with text for four metres."""
    highest = max((column.received for column in data), default=0)
    if not highest:
        return NOTHING
    floor, ceiling = height - 40, 40
    step = width / len(data)
    thickness = min(step * (0.7 if step > 60 else 0.82), 72)
    # Numbers wider than their place would run into each other: every other one is left out, never the newest.
    every = 1 if len(f"{highest:,}") * BOARD_DIGIT <= step else 2

    def y(value):
        return floor - value / highest * (floor - ceiling)

    drawn = format_html_join(
        "",
        "{}",
        (
            (_board_column(one, step * (place + 0.5), thickness, y, floor, told=(len(data) - 1 - place) % every == 0),)
            for place, one in enumerate(data)
        ),
    )
    return format_html(
        '<svg class="board-chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}'
        '<line x1="0" x2="{0}" y1="{4}" y2="{4}" class="line-axis" stroke-width="2"/></svg>',
        width, height, label, drawn, floor,
    )  # fmt: skip


def funnel(dots, limits_at, *, whole, height=320, top=16):
    """Shares against the numbers they are made of: a Dot each, a link, between two pairs of limits around the whole.

    `limits_at(number)` gives four shares: the inner pair, then the outer one. Numbers lie on a scale of multiples: the
    way from 50 to 100 is as long as that from 100 to 200.
    """
    if not dots:
        return NOTHING
    numbers = [dot.number for dot in dots]
    low, high = min(numbers), max(max(numbers), 2 * min(numbers))
    places = [low * (high / low) ** (step / FUNNEL_STEPS) for step in range(FUNNEL_STEPS + 1)]
    curves = list(zip(*(limits_at(number) for number in places), strict=True))
    bottom = max(min(min(dot.share for dot in dots), whole, min(curves[0])) - 0.02, 0) * 100 // 10 / 10

    def y(share):
        return top + (1 - max(share, bottom)) / (1 - bottom) * (height - top)

    def x(number):
        return 2 + 96 * log(number / low) / log(high / low)

    lines = _limit_lines(curves, [x(number) for number in places], y, height)
    ticks = [tick for tick in STEPS if low <= tick <= high]
    plot = format_html("{}{}{}{}", _share_grid(bottom, y), lines, _whole_line(whole, y), _dots(dots, x, y))
    names = format_html_join("", "{}", ((_text(f"{x(tick):.2f}%", height + 18, f"{tick:,}"),) for tick in ticks))
    return _with_axis(_share_axis(bottom, y), format_html("{}{}", plot, names), height + LABEL_SPACE)


def _shares_shown(bottom):
    step = 0.1 if bottom >= 0.5 else 0.2
    return [1 - step * n for n in range(11) if 1 - step * n >= bottom - 1e-9]


def _share_grid(bottom, y):
    rows = [(f"{y(share):.1f}",) for share in _shares_shown(bottom)]
    return format_html_join("", '<line x1="0" x2="100%" y1="{0}" y2="{0}" class="line-grid"/>', rows)


def _share_axis(bottom, y):
    rows = [(f"{y(share) + 4:.1f}", round(share * 100)) for share in _shares_shown(bottom)]
    return format_html_join("", '<text x="36" y="{}" text-anchor="end" class="chart-text">{}%</text>', rows)


def _limit_lines(curves, places, y, height):
    """Paths stretch with the box, so they have a box of their own; their thickness does not."""
    paths = [
        ("M" + "L".join(f"{place:.1f} {y(share):.1f}" for place, share in zip(places, curve, strict=True)), kind)
        for curve, kind in zip(curves, ("inner", "inner", "outer", "outer"), strict=True)
    ]
    drawn = format_html_join("", '<path d="{}" class="line-{}" vector-effect="non-scaling-stroke"/>', paths)
    return format_html(
        '<svg width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">{1}</svg>', height, drawn
    )


def _whole_line(whole, y):
    return format_html('<line x1="0" x2="100%" y1="{0}" y2="{0}" class="line-whole"/>', f"{y(whole):.1f}")


def _dots(dots, x, y):
    """Those outside last, so that they lie on top; the table beside says the same, so no key stops at each dot."""
    rows = [
        (dot.url, f"{x(dot.number):.2f}", f"{y(dot.share):.1f}", *_look(dot), dot.label)
        for dot in sorted(dots, key=lambda dot: dot.is_outside)
    ]
    mark = '<a href="{}" tabindex="-1"><circle cx="{}%" cy="{}" r="{}" class="fill-{}"><title>{}</title></circle></a>'
    return format_html_join("", mark, rows)


def _look(dot):
    """Radius and colour."""
    return (6, "rate") if dot.is_outside else (4, "adopted")


class Scale:
    """Values to pixels of one plot, with the ticks that belong to it."""

    def __init__(self, highest, height, top):
        self.highest, self.height, self.top = highest, height, top

    def y(self, value):
        return self.height - value / self.highest * (self.height - self.top)

    def ticks(self):
        """At most four round numbers below the highest value."""
        for step in STEPS:
            if self.highest / step < MOST_TICKS + 1:
                return [step * place for place in range(1, int(self.highest / step) + 1)]
        return []

    def grid(self):
        rows = [(f"{self.y(tick):.1f}",) for tick in self.ticks()]
        return format_html_join("", '<line x1="0" x2="100%" y1="{0}" y2="{0}" class="line-grid"/>', rows)

    def axis(self):
        rows = [(f"{self.y(tick) + 4:.1f}", f"{tick:,}") for tick in (0, *self.ticks())]
        return format_html_join("", '<text x="36" y="{}" text-anchor="end" class="chart-text">{}</text>', rows)

    def baseline(self):
        return format_html('<line x1="0" x2="100%" y1="{0}" y2="{0}" class="line-axis"/>', self.height)


def _with_axis(axis, plot, height):
    return format_html(
        '<div class="chart" aria-hidden="true">'
        '<svg class="chart__axis" height="{0}" focusable="false">{1}</svg>'
        '<svg class="chart__plot" height="{0}" focusable="false">{2}</svg></div>',
        height, axis, plot,
    )  # fmt: skip


def _text(x, y, text, kind=""):
    """Centred text; `kind` adds classes."""
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle" class="chart-text{}">{}</text>', x, f"{y:.1f}", kind, text
    )


def _rect(centre, width, top, bottom, paint, *, rounded=False):
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}"{} {}/>',
        f"{centre - width / 2:.2f}", f"{top:.1f}", f"{width:.2f}", f"{bottom - top:.1f}",
        SafeString(' rx="2"') if rounded else "", paint,
    )  # fmt: skip


def _hatching(uid):
    return format_html(
        '<defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect width="6" height="6" class="fill-adopted"/>'
        '<rect width="2.5" height="6" class="fill-surface" opacity=".55"/></pattern></defs>',
        uid,
    )


def _column(column, step, place, scale, uid):
    centre = step * (place + 0.5)
    dark = format_html('fill="url(#hatch-{})"', uid) if column.unfinished else SafeString('class="fill-adopted"')
    x = f"{centre:.2f}%"
    received, adopted = scale.y(column.received), scale.y(column.adopted)
    inside = scale.height - adopted > 20 and not column.unfinished
    return format_html(
        "{}{}{}{}{}",
        _rect(centre, step * 0.58, received, scale.height, SafeString('class="fill-received"'), rounded=True),
        _rect(centre, step * 0.36, adopted, scale.height, dark),
        _text(x, received - 7, f"{column.received:,}", " chart-text--strong"),
        _text(x, adopted + 16, f"{column.adopted:,}", " chart-text--inverse chart-text--spare") if inside else "",
        _text(x, scale.height + 18, column.label, _spare_label(place, step)),
    )


def _spare_label(place, step):
    """On a narrow screen the names of many months would touch: every other one from the end is left out there."""
    count = round(100 / step)
    return " chart-text--spare" if count > MOST_NARROW_LABELS and (count - 1 - place) % 2 else ""


def _rate_line(points, step, y):
    def at(place, point):
        return f"{step * (place + 0.5):.2f}", f"{y(point.value):.1f}"

    pairs = [
        (*at(place, one), *at(place + 1, two), " line-dashed" if two.unfinished else "")
        for place, (one, two) in enumerate(pairwise(points))
        if one.value is not None and two.value is not None
    ]
    return format_html_join("", '<line x1="{}%" y1="{}" x2="{}%" y2="{}" class="line-rate{}"/>', pairs)


def _rate_dots(points, step, y):
    """Dots with their percentages; on a narrow screen only every third one from the end keeps its text."""
    dots = []
    for place, point in enumerate(points):
        if point.value is None:
            continue
        x, spare = f"{step * (place + 0.5):.2f}%", (len(points) - 1 - place) % 3
        paint = "fill-surface line-rate" if point.unfinished else "fill-rate"
        kind = " chart-text--rate" + (" chart-text--spare" if spare else "")
        dots.append(
            (
                x,
                f"{y(point.value):.1f}",
                paint,
                point.label,
                point.text,
                _text(x, y(point.value) - 10, point.text, kind),
            )
        )
    return format_html_join("", '<circle cx="{}" cy="{}" r="4" class="{}"><title>{} {}</title></circle>{}', dots)


def _bin(one, step, place, scale, long_labels):
    centre = step * (place + 0.5)
    paint = format_html('class="fill-{}"', "late" if one.is_late else "adopted")
    return format_html(
        "{}{}{}",
        _rect(centre, step * 0.8, scale.y(one.value), scale.height, paint, rounded=True),
        _text(f"{centre:.2f}%", scale.y(one.value) - 6, f"{one.value:,}", " chart-text--strong"),
        _text(f"{centre:.2f}%", scale.height + 18, one.label, _spare_label(place, step) if long_labels else ""),
    )


def _median_line(bins, step, median, height):
    for place, one in enumerate(bins):
        if one.end is None or median <= one.end:
            inside = 0.5 if one.end is None else max(0.0, (median - one.start) / (one.end - one.start))
            x = f"{step * (place + inside):.2f}"
            return format_html('<line x1="{0}%" x2="{0}%" y1="0" y2="{1}" class="line-rate line-dashed"/>', x, height)
    return NOTHING


def _board_column(column, centre, thickness, y, floor, *, told):
    layers = [("received", column.received), ("adopted", column.adopted), ("done", column.implemented)]
    left = f"{centre - thickness / 2:.1f}"
    rects = [
        (left, f"{y(value):.1f}", f"{thickness:.1f}", f"{floor - y(value):.1f}", kind)
        for kind, value in layers
        if value
    ]
    done = f"{column.implemented:,}"
    has_room = floor - y(column.implemented) > 40 and len(done) * BOARD_DIGIT <= thickness
    return format_html(
        "{}{}{}{}",
        format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" rx="3" class="fill-{}"/>', rects),
        _board_text(centre, y(column.received) - 11, f"{column.received:,}", " board-text--strong") if told else "",
        _board_text(centre, floor - 14, done, " board-text--inverse") if has_room else "",
        _board_text(centre, floor + 32, column.label),
    )


def _board_text(x, y, text, kind=""):
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle" class="board-text{}">{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        kind,
        text,
    )
