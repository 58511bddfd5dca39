"""The folders of a course, by nbgrader's settings."""

from __future__ import annotations

import glob
import re
from pathlib import Path

from nbgrader.coursedir import CourseDirectory


def pattern_for(student: str) -> str:
    """A pattern for nbgrader's `student_id` that matches this student alone.

    It keeps brackets from being read as a pattern, and outer spaces from being cut off.
    """
    return re.sub(r"^\s|\s$", r"[\g<0>]", glob.escape(student))


class CoursePaths:
    """The folders of an assignment: its source, and for each student what every step writes."""

    def __init__(self, directory: CourseDirectory) -> None:
        self._directory = directory

    def submitted(self, student: str, assignment: str) -> Path:
        """The folder with a student's submission."""
        return self._at(self._directory.submitted_directory, student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        """The folder with a student's graded notebooks."""
        return self._at(self._directory.autograded_directory, student, assignment)

    def feedback(self, student: str, assignment: str) -> Path:
        """The folder with a student's feedback pages."""
        return self._at(self._directory.feedback_directory, student, assignment)

    def source(self, assignment: str) -> Path:
        """The folder with the course's own notebooks."""
        return self._at(self._directory.source_directory, ".", assignment)

    def released(self, assignment: str) -> Path:
        """The folder with the notebooks that students get."""
        return self._at(self._directory.release_directory, ".", assignment)

    def _at(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._directory.format_path(step, student, assignment))
