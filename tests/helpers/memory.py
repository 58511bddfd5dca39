"""Code that looks for a text in all the memory of its own process."""

from __future__ import annotations

_SEARCH = """
import ctypes
want, found = bytes({codes}), 0
for line in open("/proc/self/maps"):
    place, rights, *_, name = line.split()
    start, end = (int(part, 16) for part in place.split("-"))
    if rights.startswith("rw"):
        found += ctypes.string_at(start, end - start).count(want)
return found - 1  # it finds itself
"""


def search_for(text: str) -> str:
    """The body of a function that returns how often a text is there, which it does not hold itself."""
    return _SEARCH.format(codes=[*text.encode()])
