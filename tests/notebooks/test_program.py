"""What of a notebook is run for one exercise: all that it needs, and no more."""

from __future__ import annotations

import ast
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebooks import cell_code, program
from autograder.notebooks.links import Links
from autograder.notebooks.program import Program, read_for_all
from autograder.notebooks.reading import Cell, read_code
from tests.helpers.our_course import ASSIGNMENTS, COURSE

FIRST = "import numpy as np"


def run(*cells: str, name: str = "f", first: str = FIRST):
    """The namespace and the problem after what `name` needs has run."""
    namespace: dict = {"ran": []}
    ordinary = [Cell(str(number), source) for number, source in enumerate((first, *cells))]
    program = Program.of([*ordinary, Cell(f"check-{name}", f"check({name})")])
    return namespace, program.run(name, namespace).problem


def value(*cells: str, at=2.0):
    namespace, problem = run(*cells)
    assert problem is None, problem
    return namespace["f"](at)


NEEDED = {
    "a helper in an earlier cell": ("def g(z): return 2 * z", "def f(z): return g(z)"),
    "a helper in a later cell": ("def f(z): return g(z)", "def g(z): return 2 * z"),
    "a helper's helper": (
        "def h(z): return 2 * z",
        "def f(z): return g(z)",
        "def g(z): return h(z)",
    ),
    "two that call each other": (
        "def f(z, n=1): return g(z, n)",
        "def g(z, n): return z + z if n == 0 else f(z, n - 1)",
    ),
    "a global": ("FACTOR = 2", "def f(z): return FACTOR * z"),
    "a default argument": ("FACTOR = 2", "def f(z, factor=FACTOR): return factor * z"),
    "an annotation": ("Number = float", "def f(z: Number) -> Number: return 2 * z"),
    "a decorator": (
        "import functools",
        "def twice(g):\n    @functools.wraps(g)\n    def h(z):\n        return 2 * g(z)\n    return h",
        "@twice\ndef f(z): return z",
    ),
    "a lambda": ("g = lambda z: 2 * z", "f = lambda z: g(z)"),
    "np.vectorize": ("f = np.vectorize(lambda z: 2 * z)",),
    "functools.partial": (
        "from functools import partial",
        "def g(a, z): return a * z",
        "f = partial(g, 2)",
    ),
    "an alias": ("def my_f(z): return 2 * z", "f = my_f"),
    "a tuple of names": ("f, g = (lambda z: 2 * z), None",),
    "a class": (
        "class Base:\n    factor = 2",
        "class Layer(Base):\n    def __call__(self, z): return self.factor * z",
        "f = Layer()",
    ),
    "a class used inside": ("class A:\n    k = 2", "def f(z): return A().k * z"),
    "a global name bound in a class": ("class A:\n    global f\n    f = lambda z: 2 * z",),
    "a star import": ("from numpy import *", "def f(z): return multiply(2, z)"),
    "an import in a later cell": ("def f(z): return math.floor(2 * z)", "import math"),
    "an import with a fallback": (
        "try:\n    from nowhere import twice\nexcept ImportError:\n    def twice(z): return 2 * z",
        "def f(z): return twice(z)",
    ),
    "a choice": (
        "FAST = True",
        "if FAST:\n    def f(z): return 2 * z\nelse:\n    def f(z): return z",
    ),
    "a loop that fills a table": (
        "T = {}\nfor k in (1, 2):\n    T[k] = k",
        "def f(z): return T[2] * z",
    ),
    "a comprehension": ("K = [1, 1]", "def f(z): return sum(k * z for k in K)"),
    "a comprehension at the top": (
        "N = 2",
        "K = [1 for _ in range(N)]",
        "def f(z): return len(K) * z",
    ),
    "a walrus at the top": ("print(K := 2)", "def f(z): return K * z"),
    "a walrus in a comprehension": ("[K := k for k in (1, 2)]", "def f(z): return K * z"),
    "with": (
        "import contextlib\nwith contextlib.suppress(OSError):\n    K = 2",
        "def f(z): return K * z",
    ),
    "a nested function": ("K = 2", "def f(z):\n    def g():\n        return K * z\n    return g()"),
    "an assignment with an annotation": ("K: int = 2", "def f(z): return K * z"),
    "an augmented assignment": ("K = 1", "K += 1", "def f(z): return K * z"),
    "a table altered in place": ("T = {'k': 1}", "T['k'] = 2", "def f(z): return T['k'] * z"),
    "a table updated": ("T = {'k': 1}", "T.update(k=2)", "def f(z): return T['k'] * z"),
    "a list appended to": ("L = [1]", "L.append(1)", "def f(z): return sum(L) * z"),
    "an entry deleted": ("L = [1, 1, 1]", "del L[0]", "def f(z): return sum(L) * z"),
    "an attribute set": ("def f(z): return f.k * z", "f.k = 2"),
    "a default changed": ("def f(z, k=1): return k * z", "f.__defaults__ = (2,)"),
    "a function wrapped later": ("def f(z): return z", "old = f", "f = lambda z: 2 * old(z)"),
    "a module patched": ("import math", "math.tau = 2", "def f(z): return math.tau * z"),
    "a method patched": ("class A: pass", "A.k = lambda self: 2", "def f(z): return A().k() * z"),
    "a global set by a function": (
        "def setup():\n    global K\n    K = 2",
        "setup()",
        "def f(z): return K * z",
    ),
    "a global set by a function's helper": (
        "def inner():\n    global K\n    K = 2",
        "def setup(): inner()",
        "setup()",
        "def f(z): return K * z",
    ),
    "a counter": ("K = 0", "def f(z):\n    global K\n    K += 2\n    return K * z"),
    "names by text": ("globals()['K'] = 2", "def f(z): return K * z"),
    "exec": ("exec('K = 2')", "def f(z): return K * z"),
    "setattr": ("def f(z): return f.k * z", "setattr(f, 'k', 2)"),
    "the last definition": ("def f(z): return z", "def f(z): return 2 * z"),
    "in a check cell": ("def f(z): return 2 * z\ncheck(f)",),
    "after a failing cell": ("1 / 0\nundefined_name", "def f(z): return 2 * z"),
    "above a failing line": ("def f(z): return 2 * z\nplot(undefined)",),
    "async for company": ("async def g(): pass", "def f(z): return 2 * z"),
    "match": ("match 2:\n    case K: pass", "def f(z): return K * z"),
    "a form feed and odd line ends": ("def f(z):\r\n    return 2 * z\r\n\x0c",),
    "another language's letters": ("faktör = 2", "def f(z): return faktör * z"),
}


@pytest.mark.parametrize("cells", NEEDED.values(), ids=NEEDED)
def test_all_that_is_needed_is_run(cells) -> None:
    assert value(*cells) == 4.0


MAGICS = {
    "a line magic": "%matplotlib inline\ndef f(z): return 2 * z",
    "a cell magic": "%%time\ndef f(z): return 2 * z",
    "a shell line": "!pip install numpy\ndef f(z): return 2 * z",
    "a question": "np.exp?\ndef f(z): return 2 * z",
    "a question first": "?np.exp\ndef f(z): return 2 * z",
    "a question last": "g = 2\n\ndef f(z): return g * z\n\nf?",
    "two questions": "np.exp??\ndef f(z): return 2 * z",
    "inside a block": "if True:\n    %time 1 + 1\ndef f(z): return 2 * z",
    "alone in a function": "def g():\n    !ls\ndef f(z): return 2 * z",
    "assigned": "files = !ls\nt = %timeit -o 1\ndef f(z): return 2 * z",
    "beside a comment that asks": "%time 1\ndef f(z):\n    # is this right?\n    return 2 * z",
    "beside a docstring that asks": '%time 1\ndef f(z):\n    """Is it\n    right?\n    """\n    return 2 * z',
    "beside a remainder": "%time 1\ndef f(z):\n    return (2 * z\n            % 100)",
    "beside a strange line end": '%time 1\ndef f(z):\n    s = "a\u2028b\x0c?"\n    return 2 * z',
}


@pytest.mark.parametrize("cell", MAGICS.values(), ids=MAGICS)
def test_magics_and_shell_lines_are_passed_over(cell) -> None:
    assert value(cell) == 4.0


def test_line_numbers_stay_those_of_the_cell_beside_magics() -> None:
    namespace, _ = run("%time 1\n\ndef f(z):\n    return z / 0")
    with pytest.raises(ZeroDivisionError) as caught:
        namespace["f"](1.0)
    assert caught.traceback[-1].lineno + 1 == 4


NOT_NEEDED = {
    "a slow cell": "while True: pass",
    "a plot": "ran.append('plot')",
    "a call": "print(f(1.0), ran.append('call'))",
    "a check": "check(f)",
    "another's helper": "other = ran.append('other')",
    "a loop": "for i in range(3):\n    ran.append(i)",
    "an exit": "raise SystemExit",
    "a use of a name that is local to the function": "z = ran.append('z')",
    "a use of an attribute's name": "shape = ran.append('shape')",
    "a method of the same name": "class C:\n    ran.append('class')\n    def f(self): pass",
}


@pytest.mark.parametrize("cell", NOT_NEEDED.values(), ids=NOT_NEEDED)
def test_what_is_not_needed_is_not_run(cell) -> None:
    namespace, problem = run(
        cell, "def f(z):\n    z = 2 * z\n    return np.reshape(z, z.shape)", cell
    )
    assert problem is None
    assert namespace["ran"] == []


def test_what_only_another_function_needs_is_not_run() -> None:
    namespace, problem = run("K = ran.append(1)", "def g(): return K", "def f(z): return z")
    assert problem is None
    assert namespace["ran"] == []
    assert "g" not in namespace


def test_a_cell_that_cannot_be_read_is_told_with_its_line() -> None:
    _, problem = run("x = 1\ndef f(z)\n    return z")
    assert (problem.kind, problem.line, problem.where) == ("syntax", "def f(z)", "2")
    assert "expected ':'" in problem.text


def test_a_lambda_in_a_cell_that_cannot_be_read_is_known_by_the_cells_name() -> None:
    program = Program.of([Cell("f", "f = lambda z: (2 * z")])
    assert program.run("f", {}).problem.kind == "syntax"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("x = 1\n\ndef f(z, z):\n    return z", "3"),
        ("x = 1\n\ndef f(z):\n    y = K\n    global K\n    return z", "5"),
        ("x = 1\n\n\ndef f(z):\n    nonlocal z\n", "5"),
    ],
)
def test_mistakes_beyond_the_grammar_are_told_with_their_line(source, line) -> None:
    _, problem = run(source)
    assert (problem.kind, problem.where) == ("syntax", line)


def test_a_stray_return_below_a_function_does_not_cost_it() -> None:
    assert value("def f(z): return 2 * z\n\nreturn 3") == 4.0


def test_a_broken_cell_costs_no_other() -> None:
    assert value("def g(z:\n    pass", "def f(z): return 2 * z") == 4.0


def test_a_broken_cell_is_what_is_told_where_its_function_is_missing() -> None:
    _, problem = run("def f(z): return 2 *", "g = f")
    assert problem.kind == "syntax"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("g = 1", "missing"),
        ("f = 3", "not a function"),
        ("f = undefined(1)", "raised"),
        ("f = exit()", "exit"),
        ("def f(z): pass\ndel f", "missing"),
    ],
)
def test_why_a_function_is_not_there(source, kind) -> None:
    assert run(source)[1].kind == kind


def test_no_cells_at_all() -> None:
    assert Program.of([]).run("f", {}).problem.kind == "missing"


HOSTILE = {
    "a null": "x = '\0'",
    "too deep to parse": "x = " + "(" * 5000 + ")" * 5000,
    "too long a sum": "x = " + "+".join("1" * 20_000),
    "too deep a list": "x = " + "[" * 150 + "]" * 150,
    "too deep to follow": "x = a" + ".b" * 800,
    "a text too deep to follow": "exec('x = a" + ".b" * 800 + "')",
    "an unknown coding": "# -*- coding: nonsense -*-\nx = 1",
    "half a character": "x = '\ud800'",
    "a name that is no name": "def \u202e(z): pass",
    "tabs and spaces": "if 1:\n\tx = 1\n        y = 2",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_cell_costs_only_itself(source) -> None:
    assert value(source, "def f(z): return 2 * z") == 4.0


def test_a_name_is_followed_once_however_many_use_it(monkeypatch) -> None:
    followed: list[str] = []
    standing = Links._standing

    def noted(self, name, *places):
        followed.append(name)
        return standing(self, name, *places)

    monkeypatch.setattr(Links, "_standing", noted)
    many = [f"def f{i}(): return x, f{i + 1}()" for i in range(9)]
    program = Program.of([Cell("1", "x = []\nx = [1]\n" + "\n".join(many))])
    program.needed("f0")
    assert len(followed) == len(set(followed)) > 9


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_can_be_a_cell(cells) -> None:
    Program.of(Cell(str(i), source) for i, source in enumerate(cells)).needed("f")


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "def f(z):",
            "\n",
            "    ",
            "return",
            " z",
            "\n%time",
            "!",
            "?",
            "global f",
            "=",
            "(",
            ")",
            "lambda",
            ":",
            "'''",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.lists(FRAGMENTS, max_size=3))
def test_any_code_can_be_a_cell(cells) -> None:
    program = Program.of(Cell(str(i), source) for i, source in enumerate(cells))
    for problem in program.broken.values():
        assert problem.kind == "syntax"


def test_the_order_is_the_notebooks() -> None:
    namespace, _ = run("K = 1", "def f(z): return K", "K = 2", "J = 5", "K = K + 1")
    assert namespace["f"](0) == 3
    assert "J" not in namespace


def test_statements_see_the_cells_own_lines_in_errors() -> None:
    import linecache

    namespace, _ = run("def f(z):\n    return z @ z")
    code = namespace["f"].__code__
    assert linecache.getline(code.co_filename, 2).strip() == "return z @ z"
    assert re.fullmatch(r"<cell .*1>", code.co_filename)


def test_numpy_is_not_imported_twice_over() -> None:
    namespace, _ = run("def f(z): return np.exp(z)")
    assert namespace["np"] is np


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_exercise_of_the_course_needs_a_figure(assignment) -> None:
    path = COURSE.solutions / assignment / f"{assignment}.ipynb"
    program = Program.of(read_code(path))
    for name in ASSIGNMENTS[assignment]:
        drawing = [s for s in program.needed(name) if s.reads & {"plt", "show"}]
        assert not [s for s in drawing if not s.defines], name


# Cells that are read once for many notebooks.


@pytest.fixture
def nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test reads for all programs is gone after it."""
    monkeypatch.setattr(program, "_kept", {})
    monkeypatch.setattr(cell_code, "_kept", {})


def what_counts(cells: list[Cell]) -> dict[str, object]:
    """For each exercise, the statements that it needs, with what is known about them."""
    read = Program.of(cells)
    return {
        name: [
            (
                ast.dump(s.node, include_attributes=True),
                s.filename,
                s.cell,
                s.flags,
                s.reads,
                s.effects,
                s.inside,
                s.may_fail,
                s.texts,
            )
            for s in read.needed(name)
        ]
        for name in read.checks
    } | {"": read.broken}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
@pytest.mark.parametrize("above", ["", "from __future__ import annotations", "def broken("])
def test_cells_that_were_read_before_mean_the_same(assignment, above, nothing_read) -> None:
    own = read_code(COURSE.solutions / assignment / f"{assignment}.ipynb")
    cells = [Cell("new", above), *own, *own[:3], Cell("magic", "%time x = 1")]
    fresh = what_counts(cells)
    read_for_all(cell.source for cell in [*own[1:], Cell("", above), cells[-1]])
    assert cell_code._kept.keys() >= {cell.source for cell in own[1:]}
    assert what_counts(cells) == fresh
    assert what_counts(cells) == fresh


def test_what_was_read_before_counts_towards_the_limits(nothing_read) -> None:
    many = "\n".join(f"x{i} = {i}" for i in range(cell_code.MAX_STATEMENTS // 2))
    read_for_all([many])
    cells = [Cell("1", many), Cell("2", many), Cell("f", "def f(): pass")]
    assert [*Program.of(cells).broken] == ["f"]


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_cell_can_be_read_before(source, nothing_read) -> None:
    read_for_all([source])
    assert value(source, "def f(z): return 2 * z") == 4.0


def test_what_a_function_makes_in_each_call_is_no_state_of_it() -> None:
    namespace, problem = run(
        "def pairs(z): return tuple(z * k for k in range(2))",
        "ran.append('an experiment'); pairs(1.0)",
        "def f(z): return pairs(z)",
    )
    assert problem is None
    assert namespace["ran"] == []
