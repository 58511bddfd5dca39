"""What a check sends to the live map: no code, no name, no path."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

LONGEST = 512
"""The number of bytes that an event may have."""

MOST_TRIES = 9999
GREETING = "live map of the course "
"""A live map answers with this and the course's name where somebody gets the address of its events."""

OK, WRONG_TOKEN = 200, 403
_COURSE = re.compile(r"[a-z][a-z0-9-]{0,63}")
_KERNEL = re.compile(r"[0-9a-f]{16}")
_EXERCISE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_MISTAKE = re.compile(r"[A-Za-z0-9_]+/[a-z0-9-]+")
_KEYS = {"course", "kernel", "exercise", "passed", "mistake", "try"}


class BadEvent(ValueError):
    """Raised by Event.of for what is no event. The message says what is wrong with it."""


@dataclass(frozen=True)
class Event:
    """What one check said.

    Args:
        course: the name of the course.
        kernel: the random name of the kernel, 16 hexadecimal digits.
        exercise: the name of the exercise.
        passed: whether everything was right.
        mistake: the mistake's id, `exercise/kebab-name`, or None if it has none.
        attempt: how many times this exercise was checked in this kernel, from 1.
    """

    course: str
    kernel: str
    exercise: str
    passed: bool
    mistake: str | None
    attempt: int

    def as_json(self) -> bytes:
        """The event as it is sent."""
        said = {
            "course": self.course,
            "kernel": self.kernel,
            "exercise": self.exercise,
            "passed": self.passed,
            "mistake": self.mistake,
            "try": self.attempt,
        }
        return json.dumps(said).encode()

    @classmethod
    def of(cls, body: bytes) -> Event:
        """The event that was sent as these bytes. Raises BadEvent if it is none."""
        if len(body) > LONGEST:
            raise BadEvent(f"An event has at most {LONGEST} bytes, and this has {len(body)}.")
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            raise BadEvent("An event is a JSON object, and this is none.") from None
        if not isinstance(said, dict) or said.keys() != _KEYS:
            raise BadEvent(f"An event has the keys {', '.join(sorted(_KEYS))}, and no others.")
        for key, is_right in _RULES.items():
            if not is_right(said[key]):
                raise BadEvent(f"The event's {key} is not of the form that is expected.")
        if said["mistake"] is not None and (
            said["passed"] or said["mistake"].partition("/")[0] != said["exercise"]
        ):
            raise BadEvent("The event's mistake does not go with its exercise.")
        attempt = said.pop("try")
        return cls(**said, attempt=attempt)


def _text(pattern: re.Pattern[str], longest: int = 120) -> Any:
    return lambda value: (
        isinstance(value, str) and len(value) <= longest and pattern.fullmatch(value) is not None
    )


_RULES = {
    "course": _text(_COURSE),
    "kernel": _text(_KERNEL),
    "exercise": _text(_EXERCISE),
    "passed": lambda value: isinstance(value, bool),
    "mistake": lambda value: value is None or _text(_MISTAKE)(value),
    "try": lambda value: type(value) is int and 1 <= value <= MOST_TRIES,
}
