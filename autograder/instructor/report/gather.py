"""Reads a class's results from the gradebook and the autograded notebooks, one notebook at a time."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.course import course_with
from autograder.feedback.difference import names_nothing
from autograder.feedback.problems import problem_sentence
from autograder.instructor.report.example import Example, example_of, words_of
from autograder.instructor.report.works import (
    Answer,
    MistakeKey,
    Person,
    Results,
    State,
    StudentWork,
)
from autograder.mistakes.explanations import is_explanation
from autograder.model import Problem
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.nbgrader_plugin.graded import read_graded
from autograder.nbgrader_plugin.mending import Remark
from autograder.nbgrader_plugin.source_cells import CHECK
from autograder.nbgrader_plugin.writing import in_short
from autograder.notebooks.syllabus import homes

NOT_WRITTEN = problem_sentence(Problem("unfinished"), "")
EXAMPLES = 3
"""The maximum number of examples of a mistake without a name."""


def graded_assignments(gradebook: Gradebook) -> list[str]:
    """The assignments with exercises and at least one graded submission."""
    return sorted(a.name for a in gradebook.assignments if a.num_submissions and _points(a, ()))


def gather(course: CourseFolder, gradebook: Gradebook, assignment: str) -> Results:
    """Read the results of an assignment.

    Only what the report shows is kept of each notebook, so that a large class fits into memory.
    """
    stored = gradebook.find_assignment(assignment)
    notebooks = [notebook.name for notebook in stored.notebooks]
    people = people_in(gradebook)
    names = names_of(people)
    points = _points(stored, list(homes(course.root)))
    results = Results(assignment, points, names, course_with(points))
    scores, penalties = _scores(gradebook, stored), _penalties(gradebook, stored)
    for person in people:
        if person.id in penalties:
            folder = course.paths.autograded(person.id, assignment)
            feedback = Feedback.read([folder / f"{name}.ipynb" for name in notebooks])
            work = _work(person, results.points, scores[person.id], feedback)
            results.works.append(replace(work, penalty=penalties[person.id]))
            _collect(results, work, feedback)
        else:
            handed_in = os.path.isdir(course.paths.submitted(person.id, assignment))
            state = State.UNGRADED if handed_in else State.ABSENT
            results.works.append(StudentWork(person, dict.fromkeys(results.points, Answer(state))))
    return results


@dataclass
class Feedback:
    """What grading wrote into a student's notebooks: verdicts by exercise, and remarks."""

    cells: list[Any] = field(default_factory=list)
    verdicts: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    to_look_at: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Feedback:
        """Read it from graded notebooks. A notebook that is missing or was graded otherwise has none."""
        feedback = cls()
        for path in paths:
            graded = read_graded(path)
            said = graded.said
            feedback.cells += graded.cells
            feedback.verdicts |= {v["name"]: v for v in said.get("exercises", [])}
            feedback.errors += filter(None, [said.get("error")])
            feedback.remarks += in_short(Remark(*remark) for remark in said.get("remarks", []))
            feedback.to_look_at += said.get("to_look_at", [])
            if not said:
                feedback.remarks.append(
                    f"The verdicts on {path.name} can't be found, so only its marks are shown."
                )
        return feedback


def _work(
    person: Person,
    points: Mapping[str, float],
    scores: Mapping[str, float | None],
    feedback: Feedback,
) -> StudentWork:
    if feedback.errors:
        answers = {name: Answer(State.UNREAD, scores.get(name)) for name in points}
    else:
        answers = {
            name: _answer(scores.get(name), worth, feedback.verdicts.get(name))
            for name, worth in points.items()
        }
    return StudentWork(
        person,
        answers,
        error=" ".join(dict.fromkeys(feedback.errors)) or None,
        remarks=tuple(dict.fromkeys(feedback.remarks)),
        to_look_at=tuple(dict.fromkeys(feedback.to_look_at)),
    )


def _answer(score: float | None, worth: float, verdict: Mapping[str, Any] | None) -> Answer:
    """An answer's state follows from the mark, which may be by hand; the verdict says why.

    Where nothing is to be earned, it follows from the verdict.
    """
    passed = verdict is not None and verdict["passed"]
    if score is None or not (worth or verdict):
        return Answer(State.WAITING)
    if score >= worth and (worth or passed):
        return Answer(State.PASSED, score)
    sentence = verdict["message"].partition("\n")[0] if verdict and not verdict["passed"] else ""
    lost = 1 - score / worth if worth else 1.0
    if score == 0 and sentence == NOT_WRITTEN:
        return Answer(State.EMPTY, score, lost)
    state = State.PART if score > 0 else State.WRONG
    if verdict is None or not sentence:
        return Answer(state, score, lost)
    known = verdict["misconception"]
    foreseen = known is not None and not is_explanation(known)
    words = "" if foreseen or names_nothing(sentence) else sentence
    return Answer(state, score, lost, MistakeKey(verdict["name"], known, words), sentence)


def _collect(results: Results, work: StudentWork, feedback: Feedback) -> None:
    """Keep the shortest anonymous examples of each mistake; one is enough for a misconception."""
    for name, answer in work.answers.items():
        if answer.fault:
            kept = results.examples.setdefault(answer.fault, [])
            most = 1 if answer.fault.misconception else EXAMPLES
            example = example_of(
                feedback.cells, name, feedback.verdicts[name]["message"], results.known_names
            )
            if example is None or not _is_wanted(example, kept, most):
                continue
            if not results.names_any(f"{example.code}\n{example.shown}", name):
                kept.append(example)
                kept.sort(key=lambda each: each.size)
                del kept[most:]


def _is_wanted(example: Example, kept: Sequence[Example], most: int) -> bool:
    """Whether an example differs from those that are kept, and is shorter than one or fits in."""
    if any(example.code == other.code for other in kept):
        return False
    return len(kept) < most or example.size < kept[-1].size


def _points(assignment: Assignment, order: Sequence[str]) -> dict[str, float]:
    """The points of each exercise, in the order of the course; exercises from elsewhere come last."""
    worth = {
        cell.name.removeprefix(CHECK): float(cell.max_score)
        for notebook in assignment.notebooks
        for cell in (*notebook.grade_cells, *notebook.task_cells)
    }
    places = {name: place for place, name in enumerate(order)}
    return dict(sorted(worth.items(), key=lambda item: places.get(item[0], len(places))))


def names_of(people: Iterable[Person]) -> frozenset[str]:
    """The words that may identify one of these people, in lower case."""
    return frozenset(
        word
        for person in people
        for text in (person.id, person.first_name, person.last_name)
        for word in words_of(text)
    )


def people_in(gradebook: Gradebook) -> list[Person]:
    """Everybody in the gradebook, in the order of their ids."""
    query = gradebook.db.query(Student.id, Student.first_name, Student.last_name)
    return [Person(id, first or "", last or "") for id, first, last in query.order_by(Student.id)]


def _scores(gradebook: Gradebook, assignment: Assignment) -> dict[str, dict[str, float | None]]:
    """Each student's score for each exercise, in one query; None if it waits for a mark."""
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            BaseCell.name,
            Grade.score,
            Grade.auto_score,
            Grade.manual_score,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
    )
    scores: dict[str, dict[str, float | None]] = defaultdict(dict)
    for student, cell, score, *given in query:
        there = any(mark is not None for mark in given)
        scores[student][cell.removeprefix(CHECK)] = score if there else None
    return scores


def _penalties(gradebook: Gradebook, assignment: Assignment) -> dict[str, float]:
    """The penalty of each student with a graded submission."""
    query = gradebook.db.query(
        SubmittedAssignment.student_id, SubmittedAssignment.late_submission_penalty
    )
    return dict(query.filter(SubmittedAssignment.assignment_id == assignment.id).all())
