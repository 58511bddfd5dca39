"""What came of a room's checks: where each kernel stands, and what followed each sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from autograder.live.event import Event

MINUTE = 60.0
MANY_TRIES = 3
LONG = 10 * MINUTE
"""A kernel is stuck at an exercise after MANY_TRIES failures, or LONG after the first."""

GONE = 30 * MINUTE
"""A kernel that was silent for so long has left the room."""


@dataclass
class Standing:
    """Where one kernel stands with one exercise. All times are in seconds.

    `mistake` is that of the last try: an id, or None if it has none.
    """

    began: float
    last: float
    tries: int = 0
    failures: int = 0
    failed_often: float | None = None
    passed: float | None = None
    mistake: str | None = None

    def stuck_since(self, now: float) -> float | None:
        """When it got stuck; None if it is not."""
        if self.passed is not None:
            return None
        times = [self.began + LONG] if now >= self.began + LONG else []
        if self.failed_often is not None:
            times.append(self.failed_often)
        return min(times, default=None)


@dataclass
class Told:
    """What followed the sentence of a mistake at the next try of whoever read it, as counts.

    Who has not tried again yet is in `times` alone.
    """

    times: int = 0
    passed: int = 0
    same: int = 0
    other: int = 0


@dataclass
class Room:
    """All that the page needs to know. It grows with kernels and exercises, not with events.

    `kernels` has the time at which each was last heard of.
    """

    kernels: dict[str, float] = field(default_factory=dict)
    exercises: dict[str, dict[str, Standing]] = field(default_factory=lambda: defaultdict(dict))
    told: dict[tuple[str, str | None], Told] = field(default_factory=lambda: defaultdict(Told))
    checks: int = 0

    def take(self, event: Event, time: float) -> None:
        """Remember what an event says. Who has passed an exercise stays so, whatever they try next."""
        self.checks += 1
        self.kernels[event.kernel] = time
        standings = self.exercises[event.exercise]
        standing = standings.setdefault(event.kernel, Standing(time, time))
        standing.last = time
        if standing.passed is not None:
            return
        self._follow(standing, event)
        standing.tries, standing.mistake = event.attempt, event.mistake
        if event.passed:
            standing.passed = time
            return
        self.told[event.exercise, event.mistake].times += 1
        standing.failures += 1
        if standing.failures == MANY_TRIES:
            standing.failed_often = time

    def _follow(self, before: Standing, event: Event) -> None:
        """Count what followed the sentence of the try before. A try that got lost counts for nothing."""
        if not before.failures or before.tries != event.attempt - 1:
            return
        told = self.told[event.exercise, before.mistake]
        if event.passed:
            told.passed += 1
        elif event.mistake == before.mistake:
            told.same += 1
        else:
            told.other += 1
