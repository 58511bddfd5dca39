"""Files a student's verdicts: marks in the gradebook, notebooks in `autograded/`.

All marks of a student are stored in one transaction. Then each folder is written under a temporary
name and moved into place. A submission without a stamp is filed again by the next run.
"""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, Gradebook, InvalidEntry, SubmittedAssignment
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import rmtree

from autograder.instructor.batch.alone import alone_in
from autograder.instructor.batch.papers import Paper
from autograder.nbgrader_plugin.graded import OURS, read_graded
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.walking import files_to_copy
from autograder.nbgrader_plugin.writing import messages_of, save_marks, sign, write_verdicts


class Files:
    """The gradebook and the folders of a course. The caller opens and closes `gradebook`."""

    def __init__(self, course: CourseDirectory, gradebook: Gradebook) -> None:
        self._course = course
        self._gradebook = gradebook
        self._paths = CoursePaths(course)
        self._converter = Autograde(coursedir=course, config=course.config)
        self._penalties = AssignLatePenalties(config=course.config)
        self._penalties.init_plugin()
        rows = gradebook.db.query(SubmittedAssignment.student_id, Assignment.name)
        self._rows = {tuple(row) for row in rows.join(SubmittedAssignment.assignment)}
        self._students = {student.id for student in gradebook.students}

    def knows(self, student: str) -> bool:
        """Whether the gradebook has a student with this id."""
        return student in self._students

    def messages_before(self, paper: Paper) -> dict[tuple[str, str], list[str]] | None:
        """The messages from when this submission was filed with these verdicts; None if it was not."""
        if (paper.student, paper.assignment) not in self._rows:
            return None
        messages = {}
        for name in paper.notebooks:
            ours = read_graded(self._folder(paper) / f"{name}.ipynb").said
            if ours.get("stamp") != paper.stamp:
                return None
            messages[paper.assignment, name] = messages_of(ours)
        return messages

    def waits(self, paper: Paper) -> bool:
        """Whether a notebook of a filed submission can't be read and has no mark by hand."""
        return any(
            notebook.metadata[OURS]["error"] is not None and not self._marked_by_hand(paper, name)
            for name, notebook in paper.notebooks.items()
        )

    def _marked_by_hand(self, paper: Paper, name: str) -> bool:
        stored = self._gradebook.find_submission_notebook(name, paper.assignment, paper.student)
        return any(grade.manual_score is not None for grade in stored.grades)

    def file(self, student: str, papers: Iterable[Paper]) -> dict[tuple[str, str], list[str]]:
        """File a student's submissions. Returns messages for the instructor, by assignment and notebook."""
        papers, messages = list(papers), {}
        for paper in papers:
            for name, notebook in paper.notebooks.items():
                write_verdicts(notebook, paper.verdicts[name])
                messages[paper.assignment, name] = sign(notebook)
                if not any(marked.by_hand for marked in paper.verdicts[name]):
                    notebook.metadata[OURS]["stamp"] = paper.stamp  # else the next run tries again
        with alone_in(Path(self._course.root)):
            try:
                self._store_all(student, papers)
            except InvalidEntry:  # another program has just stored the same
                self._store_all(student, papers)
            for paper in papers:
                self._write(paper)
        return messages

    def _store_all(self, student: str, papers: Iterable[Paper]) -> None:
        with _one_transaction(self._gradebook):
            self._gradebook.update_or_create_student(student)
            for paper in papers:
                self._store(paper)

    def _store(self, paper: Paper) -> None:
        at = {"timestamp": paper.at} if paper.at else {}
        submission = self._gradebook.update_or_create_submission(
            paper.assignment, paper.student, **at
        )
        for name, notebook in paper.notebooks.items():
            save_marks(self._gradebook, notebook, name, paper.assignment, paper.student)
        self._gradebook.db.flush()
        self._penalise(submission)

    def _penalise(self, submission: SubmittedAssignment) -> None:
        """Apply the course's rule for late submissions, as nbgrader's own step does."""
        late = submission.total_seconds_late
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            if late > 0:
                self._gradebook.db.refresh(notebook, ["score"])
                penalty = self._penalties.plugin_inst.late_submission_penalty(
                    submission.student.id, notebook.score, late
                )
                if penalty is not None:
                    notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)

    def _write(self, paper: Paper) -> None:
        place = self._folder(paper)
        fresh = place.with_name(f".{place.name}")
        if fresh.exists():
            rmtree(str(fresh))
        fresh.mkdir(parents=True)
        left_alone = [glob.escape(str(path)) for path in paper.folder.left_alone()]
        _copy_others(paper.folder.path, fresh, self._course.ignore + left_alone)
        _copy_others(self._paths.source(paper.assignment), fresh, self._course.ignore)
        for name, notebook in paper.notebooks.items():
            (fresh / f"{name}.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        if place.exists():
            rmtree(str(place))
        os.rename(fresh, place)
        self._converter.set_permissions(paper.assignment, paper.student)

    def _folder(self, paper: Paper) -> Path:
        return self._paths.autograded(paper.student, paper.assignment)


@contextmanager
def _one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """Commit everything in the block or nothing, even if nbgrader's functions commit on their own."""
    gradebook.db.remove()
    with gradebook.engine.begin() as connection:
        gradebook.db.configure(bind=connection, join_transaction_mode="rollback_only")
        try:
            yield
            gradebook.db.flush()
        finally:
            gradebook.db.remove()
            gradebook.db.configure(bind=gradebook.engine)


def _copy_others(source: Path, destination: Path, ignored: list[str]) -> None:
    """Copy the files beside the notebooks, as `nbgrader autograde` does."""
    for file in files_to_copy(str(source), [*ignored, "*.ipynb"]):
        copy = destination / Path(file).relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        shutil.copy(file, copy)
