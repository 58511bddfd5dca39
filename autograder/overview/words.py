"""A student's standing as text for a terminal and as HTML for a notebook: pure functions of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from time import localtime, strftime

from autograder.feedback.render import one_decimal, out_of
from autograder.overview.standing import Changes, NotebookStanding, Standing

BAR = 10
AS_SAVED = "This is about your notebooks as last saved (Ctrl+S, or ⌘S on a Mac)."
_COLUMNS = ("Notebook", "Exercises", "Points", "State")


def filled(right: int, total: int) -> int:
    """How much of a bar is filled: never all before all is right, never nothing when something is."""
    if right in (0, total):
        return BAR * bool(right)
    return min(max(round(BAR * right / total), 1), BAR - 1)


def text(standing: Standing) -> str:
    """A standing as text, a line for each notebook. Words come first; the bar is an extra."""
    here = [notebook for notebook in standing.notebooks if notebook.file is not None]
    lines = table(here, [notebook.assignment for notebook in here])
    head = f"{standing.title}   {standing.folder}"
    return "\n".join([head, "", *lines, "", *sentences(standing)])


def table(notebooks: Sequence[NotebookStanding], names: Sequence[str]) -> list[str]:
    """A line for each notebook, in columns, with these names."""
    cells = [(_exercises(n), _points(n), _state(n)) for n in notebooks]
    rows = [(name, *row) for name, row in zip(names, cells, strict=True)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for notebook, row in zip(notebooks, rows, strict=True):
        words = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        lines.append(f"{words}  [{_bar(notebook)}]" if notebook.is_read else words.rstrip())
    return lines


def html(standing: Standing) -> str:
    """A standing as a table with a caption and headed rows, with the same words as `text`."""
    head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in _COLUMNS)
    here = [notebook for notebook in standing.notebooks if notebook.file is not None]
    rows = "".join(_row(notebook) for notebook in here)
    below = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences(standing))
    return (
        f'<section aria-label="Your progress"><table style="border-collapse: collapse">'
        f'<caption style="text-align: left; font-weight: bold">{escape(standing.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{below}</section>"
    )


_CELL = "text-align: left; padding: 0.2em 0.8em"


def _row(notebook: NotebookStanding) -> str:
    bar = ""
    if notebook.is_read:
        value, most = notebook.right, len(notebook.exercises)
        bar = f'<progress aria-hidden="true" value="{value}" max="{most}"></progress> '
    cells = (bar + _exercises(notebook), _points(notebook), escape(_state(notebook)))
    others = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row" style="{_CELL}">{escape(notebook.assignment)}</th>{others}</tr>'


def sentences(standing: Standing) -> Iterator[str]:
    """What stands below the table: the sum, what is next, what changed, and what is odd."""
    yield _together(standing)
    missing = [n.assignment for n in standing.notebooks if n.file is None]
    if missing:
        yield f"Not in this folder: {', '.join(missing)}."
    if standing.next:
        notebook, exercise = standing.next
        yield f"Next: {exercise.name} in {notebook.file}, {exercise.state}."
    elif standing.complete:
        yield "Every exercise here is right. Well done."
    if any(notebook.right for notebook in standing.read):
        yield _drills(standing)
    if standing.changes.since is not None:
        yield _since(standing.changes, standing.changes.since)
    for notebook in standing.notebooks:
        if notebook.problem:
            yield f"{notebook.assignment} is not read. {notebook.problem}"
    yield from (f"Note: {note}" for note in standing.notes)
    yield AS_SAVED


def _together(standing: Standing) -> str:
    right = sum(notebook.right for notebook in standing.read)
    exercises = sum(len(notebook.exercises) for notebook in standing.read)
    return f"Together {right} of {exercises} exercises right, {_sum(standing.read)}."


def _drills(standing: Standing) -> str:
    """How many bugs were found with `drill`, and an exercise to go on with."""
    right = [e.name for n in standing.read for e in n.exercises if e.state == "right"]
    untried = [name for name in right if name not in standing.drills]
    further = f' Try drill("{untried[-1]}") in a notebook.' if untried else ""
    if not standing.drills:
        return f"Find the bug: none solved yet.{further}"
    each = [f"{name} ({number})" for name, number in standing.drills.items()]
    return f"Find the bug: {sum(standing.drills.values())} solved: {', '.join(each)}.{further}"


def _since(changes: Changes, then: float) -> str:
    when = strftime("%d %b, %H:%M", localtime(then))
    if not changes.any:
        return f"Nothing is different from your last look ({when})."
    parts = []
    if changes.right:
        parts.append(f"right now: {', '.join(changes.right)}")
    if changes.lost:
        parts.append(f"no longer right: {', '.join(changes.lost)}")
    if abs(changes.points) >= 0.05:
        sign = "+" if changes.points > 0 else "-"
        parts.append(f"points: {sign}{one_decimal(abs(changes.points))}")
    return f"Since your last look ({when}): {'; '.join(parts)}."


def _exercises(notebook: NotebookStanding) -> str:
    return f"{notebook.right} of {len(notebook.exercises)} right" if notebook.is_read else ""


def _points(notebook: NotebookStanding) -> str:
    return _sum([notebook]) if notebook.is_read else ""


def _sum(notebooks: Iterable[NotebookStanding]) -> str:
    notebooks = [*notebooks]
    most = sum(notebook.max_score for notebook in notebooks)
    score = sum(notebook.score for notebook in notebooks)
    return out_of(score, most)


def _state(notebook: NotebookStanding) -> str:
    if notebook.problem:
        return "not read"
    if notebook.right == len(notebook.exercises):
        return "done"
    return "begun" if notebook.begun else "not begun"


def _bar(notebook: NotebookStanding) -> str:
    full = filled(notebook.right, len(notebook.exercises))
    return "#" * full + "." * (BAR - full)
