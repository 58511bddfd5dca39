"""Draws pictures as small SVG images for HTML, readable by colour, line style or marks alone."""

from __future__ import annotations

import logging
from base64 import b64encode
from functools import lru_cache
from html import escape
from xml.etree import ElementTree as Xml

import numpy as np

from autograder.feedback.axes import GREY, Axes, image, ticks
from autograder.feedback.pictures import view
from autograder.model import Picture

BLUE, ORANGE = "#0072B2", "#D55E00"
RIGHT_CELL, WRONG_CELL = "#EEF3F7", "#F6C9A8"
_LARGEST = 1e300
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def img(picture: Picture) -> str:
    """A picture as an HTML element, on white so that dark themes can show it.

    If it can't be drawn, its sentence takes its place.
    """
    alt = escape(picture.alt)
    try:
        source = b64encode(svg(picture)).decode()
    except Exception:
        logger.exception("a picture can't be drawn: %s", picture.alt)
        return alt
    style = "max-width: 100%; background: white; border: 0; border-radius: 3px"
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{source}" style="{style}">'


@lru_cache(maxsize=256)
def svg(picture: Picture) -> bytes:
    """A picture as SVG, the same bytes each time; cached, because a class repeats few mistakes."""
    draw = {"curve": _curve, "losses": _losses, "entries": _entries}[picture.kind]
    root = image(picture.alt)
    draw(root, picture)
    return Xml.tostring(root, "utf-8")


def _curve(root: Xml.Element, picture: Picture) -> None:
    z, right, yours = (np.array(row) for row in picture.rows)
    axes = Axes(root, (z[0], z[-1]), view(right, yours))
    thick, dashed = {"stroke_width": "4", "stroke_opacity": "0.5"}, {"stroke_dasharray": "6 3"}
    axes.line(z, right, "right", stroke=GREY, **thick)
    axes.line(z, yours, picture.names[2], stroke=ORANGE, stroke_width="1.6", **dashed)
    axes.frame(ticks(*axes.x, 5), ticks(*axes.y, 5))
    axes.label("z")


def _losses(root: Xml.Element, picture: Picture) -> None:
    rows = [np.array(row) for row in picture.rows]
    values = np.concatenate(rows)
    end = max(map(len, rows)) + 0.5
    top = 1.1 * min(values[np.isfinite(values)].max(initial=0.75), _LARGEST)
    axes = Axes(root, (0.5, end), (0.0, top))
    broken = [i + 0.5 for row in rows for i in np.flatnonzero(~np.isfinite(row))]
    if broken:
        axes.band(min(broken), end, "not finite")
    axes.level(np.log(2), "ln 2", stroke=GREY, stroke_dasharray="1 2")
    looks = (("circle", ORANGE, "none"), ("square", BLUE, "4 2"))
    for name, row, (mark, colour, dashes) in zip(picture.names, rows, looks, strict=False):
        epochs = np.arange(1.0, len(row) + 1)
        axes.line(epochs, row, name, mark, stroke=colour, stroke_dasharray=dashes)
    axes.frame(ticks(0.5, end, 8, whole=True), ticks(0.0, top, 5))
    axes.label("epoch")


def _entries(root: Xml.Element, picture: Picture) -> None:
    wrong = np.array(picture.rows, dtype=bool)
    rows, columns = wrong.shape
    axes = Axes(root, (-0.5, columns - 0.5), (rows - 0.5, -0.5))
    for differs, colour in ((False, RIGHT_CELL), (True, WRONG_CELL)):
        places = [(column, row) for row, column in np.argwhere(wrong == differs)]
        axes.cells(places, colour, crossed=differs)
    across, down = (ticks(0, last, 8, whole=True) for last in (columns - 1, rows - 1))
    axes.frame(across, down)
    axes.label("column", "row", f"{picture.names[0]}: × differs".lstrip(": "))
