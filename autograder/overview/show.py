"""`progress()` in a notebook."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.overview.look import look
from autograder.overview.words import html, text


def progress(folder: str | Path = ".") -> None:
    """Show how far you are: each notebook of the course, your points, what is next and what changed.

    It reads your notebooks as last saved, this one too. `folder` is the folder that you unpacked, or
    that of one of its notebooks.

    Raises NoNotebooks if there is no notebook of a course.
    """
    standing = look(Path(folder))
    if "ipykernel" in sys.modules:
        from IPython.display import display

        display({"text/plain": text(standing), "text/html": html(standing)}, raw=True)
    else:
        print(text(standing))
