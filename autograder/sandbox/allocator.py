"""How a process that does much work uses memory.

By default glibc gives memory of 128 KiB and more back to the system at once, and takes it anew, page by
page, for the next array. For a training that makes such arrays all the time, this takes longer than the
arithmetic. See mallopt(3).
"""

from __future__ import annotations

import contextlib
import ctypes
import gc

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT, _LARGEST = 2**27, 2**25
_NEW_OBJECTS = 50_000


def keep_freed_memory() -> None:
    """Keep up to 128 MiB of freed memory in this process. Does nothing where malloc is not glibc's."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _LARGEST)
        mallopt(_TRIM_THRESHOLD, _KEPT)


def collect_rarely() -> None:
    """Have Python look for garbage after 50,000 new objects, in place of 700.

    Imports and notebooks make many objects and hardly any cycles: a tenth of their time is this search.
    """
    gc.set_threshold(_NEW_OBJECTS)
