"""Plain data: the form of a student's value, and its encoding for another process.

Nothing is pickled. Arrays are sent as dtype, shape and bytes. Size and depth of all incoming data are
limited, so that a hostile process can send wrong numbers and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

import msgpack
import numpy as np

from autograder.model import Plain

MAX_BYTES = 64 * 2**20
MAX_ITEMS = 100_000
MAX_ITEMS_IN_ALL = 500_000
CONTAINER = 4
"""The items that a container or an array counts as, besides its own: it takes longer to read than a number."""

MAX_DEPTH = 12
_ENVELOPE = 4
"""The maximum depth that a message adds to a value."""

_KINDS = "biuf"
_DTYPES = {
    np.dtype(code).str for code in ("?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d")
}
_ARRAY, _TUPLE, _INTEGER = 1, 2, 3
_MAX_BITS = 1100
_LONGEST_HEADER = 1024
_LEAVES = (bool, int, float, str, bytes, np.ndarray)
_EXACT: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
}


class NotPlain(TypeError):
    """Raised by `plain` for a value that is not numbers, text, arrays, or containers of these.

    The message names the offending type, for the sentence that the student reads.
    """


class TooManyItems(ValueError):
    """Raised by `unpack` for data with more items than allowed."""


class TooLarge(NotPlain):
    """Raised by `plain` for a value with more bytes or items than allowed."""


def plain(value: Any, depth: int = 0) -> Plain:
    """Copy a value into plain data: new arrays, Python containers, iterables as lists.

    Raises NotPlain if that is not possible.
    """
    if depth > MAX_DEPTH:
        raise NotPlain("containers nested too deeply")
    if isinstance(value, int) and int.bit_length(value) > _MAX_BITS:
        raise NotPlain("number too large for any computer's arithmetic")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return _plain_array(value)
    for base, exact in _EXACT.items():
        if isinstance(value, base):
            return exact(value)
    if isinstance(value, Mapping):
        return {_key(k): plain(v, depth + 1) for k, v in _bounded(value.items())}
    if isinstance(value, tuple):
        return tuple(plain(v, depth + 1) for v in _bounded(value))
    if isinstance(value, Iterable) and not isinstance(value, bytes | bytearray):
        return [plain(v, depth + 1) for v in _bounded(value)]
    raise NotPlain(type(value).__name__)


def _plain_array(value: np.ndarray | np.generic) -> np.ndarray:
    if _room(tuple(value.shape), value.dtype.itemsize) > MAX_BYTES:
        raise TooLarge(f"array of shape {value.shape}")
    if type(value) is np.ndarray and value.dtype.str in _DTYPES:
        return value.copy()
    array = np.array(value, order="C", subok=False)
    if array.dtype.kind == "O" and array.size <= MAX_ITEMS:
        array = _numbers_of(array)
    if array.dtype == np.longdouble:
        array = array.astype(float)
    if array.dtype.kind not in _KINDS:
        raise NotPlain(f"array of {array.dtype.name}")
    return array.astype(array.dtype.newbyteorder("="))


@lru_cache(maxsize=256)
def _room(shape: tuple[int, ...], itemsize: int) -> int:
    """The bytes of an array without its axes of length 0, because a sum over them needs that many."""
    return math.prod(n for n in shape if n) * itemsize


def _numbers_of(objects: np.ndarray) -> np.ndarray:
    try:
        if not any(isinstance(element, str | bytes | None) for element in objects.flat):
            return np.array(objects.tolist(), dtype=float)
    except (TypeError, ValueError, OverflowError):
        pass
    raise NotPlain("array of objects")


def _key(key: Any) -> str | int:
    if isinstance(key, str):
        return str.__str__(key)
    if isinstance(key, int | np.integer):
        return int(key)
    raise NotPlain(f"dict with a {type(key).__name__} as key")


def _bounded(items: Iterable[Any]) -> Iterable[Any]:
    taken = list(islice(items, MAX_ITEMS + 1))
    if len(taken) > MAX_ITEMS:
        raise TooLarge(f"collection of more than {MAX_ITEMS} items")
    return taken


def pack(value: Plain) -> bytes:
    """Encode plain data. Lone surrogates, which can't be encoded, become "?"."""
    return msgpack.packb(value, default=_extend, strict_types=True, unicode_errors="replace")


def _extend(value: Any) -> msgpack.ExtType:
    if isinstance(value, np.ndarray):
        parts = _header(value.dtype.str, value.shape), np.ascontiguousarray(value).data
        return msgpack.ExtType(_ARRAY, b"".join(parts))
    if type(value) is tuple:
        return msgpack.ExtType(_TUPLE, pack(list(value)))
    if type(value) is int:
        return msgpack.ExtType(_INTEGER, str(value).encode())
    raise NotPlain(type(value).__name__)


@lru_cache(maxsize=256)
def _header(dtype: str, shape: tuple[int, ...]) -> bytes:
    header: bytes = msgpack.packb([dtype, list(shape)])
    return header


def unpack(data: bytes, most: int = MAX_ITEMS_IN_ALL) -> Plain:
    """Decode plain data whose containers hold at most this many items.

    Raises ValueError for anything that `pack` would not have written.
    """
    if len(data) > MAX_BYTES:
        raise ValueError("more data than allowed")
    try:
        value = _Reader(most).read(data, 0)
        _vet(value, 0)
    except (msgpack.UnpackException, RecursionError, OverflowError, TypeError) as error:
        raise ValueError("not plain data") from error
    return value


class _Reader:
    """Decodes a message with its extensions, and counts the items in all of them."""

    def __init__(self, most: int) -> None:
        self._left = min(most, MAX_ITEMS_IN_ALL)

    def read(self, data: bytes, depth: int) -> Plain:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        scout = msgpack.Unpacker(max_buffer_size=max(len(data), 1))
        scout.feed(data)
        scout.skip()  # fails if less is sent than declared, before memory is allocated
        return msgpack.unpackb(
            data,
            ext_hook=lambda code, body: self._extension(code, body, depth + 1),
            list_hook=self._count,
            object_pairs_hook=self._table,
            strict_map_key=False,
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS,
        )

    def _count(self, container: Any) -> Any:
        self._take(CONTAINER + len(container))
        return container

    def _take(self, items: int) -> None:
        self._left -= items
        if self._left < 0:
            raise TooManyItems("more items than allowed")

    def _table(self, entries: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
        """A dict, after checking that its keys are small, because the hashes of large numbers can collide."""
        pairs = self._count(list(entries))  # msgpack without compiled code gives a generator
        if not all(type(k) is str or (type(k) is int and k.bit_length() <= 64) for k, _ in pairs):
            raise ValueError("a dict with an unknown kind of key")
        return dict(pairs)

    def _extension(self, code: int, body: bytes, depth: int) -> Plain:
        if code == _TUPLE:
            items = self.read(body, depth)
            if not isinstance(items, list):
                raise ValueError("a tuple that is not one")
            return tuple(items)
        if code == _INTEGER and len(body) <= 400:
            return int(body)
        if code == _ARRAY:
            self._take(CONTAINER)
            return _array(body)
        raise ValueError("an unknown kind of value")


def _vet(value: Any, depth: int) -> None:
    """Raise ValueError for data that is nested too deeply or has a type that is not plain."""
    if depth > MAX_DEPTH + _ENVELOPE:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        if not (value is None or type(value) in _LEAVES):
            raise ValueError("an unknown kind of value")
        return
    for part in value:
        if type(part) not in _LEAVES:
            _vet(part, depth + 1)


def _array(body: bytes) -> np.ndarray:
    reader = msgpack.Unpacker(max_array_len=64)
    reader.feed(body[:_LONGEST_HEADER])
    dtype, shape = reader.unpack()
    start = reader.tell()
    if type(dtype) is not str or not all(type(n) is int for n in shape):
        raise ValueError("an array of an unknown kind")
    if _bytes_of(dtype, tuple(shape)) != len(body) - start:
        raise ValueError("an array whose bytes do not fit its shape")
    return np.frombuffer(body, dtype, offset=start).reshape(shape).copy()


@lru_cache(maxsize=256)
def _bytes_of(dtype: str, shape: tuple[int, ...]) -> int:
    """The bytes of such an array. Raises ValueError if `pack` would not have written it."""
    if dtype not in _DTYPES or not all(0 <= n < 2**40 for n in shape):
        raise ValueError("an array of an unknown kind")
    if len(shape) > 32 or _room(shape, np.dtype(dtype).itemsize) > MAX_BYTES:
        raise ValueError("an array of an unlikely shape")
    return math.prod(shape) * np.dtype(dtype).itemsize
