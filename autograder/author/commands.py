"""The authors' commands: `autograder new` and `autograder verify`."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from autograder.author.options import chosen_course, course_option, shown_path

OVERVIEW = """\
Authors, a new one:     autograder new exercise my_function --subject my_subject --signature "x"
Authors, test checks:   autograder verify {exercise}"""
"""The lines about these commands in `autograder --help`."""


@click.command()
@click.argument("exercises", nargs=-1)
@course_option
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="The number of seeds to try answers, misconceptions and variants on, the public one included.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one per core",
    help="The number of processes to work in.",
)
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
    help="Show what students would read if they made each known mistake.",
)
@click.option(
    "--watch",
    "watched",
    metavar="EXERCISE",
    help="Verify this exercise and show its messages, again after each save.",
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
    """Find the faults of a course, and measure the checks of EXERCISES (default: all).

    First it lists what is missing, misspelt or left over: exercises without an answer, arguments that
    do not exist, hints with wrong arithmetic, notebooks without a cell. Then it tries the checks:

    Right answers must pass, and so must unusual ones. A stub, a constant, or an argument handed back
    must earn nothing. Functions that only know the public answers, look them up in a table, or return
    any numbers in the right shape must earn at most a fifth of the points. Every misconception must be
    caught and named, and not as another one. Every mutant (the answer with one change) must be caught,
    or be listed in the course's equivalent_mutants.toml with a reason.

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
@click.option("--title", default="", help="The heading of the students' first page.")
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
    """Write the skeleton of the exercise NAME into a course.

    Adds its answer, cases and checks, a misconception, an unusual right answer, a hint, and the
    notebook's cells. Fill in what is marked TODO; `autograder verify` lists what is left.

    \b
    autograder new exercise conv1d --subject convolution --signature "X, W, b"
    """
    from autograder.author.scaffold import ScaffoldError, Signature
    from autograder.author.scaffold import new_exercise as make
    from autograder.notebooks.syllabus import course_folder

    if course_name is None and course_folder(Path.cwd()) is None:
        raise click.UsageError("Go to the course's own folder first, or add --course NAME.")
    course = chosen_course(course_name)
    try:
        files = make(course, name, subject, Signature.of(signature))
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from None
    for file in files:
        click.echo(f"  {shown_path(file)}")
    click.echo(f"Fill in what is marked TODO, then run: autograder verify {name}")


COMMANDS = (new, verify)
