"""The format of cases and outcomes between a grader and the worker that runs student code."""

from __future__ import annotations

import importlib
import os
from dataclasses import astuple
from typing import Any, BinaryIO

from autograder.model import Case, Outcome, Plain, Problem, Script
from autograder.sandbox.stand_in import MOST_ASKED
from autograder.values import CONTAINER, MAX_BYTES, MAX_ITEMS_IN_ALL, pack, unpack

CALL = "call"
"""What a worker says, while a job is played, before it sends the call of a right function on."""

KEPT_PRINTED = 2**14
HEADER = 4
_LONGEST_TEXT = 500
_ENVELOPE = 5 + 4 + 3 * CONTAINER + (3 + 2 * CONTAINER) * MOST_ASKED
"""The most items that a message adds to the outcome in it."""

CAN_FORK = hasattr(os, "fork")
"""Whether a worker can play each job in a child process. If not, it plays a single job."""


def header(data: bytes | memoryview) -> bytes:
    """What stands before a message: its length."""
    return len(data).to_bytes(HEADER, "big")


def frame(data: bytes) -> bytes:
    """A message with its header."""
    return header(data) + data


def send(stream: BinaryIO, data: bytes | memoryview) -> None:
    """Write one message, without copying a long one."""
    stream.write(header(data))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read one message. Raises EOFError if the stream ends, ValueError if it is too long."""
    size = int.from_bytes(_exactly(stream, HEADER), "big")
    if size > 2 * MAX_BYTES:
        raise ValueError("a message longer than allowed")
    return _exactly(stream, size)


def first_message(data: bytes | bytearray) -> memoryview | None:
    """The first message in some bytes, or None if it is not complete yet."""
    end = HEADER + int.from_bytes(data[:HEADER], "big")
    return memoryview(data)[HEADER:end] if len(data) >= max(end, HEADER) else None


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    while len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def split_frames(data: bytes) -> list[bytes]:
    """The complete messages in some bytes. A last message that was cut off is dropped."""
    messages, start = [], 0
    while start + HEADER <= len(data):
        end = start + HEADER + int.from_bytes(data[start : start + HEADER], "big")
        if end > len(data):
            break
        messages.append(data[start + HEADER : end])
        start = end
    return messages


def case_to_plain(case: Case, given: dict[str, Plain]) -> dict[str, Plain]:
    """A case, and right values for the exercises it builds on, as plain data."""
    return {
        "inputs": case.inputs,
        "script": _script_name(case.script),
        "room": case.room,
        "edited": case.edited,
        "given": given,
    }


def case_from_plain(packed: dict[str, Any]) -> Case:
    """The case that `case_to_plain` wrote."""
    return Case(
        packed["inputs"], _script_of(packed["script"]), packed["room"], edited=packed["edited"]
    )


def _script_name(script: Script | None) -> str:
    if script is None:
        return ""
    return f"{script.__module__}:{script.__qualname__}"


def _script_of(name: str) -> Script | None:
    if not name:
        return None
    module, function = name.split(":")
    script: Script = getattr(importlib.import_module(module), function)
    return script


def pack_outcome(outcome: Outcome) -> bytes:
    """An outcome as bytes."""
    problem = outcome.problem
    return pack(
        [
            outcome.value,
            problem and [part[:_LONGEST_TEXT] for part in astuple(problem)],
            outcome.after,
            outcome.printed,
            list(outcome.asked),
        ]
    )


def unpack_outcome(data: bytes, room: int = MAX_ITEMS_IN_ALL) -> Outcome:
    """An outcome from the bytes of a process that is not trusted.

    Raises ValueError if they are not one, and TooManyItems if its containers hold more than `room`.
    """
    message = unpack(data, room + _ENVELOPE)
    if not isinstance(message, list) or len(message) != 5:
        raise ValueError("not an outcome")
    value, problem, after, printed, asked = message
    if problem is not None:
        if not isinstance(problem, list) or [type(part) for part in problem] != [str] * 4:
            raise ValueError("not a problem")
        problem = Problem(*(part[:_LONGEST_TEXT] for part in problem))
    if not isinstance(after, dict) or not isinstance(printed, str):
        raise ValueError("not an outcome")
    if not isinstance(asked, list) or not all(map(_is_question, asked[:MOST_ASKED])):
        raise ValueError("not questions")
    return Outcome(value, problem, after, printed[:KEPT_PRINTED], tuple(asked[:MOST_ASKED]))


def _is_question(asked: Plain) -> bool:
    """Whether it is the name of an exercise and its arguments by name."""
    return (
        isinstance(asked, list)
        and len(asked) == 2
        and isinstance(asked[0], str)
        and isinstance(asked[1], dict)
        and all(isinstance(name, str) for name in asked[1])
    )
