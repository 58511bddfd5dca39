"""How much a room may send, so that one kernel gone wild, or a guest, spoils nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_KERNELS = 2000
MOST_EVENTS = 1_000_000


@dataclass
class Allowance:
    """So many at once, and so many a second after that."""

    at_once: float
    a_second: float
    left: float = field(init=False)
    since: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.at_once

    def takes(self, now: float) -> bool:
        """Whether one more is allowed at this time, in seconds. It is used up if so."""
        earned = max(0.0, now - self.since) * self.a_second
        self.left, self.since = min(self.at_once, self.left + earned), now
        if self.left < 1.0:
            return False
        self.left -= 1.0
        return True


class Limits:
    """Says why an event is one too many."""

    def __init__(self) -> None:
        self._room = Allowance(500.0, 200.0)
        self._kernels: dict[str, Allowance] = {}

    def too_much(self, kernel: str, kernels: Mapping[str, float], events: int, now: float) -> str:
        """A sentence if an event of a kernel is one too many; "" if it may come in."""
        if events >= MOST_EVENTS:
            return "This room has as many checks as it can keep: begin another one."
        if kernel not in kernels and len(kernels) >= MOST_KERNELS:
            return "This room is full."
        if kernel in kernels:
            allowance = self._kernels.setdefault(kernel, Allowance(60.0, 1.0))
            if not allowance.takes(now):
                return "This kernel sends too much: wait a minute."
        if not self._room.takes(now):
            return "The room sends too much: wait a second."
        return ""
