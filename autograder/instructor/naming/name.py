"""Lists the unnamed wrong answers to an exercise, and gives one a name."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.author.naming import add_misconception, function_name
from autograder.course import Course
from autograder.feedback.phrases import did_you_mean
from autograder.instructor.naming.alike import Group, Unseen
from autograder.instructor.naming.alone import Alone, NotAlone, alone, without
from autograder.instructor.naming.answers import Answer, Unnamed, read_unnamed
from autograder.instructor.report.wording import give_name_command, several
from autograder.nbgrader_plugin.course_folder import CourseFolder, reason_of
from autograder.notebooks.reading import Cell
from autograder.notebooks.syllabus import assignment_with, assignments_near
from autograder.sandbox import spawn


class CannotName(RuntimeError):
    """Raised where an answer can't get a name. The message tells the instructor why, and what to do."""


class UnknownExercise(ValueError):
    """Raised for an exercise that is not in the course folder. The message has the nearest name."""


def unnamed(root: Path, exercise: str) -> Unnamed:
    """The unnamed wrong answers to an exercise in a course folder.

    Raises CourseFolderError, UnknownExercise, CannotName if there is no gradebook that can be read or
    no course with answers, and isolation.NotIsolated.
    """
    folder = CourseFolder(root)
    near = assignments_near(folder.root)
    assignment = assignment_with(exercise, near)
    if assignment is None or exercise not in assignment.course.exercises:
        known = [name for each in near for name in each.exercises]
        raise UnknownExercise(
            f"There is no exercise called {exercise!r} in this course.{did_you_mean(exercise, known)}"
        )
    if not assignment.course.has_answers:
        raise CannotName(
            f"The answers of the course {assignment.course.name} are not installed here: giving names "
            "needs the instructor's installation."
        )
    if not folder.has_gradebook:
        raise CannotName(
            f"Nothing is graded yet in this course: run autograder grade {assignment.name} first."
        )
    spawn.require_isolation(folder.allows_unisolated)
    try:
        with folder.gradebook() as gradebook:
            return read_unnamed(folder, gradebook, exercise, assignment)
    except SQLAlchemyError as error:
        raise CannotName(f"The gradebook can't be read: {reason_of(error)}.") from error


def as_text(found: Unnamed) -> Iterator[str]:
    """The unnamed wrong answers as lines for a terminal: those that several students share, each with an example."""
    course, exercise = found.assignment.course, found.exercise
    if not found.answers:
        yield f"No graded answer to {exercise} is wrong without a name."
        return
    with Unseen(course, course.exercises[exercise]) as unseen:
        groups = unseen.groups(found.answers)
        shared = [group for group in groups if group.students > 1]
        for group in shared:
            yield from _told(group, found, unseen)
    alone = len(groups) - len(shared)
    if alone:
        yield f"{several(alone, 'wrong answer does', 'wrong answers do')} what nobody else’s does."


def _told(group: Group, found: Unnamed, unseen: Unseen) -> Iterator[str]:
    yield f"{several(group.students, 'student')}: the same on inputs that nobody has seen."
    shown = ((answer, _anonymous(answer, found)) for answer in group.answers)
    answer, code = next((each for each in shown if each[1]), (None, ""))
    yield from (f"    {line}" for line in code.splitlines())
    reason = _why_not(group, found.exercise, unseen)
    if reason:
        yield reason
    elif answer is None:
        yield f"A student’s name is in each of these answers, so none is shown. {_BY_HAND}"
    else:
        yield f"Give it a name: {give_name_command(found.exercise, answer.example.key)}"
    yield ""


def _anonymous(answer: Answer, found: Unnamed) -> str:
    """The code of an answer without a student's name in it; "" if one is left, as in a text."""
    code = answer.example.code
    if found.may_name(code):
        with contextlib.suppress(SyntaxError):  # it may be shortened
            code = ast.unparse(without(found.may_name, ast.parse(code)))
    return "" if found.may_name(code) else code


_BY_HAND = "You can write a misconception of your own by hand: see docs/authors.md."


def _why_not(group: Group, exercise: str, unseen: Unseen) -> str:
    """Why a group needs no name, or can't have one; "" if it can."""
    if group.stops:
        return "It needs no name: it stops with an error each time, and students read which one."
    if unseen.is_right(group):
        return (
            "It is right on these inputs, so a name would not be told. Was a check changed since?"
        )
    if known := unseen.known_as(group):
        return f"It has a name already: {known}. Grade again, and the report will say so."
    return ""


def give_name(found: Unnamed, name: str, key: str, sentence: str) -> tuple[Path, int, str]:
    """Write the misconception `exercise/name` for the answers that do the same as the one with this key.

    Returns the file, how many students wrote such an answer, and the function that was written. Raises CannotName and
    ScaffoldError, and writes nothing.
    """
    course, exercise = found.assignment.course, found.exercise
    function = function_name(course, exercise, name)
    if not any(answer.example.key == key for answer in found.answers):
        raise CannotName(
            f"No unnamed wrong answer to {exercise} has the key {key}. To see all of them, run: "
            f"autograder name {exercise}"
        )
    with Unseen(course, course.exercises[exercise]) as unseen:
        group = next(
            group
            for group in unseen.groups(found.answers)
            if any(answer.example.key == key for answer in group.answers)
        )
        if reason := _why_not(group, exercise, unseen):
            raise CannotName(reason)
        written = _first_that_stands_alone(found, group, key, function, unseen)
    what = written.formula or "As in a class"
    text = written.shown(f"{what}: {several(group.students, 'student')} wrote code that does this.")
    file = add_misconception(
        course, f"{exercise}/{name}", sentence, text, _imports(course, written)
    )
    return file, group.students, text


def _first_that_stands_alone(
    found: Unnamed, group: Group, key: str, function: str, unseen: Unseen
) -> Alone:
    """The first answer of a group, one with this key before others, that can become a misconception."""
    reasons = []
    for answer in sorted(group.answers, key=lambda each: each.example.key != key):
        try:
            made = alone(answer, found.exercise, function, found.assignment.course, found.may_name)
        except (NotAlone, SyntaxError, ValueError, RecursionError) as error:
            reasons.append(str(error))
            continue
        text = made.shown("")
        if found.may_name(text):
            reasons.append("a student’s name is in it")
        elif not unseen.same(group.played, unseen.play(_as_answer(made, found.exercise, answer))):
            reasons.append("taken out of its notebook, it does something else")
        else:
            return made
    raise CannotName(f"This answer can't be taken over: {reasons[0]}. {_BY_HAND}")


def _as_answer(made: Alone, exercise: str, answer: Answer) -> Answer:
    """A function that stands alone as the only cell of a notebook, with stubs where right answers go."""
    stubs = [f"def {name}(*given, **named):\n    raise NotImplementedError" for name in made.calls]
    lines = ["import numpy as np", *stubs, made.shown(""), f"{exercise} = {made.function.name}"]
    return Answer((Cell(exercise, "\n".join(lines)),), {}, answer.example)


def _imports(course: Course, made: Alone) -> dict[str, str]:
    """The line that imports each name that a function needs from elsewhere."""
    lines = {"np": "import numpy as np"} if made.numpy else {}
    lines["misconception"] = "from autograder.course import misconception"
    return lines | {
        name: f"from {course.private}.{course.subject_of(name)} import {name}"
        for name in made.calls
    }
