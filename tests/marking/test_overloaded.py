"""A machine that had no time for a submission says nothing about it, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder.marking.job import MarkingJob, is_final
from autograder.marking.mark import OVERLOADED, mark
from autograder.marking.verdict_store import VerdictStore
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.writing import sign, write_verdicts
from autograder.notebooks.reading import Cell
from autograder.sandbox.submission import Worker

JOB = MarkingJob(
    (Cell("dense", "import numpy as np\ndef dense(X, W, b): return X @ W + b"),),
    {"dense": 2.0},
    seed=1,
    course="deep-learning",
)


class Sends(Worker):
    """A worker whose jobs all end in the same way."""

    def __init__(self, end: str) -> None:
        super().__init__()
        self._end = end

    def ask(self, job: dict[str, object], right: object = None) -> tuple[str, bytes]:
        return self._end, b""


def test_it_waits_for_the_next_run_and_is_not_kept(tmp_path: Path) -> None:
    [marked] = said = mark(JOB, Sends("busy"))
    assert marked.by_hand
    assert marked.again
    assert OVERLOADED in marked.text
    with VerdictStore(tmp_path) as store:
        store.put("key", said)
        assert store.get("key") is None


@pytest.mark.parametrize("end", ["timeout", "memory", "crash"])
def test_what_is_the_students_own_is_kept(tmp_path: Path, end: str) -> None:
    said = mark(JOB, Sends(end))
    assert is_final(said)
    with VerdictStore(tmp_path) as store:
        store.put("key", said)
        assert store.get("key") == said


def test_one_overload_does_not_stick_to_the_next_notebook() -> None:
    busy = Sends("busy")
    mark(JOB, busy)
    busy._end = "timeout"
    [marked] = mark(JOB, busy)
    assert not marked.again


@pytest.mark.parametrize(("end", "done"), [("busy", False), ("timeout", True)])
def test_nbgrader_is_told_to_grade_it_again(end: str, done: bool) -> None:
    ours = {"error": None, "remarks": []}
    notebook = NotebookNode(cells=[], metadata=NotebookNode({OURS: NotebookNode(ours)}))
    write_verdicts(notebook, mark(JOB, Sends(end)))
    sign(notebook)
    assert notebook.metadata[OURS]["graded"] is done
