"""Right functions of other exercises, for student code that can't see how they work.

In a worker, a stand-in sends each call to the grader as plain data, and the grader answers with the
right value. A random generator among the arguments goes as its state, and comes back advanced. A function
among them stays where it is: the grader asks for each call of it before it answers.
"""

from __future__ import annotations

import contextlib
import mmap
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
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

_VALUE, _GENERATOR, _FUNCTION = "value", "generator", "function"

_CALL, _RETURNED = "call", "returned"
"""How a message to the grader begins: the call of a right function, or what a function that it asked gave."""

_DEEPEST = 8
"""How many calls the grader answers one within another."""

Exchange = Callable[[bytes], bytes]


class NoMoreCalls(BaseException):
    """Raised through a right function when the student code that it asked has ended."""


def remote(name: str, own: Any, exchange: Exchange) -> Callable[..., Any]:
    """A function that has its calls answered by the grader; `own`, the student's, where that fails.

    `exchange` sends a message and returns the answer; an empty one means that there is none.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        arguments = [*args, *kwargs.values()]
        functions = [value for value in arguments if callable(value)]
        try:
            numbers = iter(range(len(functions)))
            given = [_packed(value, numbers) for value in args]
            named = {key: _packed(value, numbers) for key, value in kwargs.items()}
            message = pack([_CALL, name, given, named])
        except (NotPlain, ValueError):
            return own(*args, **kwargs)
        answer = exchange(message) if len(message) <= MAX_CALL else b""
        while answer:
            kind, value, states = unpack(answer)
            _set_states(arguments, states)
            if kind == _RETURNED:
                return value
            asked, its_arguments = value
            try:
                result = functions[asked](*its_arguments)
            except BaseException:
                exchange(b"")  # the right function stops, and so does this call of it
                raise
            answer = exchange(_returned(result, arguments))
        return own(*args, **kwargs)

    return call


def _returned(value: Any, arguments: Iterable[Any]) -> bytes:
    """What a function that the grader asked gave; empty if that can't be sent."""
    try:
        message = pack([_RETURNED, plain(value), _states(arguments)])
    except (NotPlain, ValueError):
        return b""
    return message if len(message) <= MAX_CALL else b""


class Respondent:
    """Answers the calls of one exercise with right functions, for at most so many seconds in all.

    `exchange` sends a message to the caller, and returns its next one. It raises NoMoreCalls if there is
    none.
    """

    def __init__(
        self, functions: Mapping[str, Callable[..., Any]], seconds: float, exchange: Exchange
    ) -> None:
        self.functions = functions
        self._left = seconds
        self._most = _most_memory()
        self._since = 0.0
        self._exchange = exchange
        self._depth = 0

    def answer(self, message: bytes) -> bytes:
        """The answer to a call; empty if it is not one, fails, takes too much memory or comes too late."""
        self._since = time.monotonic()
        try:
            with _room(self._most), np.errstate(all="ignore"):
                return self._answered(*_content(message))
        except Exception:
            return b""
        finally:
            self._count()

    def _answered(self, kind: str, name: str, given: list[Any], named: dict[str, Any]) -> bytes:
        if kind != _CALL or self._left <= 0 or self._depth == _DEEPEST:
            raise ValueError("not a call, or one too many")
        arguments: list[Any] = []
        for sort, value in (*given, *named.values()):
            arguments.append(self._unpacked(sort, value, arguments))
        kwargs = dict(zip(named, arguments[len(given) :], strict=True))
        self._depth += 1
        try:
            result = plain(self.functions[name](*arguments[: len(given)], **kwargs))
        finally:
            self._depth -= 1
        return pack([_RETURNED, result, _states(arguments)])

    def _unpacked(self, sort: str, value: Any, arguments: list[Any]) -> Any:
        if sort == _FUNCTION:
            return partial(self._ask, arguments, value)
        return _in_usual_kinds(value) if sort == _VALUE else _generator(value)

    def _ask(self, arguments: list[Any], function: int, *its_arguments: Any) -> Any:
        """Call a function of the caller's. Calls that it makes of right functions are answered meanwhile.

        Raises ValueError if it fails or gives too much, and TimeoutError if the time is over.
        """
        asked = [function, [plain(value) for value in its_arguments]]
        message = pack([_CALL, asked, _states(arguments)])
        while True:
            self._count()
            if self._left <= 0:
                raise TimeoutError
            heard = self._exchange(message)
            self._since = time.monotonic()
            kind, *content = _content(heard)
            if kind == _RETURNED:
                value, states = content
                _set_states(arguments, states)
                return _in_usual_kinds(value)
            try:
                message = self._answered(kind, *content)
            except Exception:
                message = b""

    def _count(self) -> None:
        """Take the time since the last count from what is left."""
        now = time.monotonic()
        self._left -= now - self._since
        self._since = now


def _content(message: bytes) -> list[Any]:
    """What a caller's message holds. Raises ValueError if it is no message, or holds too much."""
    if len(message) > MAX_CALL:
        raise ValueError("more than a call holds")
    content = unpack(message)
    if not isinstance(content, list) or size(content, MAX_NUMBERS) > MAX_NUMBERS:
        raise ValueError("not a message, or more numbers than a call holds")
    return content


def _packed(value: Any, numbers: Iterator[int]) -> list[Plain]:
    if callable(value):
        return [_FUNCTION, next(numbers)]
    if isinstance(value, np.random.Generator):
        kind = type(value.bit_generator).__name__
        if kind not in _GENERATORS:
            raise NotPlain(kind)
        return [_GENERATOR, plain(value.bit_generator.state)]
    return [_VALUE, plain(value)]


def _generator(state: Any) -> np.random.Generator:
    if state["bit_generator"] not in _GENERATORS:
        raise ValueError(state["bit_generator"])
    bits = getattr(np.random, state["bit_generator"])()
    bits.state = state
    return np.random.Generator(bits)


def _states(arguments: Iterable[Any]) -> list[Plain]:
    """The states of the generators among some arguments."""
    return [plain(each.bit_generator.state) for each in _generators(arguments)]


def _set_states(arguments: Iterable[Any], states: Iterable[Any]) -> None:
    for generator, state in zip(_generators(arguments), states, strict=True):
        generator.bit_generator.state = state


def _generators(arguments: Iterable[Any]) -> list[np.random.Generator]:
    return [each for each in arguments if isinstance(each, np.random.Generator)]


def _in_usual_kinds(value: Plain) -> Plain:
    """The value without arrays of small numbers such as float16: NumPy multiplies them very slowly."""
    if isinstance(value, Mapping):
        return {key: _in_usual_kinds(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_in_usual_kinds, value))
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.itemsize < 4:
        return value.astype(f"{value.dtype.kind}8")
    return value


def _most_memory() -> int:
    """The address space in bytes that this process may take from now on; 0 where there are no such limits."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return 0
    most, hard = pages * mmap.PAGESIZE + _ROOM, resource.getrlimit(resource.RLIMIT_AS)[1]
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


@contextlib.contextmanager
def _room(most: int) -> Iterator[None]:
    """Let this process take no more memory than this, if it is not 0."""
    if not most:
        yield
        return
    import resource

    kept = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, kept)
