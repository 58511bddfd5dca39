"""Plain data: what becomes of a student's value, and what hostile bytes can do (nothing)."""

from __future__ import annotations

import contextlib
import itertools
import tracemalloc
from collections import OrderedDict, UserDict, namedtuple

import msgpack
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.values import MAX_DEPTH, MAX_ITEMS, NotPlain, pack, plain, unpack
from tests.helpers.made_up import arrays, plain_values, same


@given(plain_values)
def test_plain_data_survives_the_journey(value) -> None:
    assert same(unpack(pack(value)), value)


@given(plain_values)
def test_plain_data_is_plain_already(value) -> None:
    assert same(plain(value), value)


@given(arrays)
def test_a_plain_array_is_the_callers_no_more(array) -> None:
    copy = plain(array)
    assert not np.shares_memory(copy, array)
    assert copy.flags.writeable


@given(arrays)
def test_an_array_survives_the_journey_however_it_lies_in_memory(array) -> None:
    for view in (array.T, array[..., ::-1] if array.ndim else array, np.asfortranarray(array)):
        assert same(unpack(pack(view)), view)
        assert same(plain(view), view)


def unpacks_or_refuses(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        unpack(data)


@given(st.binary(max_size=300))
def test_random_bytes_are_data_or_refused(data) -> None:
    unpacks_or_refuses(data)


@given(plain_values, st.data())
def test_damaged_messages_are_data_or_refused(value, draw) -> None:
    message = bytearray(pack(value))
    unpacks_or_refuses(bytes(message[: draw.draw(st.integers(0, len(message)))]))
    for _ in range(3):
        bit = draw.draw(st.integers(0, 8 * len(message) - 1))
        message[bit // 8] ^= 1 << bit % 8
        unpacks_or_refuses(bytes(message))


@given(st.integers(-128, 127), st.binary(max_size=60))
def test_extensions_of_every_kind_are_data_or_refused(code, body) -> None:
    ext = b"\xc7" + bytes([len(body)]) + code.to_bytes(1, "big", signed=True) + body
    unpacks_or_refuses(ext)


def array_message(dtype, shape, body: bytes) -> bytes:
    return msgpack.packb(msgpack.ExtType(1, msgpack.packb([dtype, shape]) + body))


HUGE = 2**39
HOSTILE_ARRAYS = {
    "objects": ("|O", [1], b"\0" * 8),
    "text": ("<U1", [1], b"\0" * 4),
    "bytes": ("|S8", [1], b"\0" * 8),
    "complex": ("<c16", [1], b"\0" * 16),
    "records": ([["a", "<f8"]], [1], b"\0" * 8),
    "times": ("<M8[s]", [1], b"\0" * 8),
    "foreign byte order": (">f8", [1], b"\0" * 8),
    "no dtype": (None, [1], b"\0" * 8),
    "dtype of no such name": ("nonsense", [1], b"\0" * 8),
    "a negative length": ("<f8", [-1], b"\0" * 8),
    "two negative lengths": ("<f8", [-1, -1], b"\0" * 8),
    "a length that is true": ("<f8", [True], b"\0" * 8),
    "a length that is a fraction": ("<f8", [1.0], b"\0" * 8),
    "a shape that is text": ("<f8", "1", b"\0" * 8),
    "a shape that is a number": ("<f8", 1, b"\0" * 8),
    "a shape that is a dict": ("<f8", {"1": 1}, b"\0" * 8),
    "too many axes": ("<f8", [1] * 65, b"\0" * 8),
    "too few bytes": ("<f8", [2], b"\0" * 8),
    "too many bytes": ("<f8", [1], b"\0" * 9),
    "a product that overflows": ("<f8", [2**32, 2**32], b""),
    "nothing, but wide": ("<f8", [0, HUGE], b""),
    "nothing, but wide twice": ("<f8", [0, 2**26, 2**26], b""),
}


@pytest.mark.parametrize("header", HOSTILE_ARRAYS.values(), ids=HOSTILE_ARRAYS)
def test_arrays_that_are_none_are_refused(header) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(array_message(*header))


def test_an_array_of_the_same_make_is_read() -> None:
    assert same(unpack(array_message("<f8", [1], b"\0" * 8)), np.zeros(1))


LIST_HEADER = b"\xdd" + MAX_ITEMS.to_bytes(4, "big")
BOMBS = {
    "declared, not sent": LIST_HEADER * 1000,
    "maps declared, not sent": (b"\xdf" + MAX_ITEMS.to_bytes(4, "big")) * 1000,
    "a list longer than memory": b"\xdd\xff\xff\xff\xff",
    "text longer than memory": b"\xdb\xff\xff\xff\xff",
    "bytes longer than memory": b"\xc6\xff\xff\xff\xff",
    "an extension longer than memory": b"\xc9\xff\xff\xff\xff\x01",
    "an array header longer than memory": array_message("<f8", [1], b"")[:-4] + b"\xff" * 4,
    "eight lists of empty dicts": b"\xdc\x00\x08" + (LIST_HEADER + b"\x80" * MAX_ITEMS) * 8,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_small_message_takes_little_memory(bomb) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"."):
            unpack(bomb)
        assert tracemalloc.get_traced_memory()[1] < 50e6
    finally:
        tracemalloc.stop()


def nested_lists(depth: int) -> bytes:
    return b"\x91" * depth + b"\xc0"


def nested_tuples(depth: int) -> bytes:
    message = msgpack.packb([])
    for _ in range(depth):
        message = msgpack.packb(msgpack.ExtType(2, b"\x91" + message))
    return message


@pytest.mark.parametrize("nested", [nested_lists, nested_tuples])
@pytest.mark.parametrize("depth", [100, 500, 1000, 20_000])
def test_depth_is_bounded(nested, depth) -> None:
    if nested is nested_tuples and depth > 1000:
        depth = 1000
    with pytest.raises(ValueError, match=r"."):
        unpack(nested(depth))


def test_the_deepest_plain_value_travels_inside_an_outcome() -> None:
    value = 1.0
    for _ in range(MAX_DEPTH):
        value = (value,)
    assert same(
        unpack(pack([plain(value), None, {"a": plain(value)}, ""])), [value, None, {"a": value}, ""]
    )


def test_only_what_pack_writes_is_read() -> None:
    for stray in (
        b"\xd6\xff\0\0\0\0",  # a time stamp
        msgpack.packb({(1, 2): 3}),
        msgpack.packb({None: 3}),
        msgpack.packb({b"key": 3}),
        msgpack.packb({1.5: 3}),
    ):
        with pytest.raises(ValueError, match=r"."):
            unpack(stray)


# What a student's value is turned into.


class Integer(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__

    def __int__(self):
        return 7

    def bit_length(self):
        return 0


class Real(float):
    def __eq__(self, other):
        return True

    def __float__(self):
        return Real(7.0)


class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__

    def __str__(self):
        return self


class Dict(dict):
    def __eq__(self, other):
        return True

    def __len__(self):
        return -1

    def __iter__(self):
        raise RuntimeError("no")


class List(list):
    def __eq__(self, other):
        return True

    def __len__(self):
        raise RuntimeError("no")


class Array(np.ndarray):
    def __array_finalize__(self, parent):
        pass

    def __eq__(self, other):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        return True


Point = namedtuple("Point", "x y")

BECOMES = {
    "an int subclass": (Integer(3), 3),
    "a float subclass": (Real(2.5), 2.5),
    "a str subclass": (Text("a"), "a"),
    "a dict subclass": (Dict(a=1), {"a": 1}),
    "a list subclass": (List([1, 2]), [1, 2]),
    "an array subclass": (np.arange(3.0).view(Array), np.arange(3.0)),
    "a bool": (True, True),
    "a NumPy number": (np.float64(1.5), np.array(1.5)),
    "a NumPy bool": (np.True_, np.array(True)),
    "a matrix": (np.asmatrix([[1.0, 2.0]]), np.array([[1.0, 2.0]])),
    "a masked array": (np.ma.array([1.0, 2.0], mask=[0, 1]), np.array([1.0, 2.0])),
    "half precision": (np.float16([1.5]), np.float16([1.5])),
    "long double": (np.longdouble([1.5]), np.array([1.5])),
    "big-endian": (np.array([1.5], ">f8"), np.array([1.5])),
    "a view with strides": (np.arange(6.0)[::-2], np.array([5.0, 3.0, 1.0])),
    "Fortran order": (
        np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]),
        np.array([[1.0, 2.0], [3.0, 4.0]]),
    ),
    "numbers kept as objects": (np.array([1, 2.5, True], object), np.array([1.0, 2.5, 1.0])),
    "a generator": ((n for n in (1, 2)), [1, 2]),
    "zip": (zip([1], [2], strict=True), [(1, 2)]),
    "range": (range(3), [0, 1, 2]),
    "a named tuple": (Point(1, 2), (1, 2)),
    "an ordered dict": (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
    "a mapping": (UserDict(a=[1]), {"a": [1]}),
    "NumPy keys": ({np.int64(3): 1}, {3: 1}),
    "NaN": (float("nan"), float("nan")),
    "a large integer": (2**1000, 2**1000),
}


@pytest.mark.parametrize(("value", "expected"), BECOMES.values(), ids=BECOMES)
def test_a_value_becomes_plain(value, expected) -> None:
    assert same(plain(value), expected)


def endless():
    while True:
        yield 1.0


def itself():
    loop: list = []
    loop.append(loop)
    return loop


NEVER_PLAIN = {
    "an endless generator": endless,
    "an endless map": lambda: {"a": itertools.count()},
    "a list in itself": itself,
    "an object": object,
    "a function": lambda: len,
    "a complex number": lambda: 1j,
    "complex numbers": lambda: np.array([1j]),
    "bytes": lambda: b"abc",
    "an array of text": lambda: np.array(["a"]),
    "an array of dates": lambda: np.array(["2020-01-01"], "M8[D]"),
    "records": lambda: np.zeros(2, [("a", float)]),
    "objects in an array": lambda: np.array([object()], object),
    "text in an array of objects": lambda: np.array(["1.5"], object),
    "lists in an array of objects": lambda: np.array([[1], [1, 2]], object),
    "huge numbers in an array of objects": lambda: np.array([10**400], object),
    "a number beyond reason": lambda: 10**1000,
    "a key that is a pair": lambda: {(1, 2): 3},
    "an array as large as a disk": lambda: np.broadcast_to(1.0, (10**6, 10**6)),
    "an array of no numbers, but wide": lambda: np.empty((0, HUGE)),
}


@pytest.mark.parametrize("make", NEVER_PLAIN.values(), ids=NEVER_PLAIN)
def test_what_is_no_plain_data_is_refused(make) -> None:
    with pytest.raises(NotPlain):
        plain(make())


def test_the_refusal_names_the_type() -> None:
    with pytest.raises(NotPlain, match=r"^function$"):
        plain([lambda: 0])


def test_text_that_no_encoding_has_still_travels() -> None:
    assert unpack(pack(["half of a pair: \ud83d", {"\udc00": 1}])) == [
        "half of a pair: ?",
        {"?": 1},
    ]
