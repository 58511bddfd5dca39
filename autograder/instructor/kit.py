"""Makes the students' kit: notebooks with stubs, checks with public answers, and a README."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.course import Course, CourseError, declared
from autograder.engine.course_oracle import live_oracle
from autograder.engine.frozen_oracle import freeze, frozen_file
from autograder.engine.oracle import PUBLIC_SEED
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.syllabus import (
    SOLUTIONS,
    SYLLABUS_FILE,
    Assignment,
    as_syllabus,
    assignments_near,
    assignments_of,
    course_folder,
)

KIT = "deep-learning-exercise-kit"
VERSION = version(KIT)
NOT_FOR_STUDENTS = ("instructor", "author", "nbgrader_plugin", "marking", "__pycache__")
"""The folders of the package that stay on instructors' and authors' machines."""

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Contents:
    """The contents of a kit: a course, its assignments, and the folder with their notebooks."""

    course: Course
    assignments: Sequence[Assignment]
    solutions: Path


def contents_near(place: Path, course: Course) -> Contents:
    """All of a course, from the course folder around `place`, or else from the course's own notebooks.

    Raises CourseError if that folder does not have the course, or if its notebooks are missing.
    """
    folder = course_folder(place)
    if folder is None:
        return Contents(course, assignments_of(course), course.solutions)
    found = [a for a in assignments_near(place) if a.course == course]
    if not found:
        raise CourseError(
            f"There is no notebook of the course {course.name} in {folder / SOLUTIONS}: go to its own "
            "folder, or leave out --course."
        )
    return Contents(course, found, folder / SOLUTIONS)


def make_kit(out: Path, contents: Contents) -> Path:
    """Write the students' folder, or a zip of it if `out` ends in `.zip`. Returns its path.

    Raises FileExistsError, and writes nothing, if `out` already exists.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise FileExistsError(f"{out} already exists: choose another name, or remove it first.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "kit" / (out.stem if out.suffix == ".zip" else out.name)
        folder.mkdir(parents=True)
        _write_notebooks(folder, Path(scratch) / "course", contents)
        wheels = [
            _engine_wheel(folder, Path(scratch) / "engine"),
            _course_wheel(folder, Path(scratch) / "guest", contents),
        ]
        _write_pages(folder, wheels, contents)
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.suffix == ".zip":
            archive = shutil.make_archive(
                str(Path(scratch) / "kit"), "zip", folder.parent, folder.name
            )
            return Path(shutil.move(archive, out))
        if out.exists():
            out.rmdir()
        return Path(shutil.move(folder, out))


def _write_notebooks(folder: Path, scratch: Path, contents: Contents) -> None:
    scratch.mkdir()
    course = CourseFolder.make(scratch, contents.assignments, contents.solutions)
    for assignment in contents.assignments:
        made = course.generate_assignment(assignment.name)
        shutil.copytree(made, folder / assignment.name)


def _engine_wheel(folder: Path, scratch: Path) -> Path:
    """A wheel of the package's folders for students, without any course."""
    source = Path(__file__).parents[1]
    guests = {course.public_folder for course in declared().courses.values()}

    def left_out(place: str, names: list[str]) -> set[str]:
        unwanted = NOT_FOR_STUDENTS if Path(place) == source else ("__pycache__",)
        return {name for name in names if name in unwanted or Path(place) / name in guests}

    shutil.copytree(source, scratch / "autograder", ignore=left_out)
    return _wheel("engine.toml", folder, scratch)


def _course_wheel(folder: Path, scratch: Path, contents: Contents) -> Path:
    """A wheel of the course's public half, with the frozen answers and what each exercise is worth."""
    course = contents.course
    half = scratch.joinpath(*course.public.split("."))
    shutil.copytree(course.public_folder, half, ignore=shutil.ignore_patterns("__pycache__"))
    exercises = {name: e for a in contents.assignments for name, e in a.exercises.items()}
    frozen = freeze(live_oracle(course, PUBLIC_SEED), exercises)
    (half / frozen_file(course).name).write_bytes(frozen)
    (half / SYLLABUS_FILE).write_text(as_syllabus(contents.assignments), encoding="utf-8")
    inside = half.relative_to(scratch)
    return _wheel(
        "course.toml", folder, scratch, course=course, folder=inside, needs=_needs(course)
    )


def _needs(course: Course) -> list[str]:
    """The requirements of a course's own package besides the kit, such as SciPy."""
    package = course.entry_point.dist
    if package is None or package.name == KIT:
        return []
    required = package.requires or []
    return [r for r in required if not r.startswith(KIT) and "extra ==" not in r]


def _wheel(project: str, out: Path, scratch: Path, **values: object) -> Path:
    text = _filled(f"{project}.j2", version=VERSION, **values)
    (scratch / "pyproject.toml").write_text(text, encoding="utf-8")
    (built,) = WheelBuilder(str(scratch)).build(directory=str(out), versions=["standard"])
    return Path(built)


def _write_pages(folder: Path, wheels: Iterable[Path], contents: Contents) -> None:
    names = [assignment.name for assignment in contents.assignments]
    engine, guest = (wheel.name for wheel in wheels)
    shown = contents.assignments[min(1, len(names) - 1)]
    count = _NUMBERS[len(names)] if len(names) < len(_NUMBERS) else str(len(names))
    values = {
        "course": contents.course,
        "version": VERSION,
        "engine": engine,
        "guest": guest,
        "notebooks": f"{count} notebook{'s' if len(names) != 1 else ''}",
        "first": names[0],
        "several": len(names) > 1,
        "shown": shown.name,
        "exercise": next(iter(shown.exercises)),
    }
    for page in ("README.md", "pyproject.toml", "requirements.txt"):
        (folder / page).write_text(_filled(f"{page}.j2", **values), encoding="utf-8")


def _filled(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("autograder.instructor", "kit_pages"),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(template).render(values)
