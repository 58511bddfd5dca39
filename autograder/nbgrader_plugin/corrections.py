"""Fixes for nbgrader that no setting offers."""

from __future__ import annotations

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
