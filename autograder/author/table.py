"""The reports of `autograder verify` as a table, and below it what does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.table import Table
from rich.text import Text

from autograder.author.verify import ExerciseReport

COLUMNS = ("right accepted", "wrong caught", "wrong named", "mutants killed", "justified", "left")


def as_text(reports: list[ExerciseReport]) -> Group:
    """The table, and below it the notes and the faults."""
    return Group(_table(reports), *(Text(line) for line in _lines(reports)))


def _table(reports: list[ExerciseReport]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("exercise", no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for report in reports:
        style = "" if report.passed else "red"
        table.add_row(report.exercise, *_cells([report]), style=style)
    if len(reports) > 1:
        table.add_row("together", *_cells(reports), style="bold")
    return table


def _cells(reports: list[ExerciseReport]) -> list[str]:
    """The figures of some exercises together, in the order of COLUMNS."""

    def total(name: str) -> int:
        return sum(getattr(report, name) for report in reports)

    left = total("tried") - total("killed") - total("justified")
    return [
        f"{total('accepted')}/{total('variants')}",
        f"{total('caught')}/{total('misconceptions')}",
        f"{total('named')}/{total('misconceptions')}",
        f"{total('killed')}/{total('tried')}",
        str(total("justified") or ""),
        str(left or ""),
    ]


def _lines(reports: list[ExerciseReport]) -> Iterator[str]:
    """What the table does not say."""
    seconds = sum(report.seconds for report in reports)
    yield ""
    yield (
        f"{reports[0].seeds} seeds; mutants on the public one, survivors on two more. "
        f"{seconds:.0f} s of processor time."
    )
    for report in reports:
        if report.tried < report.mutants:
            yield f"{report.exercise}: {report.tried} of its {report.mutants} mutants were tried."
        if report.elsewhere:
            yield f"{report.exercise}: {report.elsewhere} mutants pass on the public inputs."
    for report in reports:
        for fault in report.faults:
            yield f"✗ {fault.kind} {fault.id}: {fault.sentence}"
    if all(report.passed for report in reports):
        yield "Everything holds."
