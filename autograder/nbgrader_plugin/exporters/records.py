"""Everything that exporters need about a class, from the gradebook and the folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import selectinload, undefer

from autograder.nbgrader_plugin.exporters.folders import Folders
from autograder.nbgrader_plugin.exporters.sheet import likeness
from autograder.nbgrader_plugin.source_cells import CHECK

NO_RESPONSE = "No response."

GradedCell = tuple[str, str]
"""A marked cell of an assignment: its notebook and its exercise."""


@dataclass(frozen=True)
class Record:
    """One student's work on one assignment."""

    student: Student
    assignment: Assignment
    submission: SubmittedAssignment | None = None
    scores: dict[GradedCell, float | None] = field(default_factory=dict)
    to_check: bool = False
    """Whether a mark given by hand is flagged for review."""
    ungraded: bool = False
    """Whether there is a submission that is not graded."""
    unread: bool = False
    """Whether a notebook has no points because it can't be read."""
    order: Mapping[str, int] = field(default_factory=dict)
    """The position of each exercise in the course's notebooks."""

    @property
    def waiting(self) -> list[str]:
        """The exercises that have no score yet."""
        return [exercise for (_, exercise), score in self.scores.items() if score is None]

    @property
    def raw_score(self) -> float:
        """The sum of all scores so far, as nbgrader counts it."""
        return float(self.submission.score) if self.submission else 0.0

    @property
    def penalty(self) -> float:
        """The points lost for a late submission."""
        return float(self.submission.late_submission_penalty) if self.submission else 0.0

    @property
    def score(self) -> float:
        """The sum minus the penalty, never below 0. Also 0 if nothing is graded."""
        return max(0.0, self.raw_score - self.penalty)

    @property
    def mark(self) -> float | None:
        """The score if it is complete; None if nothing is graded or an exercise has no score yet."""
        return None if self.submission is None or self.waiting else self.score

    @property
    def reason(self) -> str:
        """What the number does not say: what is missing, repaired, unreadable, late or not marked yet."""
        if self.submission is None:
            return "Not graded yet." if self.ungraded else "Nothing was handed in."
        said = [f"Not marked yet: {', '.join(self.waiting)}."] if self.waiting else []
        if self.penalty:
            said.append(f"Handed in late, which costs {self.penalty:g}.")
        return " ".join([*said, *_remarks(self.submission, self.order)])


@dataclass(frozen=True)
class Records:
    """The selected part of a gradebook, with students sorted by name."""

    assignments: list[Assignment]
    """Those with at least one graded submission."""
    left_out: list[Assignment]
    """Those without a graded submission."""
    students: list[Student]
    alike: list[Student]
    """Those without records, because a platform may take one for another by their ids."""
    by_name: dict[tuple[str, str], Record]
    unknown: list[str]
    """Requested names that are not in the gradebook."""
    order: Mapping[str, int]
    """The place of each exercise in the course's notebooks."""
    ungraded: dict[str, set[str]]
    """By assignment, the students with an ungraded submission; some may not be in the gradebook."""

    @classmethod
    def of(
        cls,
        gradebook: Gradebook,
        folders: Folders,
        assignments: Collection[str],
        students: Collection[str],
    ) -> Records:
        """Read them from an open gradebook, which has to stay open. No names means everything."""
        chosen = [a for a in gradebook.assignments if not assignments or a.name in assignments]
        kept = [a for a in chosen if a.num_submissions]
        people = [s for s in gradebook.students if not students or s.id in students]
        people.sort(key=_name)
        shared = Counter(likeness(s.id) for s in gradebook.students)
        alike = [s for s in people if shared[likeness(s.id)] > 1]
        people = [s for s in people if s not in alike]
        there = {a.name for a in chosen} | {s.id for s in (*people, *alike)}
        ungraded = {a.name: _ungraded(gradebook, folders, a) for a in chosen}
        if students:
            ungraded = {name: who & {*students} for name, who in ungraded.items()}
        by_name = {
            (a.name, record.student.id): record
            for a in kept
            for record in _records(gradebook, folders, a, people, ungraded[a.name])
        }
        return cls(
            kept,
            [a for a in chosen if a not in kept],
            people,
            alike,
            by_name,
            [name for name in (*assignments, *students) if name not in there],
            folders.order,
            ungraded,
        )

    def __iter__(self) -> Iterator[Record]:
        return iter(self.by_name.values())

    def of_student(self, student: Student) -> list[Record]:
        """A student's records, one for each assignment, in the order of the assignments."""
        return [self.by_name[assignment.name, student.id] for assignment in self.assignments]


def cells(assignment: Assignment, order: Mapping[str, int]) -> list[GradedCell]:
    """The marked cells of an assignment, in the order of the course's exercises."""
    found = [
        (notebook.name, cell.name.removeprefix(CHECK))
        for notebook in assignment.notebooks
        for cell in (*notebook.grade_cells, *notebook.task_cells)
    ]
    return sorted(found, key=lambda cell: (cell[0], *_place(cell[1], order)))


def _records(
    gradebook: Gradebook,
    folders: Folders,
    assignment: Assignment,
    students: Iterable[Student],
    ungraded: Collection[str],
) -> Iterator[Record]:
    submissions = {s.student_id: s for s in _submissions(gradebook, assignment)}
    order = folders.order
    marked = cells(assignment, order)
    for student in students:
        submission = submissions.get(student.id)
        if submission is None:
            yield Record(student, assignment, ungraded=student.id in ungraded, order=order)
            continue
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        scores = dict.fromkeys(marked) | {
            (grade.notebook.name, grade.name.removeprefix(CHECK)): grade.score
            for grade in grades
            if _is_scored(grade)
        }
        to_check = any(grade.needs_manual_grade and _is_scored(grade) for grade in grades)
        unread = any(
            _has_nothing(notebook) and folders.unread(student.id, assignment.name, notebook.name)
            for notebook in submission.notebooks
        )
        yield Record(student, assignment, submission, scores, to_check, unread=unread, order=order)


def _ungraded(gradebook: Gradebook, folders: Folders, assignment: Assignment) -> set[str]:
    """The students whose submission of an assignment is not graded."""
    query = gradebook.db.query(SubmittedAssignment.student_id)
    graded = query.filter_by(assignment_id=assignment.id)
    return folders.handed_in(assignment.name) - {student for (student,) in graded}


def _submissions(gradebook: Gradebook, assignment: Assignment) -> list[SubmittedAssignment]:
    """All submissions of an assignment in a few queries; nbgrader's one by one takes minutes."""
    notebooks = selectinload(SubmittedAssignment.notebooks)
    query = gradebook.db.query(SubmittedAssignment).filter_by(assignment_id=assignment.id)
    found: list[SubmittedAssignment] = query.options(
        notebooks.selectinload(SubmittedNotebook.grades),
        notebooks.selectinload(SubmittedNotebook.comments),
        undefer(SubmittedAssignment.score),
        undefer(SubmittedAssignment.late_submission_penalty),
    ).all()
    return found


def _place(exercise: str, order: Mapping[str, int]) -> tuple[int, str]:
    """An exercise's position in the course; exercises from elsewhere come last."""
    return order.get(exercise, len(order)), exercise


def _name(student: Student) -> list[str]:
    """The sort key of a student: last name (or id, if there is none), first name, id."""
    words = (student.last_name or student.id, student.first_name or "", student.id)
    return [word.casefold() for word in words]


def _has_nothing(notebook: SubmittedNotebook) -> bool:
    """Whether a notebook got no points, and no mark by hand."""
    return all(g.auto_score == 0 and g.manual_score is None for g in notebook.grades)


def _is_scored(grade: Any) -> bool:
    return grade.auto_score is not None or grade.manual_score is not None


def _remarks(submission: SubmittedAssignment, order: Mapping[str, int]) -> list[str]:
    """The grader's remarks without repetition; unanswered exercises share one sentence."""
    said: list[str] = []
    empty: list[str] = []
    comments = [comment for notebook in submission.notebooks for comment in notebook.comments]
    for comment in sorted(comments, key=lambda comment: _place(comment.name, order)):
        words = (comment.auto_comment or "").strip()
        if words.startswith(NO_RESPONSE):
            empty.append(comment.name)
            words = words.removeprefix(NO_RESPONSE).strip()
        if words:
            said.append(words)
    once = [w for w in dict.fromkeys(said) if not any(w in v for v in said if v != w)]
    return [f"No response: {', '.join(empty)}.", *once] if empty else once
