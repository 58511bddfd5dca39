"""After a restart of the kernel: says below a NameError which cells to run again.

An IPython extension without an import of ours before there is something to say. The package's settings
for kernels load it (`etc/ipython/ipython_kernel_config.json`), so it is there before the first cell runs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.notebooks.reading import Cell

FORGOTTEN = (
    "The kernel does not know {names} yet: it remembers only what has run since it started. "
    "Run {cells}, then this cell again."
)
ALL_ABOVE = "all cells above: Run > Run All Above Selected Cell"
_SOME = 4
"""How many cells are named at most."""


def load_ipython_extension(shell: Any) -> None:
    """Look at each cell that has run in a kernel. IPython calls this."""
    shell.events.register("post_run_cell", _after)


def _after(result: Any) -> None:
    error = result.error_in_exec
    if type(error) is not NameError or not error.name:
        return
    from autograder.notebooks.live import is_executed_by_nbgrader, open_notebook
    from autograder.notebooks.reading import UnreadableNotebook, read_code
    from autograder.notebooks.syllabus import assignment_by_name, assignments_near

    file = open_notebook()
    if file is None or is_executed_by_nbgrader():
        return
    if assignment_by_name(file, assignments_near(file.parent)) is None:
        return
    try:
        cells = read_code(file)
    except UnreadableNotebook:
        return
    kernel = sys.modules["__main__"].__dict__
    sentence = what_to_run(error.name, result.info.raw_cell, cells, kernel)
    if sentence:
        print(sentence)


def what_to_run(name: str, source: str, cells: list[Cell], namespace: dict[str, Any]) -> str:
    """Which cells to run before one that ended in a NameError; "" if none of them sets the name.

    Args:
        name: the name that Python did not find.
        source: the code of the cell that ended in the error.
        cells: the notebook's cells of code, as saved.
        namespace: what the kernel knows.
    """
    from autograder.feedback.phrases import listed
    from autograder.notebooks.program import Program
    from autograder.notebooks.reading import Cell

    program = Program.of(cells)
    if not program.binds(name):
        return ""
    cell = Program.of([Cell("", source)])
    read = {n for s in cell.statements for n in s.reads if not cell.binds(n)}
    missing = [n for n in sorted({name, *read}) if program.binds(n) and n not in namespace]
    numbers = {
        statement.cell
        for each in missing
        for statement in program.needed(each)
        if statement.effects.binds - namespace.keys()
    }
    above = [cells[number].source for number in sorted(numbers) if cells[number].source != source]
    if not above:
        return ""
    named = [f"the cell that begins with `{_first_line(each)}`" for each in above]
    return FORGOTTEN.format(
        names=listed([f"`{each}`" for each in missing]),
        cells=listed(named) if len(named) <= _SOME else ALL_ABOVE,
    )


def _first_line(source: str) -> str:
    return next((line.strip() for line in source.splitlines() if line.strip()), "")
