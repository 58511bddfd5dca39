"""How often the doctor names the cause, and how often it finds one where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from autograder.doctor.curves import Curves
from autograder.doctor.rules import first_cause
from tests.doctor.faults import FAULTS, Fault
from tests.doctor.held_out import HELD_OUT
from tests.doctor.loops import Loop, healthy

GENERAL = {
    "not-finite",
    "never-moves",
    "climbs",
    "ends-higher",
    "hardly-moves",
    "jumps",
    "train-curve-jumps",
    "validation-apart",
}
"""Sentences that say what is seen without naming a cause."""

TUNED_ON = range(400)
"""Seeds on which thresholds may be chosen. The figures in the docs are from others."""


def cause(loop: Loop, curves_alone: bool = False) -> str:
    """The cause that the doctor names for a loop, or "" where nothing looks wrong."""
    with np.errstate(all="ignore"):
        history, spies = loop.run()
    found = first_cause(Curves.of(history), None if curves_alone else spies.seen)
    return found.cause if found else ""


@dataclass
class Row:
    """What was said of one fault in several loops."""

    fault: Fault
    said: Counter[str] = field(default_factory=Counter)

    @property
    def right(self) -> int:
        return sum(n for name, n in self.said.items() if name in self.fault.causes)

    @property
    def general(self) -> int:
        return sum(n for name, n in self.said.items() if name in GENERAL - {*self.fault.causes})

    @property
    def nothing(self) -> int:
        return self.said[""]

    @property
    def wrong(self) -> int:
        return self.said.total() - self.right - self.general - self.nothing


def faults(seeds: Sequence[int], curves_alone: bool = False) -> Iterator[Row]:
    """What is said of each fault with each seed."""
    for fault in (*FAULTS, *HELD_OUT):
        yield Row(fault, Counter(cause(fault.loop(seed), curves_alone) for seed in seeds))


def pairs(seeds: Iterable[int]) -> list[tuple[tuple[Fault, Fault], str]]:
    """Two faults at once, drawn at random, and what is said of them."""
    said = []
    for seed in seeds:
        rng = np.random.default_rng([seed, 5])
        every = [*FAULTS, *HELD_OUT]
        one, other = (every[i] for i in rng.choice(len(every), 2, replace=False))
        loop = one.loop(seed)
        try:
            other.inject(loop)
            said.append(((one, other), cause(loop)))
        except (ValueError, KeyError, AttributeError):
            continue  # the two do not fit together
    return said


def alarms(seeds: Iterable[int], curves_alone: bool = False) -> Counter[str]:
    """What is said of healthy loops, "" included."""
    return Counter(cause(healthy(seed), curves_alone) for seed in seeds)
