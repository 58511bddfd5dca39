"""Draws the report's figures as inline SVG: ink shows lost points, so that they need no colour.

All coordinates are in CSS pixels from the top left.
"""

from __future__ import annotations

import io
import logging
import math
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import numpy as np
from markupsafe import Markup
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from autograder.instructor.report.columns import Column, columns_of, one_each, sizes
from autograder.instructor.report.digest import Digest, Marks
from autograder.instructor.report.works import State

INK, PAPER, LINE, GREY = "#7a3419", "#eef2f6", "#b9c4cf", "#5a636b"
HATCHED = {"facecolor": "white", "edgecolor": GREY, "hatch": "//////"}
MOST_DOTS, TALLEST = 14, 110.0
"""With more equal marks than MOST_DOTS, the plot has bars; the tallest has TALLEST pixels."""
Box = tuple[float, float, float, float]
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


@contextmanager
def _plain(salt: str = "") -> Iterator[None]:
    """Use Matplotlib's default settings, not this machine's, and keep text as text in the SVG."""
    with style.context({"svg.fonttype": "none", "svg.hashsalt": salt}, after_reset=True):
        yield


@dataclass(frozen=True)
class _Grid:
    """The position and size of a map's cells."""

    left: float
    top: float
    width: float
    height: float
    columns: int
    rows: int

    @property
    def right(self) -> float:
        return self.left + self.width * self.columns

    @property
    def bottom(self) -> float:
        return self.top + self.height * self.rows

    def cell(self, row: int, column: int) -> Box:
        x, y = self.left + column * self.width, self.top + row * self.height
        return x + 1, y + 1, self.width - 2, self.height - 2


@_plain()
def class_map(digest: Digest, title: str, description: str) -> Markup:
    """Exercises down, students across from the lowest mark to the highest."""
    columns, each = columns_of(digest), one_each(digest)
    names = _short([column.label for column in columns], 16)
    width = min(max(720 / len(columns), 17.0), 46.0)
    left = 7.4 * max(map(len, digest.results.points)) + 16
    grid = _Grid(left, 20.0, width, 26.0, len(columns), len(digest.tallies))
    below = 30 + (7 * max(map(len, names)) if each else 16)
    canvas = _Canvas(grid.right + 84, grid.bottom + below)
    _draw_cells(canvas, grid, digest, columns)
    if each:
        _draw_numbers(canvas, grid, digest)
    _label_exercises(canvas, grid, digest)
    _label_marks(canvas, grid, columns, "mark" if each else "median mark")
    if each:
        for place, name in enumerate(names):
            x = grid.left + (place + 0.5) * grid.width
            canvas.text(x, grid.bottom + 26, name, ha="right", va="center", rotation=90)
    else:
        size, y = sizes(columns), grid.bottom + 36
        canvas.text(grid.left, y, f"← the lowest {size}", color=GREY)
        canvas.text(grid.right, y, f"the highest {size} →", ha="right", color=GREY)
    return canvas.svg(title, description)


def _draw_cells(canvas: _Canvas, grid: _Grid, digest: Digest, columns: Sequence[Column]) -> None:
    """Fill each cell from the bottom: lost points in ink, then unwritten code hatched."""
    paper: list[Box] = []
    solid: list[Box] = []
    hatched: list[Box] = []
    for row, tally in enumerate(digest.tallies):
        for place, column in enumerate(columns):
            x, y, w, h = grid.cell(row, place)
            wrong, empty = column.lost(tally.name)
            paper.append((x, y, w, h))
            solid.append((x, y + h * (1 - wrong), w, h * wrong))
            hatched.append((x, y + h * (1 - wrong - empty), w, h * empty))
    canvas.boxes(paper, facecolor=PAPER)
    canvas.boxes(hatched, **HATCHED)
    canvas.boxes(solid, facecolor=INK)


def _draw_numbers(canvas: _Canvas, grid: _Grid, digest: Digest) -> None:
    """Write each mistake's number on the ink or above it, where there is more room."""
    for row, tally in enumerate(digest.tallies):
        for place, work in enumerate(digest.ranked):
            answer = work.answers[tally.name]
            text = "?" if answer.state is State.WAITING else ""
            if answer.fault in digest.numbers:
                text = str(digest.numbers[answer.fault])
            x, y, w, h = grid.cell(row, place)
            on_ink = answer.lost >= 0.5
            middle = y + h * (1 - answer.lost / 2) if on_ink else y + h * (1 - answer.lost) / 2
            colour = "white" if on_ink else "black"
            canvas.text(x + w / 2, middle, text, 10.5, ha="center", color=colour)


def _label_exercises(canvas: _Canvas, grid: _Grid, digest: Digest) -> None:
    canvas.text(grid.right + 12, grid.top - 9, "passed", color=GREY)
    for row, tally in enumerate(digest.tallies):
        y = grid.top + (row + 0.5) * grid.height
        canvas.text(grid.left - 8, y, tally.name, 12, ha="right")
        canvas.text(grid.right + 12, y, f"{tally.passed} of {tally.seen}")


def _label_marks(canvas: _Canvas, grid: _Grid, columns: Sequence[Column], what: str) -> None:
    y, size = grid.bottom + 13, 11.5 if grid.width >= 24 else 9.0
    canvas.text(grid.left - 8, y, what, ha="right", color=GREY)
    for place, column in enumerate(columns):
        x = grid.left + (place + 0.5) * grid.width
        canvas.text(x, y, f"{column.median:.1f}".removesuffix(".0"), size, ha="center")


@_plain()
def legend(kind: str, key: str) -> Markup:
    """A cell for the map's legend: "earned", "half", "lost" or "empty". `key` is the section's id."""
    canvas = _Canvas(20, 20)
    canvas.boxes([(0, 0, 20, 20)], facecolor=PAPER)
    if kind == "empty":
        canvas.boxes([(0, 0, 20, 20)], **HATCHED)
    elif kind != "earned":
        lost = {"half": 10.0, "lost": 20.0}[kind]
        canvas.boxes([(0, 20 - lost, 20, lost)], facecolor=INK)
    return canvas.svg(salt=key)


@_plain()
def marks_plot(marks: Marks, worth: float, title: str, description: str) -> Markup:
    """The distribution of marks: a dot for each student, or bars for many; a box plot below."""
    scale = _Scale(20.0, 680.0, max(worth, marks.high))
    bins = Counter(math.floor(value / scale.step + 0.5) for value in marks.values)
    most = max(bins.values())
    dot = min(scale.pitch - 1, 11.0)
    base = 20 + (most * dot if most <= MOST_DOTS else TALLEST)
    canvas = _Canvas(scale.right + 20, base + 44)
    if most <= MOST_DOTS:
        _draw_dots(canvas, scale, bins, base, dot)
    else:
        _draw_bars(canvas, scale, bins, base)
    canvas.line(scale.left - 5, base + 4, scale.right + 5, base + 4)
    for value in np.arange(0, worth + 0.01, _step(3 * worth)):
        x = scale(value)
        canvas.line(x, base + 4, x, base + 8)
        canvas.text(x, base + 17, f"{value:g}", ha="center", color=GREY)
    _draw_quarters(canvas, scale, marks, base + 33)
    return canvas.svg(title, description)


@dataclass(frozen=True)
class _Scale:
    """Maps points to pixels on an axis, which has bins around the multiples of `step`."""

    left: float
    right: float
    end: float

    def __call__(self, value: float) -> float:
        return self.left + (self.right - self.left) * value / self.end

    @property
    def step(self) -> float:
        return _step(self.end)

    @property
    def pitch(self) -> float:
        return self(self.step) - self.left


def _draw_dots(canvas: _Canvas, scale: _Scale, bins: Counter[int], base: float, dot: float) -> None:
    places = [
        (scale(bin * scale.step), base - (level + 0.5) * dot)
        for bin, count in bins.items()
        for level in range(count)
    ]
    canvas.dots(places, dot / 2 - 0.7)


def _draw_bars(canvas: _Canvas, scale: _Scale, bins: Counter[int], base: float) -> None:
    """Bars with their counts on top."""
    width, unit = min(scale.pitch - 2, 30.0), TALLEST / max(bins.values())
    for bin, count in bins.items():
        x, y = scale(bin * scale.step), base - count * unit
        canvas.boxes([(x - width / 2, y, width, base - y)], facecolor=GREY)
        canvas.text(x, y - 8, str(count), 10.5, ha="center", color=GREY)


def _draw_quarters(canvas: _Canvas, scale: _Scale, marks: Marks, y: float) -> None:
    """Draw the box plot: a line for the whole range, a bar for the middle half, a stroke at the median."""
    low, first, median, third, high = map(
        scale, (marks.low, marks.first, marks.median, marks.third, marks.high)
    )
    canvas.line(low, y, first, y)
    canvas.line(third, y, high, y)
    canvas.boxes([(first, y - 3, third - first, 6)], facecolor=LINE)
    canvas.boxes([(median - 1.5, y - 7, 3, 14)], facecolor=INK)


def _step(end: float) -> float:
    """A round number that divides a range into thirty parts or fewer."""
    steps = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
    return next((step for step in steps if end / step <= 30), end / 30)


def _short(names: Sequence[str], longest: int) -> list[str]:
    """Names that can be drawn: on one line, and not too long."""
    clean = ("".join(c if c.isprintable() else "·" for c in name) for name in names)
    return [name if len(name) <= longest else f"{name[: longest - 1]}…" for name in clean]


class _Canvas:
    """Draws boxes, dots, lines and texts, and returns them as SVG."""

    def __init__(self, width: float, height: float) -> None:
        self._size = width, height
        self._figure = Figure((width / 72, height / 72), facecolor="none")
        self._figure.patch.set_visible(False)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.set_axis_off()

    def boxes(self, boxes: Sequence[Box], **look: Any) -> None:
        """Rectangles of one style, as one path."""
        corners = [
            [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
            for x, y, w, h in boxes
            if w > 0.01 and h > 0.01
        ]
        if corners:
            path = Path.make_compound_path_from_polys(np.array(corners))
            self._axes.add_patch(
                PathPatch(path, **{"linewidth": 0, "edgecolor": "none", "clip_on": False, **look})
            )

    def dots(self, places: Sequence[tuple[float, float]], radius: float) -> None:
        """Discs of one size, as one path."""
        discs = [Path.circle(place, radius) for place in places]
        self._axes.add_patch(
            PathPatch(Path.make_compound_path(*discs), facecolor=GREY, linewidth=0, clip_on=False)
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A thin line."""
        self._axes.plot([x1, x2], [y1, y2], color=GREY, linewidth=0.9, clip_on=False)

    def text(self, x: float, y: float, text: str, size: float = 11.5, **look: Any) -> None:
        """A text, never read as a formula."""
        self._axes.text(
            x,
            y,
            text,
            size=size,
            parse_math=False,
            rotation_mode="anchor",
            **{"va": "center_baseline", **look},
        )

    def svg(self, title: str = "", description: str = "", salt: str = "") -> Markup:
        """The figure as an HTML element. Without a title it is marked as decoration.

        The title or `salt` makes the ids in the figure unique on the page.
        """
        file = io.BytesIO()
        with _plain(title or salt), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # the browser has more letters
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            self._figure.savefig(file, format="svg", metadata=nothing)
        return _inline(file.getvalue(), self._size, title, description)


def _inline(source: bytes, size: tuple[float, float], title: str, description: str) -> Markup:
    """An SVG file as an HTML element, without namespaces, unused ids and fonts of its own."""
    root = ElementTree.fromstring(source)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.tag != "pattern":
            element.attrib.pop("id", None)
        if "d" in element.attrib:
            element.attrib["d"] = " ".join(element.attrib["d"].split())
        if "style" in element.attrib:
            element.attrib["style"] = re.sub(r"font-family: [^;]*;? ?", "", element.attrib["style"])
        element.text, element.tail = (element.text or "").strip() or None, None
    for defs in [part for part in root if part.tag == "defs" and part.find("style") is not None]:
        root.remove(defs)
    width, height = size
    root.attrib = {
        "viewBox": f"0 0 {width:g} {height:g}",
        "width": f"{width:g}",
        "height": f"{height:g}",
    }
    if title:
        root.attrib |= {"role": "img", "aria-label": title}
        told = [ElementTree.Element("title"), ElementTree.Element("desc")]
        told[0].text, told[1].text = title, description
        root[:0] = told
    else:
        root.attrib["aria-hidden"] = "true"
    return Markup(ElementTree.tostring(root, encoding="unicode"))
