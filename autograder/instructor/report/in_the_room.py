"""How a room got on with each exercise, from the events that a live map kept: tries, times, who was stuck.

The file is read, never written. It knows kernels by random names, and no students.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from autograder.instructor.live.room import LONG, MANY_TRIES

EVENTS = "live.db"
"""The file of events that `autograder live` keeps in the folder where it runs."""


@dataclass(frozen=True)
class Event:
    """One check: the kernel's random name, the number of the try, and when it was, in seconds."""

    kernel: str
    attempt: int
    passed: bool
    time: float


@dataclass(frozen=True)
class RoomRow:
    """How kernels got on with one exercise, with medians in tries and minutes; None without any.

    `stuck` counts those that were stuck at any time, and `stuck_minutes` says for how long: until they
    passed, or were last heard of.
    """

    begun: int
    passed: int
    tries: float | None
    minutes: float | None
    stuck: int
    stuck_minutes: float | None


def in_the_room(folder: Path) -> tuple[dict[str, RoomRow], str]:
    """The rows by exercise, and a sentence if there is a file of events that can't be read now."""
    path = folder / EVENTS
    if not path.is_file():
        return {}, ""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=0.5, uri=True)
        ) as database:
            rows = database.execute(
                "SELECT exercise, kernel, attempt, passed, time FROM events ORDER BY number"
            ).fetchall()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            return {}, f"{EVENTS} is in use: stop the live map, and make this report again."
        return {}, f"{EVENTS} can't be read as a live map's events: {error}."
    events: dict[str, list[Event]] = defaultdict(list)
    for exercise, kernel, attempt, passed, time in rows:
        events[exercise].append(Event(kernel, attempt, bool(passed), time))
    return {exercise: _row(found) for exercise, found in events.items()}, ""


def _row(events: Iterable[Event]) -> RoomRow:
    kernels: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        mine = kernels[event.kernel]
        if not (mine and mine[-1].passed):  # what comes after a pass does not count
            mine.append(event)
    solved = [mine for mine in kernels.values() if mine[-1].passed]
    stuck = [seconds for mine in kernels.values() if (seconds := _stuck_for(mine)) is not None]
    return RoomRow(
        begun=len(kernels),
        passed=len(solved),
        tries=_median([mine[-1].attempt for mine in solved]),
        minutes=_median([(mine[-1].time - mine[0].time) / 60 for mine in solved]),
        stuck=len(stuck),
        stuck_minutes=_median([seconds / 60 for seconds in stuck]),
    )


def _stuck_for(events: Sequence[Event]) -> float | None:
    """For how many seconds a kernel was stuck; None if it never was."""
    failures = [event.time for event in events if not event.passed]
    since = min([events[0].time + LONG, *failures[MANY_TRIES - 1 : MANY_TRIES]])
    return events[-1].time - since if events[-1].time >= since else None


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
