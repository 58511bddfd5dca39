"""Solved notebooks with explanations, for students who are stuck or after the deadline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import ClearSolutions

from autograder.course import Course
from autograder.engine.reference import reference
from autograder.notebooks.reading import cells_of, grading_of, source_of

SOLVED = (
    "**The exercises of this notebook are solved.** Read the answers, run the cells from top to bottom, and "
    "go on with the next notebook. Later notebooks find these functions. Don't hand this one in as your "
    "own."
)
_MARKERS = (
    ClearSolutions.begin_solution_delimeter.default_value,
    ClearSolutions.end_solution_delimeter.default_value,
)
_MARKDOWN = re.compile(r"([\\*_$<>\[\]#|~])")


def solve(handed_out: Path, source: Path, course: Course) -> None:
    """Put the answers of a solution notebook, with explanations, into the one that students get."""
    answers = {_id(cell): source_of(cell) for cell in cells_of(source) if _is_solution(cell)}
    notebook = nbformat.read(handed_out, as_version=4)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        name = _id(cell)
        if _is_solution(cell) and name in answers:
            cell.source = without_markers(answers[name])
            if name in course.exercises and (text := explanation(name, course)):
                cells.append(_text_cell(f"about-{name}", text))
    notebook.cells = [*cells[:1], _text_cell("solved", SOLVED), *cells[1:]]
    nbformat.write(notebook, handed_out)


def without_markers(source: str) -> str:
    """An answer without the lines that tell nbgrader where it begins and ends."""
    lines = source.splitlines()
    return "\n".join(line for line in lines if not any(marker in line for marker in _MARKERS))


def explanation(exercise: str, course: Course) -> str:
    """What there is to say of an answer, as Markdown: its hint, a case by hand, what often goes wrong."""
    known = reference(course)
    hint, parts = known.hint(exercise), []
    if hint.more:
        parts.append(f"**How to think of it.** {_escaped(hint.more)}")
    if hint.worked:
        steps = "\n".join(f"1. {_escaped(line)}" for line in hint.worked)
        parts.append(f"**A small case by hand.**\n\n{steps}")
    mistakes = [
        f"- {_escaped(mistake.what)} *{_escaped(mistake.sentence)}*"
        for mistake in known.misconceptions(exercise).values()
    ]
    if mistakes:
        lines = "\n".join(mistakes)
        parts.append(f"**What often goes wrong**, and what the check says of it.\n\n{lines}")
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    """A text whose signs Markdown would take for its own, except in code between backticks."""
    pieces = " ".join(text.split()).split("`")
    return "`".join(
        piece if odd % 2 else _MARKDOWN.sub(r"\\\1", piece) for odd, piece in enumerate(pieces)
    )


def _text_cell(id: str, source: str) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_markdown_cell(source)
    cell.id = re.sub(r"[^\w-]", "-", id)[:64]  # the same in every kit
    return cell


def _id(cell: Any) -> str:
    return str(grading_of(cell).get("grade_id", ""))


def _is_solution(cell: Any) -> bool:
    return bool(grading_of(cell).get("solution"))
