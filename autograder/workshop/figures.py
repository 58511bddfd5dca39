"""`show` puts a figure into a notebook together with a sentence that says what it shows."""

from __future__ import annotations

import io
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PIXELS_AN_INCH = 96
"""Of a browser's inch: a figure of 6 inches is 576 pixels wide where there is room."""
SHARPNESS = 1.5
"""Pixels drawn for each of these."""


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
    display({"text/html": img(figure, description), "text/plain": description}, raw=True)
    plt.close(figure)


def img(figure: Figure, description: str) -> str:
    """A figure as an HTML element with its text alternative."""
    file = io.BytesIO()
    dpi = PIXELS_AN_INCH * SHARPNESS
    figure.savefig(file, format="png", dpi=dpi, bbox_inches="tight", facecolor="white")
    png = file.getvalue()
    width = int.from_bytes(png[16:20], "big") / SHARPNESS
    return (
        f'<img alt="{escape(description)}" width="{width:.0f}" '
        'style="max-width: 100%; height: auto; background: white" '
        f'src="data:image/png;base64,{b64encode(png).decode()}">'
    )
