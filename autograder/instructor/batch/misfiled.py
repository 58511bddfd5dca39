"""Finds submissions that are in the wrong folder."""

from __future__ import annotations

import os
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.instructor.batch.register import StoredAssignment
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.submission_folder import may_be_work, shown


def misfiled(course: CourseDirectory, assignment: StoredAssignment, student: str) -> str | None:
    """Where a student's submission is instead of in the assignment's folder, in a sentence, or None.

    It looks in the student's folder itself, also for a renamed notebook, and for a folder whose name
    differs in case.
    """
    wanted = CoursePaths(course).submitted(student, assignment.name)
    home = Path(os.path.relpath(wanted.parent, course.root))
    try:
        found = sorted(wanted.parent.iterdir())
    except OSError:
        return None
    for path in found:
        if path.name.casefold() == wanted.name.casefold() and os.path.isdir(path):
            return f"{home / path.name}/ has to be called {wanted.name}/."
        if any(may_be_work(path, name) for name in assignment.notebooks):
            return f"{home / shown(path.name)} belongs in {home / wanted.name}/."
    return None
