"""The door of a terminal: pytest collects exercises from the course's notebooks.

`pytest` in a folder of notebooks makes an item of every exercise, so that `-k sigmoid`, `-x` and
`--lf` work as usual. A failing item shows the student's message, not our internals.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the notebooks of the course; other notebooks are left alone."""
    if file_path.suffix != ".ipynb" or ".ipynb_checkpoints" in file_path.parts:
        return None
    from autograder.notebooks.reading import assignment_by_name

    if assignment_by_name(file_path) is None:
        return None
    collector: pytest.Collector = NotebookFile.from_parent(parent, path=file_path)
    return collector


class NotebookFile(pytest.File):
    """A notebook of the course, with one item for each of its exercises."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each exercise of the assignment, whether its cell is there or not."""
        from autograder.notebooks.reading import UnreadableNotebook, read_notebook
        from autograder.workshop.exercises import ASSIGNMENTS

        try:
            notebook = read_notebook(self.path)
        except UnreadableNotebook as error:
            raise self.CollectError(str(error)) from None
        for name in ASSIGNMENTS.get(notebook.assignment or "", ()):
            yield ExerciseItem.from_parent(self, name=name, notebook=notebook)

    def setup(self) -> None:
        """Start the worker that the items share."""
        from autograder.notebooks.earlier import earlier_notebooks
        from autograder.notebooks.reading import read_notebook
        from autograder.sandbox.submission import Worker, WorkerSubmission

        notebook = read_notebook(self.path)
        earlier = earlier_notebooks(self.path, notebook.assignment)
        self.worker = Worker()
        self.submission = WorkerSubmission(notebook.cells, earlier, self.worker)

    def teardown(self) -> None:
        """End the worker."""
        self.worker.close()


class NotPassed(Exception):
    """An exercise that is not right yet; its message is the verdict."""


class ExerciseItem(pytest.Item):
    """One exercise of a notebook."""

    parent: NotebookFile

    def __init__(self, *, notebook: Any, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.assignment = notebook.assignment

    def runtest(self) -> None:
        """Judge the exercise."""
        from autograder.engine.default_oracle import default_oracle
        from autograder.engine.examine import examine
        from autograder.feedback import render
        from autograder.workshop.exercises import EXERCISES

        oracle = default_oracle()
        verdict = examine(EXERCISES[self.name], self.parent.submission, oracle)
        verdict = verdict.worth(oracle.points(self.assignment)[self.name])
        if not verdict.passed:
            raise NotPassed(render.text(verdict))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the student's message alone."""
        if isinstance(excinfo.value, NotPassed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The name in pytest's headings."""
        return self.path, None, self.name
