"""The doctor names the cause of faults in right loops, and leaves healthy loops alone."""

from __future__ import annotations

import pytest

from tests.doctor.faults import FAULTS, Fault
from tests.doctor.held_out import HELD_OUT
from tests.doctor.loops import RATES, healthy
from tests.doctor.measure import alarms, cause, faults

SURE = [
    fault
    for fault in FAULTS
    if fault.causes[0] not in ("overfits", "underfits", "decay-too-strong")
]
"""Faults that are named whatever the loop is, and quickly."""


@pytest.mark.parametrize("fault", SURE, ids=lambda fault: fault.title)
def test_the_cause_of_a_fault_is_named(fault: Fault) -> None:
    loop = fault.loop(3, "clouds")
    loop.epochs = min(loop.epochs, 15)
    assert cause(loop) in fault.causes


@pytest.mark.parametrize("kind", ["genes", "clouds", "folds"])
@pytest.mark.parametrize("optimizer", RATES)
def test_nothing_is_said_of_a_healthy_loop(kind: str, optimizer: str) -> None:
    loop = healthy(5, optimizer, kind)
    loop.epochs = min(loop.epochs, 25)
    assert cause(loop) == ""


def test_there_are_many_kinds_of_fault() -> None:
    titles = [fault.title for fault in (*FAULTS, *HELD_OUT)]
    assert len(set(titles)) == len(titles) > 100
    assert len({fault.causes[0] for fault in (*FAULTS, *HELD_OUT)}) >= 30


@pytest.mark.slow
def test_nine_of_ten_causes_are_named() -> None:
    """With one seed. `python -m tests.doctor` tries ten, and five hundred healthy loops."""
    rows = list(faults(range(400, 401)))
    runs = sum(row.said.total() for row in rows)
    assert sum(row.right for row in rows) >= 0.9 * runs
    assert sum(row.wrong for row in rows) <= 0.03 * runs


@pytest.mark.slow
def test_healthy_loops_raise_hardly_an_alarm() -> None:
    said = alarms(range(400, 450))
    assert said[""] >= 0.99 * said.total()
