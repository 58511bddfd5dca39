"""Runs the statements of a notebook that one exercise needs.

The result is what IPython would give if it ran the notebook from its top to the exercise's check cell.
Plots, experiments and calls of `check` are left out, so that they cost nothing.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import linecache
from collections.abc import Collection, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from autograder.model import Problem
from autograder.notebooks.cell_code import MAX_CODE, Reader, keep
from autograder.notebooks.errors import Interrupted, problem_of, time_limit
from autograder.notebooks.links import NOTHING, Links, Needed
from autograder.notebooks.reading import CHECK, Cell, checked_in, defined_names
from autograder.notebooks.statement import Statement
from autograder.notebooks.unchanged import unchanged

_SECONDS_BESIDE = 2.0
_OF_THIS_COMPUTER = (ImportError, OSError, EOFError, MemoryError, Interrupted)
"""Errors that a student may not have met: packages, files, the network, input, memory, time."""

_kept: dict[ast.stmt, Statement] = {}


@dataclass
class Program:
    """The statements of a notebook in order, and the cells that could not be parsed.

    `checks` has the number of the cell that checks each exercise, `cells` that of each cell by name.
    """

    statements: list[Statement] = field(default_factory=list)
    broken: dict[str, Problem] = field(default_factory=dict)
    checks: dict[str, int] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)
    _found: dict[tuple[frozenset[str], int], tuple[Needed, Needed]] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Iterable[Cell], origin: str = "") -> Program:
        """Parse cells. A cell with a syntax error goes into `broken`."""
        program, reader, flags = cls(), Reader(), 0
        by_id: dict[str, int] = {}
        for number, cell in enumerate(cells):
            filename = f"<cell {origin}{cell.name}>"
            program.cells[cell.name] = number
            _remember_lines(filename, cell.source)
            if cell.name.startswith(CHECK):
                by_id[cell.name.removeprefix(CHECK)] = number
            try:
                tree, lines = reader.read(cell.source, filename)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                problem = _syntax_problem(error, filename)
                for name in {cell.name, *defined_names(cell.source[:MAX_CODE])}:
                    program.broken[name] = problem
                continue
            program.checks |= dict.fromkeys(checked_in(cell.source), number)
            _remember_lines(filename, lines)
            for node in tree.body:
                flags |= _future_flags(node)
                kept, place = _kept.get(node), (filename, number, flags)
                program.statements.append(kept.at(*place) if kept else Statement(node, *place))
        program.checks |= by_id
        return program

    @cached_property
    def _links(self) -> Links:
        return Links(self.statements)

    def _end(self, name: str) -> int:
        """The number of the first statement below what counts for a function.

        That is its check cell. If there is none below the function, it is the end of the cell that
        defines it last.
        """
        binding = self._links.binding.get(name, [])
        cell = self.checks.get(name, -1)
        if not binding and cell < 0:
            return len(self.statements)
        if binding and self.statements[binding[0]].cell >= cell:
            defining = [number for number in binding if self.statements[number].defines]
            cell = self.statements[(defining or binding)[-1]].cell + 1
        return next(
            (n for n, s in enumerate(self.statements) if s.cell >= cell), len(self.statements)
        )

    def needed(self, *names: str) -> list[Statement]:
        """The statements that these functions depend on, in order. The first one's check cell counts."""
        end = self._end(names[0])
        above, below = self._around(names, end)
        chosen = above.wanted | below.wanted
        return [self.statements[number] for number in sorted(chosen)]

    def _around(self, names: Collection[str], end: int) -> tuple[Needed, Needed]:
        """What functions need above a place, and what below it for names not bound above."""
        key = frozenset(names), end
        if key not in self._found:
            self._found[key] = self._look_around(names, end)
        return self._found[key]

    def _look_around(self, names: Collection[str], end: int) -> tuple[Needed, Needed]:
        links, below = self._links, range(end, len(self.statements))
        known = {name for name, where in links.binding.items() if where[0] < end}
        lost = {*names, *links.looked_up(names, end)} - known - vars(builtins).keys()
        further = links.needed(lost, below) if lost else NOTHING
        return links.needed({*names, *further.names}, range(end)), further

    def read_for(self, names: Iterable[str]) -> None:
        """Look up what those of these functions need that it binds, so that later runs begin at once."""
        for name in self._links.binding.keys() & set(names):
            self.needed(name)

    @cached_property
    def texts(self) -> set[str]:
        """The texts in its code, which may name functions to load."""
        return set().union(*(statement.texts for statement in self.statements))

    def binds(self, name: str) -> bool:
        """Whether a statement of the notebook binds a name."""
        return name in self._links.binding

    def is_stub(self, name: str) -> bool:
        """Whether a function is defined as a stub, in which only NotImplementedError is raised."""
        end = self._end(name)
        places = [number for number in self._links.binding.get(name, []) if number < end]
        return bool(places) and self.statements[places[-1]].is_stub

    def source(self, name: str) -> str:
        """The code that defines a function above its check cell; "" if no single statement does."""
        end = self._end(name)
        places = [number for number in self._links.binding.get(name, []) if number < end]
        if not places or not self.statements[places[-1]].defines:
            return ""
        statement = self.statements[places[-1]]
        lines = linecache.getlines(statement.filename)
        return "".join(lines[statement.node.lineno - 1 : statement.node.end_lineno])

    def uses(self, name: str, others: Iterable[str]) -> bool:
        """Whether the statements that `name` needs may use one of these globals."""
        telling = set(others)
        return any(
            statement.reads & telling or statement.effects.dynamic or statement.inside.dynamic
            for statement in self.needed(name)
        )

    def run(self, name: str, namespace: dict[str, Any], others: Iterable[str] = ()) -> Run:
        """Run what a function, and others beside it, need in a namespace.

        What is bound below the function's check cell counts only for names that are not bound above.
        """
        run = self._run((name, *others), self._end(name), namespace)
        run.problem = self._problem(name, namespace, run)
        return run

    def run_cell(self, name: str, namespace: dict[str, Any]) -> tuple[Problem | None, Any]:
        """Run a cell, and before it what it needs of the cells above.

        Returns the problem that ended it, if there was one, or else the value of its last line.
        """
        if name in self.broken:
            return self.broken[name], None
        own = [n for n, s in enumerate(self.statements) if s.cell == self.cells[name]]
        used = {read for number in own for read in self.statements[number].reads}
        value = None
        if own:
            run = self._run(used, own[0], namespace)
        for number in own:
            try:
                value = self.statements[number].run(namespace)
            except (Exception, SystemExit, KeyboardInterrupt, Interrupted) as error:
                problem = _problem_of(error, self.statements[number])
                missing = getattr(error, "name", None) if isinstance(error, NameError) else None
                return run.explain(missing or "") or problem, None
        return None, value

    def _run(self, names: Collection[str], end: int, namespace: dict[str, Any]) -> Run:
        """Run what some names need above a place, and below it for names that are not bound above."""
        run = Run(namespace)
        above, below = self._around(names, end)
        run.all(self.statements, above)
        called = {*names, *self._links.looked_up(names, end, run.ran)}
        lost = {
            name
            for name in called | below.names
            if name not in namespace and not hasattr(builtins, name)
        }
        if any(self._links.may_bind(name, end) for name in lost & called):
            below = self._links.needed(lost, range(end, len(self.statements)))
            run.all(self.statements, self._links.needed(below.names, range(end)))
            with unchanged(namespace):
                run.all(self.statements, below)
        return run

    def _problem(self, name: str, namespace: dict[str, Any], run: Run) -> Problem | None:
        if callable(namespace.get(name)):
            return None
        if name in self.broken:
            return self.broken[name]
        if name in namespace:
            return Problem("not a function")
        return run.why_not(name) or Problem("missing")


def read_for_all(sources: Iterable[str]) -> None:
    """Read cells once for all programs that hold them, in this process and in those that it forks.

    It is for a course's own cells. What they say can be found in the memory of all these processes.
    """
    for source in sources:
        keep(source)
        for statement in Program.of([Cell("", source)]).statements:
            statement.look_into()
            _kept[statement.node] = statement


@lru_cache(maxsize=16)
def program_of(cells: tuple[Cell, ...], origin: str = "") -> Program:
    """The program of some cells, read once however often it is run."""
    return Program.of(cells, origin)


@dataclass
class Run:
    """A run of some statements: why the function is not there (`problem`), or other names are not.

    `ran` are the numbers of the statements that came to their end.
    """

    namespace: dict[str, Any]
    problem: Problem | None = None
    failed: dict[str, Problem] = field(default_factory=dict)
    skipped: dict[str, Problem] = field(default_factory=dict)
    ran: set[int] = field(default_factory=set)
    _lenient: bool = False
    _done: set[int] = field(default_factory=set)
    _ended: dict[int, Problem] = field(default_factory=dict)

    def all(self, statements: list[Statement], needed: Needed) -> None:
        """Run statements in order that have not run. An exception ends its cell, as in a notebook.

        Errors that the student may not have met end none.
        """
        for number in sorted((needed.wanted | needed.before) - self._done):
            self._done.add(number)
            statement = statements[number]
            if statement.cell in self._ended:
                problem = self._ended[statement.cell]
                self.skipped |= dict.fromkeys(statement.effects.binds, problem)
                continue
            wanted = number in needed.wanted
            try:
                with nullcontext() if wanted else time_limit(_SECONDS_BESIDE):
                    statement.run(self.namespace)
                self.ran.add(number)
            except (Exception, SystemExit, KeyboardInterrupt, Interrupted) as error:
                problem = _problem_of(error, statement)
                self.failed |= dict.fromkeys(statement.effects.binds, problem)
                self._lenient |= isinstance(error, _OF_THIS_COMPUTER)
                if not self._lenient:
                    self._ended[statement.cell] = problem

    def why_not(self, name: str) -> Problem | None:
        """Why a name is not defined, if a statement that should define it failed or did not run."""
        if name in self.failed:
            return self.failed[name]
        return self.explain(name)

    def explain(self, name: str) -> Problem | None:
        """Why a name that some code uses is not defined, as a problem of that code."""
        cause = self.failed.get(name) or self.skipped.get(name)
        if cause is None:
            return None
        return Problem("not defined", cause.text or cause.kind, cause.line, name)


def _problem_of(error: BaseException, statement: Statement) -> Problem:
    if isinstance(error, SyntaxError):
        return _syntax_problem(error, statement.filename)
    problem = problem_of(error)
    if problem.line or problem.kind != "raised":
        return problem
    line = linecache.getline(statement.filename, statement.node.lineno).strip()[:200]
    return Problem(problem.kind, problem.text, line, problem.where)


def _remember_lines(filename: str, source: str) -> None:
    """Let tracebacks show the lines of a cell."""
    lines = [line + "\n" for line in source.split("\n")]
    linecache.cache[filename] = (len(source), None, lines, filename)


def _future_flags(node: ast.stmt) -> int:
    """The compiler flags of `from __future__ import …`, which hold for all that follows in a notebook."""
    if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
        return 0
    features = [getattr(__future__, alias.name, None) for alias in node.names]
    return sum(getattr(feature, "compiler_flag", 0) for feature in features)


def _syntax_problem(error: Exception, filename: str) -> Problem:
    if not isinstance(error, SyntaxError):
        return Problem("syntax", "the cell is too large or too deeply nested to be read")
    number = error.lineno or 0
    line = linecache.getline(filename, number).strip() if error.filename == filename else ""
    return Problem("syntax", error.msg, line, str(number))
