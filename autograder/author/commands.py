"""The authors' commands: `autograder new` and `autograder verify`."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec

import click

from autograder.author.options import chosen_course, course_option, jobs_option

OVERVIEW = """\
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
def verify(
    exercises: tuple[str, ...], course_name: str | None, seeds: int, jobs: int, form: str
) -> None:
    """Say how good the checks of EXERCISES are; of all exercises where none is named.

    Right answers must pass, unusual ones too; a stub must earn nothing, nor a function that gives a
    number or one of its arguments; every misconception must be caught and named, and taken for no
    other; and every mutant, which is the answer with one thing changed, must be caught or stand in
    the course's equivalent_mutants.toml with a reason.

    \b
    autograder verify {exercise} {another}
    autograder verify --seeds 20
    """
    if find_spec("cosmic_ray") is None:
        raise click.UsageError('autograder verify needs cosmic-ray: pip install -e ".[verify]"')
    from autograder.author.verify import as_json
    from autograder.author.verify import verify as try_out
    from autograder.feedback.phrases import did_you_mean

    course = chosen_course(course_name)
    for name in exercises:
        if name not in course.exercises:
            raise click.UsageError(
                f"There is no exercise called {name!r}.{did_you_mean(name, course.exercises)}"
            )
    reports = try_out(course, dict.fromkeys(exercises), seeds, jobs)
    if form == "json":
        click.echo(json.dumps(as_json(reports), indent=2, ensure_ascii=False))
    else:
        from rich.console import Console

        from autograder.author.table import as_text

        Console(soft_wrap=True).print(as_text(reports))
    sys.exit(0 if all(report.passed for report in reports) else 1)


COMMANDS = (verify,)
