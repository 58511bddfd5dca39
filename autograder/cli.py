"""The command line: `autograder check`, `demo`, `grade`, `kit`, `report` and `verify`."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

import click

from autograder import __version__

HELP = {"help_option_names": ["-h", "--help"]}
_jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Work in so many processes.",
)


@click.group(context_settings=HELP)
@click.version_option(__version__, message="autograder %(version)s")
def main() -> None:
    """Check and grade the exercises of the deep-learning workshop.

    \b
    Check a notebook:       autograder check 02_activations/02_activations.ipynb
    Instructors, try it:    autograder demo
    Instructors, hand out:  autograder kit --out kit.zip
    Instructors, a class:   autograder grade 02_activations
    Instructors, look:      autograder report 02_activations
    Authors, test checks:   autograder verify sigmoid

    Exit codes: 0 all passed, 1 something failed, 2 wrong usage.
    """


@main.command()
@click.argument("notebooks", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or a JSON list with an object a notebook.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Draw other inputs than the public ones.")
def check(notebooks: tuple[Path, ...], form: str, seed: int | None) -> None:
    """Say what is right and what is wrong in NOTEBOOKS, in any folder.

    Each notebook's functions run in a process of their own, with limits on time, memory and output;
    nothing is written. A notebook that can't be read gets a sentence, and the others their verdicts.

    \b
    autograder check 02_activations.ipynb
    autograder check --format json submitted/*/02_activations/*.ipynb
    """
    from autograder.sandbox import spawn

    spawn.prepare()
    from autograder.engine.default_oracle import default_oracle
    from autograder.engine.notebook_verdict import grade_file

    try:
        oracle = default_oracle(seed)
    except (ValueError, FileNotFoundError) as error:
        raise click.UsageError(str(error)) from None
    reports = []
    for number, path in enumerate(notebooks, 1):
        if number < len(notebooks):
            spawn.prepare()
        reports.append(grade_file(path, oracle))
        if form == "text":
            _print_report(reports[-1])
    if form == "json":
        click.echo(
            json.dumps([report.as_json() for report in reports], indent=2, ensure_ascii=False)
        )
    sys.exit(0 if all(report.passed for report in reports) else 1)


def _print_report(report: object) -> None:
    from autograder.engine.notebook_verdict import NotebookVerdict
    from autograder.feedback import render

    assert isinstance(report, NotebookVerdict)
    click.secho(f"{report.assignment or 'Unknown notebook'}   {report.path}", bold=True)
    if report.error:
        click.echo(f"  {report.error}\n")
        return
    for verdict in report.verdicts:
        click.echo(render.text(verdict))
    click.secho(f"Together {report.score:g} of {report.max_score:g} points.\n", bold=True)


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder to make; it must be new or empty.",
)
def demo(out: Path) -> None:
    """Grade a small made-up class from start to end, in about a minute.

    Makes a course folder with six students (right, wrong in known ways, careless, hostile), grades
    them with nbgrader and this kit, and shows a table of marks. The folder stays for you to explore.
    """
    _need_the_answers("demo")
    _start_fast()
    ours = not _is_filled(out)
    with _stopped_by_ctrl_c(
        lambda: (
            f"Stopped. Remove {out}/ to start again." if ours and _is_filled(out) else "Stopped."
        )
    ):
        from autograder.instructor.demo import run_demo

        try:
            run_demo(out)
        except FileExistsError as error:
            raise click.UsageError(str(error)) from None


@main.command()
@click.argument("assignments", nargs=-1, required=True, metavar="ASSIGNMENT...")
@_jobs
@click.option(
    "--student", "students", multiple=True, metavar="ID", help="Grade this student; repeatable."
)
@click.option("--force", is_flag=True, help="Judge and file everything anew.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Mark on a Dask cluster: tcp://HOST:PORT, or the path of a scheduler file.",
)
@click.option("--feedback", is_flag=True, help="Write the students' feedback pages too.")
@click.option(
    "--allow-unisolated",
    is_flag=True,
    help="Grade even where no wall can be built around strangers' code.",
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
    once. What was judged before and has not changed is not judged again, so a run that was stopped
    goes on where it was. The exit code is 0 if everybody's marks are complete, 1 if a submission waits
    for you, as the last lines say, or the run stopped, and 2 for wrong usage.

    \b
    autograder grade 02_activations
    autograder grade 01_neuron 02_activations --jobs 8 --feedback
    autograder grade 02_activations --student amal --student ben --force
    """
    _need_the_answers("grade")
    _start_fast()
    from autograder.instructor.batch import go_on

    with _stopped_by_ctrl_c(lambda: f"Stopped. {go_on(force)}"):
        from autograder.instructor.batch.cluster import cluster
        from autograder.instructor.batch.pool import NoPool
        from autograder.instructor.batch.processes import this_machine
        from autograder.marking.seeds import SeedError
        from autograder.sandbox.isolation import NotIsolated
        from autograder.sandbox.spawn import NoWorker

        try:
            with cluster(scheduler) if scheduler else this_machine(jobs) as pool:
                from autograder.instructor.batch.command import Wishes
                from autograder.instructor.batch.command import grade as grade_class
                from autograder.instructor.batch.register import Unknown
                from autograder.nbgrader_plugin.course_folder import CourseError

                try:
                    wishes = Wishes(assignments, students, force, jobs, feedback, allow_unisolated)
                    complete = grade_class(Path.cwd(), wishes, pool)
                except Unknown as error:
                    raise click.UsageError(str(error)) from None
                except CourseError as error:
                    raise click.ClickException(str(error)) from None
        except (NoPool, NotIsolated, NoWorker, SeedError) as error:
            raise click.ClickException(str(error)) from None
    sys.exit(0 if complete else 1)


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("kit.zip"),
    show_default=True,
    help="The folder to make, or a file that ends in .zip; it must not exist yet.",
)
def kit(out: Path) -> None:
    """Make what students get: notebooks, checks, a page to start from.

    Nothing in it holds a solution: no reference, no source notebook, and answers only as numbers for
    one public set of inputs.
    """
    _need_the_answers("kit")
    from autograder.instructor.kit import make_kit

    try:
        made = make_kit(out)
    except FileExistsError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"Wrote {made}. Students start with its README.md.")


@main.command()
@click.argument("exercises", nargs=-1)
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Try answers, misconceptions and variants on so many inputs; the first are the public ones.",
)
@_jobs
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or JSON.",
)
def verify(exercises: tuple[str, ...], seeds: int, jobs: int, form: str) -> None:
    """Say how good the checks of EXERCISES are; of all exercises where none is named.

    Right answers must pass, unusual ones too; a stub must earn nothing, nor a function that gives a
    number or one of its arguments; every misconception must be caught and named, and taken for no
    other; and every mutant, which is the answer with one thing changed, must be caught or stand in
    dlref/equivalent_mutants.toml with a reason.

    \b
    autograder verify sigmoid dropout
    autograder verify --seeds 20
    """
    _need_the_answers("verify")
    if find_spec("cosmic_ray") is None:
        raise click.UsageError('autograder verify needs cosmic-ray: pip install -e ".[verify]"')
    from autograder.author.verify import as_json
    from autograder.author.verify import verify as try_out
    from autograder.workshop.exercises import EXERCISES

    for name in exercises:
        if name not in EXERCISES:
            near = " or ".join(get_close_matches(name, EXERCISES, n=3))
            raise click.UsageError(
                f"There is no exercise called {name!r}."
                + (f" Did you mean {near}?" if near else "")
            )
    reports = try_out(dict.fromkeys(exercises), seeds, jobs)
    if form == "json":
        click.echo(json.dumps(as_json(reports), indent=2, ensure_ascii=False))
    else:
        from rich.console import Console

        from autograder.author.table import as_text

        Console(soft_wrap=True).print(as_text(reports))
    sys.exit(0 if all(report.passed for report in reports) else 1)


@main.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("report.html"),
    show_default=True,
    help="The page to write; the same figures go beside it, as .csv.",
)
def report(assignments: tuple[str, ...], out: Path) -> None:
    """Show what a graded class has understood, in the course's folder.

    Writes one page that needs nothing but itself: a map of exercises and students, marks,
    misconceptions by how many have them, exercises that everybody or nobody passes, who may need a
    hand, and what was mended or looked odd. Without ASSIGNMENT it is about all that are graded.

    \b
    autograder report 02_activations
    autograder report 01_neuron 02_activations --out week1.html
    """
    _need_the_answers("report")
    _start_fast()
    if out.suffix.lower() == ".csv":
        raise click.UsageError(
            "Name the page with --out, such as report.html; the CSV goes beside it."
        )
    from datetime import date

    from autograder.instructor.report import NoReport, UnknownAssignment, make_report
    from autograder.nbgrader_plugin.course_folder import CourseError

    try:
        table = make_report(Path.cwd(), assignments, out, date.today())
    except UnknownAssignment as error:
        raise click.UsageError(str(error)) from None
    except (CourseError, NoReport) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Wrote {out}, and its figures as {table}. Open the page in a browser.")


@contextlib.contextmanager
def _stopped_by_ctrl_c(words: Callable[[], str]) -> Iterator[None]:
    """Answer Ctrl-C with these words, whatever error an import that it cut short makes of it."""
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

    It does without where there is none, and a notebook's schema asks for no such check.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _need_the_answers(command: str) -> None:
    """Raise a UsageError where only the students' kit is installed, which has no answers."""
    if find_spec("dlref") is None:
        raise click.UsageError(
            f"autograder {command} needs the instructor's installation: it starts from the answers, "
            "which are not in the students' kit."
        )
