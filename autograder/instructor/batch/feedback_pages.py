"""Writes many feedback pages at once, with nbgrader's own `generate_feedback`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import as_completed
from pathlib import Path

from autograder.instructor.batch.alone import alone_in
from autograder.instructor.batch.processes import this_machine
from autograder.nbgrader_plugin.course_folder import CourseFolder, CourseFolderError


def pages_to_write(
    course: CourseFolder,
    assignments: Iterable[str],
    students: Iterable[str],
    filed: set[tuple[str, str]],
) -> list[tuple[str, str]]:
    """The graded assignments and students with new marks, or with a missing or old page.

    A page that is older than its graded notebook is one that an earlier run did not get to.
    """
    wanted = []
    for assignment in assignments:
        for student in students:
            marked = _ages(course.paths.autograded(student, assignment), "*.ipynb")
            shown = _ages(course.paths.feedback(student, assignment), "*.html")
            stale = any(shown.get(name, -1) < age for name, age in marked.items())
            if marked and (stale or (assignment, student) in filed):
                wanted.append((assignment, student))
    return wanted


def write_pages(
    root: Path, pages: Iterable[tuple[str, str]], jobs: int, one_done: Callable[[], None]
) -> None:
    """Write feedback pages in `jobs` processes of this machine. `one_done` is called after each page.

    Raises CourseFolderError if some can't be written, after writing all others.
    """
    failed: list[str] = []
    with this_machine(jobs) as pool:
        writing = [pool.executor.submit(_write, root, *page) for page in pages]
        for future in as_completed(writing):
            try:
                future.result()
            except CourseFolderError as error:
                failed.append(str(error))
            one_done()
    if failed:
        others = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        raise CourseFolderError(
            f"A feedback page could not be written{others}: {min(failed)} All marks are in the "
            "gradebook; the same command writes what is missing."
        )


def _write(root: Path, assignment: str, student: str) -> None:
    course = CourseFolder(root)
    with alone_in(course.paths.autograded(student, assignment).parent):
        course.generate_feedback(assignment, student)


def _ages(folder: Path, pattern: str) -> dict[str, float]:
    """When matching files were last written, by name without suffix."""
    return {path.stem: path.stat().st_mtime for path in folder.glob(pattern)}
