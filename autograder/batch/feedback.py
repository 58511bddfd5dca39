"""Feedback pages for many students at once, by nbgrader's own `generate_feedback`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, as_completed
from pathlib import Path

from autograder.course import Course, inside

from .place import this_machine


def pages_to_write(
    course: Course, assignments: Iterable[str], students: Iterable[str], filed: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The assignments and students with new marks or without a page, of those who are graded."""
    folder = course.directory
    wanted = []
    for assignment in assignments:
        for student in students:
            graded, pages = (
                Path(folder.format_path(step, student, assignment))
                for step in (folder.autograded_directory, folder.feedback_directory)
            )
            names = {path.stem for path in graded.glob("*.ipynb")}
            missing = names - {path.stem for path in pages.glob("*.html")}
            if names and (missing or (assignment, student) in filed):
                wanted.append((assignment, student))
    return wanted


def write_pages(
    root: Path, pages: Iterable[tuple[str, str]], jobs: int, tell: Callable[[], None]
) -> None:
    """Write these students' feedback in so many processes of this machine."""
    with this_machine(jobs) as place:
        writing: list[Future[None]] = [place.executor.submit(_write, root, *page) for page in pages]
        for future in as_completed(writing):
            future.result()
            tell()


def _write(root: Path, assignment: str, student: str) -> None:
    with inside(root):
        Course(root).generate_feedback(assignment, student)
