"""`autograder kit` and `autograder solutions`: what students get before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.author.options import chosen_course, course_option
from autograder.instructor.commands.options import only_option, out_option
from autograder.instructor.commands.running import start_fast

if TYPE_CHECKING:
    from autograder.instructor.kit import Contents


@click.command()
@out_option("kit.zip")
@only_option
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
@out_option("solutions.zip")
@only_option
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
    start_fast()
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
