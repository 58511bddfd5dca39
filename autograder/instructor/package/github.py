"""A repository for GitHub: the students' kit, with a workflow that checks each push."""

from __future__ import annotations

from pathlib import Path

from autograder.instructor.handout import new_handout
from autograder.instructor.kit import Contents, fill_kit, filled

WORKFLOW = Path(".github") / "workflows" / "check.yml"


def make_repository(out: Path, contents: Contents) -> Path:
    """Write a folder to push, or a zip of it if `out` ends in `.zip`. Returns its path.

    It holds no answers. Raises FileExistsError, and writes nothing, if `out` already exists.
    """
    with new_handout(out) as (folder, work):
        fill_kit(folder, work, contents)
        (folder / WORKFLOW).parent.mkdir(parents=True)
        (folder / WORKFLOW).write_text(workflow(contents), encoding="utf-8")
    return out


def workflow(contents: Contents) -> str:
    """The workflow that checks these notebooks, or those in `submitted/` if there are any."""
    return filled("check.yml.j2", names=[assignment.name for assignment in contents.notebooks])
