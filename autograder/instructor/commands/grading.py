"""`autograder demo` and `autograder grade`: a class from submissions to marks."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.author.options import chosen_course, course_option
from autograder.instructor.commands.running import start_fast, stopped_by_ctrl_c

if TYPE_CHECKING:
    from autograder.instructor.batch.pool import Pool


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder to make; it must be new or empty.",
)
@course_option
def demo(out: Path, course_name: str | None) -> None:
    """Grade a small made-up class from start to finish, in about a minute.

    Makes a course folder with six students (right, wrong in known ways, careless, hostile), grades
    them with nbgrader and this kit, and prints a table of marks. The folder stays for you to explore.
    """
    start_fast()
    ours = not _is_filled(out)
    with stopped_by_ctrl_c(
        lambda: (
            f"Stopped. Remove {out}/ to start again." if ours and _is_filled(out) else "Stopped."
        )
    ):
        from autograder.course import CourseError
        from autograder.instructor.demo import run_demo
        from autograder.nbgrader_plugin.course_folder import CourseFolderError

        try:
            run_demo(out, chosen_course(course_name))
        except FileExistsError as error:
            raise click.UsageError(str(error)) from None
        except (CourseError, CourseFolderError) as error:
            raise click.ClickException(str(error)) from None


@click.command()
@click.argument("assignments", nargs=-1, required=True, metavar="ASSIGNMENT...")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=(os.cpu_count() or 1) + 1,
    show_default="one per core, and one for the others while a submission takes long",
    help="The number of processes to work in.",
)
@click.option(
    "--student", "students", multiple=True, metavar="ID", help="Grade this student; repeatable."
)
@click.option("--force", is_flag=True, help="Judge and store everything again.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Mark on a Dask cluster, given as tcp://HOST:PORT or the path of a scheduler file.",
)
@click.option("--feedback", is_flag=True, help="Write the students' feedback pages too.")
@click.option(
    "--allow-unisolated",
    is_flag=True,
    help="Grade even where student code can't be isolated from this machine.",
)
def grade(
    assignments: tuple[str, ...],
    jobs: int,
    students: tuple[str, ...],
    force: bool,
    scheduler: str | None,
    feedback: bool,
    allow_unisolated: bool,
) -> None:
    """Grade a whole class into nbgrader's gradebook, in the course's folder.

    Does what nbgrader autograde does for each ASSIGNMENT, with the same marks, for many students at
    once. Submissions that have not changed are not judged again, so a run that was stopped continues
    where it was. The exit code is 0 if everyone's marks are complete, 1 if a submission waits for you
    (see the last lines) or the run stopped, and 2 for wrong usage.

    \b
    autograder grade {assignment}
    autograder grade {assignment} {other} --jobs 8 --feedback
    autograder grade {assignment} --student amal --student ben --force
    """
    start_fast()
    from autograder.instructor.batch import how_to_continue

    with stopped_by_ctrl_c(lambda: f"Stopped. {how_to_continue(force)}"):
        from autograder.course import CourseError
        from autograder.instructor.batch.pool import NoPool
        from autograder.marking.seeds import SeedError
        from autograder.sandbox.isolation import NotIsolated
        from autograder.sandbox.spawn import NoWorker

        try:
            with _pool(scheduler, jobs) as pool:
                from autograder.instructor.batch.command import GradeRequest
                from autograder.instructor.batch.command import grade as grade_class
                from autograder.instructor.batch.register import Unknown
                from autograder.nbgrader_plugin.course_folder import CourseFolderError

                try:
                    request = GradeRequest(
                        assignments, students, force, jobs, feedback, allow_unisolated
                    )
                    complete = grade_class(Path.cwd(), request, pool)
                except Unknown as error:
                    raise click.UsageError(str(error)) from None
                except (CourseFolderError, CourseError) as error:
                    raise click.ClickException(str(error)) from None
        except (NoPool, NotIsolated, NoWorker, SeedError) as error:
            raise click.ClickException(str(error)) from None
    sys.exit(0 if complete else 1)


def _pool(scheduler: str | None, jobs: int) -> contextlib.AbstractContextManager[Pool]:
    """The pool to mark in: this machine's processes, or a Dask cluster. Raises NoPool without Dask."""
    if scheduler is None:
        from autograder.instructor.batch.processes import this_machine
        from autograder.sandbox.spawn import prepare

        return this_machine(jobs, prepare)
    try:
        from autograder.instructor.batch.cluster import cluster
    except ImportError:
        from autograder.instructor.batch.pool import NoPool

        raise NoPool('--scheduler needs Dask: pip install -e ".[cluster]"') from None
    return cluster(scheduler)


def _is_filled(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
