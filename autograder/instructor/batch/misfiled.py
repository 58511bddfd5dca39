"""Finds submissions that are in the wrong folder."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.instructor.batch.register import StoredAssignment
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.submission_folder import may_be_work, shown

_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tgz", ".tar"}
_MOST = 1000


def misfiled(course: CourseDirectory, assignment: StoredAssignment, student: str) -> str | None:
    """Where a student's submission is instead of in the assignment's folder, in a sentence, or None.

    It looks in the student's folder for a renamed notebook, an archive, and a folder whose name differs in
    case; and for the notebook in folders with other names.
    """
    wanted = CoursePaths(course).submitted(student, assignment.name)
    home = Path(os.path.relpath(wanted.parent, course.root))
    goal = f"{home / wanted.name}/"
    for path in _entries(wanted.parent):
        if path.name.casefold() == wanted.name.casefold() and os.path.isdir(path):
            return f"{home / path.name}/ has to be called {wanted.name}/."
        if _is_work(path, assignment):
            return f"{home / shown(path.name)} belongs in {goal}."
        if path.suffix.lower() in _ARCHIVES and path.is_file():
            return f"{home / shown(path.name)} is an archive: unpack it, and put the notebooks into {goal}."
        for inside in _entries(path):
            if _is_work(inside, assignment):
                return f"{home / shown(path.name) / shown(inside.name)} belongs in {goal}."
    return None


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, up to a limit; nothing if it is none, or can't be entered."""
    if folder.is_symlink():
        return []
    try:
        return sorted(islice(folder.iterdir(), _MOST))
    except OSError:
        return []


def _is_work(path: Path, assignment: StoredAssignment) -> bool:
    return any(may_be_work(path, name) for name in assignment.notebooks)
