"""Corrections of nbgrader itself, where none of its settings reaches."""

from __future__ import annotations

import os
import sys
import sysconfig
import warnings
from datetime import datetime
from typing import Any


def find_programs() -> None:
    """Let nbgrader find `alembic`, which it starts by name, in an environment never activated too."""
    scripts = sysconfig.get_path("scripts")
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if scripts not in path:
        os.environ["PATH"] = os.pathsep.join([scripts, *path])


def read_times_safely() -> None:
    """Have formgrader take the time of a submission as grading does, whatever stands in its place.

    By itself it stumbles over the first `timestamp.txt` that holds no time, and then never shows
    the list of the class. A program without formgrader's part is left as it is.
    """
    api = sys.modules.get("nbgrader.apps.api")
    if api is not None:
        api.NbGraderAPI.get_submitted_timestamp = _submitted_at


def quieten() -> None:
    """Leave out the warnings about nbgrader's own queries, three a student, which drown the others."""
    warnings.filterwarnings(
        "ignore", message="Object of type .* not in session", module=r"nbgrader\.api"
    )


def _submitted_at(api: Any, assignment: str, student: str) -> datetime | None:
    from autograder.nbgrader_plugin.paths import CoursePaths
    from autograder.nbgrader_plugin.submission_folder import SubmissionFolder

    course = api.coursedir
    path = CoursePaths(course).submitted(student, assignment)
    return SubmissionFolder(path).submitted_at()
