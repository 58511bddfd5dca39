"""Right functions of earlier notebooks, for student code that can't see how they work.

In a worker, a stand-in sends each call to the grader as plain data, and the grader answers with the
right value. A random generator among the arguments goes as its state, and comes back advanced.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.model import Plain
from autograder.sandbox.room import size
from autograder.values import NotPlain, pack, plain, unpack

MAX_CALL = 2**22
"""The most bytes of a call."""

MAX_NUMBERS = 2**19
"""The most numbers in a call, so that no product of them takes more than seconds."""

_ROOM = 2**29
_GENERATORS = ("PCG64", "PCG64DXSM", "SFC64")
"""Those whose state holds no position in a buffer: a false one would make NumPy read beyond it."""

_VALUE, _GENERATOR = "value", "generator"

Exchange = Callable[[bytes], bytes]


def remote(name: str, own: Any, exchange: Exchange) -> Callable[..., Any]:
    """A function that has its calls answered by the grader; `own`, the student's, where that fails.

    `exchange` sends a message and returns the answer; an empty one means that there is none.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        generators = [v for v in (*args, *kwargs.values()) if isinstance(v, np.random.Generator)]
        try:
            given = [_packed(value) for value in args]
            message = pack([name, given, {key: _packed(value) for key, value in kwargs.items()}])
        except (NotPlain, ValueError):
            return own(*args, **kwargs)
        answer = exchange(message) if len(message) <= MAX_CALL else b""
        if not answer:
            return own(*args, **kwargs)
        value, states = unpack(answer)
        for generator, state in zip(generators, states, strict=True):
            generator.bit_generator.state = state
        return value

    return call


class Respondent:
    """Answers the calls of one exercise with right functions, for at most so many seconds in all."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]], seconds: float) -> None:
        self.functions = functions
        self._left = seconds

    def answer(self, message: bytes) -> bytes:
        """The answer to a call; empty if it is not one, fails, takes too much memory or comes too late."""
        if self._left <= 0 or len(message) > MAX_CALL:
            return b""
        start = time.monotonic()
        try:
            with _room(), np.errstate(all="ignore"):
                return self._answered(message)
        except Exception:
            return b""
        finally:
            self._left -= time.monotonic() - start

    def _answered(self, message: bytes) -> bytes:
        name, given, named = unpack(message)
        if size([given, named], MAX_NUMBERS) > MAX_NUMBERS:
            return b""
        args = [_unpacked(*value) for value in given]
        kwargs = {key: _unpacked(*value) for key, value in named.items()}
        value = plain(self.functions[name](*args, **kwargs))
        states = [
            plain(v.bit_generator.state)
            for v in (*args, *kwargs.values())
            if isinstance(v, np.random.Generator)
        ]
        return pack([value, states])


def _packed(value: Any) -> list[Plain]:
    if isinstance(value, np.random.Generator):
        kind = type(value.bit_generator).__name__
        if kind not in _GENERATORS:
            raise NotPlain(kind)
        return [_GENERATOR, plain(value.bit_generator.state)]
    return [_VALUE, plain(value)]


def _unpacked(kind: str, value: Any) -> Any:
    if kind == _VALUE:
        return _in_usual_kinds(value)
    if value["bit_generator"] not in _GENERATORS:
        raise ValueError(value["bit_generator"])
    bits = getattr(np.random, value["bit_generator"])()
    bits.state = value
    return np.random.Generator(bits)


def _in_usual_kinds(value: Plain) -> Plain:
    """The value without arrays of small numbers such as float16: NumPy multiplies them very slowly."""
    if isinstance(value, Mapping):
        return {key: _in_usual_kinds(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_in_usual_kinds, value))
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.itemsize < 4:
        return value.astype(f"{value.dtype.kind}8")
    return value


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """Let this process take only so much more memory, where the platform has such limits."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        yield
        return
    kept = resource.getrlimit(resource.RLIMIT_AS)
    limit = pages * resource.getpagesize() + _ROOM
    if kept[1] != resource.RLIM_INFINITY:
        limit = min(limit, kept[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, kept)
