"""Reads a class's wrong answers to one exercise that have no name, without saying whose they are."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.instructor.report.example import Example, example_of, names_any, words_of
from autograder.instructor.report.gather import NOT_WRITTEN, names_of, people_in
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.nbgrader_plugin.graded import read_graded
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.notebooks.earlier import earlier_cells
from autograder.notebooks.program import Program
from autograder.notebooks.reading import Cell, code_of
from autograder.notebooks.syllabus import Assignment, assignments_near, earlier_than


@dataclass
class Answer:
    """A wrong answer, and how many students wrote it: the same code, but for comments."""

    cells: tuple[Cell, ...]
    earlier: Mapping[str, list[Cell]]
    example: Example
    students: int = 1


@dataclass(frozen=True)
class Unnamed:
    """The wrong answers to an exercise that have no name, and the words that may identify a student."""

    exercise: str
    assignment: Assignment
    names: Collection[str]
    answers: list[Answer] = field(default_factory=list)

    def may_name(self, text: str) -> bool:
        """Whether a text may name a student. Words of the exercise's own name do not count."""
        return names_any(text, set(self.names) - words_of(self.exercise))


def read_unnamed(
    course: CourseFolder, gradebook: Gradebook, exercise: str, assignment: Assignment
) -> Unnamed:
    """The wrong answers to an exercise in a class's graded notebooks, each code once. Nothing is run."""
    people = people_in(gradebook)
    before = earlier_than(assignment.name, assignments_near(course.root))
    found: dict[str, Answer] = {}
    for person in people:
        graded = course.paths.autograded(person.id, assignment.name)
        cells = _with_wrong(graded / f"{assignment.name}.ipynb", exercise)
        example = example_of(cells, exercise, "", assignment.course.exercises)
        if example is None:
            continue
        code = tuple(code_of(cells))
        needed = "\n".join(ast.unparse(s.node) for s in Program.of(code).needed(exercise))
        if needed in found:
            found[needed].students += 1
            continue
        folder = SubmissionFolder(course.paths.submitted(person.id, assignment.name))
        earlier = earlier_cells(code, folder.path, before, folder.is_ordinary)
        found[needed] = Answer(code, earlier, example)
    return Unnamed(exercise, assignment, names_of(people), list(found.values()))


def _with_wrong(notebook: Path, exercise: str) -> list[Any]:
    """The cells of a graded notebook, if its answer to an exercise is wrong and has no name."""
    graded = read_graded(notebook)
    for verdict in graded.said.get("exercises", []):
        if verdict["name"] == exercise and not verdict["passed"] and not verdict["misconception"]:
            first = verdict["message"].partition("\n")[0]
            return graded.cells if first not in ("", NOT_WRITTEN) else []
    return []
