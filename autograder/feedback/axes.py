"""Axes of a small plot: from numbers to places in an SVG image.

Matplotlib draws more, but to import it takes longer than to make a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as Xml

import numpy as np
from numpy.typing import NDArray

GREY = "#666666"
WIDTH, HEIGHT = 302, 173
LEFT, TOP, RIGHT, BOTTOM = 34, 24, 293, 140
"""The edges of the plot in the image, in pixels; around it stand the legend, the ticks and the labels."""

Floats = NDArray[np.float64]
Range = tuple[float, float]
_FONT = {"font-family": "DejaVu Sans, Verdana, sans-serif", "font-size": "9"}
_SAMPLE, _LETTER = 18.0, 4.9
_FAR = 3.0
"""How far beyond the plot a line is followed, in heights of the plot: no number is too large to draw."""


def image(title: str) -> Xml.Element:
    """An empty SVG image with this title."""
    root = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"} | _FONT)
    root.set("viewBox", f"0 0 {WIDTH} {HEIGHT}")
    root.set("width", str(WIDTH))
    root.set("height", str(HEIGHT))
    Xml.SubElement(root, "title").text = title
    return root


def text(parent: Xml.Element, x: float, y: float, words: str, **looks: str) -> None:
    """Write words, centred at x unless `looks` has another `text_anchor`."""
    _add(parent, "text", x=x, y=y, **{"text_anchor": "middle"} | looks).text = words


@dataclass
class Axes:
    """A plot in an image. `x` and `y` are the ranges that it shows, each from left or bottom on."""

    image: Xml.Element
    x: Range
    y: Range
    inside: Xml.Element = field(init=False)
    _legend_ends: float = 10.0

    def __post_init__(self) -> None:
        size = {"width": str(RIGHT - LEFT), "height": str(BOTTOM - TOP)}
        place = {
            "x": str(LEFT),
            "y": str(TOP),
            "viewBox": f"{LEFT} {TOP} {' '.join(size.values())}",
        }
        self.inside = Xml.SubElement(self.image, "svg", place | size)  # what leaves it is cut off

    def at_x(self, value: float) -> float:
        """The place of a number on the horizontal axis."""
        return LEFT + (RIGHT - LEFT) * _share(value, self.x)

    def at_y(self, value: float) -> float:
        """The place of a number on the vertical axis."""
        return BOTTOM - (BOTTOM - TOP) * _share(value, self.y)

    def line(self, x: Floats, y: Floats, label: str, mark: str = "", **looks: str) -> None:
        """A line through points, broken where y is not finite, with its entry in the legend.

        `mark` is "circle", "square" or nothing: what stands at up to ten of the points.
        """
        points = [
            (self.at_x(a), self.at_y(b)) if np.isfinite(b) else None
            for a, b in zip(x, y, strict=True)
        ]
        marked = points[:: max(1, len(points) // 10)] if mark else []
        self._draw(self.inside, points, marked, mark, looks)
        start, end, middle = *self._next_in_legend(label), TOP - 9
        ends = [(start, middle), (end, middle)]
        self._draw(self.image, ends, [((start + end) / 2, middle)] if mark else [], mark, looks)

    def level(self, y: float, label: str, **looks: str) -> None:
        """A horizontal line through the whole plot."""
        self.line(np.array(self.x), np.array([y, y]), label, **looks)

    def band(self, start: float, end: float, label: str) -> None:
        """A hatched band between two numbers on the horizontal axis."""
        pattern = _add(self.image, "pattern", id="hatch", width=6, height=6)
        pattern.set("patternUnits", "userSpaceOnUse")
        _add(pattern, "rect", width=6, height=6, fill="#EEEEEE")
        _add(pattern, "path", d="M0 6L6 0", stroke=GREY, stroke_width="0.7")
        low, high = max(self.at_x(start), LEFT), min(self.at_x(end), RIGHT)
        looks = {"fill": "url(#hatch)"}
        _add(self.inside, "rect", x=low, y=TOP, width=high - low, height=BOTTOM - TOP, **looks)
        left, right = self._next_in_legend(label)
        _add(self.image, "rect", x=left, y=TOP - 12, width=right - left, height=7, **looks)

    def cells(self, places: Iterable[tuple[int, int]], colour: str, crossed: bool) -> None:
        """Cells of a table around these (x, y), with a cross in each or without."""
        width = abs(self.at_x(1) - self.at_x(0)) - 1
        height = abs(self.at_y(1) - self.at_y(0)) - 1
        r = min(3.0, height / 3)
        boxes, crosses = [], []
        for x, y in places:
            middle, level = self.at_x(x), self.at_y(y)
            start = f"M{_px(middle - width / 2)} {_px(level - height / 2)}"
            boxes.append(f"{start}h{_px(width)}v{_px(height)}h{_px(-width)}z")
            start, across = f"M{_px(middle - r)} {_px(level - r)}", _px(2 * r)
            crosses.append(f"{start}l{across} {across}m-{across} 0l{across} -{across}")
        _add(self.inside, "path", d="".join(boxes), fill=colour)
        if crossed:
            _add(self.inside, "path", d="".join(crosses), fill="none", stroke="black")

    def label(self, x: str = "", y: str = "", top: str = "") -> None:
        """What the axes and the whole plot show."""
        text(self.image, (LEFT + RIGHT) / 2, HEIGHT - 6, x)
        if y:
            middle = (TOP + BOTTOM) / 2
            text(self.image, 9, middle, y, transform=f"rotate(-90 9 {middle:g})")
        if top:
            text(self.image, (LEFT + RIGHT) / 2, TOP - 9, top)

    def frame(self, x: Iterable[float], y: Iterable[float]) -> None:
        """The axes themselves, with ticks at these numbers."""
        ticks = [f"M{_px(self.at_x(value))} {BOTTOM}v3" for value in x]
        ticks += [f"M{LEFT} {_px(self.at_y(value))}h-3" for value in y]
        d = f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}{''.join(ticks)}"
        _add(self.image, "path", d=d, fill="none", stroke=GREY, stroke_width="0.8")
        for value in x:
            text(self.image, self.at_x(value), BOTTOM + 13, _number(value))
        for value in y:
            text(self.image, LEFT - 6, self.at_y(value) + 3, _number(value), text_anchor="end")

    def _draw(
        self,
        parent: Xml.Element,
        points: Sequence[tuple[float, float] | None],
        marked: Iterable[tuple[float, float] | None],
        mark: str,
        looks: dict[str, str],
    ) -> None:
        path, pen = [], "M"
        for point in points:
            if point is not None:
                path.append(f"{pen}{_px(point[0])} {_px(point[1])}")
            pen = "M" if point is None else "L"
        _add(parent, "path", d="".join(path), fill="none", **looks)
        for place in marked:
            if place is not None:
                _mark(parent, mark, *place, looks["stroke"])

    def _next_in_legend(self, label: str) -> Range:
        """Write the label of the next entry above the plot. Returns where its sample begins and ends."""
        start = self._legend_ends
        end = start + _SAMPLE
        text(self.image, end + 4, TOP - 6, label, text_anchor="start")
        self._legend_ends = end + 14 + _LETTER * len(label)
        return start, end


def _mark(parent: Xml.Element, mark: str, x: float, y: float, colour: str) -> None:
    if mark == "circle":
        _add(parent, "circle", cx=x, cy=y, r=2, fill=colour)
    else:
        _add(parent, "rect", x=x - 1.8, y=y - 1.8, width=3.6, height=3.6, fill=colour)


def ticks(low: float, high: float, most: int, whole: bool = False) -> list[float]:
    """Round numbers from low to high, evenly spaced, at most this many; whole ones if asked.

    Steps are 1, 2, 2.5 or 5 times a power of ten.
    """
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    steps = (factor * size for size in (power, 10 * power) for factor in (1, 2, 2.5, 5))
    fitting = (s for s in steps if s > rough and (not whole or (s >= 1 and s % 1 == 0)))
    step = next(fitting, 1.0)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(n * step, 12) for n in range(first, last + 1)]


def _share(value: float, range: Range) -> float:
    value, low, high = map(float, (value, *range))
    share = (value / 2 - low / 2) / (
        high / 2 - low / 2
    )  # halved: the largest floats do not overflow
    return min(max(share, -_FAR), 1 + _FAR)


def _add(parent: Xml.Element, tag: str, **looks: float | str) -> Xml.Element:
    """A new element; `stroke_width` stands for the attribute stroke-width."""
    shown = {
        name.replace("_", "-"): value if isinstance(value, str) else _px(value)
        for name, value in looks.items()
    }
    return Xml.SubElement(parent, tag, shown)


def _px(value: float) -> str:
    return f"{round(float(value), 1):g}"


def _number(value: float) -> str:
    return f"{value + 0.0:g}".replace("-", "−")
