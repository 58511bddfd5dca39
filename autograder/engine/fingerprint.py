"""A digest of everything that verdicts depend on besides the submission: checks, answers, the engine."""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np

from autograder.course import Course, CourseError, declared
from autograder.engine.reference import SUBJECT_PACKAGES
from autograder.notebooks.reading import Cell
from autograder.notebooks.syllabus import assignments_of

_MAKE_NO_VERDICT = (
    "author",
    "cli.py",
    "instructor",
    "kernel.py",
    "nbgrader_plugin",
    "overview",
    "pytest_plugin.py",
    "marking/verdict_store.py",
)
"""Parts of the package that verdicts do not depend on."""


def verdict_key(
    course: Course | None,
    points: Mapping[str, float],
    cells: Iterable[Cell],
    earlier: Mapping[str, Iterable[Cell]],
    seed: int,
) -> str:
    """A digest of everything that the verdicts on a notebook depend on, to cache them by.

    `cells` is its code, `earlier` that of the student's earlier notebooks by name.
    """
    content = [
        course.name if course else "",
        fingerprint(course, tuple(points)) if course else "",
        [[cell.name, cell.source] for cell in cells],
        {name: [[c.name, c.source] for c in cells] for name, cells in earlier.items()},
        dict(points),
        seed,
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@cache
def fingerprint(course: Course, exercises: tuple[str, ...] = ()) -> str:
    """A digest of the code and versions that verdicts on these exercises (or on all) depend on.

    It leaves out the checks and misconceptions of other subjects, and the answers of later subjects,
    because no exercise builds on a later one.
    """
    digest = hashlib.sha256(f"{platform.python_version()} {np.__version__}".encode())
    for name, path in sorted([*_engine(), *_course(course, exercises)]):
        digest.update(f"{name} {path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _engine() -> Iterator[tuple[str, Path]]:
    """The engine's modules and their paths, without courses that lie inside the package."""
    home = Path(__file__).parents[1]
    guests = [course.public_folder for course in declared().courses.values()]
    for path in home.rglob("*.py"):
        inside = path.relative_to(home).as_posix()
        if not inside.startswith(_MAKE_NO_VERDICT) and not any(map(path.is_relative_to, guests)):
            yield f"autograder/{inside}", path


def _course(course: Course, exercises: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The course's modules and data that verdicts on these exercises (or on all) may depend on."""
    own = {course.subject_of(name) for name in exercises if name in course.exercises}
    up_to = _up_to(course, own)
    halves = {"public": course.public_folder}
    with contextlib.suppress(CourseError):  # students do not have it
        halves["private"] = course.private_folder
    for half, folder in halves.items():
        for path in filter(Path.is_file, folder.rglob("*")):
            inside = path.relative_to(folder)
            if any(part == "__pycache__" or part.startswith(".") for part in inside.parts):
                continue
            package, subject = _about(half, inside)
            if subject in course.subjects and own:
                wanted = (
                    own
                    if package in ("exercises", "misconceptions", "textbook", "relatives")
                    else up_to
                )
            else:
                wanted = {subject}
            if package not in ("variants", "held_out") and subject in wanted:
                yield f"{course.name}/{half}/{inside.as_posix()}", path


def _about(half: str, inside: Path) -> tuple[str, str]:
    """The folder of a course that holds a file, and the subject or helper that the file is about."""
    first, *rest = inside.with_suffix("").parts
    if rest and first in ("exercises", *SUBJECT_PACKAGES):
        return first, rest[0]
    return half, first


def _up_to(course: Course, own: Collection[str]) -> set[str]:
    """These subjects and all earlier ones, in the order of the course's notebooks."""
    order = dict.fromkeys(
        course.subject_of(name) for a in assignments_of(course) for name in a.exercises
    )
    last = max((place for place, subject in enumerate(order) if subject in own), default=-1)
    return {*own, *list(order)[: last + 1]}
