"""`progress()` in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.feedback.phrases import listed
from autograder.notebooks.live import cells_run, in_notebook, open_notebook
from autograder.notebooks.reading import UnreadableNotebook, functions_in, read_code
from autograder.overview.look import look
from autograder.overview.words import html, text

NOT_SAVED = (
    "What you ran last of {names} is not saved yet, so it does not count here. Press Ctrl+S (⌘S on a "
    "Mac), then run progress() again."
)


def progress(folder: str | Path = ".") -> None:
    """Show how far you are: each notebook of the course, your points, what is next and what changed.

    It reads your notebooks as last saved, this one too. `folder` is the folder that you unpacked, or
    that of one of its notebooks.

    Raises NoNotebooks if there is no notebook of a course.
    """
    standing = look(Path(folder))
    standing = replace(standing, notes=(*standing.notes, *_not_saved()))
    if in_notebook():
        from IPython.display import display

        display({"text/plain": text(standing), "text/html": html(standing)}, raw=True)
    else:
        print(text(standing))


def _not_saved() -> Iterator[str]:
    """A sentence if cells that define functions ran in this kernel and are not in the saved notebook."""
    file = open_notebook()
    if file is None or not in_notebook():
        return
    try:
        saved = {cell.source.strip() for cell in read_code(file)}
    except UnreadableNotebook:
        return
    newest: dict[str, str] = {}
    for source in cells_run():
        newest |= dict.fromkeys(functions_in(source), source.strip())
    names = [name for name, source in newest.items() if source not in saved]
    if names:
        yield NOT_SAVED.format(names=listed(names))
