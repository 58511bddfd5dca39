"""The grader meets what `check` meets where the notebook is run in IPython down to it."""

from __future__ import annotations

import os

import pytest

from autograder.notebooks.reading import CHECK, Cell
from autograder.sandbox.submission import Worker

from .compare import differences, smallest
from .notebook import Notebook, make, question
from .our_notebooks import verdict_differences
from .pieces import CALLS, CHANGES, FORMS, NOISE, PLAYED, USED
from .truth import truths

SEED = 1
BATCHES, OF = 8, 25

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks for each notebook")


def found(numbers: range, worker: Worker | None = None) -> str:
    """The differences of some notebooks, each as small as it gets."""
    seen = [each for number in numbers for each in differences(make(f"{SEED}-{number}"), worker)]
    return "\n\n".join(str(smallest(each, worker)) for each in seen[:3])


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_grader_meets_what_check_meets(batch: int) -> None:
    told = found(range(batch * OF, (batch + 1) * OF))
    assert not told, f"\n{told}"


def test_so_does_a_worker_in_its_sandbox() -> None:
    with Worker() as worker:
        told = found(range(10_000, 10_008), worker)
    assert not told, f"\n{told}"


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=[pytest.mark.slow] if n > 1 else []) for n in range(20)]
)
def test_our_own_notebooks_get_the_same_verdicts(seed: int) -> None:
    told = "\n\n".join(verdict_differences(seed))
    assert not told, f"\n{told}"


def test_a_seed_tells_the_whole_notebook() -> None:
    assert make("7") == make("7")
    assert make("7") != make("8")


def test_every_piece_comes_up() -> None:
    seen = {piece for number in range(3000) for piece in make(number).pieces}
    kinds = {
        "": USED,
        "form: ": FORMS,
        "played: ": PLAYED,
        "noise: ": NOISE,
        "change: ": CHANGES,
        "call: ": CALLS,
    }
    assert {kind + name for kind, names in kinds.items() for name in names} <= seen


def of_f(*cells: str) -> list:
    """What IPython finds for `f(2)`: the values, or the kinds of problem."""
    named = tuple(
        Cell(CHECK + "f" if source == "check(f)" else str(number), source)
        for number, source in enumerate(cells)
    )
    notebook = Notebook(named, (question("f"),))
    accepted = truths(notebook.cells, notebook.questions)["f"]
    first = [outcomes[0] for outcomes in accepted]
    return [one.value if one.problem is None else one.problem.kind for one in first]


TRUTHS = {
    "what is bound anew below does not count": (
        ["k = 2", "def f(x): return k * x", "check(f)", "k = 5", "def f(x): return 0"],
        {4},
    ),
    "a check above its function may stand below it": (
        ["k = 1", "check(f)", "k = 2\ndef f(x): return k * x", "f = f(2)"],
        {"not a function", 4},
    ),
    "a check neither calls nor ends its cell": (
        [
            "from autograder import check",
            "seen = [1]\ndef mse(p, y): seen.append(1)",
            "check(mse)\nk = 2",
            "def f(x): return k * x * len(seen)",
            "check(f)",
        ],
        {4},
    ),
    "a helper below is found": (
        ["def f(x): return g(x)", "check(f)", "def g(x): return x + 1"],
        {3},
    ),
    "and has the other names as they were": (
        ["k = 2", "def f(x): return g(x)", "check(f)", "k = 5", "def g(x): return k * x"],
        {4},
    ),
    "what it changes above may count or not": (
        ["k = [1]", "def f(x): return sum(k) + g", "check(f)", "g = 5\nk.append(2)"],
        {6, 8},
    ),
    "what changes it there counts, or not": (
        [
            "k = [1]",
            "def f(x): return sum(k) + sum(g)",
            "check(f)",
            "g = [5]",
            "k[0] += 2",
            "g += [9]",
        ],
        {15, 17},
    ),
    "what it takes from an iterator above may count or not": (
        ["k = iter([1, 2])", "def f(x): return next(k) + g", "check(f)", "g = 5\nnext(k)"],
        {6, 7},
    ),
    "what a cache remembers from below may count or not": (
        [
            "from functools import lru_cache\nk = 1",
            "@lru_cache\ndef h(x): return k",
            "def f(x): return h(x) + g",
            "check(f)",
            "k, g = 5, 0\nh(2)",
        ],
        {1, 5},
    ),
    "a check in a block judges nothing either": (
        [
            "from autograder import check",
            "def mse(p, y): return 0",
            "if True:\n    check(mse)\n    k = 2",
            "def f(x): return k * x",
            "check(f)",
        ],
        {4},
    ),
    "a name that comes after another error may be looked for below": (
        ["def f(x): return (1).k + g", "check(f)", "g = 5"],
        {"raised"},
    ),
    "a helper's helper below is found": (
        ["def f(x): return g(x)", "check(f)", "def g(x): return h(x)", "def h(x): return 7"],
        {7},
    ),
    "a name that is nowhere is missing": (["def f(x): return g(x)", "check(f)"], {"raised"}),
    "so is a function that is nowhere": (["x = 1", "check(f)"], {"missing"}),
    "a cell stops where it fails": (
        ["k = 2", "k = 3\n1 / 0\nk = 4", "def f(x): return k * x", "check(f)"],
        {6},
    ),
    "a cell that cannot be read does nothing": (
        ["k = 2", "k = 3\nk =", "def f(x): return k * x", "check(f)"],
        {4},
    ),
    "a name deleted and bound again below may be found or not": (
        ["k = 2", "del k", "def f(x): return k * x", "check(f)", "k = 5"],
        {10, "raised"},
    ),
    "a name that is looked for in globals() may be found below or not": (
        ["def f(x): return globals()['k'] * x", "check(f)", "k = 5"],
        {10, "raised"},
    ),
    "prompts, magics and await are read": (
        [
            ">>> k = 1",
            "    k += 1",
            "%time k += 1",
            "k += await f2()",
            "async def f2(): return 1",
            "k += await f2()",
            "def f(x): return k * x",
            "check(f)",
        ],
        {8},
    ),
}


@pytest.mark.parametrize(("cells", "expected"), TRUTHS.values(), ids=TRUTHS)
def test_what_counts_as_true(cells: list[str], expected: set) -> None:
    assert set(of_f(*cells)) == expected


def test_a_difference_is_told_in_as_few_lines_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    from . import compare

    def without_the_constant(cells, asked, worker=None):
        return truths([cell for cell in cells if "k = 3" not in cell.source], [asked])["f"][-1]

    monkeypatch.setattr(compare, "judged", without_the_constant)
    sources = ["import math", "a = 1\nk = 3\nb = 2", "def f(x):\n    y = 1\n    return x * k"]
    cells = [Cell(str(number), source) for number, source in enumerate(sources)]
    cells += [Cell("check-f", "check(f)"), Cell("last", "print(1)")]
    [difference] = differences(Notebook(tuple(cells), (question("f"),)))
    small = [cell.source for cell in smallest(difference).notebook.cells if cell.source]
    assert small == ["k = 3", "def f(x):\n    return k"]
    assert "name 'k' is not defined" in str(difference)
