"""`autograder report` and `autograder name`: what a class has understood, and names for its mistakes."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.author.options import shown_path
from autograder.instructor.commands.running import start_fast


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
    start_fast()
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
    start_fast()
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
