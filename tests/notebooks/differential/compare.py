"""Whether the grader meets what `check` meets, on one notebook; and the smallest notebook where not."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.model import Outcome, Problem
from autograder.notebooks.reading import CHECK, Cell
from autograder.sandbox.protocol import pack_outcome
from autograder.sandbox.submission import Worker

from .apart import Lost
from .judged import judged
from .notebook import Notebook
from .truth import Outcomes, truths


@dataclass(frozen=True)
class Difference:
    """An exercise on which the grader and IPython differ."""

    notebook: Notebook
    exercise: str
    accepted: list[Outcomes]
    judged: Outcomes

    def __str__(self) -> str:
        right = "\n  or        ".join(dict.fromkeys(map(_told, self.accepted)))
        return (
            f"{self.notebook}\n--> {self.exercise}\n  IPython   {right}\n"
            f"  graded    {_told(self.judged)}"
        )


def differences(notebook: Notebook, worker: Worker | None = None) -> list[Difference]:
    """Each exercise of a notebook for which the grader's outcomes are not those at its check."""
    lineless = _lines_of_magics(notebook)
    graded = {q.exercise.name: judged(notebook.cells, q, worker) for q in notebook.questions}

    def suits(name: str, outcomes: Outcomes) -> bool:
        return _same(graded[name], outcomes, lineless)

    found: dict[str, Difference] = {}
    for cells in (notebook.cells, *_with_exceptions(notebook.cells)):
        questions = [q for q in notebook.questions if not found or q.exercise.name in found]
        try:
            truth = truths(cells, questions, suits)
        except Lost:  # IPython itself does not come to an end
            return []
        found = {
            name: found.get(name, Difference(notebook, name, accepted, graded[name]))
            for name, accepted in truth.items()
            if not suits(name, accepted[-1])
        }
        if not found:
            break
    return list(found.values())


def _with_exceptions(cells: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    """What the grader takes a notebook for by the exceptions that `docs/how-it-works.md` lists.

    `%timeit` changes nothing, and a `from __future__` counts however its cell ends.
    """
    without = tuple(Cell(c.name, "" if "%timeit" in c.source else c.source) for c in cells)
    first = tuple(Cell(c.name, _future_first(c.source)) for c in cells)
    yield from (changed for changed in (without, first) if changed != tuple(cells))


def _future_first(source: str) -> str:
    lines = source.split("\n")
    return "\n".join(sorted(lines, key=lambda line: not line.startswith("from __future__")))


def _lines_of_magics(notebook: Notebook) -> set[str]:
    """The lines of cells with code that `%time` or `%%time` runs."""
    cells = [cell.source for cell in notebook.cells if "%time" in cell.source]
    return {line.strip() for source in cells for line in source.splitlines()}


def _same(graded: Outcomes, right: Outcomes, lineless: set[str]) -> bool:
    return all(_agree(*pair, lineless) for pair in zip(graded, right, strict=True))


def _agree(graded: Outcome, right: Outcome, lineless: set[str]) -> bool:
    """Whether two outcomes are the same. Of two errors, the grader may tell the one that came first."""
    if right.problem is None or graded.problem is None:
        return right.problem is graded.problem and pack_outcome(right) == pack_outcome(graded)
    missing = ("missing", "not a function")
    if right.problem.kind in missing or right.problem.text.startswith("NameError"):
        return True
    recursion = right.problem.text.startswith("RecursionError")
    if recursion or not right.problem.line or graded.problem.line in lineless:
        # what `%time` runs has no lines in IPython, and where a recursion ends is chance
        return _kind(graded.problem) == _kind(right.problem)
    return graded.problem == right.problem


def _kind(problem: Problem) -> tuple[str, str]:
    recursion = problem.text.startswith("RecursionError")
    return problem.kind, "RecursionError" if recursion else problem.text


def _told(outcomes: Outcomes) -> str:
    return " | ".join(
        f"{outcome.value!r} {outcome.printed!r}"
        if outcome.problem is None
        else ", ".join(vars(outcome.problem).values())
        for outcome in outcomes
    )


def smallest(found: Difference, worker: Worker | None = None) -> Difference:
    """A difference in as few cells and lines as it takes."""
    questions = [q for q in found.notebook.questions if q.exercise.name == found.exercise]
    found = _if_differs(replace(found.notebook, questions=tuple(questions)), worker) or found
    size = None
    while size != (size := _size(found.notebook)):
        number = 0
        while number < len(smaller := list(_smaller(found.notebook, found.exercise))):
            again = _if_differs(smaller[number], worker)
            found, number = (again, number) if again else (found, number + 1)
    return found


def _size(notebook: Notebook) -> int:
    return len(str(notebook))


def _if_differs(notebook: Notebook, worker: Worker | None) -> Difference | None:
    return next(iter(differences(notebook, worker)), None)


def _smaller(notebook: Notebook, exercise: str) -> Iterator[Notebook]:
    """The notebook without some of its cells, one of its statements or lines."""
    cells = notebook.cells
    size = len(cells) // 2
    while size:
        for first in range(0, len(cells), size):
            left = cells[:first] + cells[first + size :]
            if any(cell.name == CHECK + exercise for cell in left):
                yield replace(notebook, cells=left)
        size //= 2
    for number, cell in enumerate(cells):
        for source in filter(lambda text: len(text) < len(cell.source), _shorter(cell.source)):
            changed = Cell(cell.name, source)
            yield replace(notebook, cells=(*cells[:number], changed, *cells[number + 1 :]))


def _shorter(source: str) -> Iterator[str]:
    lines = source.split("\n")
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        tree = ast.Module(body=[], type_ignores=[])
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            yield "\n".join(lines[: node.lineno - 1] + lines[node.end_lineno or 0 :])
        if isinstance(node, ast.BinOp) and node.lineno == node.end_lineno:
            line = lines[node.lineno - 1].encode()
            for side in (node.left, node.right):
                kept = ast.get_source_segment(source, side) or ""
                shorter = line[: node.col_offset] + kept.encode() + line[node.end_col_offset :]
                yield "\n".join(
                    [*lines[: node.lineno - 1], shorter.decode(), *lines[node.lineno :]]
                )
    for number in range(len(lines)):
        yield "\n".join(lines[:number] + lines[number + 1 :])
