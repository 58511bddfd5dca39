"""What the page shows of a room at a moment, as plain figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from autograder.instructor.live.room import GONE, MINUTE, Room, Standing, Told

JUST_NOW = 5 * MINUTE
HOUR = 60 * MINUTE


@dataclass(frozen=True)
class Spot:
    """A mistake that kernels stand at now: how many, and how many of them are stuck."""

    mistake: str | None
    kernels: int
    stuck: int


@dataclass(frozen=True)
class Row:
    """One exercise now. `minutes` is the median time from the first try to a pass, if anybody passed.

    `begun` counts all, `left` those of them who neither passed nor were heard of lately. `newly` has what
    changed in the last five minutes: how many began, passed, and got stuck.
    """

    exercise: str
    begun: int
    passed: int
    stuck: int
    left: int
    minutes: float | None
    spots: Sequence[Spot]
    newly: tuple[int, int, int]

    @property
    def at_it(self) -> int:
        """How many are at work on it and not stuck."""
        return self.begun - self.passed - self.stuck - self.left


@dataclass(frozen=True)
class Part:
    """The exercises of one notebook that somebody has begun, and how many there are in all.

    It is `active` if something was checked in the last half hour.
    """

    assignment: str
    rows: Sequence[Row]
    exercises: int
    active: bool


@dataclass(frozen=True)
class Followed:
    """What followed a sentence at the next try of whoever read it."""

    exercise: str
    mistake: str | None
    told: Told

    @property
    def not_passed(self) -> int:
        """How often the next try was wrong again."""
        return self.told.same + self.told.other


@dataclass(frozen=True)
class Figures:
    """The page's figures.

    `present` is the number of kernels heard of in the last five minutes, `stuck` that of kernels which
    are stuck somewhere. `parts` begins with the active ones. `pace` has the passes of the last hour in
    pieces of five minutes, the newest last.
    """

    checks: int
    kernels: int
    present: int
    stuck: int
    parts: Sequence[Part]
    pace: Sequence[int]
    followed: Sequence[Followed]

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return [row for part in self.parts for row in part.rows]

    @property
    def stuck_at(self) -> list[Row]:
        """The exercises at which somebody is stuck, the most first."""
        return sorted((row for row in self.rows if row.stuck), key=lambda row: -row.stuck)


def figures(room: Room, course: Mapping[str, Iterable[str]], now: float) -> Figures:
    """The figures of a room at a time in seconds. `course` has the exercises of each assignment."""
    gone = {kernel for kernel, last in room.kernels.items() if now - last >= GONE}
    parts = [_part(name, [*exercises], room, gone, now) for name, exercises in course.items()]
    known = [Followed(*what, told) for what, told in room.told.items()]
    stuck = {
        kernel
        for standings in room.exercises.values()
        for kernel, standing in standings.items()
        if kernel not in gone and standing.stuck_since(now) is not None
    }
    return Figures(
        checks=room.checks,
        kernels=len(room.kernels),
        present=sum(now - last < JUST_NOW for last in room.kernels.values()),
        stuck=len(stuck),
        parts=sorted((part for part in parts if part.rows), key=lambda part: not part.active),
        pace=_pace(room, now),
        followed=sorted(known, key=lambda f: (-f.not_passed, -f.told.times, f.exercise)),
    )


def _part(assignment: str, names: Sequence[str], room: Room, gone: set[str], now: float) -> Part:
    begun = {name: room.exercises[name] for name in names if name in room.exercises}
    return Part(
        assignment=assignment,
        rows=[_row(name, standings, gone, now) for name, standings in begun.items()],
        exercises=len(names),
        active=any(now - s.last < GONE for each in begun.values() for s in each.values()),
    )


def _row(exercise: str, standings: Mapping[str, Standing], gone: set[str], now: float) -> Row:
    """The figures of one exercise. Who has left the room is not stuck."""
    passed = [each for each in standings.values() if each.passed is not None]
    here = [s for kernel, s in standings.items() if s.passed is None and kernel not in gone]
    since = [each.stuck_since(now) for each in here]
    stuck_at = Counter(s.mistake for s, when in zip(here, since, strict=True) if when is not None)
    spots = [
        Spot(mistake, count, stuck_at[mistake])
        for mistake, count in Counter(each.mistake for each in here).items()
    ]
    took = [(each.passed or 0.0) - each.began for each in passed]
    times = ([s.began for s in standings.values()], [s.passed for s in passed], since)
    began, did, stuck = (sum(t is not None and now - t < JUST_NOW for t in each) for each in times)
    return Row(
        exercise=exercise,
        begun=len(standings),
        passed=len(passed),
        stuck=stuck_at.total(),
        left=len(standings) - len(passed) - len(here),
        minutes=median(took) / MINUTE if took else None,
        spots=sorted(spots, key=lambda spot: (-spot.stuck, -spot.kernels, spot.mistake or "~")),
        newly=(began, did, stuck),
    )


def _pace(room: Room, now: float) -> list[int]:
    passes = [
        now - each.passed
        for standings in room.exercises.values()
        for each in standings.values()
        if each.passed is not None
    ]
    pieces = Counter(int(ago // JUST_NOW) for ago in passes if 0 <= ago < HOUR)
    return [pieces[number] for number in reversed(range(int(HOUR // JUST_NOW)))]
