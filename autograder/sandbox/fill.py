"""How much lies in a folder in which student code works, where no size was set for it beforehand."""

from __future__ import annotations

import contextlib
import os
import stat

_TRIES = 3
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def fuller_than(folder: str, names: int, size: int) -> bool:
    """Whether a folder holds more names than this, or more bytes.

    It may change meanwhile. One that changes so that it can't be counted is taken to be too full.
    """
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            return _fuller_than(folder, names, size)
    return True


def _fuller_than(folder: str, names: int, size: int) -> bool:
    """Go through all folders with one open at a time, since they may be deeper than files can be open."""
    at = os.open(folder, _FOLDER)
    left: list[list[str]] = []
    try:
        while True:
            left.append([])
            here = os.listdir(at)
            names -= len(here)
            if names < 0:
                return True
            for name in here:
                found = os.stat(name, dir_fd=at, follow_symlinks=False)
                size -= found.st_blocks * 512
                if stat.S_ISDIR(found.st_mode) and found.st_mode & 0o700 == 0o700:
                    left[-1].append(name)
            if size < 0:
                return True
            while not left[-1]:
                left.pop()
                if not left:
                    return False
                at = _from(at, "..")
            at = _from(at, left[-1].pop())
    finally:
        os.close(at)


def _from(at: int, name: str) -> int:
    """Open a folder in place of another, under the same number."""
    new = os.open(name, _FOLDER, dir_fd=at)
    os.dup2(new, at, inheritable=False)
    os.close(new)
    return at
