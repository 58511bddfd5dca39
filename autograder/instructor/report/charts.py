"""Works the report's figures out: what is drawn where. The page's templates write them as inline SVG.

Ink shows lost points, so that the figures need no colour. All coordinates are in CSS pixels from the top
left, and the classes of shapes and texts are those of `style.css`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.instructor.report.columns import Column, columns_of, one_each, sizes
from autograder.instructor.report.digest import Digest, ExerciseSummary, Marks
from autograder.instructor.report.works import State

MOST_DOTS, TALLEST = 14, 110.0
"""With more equal marks than MOST_DOTS, the plot has bars; the tallest has TALLEST pixels."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Text:
    """A text around (x, y). `turned`: it runs upwards and ends there."""

    x: float
    y: float
    text: str
    looks: str = ""
    turned: bool = False


@dataclass
class Drawing:
    """A figure as plain data: paths, each with its class, and texts above them."""

    width: float
    height: float
    paths: list[tuple[str, str]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def boxes(self, looks: str, boxes: Iterable[Box]) -> None:
        """Add rectangles of one class, as one path. Those too small to see are left out."""
        self._add(
            looks,
            (
                f"M{_px(x)} {_px(y)}H{_px(x + w)}V{_px(y + h)}H{_px(x)}z"
                for x, y, w, h in boxes
                if w > 0.01 and h > 0.01
            ),
        )

    def dots(self, looks: str, places: Iterable[tuple[float, float]], radius: float) -> None:
        """Add discs of one class and size, as one path."""
        r, across = _px(radius), _px(2 * radius)
        self._add(
            looks,
            (
                f"M{_px(x - radius)} {_px(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"
                for x, y in places
            ),
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Add a thin line."""
        self._add("line", [f"M{_px(x1)} {_px(y1)}L{_px(x2)} {_px(y2)}"])

    def text(self, x: float, y: float, text: str, looks: str = "", turned: bool = False) -> None:
        """Add a text with these classes."""
        self.texts.append(Text(round(x, 2), round(y, 2), text, looks, turned))

    def _add(self, looks: str, parts: Iterable[str]) -> None:
        if path := "".join(parts):
            self.paths.append((looks, path))


def _px(value: float) -> str:
    return f"{round(value, 2):.8g}"


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


def class_map(digest: Digest) -> Drawing:
    """Exercises down, students across from the lowest mark to the highest."""
    columns, each = columns_of(digest), one_each(digest)
    names = _short([column.label for column in columns], 16)
    width = min(max(720 / len(columns), 17.0), 46.0)
    left = 7.4 * max(map(len, digest.results.points)) + 16
    grid = _Grid(left, 20.0, width, 26.0, len(columns), len(digest.tallies))
    below = 30 + (7 * max(map(len, names)) if each else 16)
    drawing = Drawing(
        grid.right + 28 + 7 * max(len(_passed(t)) for t in digest.tallies), grid.bottom + below
    )
    _draw_cells(drawing, grid, digest, columns)
    if each:
        _draw_numbers(drawing, grid, digest)
    _label_exercises(drawing, grid, digest)
    _label_marks(drawing, grid, columns, "mark" if each else "median mark")
    if each:
        for place, name in enumerate(names):
            x = grid.left + (place + 0.5) * grid.width
            drawing.text(x, grid.bottom + 26, name, "end", turned=True)
    else:
        size, y = sizes(columns), grid.bottom + 36
        drawing.text(grid.left, y, f"← the lowest {size}", "quiet")
        drawing.text(grid.right, y, f"the highest {size} →", "quiet end")
    return drawing


def _draw_cells(drawing: Drawing, grid: _Grid, digest: Digest, columns: Sequence[Column]) -> None:
    """Fill each cell from the bottom: lost points in ink, then unwritten code hatched."""
    paper: list[Box] = []
    ink: list[Box] = []
    unwritten: list[Box] = []
    for row, tally in enumerate(digest.tallies):
        for place, column in enumerate(columns):
            x, y, w, h = grid.cell(row, place)
            wrong, empty = column.lost(tally.name)
            paper.append((x, y, w, h))
            ink.append((x, y + h * (1 - wrong), w, h * wrong))
            unwritten.append((x, y + h * (1 - wrong - empty), w, h * empty))
    drawing.boxes("paper", paper)
    drawing.boxes("unwritten", unwritten)
    drawing.boxes("ink", ink)


def _draw_numbers(drawing: Drawing, grid: _Grid, digest: Digest) -> None:
    """Write each mistake's number on the ink or above it, where there is more room."""
    for row, tally in enumerate(digest.tallies):
        for place, work in enumerate(digest.ranked):
            answer = work.answers[tally.name]
            text = "?" if answer.state is State.WAITING else ""
            if answer.fault in digest.numbers:
                text = str(digest.numbers[answer.fault])
            if not text:
                continue
            x, y, w, h = grid.cell(row, place)
            on_ink = answer.lost >= 0.5
            middle = y + h * (1 - answer.lost / 2) if on_ink else y + h * (1 - answer.lost) / 2
            drawing.text(x + w / 2, middle, text, f"middle little{' on-ink' if on_ink else ''}")


def _label_exercises(drawing: Drawing, grid: _Grid, digest: Digest) -> None:
    drawing.text(grid.right + 12, grid.top - 9, "passed", "quiet")
    for row, tally in enumerate(digest.tallies):
        y = grid.top + (row + 0.5) * grid.height
        drawing.text(grid.left - 8, y, tally.name, "end large")
        drawing.text(grid.right + 12, y, _passed(tally))


def _passed(tally: ExerciseSummary) -> str:
    return f"{tally.passed} of {tally.seen}"


def _label_marks(drawing: Drawing, grid: _Grid, columns: Sequence[Column], what: str) -> None:
    y, size = grid.bottom + 13, "" if grid.width >= 24 else " tiny"
    drawing.text(grid.left - 8, y, what, "end quiet")
    for place, column in enumerate(columns):
        x = grid.left + (place + 0.5) * grid.width
        drawing.text(x, y, f"{column.median:.1f}".removesuffix(".0"), f"middle{size}")


def legend(kind: str) -> Drawing:
    """A cell for the map's legend: "earned", "half", "lost" or "empty"."""
    drawing = Drawing(20, 20)
    drawing.boxes("paper", [(0, 0, 20, 20)])
    if kind == "empty":
        drawing.boxes("unwritten", [(0, 0, 20, 20)])
    elif kind != "earned":
        lost = {"half": 10.0, "lost": 20.0}[kind]
        drawing.boxes("ink", [(0, 20 - lost, 20, lost)])
    return drawing


def marks_plot(marks: Marks, worth: float) -> Drawing:
    """The distribution of marks: a dot for each student, or bars for many; a box plot below."""
    scale = _Scale(20.0, 680.0, max(worth, marks.high))
    bins = Counter(math.floor(value / scale.step + 0.5) for value in marks.values)
    most = max(bins.values())
    dot = min(scale.pitch - 1, 11.0)
    base = 20 + (most * dot if most <= MOST_DOTS else TALLEST)
    drawing = Drawing(scale.right + 20, base + 44)
    if most <= MOST_DOTS:
        _draw_dots(drawing, scale, bins, base, dot)
    else:
        _draw_bars(drawing, scale, bins, base)
    drawing.line(scale.left - 5, base + 4, scale.right + 5, base + 4)
    every = _step(3 * worth)
    for number in range(math.floor(worth / every + 0.01) + 1):
        x = scale(number * every)
        drawing.line(x, base + 4, x, base + 8)
        drawing.text(x, base + 17, f"{number * every:g}", "middle quiet")
    _draw_quarters(drawing, scale, marks, base + 33)
    return drawing


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


def _draw_dots(
    drawing: Drawing, scale: _Scale, bins: Counter[int], base: float, dot: float
) -> None:
    places = [
        (scale(bin * scale.step), base - (level + 0.5) * dot)
        for bin, count in bins.items()
        for level in range(count)
    ]
    drawing.dots("grey", places, dot / 2 - 0.7)


def _draw_bars(drawing: Drawing, scale: _Scale, bins: Counter[int], base: float) -> None:
    """Bars with their counts on top."""
    width, unit = min(scale.pitch - 2, 30.0), TALLEST / max(bins.values())
    for bin, count in bins.items():
        x, y = scale(bin * scale.step), base - count * unit
        drawing.boxes("grey", [(x - width / 2, y, width, base - y)])
        drawing.text(x, y - 8, str(count), "middle quiet little")


def _draw_quarters(drawing: Drawing, scale: _Scale, marks: Marks, y: float) -> None:
    """Draw the box plot: a line for the whole range, a bar for the middle half, a stroke at the median."""
    low, first, median, third, high = map(
        scale, (marks.low, marks.first, marks.median, marks.third, marks.high)
    )
    drawing.line(low, y, first, y)
    drawing.line(third, y, high, y)
    drawing.boxes("half", [(first, y - 3, third - first, 6)])
    drawing.boxes("ink", [(median - 1.5, y - 7, 3, 14)])


def _step(end: float) -> float:
    """A round number that divides a range into thirty parts or fewer."""
    steps = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
    return next((step for step in steps if end / step <= 30), end / 30)


def _short(names: Sequence[str], longest: int) -> list[str]:
    """Names that can be drawn: on one line, and not too long."""
    clean = ("".join(c if c.isprintable() else "·" for c in name) for name in names)
    return [name if len(name) <= longest else f"{name[: longest - 1]}…" for name in clean]
