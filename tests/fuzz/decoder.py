"""Bytes of a process that is not trusted, made up by a fuzzer that is guided by coverage.

`python -m tests.fuzz.decoder --seconds 600` (needs `pip install atheris`). Every reader of such bytes
is fed; each may refuse with ValueError (`receive` also with EOFError) and with nothing else, and what
is read must be plain data that survives the journey back.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import msgpack
import numpy as np

from autograder import values
from autograder.model import Outcome, Plain, Problem
from autograder.sandbox import protocol
from autograder.sandbox.protocol import frame, pack_outcome, receive, split_frames, unpack_outcome
from autograder.values import MAX_DEPTH, pack, unpack

MAX_LENGTH = 4096
MAX_RSS_MB = 512


def feed(data: bytes) -> None:
    """Give bytes to every reader. Raises whatever is neither an answer nor a refusal."""
    with contextlib.suppress(ValueError):
        value = unpack(data)
        assert pack(unpack(pack(value))) == pack(value)
    with contextlib.suppress(ValueError):
        unpack_outcome(data)
    messages = split_frames(data)
    assert b"".join(map(frame, messages)) == data[: sum(len(m) + 4 for m in messages)]
    for message in messages:
        with contextlib.suppress(ValueError):
            unpack_outcome(message)
    with contextlib.suppress(ValueError, EOFError):
        unpack(receive(io.BytesIO(data)))


def samples() -> list[bytes]:
    """Honest messages of every kind, to begin with."""
    plain = [
        None, True, -1, 2**1000, 0.5, "sigmoid", [1, [2.0, "x"]], (1, (2,)), {"a": 1, 3: [None]},
        np.arange(6.0).reshape(2, 3), np.float32([1, 2]), np.zeros((0, 3), np.int8), np.array(True),
        {"dW": np.ones((2, 1)), "db": (np.uint8([1]), [])},
    ]  # fmt: skip
    deep: Plain = 1.0
    for _ in range(MAX_DEPTH):
        deep = (deep,)
    plain.append(deep)
    outcomes = [Outcome(value, None, {"x": value}, "said\n") for value in plain]
    outcomes.append(Outcome(None, Problem("error", "ZeroDivisionError: no", "1 / 0", "2")))
    packed = [pack_outcome(outcome) for outcome in outcomes]
    replies = [frame(pack([7, "done", b"".join(map(frame, packed[:3]))]))]
    return [*map(pack, plain), *packed, *map(frame, packed), *replies]


def made_up(draw: Callable[[int], int]) -> bytes:
    """A message that is well formed and means nothing. `draw(n)` gives a number below n."""
    if draw(2):
        return msgpack.packb(_junk(draw, 3))
    problem = _junk(draw, 1) if draw(2) else ["a", "b", "c", "d"]
    printed = _junk(draw, 1) if draw(2) else ""
    asked = [["g", {"x": _junk(draw, 1)}]] if draw(4) == 0 else []
    return msgpack.packb([_junk(draw, 3), problem, {"x": _junk(draw, 2)}, printed, asked])


def _junk(draw: Callable[[int], int], depth: int) -> Any:
    """Anything that msgpack can write: values, and extensions that are almost right."""

    def leaf() -> Any:
        return _LEAVES[draw(len(_LEAVES))]

    def inside() -> Any:
        return _junk(draw, depth - 1)

    match draw(7) if depth else 0:
        case 1:
            return [inside() for _ in range(draw(5))]
        case 2:
            return {leaf(): inside() for _ in range(draw(4))}
        case 3 | 4:
            header = [
                _DTYPES[draw(len(_DTYPES))],
                [_SIDES[draw(len(_SIDES))] for _ in range(draw(5))],
            ]
            return msgpack.ExtType(
                1, msgpack.packb(header if draw(8) else inside()) + bytes(draw(25))
            )
        case 5:
            return msgpack.ExtType(draw(6), msgpack.packb(inside()))
        case 6:
            return msgpack.ExtType(3, [b"1_0", b"-", b" 7", b"9" * 400, b"0x1", b"\xff"][draw(6)])
    return leaf()


_LEAVES = [None, True, 0, -1, 2**63, 0.5, float("nan"), "", "x", "<f8", b"", b"12345678"]
_DTYPES = [
    "<f8",
    "<f4",
    "|b1",
    "|u1",
    "<i8",
    ">f8",
    "|O",
    "<U1",
    "<M8[s]",
    "f8",
    "",
    None,
    3,
    ["<f8"],
]
_SIDES = [0, 1, 2, 3, 2**16, 2**26, 2**39, 2**62, 2**64 - 1, -1, True, 1.0, "1", None]


def _functions() -> Iterator[FunctionType]:
    """What guides the fuzzer; with MSGPACK_PUREPYTHON=1 in the environment, msgpack's decoder too."""
    for holder in (values, protocol, values._Reader, msgpack.Unpacker):
        for thing in vars(holder).values():
            if isinstance(thing, FunctionType) and thing.__module__.startswith(
                ("autograder", "msgpack")
            ):
                yield thing


def main() -> None:
    """Fuzz for a while; libFuzzer prints coverage, executions and memory, and ends the process."""
    import atheris

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder in which what was found is kept")
    options = parser.parse_args()
    corpus = options.corpus or Path(tempfile.mkdtemp(prefix="decoder-"))
    corpus.mkdir(exist_ok=True)
    for number, sample in enumerate(samples()):
        (corpus / f"sample-{number}").write_bytes(b"\0" + sample)
    for function in _functions():
        atheris.instrument_func(function)

    def either(data: bytes) -> None:
        """The bytes themselves, or the message that they lead to."""
        if not data or data[0] % 2 == 0:
            feed(data[1:])
        else:
            numbers = atheris.FuzzedDataProvider(data[1:])
            feed(made_up(lambda n: numbers.ConsumeIntInRange(0, n - 1)))

    settings = {
        "max_total_time": options.seconds,
        "seed": options.seed,
        "max_len": MAX_LENGTH,
        "rss_limit_mb": MAX_RSS_MB,
        "timeout": 10,
        "use_value_profile": 1,
        "print_final_stats": 1,
    }
    atheris.Setup(
        [sys.argv[0], *(f"-{name}={value}" for name, value in settings.items()), str(corpus)],
        either,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
