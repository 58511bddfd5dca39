"""The lines that tell how far a long run is: none of them guesses."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from autograder.instructor.batch import progress as module
from autograder.instructor.batch.progress import how_long, progress


def lines(monkeypatch: pytest.MonkeyPatch, takes: list[float]) -> list[str]:
    """What a run prints whose items take so many seconds each."""
    now = 0.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    out = io.StringIO()
    console = Console(file=out, width=200)
    with progress(console, "Grading", len(takes), lambda: 0) as one_done:
        for seconds in takes:
            now += seconds
            one_done()
    return out.getvalue().splitlines()


def test_a_slow_start_is_not_taken_for_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    said = lines(monkeypatch, [70.0] + 999 * [0.5])
    assert said[0] == "Grading: 1 of 1000"
    found = [float(n) for n in re.findall(r"(\d+) seconds left", " ".join(said))]
    assert all(left <= 500 for left in found)
    assert ", 2.0 a second, 8 minutes left" in said[1]
    assert said[-1] == "Grading: 1000 of 1000"


def test_a_few_items_tell_no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    said = lines(monkeypatch, [12.0] * 5 + [0.1] * 100)
    assert said[:5] == [f"Grading: {number} of 105" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 seconds"), (40, "40 seconds"), (1200, "20 minutes"), (20156, "5.6 hours")],
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert how_long(seconds) == words
