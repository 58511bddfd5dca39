"""A function is what it is when the notebook has run from its top to the function's check cell."""

from __future__ import annotations

import time

import numpy as np
import pytest

from autograder.feedback.problems import problem_sentence
from autograder.model import Case, Outcome
from autograder.notebooks.program import Program
from autograder.notebooks.reading import Cell
from autograder.sandbox.notebook_builtins import check
from autograder.sandbox.protocol import split_frames, unpack_outcome
from autograder.sandbox.task import Task, answer

CHECK = "check(f)"


def outcome(*cells: str, z=2.0) -> Outcome:
    """What f of a notebook gives; the cell `check(f)` is its check cell."""
    named = [
        Cell("check-f" if source == CHECK else str(number), source)
        for number, source in enumerate(("import numpy as np", *cells))
    ]
    task = Task(
        exercise="f",
        builds_on=[],
        program=Program.of(named),
        cases=[(Case({"z": z}), {})],
        earlier={},
        right=[],
        test="",
        seconds=5.0,
        patience=40.0,
        memory=2**30,
        reply=2**20,
    )
    written: list[bytes] = []
    answer(task, written.append)
    [message] = split_frames(b"".join(written))
    return unpack_outcome(message)


def told(*cells: str) -> str:
    """The sentence on why f of a notebook gives no value."""
    problem = outcome(*cells).problem
    assert problem is not None
    return problem_sentence(problem, "f")


TWICE = "def f(z): return 2 * z"

FOUR = {
    "a star import above": ("from numpy import *", "def tanh(z): return 2 * z", "f = tanh", CHECK),
    "a star import below": (
        "def log(z): return 2 * z",
        "def f(z): return log(z)",
        CHECK,
        "from numpy import *",
    ),
    "a star import below that has the helper": (
        "def f(z): return multiply(2, z)",
        CHECK,
        "from numpy import *",
    ),
    "a helper bound again below": (
        "def gradient(z): return 2 * z",
        "def f(z): return gradient(z)",
        CHECK,
        "gradient = [1, 2]",
    ),
    "a number bound again below": ("size = 2", "def f(z): return size * z", CHECK, "size = 20"),
    "a module bound again below": ("def f(z): return np.multiply(2, z)", CHECK, "np = 5"),
    "a module patched below": (
        "def f(z): return np.multiply(2, z)",
        CHECK,
        "np.multiply = np.add\nnp.multiply(3, 3)",
    ),
    "a table changed below": ("T = [2]", "def f(z): return T[0] * z", CHECK, "T[0] = 20"),
    "a builtin hidden below": ("def f(z): return sum([z, z])", CHECK, "sum = 0"),
    "the function bound again below": (TWICE, CHECK, "def f(z): return 0"),
    "the function deleted below": (TWICE, CHECK, "del f"),
    "a helper below": ("def f(z): return g(z)", CHECK, "def g(z): return 2 * z"),
    "a helper below that needs a name from above": (
        "K = 2",
        "def f(z): return g(z)",
        CHECK,
        "def g(z): return K * z",
    ),
    "a helper below and what is bound again beside it": (
        "K = 2",
        "def f(z): return K * h(z)",
        CHECK,
        "K, h = 20, lambda z: z",
    ),
    "a helper below, and a list that is changed beside it": (
        "T = [2]",
        "def f(z): return T[0] * g(z)",
        CHECK,
        "def g(z): return z\nT[0] = 20\nT.append(g(3))",
    ),
    "a list below, and an object that is changed beside it": (
        "class Net:\n    k = 0\n    def __lshift__(self, n): self.k += n\nnet = Net()",
        "def h(z):\n    net << 1\n    return z",
        "def f(z): return loss[0] * h(z) if net.k < 90 else 0",
        CHECK,
        "loss = [2]",
        "assert [f(3) for _ in range(200)]",
    ),
    "a name looked for below, and an iterator that is used beside it": (
        "T = iter([2, 3, 4])",
        "before = f\ndef f(*args): return before(*args)",
        "def f(z): return next(T) * z",
        CHECK,
        "from math import *",
        "f = f(2)",
    ),
    "a helper below, and a default that is changed beside it": (
        "def seen(x, kept=[1]): return kept\ndef log(k): seen(0).append(k)",
        "def f(z): return g(z)",
        CHECK,
        "log(7)",
        "def g(z): return 2 * z if sum(seen(0)) < 5 else 0",
    ),
    "a helper below, and a closure that counts beside it": (
        "def counter():\n    n = [0]\n    def count():\n        n[0] += 1\n        return n[0]\n"
        "    return count\ncount = counter()",
        "def f(z): return g(z)",
        CHECK,
        "count()",
        "def g(z): return 2 * z if count() == 1 else 0",
    ),
    "a check cell above the function": (CHECK, TWICE, "z = 5"),
    "no check cell": ("K = 2", "def f(z): return K * z", "K = 20"),
    "a registry": (
        "KNOWN = {}\ndef register(name):\n    def keep(g):\n        KNOWN[name] = g\n        return g\n"
        "    return keep",
        "@register('stable')\ndef g(z): return 2 * z",
        "def f(z): return KNOWN['stable'](z)",
        CHECK,
    ),
    "a dict that a call fills": (
        "settings = {}\ndef fill(into): into['k'] = 2",
        "fill(settings)",
        "def f(z): return settings['k'] * z",
        CHECK,
    ),
    "a list that map fills": (
        "values = []",
        "list(map(values.append, [1, 2]))",
        "def f(z): return values[1] * z",
        CHECK,
    ),
    "a dict changed by another name": (
        "settings = {'k': 1}\nalias = settings",
        "alias['k'] = 2",
        "def f(z): return settings['k'] * z",
        CHECK,
    ),
    "a row changed in a loop": (
        "rows = [[1], [1]]",
        "for row in rows:\n    row[0] = 2",
        "def f(z): return rows[1][0] * z",
        CHECK,
    ),
    "a list filled by a method": (
        "class Bag:\n    def __init__(self): self.held = []\n    def keep(self, k): self.held.append(k)",
        "bag = Bag()",
        "bag.keep(2)",
        "def f(z): return bag.held[0] * z",
        CHECK,
    ),
    "a counter in a closure": (
        "def counter():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n        return n\n"
        "    return step",
        "count = counter()",
        "count()",
        "def f(z): return count() * z",
        CHECK,
    ),
    "a mutable default": (
        "def g(z, seen=[]):\n    seen.append(z)\n    return len(seen)",
        "g(0)",
        "def f(z): return g(0) * z",
        CHECK,
    ),
    "a generator that has begun": (
        "numbers = iter([1, 2])",
        "next(numbers)",
        "def f(z): return next(numbers) * z",
        CHECK,
    ),
    "an array shuffled through a view": (
        "table = np.zeros(2)",
        "view = table.reshape(2, 1)\nview[1] = 2",
        "def f(z): return table[1] * z",
        CHECK,
    ),
    "annotations that are never evaluated": (
        "from __future__ import annotations",
        "def f(z: Unknown) -> Nothing: return 2 * z",
        CHECK,
    ),
    "display": ("def f(z):\n    display(z)\n    return 2 * z", CHECK),
    "get_ipython": (
        "def f(z):\n    get_ipython().run_line_magic('time', 'pass')\n    return 2 * z",
        CHECK,
    ),
    "an indented cell": ("    K = 2\n    def f(z):\n        return K * z", CHECK),
    "prompts": (">>> K = 2\n>>> def f(z):\n...     return K * z", CHECK),
    "IPython's prompts": ("In [1]: K = 2\n\nIn [2]: def f(z):\n   ...:     return K * z", CHECK),
    "a shell line over two lines": (
        "!pip install \\\n  numpy\nK = 2",
        "def f(z): return K * z",
        CHECK,
    ),
    "a timed assignment": ("%time K = 2", "def f(z): return K * z", CHECK),
    "a timed cell": ("%%time\nK = 2", "def f(z): return K * z", CHECK),
    "a captured cell": ("%%capture out\nK = 2", "def f(z): return K * z", CHECK),
    "a timing loop that binds nothing": (
        "K = 2",
        "%%timeit\nK = 3",
        "def f(z): return K * z",
        CHECK,
    ),
    "a text that defines the function": ("exec('def f(z): return 2 * z')", CHECK),
    "a function that runs a text": (
        "def make(): exec('def g(z): return 2 * z', globals())",
        "make()",
        "def f(z): return g(z)",
        CHECK,
    ),
    "await": (
        "import asyncio\nasync def two(): return 2",
        "K = await two()",
        "def f(z): return K * z",
        CHECK,
    ),
    "a comprehension's name": (
        "k = 2\nsquares = [k for k in range(9)]",
        "def f(z): return k * z",
        CHECK,
    ),
    "a name deleted and found below": ("K = 3\ndel K", "def f(z): return K * z", CHECK, "K = 2"),
    "names in a text within a text": (
        "K = 2",
        "exec(\"def f(z): return globals()['K'] * z\")",
        CHECK,
    ),
    "what a function in a text changes": (
        "K = [1]",
        "def fill(): K.append(1)",
        "exec('def g(): fill()')",
        "h = lambda: g()",
        "h()",
        "def f(z): return sum(K) * z",
        CHECK,
    ),
    "a method in a text": (
        "exec('class Net:\\n    k = 1\\n    def step(self): self.k += 1')",
        "net = Net()",
        "net.step()",
        "def f(z): return net.k * z",
        CHECK,
    ),
    "await in what is timed": (
        "async def g(): return 3",
        "K = 2",
        "%time K = await g()",
        "%%time\nK = await g()",
        "import asyncio",
        "%%time\nhalf = 1\nawait asyncio.sleep(0)\nK = 3\n",
        "%%time\nhalf = 2\nawait asyncio.sleep(0)",
        "def f(z): return K * half * z / 2",
        CHECK,
    ),
    "a check does not call": (
        "from autograder import check",
        "seen = []",
        "def mse(p, y):\n    seen.append(1)\n    return 2 * p",
        "check(mse)",
        "def f(z): return mse(z, z) * len(seen)",
        CHECK,
    ),
    "a check in a block ends no cell": (
        "from autograder import check",
        "def mse(p, y): return 0",
        "if True:\n    check(mse)\n    K = 2",
        "def f(z): return K * z",
        CHECK,
    ),
    "a function that is replaced by data": (
        "def table(): pass",
        "table = np.ones(4)\npart = table.reshape(2, 2)",
        "part[0, 0] += 1",
        "def f(z): return table[0] * z",
        CHECK,
    ),
    "an attribute that can't be set ends its cell": (
        "K = 2",
        "nothing.f = lambda z: z\nK = 3",
        "def f(z): return K * z",
        CHECK,
    ),
    "a return in what is timed": (
        "K = 2",
        "%%time\nK = 3\nreturn K",
        "def f(z): return K * z",
        CHECK,
    ),
    "a check ends no cell": (
        "from autograder import check",
        "def mse(p, y): return 0",
        "check(mse)\nglobals()['K'] = 2",
        "def f(z): return K * z",
        CHECK,
    ),
    "a check of a name that is not there ends its cell": (
        "from autograder import check",
        "K = 2",
        "check(mse)\nK = 3",
        "def f(z): return K * z",
        CHECK,
    ),
    "a check of one's own": (
        "K = []",
        "def check(x): K.append(x)",
        "check(2)",
        "def f(z): return K[0] * z",
        "check(f)",
    ),
    "a name that is used only where a cell has ended": (
        "old = f\ndef f(*args): return old(*args) * 2",
        "def g(z, seen=[]):\n    seen.append(1)\n    return 2 * z * len(seen)",
        "def f(z): return g(z)",
        CHECK,
        "table = {k: f(2) for k in range(3)}",
    ),
    "a helper's name in an older version of a helper": (
        "import math\nmath.tau = 2",
        "def g(z): return h(z)",
        "def f(z): return g(z) * math.tau",
        "def g(z): return z",
        CHECK,
        "math.tau = 3",
        "def h(z): return math.tau",
    ),
    "a value's name in an older version of a helper": (
        "def g(z): return h(values)",
        "def f(z): return g(z)",
        "def g(z, seen=[]):\n    seen.append(1)\n    return 2 * z * len(seen)",
        CHECK,
        "values = {k: f(2) for k in range(3)}",
    ),
    "a helper below, of an older version that was kept": (
        "def g(z): return h(z)",
        "old = g",
        "def g(z): return old(z)",
        "def f(z): return g(z)",
        CHECK,
        "def h(z): return 2 * z",
    ),
    "a try of a function above, beside what is bound below": (
        "def g(z): return scale",
        "def again(z): return g(z)",
        "def f(z): return K * z",
        CHECK,
        "K = 1",
        "scale = 3",
        "tried = [again(2) for _ in range(3)]\nwhile K < 2:\n    K += 1",
    ),
    "a check above its function": (CHECK, "K = 1", "K = 2\ndef f(z): return K * z", "f = f(2)"),
    "a cell that ends early": ("K = 2\n1 / 0\nK = 3", "def f(z): return K * z", CHECK),
    "a package that is not here": ("import not_here\nK = 2", "def f(z): return K * z", CHECK),
    "a file that is not here": ("data = open('not here')\nK = 2", "def f(z): return K * z", CHECK),
    "a slow experiment above": (
        "import time\ntime.sleep(60)\nK = 2",
        "def f(z): return K * z",
        CHECK,
    ),
    "a file written by a cell": (
        "%%writefile made.txt\n2",
        "K = float(open('made.txt').read())",
        "def f(z): return K * z",
        CHECK,
    ),
}


@pytest.mark.parametrize("cells", FOUR.values(), ids=FOUR)
def test_it_is_the_function_that_the_student_saw(cells, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("autograder.check", check)
    found = outcome(*cells)
    assert found.problem is None, found.problem
    assert np.ravel(found.value) == [4.0]


def test_a_stub_is_not_replaced_by_a_star_import() -> None:
    problem = outcome(
        "from numpy import *", "def tanh(z): raise NotImplementedError\nf = tanh", CHECK, "1"
    ).problem
    assert problem is not None
    assert problem.kind == "unfinished"


def test_what_a_cell_would_do_after_an_error_is_not_done() -> None:
    assert told("def f(z): return K", "1 / 0\nK = 2", CHECK) == (
        "K is not defined, because `1 / 0` stops with ZeroDivisionError: division by zero. "
        "Something is divided by 0 there: print what you divide by."
    )


TOLD = {
    "a package": (
        ("import jax.numpy as jnp", "def f(z): return jnp.exp(z)", CHECK),
        "jnp is not defined, because `import jax.numpy as jnp` stops with ModuleNotFoundError: "
        "No module named 'jax'. NumPy and Python's own library are enough here.",
    ),
    "a constant": (
        ("LIMIT = 1 / 0", "def f(z): return LIMIT * z", CHECK),
        "LIMIT is not defined, because `LIMIT = 1 / 0` stops with ZeroDivisionError: division by "
        "zero. Something is divided by 0 there: print what you divide by.",
    ),
    "the function's own line": (
        ("def f(z, k=1 / 0): return z", CHECK),
        "Your line `def f(z, k=1 / 0): return z` stops with ZeroDivisionError: division by zero. "
        "Something is divided by 0 there: print what you divide by.",
    ),
}


@pytest.mark.parametrize(("cells", "sentence"), TOLD.values(), ids=TOLD)
def test_the_first_trouble_is_told(cells, sentence) -> None:
    assert told(*cells) == sentence


@pytest.mark.parametrize(
    "cell",
    [
        ">>> def f(z):\n...     return z / 0",
        "  def f(z):\n      return z / 0",
        ">>> %%capture out\n... def f(z):\n...     return z / 0",
    ],
)
def test_a_line_is_told_without_prompt_and_indentation(cell) -> None:
    assert told(cell, CHECK).startswith("Your line `return z / 0` stops with ZeroDivisionError")


def test_a_plot_above_costs_nothing() -> None:
    found = outcome(
        "import matplotlib.pyplot as plt",
        "x = np.linspace(0, 1)\nplt.plot(x, undefined)",
        "def g(z):\n    out = np.zeros_like(z)\n    out[:] = 2 * z\n    return out",
        "raise SystemExit(g(x))",
        "def f(z): return g(np.array([z]))",
        CHECK,
    )
    assert np.ravel(found.value) == [4.0]


CHAINS = {
    "numbers": lambda n: ["x0 = 1", *(f"x{i} = x{i - 1} + 1" for i in range(1, n))],
    "functions": lambda n: [
        "def x0(): 1",
        *(f"def x{i}(): return x{i - 1}()" for i in range(1, n)),
    ],
    "lists": lambda n: ["x0 = []", *(f"x{i} = x{i - 1}\nx{i}.append(1)" for i in range(1, n))],
    "one cell": lambda n: ["\n".join(["x0 = 1", *(f"x{i} = g(x{i - 1})" for i in range(1, n))])],
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_the_time_grows_with_the_code_and_not_with_its_square(chain) -> None:
    def seconds(n: int) -> float:
        cells = [*chain(n), f"def f(z): return x{n - 1}"]
        program = Program.of(Cell(str(number), source) for number, source in enumerate(cells))
        start = time.process_time()
        assert len(program.needed("f")) > n
        return time.process_time() - start

    longer, shorter = (min(seconds(n) for _ in range(3)) for n in (4000, 1000))
    assert longer < 10 * shorter  # 16 times if quadratic


def test_beyond_a_limit_cells_are_not_read() -> None:
    large = "x = 1\n" * 30_000
    program = Program.of(
        [Cell("1", TWICE), Cell("2", f"{large}def g(): 1"), Cell("3", "def h(): 1")]
    )
    assert program.run("f", {}).problem is None
    assert program.run("h", {}).problem is None
    problem = program.run("g", {}).problem
    assert problem is not None
    assert "too large" in problem.text


def test_many_special_lines_take_no_longer_than_others() -> None:
    cell = "%time 1\n" * 3000
    start = time.process_time()
    Program.of([Cell(str(number), cell) for number in range(100)])
    assert time.process_time() - start < 20
