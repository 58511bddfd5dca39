"""What a student's process does: it runs what an exercise needs and plays its cases.

`task_of` prepares it before the process is forked: the notebook is read, the scripts are imported.
"""

from __future__ import annotations

import contextlib
import pickle
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

import numpy as np

from autograder.model import Case, Outcome
from autograder.notebooks import earlier
from autograder.notebooks.program import Program, Run, program_of
from autograder.notebooks.reading import Cell
from autograder.sandbox.notebook_builtins import add_notebook_builtins
from autograder.sandbox.play import play
from autograder.sandbox.protocol import case_from_plain, frame, pack_outcome
from autograder.sandbox.remote import Exchange, remote
from autograder.sandbox.room import within
from autograder.sandbox.stand_in import Table
from autograder.values import NotPlain

_MISSING_NAME = re.compile(r"NameError: name '(\w+)' is not defined")

_PLOTS = 1
_HEAVY = ("matplotlib.pyplot", "IPython.core.inputtransformer2")
"""What takes long to import, and only some students' code needs."""


def loaded() -> int:
    """Which heavy modules this process has loaded, as a number for `load`."""
    return sum(2**n for n, name in enumerate(_HEAVY) if name in sys.modules)


def load(modules: int) -> None:
    """Load these heavy modules for all later students."""
    for n, name in enumerate(_HEAVY):
        if modules & 2**n:
            with contextlib.suppress(Exception):
                import_module(name)


@dataclass(frozen=True)
class Task:
    """An exercise to play on a notebook."""

    exercise: str
    builds_on: list[str]
    program: Program
    cases: list[tuple[Case, dict[str, Table]]]
    earlier: dict[str, list[Cell]]
    right: list[str]
    test: str
    seconds: float
    patience: float
    memory: int
    reply: int
    code: bytes = b""
    """The code of right functions that the child runs itself; empty if it asks for `right` ones."""
    ahead: list[Task] = field(default_factory=list)
    """Tasks to play one after the other in one child, in place of this one."""

    @property
    def beside(self) -> list[str]:
        """The functions that scripts call beside the exercise's own."""
        return self.builds_on if any(case.script for case, _ in self.cases) else []

    def used(self, names: Sequence[str]) -> list[str]:
        """Those of these names that the exercise's statements use, and the notebook binds."""
        reads = set().union(*(s.reads for s in self.program.needed(self.exercise)))
        return sorted(name for name in reads.intersection(names) if self.program.binds(name))


def task_of(job: dict[str, Any]) -> Task:
    """The task of a job, as `submission.WorkerSubmission` writes it."""
    before = {name: [Cell(*cell) for cell in cells] for name, cells in job["earlier"].items()}
    program = program_of(tuple(Cell(*cell) for cell in job["cells"]))
    _read_earlier(program, before)
    statements = program.needed(job["exercise"], *job["builds_on"])
    if any(statement.packages & {"matplotlib", "pylab"} for statement in statements):
        load(_PLOTS)  # each child would take seconds to list the computer's fonts
    return Task(
        job["exercise"],
        job["builds_on"],
        program,
        [(case_from_plain(packed), packed["given"]) for packed in job["cases"]],
        before,
        job["right"],
        job["test"],
        job["seconds"],
        job["patience"],
        job["memory"],
        job["reply"],
        job["code"],
    )


def _read_earlier(program: Program, before: dict[str, list[Cell]]) -> None:
    """Read the earlier notebooks that a program may load functions from, once for all its children."""
    texts, unread = set(program.texts), set(before)
    while named := unread & texts:
        for name in named:
            earlier_one = program_of(tuple(before[name]), earlier.origin_of(name))
            earlier_one.read_for(texts)
            texts |= earlier_one.texts
        unread -= named


def answer(task: Task, write: Callable[[bytes], Any], exchange: Exchange | None = None) -> None:
    """Run what one exercise needs, play its cases, and write each outcome as soon as it is known.

    `exchange` sends calls of right functions, and returns their answers.
    """
    np.random.seed(0)
    earlier.provided.update(task.earlier)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    add_notebook_builtins(namespace)
    if task.test:
        problem, value = task.program.run_cell(task.test, namespace)
        write(frame(pack_outcome(Outcome(_plain_number(value), problem))))
        return
    run = task.program.run(task.exercise, namespace, task.beside)
    problem = run.problem
    right = _right(task, namespace, exchange)
    for case, given in task.cases:
        if problem is None:
            outcome = _explained(play(namespace, task.exercise, case, given, right), run)
            outcome = within(outcome, case)
            problem = outcome.problem if outcome.stops else None
        else:
            outcome = Outcome(problem=problem)
        try:
            data = pack_outcome(outcome)
        except (NotPlain, ValueError):
            data = pack_outcome(Outcome())
        write(frame(data))


def _right(
    task: Task, namespace: Mapping[str, Any], exchange: Exchange | None
) -> dict[str, Callable[..., Any]]:
    """The right functions to use in place of the student's."""
    if task.code:
        functions: dict[str, Callable[..., Any]] = pickle.loads(task.code)  # the grader's own
        return functions
    return {name: remote(name, namespace.get(name), exchange) for name in task.right if exchange}


def answer_ahead(
    tasks: Sequence[Task], write: Callable[[bytes], Any], clear: Callable[[], None]
) -> None:
    """Play tasks one after the other, and write the outcomes of each at once, with an empty message behind.

    `clear` removes the files of one before the next begins.
    """
    for task in tasks:
        parts: list[bytes] = []
        answer(task, parts.append)
        clear()
        write(b"".join([*parts, frame(b"")]))


def _plain_number(value: Any) -> float | None:
    """The value if it is a number, which is a test's partial mark. True and False are none."""
    is_number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    return float(value) if is_number else None


def _explained(outcome: Outcome, run: Run) -> Outcome:
    """The outcome, which says what failed above if that is why a name is missing."""
    missing = outcome.problem and _MISSING_NAME.match(outcome.problem.text)
    cause = run.explain(missing[1]) if missing else None
    return replace(outcome, problem=cause) if cause else outcome
