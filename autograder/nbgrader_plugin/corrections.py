"""Fixes for nbgrader that no setting offers."""

from __future__ import annotations

import glob
import os
import sys
import sysconfig
import warnings
from datetime import datetime
from typing import Any


def find_programs() -> None:
    """Put this environment's scripts on PATH, so that nbgrader finds `alembic` without activation."""
    scripts = sysconfig.get_path("scripts")
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if scripts not in path:
        os.environ["PATH"] = os.pathsep.join([scripts, *path])


def read_times_safely() -> None:
    """Make formgrader read the time of a submission as tolerantly as grading does.

    Without this, one `timestamp.txt` that holds no time keeps formgrader from listing the class. Does
    nothing in programs that do not load nbgrader's API.
    """
    api = sys.modules.get("nbgrader.apps.api")
    if api is not None:
        api.NbGraderAPI.get_submitted_timestamp = _submitted_at


def find_files_safely() -> None:
    """Make nbgrader find the folders and files of students by their names, whatever these are.

    Without this, brackets in a student's id are read as a pattern. Then the student gets no feedback, or
    files that are not for students. Very deep folders stop a whole run.
    """
    from nbgrader import utils
    from nbgrader.converters import base

    from autograder.nbgrader_plugin.walking import files_to_copy

    utils.find_all_files = base.find_all_files = files_to_copy
    before = base.BaseConverter.init_notebooks
    if before.__module__ != __name__:

        def init_notebooks(converter: Any) -> None:
            converter.notebooks = []
            converter.assignments = _notebooks_of(converter)
            if not converter.assignments:
                before(converter)  # it says that there are none

        base.BaseConverter.init_notebooks = init_notebooks


def _notebooks_of(converter: Any) -> dict[str, list[str]]:
    """The notebooks in each of the folders that a step of nbgrader is to work on."""
    course = converter.coursedir
    place = converter._format_source(course.assignment_id, course.student_id)
    inside = place.removeprefix(course.root)
    pattern = glob.escape(place[: len(place) - len(inside)]) + inside
    found = {
        folder: glob.glob(os.path.join(glob.escape(folder), f"{course.notebook_id}.ipynb"))
        for folder in ([place] if os.path.isdir(place) else glob.glob(pattern))
    }
    return {folder: notebooks for folder, notebooks in found.items() if notebooks}


def quieten() -> None:
    """Hide the warnings about nbgrader's own queries: three for each student would hide all others."""
    warnings.filterwarnings(
        "ignore", message="Object of type .* not in session", module=r"nbgrader\.api"
    )


def _submitted_at(api: Any, assignment: str, student: str) -> datetime | None:
    from autograder.nbgrader_plugin.paths import CoursePaths
    from autograder.nbgrader_plugin.submission_folder import SubmissionFolder

    course = api.coursedir
    path = CoursePaths(course).submitted(student, assignment)
    return SubmissionFolder(path).submitted_at()
