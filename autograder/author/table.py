"""Prints the reports of `autograder verify` as a table, with the faults below it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich.console import Group
from rich.table import Table
from rich.text import Text

from autograder.author.precision import Told
from autograder.author.verify import Defect, ExerciseReport

COLUMNS = (
    "right accepted",
    "wrong caught",
    "wrong named",
    "mutants killed",
    "justified",
    "left",
)


def as_text(reports: list[ExerciseReport], course: list[Defect]) -> Group:
    """The table, and below it the faults of the course as a whole and of each exercise."""
    table = [_table(reports)] if reports else []
    return Group(*table, *(Text(line) for line in _lines(reports, course)))


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
    """The sums over some exercises, in the order of COLUMNS."""

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


def _lines(reports: list[ExerciseReport], course: list[Defect]) -> Iterator[str]:
    """The lines below the table."""
    yield ""
    if reports:
        seconds = sum(report.seconds for report in reports)
        yield (
            f"{reports[0].seeds} seeds; mutants on the public one, survivors on two more. "
            f"{seconds:.0f} s of processor time."
        )
        yield from _told([each for report in reports for each in report.told])
    for report in reports:
        if report.tried < report.mutants:
            yield f"{report.exercise}: {report.tried} of its {report.mutants} mutants were tried."
        if report.elsewhere:
            yield f"{report.exercise}: {report.elsewhere} mutants pass on the public inputs."
    defects = [*course, *(fault for report in reports for fault in report.faults)]
    for defect in defects:
        yield f"✗ {defect.kind}, {defect.id}: {defect.sentence}"
    yield from _entries([defect for defect in defects if defect.kind == "survivor"])
    if not defects:
        yield "Everything holds."


def _told(told: list[Told]) -> Iterator[str]:
    """What is told of wrong answers that nothing was written for, by where they come from."""
    for source in dict.fromkeys(each.source for each in told):
        some = [each for each in told if each.source == source]
        named = sum(each.id is not None for each in some)
        helped = sum(each.id is None and each.helps for each in some)
        wrong = sum(not each.rightly for each in some)
        yield (
            f"Unforeseen answers, {source}: {len(some)}, of which {named} named or explained ({wrong} wrongly), "
            f"{helped} told something else that helps, {len(some) - named - helped} only a difference."
        )


def _entries(survivors: list[Defect]) -> Iterator[str]:
    """Survivors as entries for equivalent_mutants.toml."""
    if survivors:
        yield ""
        yield (
            "For each survivor, add a case where it differs from the answer. If there is no such case, put it "
            "into equivalent_mutants.toml with the reason:"
        )
    for survivor in survivors:
        yield ""
        yield "[[equivalent]]"
        yield f"exercises = {json.dumps([survivor.id])}"
        yield f"change = {json.dumps(survivor.sentence, ensure_ascii=False)}"
        yield 'reason = ""'
