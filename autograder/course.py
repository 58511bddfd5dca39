"""A course folder and nbgrader's commands on it, for those who drive nbgrader from Python."""

from __future__ import annotations

import contextlib
import os
import shutil
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder.notebooks import solutions_folder

SETTINGS = "nbgrader_config.py"

CONFIG_FILE = '''"""nbgrader's settings for this course."""

from autograder.nbgrader_plugin import configure

configure(get_config())
'''

UNISOLATED = "get_config().Intake.allow_unisolated = True\n"
DATABASE = "get_config().CourseDirectory.db_url = {!r}\n"


class CourseError(RuntimeError):
    """nbgrader could not do what was asked of it; the message holds the end of its log."""


class Course:
    """An nbgrader course in a folder, with the settings of its nbgrader_config.py.

    `directory` is nbgrader's own idea of it, with all settings in its `config`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        try:
            config = PyFileConfigLoader(SETTINGS, path=str(self.root)).load_config()
        except ConfigFileNotFound:
            raise CourseError(f"{root} is no course: there is no {SETTINGS} in it.") from None
        config.CourseDirectory.root = str(self.root)
        config.NbGraderAPI.log_level = "ERROR"
        self.directory = CourseDirectory(config=config)
        self._api = NbGraderAPI(self.directory, config=config)

    @classmethod
    def make(
        cls,
        root: Path,
        assignments: list[str],
        allow_unisolated: bool = False,
        db_url: str | None = None,
    ) -> Course:
        """A new course with the source notebooks of these assignments and an nbgrader_config.py.

        With `allow_unisolated` it is graded also where there is no wall around submissions. The
        gradebook is `gradebook.db` in the folder, unless `db_url` names another database.
        """
        for assignment in assignments:
            shutil.copytree(
                solutions_folder() / assignment,
                root / "solutions" / assignment,
                ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"),
            )
        settings = CONFIG_FILE + (UNISOLATED if allow_unisolated else "")
        settings += DATABASE.format(db_url) if db_url else ""
        (root / SETTINGS).write_text(settings)
        return cls(root)

    @property
    def allows_unisolated(self) -> bool:
        """Whether its settings allow to grade where there is no wall around strangers' code."""
        return bool(self.directory.config.Intake.get("allow_unisolated", False))

    def generate_assignment(self, assignment: str) -> Path:
        """Make the students' version. Gives its folder."""
        self._run(self._api.generate_assignment, assignment)
        return self.root / "assignments" / assignment

    def autograde(self, assignment: str, student: str) -> None:
        """Grade one student's submission of an assignment."""
        self._run(self._api.autograde, assignment, student)

    def generate_feedback(self, assignment: str, student: str) -> None:
        """Write the student's feedback page."""
        self._run(self._api.generate_feedback, assignment, student)

    def gradebook(self) -> Gradebook:
        """The course's gradebook, to be used in a `with`."""
        return Gradebook(self.directory.db_url, self.directory.course_id)

    def marks(self, assignment: str) -> dict[str, dict[str, tuple[float, float]]]:
        """Every student's score and maximum for each exercise, from the gradebook."""
        with self.gradebook() as gradebook:
            return {
                submission.student.id: {
                    grade.name.removeprefix("check-"): (grade.score, grade.max_score)
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(assignment)
            }

    def export(self, file: str) -> None:
        """Write the totals of all students as nbgrader's CSV, into a file in the course's folder."""
        with inside(self.root), self.gradebook() as gradebook:
            exporter = CsvExportPlugin(parent=self._api)
            exporter.to = file
            exporter.export(gradebook)

    def _run(self, command: Any, *arguments: str) -> None:
        with inside(self.root), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, on nbgrader's own queries
            result = command(*arguments)
        if not result["success"]:
            log = result.get("log") or result.get("error") or ""
            raise CourseError(f"nbgrader failed on {' '.join(arguments)}: {log[-2000:]}")


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder, against which nbgrader resolves paths, with its helper programs to be found.

    nbgrader starts `alembic` by name, which is not on the path of an environment never activated.
    """
    before, path = os.getcwd(), os.environ.get("PATH", "")
    os.chdir(folder)
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), path])
    try:
        yield
    finally:
        os.environ["PATH"] = path
        os.chdir(before)
