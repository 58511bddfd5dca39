"""Explains a wrong answer by the model of mistakes: makes the explanations, keeps them, looks one up."""

from __future__ import annotations

import gzip
import hashlib
import inspect
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.engine.oracle import PUBLIC_SEED, Oracle, draw
from autograder.engine.reference import SUBJECT_PACKAGES, Reference
from autograder.mistakes.build import Base, Made, build
from autograder.mistakes.build import __file__ as build_module
from autograder.mistakes.explanations import Explanations, explain
from autograder.mistakes.source import given, own_source
from autograder.model import Case, Check, Exercise, Misconception
from autograder.notebooks.syllabus import assignments_of
from autograder.sandbox.submission import Submission
from autograder.values import pack, unpack

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())

SEEDS = (PUBLIC_SEED, 1, 2)
"""The seeds of the cases whose values are sketched."""

OTHER_SEEDS = (3, 4)
"""The seeds of further cases, which tell whether functions with one sketch do the same everywhere."""


def compared(exercise: Exercise) -> list[Check]:
    """The checks whose cases are sketched: those of the formula that compare with right answers."""
    return [c for c in exercise.checks if c.kind == "formula" and c.has_answers]


def cases(exercise: Exercise, seeds: Iterable[int] = SEEDS) -> list[Case]:
    """The cases of these checks for some seeds."""
    return [
        case
        for seed in seeds
        for check in compared(exercise)
        for case in draw(exercise, check, seed)
    ]


def explained(exercise: Exercise, submission: Submission, oracle: Oracle) -> Misconception | None:
    """What the model says of a submission's function; None if it knows nothing, or several things."""
    known = oracle.explanations(exercise)
    if not known.ids:
        return None
    outcomes = submission.run(exercise, cases(exercise))
    if any(outcome.problem or outcome.value is None for outcome in outcomes):
        return None
    try:
        return explain(known, [outcome.value for outcome in outcomes])
    except Exception:
        logger.exception("%s: the model of mistakes failed", exercise.name)
        return None


def make(known: Reference, exercise: Exercise) -> Made:
    """Make the explanations of an exercise of a course, which takes seconds."""
    name, practice = exercise.name, _practice(known.course)
    answers = {n: f for n, f in known.functions.items() if name in practice or n not in practice}
    answer = answers[name]
    module = sys.modules[answer.__module__]
    textbook = known.marked("textbook", "textbook_of", name)
    right = [answer, *textbook, *(getattr(module, other) for other in exercise.also_right)]
    bases = [_base(each, answers, as_in_notebook=True) for each in textbook]
    return build(
        exercise,
        [cases(exercise), cases(exercise, OTHER_SEEDS)],
        answers,
        bases or [_base(answer, answers, as_in_notebook=False)],
        [*right, *known.variants(name).values()],
        [m.function for m in known.misconceptions(name).values() if m.function],
        {_relative_id(name, each): each for each in known.marked("relatives", "relative_of", name)},
    )


def _practice(course: Course) -> set[str]:
    """The exercises that are worth no points. Nobody has to know them, so nobody is told of them."""
    return {name for a in assignments_of(course) for name, points in a.points.items() if not points}


def _base(
    function: Callable[..., Any], answers: Mapping[str, Any], *, as_in_notebook: bool
) -> Base:
    module = sys.modules[function.__module__]
    namespace = given(module, dict(answers))
    source = own_source(inspect.getsource(module), function.__name__, namespace)
    return Base(source, function.__name__, namespace, as_in_notebook)


def _relative_id(exercise: str, function: Callable[..., Any]) -> str:
    rest = function.__name__.removeprefix(f"{exercise}_").replace("_", "-")
    return f"{exercise}/model-{rest}"


def explanations_file(course: Course) -> Path:
    """Where a course's explanations are kept, in its private half."""
    return course.private_folder / "explanations.bin"


def load(course: Course) -> dict[str, Explanations]:
    """The explanations of a course by exercise; those of a subject that has changed are left out."""
    file = explanations_file(course)
    if not file.is_file():
        return {}
    kept = unpack(gzip.decompress(file.read_bytes()))
    return {
        name: Explanations.of(packed)
        for name, (digest, packed) in kept.items()
        if name in course.exercises and digest == fingerprint(course, course.subject_of(name))
    }


def save(course: Course, made: Mapping[str, Explanations]) -> None:
    """Write the explanations of a course's exercises."""
    kept = {
        name: [fingerprint(course, course.subject_of(name)), known.packed()]
        for name, known in made.items()
    }
    file = explanations_file(course)
    part = file.with_suffix(f".{os.getpid()}")
    part.write_bytes(gzip.compress(pack(kept), mtime=0))
    part.replace(file)


@cache
def fingerprint(course: Course, subject: str) -> str:
    """A digest of the code that the explanations of a subject's exercises are made from."""
    digest = hashlib.sha256()
    for file in sorted(filter(Path.is_file, _sources(course, subject))):
        digest.update(f"{file.parent.name}/{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def _sources(course: Course, subject: str) -> Iterator[Path]:
    yield from Path(build_module).parent.glob("*.py")
    yield from course.private_folder.glob("*.py")
    packages = [package for package in SUBJECT_PACKAGES if package not in ("held_out", "hints")]
    rooms = [course.private_folder / package for package in packages]
    for room in (course.public_folder / "exercises", *rooms):
        yield room / f"{subject}.py"
        yield from (room / subject).glob("*.py")
        yield from room.glob("_*.py")
