"""`autograder live`: the map of a room."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.author.options import chosen_course, course_option
from autograder.instructor.commands.running import start_fast


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
    start_fast()
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
