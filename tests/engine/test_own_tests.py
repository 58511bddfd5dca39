"""Test cells of an instructor's own, with plain asserts."""

from __future__ import annotations

import pytest

from autograder.engine import own_tests
from autograder.marking.job import MarkingJob
from autograder.marking.mark import mark
from autograder.notebooks.reading import Cell
from autograder.sandbox.submission import Worker

SWISH = Cell("swish", "import numpy as np\ndef swish(z):\n    return z / (1 + np.exp(-z))")
ASSERTS = "assert swish(0.0) == 0\nassert abs(swish(100.0) - 100) < 1e-6, 'large z'"


@pytest.fixture(scope="module")
def worker():
    with Worker() as worker:
        yield worker


def marked(worker: Worker, *cells: Cell, points: float = 2.0) -> dict:
    job = MarkingJob(cells, {"swish": points}, seed=1, course="")
    [found] = mark(job, worker)
    return {**found.verdict, "by_hand": found.by_hand}


def test_a_test_that_passes_gives_all_points(worker) -> None:
    said = marked(worker, SWISH, Cell("check-swish", ASSERTS))
    assert (said["score"], said["passed"], said["by_hand"]) == (2.0, True, False)


def test_an_error_gives_none_and_says_which(worker) -> None:
    wrong = Cell("swish", "def swish(z): return abs(z) / 2")
    said = marked(worker, wrong, Cell("check-swish", ASSERTS))
    assert (said["score"], said["passed"]) == (0.0, False)
    assert (
        "`assert abs(swish(100.0) - 100) < 1e-6, 'large z'`: AssertionError: large z."
        in (said["message"])
    )


def test_an_error_of_the_students_code_is_told_by_its_own_line(worker) -> None:
    wrong = Cell("swish", "def swish(z):\n    return z / unknown")
    said = marked(worker, wrong, Cell("check-swish", ASSERTS))
    assert "Your line `return z / unknown`" in said["message"]


@pytest.mark.parametrize(
    ("last", "score"),
    [
        ("1.5", 1.5),
        ("0", 0.0),
        ("'text'", 2.0),
        ("None", 2.0),
        ("1 == 1", 2.0),
        ("np.bool_(0)", 2.0),
    ],
)
def test_the_last_line_gives_part_of_the_points_as_in_nbgrader(worker, last, score) -> None:
    said = marked(worker, SWISH, Cell("check-swish", f"{ASSERTS}\n{last}"))
    assert said["score"] == score


@pytest.mark.parametrize("last", ["5", "-1", "2 - np.nan"])
def test_a_number_that_is_no_mark_waits_for_the_instructor(worker, last) -> None:
    assert marked(worker, SWISH, Cell("check-swish", last))["by_hand"]


def test_a_check_of_an_unknown_exercise_waits_for_the_instructor(worker) -> None:
    assert marked(worker, SWISH, Cell("check-swish", "check(swish)"))["by_hand"]


def test_what_the_test_needs_is_run_and_nothing_else(worker) -> None:
    cells = (
        Cell("1", "import time\nEPS = 1e-6"),
        SWISH,
        Cell("2", "time.sleep(60)"),
        Cell("check-swish", "assert abs(swish(0.0)) < EPS"),
        Cell("3", "EPS = -1"),
    )
    assert marked(worker, *cells)["passed"]


def test_an_endless_loop_ends(worker, monkeypatch) -> None:
    monkeypatch.setattr("autograder.sandbox.submission.TEST_SECONDS", 0.5)
    said = marked(worker, SWISH, Cell("check-swish", "while True: pass"))
    assert said["score"] == 0
    assert "come to an end" in said["message"]


def test_which_cells_are_tests() -> None:
    assert own_tests.is_own_test(ASSERTS)
    assert not own_tests.is_own_test("check(swish)")
    assert own_tests.is_own_test("assert not recheck(swish)  # check(swish) is ours")
    assert own_tests.test_cell("swish", [SWISH, Cell("check-other", "1")]) == "swish"
    assert own_tests.test_cell("tanh", [SWISH]) is None
