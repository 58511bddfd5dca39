"""What only a course's folders know, not its gradebook: who submitted, and what can't be read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.nbgrader_plugin.graded import read_graded
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.submission_folder import student_folders
from autograder.notebooks.syllabus import homes


@dataclass(frozen=True)
class Folders:
    """The folders of a course. Without a course, nobody has submitted anything."""

    course: CourseDirectory | None

    @property
    def order(self) -> dict[str, int]:
        """The position of each exercise in the course's notebooks."""
        near = Path(self.course.root) if self.course else Path.cwd()
        return {name: place for place, name in enumerate(homes(near))}

    def handed_in(self, assignment: str) -> set[str]:
        """The students with a folder for this assignment in `submitted/`."""
        if self.course is None:
            return set()
        return {
            folder.name
            for folder in student_folders(self.course, assignment)
            if os.path.lexists(folder / assignment)
        }

    def unread(self, student: str, assignment: str, notebook: str) -> bool:
        """Whether grading found that a student's notebook can't be read."""
        if self.course is None:
            return False
        folder = CoursePaths(self.course).autograded(student, assignment)
        return read_graded(folder / f"{notebook}.ipynb").is_unread
