"""The authors' commands: `autograder new` and `autograder verify`."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from autograder.author.options import chosen_course, course_option, jobs_option, shown_path

OVERVIEW = """\
Authors, a new one:     autograder new exercise my_function --subject my_subject --signature "x"
Authors, test checks:   autograder verify {exercise}"""
"""What `autograder --help` says of these commands."""


@click.command()
@click.argument("exercises", nargs=-1)
@course_option
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Try answers, misconceptions and variants on so many inputs; the first are the public ones.",
)
@jobs_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or JSON.",
)
@click.option(
    "--messages",
    is_flag=True,
    help="Show what the students would read who make each known mistake.",
)
@click.option(
    "--watch", "watched", metavar="EXERCISE", help="Show the messages too, again at each save."
)
def verify(
    exercises: tuple[str, ...],
    course_name: str | None,
    seeds: int,
    jobs: int,
    form: str,
    messages: bool,
    watched: str | None,
) -> None:
    """Say what a course lacks, and how good the checks of EXERCISES are (of all where none is named).

    First what is missing, misspelt or left over: exercises without an answer, arguments that there
    are not, hints whose sums are wrong, notebooks without a cell. Then everyone who must pass or fail:

    right answers must pass, unusual ones too; a stub must earn nothing, nor a function that gives a
    number or one of its arguments; every misconception must be caught and named, and taken for no
    other; and every mutant, which is the answer with one thing changed, must be caught or stand in
    the course's equivalent_mutants.toml with a reason.

    \b
    autograder verify {exercise} {another}
    autograder verify --seeds 20
    autograder verify --watch {exercise}
    """
    if find_spec("cosmic_ray") is None:
        raise click.UsageError('autograder verify needs cosmic-ray: pip install -e ".[verify]"')
    from autograder.author.lint import BY_EXERCISE, about, lint, measurable
    from autograder.author.messages import messages as read_messages
    from autograder.author.verify import as_json
    from autograder.author.verify import verify as try_out
    from autograder.feedback.phrases import did_you_mean

    course = chosen_course(course_name)
    names = list(dict.fromkeys(exercises)) + ([watched] if watched else [])
    for name in names:
        if name not in course.exercises:
            raise click.UsageError(
                f"There is no exercise called {name!r}.{did_you_mean(name, course.exercises)}"
            )
    if watched:
        from autograder.author.watch import watch_and_verify

        again = ["--course", course.name, "--seeds", str(seeds), "--jobs", str(jobs), "--messages"]
        watch_and_verify(course, [*dict.fromkeys(names), *again])
        return
    found = about(lint(course, BY_EXERCISE if names else ()), names)
    measured = measurable(course, names)
    reports = try_out(course, measured, seeds, jobs) if measured else []
    if form == "json":
        click.echo(json.dumps(as_json(reports, found), indent=2, ensure_ascii=False))
    else:
        from rich.console import Console

        from autograder.author.table import as_text

        for message in (m for name in measured if messages for m in read_messages(course, name)):
            click.echo(message)
        Console(soft_wrap=True).print(as_text(reports, found))
    sys.exit(0 if not found and all(report.passed for report in reports) else 1)


@click.group()
def new() -> None:
    """Make the skeleton of a course, or of an exercise in a course."""


@new.command("course")
@click.argument("name")
@click.option("--title", default="", help="What students see above their first page.")
def new_course(name: str, title: str) -> None:
    """Make a course called NAME in a new folder here, with one small exercise that shows how.

    \b
    autograder new course dna --title "Convolution on DNA"
    pip install -e dna
    """
    from autograder.author.scaffold import ScaffoldError
    from autograder.author.scaffold import new_course as make

    try:
        files = make(name, Path.cwd(), title)
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Wrote {len(files)} files in {name}/. Next: pip install -e {name}")


@new.command("exercise")
@click.argument("name")
@click.option("--subject", required=True, help="The subject it belongs to, old or new.")
@click.option("--signature", required=True, help='Its arguments, such as "X, W, b".')
@course_option
def new_exercise(name: str, subject: str, signature: str, course_name: str | None) -> None:
    """Write the skeleton of the exercise NAME into each room of a course.

    Its answer, cases and checks, a known mistake, an unusual right answer, a hint, and the notebook's
    cells, each with what is to be filled in marked TODO. `autograder verify` says what is left.

    \b
    autograder new exercise conv1d --subject convolution --signature "X, W, b"
    """
    from autograder.author.scaffold import ScaffoldError, Signature
    from autograder.author.scaffold import new_exercise as make
    from autograder.notebooks.syllabus import course_folder

    if course_name is None and course_folder(Path.cwd()) is None:
        raise click.UsageError("Go to the course's own folder first, or say --course.")
    course = chosen_course(course_name)
    try:
        files = make(course, name, subject, Signature.of(signature))
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    for file in files:
        click.echo(f"  {shown_path(file)}")
    click.echo(f"Fill in what is marked TODO there; then: autograder verify {name}")


COMMANDS = (new, verify)
