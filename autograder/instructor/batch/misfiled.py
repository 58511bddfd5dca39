"""MarkingJob that lies where nobody looks for it."""

from __future__ import annotations

import os
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.instructor.batch.register import StoredAssignment
from autograder.nbgrader_plugin.paths import CoursePaths


def misfiled(course: CourseDirectory, assignment: StoredAssignment, student: str) -> str | None:
    """Where a student's work lies in place of the assignment's folder, and what to do; None if nowhere.

    It is looked for in the student's folder itself, and under a name in other capitals.
    """
    wanted = CoursePaths(course).submitted(student, assignment.name)
    home = Path(os.path.relpath(wanted.parent, course.root))
    notebooks = {f"{name}.ipynb".casefold() for name in assignment.notebooks}
    try:
        found = sorted(wanted.parent.iterdir())
    except OSError:
        return None
    for path in found:
        if path.name.casefold() == wanted.name.casefold() and path.is_dir():
            return f"{home / path.name}/ has to be called {wanted.name}/."
        if path.name.casefold() in notebooks:
            return f"{home / path.name} belongs in {home / wanted.name}/."
    return None
