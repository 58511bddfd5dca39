"""What a course's folders know and its gradebook does not: who handed in, and what could not be read."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.submission_folder import is_student_name, student_folders
from autograder.nbgrader_plugin.submitted import OURS


@dataclass(frozen=True)
class Folders:
    """The folders of a course; without one they know nothing."""

    course: CourseDirectory | None

    def handed_in(self, assignment: str) -> set[str]:
        """Who has a folder of this assignment in `submitted/`."""
        if self.course is None:
            return set()
        return {
            folder.name
            for folder in student_folders(self.course, assignment)
            if is_student_name(folder.name) and os.path.lexists(folder / assignment)
        }

    def unread(self, student: str, assignment: str, notebook: str) -> bool:
        """Whether grading has noted that a student's notebook can't be read."""
        if self.course is None:
            return False
        graded = self.course.format_path(self.course.autograded_directory, student, assignment)
        try:
            content = json.loads((Path(graded) / f"{notebook}.ipynb").read_bytes())
            return content["metadata"][OURS]["error"] is not None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return False
