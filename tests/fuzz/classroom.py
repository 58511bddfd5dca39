"""A course with a class in it, and the commands of this environment to grade it with."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sysconfig
from pathlib import Path

from autograder.sandbox import spawn
from tests.helpers.our_course import make_folder

from .submissions import Files

COMMAND = "nbgrader autograde {assignment}"
"""What grades a class, where nothing else is asked for."""

SCRIPTS = sysconfig.get_path("scripts")
ENVIRONMENT = os.environ | {"PATH": os.pathsep.join([SCRIPTS, os.environ["PATH"]])}


def make_course(root: Path, assignment: str, db_url: str | None = None) -> None:
    """An empty class, to which the assignment has been given."""
    make_folder(
        root, [assignment], allow_unisolated=not spawn.probe().protects, db_url=db_url
    ).generate_assignment(assignment)


def hand_in(root: Path, student: str, assignment: str, files: Files) -> None:
    """Put files where nbgrader looks for a submission; those that can't be written are not there."""
    folder = root / "submitted" / student / assignment
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        with contextlib.suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                path.symlink_to(content)
            else:
                path.write_bytes(content)


def all_graded(code: int, said: str) -> bool:
    """Whether a command graded everybody: `autograder grade` ends with 1 where a notebook can't be read."""
    return code == 0 or (code == 1 and "can't be read, so 0 points" in said)


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this environment in the course's folder."""
    return subprocess.run(
        command,
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        errors="backslashreplace",
        check=False,
    )
