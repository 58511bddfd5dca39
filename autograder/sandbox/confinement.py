"""Confines a process that runs student code where no namespaces can be made, as in most pods.

On Linux: no new privileges, no capabilities, Landlock for files and a filter of system calls for all
else. On macOS: Seatbelt. Nothing here is believed: see `escapes`.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.sandbox import landlock, seatbelt
from autograder.sandbox.syscalls import confined_program

_LINUX = sys.platform.startswith("linux")
_DEVICES = {"/dev/null": landlock.USE, "/dev/zero": landlock.READ, "/dev/urandom": landlock.READ}
_SET_PARENTS_DEATH, _SET_FILTER, _NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER_MODE = 2
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITIES_VERSION = 0x20080522


def obstacle() -> str:
    """Why student code can't be confined here, in a sentence; empty if it is worth a try."""
    if sys.platform == "darwin":
        return ""
    if not _LINUX:
        return "Without it, only Linux and macOS can confine student code."
    if landlock.version() < landlock.NEEDED:
        return (
            "Nor can student code be confined without it: this kernel has no Landlock, or an old one. "
            "Linux 6.2 or newer has it, where it is switched on."
        )
    if not confined_program(0):
        return "Nor can student code be confined without it: the system calls of this processor are not known."
    return ""


def explain(error: str) -> str:
    """What the last line of a confined worker on stderr means."""
    return f"Nor can student code be confined here ({error.strip()[:900] or 'no answer'})."


@dataclass
class Confinement:
    """What a confined process may open, prepared once and put on by many.

    Args:
        readable: files and folders that it may read, with all that lies below them.
        listed: folders of which it may see the names, but read nothing that is not in `readable`.
        scratch: the folder that it may write to.
    """

    readable: Sequence[str]
    listed: Sequence[str]
    scratch: str
    rules: int = field(init=False, default=-1)
    """The descriptor of the rules for files, to be kept open until `enter`; -1 on macOS."""

    def __post_init__(self) -> None:
        if _LINUX:
            self.rules = landlock.ruleset(
                [
                    *((place, landlock.READ) for place in self.readable),
                    *((place, landlock.SEE) for place in self.listed),
                    *_DEVICES.items(),
                    (self.scratch, landlock.OWN),
                ]
            )

    def enter(self) -> None:
        """Confine this process for good. Raises OSError where that fails: it may then not go on."""
        if not _LINUX:
            real = [os.path.realpath(place) for place in self.readable]
            listed = [os.path.realpath(place) for place in self.listed]
            seatbelt.put_on(seatbelt.profile(real, listed, os.path.realpath(self.scratch)))
            return
        _prctl(_NO_NEW_PRIVILEGES, 1)
        _drop_capabilities()
        landlock.restrict(self.rules)
        program = confined_program(os.getpid())
        held = ctypes.create_string_buffer(program, len(program))
        _prctl(
            _SET_FILTER, _FILTER_MODE, struct.pack("HP", len(program) // 8, ctypes.addressof(held))
        )


def die_with(parent: int) -> None:
    """End this process with its parent, which is the process with this id (Linux alone)."""
    if _LINUX:
        _prctl(_SET_PARENTS_DEATH, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _drop_capabilities() -> None:
    """Give up all that root may do beyond other users."""
    number = _CAPSET[os.uname().machine]
    header, none = struct.pack("Ii", _CAPABILITIES_VERSION, 0), bytes(24)
    if ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _prctl(option: int, value: int, pointer: bytes | None = None) -> None:
    call = ctypes.CDLL(None, use_errno=True).prctl
    if call(option, ctypes.c_ulong(value), pointer, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
