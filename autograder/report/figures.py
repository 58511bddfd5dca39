"""The report's figures as SVG to stand inside a page: ink for points that were lost, no colour needed.

A figure is drawn with one unit a CSS pixel, from the top left.
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
from typing import Any
from xml.etree import ElementTree

import numpy as np
from markupsafe import Markup
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .columns import columns_of, one_each
from .digest import Digest, Marks
from .gather import State, Work

INK, PAPER, LINE, GREY = "#7a3419", "#eef2f6", "#b9c4cf", "#5a636b"
MOST_DOTS = 14
Box = tuple[float, float, float, float]
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


@contextmanager
def _plain(salt: str = "") -> Iterator[None]:
    """Matplotlib's own settings, whatever this machine's are, and text that stays text."""
    with style.context({"svg.fonttype": "none", "svg.hashsalt": salt}, after_reset=True):
        yield


@_plain()
def class_map(digest: Digest, title: str, description: str) -> Markup:
    """Exercises down, students across from the lowest mark to the highest."""
    columns = columns_of(digest)
    each = one_each(digest)
    longest = max(map(len, digest.results.points))
    left, top, height = 7.4 * longest + 16, 20.0, 26.0
    width = min(max(720 / len(columns), 17.0), 46.0)
    right = left + width * len(columns)
    names = _short([column.label for column in columns], 16)
    below = 30 + (7 * max(map(len, names)) if each else 16)
    bottom = top + height * len(digest.tallies)
    canvas = _Canvas(right + 84, bottom + below)
    paper: list[Box] = []
    solid: list[Box] = []
    hatched: list[Box] = []
    for row, tally in enumerate(digest.tallies):
        y = top + row * height
        middle = y + height / 2
        canvas.text(left - 8, middle, tally.name, 12, ha="right")
        canvas.text(right + 12, middle, f"{tally.passed} of {tally.seen}", 11.5)
        for place, column in enumerate(columns):
            x, w, h = left + place * width + 1, width - 2, height - 2
            wrong, empty = column.lost(tally.name, tally.points)
            foot = y + 1 + h
            paper.append((x, y + 1, w, h))
            solid.append((x, foot - wrong * h, w, wrong * h))
            hatched.append((x, foot - (wrong + empty) * h, w, empty * h))
            if each:
                _say(canvas, digest, column.works[0], tally.name, (x, y + 1, w, h), wrong)
    canvas.boxes(paper, facecolor=PAPER)
    canvas.boxes(hatched, facecolor="white", edgecolor=GREY, hatch="//////")
    canvas.boxes(solid, facecolor=INK)
    canvas.text(right + 12, top - 9, "passed", 11.5, color=GREY)
    canvas.text(
        left - 8, bottom + 13, "mark" if each else "median mark", 11.5, ha="right", color=GREY
    )
    for place, (column, name) in enumerate(zip(columns, names, strict=True)):
        x = left + (place + 0.5) * width
        canvas.text(
            x, bottom + 13, f"{column.median:.1f}".removesuffix(".0"), _fit(width), ha="center"
        )
        if each:
            canvas.text(x, bottom + 26, name, 11.5, ha="right", va="center", rotation=90)
    if not each:
        sizes = sorted({len(column.works) for column in columns})
        size = " or ".join(map(str, sizes))
        canvas.text(left, bottom + 36, f"← the lowest {size}", 11.5, color=GREY)
        canvas.text(right, bottom + 36, f"the highest {size} →", 11.5, ha="right", color=GREY)
    return canvas.svg(title, description)


def _say(canvas: _Canvas, digest: Digest, work: Work, exercise: str, box: Box, lost: float) -> None:
    """Write a mistake's number into a cell, where there is more room for it: on ink or above it."""
    x, y, w, h = box
    answer = work.answers[exercise]
    number = digest.numbers.get(answer.fault) if answer.fault else None
    text = "?" if answer.state is State.WAITING else str(number or "")
    if text:
        on_ink = lost >= 0.5
        middle = y + h - lost * h / 2 if on_ink else y + (1 - lost) * h / 2
        canvas.text(
            x + w / 2, middle, text, 10.5, ha="center", color="white" if on_ink else "black"
        )


@_plain()
def legend(kind: str, key: str) -> Markup:
    """A cell of the map as a key to it: "earned", "half", "lost" or "empty". `key` is the section's."""
    canvas = _Canvas(20, 20)
    canvas.boxes([(0, 0, 20, 20)], facecolor=PAPER)
    if kind == "empty":
        canvas.boxes([(0, 0, 20, 20)], facecolor="white", edgecolor=GREY, hatch="//////")
    elif kind != "earned":
        lost = {"half": 10.0, "lost": 20.0}[kind]
        canvas.boxes([(0, 20 - lost, 20, lost)], facecolor=INK)
    return canvas.svg(salt=key)


@_plain()
def marks_plot(marks: Marks, worth: float, title: str, description: str) -> Markup:
    """How the marks lie: a dot a student, or bars where there are many; the quarters below."""
    left, right = 20.0, 680.0
    end = max(worth, marks.high)
    step = _step(end)
    bins = Counter(math.floor(value / step + 0.5) for value in marks.values)
    most = max(bins.values())
    pitch = (right - left) / (end / step)
    dot = min(pitch - 1, 11.0)
    dots = most <= MOST_DOTS
    unit = dot if dots else 110 / most
    base = 20 + most * unit
    canvas = _Canvas(right + 20, base + 44)

    def place(value: float) -> float:
        return left + (right - left) * value / end

    if dots:
        spots = [
            (place(bin * step), base - (level + 0.5) * dot)
            for bin, count in bins.items()
            for level in range(count)
        ]
        canvas.dots(spots, dot / 2 - 0.7)
    else:
        width = min(pitch - 2, 30.0)
        corners = [(place(bin * step) - width / 2, base - n * unit) for bin, n in bins.items()]
        canvas.boxes([(x, y, width, base - y) for x, y in corners], facecolor=GREY)
        for (x, y), n in zip(corners, bins.values(), strict=True):
            canvas.text(x + width / 2, y - 8, str(n), 10.5, ha="center", color=GREY)
    canvas.line(place(0) - 5, base + 4, place(end) + 5, base + 4)
    for value in np.arange(0, worth + 0.01, _step(3 * worth)):
        canvas.line(place(value), base + 4, place(value), base + 8)
        canvas.text(place(value), base + 17, f"{value:g}", 11.5, ha="center", color=GREY)
    low, first, median, third, high = map(
        place, (marks.low, marks.first, marks.median, marks.third, marks.high)
    )
    canvas.boxes([(first, base + 30, third - first, 6)], facecolor=LINE)
    canvas.line(low, base + 33, first, base + 33)
    canvas.line(third, base + 33, high, base + 33)
    canvas.boxes([(median - 1.5, base + 26, 3, 14)], facecolor=INK)
    return canvas.svg(title, description)


def _step(end: float) -> float:
    """A round number that divides a stretch into thirty parts or fewer."""
    steps = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
    return next((step for step in steps if end / step <= 30), end / 30)


def _fit(width: float) -> float:
    return 11.5 if width >= 24 else 9.0


def _short(names: Sequence[str], longest: int) -> list[str]:
    """Names that can be drawn: on one line, and not too long."""
    clean = ("".join(c if c.isprintable() else "·" for c in name) for name in names)
    return [name if len(name) <= longest else f"{name[: longest - 1]}…" for name in clean]


class _Canvas:
    """A sheet for boxes, dots, lines and texts, which gives SVG for a page."""

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

    def text(self, x: float, y: float, text: str, size: float, **look: Any) -> None:
        """A text as it stands, be it a formula to Matplotlib or not."""
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
        """The figure as an element of a page; without a title it is decoration.

        What it refers to by an id has another one in each figure, by its title or `salt`.
        """
        file = io.BytesIO()
        with _plain(title or salt), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # the browser has more letters
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            self._figure.savefig(file, format="svg", metadata=nothing)
        return _inline(file.getvalue(), self._size, title, description)


def _inline(source: bytes, size: tuple[float, float], title: str, description: str) -> Markup:
    """An SVG file as an element: without namespaces, ids that nothing refers to, and its own fonts."""
    root = ElementTree.fromstring(source)
    for parent in root.iter():
        parent.tag = parent.tag.rpartition("}")[2]
        if parent.tag != "pattern":
            parent.attrib.pop("id", None)
        if "d" in parent.attrib:
            parent.attrib["d"] = " ".join(parent.attrib["d"].split())
        if "style" in parent.attrib:
            parent.attrib["style"] = re.sub(r"font-family: [^;]*;? ?", "", parent.attrib["style"])
        parent.text, parent.tail = (parent.text or "").strip() or None, None
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
