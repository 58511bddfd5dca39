"""The door of nbgrader: verdicts in place of running the notebook beside the gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

from autograder import render
from autograder.engine import examine
from autograder.exercises import EXERCISES
from autograder.model import Verdict
from autograder.notebooks import earlier_notebooks, notebook_of
from autograder.oracle import default_oracle
from autograder.submission import WorkerSubmission

UNKNOWN = "{name} is none of the kit's exercises, so nothing was checked: mark it by hand."
STUB = "# Write your code here.\nraise NotImplementedError"


def configure(config: Any) -> None:
    """Set nbgrader up for this kit: call it from `nbgrader_config.py` with `get_config()`."""
    config.CourseDirectory.course_id = "deep-learning"
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "assignments"
    config.Exchange.root = str(Path.home() / ".local" / "share" / "nbgrader" / "exchange")
    config.ClearSolutions.code_stub = {"python": STUB}
    config.Autograde.autograde_preprocessors = [
        "autograder.nbgrader_plugin.GradeExercises",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]


class GradeExercises(NbGraderPreprocessor):
    """Takes the place of nbgrader's Execute: writes marks and messages into the check cells.

    No kernel is started. Each check cell gets the message as display data, and its points as the
    result that nbgrader reads.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Judge the exercises of a submitted notebook."""
        about = resources["nbgrader"]
        path = self._submitted(about["student"], about["assignment"], about["notebook"])
        notebook = notebook_of(nb.cells, path)
        earlier = earlier_notebooks(path, about["assignment"])
        checks = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if is_grade(cell)}
        with WorkerSubmission(notebook.cells, earlier) as submission:
            for grade_id, cell in checks.items():
                name = grade_id.removeprefix("check-")
                if name in EXERCISES:
                    verdict = examine(EXERCISES[name], submission, default_oracle())
                else:
                    verdict = Verdict(name, 0.0, False, (), UNKNOWN.format(name=name))
                _write(cell, verdict.worth(float(cell.metadata.nbgrader.points)))
        return nb, resources

    def _submitted(self, student: str, assignment: str, notebook: str) -> Path:
        course = CourseDirectory(parent=self)
        folder = course.format_path(course.submitted_directory, student, assignment)
        return Path(folder) / f"{notebook}.ipynb"


def _write(cell: NotebookNode, verdict: Verdict) -> None:
    words = {
        "text/plain": render.text(verdict, worked=True),
        "text/html": render.html(verdict, worked=True),
    }
    score = min(max(verdict.score, 0.0), verdict.max_score)
    cell.execution_count = 1
    cell.outputs = [
        new_output("display_data", data=words),
        new_output("execute_result", data={"text/plain": repr(score)}, execution_count=1),
    ]
