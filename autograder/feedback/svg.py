"""Draws pictures as small SVG images for HTML, readable by colour, line style or marks alone.

Matplotlib is imported only when there is something to draw.
"""

from __future__ import annotations

import io
import logging
from base64 import b64encode
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.feedback.pictures import view
from autograder.model import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#666666"
SIZE = (4.2, 2.4)
STYLE = {
    "font.size": 8,
    "svg.fonttype": "none",
    "svg.hashsalt": "autograder",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "legend.frameon": False,
    "path.simplify_threshold": 0.5,
}
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
    import matplotlib
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {
        k: v for k, v in matplotlib.rcParamsDefault.items() if k not in _LEFT_ALONE
    }
    draw = {"curve": _curve, "losses": _losses, "entries": _entries}[picture.kind]
    with matplotlib.rc_context(style | STYLE):
        figure = Figure(SIZE)
        draw(figure.add_axes((0.11, 0.19, 0.86, 0.68)), picture)
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Title": picture.alt})
    return file.getvalue()


_LEFT_ALONE = ("backend", "backend_fallback", "interactive", "toolbar")
"""Settings that depend on the session. All others are reset, so that pictures do not change."""


def _curve(axes: Axes, picture: Picture) -> None:
    z, right, yours = (np.array(row) for row in picture.rows)
    axes.plot(z, right, color=GREY, lw=4, alpha=0.5, label="right")
    axes.plot(z, yours, "--", color=ORANGE, lw=1.6, label=picture.names[2])
    axes.set(xlabel="z", xlim=(z[0], z[-1]), ylim=view(right, yours))
    axes.locator_params(nbins=4)
    _legend(axes)


def _losses(axes: Axes, picture: Picture) -> None:
    marks = ((ORANGE, "o-"), (BLUE, "s--"))
    for name, row, (colour, mark) in zip(picture.names, picture.rows, marks, strict=False):
        epochs, values = np.arange(1, len(row) + 1), np.array(row)
        every = max(1, len(row) // 10)
        axes.plot(epochs, values, mark, color=colour, ms=3, markevery=every, lw=1.2, label=name)
    values = np.concatenate(picture.rows)
    top = 1.1 * values[np.isfinite(values)].max(initial=0.75)
    end = max(map(len, picture.rows)) + 0.5
    broken = [i + 0.5 for row in picture.rows for i, x in enumerate(row) if not np.isfinite(x)]
    if broken:
        axes.axvspan(min(broken), end, fc="#EEEEEE", ec=GREY, hatch="///", lw=0, label="not finite")
    axes.axhline(np.log(2), color=GREY, ls=":", lw=1, label="ln 2")
    axes.set(xlabel="epoch", xlim=(0.5, end), ylim=(0, top))
    _whole_ticks(axes.xaxis)
    _legend(axes)


def _entries(axes: Axes, picture: Picture) -> None:
    from matplotlib.colors import ListedColormap

    wrong = np.array(picture.rows, dtype=bool)
    rows, columns = wrong.shape
    cells = ListedColormap(["#EEF3F7", "#F6C9A8"])
    axes.imshow(wrong, cells, aspect="auto", interpolation="none", vmin=0, vmax=1)
    axes.vlines(np.arange(columns) - 0.5, -0.5, rows - 0.5, color="white", lw=1)
    axes.hlines(np.arange(rows) - 0.5, -0.5, columns - 0.5, color="white", lw=1)
    y, x = np.nonzero(wrong)
    axes.plot(x, y, "x", color="black", ms=6 if rows <= 10 else 4, clip_on=False)
    axes.set(xlabel="column", ylabel="row", title=f"{picture.names[0]}: × differs".lstrip(": "))
    _whole_ticks(axes.xaxis)
    _whole_ticks(axes.yaxis)


def _whole_ticks(axis: Any) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(8, integer=True, min_n_ticks=1))


def _legend(axes: Axes) -> None:
    """Draw the legend above the curves, so that it does not cover them."""
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=4, columnspacing=1.2, borderaxespad=0.2
    )
