"""What one student handed in for one assignment, read and ready to be marked."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from autograder.instructor.batch.register import StoredAssignment
from autograder.marking.mark import Marked, MarkingJob, unread
from autograder.marking.verdict_store import key_of
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import OURS, points_of, read, work_of


@dataclass
class HandedIn:
    """A student's notebooks of an assignment, and the work of marking them, by their names.

    `said` has what was said of a notebook, once that is known. `stamp` is a digest of all that the
    graded notebooks will be made of.
    """

    student: str
    assignment: str
    folder: SubmissionFolder
    notebooks: dict[str, NotebookNode]
    works: dict[str, MarkingJob]
    keys: dict[str, str]
    stamp: str
    said: dict[str, list[Marked]] = field(default_factory=dict)

    @property
    def to_mark(self) -> list[str]:
        """The notebooks of which nothing has been said yet."""
        return [name for name in self.notebooks if name not in self.said]

    @property
    def at(self) -> datetime | None:
        """When it was handed in, where that is known."""
        return self.folder.submitted_at()


def handed_in(
    course: CourseDirectory, assignment: StoredAssignment, student: str, seed: int
) -> HandedIn | None:
    """What a student handed in for an assignment; None where there is no folder for it."""
    path = Path(course.format_path(course.submitted_directory, student, assignment.name))
    if not os.path.lexists(path):
        return None
    folder = SubmissionFolder(path)
    handed = HandedIn(student, assignment.name, folder, {}, {}, {}, "")
    only = len(assignment.notebooks) == 1
    for name, cells in assignment.notebooks.items():
        notebook = read(SubmissionFolder(path), name, cells, only)
        if assignment.kernels[name]:
            notebook.metadata["kernelspec"] = assignment.kernels[name]
        handed.notebooks[name] = notebook
        error = notebook.metadata[OURS]["error"]
        if error is not None:
            handed.said[name] = unread(points_of(notebook), error)
            continue
        handed.works[name] = work_of(notebook, folder, name, seed)
        handed.keys[name] = key_of(handed.works[name], assignment.name)
    content = json.dumps([handed.notebooks, handed.keys, str(handed.at)])
    handed.stamp = hashlib.sha256(content.encode()).hexdigest()
    return handed
