"""Landlock: the files that a process may open from now on, and whom it may reach.

The packages for it on PyPI are alpha releases or came out this year, and what is needed here are three
system calls. See "Landlock: unprivileged access
control" in the kernel's documentation.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

NEEDED = 3
"""The version that also asks about cutting files short: Linux 6.2."""

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_BENEATH = 1

_WRITE_FILE, _READ_FILE, _READ_FOLDER, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_REMOVE, _MAKE_FOLDER, _MAKE_FILE, _MAKE_LINK, _MOVE = 3 << 4, 1 << 7, 1 << 8, 1 << 12, 1 << 13
_EVERYTHING = ((1 << 15) - 1, (1 << 16) - 1)
"""All that can be asked about files: in version 3, and with devices from version 5."""
_TCP = 3
_SCOPES = 3

SEE = _READ_FOLDER
READ = _READ_FILE | _READ_FOLDER
USE = READ | _WRITE_FILE
OWN = USE | _TRUNCATE | _REMOVE | _MAKE_FOLDER | _MAKE_FILE | _MAKE_LINK | _MOVE
_FOR_FILES = _READ_FILE | _WRITE_FILE | _TRUNCATE


def version() -> int:
    """The version of Landlock that this kernel has; 0 where there is none, or it is switched off."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(_call(_CREATE, None, 0, _ASK_VERSION), 0)


def ruleset(allowed: Iterable[tuple[str, int]]) -> int:
    """The descriptor of a ruleset: these places with all that lies below them, each with its rights.

    What is not there is left out. Raises OSError where the kernel has no Landlock.
    """
    known = version()
    handled = struct.pack(
        "=QQQ", _EVERYTHING[known >= 5], _TCP * (known >= 4), _SCOPES * (known >= 6)
    )
    size = 8 * (1 + (known >= 4) + (known >= 6))
    rules = _checked(_call(_CREATE, handled, size, 0))
    for place, rights in allowed:
        try:
            at = os.open(place, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            if not os.path.isdir(place):
                rights &= _FOR_FILES
            _checked(_call(_ADD_RULE, rules, _BENEATH, struct.pack("=Qi", rights, at), 0))
        finally:
            os.close(at)
    return rules


def restrict(rules: int) -> None:
    """Hold this process to a ruleset for good, and close its descriptor. Raises OSError."""
    _checked(_call(_RESTRICT, rules, 0))
    os.close(rules)


def _call(number: int, *arguments: int | bytes | None) -> int:
    result: int = ctypes.CDLL(None, use_errno=True).syscall(
        *(ctypes.c_long(a) if isinstance(a, int) else a for a in (number, *arguments))
    )
    return result


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
