"""Lets a process keep the memory that large arrays free, for the next ones.

By default glibc gives memory of 128 KiB and more back to the system at once, and takes it anew, page by
page, for the next array. For a training that makes such arrays all the time, this takes longer than the
arithmetic. See mallopt(3).
"""

from __future__ import annotations

import contextlib
import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT, _LARGEST = 2**27, 2**25


def keep_freed_memory() -> None:
    """Keep up to 128 MiB of freed memory in this process. Does nothing where malloc is not glibc's."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _LARGEST)
        mallopt(_TRIM_THRESHOLD, _KEPT)
