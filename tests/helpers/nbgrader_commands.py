"""nbgrader's own commands in a course folder, and notebooks handed in there."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from pathlib import Path

from tests.helpers.notebooks import notebook_path


def nbgrader(
    *arguments: str, course: Path, elsewhere: str = os.environ["PATH"]
) -> subprocess.CompletedProcess[str]:
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {"PATH": os.pathsep.join([scripts, elsewhere])}
    return subprocess.run(
        [f"{scripts}/nbgrader", *arguments],
        capture_output=True,
        text=True,
        cwd=course,
        env=environment,
        check=False,
    )


def submit(course: Path, student: str, assignment: str, content: dict) -> None:
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True)
    (folder / f"{assignment}.ipynb").write_text(json.dumps(content))


def stub(assignment: str) -> dict:
    content: dict = json.loads(notebook_path("assignments", assignment).read_text())
    return content
