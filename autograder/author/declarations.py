"""Rules for a course's exercises and for the private half that belongs to them."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from autograder.author.options import shown_path
from autograder.author.verify import equivalents
from autograder.course import Course, CourseError
from autograder.engine.course_oracle import live_oracle
from autograder.engine.oracle import PUBLIC_SEED, draw
from autograder.engine.reference import SUBJECT_PACKAGES, Reference, functions_of, reference
from autograder.feedback.phrases import did_you_mean
from autograder.model import Exercise
from autograder.notebooks.syllabus import assignments_of

_TO_DO = re.compile(r"\bTODO\b(\(\w+\))?")


def declaration_faults(course: Course) -> Iterator[tuple[str, str]]:
    """The place and a sentence for each thing that is missing, misspelt or left over."""
    known = reference(course)
    yield from _module_faults(course)
    yield from _answer_faults(course, known)
    yield from _private_faults(course, known)
    notebooks = {name: a.name for a in assignments_of(course) for name in a.points}
    for name, exercise in course.exercises.items():
        for fault in _exercise_faults(exercise, course, known, notebooks):
            yield name, fault


def _module_faults(course: Course) -> Iterator[tuple[str, str]]:
    """Modules in the private half that are not used, and missing modules of answers."""
    for package in SUBJECT_PACKAGES:
        for module in course.modules(f"{course.private}.{package}"):
            inside = module.__name__.removeprefix(f"{course.private}.{package}.")
            subject = inside.partition(".")[0]
            if subject not in course.subjects and not subject.startswith("_"):
                yield (
                    _file(module),
                    f"this module is not used: there is no subject called {subject}."
                    f"{did_you_mean(subject, course.subjects)}",
                )
    for subject, names in course.subjects.items():
        place = course.private_folder / f"{subject}.py"
        if not place.is_file() and not (course.private_folder / subject / "__init__.py").is_file():
            yield (
                str(place),
                f"this file is missing: it has the answers to {', '.join(names)}, the exercises of the "
                f"subject {subject}",
            )


def _answer_faults(course: Course, known: Reference) -> Iterator[tuple[str, str]]:
    for name, function in known.functions.items():
        if name not in course.exercises:
            yield (
                _file(inspect.getmodule(function)),
                f"{name} is listed in __all__ but is not an exercise: add it in {course.public}.exercises, "
                f"or remove it from the list.{did_you_mean(name, course.exercises)}",
            )
    for name in course.exercises:
        if name not in known.functions:
            yield (
                name,
                f"there is no answer: write the function {name} in {course.private}."
                f"{course.subject_of(name)} and list it in __all__.{did_you_mean(name, known.functions)}",
            )


def _private_faults(course: Course, known: Reference) -> Iterator[tuple[str, str]]:
    """Misconceptions, variants, hints and held-out answers of unknown exercises, or in the wrong module."""
    for package in SUBJECT_PACKAGES:
        for subject in course.subjects:
            for module in course.modules(f"{course.private}.{package}", subject):
                yield from _twice_in(module)
                for function in functions_of(module):
                    about = _about(function)
                    if about and about not in course.subjects[subject]:
                        yield (
                            f"{_file(module)}, {function.__name__}",
                            f"it is about {about}, which is not an exercise of the subject {subject}."
                            f"{did_you_mean(about, course.exercises)}",
                        )
    for entry in equivalents(known.equivalent_mutants):
        for name in entry.exercises:
            if name not in course.exercises:
                yield (
                    str(known.equivalent_mutants),
                    f"it names {name}, which is not an exercise.{did_you_mean(name, course.exercises)}",
                )


def _twice_in(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Functions with the same name, where Python keeps only the last one."""
    names = Counter(
        node.name
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef)
    )
    for name, count in names.items():
        if count > 1:
            yield _file(module), f"{count} functions are called {name}: only the last one counts"


def _about(function: object) -> str:
    """The exercise that a misconception, variant, hint or held-out answer is about; "" for a helper."""
    wrong = getattr(function, "misconception", None)
    if wrong is not None:
        return str(wrong.id.partition("/")[0])
    marks = ("variant_of", "hint_for", "held_out_of", "textbook_of", "relative_of")
    return next((getattr(function, mark) for mark in marks if hasattr(function, mark)), "")


def _exercise_faults(
    exercise: Exercise, course: Course, known: Reference, notebooks: dict[str, str]
) -> Iterator[str]:
    yield from _check_faults(exercise)
    yield from _case_faults(exercise)
    for name in exercise.keeps or ():
        if name not in exercise.signature:
            yield f"keeps names {name}, which is not an argument.{did_you_mean(name, exercise.signature)}"
    for name in exercise.builds_on:
        if name not in course.exercises or name not in known.functions:
            near = did_you_mean(name, course.exercises)
            yield f"builds_on names {name}, which is not an exercise with an answer.{near}"
        elif notebooks.get(name, "") > notebooks.get(exercise.name, ""):
            yield f"builds_on names {name}, which comes in a later notebook"
    answer = known.functions.get(exercise.name)
    if answer is None:
        return
    parameters = tuple(inspect.signature(answer).parameters)
    if parameters != exercise.signature:
        yield (
            f"its signature is ({', '.join(exercise.signature)}), but its answer's is "
            f"({', '.join(parameters)})"
        )
    for name in exercise.also_right:
        if not hasattr(known.answer_module(exercise.name), name):
            yield f"also_right names {name}, which is not in the answer's module"
    if problem := answer_problem(exercise, course):
        yield problem
    if "Source:" not in (inspect.getdoc(answer) or ""):
        yield "the docstring of its answer names no source: end it with a line `Source: …`"
    if not known.misconceptions(exercise.name):
        yield "it has no known mistake: write those that learners make with @misconception"
    if not known.variants(exercise.name):
        yield "it has no unusual right answer: write one with @variant, so that nobody fails for style"


def answer_problem(exercise: Exercise, course: Course) -> str:
    """Why the answer fails on the exercise's own cases; "" if it works."""
    oracle = live_oracle(course, PUBLIC_SEED)
    try:
        for check in exercise.played:
            oracle.questions(exercise, check)
    except CourseError as error:
        return str(error)
    except Exception as error:
        return f"its checks can't be used: {type(error).__name__}: {error}"
    return ""


def _check_faults(exercise: Exercise) -> Iterator[str]:
    names = Counter(check.name for check in exercise.checks)
    for name, count in names.items():
        if count > 1:
            yield f"{count} of its checks are called {name}: each needs a name of its own"
    if not any(check.kind == "formula" for check in exercise.checks):
        yield "it has no formula check, so it can't earn points"


def _case_faults(exercise: Exercise) -> Iterator[str]:
    """Cases with inputs that the function or script does not take, drawn from the public seed."""
    for check in exercise.played:
        try:
            cases = draw(exercise, check, PUBLIC_SEED)
        except Exception as error:
            yield f"the cases of its check {check.name} can't be drawn: {type(error).__name__}: {error}"
            continue
        if not cases and check.judge is None:
            yield f"its check {check.name} has no case"
        wanted = {
            sentence
            for case in cases
            for sentence in _input_faults(exercise, check.name, list(case.inputs), case.script)
        }
        yield from sorted(wanted)


def _input_faults(
    exercise: Exercise, check: str, names: list[str], script: object
) -> Iterator[str]:
    if callable(script):
        taken = inspect.signature(script).parameters
        free = any(p.kind is p.VAR_KEYWORD for p in taken.values())
        for name in () if free else names:
            if name not in taken:
                place = getattr(script, "__name__", "its script")
                yield f"a case of its check {check} has the input {name}, which {place} does not take"
        return
    for name in names:
        if name not in exercise.signature:
            near = did_you_mean(name, exercise.signature)
            yield f"a case of its check {check} has the input {name}, which is not an argument.{near}"
    if names != list(exercise.signature[: len(names)]) and set(names) <= set(exercise.signature):
        yield (
            f"a case of its check {check} has its inputs in the order {', '.join(names)}: they are passed by "
            "position, so use the order of the signature"
        )


def _file(module: ModuleType | None) -> str:
    return shown_path(Path(getattr(module, "__file__", "") or ""))


def to_do(course: Course) -> Iterator[tuple[str, str]]:
    """Lines that are still marked TODO, as the skeleton wrote them."""
    files = [
        *course.public_folder.rglob("*.py"),
        *course.private_folder.rglob("*.py"),
        *course.solutions.rglob("*.ipynb"),
    ]
    for file in sorted(set(files)):
        lines = file.read_text(encoding="utf-8").splitlines()
        found = [(n, match[0]) for n, line in enumerate(lines, 1) if (match := _TO_DO.search(line))]
        for mark in dict.fromkeys(mark for _, mark in found):
            numbers = [str(number) for number, each in found if each == mark]
            where = "line" if len(numbers) == 1 else "lines"
            yield shown_path(file), f"{where} {', '.join(numbers)} still to do, marked {mark}"
