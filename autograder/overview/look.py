"""Looks at a student's folder: reads the saved notebooks, and judges what has changed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course import CourseError
from autograder.engine.fingerprint import verdict_key
from autograder.engine.notebook_verdicts import UNKNOWN, check_cells
from autograder.engine.oracle import PUBLIC_SEED
from autograder.feedback.problems import problem_sentence
from autograder.model import Problem, Verdict
from autograder.notebooks.earlier import earlier_cells
from autograder.notebooks.program import Program
from autograder.notebooks.reading import Cell, UnreadableNotebook, read_code
from autograder.notebooks.syllabus import Assignment, earlier_than, exercises_in
from autograder.overview.memory import Memory, Seen, keep, recall
from autograder.overview.places import NoNotebooks, Place, oddities, place_of, rivals
from autograder.overview.standing import (
    Changes,
    ExerciseStanding,
    NotebookStanding,
    Standing,
    State,
)

NOT_KEPT = (
    "This folder can't be written to, so the next look can't say what has changed since this one."
)


def look(folder: Path) -> Standing:
    """How far the student is whose notebooks are in a folder, or in the one around it.

    Notebooks that are as they were at the last look are not run again, and an exercise that is not
    begun is not run at all. What was seen is kept in the folder, in a small hidden file.

    Raises NoNotebooks if no notebook of a course is there, and spawn.NoWorker if this machine can't run
    the notebooks' code.
    """
    place = place_of(folder)
    judge = _Judge(place, recall(place.folder))
    notebooks = tuple(judge.notebook(assignment) for assignment in place.assignments)
    notes = [*oddities(place)]
    notebooks_seen = {**judge.before.notebooks, **judge.seen}
    now = replace(judge.before, since=time.time(), notebooks=notebooks_seen)
    if not keep(place.folder, now):
        notes.append(NOT_KEPT)
    titles = dict.fromkeys(assignment.course.title for assignment in place.assignments)
    changes = changes_between(judge.before, judge.seen)
    solved = {name: len(numbers) for name, numbers in now.drills.items()}
    return Standing(" and ".join(titles), place.folder, notebooks, changes, tuple(notes), solved)


def note_drill(folder: Path, exercise: str, number: int) -> None:
    """Remember that a drill was solved, if there are notebooks of a course in or around a folder."""
    with contextlib.suppress(NoNotebooks):
        place = place_of(folder)
        keep(place.folder, recall(place.folder).with_drill(exercise, number))


@dataclass
class _Judge:
    """Judges the notebooks in a folder; `seen` is what there is to remember of them."""

    place: Place
    before: Memory
    seen: dict[str, Seen] = field(default_factory=dict)

    def notebook(self, assignment: Assignment) -> NotebookStanding:
        """How far one notebook is. What is wrong with its file or its course becomes a sentence."""
        name = assignment.name
        unseen = NotebookStanding(name, tuple(_exercises(assignment, {})))
        if name not in self.place.files:
            return unseen
        file = self.place.files[name]
        shown = file.relative_to(self.place.folder)
        several = rivals(self.place, name)
        if len(several) > 1:
            names = ", ".join(path.name for path in several)
            words = f"Which one counts? Call it {name}.ipynb: {names}."
            return replace(unseen, file=shown, problem=words)
        try:
            cells = read_code(file)
        except UnreadableNotebook as error:
            return replace(unseen, file=shown, problem=str(error))
        if not exercises_in(cells) & {*assignment.points}:
            return replace(unseen, file=shown, problem=f"{file.name}: {UNKNOWN}")
        try:
            exercises = self._standings(assignment, cells, file.parent)
        except CourseError as error:
            return replace(unseen, file=shown, problem=str(error))
        return replace(unseen, file=shown, exercises=exercises)

    def _standings(
        self, assignment: Assignment, cells: list[Cell], folder: Path
    ) -> tuple[ExerciseStanding, ...]:
        names = earlier_than(assignment.name, self.place.assignments)
        earlier = earlier_cells(cells, folder, names)
        key = verdict_key(assignment.course, assignment.points, cells, earlier, PUBLIC_SEED)
        known = self.before.notebooks.get(assignment.name)
        if known is None or known.key != key:
            program = Program.of(cells)
            begun = {n: p for n, p in assignment.points.items() if not program.is_stub(n)}
            part = replace(assignment, points=begun)
            verdicts = {v.name: v for v in check_cells(part, cells, earlier)} if begun else {}
            hurried = any(_was_hurried(verdict) for verdict in verdicts.values())
            standings = tuple(_exercises(assignment, verdicts))
            known = Seen("" if hurried else key, standings)
        self.seen[assignment.name] = known
        return known.exercises


def _exercises(
    assignment: Assignment, verdicts: Mapping[str, Verdict]
) -> Iterator[ExerciseStanding]:
    """How far the exercises of a notebook are, with verdicts on those that are begun."""
    for name, points in assignment.points.items():
        verdict = verdicts.get(name)
        state: State = "not begun"
        if verdict is not None:
            state = "right" if verdict.passed else "not right yet"
        yield ExerciseStanding(name, state, verdict.score if verdict else 0.0, points)


def _was_hurried(verdict: Verdict) -> bool:
    """Whether the machine was too busy for a verdict, so that it is to be made again."""
    return verdict.message == problem_sentence(Problem("busy"), verdict.name)


def changes_between(before: Memory, now: Mapping[str, Seen]) -> Changes:
    """What is different in the notebooks that were seen at both looks, and in new ones."""
    if before.since is None:
        return Changes()
    right, lost, points = [], [], 0.0
    for assignment, seen in now.items():
        old = before.notebooks.get(assignment, Seen("", ()))
        was = {exercise.name for exercise in old.exercises if exercise.state == "right"}
        names = {exercise.name for exercise in seen.exercises if exercise.state == "right"}
        right += [e.name for e in seen.exercises if e.name in names - was]
        lost += [e.name for e in seen.exercises if e.name in was - names]
        points += sum(e.score for e in seen.exercises) - sum(e.score for e in old.exercises)
    return Changes(before.since, tuple(right), tuple(lost), round(points, 3))
