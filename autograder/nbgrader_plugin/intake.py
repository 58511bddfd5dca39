"""Reads all submissions for `nbgrader autograde`, in whatever state they are.

In nbgrader a course can choose the class that reads notebooks. This one also reads notebooks that
nbgrader's own can't. It is created after nbgrader has listed the submissions and before it grades the
first, so it also corrects that list: it adds students without a notebook, and removes what a killed
run left half-graded.
"""

from __future__ import annotations

import fnmatch
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree
from traitlets import Bool

from autograder.engine.own_tests import NO_SUCH_EXERCISE
from autograder.marking.job import Marked, MarkingJob
from autograder.marking.mark import mark
from autograder.marking.seeds import SEED_FILE, SeedError, course_seed, student_seed
from autograder.marking.verdict_store import VerdictStore, key_of
from autograder.nbgrader_plugin.graded import OURS, read_graded
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.source_cells import source_cells, unknown_exercises
from autograder.nbgrader_plugin.submission_folder import (
    SafeCourseDirectory,
    SubmissionFolder,
    left_out,
    shown,
    student_folders,
)
from autograder.nbgrader_plugin.submitted import read
from autograder.sandbox import spawn
from autograder.sandbox.isolation import NotIsolated
from autograder.sandbox.submission import Worker


@dataclass
class Desk:
    """What the preprocessors need to know about a submitted notebook; nbconvert copies it."""

    folder: SubmissionFolder
    seed: int


class Intake(NotebookExporter):
    """Reads submitted notebooks tolerantly, and makes sure that none is left out."""

    allow_unisolated = Bool(
        False, help="Whether to grade where student code can't be isolated from this machine."
    ).tag(config=True)

    def __init__(self, config: Any = None, **kw: Any) -> None:
        super().__init__(config=config, **kw)
        self._told: dict[str, list[str]] = {}
        self._waiting: set[tuple[str, str]] = set()
        if isinstance(self.parent, Autograde):
            self._require_isolation()
            self._root = Path(self.parent.coursedir.root)
            self._seed = self._course_seed(self._root)
            self._take_in(self.parent)

    def from_filename(
        self, filename: str, resources: Any = None, **kw: Any
    ) -> tuple[NotebookNode, Any]:
        """Read a notebook: tolerantly if a student submitted it, as nbgrader does if we wrote it."""
        if not isinstance(self.parent, Autograde):
            return super().from_filename(filename, resources=resources, **kw)
        about, course = resources["nbgrader"], self.parent.coursedir
        path = CoursePaths(course).submitted(about["student"], about["assignment"])
        resources[OURS] = Desk(SubmissionFolder(path), student_seed(self._seed, about["student"]))
        if Path(filename).parent != path:
            return super().from_filename(filename, resources=resources, **kw)
        resources["metadata"] = {"name": about["notebook"], "path": str(path)}
        notebook = self._read(resources[OURS].folder, about)
        return self.from_notebook_node(notebook, resources=resources, **kw)

    def graded(self, student: str, notebook: str, told: list[str]) -> None:
        """Record that a notebook is graded. After the last one, log the problems in this run."""
        if told:
            self._told[f"{student}, {notebook}"] = told
            self.log.warning("%s, %s: %s", student, notebook, " ".join(told))
        self._waiting.discard((student, notebook))
        if self._told and not self._waiting:
            lines = [f"  {who}: {' '.join(told)}" for who, told in self._told.items()]
            self.log.warning("All graded. Problems in this run:\n%s", "\n".join(lines))

    def verdicts_on(self, job: MarkingJob) -> list[Marked]:
        """The verdicts on a notebook's exercises, from the cache or judged now."""
        key = key_of(job)
        with VerdictStore(self._root) as store:
            verdicts = store.get(key)
            if verdicts is None:
                with Worker() as worker:
                    verdicts = mark(job, worker)
                store.put(key, verdicts)
        return verdicts

    def _read(self, folder: SubmissionFolder, about: dict[str, str]) -> NotebookNode:
        """A complete notebook, with remarks on problems in its metadata."""
        with Gradebook(about["db_url"]) as gradebook:
            source = source_cells(gradebook, about["notebook"], about["assignment"])
            only = len(gradebook.find_assignment(about["assignment"]).notebooks) == 1
        return read(folder, about["notebook"], source, only)

    def _require_isolation(self) -> None:
        try:
            level = spawn.require_isolation(self.allow_unisolated)
            self.log.info("Student code runs %s", level.where)
        except NotIsolated as error:
            self.log.error(str(error))
            raise NbGraderException(str(error)) from None

    def _course_seed(self, root: Path) -> bytes:
        try:
            seed, made = course_seed(root)
        except SeedError as error:
            self.log.error(str(error))
            raise NbGraderException(str(error)) from None
        if made:
            self.log.warning(
                "A secret seed was drawn for this course. It is in %s. Keep that file, do not commit it to "
                "a repository, and do not share it.",
                root / SEED_FILE,
            )
        return seed

    def _take_in(self, converter: Autograde) -> None:
        course = SafeCourseDirectory.like(converter.coursedir)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            try:
                stored = gradebook.find_assignment(course.assignment_id)
            except MissingEntry:
                return  # nbgrader says what to do
            pattern = f"{course.notebook_id}"
            names = sorted(n.name for n in stored.notebooks if fnmatch.fnmatch(n.name, pattern))
            if not names:
                return
            for name in names:
                cells = source_cells(gradebook, name, course.assignment_id)
                for exercise in unknown_exercises(cells):
                    self.log.warning("%s: %s", name, NO_SUCH_EXERCISE.format(name=exercise))
            found = []
            for student in student_folders(course, course.assignment_id, course.student_id):
                gradebook.update_or_create_student(student.name)
                folder = student / course.assignment_id
                if os.path.isdir(folder):
                    found.append(str(folder))
                elif not os.path.lexists(folder):
                    self.log.warning("%s has handed in nothing for this assignment.", student.name)
        for name, why in left_out(course, course.assignment_id, course.student_id).items():
            self._told[shown(name)] = [why]
            self.log.error("%s: %s", shown(name), why)
        converter.coursedir = course
        converter.assignments = {
            path: [os.path.join(path, f"{name}.ipynb") for name in names] for path in found
        }
        course.keep_away_from([SubmissionFolder(Path(path)) for path in found])
        for path in map(Path, found):
            self._clear_half_graded(course, path, names)
            if converter.force or _is_due(course, path):
                self._waiting |= {(path.parent.name, name) for name in names}

    def _clear_half_graded(
        self, course: SafeCourseDirectory, submitted: Path, names: list[str]
    ) -> None:
        """Remove what an interrupted run wrote, so that nbgrader grades it again."""
        graded = _graded_folder(course, submitted)
        if graded.exists() and not all(
            read_graded(graded / f"{name}.ipynb").is_whole for name in names
        ):
            self.log.warning("%s was left half-graded and is graded again.", submitted.parent.name)
            rmtree(str(graded))


def _is_due(course: SafeCourseDirectory, submitted: Path) -> bool:
    """Whether nbgrader will grade a submission without --force: it is new, or was submitted again."""
    graded = _graded_folder(course, submitted)
    now, then = (course.get_existing_timestamp(str(path)) for path in (submitted, graded))
    return not graded.exists() or bool(now and then and now > then)


def _graded_folder(course: SafeCourseDirectory, submitted: Path) -> Path:
    return CoursePaths(course).autograded(submitted.parent.name, course.assignment_id)
