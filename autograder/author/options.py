"""Options that commands of authors and of instructors share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autograder.course import Course

course_option = click.option(
    "--course", "course_name", metavar="NAME", help="The course, if several are installed."
)


def chosen_course(name: str | None) -> Course:
    """The course with this name or, without a name, the one of the current folder or the only one.

    Raises click.UsageError if there is none or several, and click.ClickException if its answers are not
    installed here.
    """
    from autograder.course import CourseError, course_named, installed
    from autograder.notebooks.syllabus import SOLUTIONS, assignments_near, course_folder

    found = installed()
    here = course_folder(Path.cwd())
    known = [a.course for a in assignments_near(here)] if here else [*found.courses.values()]
    names = list(dict.fromkeys(course.name for course in known))
    if name is None and len(names) > 1:
        raise click.UsageError(
            f"Which course? Add --course with one of these names: {', '.join(names)}."
        )
    if name is None and not names and here:
        raise click.UsageError(
            f"No installed course has the exercises of the notebooks in {here / SOLUTIONS}. Is this a "
            "course of your own? Then install it first: pip install -e ."
        )
    if name is None and not names:
        raise click.UsageError(" ".join(["No course is installed here.", *found.problems]))
    try:
        course = course_named(name or names[0])
    except CourseError as error:
        raise click.UsageError(str(error)) from None
    if not course.has_answers:
        raise click.ClickException(
            f"The answers of the course {course.name} ({course.private}) are not installed here: this command "
            "needs the instructor's installation."
        )
    return course


def shown_path(path: Path) -> str:
    """A path relative to the current folder, if it is inside."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
