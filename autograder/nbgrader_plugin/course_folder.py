"""A course folder, and nbgrader's commands on it from Python."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder.nbgrader_plugin.corrections import find_programs
from autograder.nbgrader_plugin.paths import CoursePaths, pattern_for
from autograder.notebooks.reading import CHECK
from autograder.notebooks.syllabus import SETTINGS, SOLUTIONS, Assignment

CONFIG_FILE = '''"""nbgrader's settings for this course."""

from autograder.nbgrader_plugin import configure

configure(get_config())
'''

UNISOLATED = "get_config().Intake.allow_unisolated = True\n"
DATABASE = "get_config().CourseDirectory.db_url = {!r}\n"


class CourseFolderError(RuntimeError):
    """Raised by CourseFolder and `autograder grade` where the course folder can't be used.

    The message is for the instructor: no settings, a gradebook or file error, or nbgrader's own log.
    """


class CourseFolder:
    """An nbgrader course in a folder, with the settings of its nbgrader_config.py.

    `directory` is nbgrader's CourseDirectory, with all settings in its `config`. Raises
    CourseFolderError if there is no nbgrader_config.py.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        try:
            config = PyFileConfigLoader(SETTINGS, path=str(self.root)).load_config()
        except ConfigFileNotFound:
            raise CourseFolderError(
                f"{root} is not a course folder: there is no {SETTINGS} in it. Go to the course's folder."
            ) from None
        config.CourseDirectory.root = str(self.root)
        self.directory = CourseDirectory(config=config)
        self.paths = CoursePaths(self.directory)

    @classmethod
    def make(
        cls,
        root: Path,
        assignments: Iterable[Assignment],
        solutions: Path,
        allow_unisolated: bool = False,
        db_url: str | None = None,
    ) -> CourseFolder:
        """Make a course folder with these assignments' notebooks from `solutions`, and its settings.

        `allow_unisolated` allows grading where student code can't be isolated. The gradebook is
        `gradebook.db` in the folder, unless `db_url` names another database.
        """
        for assignment in assignments:
            shutil.copytree(
                solutions / assignment.name,
                root / SOLUTIONS / assignment.name,
                ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"),
            )
        settings = CONFIG_FILE + (UNISOLATED if allow_unisolated else "")
        settings += DATABASE.format(db_url) if db_url else ""
        (root / SETTINGS).write_text(settings)
        return cls(root)

    @property
    def allows_unisolated(self) -> bool:
        """Whether the settings allow grading where student code can't be isolated."""
        return bool(self.directory.config.Intake.get("allow_unisolated", False))

    def generate_assignment(self, assignment: str) -> Path:
        """Make the students' version. Returns its folder."""
        self._run(GenerateAssignment, assignment)
        return self.root / "assignments" / assignment

    def autograde(self, assignment: str, student: str) -> None:
        """Grade one student's submission of an assignment."""
        self._run(Autograde, assignment, student)

    def generate_feedback(self, assignment: str, student: str) -> None:
        """Write the student's feedback page."""
        self._run(GenerateFeedback, assignment, student)

    def gradebook(self) -> Gradebook:
        """The course's gradebook; use it as a context manager."""
        return Gradebook(self.directory.db_url, self.directory.course_id)

    @property
    def has_gradebook(self) -> bool:
        """Whether there is a gradebook; opening a file that is missing would make one."""
        url = make_url(self.directory.db_url)
        return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()

    def marks(self, assignment: str) -> dict[str, dict[str, tuple[float, float]]]:
        """For each student and exercise, the score and the maximum, from the gradebook."""
        with self.gradebook() as gradebook:
            return {
                submission.student.id: {
                    grade.name.removeprefix(CHECK): (grade.score, grade.max_score)
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(assignment)
            }

    def export(self, file: str) -> None:
        """Write the totals of all students as nbgrader's CSV to a file in the course's folder."""
        with inside(self.root), self.gradebook() as gradebook:
            exporter = CsvExportPlugin(config=self.directory.config)
            exporter.to = file
            exporter.export(gradebook)

    def _run(self, step: type[BaseConverter], assignment: str, student: str = "") -> None:
        """Run one of nbgrader's steps, again where it has already been run.

        This does not use nbgrader's API, which looks for an exchange that is not needed here and
        reports Ctrl-C as a failure.
        """
        config, log = self.directory.config, _Log()
        students = pattern_for(student) if student else "*"
        directory = CourseDirectory(config=config, assignment_id=assignment, student_id=students)
        with inside(self.root), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, on nbgrader's own queries
            try:
                step(coursedir=directory, config=config, force=True, log=log.logger).start()
            except Exception as error:
                reason = log.reason(error)
                who = assignment if not student else f"{assignment} of {student}"
                raise CourseFolderError(f"nbgrader failed on {who}: {reason}") from error


class _Log(logging.Handler):
    """Keeps nbgrader's error messages, and the first file error."""

    def __init__(self) -> None:
        super().__init__()
        self.logger = logging.Logger("nbgrader", logging.ERROR)
        self.logger.addHandler(self)
        self._lines: list[str] = []
        self._of_a_file: OSError | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())
        self._keep(sys.exc_info()[1])

    def reason(self, error: Exception) -> str:
        """Why nbgrader stopped with this error: the file error, or the end of the log."""
        self._keep(error)
        if self._of_a_file is None:
            return "\n".join(self._lines)[-2000:] or str(error)
        where, why = self._of_a_file.filename, self._of_a_file.strerror or str(self._of_a_file)
        return f"{where}: {why}." if where else f"{why}."

    def _keep(self, error: BaseException | None) -> None:
        if isinstance(error, OSError) and self._of_a_file is None:
            self._of_a_file = error


def reason_of(error: SQLAlchemyError) -> str:
    """The database's own message about why a gradebook can't be used."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Change to a folder, where nbgrader looks for relative paths, and put its helper programs on PATH."""
    before = os.getcwd()
    os.chdir(folder)
    find_programs()
    try:
        yield
    finally:
        os.chdir(before)
