"""A cell in a notebook that takes part in a live map, below words that say what is sent."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.instructor.live.address import line_for_students
from autograder.live.joining import HOW_TO_STOP, WHAT_IS_SENT

INVITATION = """\
**The live map of the room: your choice.** Run the cell below to take part. Then each `check` tells the page on \
your instructor's machine {what}. Nobody sees who you are.

Would you rather not? Delete the cell below. To stop later: `{stop}`. The checks are the same either way."""


def invite(file: Path, address: str) -> None:
    """Add the invitation to a notebook, below its first cell of code."""
    notebook = nbformat.read(file, as_version=4)
    text = INVITATION.format(what=WHAT_IS_SENT, stop=HOW_TO_STOP)
    code = (n for n, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code")
    place = next(code, len(notebook.cells))
    notebook.cells[place:place] = [
        new_markdown_cell(text, id="live-map-about"),
        new_code_cell(line_for_students(address).replace("; ", "\n"), id="live-map"),
    ]
    nbformat.write(notebook, file)
