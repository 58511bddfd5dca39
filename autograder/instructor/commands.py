"""The instructor's commands: `demo`, `kit`, `grade`, `report`, `name`, `live`, `solutions`, and for platforms."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.author.options import chosen_course, course_option, shown_path
from autograder.instructor import platform_commands

if TYPE_CHECKING:
    from autograder.instructor.batch.pool import Pool
    from autograder.instructor.kit import Contents

OVERVIEW = """\
Instructors, try it:    autograder demo
Instructors, hand out:  autograder kit --out kit.zip
Instructors, a class:   autograder grade {assignment}
Instructors, look:      autograder report {assignment}
Instructors, marks:     autograder export moodle {assignment}
Instructors, elsewhere: autograder package gradescope {assignment}
Instructors, teach it:  autograder name {exercise}
Instructors, live:      autograder live
Instructors, later:     autograder solutions"""
"""The lines about these commands in `autograder --help`."""


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
    _start_fast()
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
    _start_fast()
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


def _out(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path(default),
        show_default=True,
        help="The folder to make, or a file that ends in .zip; it must not exist yet.",
    )


_only_option = click.option(
    "--only", metavar="NUMBERS", help="Only these notebooks, such as 04 or 01-03."
)


@click.command()
@_out("kit.zip")
@_only_option
@click.option(
    "--solved",
    metavar="NUMBERS",
    help="Put the answers into these notebooks, for who is stuck. Later ones then find them.",
)
@click.option(
    "--lite",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Build a website in this folder instead, on which students work with nothing installed.",
)
@click.option(
    "--pyodide",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With --lite: a Pyodide release to put on the site, for rooms without a network.",
)
@click.option(
    "--live",
    metavar="ADDRESS",
    help="Put a cell into each notebook that takes part in the live map at this address.",
)
@course_option
def kit(
    out: Path,
    only: str | None,
    solved: str | None,
    lite: Path | None,
    pyodide: Path | None,
    live: str | None,
    course_name: str | None,
) -> None:
    """Make the students' kit: notebooks, checks, and a README to start from.

    In a course folder, the kit has that folder's notebooks. It contains no solution, unless you ask for
    one with --solved: there is no reference code and no source notebook, and the checks know only
    numbers for one public set of inputs.

    \b
    autograder kit
    autograder kit --only 01-03 --out first-week.zip
    autograder kit --solved 01-04 --out from-05-on.zip
    autograder kit --lite site
    autograder kit --live http://192.168.1.20:8765/abcd-efgh
    """
    from autograder.instructor.kit import make_kit
    from autograder.live.joining import NO_ADDRESS, is_address

    if pyodide and not lite:
        raise click.UsageError("--pyodide goes with --lite FOLDER.")
    if live and lite:
        raise click.UsageError(
            "From a browser tab nothing reaches a live map: leave out --live or --lite."
        )
    if live is not None and not is_address(live):
        raise click.UsageError(NO_ADDRESS.format(address=live))
    if lite:
        _handed_out(partial(_make_site, pyodide), lite, only, solved, course_name)
        return
    made = _handed_out(
        lambda folder, contents: make_kit(folder, replace(contents, live=live or "")),
        out,
        only,
        solved,
        course_name,
    )
    click.echo(f"Wrote {made}. Students start with its README.md.")


@click.command()
@_out("solutions.zip")
@_only_option
@course_option
def solutions(out: Path, only: str | None, course_name: str | None) -> None:
    """Make a folder of solutions with explanations, to hand out after the deadline.

    Each answer comes with the way to think of it, a case worked by hand, and what often goes wrong.
    These are the course's own hints and known mistakes.

    \b
    autograder solutions
    autograder solutions --only 01-03 --out solutions-1.zip
    """
    from autograder.instructor.kit import make_solutions

    made = _handed_out(make_solutions, out, only, None, course_name)
    click.echo(f"Wrote {made}: every answer is in it.")


def _handed_out(
    make: Callable[[Path, Contents], Path],
    out: Path,
    only: str | None,
    solved: str | None,
    course_name: str | None,
) -> Path:
    """Make a kit or the solutions, with errors as click's."""
    _start_fast()
    from autograder.course import CourseError
    from autograder.instructor.chosen import UnknownNotebooks
    from autograder.instructor.kit import contents_near
    from autograder.nbgrader_plugin.course_folder import CourseFolderError

    try:
        contents = contents_near(Path.cwd(), chosen_course(course_name))
        return make(out, contents.choose(only, solved))
    except (FileExistsError, UnknownNotebooks) as error:
        raise click.UsageError(str(error)) from None
    except (CourseError, CourseFolderError) as error:
        raise click.ClickException(str(error)) from None


def _make_site(pyodide: Path | None, out: Path, contents: Contents) -> Path:
    """Build a site for the browser, and say how to look at it."""
    from autograder.instructor.kit import make_kit
    from autograder.instructor.lite import BuildFailed, NoSite, make_site

    try:
        made = make_site(out, lambda kit: make_kit(kit, contents), contents.course, pyodide)
    except NoSite as error:
        raise click.UsageError(str(error)) from None
    except BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"Wrote {made}. Put it on a web server with https. To look at it on this machine: "
        f"python -m http.server --bind localhost --directory {made}"
    )
    return made


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("report.html"),
    show_default=True,
    help="The page to write. The same figures are written beside it, as .csv.",
)
def report(assignments: tuple[str, ...], out: Path) -> None:
    """Show what a graded class has understood, in the course's folder.

    Writes one self-contained page: a map of exercises and students, marks, misconceptions from the
    most frequent, exercises that everybody or nobody passes, who may need a hand, and remarks on
    repaired notebooks. Without ASSIGNMENT it covers all graded assignments.

    \b
    autograder report {assignment}
    autograder report {assignment} {other} --out week1.html
    """
    _start_fast()
    if out.suffix.lower() == ".csv":
        raise click.UsageError(
            "Give --out the name of the page, such as report.html. The CSV file is written beside it."
        )
    from datetime import date

    from autograder.course import CourseError
    from autograder.instructor.report import NoReport, UnknownAssignment, make_report
    from autograder.nbgrader_plugin.course_folder import CourseFolderError

    try:
        table = make_report(Path.cwd(), assignments, out, date.today())
    except UnknownAssignment as error:
        raise click.UsageError(str(error)) from None
    except (CourseError, CourseFolderError, NoReport) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Wrote {out}, and its figures as {table}. Open the page in a browser.")


@click.command()
@click.argument("exercise", metavar="EXERCISE[/NAME]")
@click.option("--like", "key", metavar="KEY", help="The answer's key, from the report or the list.")
@click.option(
    "--sentence", metavar="TEXT", help="What a student who makes this mistake should read."
)
def name(exercise: str, key: str | None, sentence: str | None) -> None:
    """Give a wrong answer a name, so that the next student who writes it reads your sentence.

    With an EXERCISE alone, it lists the graded answers that are wrong without a name. Those that do the
    same on inputs that nobody has seen are listed together, with an example and the command to copy.

    With a NAME, a KEY and one sentence, it writes one of these answers into the course as a known
    misconception. Then `autograder verify` tries it out. Read the code first: a student wrote it, and
    from then on it runs on this machine.

    \b
    autograder name {exercise}
    autograder name {exercise}/wrong-sign --like 4c1f09ab --sentence "Look at the sign in front."
    """
    _start_fast()
    from autograder.author.scaffold import ScaffoldError
    from autograder.course import CourseError
    from autograder.instructor import naming
    from autograder.nbgrader_plugin.course_folder import CourseFolderError
    from autograder.sandbox.isolation import NotIsolated
    from autograder.sandbox.spawn import NoWorker

    about, slash, short = exercise.partition("/")
    words = " ".join((sentence or "").split())
    _require_name(about, short if slash else None, key, words)
    try:
        found = naming.unnamed(Path.cwd(), about)
        if key is None:
            for line in naming.as_text(found):
                click.echo(line)
            return
        file, students, code = naming.give_name(found, short, key, words)
    except (naming.UnknownExercise, ScaffoldError) as error:
        raise click.UsageError(str(error)) from None
    except (CourseError, CourseFolderError, naming.CannotName, NotIsolated, NoWorker) as error:
        raise click.ClickException(str(error)) from None
    did = "1 student's answer does" if students == 1 else f"{students} students' answers do"
    click.echo(f"{did} this on inputs that nobody has seen:")
    click.echo("".join(f"    {line}\n" for line in code.splitlines()), nl=False)
    click.echo(f"Wrote {exercise} to {shown_path(file)}. A student wrote this code: read it first.")
    click.echo(f"Then run: autograder verify {about}")


def _require_name(exercise: str, name: str | None, key: str | None, sentence: str) -> None:
    """Raise click.UsageError unless all of name, key and sentence are given, or none of them."""
    from autograder.instructor.report.wording import SENTENCE, SHORT_NAME

    if name is None and key is None and not sentence:
        return
    if not (name and key and sentence):
        raise click.UsageError(
            "To give a name, all three are needed: the exercise with a short name, --like and --sentence. "
            f"To see which answers have no name, run: autograder name {exercise}"
        )
    if name == SHORT_NAME or sentence == SENTENCE:
        raise click.UsageError(
            f'Put a name of your own in place of {SHORT_NAME}, and your own words in place of "{SENTENCE}"'
        )


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="The port of this machine to answer on; 0 takes a free one.",
)
@click.option(
    "--address",
    metavar="URL",
    help="How others see this machine, if not by its own address, as in http://HOST:8765.",
)
@click.option(
    "--bind", metavar="ADDRESS", help="Answer on this address of this machine alone, not on all."
)
@click.option(
    "--events",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("live.db"),
    show_default=True,
    help="The file that keeps what was sent. With the same file, a room goes on.",
)
@course_option
def live(
    port: int, address: str | None, bind: str | None, events: Path, course_name: str | None
) -> None:
    """Show what a room is stuck on right now, as a page for you and the projector.

    Starts a small web server on this machine, and prints the page's address and the line that students run
    in a notebook to take part. Their checks then send the exercise, whether it passed or which mistake
    it has, and the number of the try. They send no code and no name. Ctrl-C stops it, and the same command goes on.

    \b
    autograder live
    autograder live --port 9000 --events monday.db
    autograder live --bind 127.0.0.1 --address https://hub.example.org/services/live
    """
    _start_fast()
    from autograder.course import CourseError
    from autograder.instructor.live import NoServer, serve
    from autograder.instructor.live.address import without_token
    from autograder.instructor.live.store import NoStore
    from autograder.instructor.live.wording import opened, stopped
    from autograder.notebooks.syllabus import assignments_near

    course = chosen_course(course_name)
    try:
        seen_as = without_token(address) if address else None
        assignments = [a for a in assignments_near(Path.cwd()) if a.course == course]
        room = serve(
            course,
            assignments,
            events,
            port,
            bind,
            seen_as,
            lambda room: click.echo(opened(room, events, qr=sys.stdout.isatty())),
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except (CourseError, NoServer, NoStore) as error:
        raise click.ClickException(str(error)) from None
    click.echo(stopped(room, events))


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


@contextlib.contextmanager
def stopped_by_ctrl_c(words: Callable[[], str]) -> Iterator[None]:
    """Answer Ctrl-C with this message, even if an interrupted import turns it into another error."""
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except BaseException:
        if stopped:
            raise click.ClickException(words()) from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _is_filled(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _start_fast() -> None:
    """Keep jsonschema from compiling a grammar of web addresses, which takes as long as all other imports.

    The grammar is optional, and the schema of notebooks does not use it.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


COMMANDS = (demo, kit, grade, report, name, live, solutions, *platform_commands.COMMANDS)
