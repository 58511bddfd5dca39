"""Reads one student's submission of one assignment, ready to be marked."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from autograder.instructor.batch.register import StoredAssignment
from autograder.marking.job import Marked, MarkingJob, unread
from autograder.marking.verdict_store import key_of
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import job_of, points_of, read


@dataclass
class Paper:
    """A student's notebooks of an assignment, and the jobs of marking them, by notebook name.

    `verdicts` are filled in when they are known. `stamp` is a digest of everything that the graded
    notebooks depend on.
    """

    student: str
    assignment: str
    folder: SubmissionFolder
    notebooks: dict[str, NotebookNode]
    jobs: dict[str, MarkingJob]
    keys: dict[str, str]
    stamp: str
    verdicts: dict[str, list[Marked]] = field(default_factory=dict)

    @property
    def to_mark(self) -> list[str]:
        """The notebooks that have no verdicts yet."""
        return [name for name in self.notebooks if name not in self.verdicts]

    @property
    def at(self) -> datetime | None:
        """The time of submission, or None."""
        return self.folder.submitted_at()


def read_paper(
    course: CourseDirectory, assignment: StoredAssignment, student: str, seed: int
) -> Paper | None:
    """A student's submission of an assignment; None if there is no folder for it."""
    path = CoursePaths(course).submitted(student, assignment.name)
    if not os.path.lexists(path):
        return None
    folder = SubmissionFolder(path)
    paper = Paper(student, assignment.name, folder, {}, {}, {}, "")
    only = len(assignment.notebooks) == 1
    for name, cells in assignment.notebooks.items():
        notebook = read(SubmissionFolder(path), name, cells, only)
        if assignment.kernels[name]:
            notebook.metadata["kernelspec"] = assignment.kernels[name]
        paper.notebooks[name] = notebook
        error = notebook.metadata[OURS]["error"]
        if error is not None:
            paper.verdicts[name] = unread(points_of(notebook), error)
            continue
        paper.jobs[name] = job_of(notebook, folder, seed)
        paper.keys[name] = key_of(paper.jobs[name])
    content = json.dumps([paper.notebooks, paper.keys, str(paper.at)])
    paper.stamp = hashlib.sha256(content.encode()).hexdigest()
    return paper
