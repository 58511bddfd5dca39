"""The pytest plugin: it collects the exercises in the course's notebooks.

`pytest` in a folder of notebooks has an item for every exercise, so that `-k sigmoid`, `-x` and `--lf`
work as usual. A failing item shows the verdict, not a traceback. An exercise that is not begun is
skipped. At the end, a line for each notebook sums up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.overview.standing import NotebookStanding

_ASIDE = {".ipynb_checkpoints", "__MACOSX"}
NOT_BEGUN = "not begun yet: write your code in place of raise NotImplementedError"
_TOLD = "autograder"
"""The name of the property of a report that holds what the summary needs."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the notebooks of the course, and no others."""
    from autograder.notebooks.reading import is_notebook_name

    if not is_notebook_name(file_path.name) or _ASIDE & {*file_path.parts}:
        return None
    from autograder.notebooks.syllabus import assignment_by_name, assignments_near

    if assignment_by_name(file_path, assignments_near(file_path)) is None:
        return None
    collector: pytest.Collector = NotebookFile.from_parent(parent, path=file_path)
    return collector


class NotebookFile(pytest.File):
    """A notebook of the course, with one item for each of its exercises."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each exercise of the assignment, even if its cell is missing."""
        from autograder.notebooks.program import Program
        from autograder.notebooks.reading import UnreadableNotebook, read_code
        from autograder.notebooks.syllabus import assignment_of, assignments_near

        try:
            cells = read_code(self.path)
        except UnreadableNotebook as error:
            raise self.CollectError(str(error)) from None
        assignment = assignment_of(cells, self.path, assignments_near(self.path))
        program = Program.of(cells)
        for name in assignment.points if assignment else ():
            item = ExerciseItem.from_parent(self, name=name, assignment=assignment)
            if program.is_stub(name):
                item.add_marker(pytest.mark.skip(reason=NOT_BEGUN))
            yield item

    def copy_of(self, assignment: Any) -> str:
        """The name of the notebook that counts, if this one is a copy beside it."""
        from autograder.notebooks.earlier import read_instead

        counts = read_instead(self.path, assignment.name)
        return counts.name if counts else ""

    def setup(self) -> None:
        """Start the worker that the items share."""
        from autograder.engine.notebook_verdicts import earlier_exercises
        from autograder.notebooks.earlier import earlier_cells
        from autograder.notebooks.reading import read_code
        from autograder.notebooks.syllabus import assignment_of, assignments_near, earlier_than
        from autograder.sandbox.submission import Worker, WorkerSubmission

        cells, assignments = read_code(self.path), assignments_near(self.path)
        assignment = assignment_of(cells, self.path, assignments)
        before = earlier_than(assignment.name if assignment else None, assignments)
        earlier = earlier_cells(cells, self.path.parent, before)
        self.before = (
            earlier_exercises(assignment.course, assignment.points, earlier) if assignment else {}
        )
        self.cells = cells
        self.worker = Worker()
        self.submission = WorkerSubmission(cells, earlier, self.worker)

    def teardown(self) -> None:
        """End the worker."""
        self.worker.close()


class NotPassed(Exception):
    """Raised by an item whose exercise is not right yet. The message is the verdict."""


class ExerciseItem(pytest.Item):
    """One exercise of a notebook."""

    parent: NotebookFile

    def __init__(self, *, assignment: Any, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.assignment = assignment
        self.told = {
            "file": self.parent.nodeid,
            "copy_of": self.parent.copy_of(assignment),
            "exercises": len(assignment.points),
            "name": self.name,
            "score": 0.0,
            "max_score": assignment.points[self.name],
        }
        self.user_properties.append((_TOLD, self.told))

    def runtest(self) -> None:
        """Judge the exercise."""
        from autograder.engine.course_oracle import course_oracle
        from autograder.engine.examine import examine
        from autograder.engine.own_tests import NO_SUCH_EXERCISE, judge_by, test_cell
        from autograder.feedback import render

        exercise = self.assignment.exercises.get(self.name)
        points = self.assignment.points[self.name]
        cell = test_cell(self.name, self.parent.cells) if exercise is None else None
        if exercise is not None:
            oracle = course_oracle(self.assignment.course)
            verdict = examine(exercise, self.parent.submission, oracle, self.parent.before)
            verdict = verdict.worth(points)
        elif cell is not None:
            verdict = judge_by(cell, self.name, points, self.parent.submission)
        else:
            pytest.skip(NO_SUCH_EXERCISE.format(name=self.name))
        self.told["score"] = verdict.score
        if not verdict.passed:
            raise NotPassed(render.text(verdict))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show only the verdict."""
        from autograder.course import CourseError

        if isinstance(excinfo.value, NotPassed | CourseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, in which no line is meant, and the name in pytest's headings."""
        return self.path, 0, self.name


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with a line for each notebook."""
    found = _standings(terminalreporter)
    if not found:
        return
    from autograder.overview.words import table

    terminalreporter.section("your notebooks")
    notebooks, files = [notebook for notebook, _ in found], [n.assignment for n, _ in found]
    short = [Path(file).stem for file in files]
    unique = len({*short}) == len(short)
    lines = table(notebooks, short if unique else files)
    for line, (_, note) in zip(lines, found, strict=True):
        terminalreporter.write_line(f"{line}  {note}".rstrip())


def _standings(reporter: pytest.TerminalReporter) -> list[tuple[NotebookStanding, str]]:
    """How far each notebook is by the reports on its exercises, and a note on it."""
    from autograder.overview.standing import ExerciseStanding, NotebookStanding, State

    states: dict[str, State] = {
        "passed": "right",
        "failed": "not right yet",
        "error": "not right yet",
        "skipped": "not begun",
    }
    exercises: dict[str, list[ExerciseStanding]] = {}
    notes: dict[str, str] = {}
    for outcome, state in states.items():
        for report in reporter.getreports(outcome):
            told = dict(getattr(report, "user_properties", ())).get(_TOLD)
            if isinstance(told, dict):
                name, score, most = told["name"], told["score"], told["max_score"]
                here = exercises.setdefault(told["file"], [])
                here.append(ExerciseStanding(name, state, score, most))
                notes[told["file"]] = _note(told["copy_of"], told["exercises"] - len(here))
    return [
        (NotebookStanding(file, tuple(here), Path(file)), notes[file])
        for file, here in sorted(exercises.items())
    ]


def _note(copy_of: str, left_out: int) -> str:
    notes = [f"a copy: {copy_of} is what counts"] if copy_of else []
    notes += [f"{left_out} more were not looked at"] if left_out > 0 else []
    return "; ".join(notes)
