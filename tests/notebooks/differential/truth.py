"""What `check` meets where a notebook is run in IPython, from its top to the check."""

from __future__ import annotations

import ast
import builtins
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import FunctionType
from typing import Any

from ipykernel.compiler import XCachingCompiler
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import SList
from traitlets.config import Config

import autograder
from autograder.model import Case, Exercise, Outcome
from autograder.notebooks.program import Program
from autograder.notebooks.reading import CHECK, Cell
from autograder.sandbox.submission import LiveSubmission

from . import contents
from .apart import apart

_MISSING = re.compile(r"NameError: name '(\w+)' is not defined")
_KEY = re.compile(r"KeyError: '(\w+)'")
_CELLS, _CELLS_SET_BACK, _STATEMENTS = "cells", "cells, set back", "statements"
_CHOSEN = "chosen statements"
_USED_OFTEN = """
import asyncio
from autograder.kernel import check
from numpy import *
import matplotlib.pyplot
%matplotlib inline
%matplotlib agg
%time await asyncio.sleep(0)
"""

Outcomes = list[Outcome]


class Kernel(InteractiveShell):
    """IPython as it is in a notebook's kernel, but without windows, programs and a history file."""

    def __init__(self, **options: Any) -> None:
        settings = Config()
        settings.HistoryManager.enabled = False
        settings.InteractiveShell.colors = "nocolor"
        shown = CapturingDisplayPublisher
        files = XCachingCompiler
        super().__init__(config=settings, display_pub_class=shown, compiler_class=files, **options)

    def enable_gui(self, gui: str | None = None) -> None:
        """Do as if there were a window system."""

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Show no errors, because nobody reads them."""

    def _format_exception_for_storage(self, *_: Any, **__: Any) -> list[str]:
        return []

    def _inspect(self, *_: Any, **__: Any) -> None:
        """Show no help."""

    def system(self, cmd: str) -> None:
        """Do as if the program had run."""

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> SList:
        """Do as if the program had run, and said nothing."""
        return SList()


AtCheck = Callable[[Kernel, list[Cell], list[Cell]], Any]
"""Asks something of a kernel that stands at a check, with the cells above and below it."""


@dataclass(frozen=True)
class Question:
    """An exercise of a notebook, and the cases to play."""

    exercise: Exercise
    cases: tuple[Case, ...]


def truths(
    cells: Sequence[Cell],
    questions: Iterable[Question],
    suits: Callable[[str, Outcomes], bool] = lambda name, outcomes: False,
) -> dict[str, list[Outcomes]]:
    """For each exercise, the outcomes of its cases, called when the notebook has run down to its check.

    There may be several, each of them as right as the others: see `_at_check`. The first that `suits`
    is the last that is looked for.
    """

    def at_check(kernel: Kernel, above: list[Cell], below: list[Cell], question: Question) -> Any:
        found = []
        for outcomes in _at_check(kernel, above, below, question):
            found.append(outcomes)
            if suits(question.exercise.name, outcomes):
                break
        return found

    return run_down(cells, {q.exercise.name: partial(at_check, question=q) for q in questions})


def run_down(cells: Sequence[Cell], at_checks: Mapping[str, AtCheck]) -> dict[str, Any]:
    """Run a notebook in IPython. At the check of each of these exercises, ask something of the kernel.

    Raises Lost if the notebook takes too long or ends the process.
    """
    _prepare()
    with tempfile.TemporaryDirectory() as folder:
        return apart(_run, folder, list(cells), at_checks)


@cache
def _prepare() -> None:
    """Load what many notebooks use before the first fork, so that each of them has it at once."""
    os.environ["MPLBACKEND"] = "agg"
    main = sys.modules["__main__"]
    Kernel.instance().run_cell(_USED_OFTEN, silent=True)
    Kernel.clear_instance()
    sys.modules["__main__"] = main
    for name in ("display", "__IPYTHON__"):  # the grader's functions have no IPython
        delattr(builtins, name)


def _unjudged(function: object, hint: int = 1) -> None:
    """Stand for `check`, which does not judge in a cell that the grader runs."""


def _run(folder: str, cells: list[Cell], at_checks: Mapping[str, AtCheck]) -> dict[str, Any]:
    os.chdir(folder)
    autograder.check = _unjudged  # type: ignore[attr-defined]
    kernel = Kernel.instance()
    found = {}
    for number, cell in enumerate(cells):
        name = cell.name.removeprefix(CHECK)
        if name == cell.name:
            kernel.run_cell(cell.source, store_history=True)
        elif name in at_checks:
            found[name] = at_checks[name](kernel, cells[:number], cells[number + 1 :])
        if len(found) == len(at_checks):
            break
    return found


def _at_check(
    kernel: Kernel, above: list[Cell], below: list[Cell], question: Question
) -> Iterator[Outcomes]:
    """The outcomes at this moment. A name that is bound only further down is found there.

    Students write helpers where they like. So where a name is missing, the cells further down are run
    too, and then each name that was bound before gets its value back. Whether what they change in
    place is set back too may be as it likes. As right is to run single statements, all or those that
    bind what is missing, each with all other names as they are now; or those that the grader runs. Where
    the missing name stood above as well, in a statement that failed or that was undone, it may also stay
    missing; so may one that a function looks for by `globals()["name"]`, or by a text in `exec`, and one
    that a function comes to only after another error. Where the function
    itself is bound only further down, its check may as well stand below the cell that defines it last.
    """
    now, missing = apart(_played, kernel, question, [], frozenset())
    bound_above = {name for cell in above for name in _bound_in(kernel, cell)}
    sought = frozenset(_sought(now, above)) | (_reached_later(kernel) & _bound_below(kernel, below))
    if not missing or missing & bound_above:
        yield now
    if not missing | sought:
        return
    missing, wanted = missing | sought, frozenset[str]()
    while not missing <= wanted:
        wanted |= missing
        later, missing = apart(_played, kernel, question, below, wanted)
    yield later
    for everything in (_CELLS, _CELLS_SET_BACK, _STATEMENTS):
        yield apart(_played, kernel, question, below, frozenset({everything}))[0]
    if question.exercise.name in bound_above:
        chosen = _chosen(question.exercise.name, [*above, _check_of(question), *below], len(above))
        outcomes, missing = apart(_played, kernel, question, chosen, frozenset({_CHOSEN}))
        if not missing:
            yield outcomes
    end = _end_of(question.exercise.name, kernel, below)
    if question.exercise.name not in bound_above and end:
        yield from apart(_further_down, kernel, above, below, question, end)


def _sought(outcomes: Outcomes, cells: list[Cell]) -> Iterator[str]:
    """The names that are not there where code looks for them by `globals()["name"]`, or a text for `exec`."""
    for problem in filter(None, (outcome.problem for outcome in outcomes)):
        for name in _KEY.findall(problem.text):
            if any(
                f"globals()['{name}']" in cell.source
                or (f"['{name}']" in cell.source and "exec(" in cell.source)
                for cell in cells
            ):
                yield name


def _reached_later(kernel: Kernel) -> set[str]:
    """The names that functions mention, and that are not bound."""
    functions = [f for f in kernel.user_ns.values() if isinstance(f, FunctionType)]
    named = {name for function in functions for name in function.__code__.co_names}
    return named - kernel.user_ns.keys() - vars(builtins).keys()


def _bound_below(kernel: Kernel, below: list[Cell]) -> set[str]:
    return {name for cell in below for name in _bound_in(kernel, cell)}


def _check_of(question: Question) -> Cell:
    return Cell(CHECK + question.exercise.name, "")


def _chosen(name: str, cells: list[Cell], check: int) -> list[Cell]:
    """The statements below a check that the grader runs for a function, each as a cell of its own.

    Which of them count is the grader's choice. What they do is for IPython to say.
    """
    needed = Program.of(cells).needed(name)
    return [Cell(str(n), ast.unparse(s.node)) for n, s in enumerate(needed) if s.cell > check]


def _end_of(name: str, kernel: Kernel, cells: list[Cell]) -> int:
    """The number of cells down to the one that defines a function last, or else binds it last."""
    bound = [
        (number, _defines(statement))
        for number, cell in enumerate(cells, 1)
        for statement in _statements(kernel, cell)
        if name in _bound(statement)
    ]
    return max([n for n, defines in bound if defines] or [n for n, _ in bound], default=0)


def _defines(statement: ast.stmt) -> bool:
    """Whether a statement is a function or a class, and no other value of its name."""
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Lambda)
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _further_down(
    kernel: Kernel, above: list[Cell], below: list[Cell], question: Question, end: int
) -> list[Outcomes]:
    """What is right if the check stood some cells further down."""
    for cell in below[:end]:
        kernel.run_cell(cell.source, store_history=True)
    return list(_at_check(kernel, above + below[:end], below[end:], question))


def _played(
    kernel: Kernel, question: Question, below: list[Cell], wanted: frozenset[str]
) -> tuple[Outcomes, frozenset[str]]:
    """Run what binds the wanted names further down, then play. Also returns the names found missing."""
    kept = dict(kernel.user_ns)
    visible = [value for name, value in kept.items() if not name.startswith("_")]
    set_back = contents.kept(visible) if wanted == {_CELLS_SET_BACK} else lambda: None
    errors: list[str] = []
    for cell in below:
        if wanted <= {_CELLS, _CELLS_SET_BACK, _CHOSEN}:
            kernel.run_cell(cell.source, store_history=True)
            continue
        for statement in _statements(kernel, cell):
            if (wanted | {"*"}) & {*_bound(statement), _STATEMENTS}:
                error = kernel.run_cell(ast.unparse(statement)).error_in_exec
                errors.append(f"{type(error).__name__}: {error}")
                kernel.user_ns.update(kept)
    kernel.user_ns.update(kept)
    for name in vars(builtins).keys() & (kernel.user_ns.keys() - kept.keys()):
        del kernel.user_ns[name]  # it was not missing
    set_back()
    outcomes = LiveSubmission(kernel.user_ns).run(question.exercise, list(question.cases))
    for problem in filter(None, (outcome.problem for outcome in outcomes)):
        missing = problem.kind == "missing"
        errors.append(f"NameError: name '{question.exercise.name}' is not defined" * missing)
        errors.append(problem.text)
    return outcomes, frozenset(name for error in errors for name in _MISSING.findall(error))


def _bound_in(kernel: Kernel, cell: Cell) -> Iterator[str]:
    for statement in _statements(kernel, cell):
        yield from _bound(statement)


def _statements(kernel: Kernel, cell: Cell) -> list[ast.stmt]:
    try:
        return ast.parse(kernel.transform_cell(cell.source)).body
    except (SyntaxError, ValueError):
        return []


def _bound(node: ast.AST) -> Iterator[str]:
    """The global names that a statement binds when it is run itself."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)
