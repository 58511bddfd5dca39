"""Our steps of `nbgrader autograde`: verdicts, marks and remarks, and the sign-off."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.marking.job import unread
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.submitted import job_of, points_of
from autograder.nbgrader_plugin.writing import save_marks, sign, write_verdicts


class GradeExercises(NbGraderPreprocessor):
    """Replaces nbgrader's Execute: writes marks and feedback into the check cells.

    It does not start a kernel.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Judge the exercises of a submitted notebook."""
        desk = resources[OURS]
        error = nb.metadata[OURS]["error"]
        if error is not None:
            verdicts = unread(points_of(nb), error)
        else:
            job = job_of(nb, desk.folder, desk.seed)
            verdicts = self.parent.verdicts_on(job)
        write_verdicts(nb, verdicts)
        return nb, resources


class SaveMarks(NbGraderPreprocessor):
    """Replaces nbgrader's SaveAutoGrades: stores all marks and remarks of a notebook at once."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Store marks and remarks in one transaction."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            save_marks(gradebook, nb, about["notebook"], about["assignment"], about["student"])
            gradebook.db.commit()
        return nb, resources


class SignOff(NbGraderPreprocessor):
    """Marks a notebook as graded, and passes its problems to the intake, which reports them."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Write it into the notebook's metadata, which is the last to be stored."""
        about = resources["nbgrader"]
        self.parent.graded(about["student"], about["notebook"], sign(nb))
        return nb, resources
