"""Runs `autograder verify` again whenever a file of the course is saved."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from watchfiles import PythonFilter, watch

from autograder.course import Course


def watch_and_verify(course: Course, arguments: Sequence[str]) -> None:
    """Verify now and after each change until Ctrl-C, each time in a new process."""
    folders = {course.public_folder, course.private_folder, course.solutions}
    saved = PythonFilter(extra_extensions=(".ipynb", ".toml"))
    _verify(arguments)
    for _ in watch(*folders, watch_filter=saved, raise_interrupt=False):
        _verify(arguments)


def _verify(arguments: Sequence[str]) -> None:
    command = [sys.executable, "-m", "autograder", "verify", *arguments]
    subprocess.run(command, check=False, cwd=Path.cwd())
    print("Waiting for the next save. Press Ctrl-C to stop.", flush=True)
