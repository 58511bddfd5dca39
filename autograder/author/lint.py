"""The rules for every course, which `autograder verify` checks before it measures.

The tests of our own course use the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from autograder.author.declarations import answer_problem, declaration_faults, to_do
from autograder.author.hint_rules import hint_faults
from autograder.author.notebook_rules import notebook_faults, out_of_step, solution_faults
from autograder.author.verify import Defect
from autograder.course import Course, CourseError
from autograder.engine.reference import reference
from autograder.notebooks.syllabus import assignments_of

Rule = Callable[[Course], Iterable[tuple[str, str]]]


def _hints(course: Course) -> Iterator[tuple[str, str]]:
    for name, exercise in course.exercises.items():
        for fault in hint_faults(exercise, reference(course).hint(name), course.exercises):
            yield name, fault


RULES: dict[str, Rule] = {
    "to do": to_do,
    "declaration": declaration_faults,
    "hint": _hints,
    "notebook": notebook_faults,
    "solution": solution_faults,
    "out of step": out_of_step,
}
"""The rules, by the kind of fault that each finds."""


BY_EXERCISE = ("to do", "declaration", "hint")
"""The rules that are checked when exercises are named."""


def lint(course: Course, rules: Iterable[str] = ()) -> list[Defect]:
    """Everything about a course that is missing, misspelt or left over, each as a sentence with its place.

    By these rules, or by all of them.
    """
    found = []
    for kind in tuple(rules) or RULES:
        try:
            found += [Defect(kind, place, sentence) for place, sentence in RULES[kind](course)]
        except CourseError as error:
            found.append(Defect(kind, course.name, str(error)))
        except Exception as error:
            words = f"this rule can't be checked: {type(error).__name__}: {error}"
            found.append(Defect(kind, course.name, words))
    return list(dict.fromkeys(found))


def about(defects: Iterable[Defect], exercises: Collection[str]) -> list[Defect]:
    """The defects that name one of these exercises; all defects if there are no exercises."""
    names = re.compile(rf"\b({'|'.join(map(re.escape, exercises))})\b")
    return [d for d in defects if not exercises or names.search(f"{d.id} {d.sentence}")]


def measurable(course: Course, exercises: Collection[str] = ()) -> list[str]:
    """The exercises with a working answer, in the order of the notebooks."""
    taught = [name for assignment in assignments_of(course) for name in assignment.exercises]
    answered = reference(course).functions
    return [
        name
        for name in exercises or dict.fromkeys([*taught, *course.exercises])
        if name in answered and not answer_problem(course.exercises[name], course)
    ]
