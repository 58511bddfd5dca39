"""The command line. `autograder --help` shows the commands that are installed here."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.util import find_spec
from inspect import cleandoc
from pathlib import Path

import click

from autograder import __version__

HELP = {"help_option_names": ["-h", "--help"]}
_COMMAND_PACKAGES = ("autograder.instructor", "autograder.author")
"""Packages with further commands, in a module `commands`. Students have neither."""


class _Group(click.Group):
    """Lists commands in the order in which they were added, and fills in the examples in their help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def get_help(self, ctx: click.Context) -> str:
        _fill_examples(self)
        return super().get_help(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and {*HELP["help_option_names"]} & {*rest}:
            _fill_examples(command)
        return name, command, rest


def _fill_examples(command: click.Command) -> None:
    """Put names from the course that is here into the examples of a help text."""
    from autograder.notebooks.syllabus import assignments_near

    try:
        found = assignments_near(Path.cwd())
    except Exception:  # help must work even if a course is broken
        found = []
    names = [a.name for a in found[:2]] or ["01_first"]
    exercises = [name for a in found[:1] for name in a.exercises][:2] or ["my_function"]
    examples = {
        "{assignment}": names[0],
        "{other}": names[-1],
        "{exercise}": exercises[0],
        "{another}": exercises[-1],
    }
    for placeholder, name in examples.items():
        command.help = (command.help or "").replace(placeholder, name)


@click.group(cls=_Group, context_settings=HELP)
@click.version_option(__version__, message="autograder %(version)s")
def main() -> None:
    """Check NumPy exercises in notebooks, and say what went wrong.

    \b
    Check a notebook:       autograder check {assignment}/{assignment}.ipynb
    See how far you are:    autograder progress

    Exit codes: 0 all passed, 1 something failed, 2 wrong usage.
    """


@main.command()
@click.argument("notebooks", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Text, a JSON list with an object for each notebook, or lines that GitHub shows beside the code.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="Draw the inputs from this seed, not from the public one.",
)
def check(notebooks: tuple[Path, ...], form: str, seed: int | None) -> None:
    """Say what is right and what is wrong in NOTEBOOKS, in any folder.

    Each notebook's functions run in a process of their own, with limits on time, memory and output;
    nothing is written. A notebook that can't be read gets a sentence, and the others their verdicts.

    \b
    autograder check {assignment}.ipynb
    autograder check --format json submitted/*/{assignment}/*.ipynb
    """
    from autograder.sandbox import spawn

    spawn.prepare()
    from autograder.engine.notebook_verdicts import check_file

    reports = []
    for number, path in enumerate(notebooks, 1):
        if number < len(notebooks):
            spawn.prepare()
        try:
            reports.append(check_file(path, seed))
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        except spawn.NoWorker as error:
            raise click.ClickException(str(error)) from None
        if form == "text":
            _print_report(reports[-1])
        if form == "github":
            _print_annotations(reports[-1], path)
    if form == "json":
        click.echo(
            json.dumps([report.as_json() for report in reports], indent=2, ensure_ascii=False)
        )
    sys.exit(0 if all(report.passed for report in reports) else 1)


def _print_annotations(report: object, path: Path) -> None:
    """An annotation for each exercise that is begun and not right; then the points, as a line."""
    from autograder.engine.notebook_verdicts import NotebookVerdict
    from autograder.feedback import github, render
    from autograder.notebooks.program import Program
    from autograder.notebooks.reading import read_code

    assert isinstance(report, NotebookVerdict)
    if report.error:
        click.echo(github.annotation(report.path, "This notebook can't be read", report.error))
    else:
        program, text = (
            Program.of(read_code(path)),
            path.read_text(encoding="utf-8", errors="replace"),
        )
        begun = [verdict for verdict in report.verdicts if not program.is_stub(verdict.name)]
        for line in github.all_annotations(report.path, begun, text):
            click.echo(line)
    points = render.out_of(report.score, report.max_score)
    click.echo(f"- {github.plain(report.path)}: {points}")


def _print_report(report: object) -> None:
    from autograder.engine.notebook_verdicts import NotebookVerdict
    from autograder.feedback import render

    assert isinstance(report, NotebookVerdict)
    click.secho(f"{report.assignment or 'Unknown notebook'}   {report.path}", bold=True)
    if report.error:
        click.echo(f"  {report.error}\n")
        return
    for verdict in report.verdicts:
        click.echo(render.text(verdict))
    passed = sum(verdict.passed for verdict in report.verdicts)
    together = (
        f"Together {render.out_of(report.score, report.max_score)}."
        if report.max_score
        else f"Passed {passed} of {len(report.verdicts)} exercises, which are for practice."
    )
    click.secho(f"{together}\n", bold=True)


@main.command()
@click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def progress(folder: Path) -> None:
    """Show how far you are, and what is next.

    FOLDER holds the notebooks of the course; by default, it is this one. A line for each notebook says how
    many exercises are right and how many points they earn. Below it stand the next exercise, and what has
    changed since the last look. The notebooks are read as last saved. Only what has changed is run again;
    a small hidden file in FOLDER remembers the rest.

    The exit code is 0 if all notebooks could be read, 1 if one could not, and 2 if there is none.

    \b
    autograder progress
    autograder progress my-kit
    """
    from autograder.overview.look import look
    from autograder.overview.places import NoNotebooks
    from autograder.overview.words import text
    from autograder.sandbox.spawn import NoWorker

    try:
        standing = look(folder)
    except NoNotebooks as error:
        raise click.UsageError(str(error)) from None
    except NoWorker as error:
        raise click.ClickException(str(error)) from None
    click.echo(text(standing))
    sys.exit(0 if standing.complete else 1)


for _package in _COMMAND_PACKAGES:
    if find_spec(_package) is not None:
        _commands = import_module(f"{_package}.commands")
        for _command in _commands.COMMANDS:
            main.add_command(_command)
        main.help = cleandoc(main.help or "").replace("\n\nExit", f"\n{_commands.OVERVIEW}\n\nExit")
