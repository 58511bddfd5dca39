"""A class of attackers, with honest students among them, gains nothing and harms nobody.

All hand in at once and are graded as one batch by plain `nbgrader autograde`. Each row of the table
counts one kind of harm, at each level of the sandbox; all are to be 0.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .the_class import ATTACKS, ROWS, Outcome


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS)
def test_none(outcome: Outcome, row: str, record_property: Callable[[str, object], None]) -> None:
    record_property("column", outcome.column())
    assert outcome.offences[row] == [], outcome.column()[0]


def test_there_are_many_and_each_has_its_own_name() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


@pytest.mark.slow
def test_attackers_know_their_craft(outcome: Outcome) -> None:
    assert outcome.misfired == []


@pytest.mark.slow
@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.noted], ids=lambda attack: attack.name)
def test_obvious_attempts_are_noted(outcome: Outcome, attack) -> None:
    if attack in outcome.students.values():
        assert attack.noted in " ".join(outcome.notes[attack.name])
