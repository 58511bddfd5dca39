"""Exercises that are settled in one go have the verdicts that they have alone, and no others are settled."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import formula
from autograder.engine.ahead import play_ahead
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox import submission as submissions
from autograder.sandbox.isolation import LIMITED, Level
from autograder.sandbox.submission import WorkerSubmission
from tests.helpers.workers import without_workers


def _cases(rng: np.random.Generator) -> list[Case]:
    return [Case({"x": rng.normal(size=3)}) for _ in range(3)]


EXERCISES = [Exercise(name, ("x",), (formula(_cases),)) for name in ("once", "twice", "thrice")]
ORACLE = DictOracle(
    {"once": lambda x: x, "twice": lambda x: 2 * x, "thrice": lambda x: 3 * x}, seed=1
)
RIGHT = {
    "once": "def once(x): return 1 * x",
    "twice": "def twice(x): return 2 * x",
    "thrice": "def thrice(x): return 3 * x",
}
STUB = "def {}(x): raise NotImplementedError"


def settled(**changed: str) -> tuple[dict[str, str], dict[str, bool]]:
    """Of what is settled, the messages; and whether each exercise passes alone."""
    cells = [Cell(name, changed.get(name, source)) for name, source in RIGHT.items()]
    with WorkerSubmission(cells) as submission:
        found = play_ahead(EXERCISES, submission, ORACLE).settled
        alone = {e.name: examine(e, submission, ORACLE) for e in EXERCISES}
    for name, verdict in found.items():
        assert verdict == alone[name]
    return {n: v.message for n, v in found.items()}, {n: v.passed for n, v in alone.items()}


def test_what_is_right_is_settled() -> None:
    found, _ = settled()
    assert found == dict.fromkeys(RIGHT, "")


def test_a_stub_is_settled_and_a_mistake_is_not() -> None:
    found, _ = settled(once=STUB.format("once"), twice="def twice(x): return x")
    assert found.keys() == {"once", "thrice"}
    assert "waiting" in found["once"]


@pytest.mark.parametrize(
    "source",
    [
        "def once(x):\n    import os\n    os._exit(0)",
        "def once(x):\n    import os, signal\n    os.kill(os.getpid(), signal.SIGSTOP)",
        "def once(x):\n    while True: pass",
        "def once(x):\n    return [0.0] * 10**9",
        "def once(x):\n    import os\n    os.write(3, bytes(8))\n    os.closerange(0, 60)",
    ],
    ids=["exit", "stop", "loop", "memory", "pipe"],
)
def test_an_exercise_that_ends_the_child_costs_no_other_one_its_marks(source, monkeypatch) -> None:
    monkeypatch.setattr(submissions, "SECONDS_AHEAD", 0.2)
    _, alone = settled(once=source)
    assert alone == {"once": False, "twice": True, "thrice": True}


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ndef once(x):\n    np.multiply = None\n    return x",
        "def once(x):\n    import builtins\n    builtins.len = lambda of: 7\n    return x",
        "def once(x):\n    import autograder.sandbox.task as w\n    w.play = None\n    return x",
    ],
)
def test_what_an_exercise_leaves_behind_costs_no_other_one_its_marks(source) -> None:
    _, alone = settled(
        once=source,
        twice="import numpy as np\ndef twice(x):\n    return np.multiply(x, 2.0 if len(x) == 3 else 1)",
    )
    assert alone["twice"]
    assert alone["thrice"]


def test_outcomes_in_the_wrong_place_are_no_ones() -> None:
    """A child that writes more, or fewer, outcomes than there are cases settles nothing from there on."""
    source = (
        "def once(x):\n    import os\n"
        "    [os.write(fd, (4).to_bytes(4, 'big') + b'\\x00' * 4) for fd in range(3, 10)\n"
        "     if os.path.exists(f'/proc/self/fd/{fd}')]\n    return x"
    )
    found, _ = settled(once=source)
    assert found == {}


def test_only_the_scratch_folder_is_emptied(tmp_path, monkeypatch) -> None:
    """Where nothing isolates student code, one that changes HOME must not cost anybody their home."""
    without_workers(monkeypatch, Level(LIMITED, "tried here"))
    kept = tmp_path / "thesis.txt"
    kept.write_text("years of work")
    body = f"import os\n    os.environ['HOME'] = {str(tmp_path)!r}\n    os.chdir({str(tmp_path)!r})"
    settled(once=f"def once(x):\n    {body}\n    return x")
    assert kept.read_text() == "years of work"
