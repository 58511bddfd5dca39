"""`autograder grade` as its user sees it: the output before, during and after a run."""

from __future__ import annotations

import gc
import logging
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.logging import RichHandler
from rich.table import Table
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder.engine.own_tests import NO_SUCH_EXERCISE
from autograder.feedback.phrases import first_few
from autograder.instructor.batch import how_to_continue
from autograder.instructor.batch.feedback_pages import pages_to_write, write_pages
from autograder.instructor.batch.pool import Pool
from autograder.instructor.batch.progress import progress
from autograder.instructor.batch.register import StoredAssignment
from autograder.instructor.batch.run import Grading, Tally
from autograder.marking.seeds import SEED_FILE
from autograder.nbgrader_plugin.course_folder import (
    CourseFolder,
    CourseFolderError,
    inside,
    reason_of,
)
from autograder.nbgrader_plugin.source_cells import unknown_exercises
from autograder.nbgrader_plugin.submission_folder import shown

WAYS = ("marked", "reused", "as before", "can't be read", "nothing handed in")
NAMED = 20
"""The maximum number of students named in a line."""


@dataclass(frozen=True)
class GradeRequest:
    """The arguments and options of `autograder grade`."""

    assignments: tuple[str, ...]
    students: tuple[str, ...] = ()
    force: bool = False
    jobs: int = 1
    feedback: bool = False
    allow_unisolated: bool = False


def grade(root: Path, request: GradeRequest, pool: Pool) -> bool:
    """Grade a class in this pool and print a table. Returns whether everyone's marks are complete.

    Raises register.Unknown for unknown names, and CourseFolderError, NotIsolated, pool.NoPool,
    spawn.NoWorker or seeds.SeedError, each with a message, if grading can't continue.
    """
    course = CourseFolder(root)
    gc.freeze()  # imported modules stay, so the garbage collector can skip them
    try:
        with (
            warnings.catch_warnings(action="ignore", category=SAWarning),  # nbgrader's own queries
            inside(course.root),
            course.gradebook() as gradebook,
        ):
            grading = Grading(
                course,
                gradebook,
                request.assignments,
                request.students,
                force=request.force,
                allow_unisolated=request.allow_unisolated or course.allows_unisolated,
            )
            _run(course, grading, request, pool)
    except SQLAlchemyError as error:
        raise CourseFolderError(
            f"The gradebook can't be used: {reason_of(error)}. Is another program writing to it, is the disk "
            f"full, or was it made by another version (then run nbgrader db upgrade)? {how_to_continue(request.force)}"
        ) from error
    except OSError as error:
        raise CourseFolderError(
            f"{error.filename or root}: {error.strerror or error}. {how_to_continue(request.force)}"
        ) from error
    return grading.tally.complete


def _run(course: CourseFolder, grading: Grading, request: GradeRequest, pool: Pool) -> None:
    console, tally = Console(stderr=True), grading.tally
    if not grading.students:
        folder = course.directory.submitted_directory
        raise CourseFolderError(
            "\n".join(
                [
                    f"Nobody has submitted anything: there is no student's folder in {folder}/.",
                    *_left_out(tally),
                ]
            )
        )
    if grading.seed_is_new:
        console.print(
            f"A secret seed was drawn for this course. It is in {course.root / SEED_FILE}. Keep that file, "
            "do not commit it to a repository, and do not share it.",
            soft_wrap=True,
            highlight=False,
        )
    try:
        with (
            _warnings_on(console),
            progress(
                console, "Grading", len(grading.students), lambda: len(tally.messages)
            ) as one_done,
        ):
            grading.run(pool, one_done)
    finally:
        if tally.went:
            _close(Console(), grading)
    if request.feedback:
        names = [assignment.name for assignment in grading.assignments]
        pages = pages_to_write(course, names, grading.students, tally.filed)
        with progress(console, "Feedback", len(pages), lambda: 0) as one_done:
            write_pages(course.root, pages, request.jobs, one_done)


@contextmanager
def _warnings_on(console: Console) -> Iterator[None]:
    """Show the kit's own warnings above the progress bar."""
    handler = RichHandler(logging.WARNING, console, show_time=False, show_path=False)
    logger = logging.getLogger("autograder")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def _close(console: Console, grading: Grading) -> None:
    """Print the table at the end of a run, and the messages below it."""
    tally = grading.tally
    console.print(_table(grading))
    for level in sorted(tally.levels):
        console.print(f"Student code ran {level}", highlight=False, soft_wrap=True)
    _tell(console, "Problems from earlier runs:", tally, tally.standing)
    _tell(console, "Problems in this run:", tally, {*tally.messages} - tally.standing)
    to_do = [line for a in grading.assignments for line in (*_unknown(a), *_to_do(tally, a.name))]
    for line in (*to_do, *_left_out(tally)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _table(grading: Grading) -> Table:
    """How many submissions had each outcome, in 80 columns."""
    tally, rows = grading.tally, {}
    for assignment in grading.assignments:
        went = Counter(way for (name, _), way in tally.went.items() if name == assignment.name)
        went["not reached"] = len(grading.students) - went.total()
        went["with remarks"] = len(
            {who for who, name, _ in tally.messages if name == assignment.name}
        )
        rows[assignment.name] = went
    also = [way for way in ("by hand", "not reached") if any(went[way] for went in rows.values())]
    columns = [*WAYS, *also, "with remarks"]
    table = Table(
        title="Submissions", title_justify="left", box=SIMPLE, show_edge=False, padding=(0, 1, 0, 0)
    )
    table.add_column("assignment", overflow="fold")
    for column in columns:
        table.add_column(column.replace(" ", "\n", 1), justify="right", no_wrap=True)
    for name, went in rows.items():
        table.add_row(name, *(str(went[column]) for column in columns))
    return table


def _tell(console: Console, title: str, tally: Tally, notebooks: set[tuple[str, str, str]]) -> None:
    """Print the messages about these notebooks, a line for each."""
    if notebooks:
        console.print(title)
    for student, assignment, notebook in sorted(notebooks):
        who = f"{student}, {notebook}" if notebook else student
        line = f"  {who}: {' '.join(tally.messages[student, assignment, notebook])}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _unknown(assignment: StoredAssignment) -> Iterator[str]:
    """A sentence for each exercise that no installed course has."""
    for name, cells in assignment.notebooks.items():
        for exercise in unknown_exercises(cells):
            yield f"{name}: {NO_SUCH_EXERCISE.format(name=exercise)}"


def _left_out(tally: Tally) -> list[str]:
    """A sentence for everything in `submitted/` that was left out."""
    return [f"{shown(name)}: {why}" for name, why in sorted(tally.left_out.items())]


def _to_do(tally: Tally, assignment: str) -> Iterator[str]:
    """Sentences about missing submissions, and those that wait for the instructor."""
    missing = tally.students(assignment, "nothing handed in")
    if missing:
        yield f"Nothing handed in for {assignment}: {first_few(missing, NAMED)}."
    for (name, _), sentence in sorted(tally.misfiled.items()):
        if name == assignment:
            yield f"  {sentence}"
    unread = sorted(student for name, student in tally.unread if name == assignment)
    if unread:
        yield (
            f"{assignment} can't be read, so 0 points for it: {first_few(unread, NAMED)}. "
            "Ask for the .ipynb file again, or give a mark by hand (0 is allowed)."
        )
    by_hand = sorted(student for name, student in tally.by_hand if name == assignment)
    if by_hand:
        yield f"{assignment} has to be marked by hand: {first_few(by_hand, NAMED)}."
