"""The zip that Gradescope takes as an autograder.

Source: "Autograder Specifications", https://gradescope-autograders.readthedocs.io/en/latest/specs/.
Two files stand in the zip's root, `setup.sh` and `run_autograder`. Beside them are the kit and the
course as wheels, and a course folder with its secret seed. **The answers are in it**: it is for
Gradescope's upload alone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from importlib.metadata import requires
from pathlib import Path

from autograder.course import Course, declared
from autograder.instructor.handout import refuse_to_overwrite
from autograder.instructor.kit import KIT, Contents, build_wheel, filled, needs
from autograder.marking.seeds import course_seed
from autograder.nbgrader_plugin.course_folder import CourseFolder

_NOT_CODE = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
_EXECUTABLE = 0o100755 << 16
_ORDINARY = 0o100644 << 16


def make_gradescope(
    out: Path, contents: Contents, assignment: str, allow_unisolated: bool = False
) -> Path:
    """Write the zip for an assignment. Returns its path.

    A secret seed of its own is drawn for it. `allow_unisolated` marks even where student code can't be
    isolated from the answers. Raises FileExistsError, and writes nothing, if `out` already exists.
    """
    refuse_to_overwrite(out)
    with tempfile.TemporaryDirectory() as scratch:
        source, work = Path(scratch) / "source", Path(scratch) / "work"
        (source / "course").mkdir(parents=True)
        _grader_wheel(source / "wheels", work / "grader")
        _answers_wheel(source / "wheels", work / "answers", contents)
        CourseFolder.make(
            source / "course", contents.assignments, contents.solutions, allow_unisolated
        )
        course_seed(source / "course")
        for script in ("setup.sh", "run_autograder"):
            text = filled(f"{script}.j2", assignment=assignment)
            (source / script).write_text(text, encoding="utf-8")
        _zip(source, out)
    return out


def _grader_wheel(out: Path, scratch: Path) -> Path:
    """The whole package as an instructor has it, without any course."""
    guests = {course.public_folder for course in declared().courses.values()}

    def left_out(place: str, names: list[str]) -> set[str]:
        return {n for n in names if n == "__pycache__" or Path(place) / n in guests}

    shutil.copytree(Path(__file__).parents[2], scratch / "autograder", ignore=left_out)
    own = [need for need in requires(KIT) or [] if "extra ==" not in need]
    return build_wheel("grader.toml", out, scratch, kit=KIT, needs=own)


def _answers_wheel(out: Path, scratch: Path, contents: Contents) -> Path:
    """Both halves of the course, with the solution notebooks."""
    course = contents.course
    halves = [(course.public, course.public_folder), (course.private, course.private_folder)]
    for package, folder in halves:
        shutil.copytree(folder, scratch / _path(package), ignore=_NOT_CODE)
    solutions = scratch / _path(course.private) / "solutions"
    shutil.rmtree(solutions, ignore_errors=True)
    shutil.copytree(contents.solutions, solutions, ignore=_NOT_CODE)
    folders = [_path(package).as_posix() for package, _ in halves]
    values = {"kit": KIT, "course": course, "folders": folders, "needs": _needs(course)}
    return build_wheel("answers.toml", out, scratch, **values)


def _needs(course: Course) -> list[str]:
    return [need for need in needs(course) if not need.startswith("autograder")]


def _path(package: str) -> Path:
    return Path(*package.split("."))


def _zip(source: Path, out: Path) -> None:
    """Zip a folder's content, whole or not at all; Gradescope wants its files at the root."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as zipped:
            for path in sorted(path for path in source.rglob("*") if path.is_file()):
                info = zipfile.ZipInfo(path.relative_to(source).as_posix())
                info.compress_type = zipfile.ZIP_DEFLATED
                runs = path.name in ("setup.sh", "run_autograder")
                info.external_attr = _EXECUTABLE if runs else _ORDINARY
                zipped.writestr(info, path.read_bytes())
        os.replace(draft, out)
    finally:
        Path(draft).unlink(missing_ok=True)
