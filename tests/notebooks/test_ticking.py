"""The time limit of a browser tab. It needs Python 3.12, which every browser has."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from autograder.notebooks.ticking import TickingLimit

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="NOT TRIED: the limit of a browser tab needs Python 3.12."
)


class TimeOver(BaseException):
    pass


def for_ever() -> None:
    while True:
        pass


def sum_for_ever() -> None:
    sum(each for each in iter(int, 1))


def stubborn() -> None:
    while True:
        with suppress(BaseException):
            for_ever()


def limit(seconds: float) -> TickingLimit:
    return TickingLimit(seconds, TimeOver, __file__.__eq__)


@pytest.mark.parametrize("endless", [for_ever, sum_for_ever, stubborn])
def test_it_ends_an_endless_loop(endless: Callable[[], None]) -> None:
    started = time.monotonic()
    with pytest.raises(TimeOver), limit(0.2):
        endless()
    assert 0.2 <= time.monotonic() - started < 2


def test_what_ends_in_time_is_left_alone() -> None:
    with limit(5):
        total = sum(each for each in range(1000))
    assert total == 499500
    assert sys.monitoring.get_tool(4) is None  # type: ignore[attr-defined]


def test_within_another_the_inner_one_counts_and_the_outer_one_afterwards() -> None:
    def one_after_the_other() -> None:
        with pytest.raises(TimeOver), limit(0.3):
            for_ever()
        for_ever()

    with pytest.raises(TimeOver), limit(0.1):
        one_after_the_other()
    assert sys.monitoring.get_tool(4) is None  # type: ignore[attr-defined]
