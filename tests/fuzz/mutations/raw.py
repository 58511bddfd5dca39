"""Bytes: a broken disk, a wrong encoding."""

from __future__ import annotations

import gzip
from random import Random


def bits_flipped(data: bytes, draw: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(draw.choice([1, 1, 4, 64]) if broken else 0):
        broken[draw.randrange(len(broken))] ^= 1 << draw.randrange(8)
    return bytes(broken)


def cut(data: bytes, draw: Random) -> bytes:
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return draw.choice([data[:start], data[end:], data[:start] + data[end:]])


def inserted(data: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.randbytes(draw.choice([1, 8, 1000])) + data[at:]


def doubled(data: bytes, draw: Random) -> bytes:
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:]


def zeroed(data: bytes, draw: Random) -> bytes:
    start = draw.randrange(len(data) + 1)
    gone = min(512, len(data) - start)
    return data[:start] + bytes(gone) + data[start + gone :]


def encoded_otherwise(data: bytes, draw: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    codec = draw.choice(["utf-16", "utf-32", "utf-8-sig", "cp1252", "utf-7"])
    return text.encode(codec, "replace")


def compressed(data: bytes, draw: Random) -> bytes:
    return gzip.compress(data, mtime=0)


def emptied(data: bytes, draw: Random) -> bytes:
    return b""
