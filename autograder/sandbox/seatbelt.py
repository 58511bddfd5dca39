"""Seatbelt, the sandbox of macOS: the profile for student code, and how a process puts it on.

Nobody here has a Mac. The level is claimed only where each escape was tried and failed.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable

_ALWAYS = """
(version 1)
(deny default)
(allow sysctl-read)
(allow signal (target self))
(allow file-read-metadata)
(allow file-read* (subpath "/usr/lib") (subpath "/System/Library") (subpath "/private/var/db/dyld"))
(allow file-read* (literal "/dev/urandom") (literal "/dev/zero"))
(allow file-read* file-write-data (literal "/dev/null"))
""".strip()


def profile(readable: Iterable[str], seen: Iterable[str], scratch: str) -> str:
    """The profile: read these places, list those, write to the scratch folder, and nothing else.

    Nothing allows a network, a new process or program, a signal to others, or shared memory. All paths
    are as `os.path.realpath` gives them.
    """
    return "\n".join(
        [
            _ALWAYS,
            *(f"(allow file-read* (subpath {json.dumps(place)}))" for place in readable),
            *(f"(allow file-read-data (literal {json.dumps(place)}))" for place in seen),
            f"(allow file-read* file-write* (subpath {json.dumps(scratch)}))",
            f"(deny file-write-mode file-write-owner file-write-flags (subpath {json.dumps(scratch)}))",
        ]
    )


def put_on(text: str) -> None:
    """Hold this process to a profile for good. Raises OSError, with what the system says of it."""
    library = ctypes.CDLL("/usr/lib/libsandbox.dylib")
    said = ctypes.c_char_p()
    if library.sandbox_init(text.encode(), ctypes.c_uint64(0), ctypes.byref(said)) != 0:
        raise OSError((said.value or b"sandbox_init failed").decode(errors="replace"))
