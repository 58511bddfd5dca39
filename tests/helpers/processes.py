"""What runs on this machine: who started whom, and what is left of it (Linux alone)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SUBREAPER = 36


def children(pid: int) -> set[int]:
    """The processes that this one has started, or adopted, and not waited for."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found |= set(map(int, task.read_text().split()))
        except OSError:
            continue
    return found


def descendants(pid: int) -> set[int]:
    """All processes that this one has started, or that those have."""
    return set().union(*({child} | descendants(child) for child in children(pid)))


def is_alive(pid: int) -> bool:
    """Whether a process is there, and more than an entry that nobody has waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def command(pid: int) -> str:
    """What a process was started with; empty where it is gone."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ""
    return words.replace(b"\0", b" ").decode(errors="replace")


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """Have processes whose parents end become children of this one, so that none is lost sight of."""
    prctl = ctypes.CDLL(None).prctl
    prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(_SUBREAPER, 0, 0, 0, 0)
