"""What the grader meets on the same cells: what a worker plays, here or in its sandbox."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from typing import Any

import autograder
from autograder.notebooks.reading import Cell
from autograder.sandbox.notebook_builtins import check
from autograder.sandbox.submission import Worker, WorkerSubmission
from autograder.sandbox.task import Task, answer, task_of
from autograder.values import pack

from .apart import Lost, apart
from .truth import Outcomes, Question


class Here(Worker):
    """A worker that answers from a fork of this process: the same code as in the sandbox, but faster."""

    def ask(self, job: dict[str, Any], right: object = None) -> tuple[str, bytes]:
        """Send a job. Returns how it ended and the bytes of its outcomes."""
        if job["source"]:
            return "source", pack(task_of(job).program.source(job["exercise"]))
        with tempfile.TemporaryDirectory() as folder:
            try:
                return "done", apart(_answer, folder, task_of(job))
            except Lost as lost:
                return lost.how, b""


def _answer(folder: str, task: Task) -> bytes:
    os.chdir(folder)
    autograder.check = check  # type: ignore[attr-defined]
    parts: list[bytes] = []
    answer(task, parts.append)
    return b"".join(parts)


def judged(cells: Sequence[Cell], question: Question, worker: Worker | None = None) -> Outcomes:
    """The outcomes of an exercise's cases, by this worker or by one in this process."""
    submission = WorkerSubmission(cells, worker=worker or Here())
    return submission.run(question.exercise, list(question.cases))
