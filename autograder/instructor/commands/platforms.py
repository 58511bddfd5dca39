"""The commands for other platforms: `autograder export`, `return` and `package`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.author.options import chosen_course, course_option
from autograder.instructor.commands.options import only_option, out_option

if TYPE_CHECKING:
    from sqlalchemy.exc import SQLAlchemyError

    from autograder.instructor.kit import Contents
    from autograder.nbgrader_plugin.course_folder import CourseFolder

EXPORTERS = {"exercises": "ExerciseCsv", "moodle": "Moodle", "canvas": "Canvas"}
LEARNING_PLATFORMS = ("moodle", "canvas", "ilias")


@click.command()
@click.argument("form", type=click.Choice([*EXPORTERS]), metavar="moodle|canvas|exercises")
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--to", metavar="FILE", help="The file to write.", show_default="named after the form"
)
@click.option(
    "--student", "students", multiple=True, metavar="ID", help="This student; repeatable."
)
@click.option(
    "--dry-run", is_flag=True, help="Say which marks would change in that file, and write nothing."
)
def export(
    form: str,
    assignments: tuple[str, ...],
    to: str | None,
    students: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Write the marks of a course as the file that a platform imports.

    It is nbgrader's export with the kit's exporters. `exercises` has a column for each exercise. With
    --dry-run, the file that is there is compared: one of an earlier export, or for Canvas the gradebook
    that you exported there.

    \b
    autograder export moodle {assignment}
    autograder export canvas {assignment} --to canvas.csv --dry-run
    """
    from nbgrader.apps import ExportApp
    from sqlalchemy.exc import SQLAlchemyError

    from autograder.nbgrader_plugin import exporters
    from autograder.nbgrader_plugin.course_folder import inside

    course = _course_here()
    app = ExportApp(config=course.directory.config)
    app.coursedir = course.directory
    choice = {"to": to or "", "assignment": [*assignments], "student": [*students]}
    exporter = getattr(exporters, EXPORTERS[form])(parent=app, dry_run=dry_run, **choice)
    exporter.log = _echoing()
    try:
        with inside(course.root), course.gradebook() as gradebook:
            exporter.export(gradebook)
    except SQLAlchemyError as error:
        raise _unusable(error) from None


@click.command("return")
@click.argument("platform", type=click.Choice(LEARNING_PLATFORMS), metavar="moodle|canvas|ilias")
@click.argument("assignment")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("feedback.zip"),
    show_default=True,
    help="The zip to write; it must not exist yet.",
)
def give_back(platform: str, assignment: str, out: Path) -> None:
    """Pack the feedback pages as the zip that a platform takes for feedback files.

    Who is who is read from the download in downloaded/ASSIGNMENT/archive/, the one that you collected
    with nbgrader zip_collect. The exit code is 1 if a page is missing or older than its marks.

    \b
    autograder grade {assignment} --feedback
    autograder return moodle {assignment}
    """
    from sqlalchemy.exc import SQLAlchemyError

    from autograder.feedback.phrases import first_few
    from autograder.instructor.handout import refuse_to_overwrite
    from autograder.nbgrader_plugin.platforms.archives import BadArchive
    from autograder.nbgrader_plugin.platforms.feedback_zip import NoDownload, write_feedback
    from autograder.nbgrader_plugin.platforms.names import PLATFORMS

    course, which = _course_here(), PLATFORMS[platform]
    try:
        refuse_to_overwrite(out)
        returned = write_feedback(course, which, assignment, out)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from None
    except (NoDownload, BadArchive) as error:
        raise click.ClickException(str(error)) from None
    except SQLAlchemyError as error:
        raise _unusable(error) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from None
    run = f"Run: autograder grade {assignment} --feedback"
    if returned.missing:
        click.echo(f"No feedback page: {first_few(returned.missing, 20)}. {run}")
    if returned.old:
        click.echo(f"The page is older than the marks: {first_few(returned.old, 20)}. {run}")
    if not returned.written:
        raise click.ClickException("There is no page to return, so nothing was written.")
    click.echo(f"Wrote {out} with the pages of {len(returned.written)} students.")
    sys.exit(1 if returned.missing or returned.old else 0)


@click.group()
def package() -> None:
    """Make what another platform takes to grade or to check: `gradescope` or `github`.

    \b
    autograder package gradescope {assignment}
    autograder package github --out repository
    """


@package.command()
@click.argument("assignment")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip to write; it must not exist yet.",
    show_default="ASSIGNMENT-gradescope.zip",
)
@click.option(
    "--allow-unisolated",
    is_flag=True,
    help="Grade even where student code can't be isolated, and could read the answers.",
)
@course_option
def gradescope(
    assignment: str, out: Path | None, allow_unisolated: bool, course_name: str | None
) -> None:
    """Make the autograder zip that Gradescope asks for, for one ASSIGNMENT.

    The answers are in this zip: upload it to Gradescope, and give it to nobody. Gradescope shows it to
    no student. It grades each submission with nbgrader, as autograder grade does.
    """
    from autograder.feedback.phrases import did_you_mean
    from autograder.instructor.package.gradescope import make_gradescope

    contents = _contents(course_name)
    names = [each.name for each in contents.assignments]
    if assignment not in names:
        raise click.UsageError(
            f"There is no assignment {assignment} here: there are {', '.join(names)}."
            f"{did_you_mean(assignment, names)}"
        )
    out = out or Path(f"{assignment}-gradescope.zip")
    try:
        made = make_gradescope(out, contents, assignment, allow_unisolated)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        f"Wrote {made}. The answers are in it: upload it to Gradescope as the autograder, and give it to "
        "nobody. No student can see it there."
    )


@package.command()
@out_option("repository")
@only_option
@course_option
def github(out: Path, only: str | None, course_name: str | None) -> None:
    """Make a repository for GitHub: the students' kit, and a workflow that checks each push.

    What is not right yet is shown beside its line, with the sentence that helps. There are no answers in
    it. Put work into submitted/STUDENT/ASSIGNMENT/ to check a whole class.
    """
    from autograder.instructor.chosen import UnknownNotebooks
    from autograder.instructor.package.github import make_repository

    try:
        made = make_repository(out, _contents(course_name).choose(only, None))
    except (FileExistsError, UnknownNotebooks) as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Wrote {made}. Push what is in it: the workflow is in .github/workflows/.")


def _contents(course_name: str | None) -> Contents:
    from autograder.course import CourseError
    from autograder.instructor.kit import contents_near

    try:
        return contents_near(Path.cwd(), chosen_course(course_name))
    except CourseError as error:
        raise click.ClickException(str(error)) from None


def _course_here() -> CourseFolder:
    """The course in this folder, with errors as click's."""
    from autograder.nbgrader_plugin.course_folder import CourseFolder, CourseFolderError

    try:
        return CourseFolder(Path.cwd())
    except CourseFolderError as error:
        raise click.ClickException(str(error)) from None


def _unusable(error: SQLAlchemyError) -> click.ClickException:
    from autograder.nbgrader_plugin.course_folder import reason_of

    return click.ClickException(
        f"The gradebook can't be used: {reason_of(error)}. Is another program writing to it, or was it made "
        "by another version (then run nbgrader db upgrade)?"
    )


def _echoing() -> logging.Logger:
    """A logger that prints each message as a line."""
    logger, handler = logging.Logger("export", logging.INFO), logging.Handler()
    handler.emit = lambda record: click.echo(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    return logger
