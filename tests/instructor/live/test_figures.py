"""What the map counts: begun, passed, stuck, left, pace, and what followed each sentence."""

from __future__ import annotations

from autograder.instructor.live.figures import Figures, figures
from autograder.instructor.live.room import Room
from tests.helpers.live_maps import PLUS_SIGN, event

COURSE = {"02_activations": ["sigmoid", "tanh", "relu"], "03_losses": ["mse"]}
START = 1_000_000.0


def after(*events: tuple[float, object], at: float) -> Figures:
    """The figures so many minutes after the start, with the events until then, by minutes."""
    room = Room()
    for minute, each in events:
        if minute <= at:
            room.take(each, START + 60 * minute)  # type: ignore[arg-type]
    return figures(room, COURSE, START + 60 * at)


def failures(count: int, kernel: int = 1, every: float = 0.1) -> list[tuple[float, object]]:
    return [(every * n, event(kernel, n)) for n in range(1, count + 1)]


def test_a_kernel_is_stuck_after_three_tries() -> None:
    assert after(*failures(2), at=1).rows[0].stuck == 0
    [row] = after(*failures(3), at=1).rows
    assert (row.begun, row.passed, row.stuck, row.at_it) == (1, 0, 1, 0)
    assert [(s.mistake, s.kernels, s.stuck) for s in row.spots] == [(PLUS_SIGN, 1, 1)]


def test_a_kernel_is_stuck_ten_minutes_after_its_first_try() -> None:
    assert after((0, event()), at=9.9).stuck == 0
    assert after((0, event()), at=10).stuck == 1


def test_who_passes_is_not_stuck_whatever_comes_later() -> None:
    story = [*failures(3), (2, event(attempt=4, passed=True)), (3, event(attempt=5))]
    [row] = after(*story, at=20).rows
    assert (row.passed, row.stuck, row.at_it) == (1, 0, 0)
    assert row.minutes == 2 - 0.1


def test_who_is_silent_for_half_an_hour_has_left() -> None:
    [row] = after(*failures(3), at=31).rows
    assert (row.begun, row.stuck, row.left) == (1, 0, 1)


def test_a_kernel_that_is_stuck_at_two_exercises_is_one() -> None:
    both = [*failures(3), *((1, event(1, n, exercise="tanh", mistake=None)) for n in (1, 2, 3))]
    seen = after(*both, at=2)
    assert seen.stuck == 1
    assert [row.exercise for row in seen.stuck_at] == ["sigmoid", "tanh"]


def test_what_changed_in_the_last_five_minutes() -> None:
    story = [*failures(3), *failures(1, kernel=2), (8, event(3, passed=True))]
    assert after(*story, at=1).rows[0].newly == (2, 0, 1)
    assert after(*story, at=9).rows[0].newly == (1, 1, 0)


def test_the_pace_is_counted_in_five_minutes() -> None:
    story = [(m, event(k, passed=True)) for k, m in enumerate((0, 1, 7, 58, 59))]
    assert after(*story, at=60).pace == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_what_followed_a_sentence_is_the_next_try() -> None:
    story = [
        *((n, event(1, n)) for n in (1, 2)),  # the same mistake again
        (3, event(1, 3, mistake="sigmoid/another")),
        (4, event(1, 4, passed=True)),
        (5, event(2, 1)),
        (6, event(2, 2, passed=True)),
        (7, event(3, 1)),  # and no further try
        (8, event(4, 1)),
        (9, event(4, 3, passed=True)),  # whose second try got lost
        (10, event(5, 1, passed=True)),
    ]
    told = {each.mistake: each.told for each in after(*story, at=11).followed}
    first, second = told[PLUS_SIGN], told["sigmoid/another"]
    assert (first.times, first.passed, first.same, first.other) == (5, 1, 1, 1)
    assert (second.times, second.passed, second.same, second.other) == (1, 1, 0, 0)


def test_notebooks_where_nobody_is_come_last() -> None:
    story = [(0, event(1)), (40, event(2, exercise="mse", mistake=None))]
    assert [part.assignment for part in after(*story, at=41).parts] == [
        "03_losses",
        "02_activations",
    ]
