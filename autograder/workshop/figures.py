"""`show` puts a figure into a notebook together with a sentence that says what it shows."""

from __future__ import annotations

import io
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

PIXELS_AN_INCH = 96
"""Of a browser's inch: a figure of 6 inches is 576 pixels wide where there is room."""
SHARPNESS = 1.5
"""Pixels drawn for each of these."""
LARGEST = 1e300
"""From here on Matplotlib's own arithmetic overflows."""
NO_PICTURE = (
    "There is no picture: its numbers are too large to draw. Does every function above pass its check? "
    "It would show this: {description}"
)
MARGIN = 1.5
"""How many times as wide and as tall as the figure a picture may be, to hold what stands beside it."""


def show(description: str) -> None:
    """Show the current figure, and tell what it shows to who cannot see it.

    In a notebook the description is the picture's text alternative: a screen reader speaks it, and it
    goes with the notebook into its exports. The picture stands on white, so that dark themes can show
    it, and shrinks to the width of the window. Outside a notebook the description is printed, and
    Matplotlib shows the figure if it can.

    Args:
        description: a sentence or two: what is drawn, and what there is to see. Put in the numbers that
            were computed.

    Raises:
        ValueError: if no figure is open.
    """
    import matplotlib.pyplot as plt
    from IPython.core.getipython import get_ipython

    if not plt.get_fignums():
        raise ValueError("There is no figure to show. Draw one first, then call show(...).")
    if get_ipython() is None:
        print(description)
        plt.show()
        return
    from IPython.display import display

    figure = plt.gcf()
    try:
        display({"text/html": img(figure, description), "text/plain": description}, raw=True)
    except (OverflowError, ValueError):
        if not _is_too_large(figure):
            raise
        print(NO_PICTURE.format(description=description))
    finally:
        plt.close(figure)


def img(figure: Figure, description: str) -> str:
    """A figure as an HTML element with its text alternative."""
    file = io.BytesIO()
    dpi = PIXELS_AN_INCH * SHARPNESS
    figure.savefig(file, format="png", dpi=dpi, bbox_inches=_part(figure), facecolor="white")
    png = file.getvalue()
    width = int.from_bytes(png[16:20], "big") / SHARPNESS
    return (
        f'<img alt="{escape(description)}" width="{width:.0f}" '
        'style="max-width: 100%; height: auto; background: white" '
        f'src="data:image/png;base64,{b64encode(png).decode()}">'
    )


def _part(figure: Figure) -> Bbox:
    """The part of a figure to draw, in inches: what is in it, as far as it is near. Hides texts that are far.

    A text that is placed by computed numbers is far away where these are wrong. A picture that
    reaches there would take gigabytes.
    """
    from matplotlib import rcParams
    from matplotlib.transforms import Bbox

    figure.draw_without_rendering()
    near = figure.bbox.expanded(MARGIN, MARGIN)
    for text in (text for axes in figure.axes for text in axes.texts):
        if not near.overlaps(text.get_window_extent()):
            text.set_visible(False)
    page = figure.bbox_inches.expanded(MARGIN, MARGIN)
    drawn = figure.get_tightbbox().padded(rcParams["savefig.pad_inches"])
    return Bbox.intersection(drawn, page) or page


def _is_too_large(figure: Figure) -> bool:
    """Whether an axis spans numbers that can't be drawn."""
    ends = (end for axes in figure.axes for end in axes.viewLim.get_points().flat)
    return any(not abs(end) < LARGEST for end in ends)
