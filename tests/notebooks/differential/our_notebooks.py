"""The same for whole verdicts: our own notebooks, with what students leave among their cells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import partial
from random import Random
from typing import Any

from autograder.engine.examine import examine
from autograder.kernel import verdict_of
from autograder.notebooks.reading import CHECK, Cell, read_code
from autograder.notebooks.syllabus import assignments_of
from autograder.sandbox.submission import WorkerSubmission
from tests.helpers.notebooks import notebook_path
from tests.helpers.our_course import ASSIGNMENTS, COURSE, EXERCISES, public_oracle

from .apart import apart
from .judged import Here
from .notebook import Filler
from .pieces import NOISE, PLAYED
from .truth import Kernel, run_down

TAKEN = ("01_neuron", "02_activations", "03_losses", "05_optimizers")
SYLLABUS = {name: each for each in assignments_of(COURSE) for name in each.points}
"""The assignment of each exercise."""
_SOLUTION_MARK = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
_TWISTS = (
    (" + ", " - "),
    ("np.exp(-", "np.exp("),
    (" * ", " / "),
    ("1 / ", "2 / "),
    ("axis=0", "axis=1"),
)
_LIKELY_TO_END_IT = ("patches", "numpy's settings")


def with_leftovers(seed: object) -> tuple[str, list[Cell]]:
    """The name of one of our assignments, and its solved notebook with a student's cells among its own."""
    draw = Random(str(seed))
    assignment = draw.choice(TAKEN)
    cells = [
        Cell(cell.name, _SOLUTION_MARK.sub("", cell.source))
        for cell in read_code(notebook_path("solutions", assignment))
    ]
    names = sorted({name for cell in cells for name in _bound(cell.source)})
    cells = [_twisted(cell, draw) if cell.name in EXERCISES else cell for cell in cells]
    for number in range(draw.randrange(1, 6)):
        fixed = {
            "OTHER": draw.choice(ASSIGNMENTS[assignment]),
            "NAME": draw.choice(ASSIGNMENTS[assignment]),
            "TRIES": "2",
            "VALUE": draw.choice(names),
            "HELPER": draw.choice(names),
        }
        kinds = NOISE | PLAYED
        kind = draw.choice([kind for kind in kinds if not kind.startswith(_LIKELY_TO_END_IT)])
        fill = Filler(draw, fixed)
        for source in kinds[kind]:
            place = draw.randrange(1, len(cells) + 1)
            cells.insert(place, Cell(f"own-{number}", fill(source)))
    return assignment, cells


def _twisted(cell: Cell, draw: Random) -> Cell:
    """The answer, in one of three cases with a mistake in it."""
    possible = [twist for twist in _TWISTS if twist[0] in _code(cell.source)]
    if not possible or draw.random() > 0.33:
        return cell
    old, new = draw.choice(possible)
    head, code = cell.source[: -len(_code(cell.source))], _code(cell.source)
    return Cell(cell.name, head + code.replace(old, new, 1))


def _code(source: str) -> str:
    """What stands below the docstring."""
    return source.rpartition('"""')[2]


def _bound(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.FunctionDef):
            yield node.name


def live_verdicts(assignment: str, cells: Sequence[Cell]) -> dict[str, dict[str, Any]]:
    """What `check` says of each exercise when the notebook has run down to its check."""
    asked = {name: partial(_live, name=name) for name in ASSIGNMENTS[assignment]}
    return run_down(cells, asked)


def _live(kernel: Kernel, above: list[Cell], below: list[Cell], name: str) -> dict[str, Any]:
    return apart(lambda: verdict_of(name, SYLLABUS[name], kernel.user_ns).as_json())


def graded_verdicts(assignment: str, cells: Sequence[Cell]) -> dict[str, dict[str, Any]]:
    """What every other door says of them."""
    submission = WorkerSubmission(cells, worker=Here())
    verdicts = {
        name: examine(EXERCISES[name], submission, public_oracle())
        for name in ASSIGNMENTS[assignment]
    }
    return {name: v.worth(SYLLABUS[name].points[name]).as_json() for name, v in verdicts.items()}


def verdict_differences(seed: object) -> list[str]:
    """The exercises of a seed's notebook of which the two say different things."""
    assignment, cells = with_leftovers(seed)
    live, graded = live_verdicts(assignment, cells), graded_verdicts(assignment, cells)
    own = "\n".join(
        f"# [{number}: {cell.name}]\n{cell.source}"
        for number, cell in enumerate(cells)
        if cell.name.startswith(("own", CHECK))
    )
    return [
        f"{own}\n--> {assignment} {name} (seed {seed})\n  live   {live[name]}\n  graded {graded[name]}"
        for name in live
        if not _same(live[name], graded[name])
    ]


def _same(live: dict[str, Any], graded: dict[str, Any]) -> bool:
    """Whether two verdicts are the same. Of two errors, the grader may tell the one that came first."""
    stopped = "not defined" in live["message"] or "is not there" in live["message"]
    if stopped:
        return live["score"] == graded["score"] == 0
    return live == graded
