"""Empties a folder in which student code has worked.

Nothing that lies there leads the sweep astray or stops it: no link is followed, no path is as deep as
the folders are, and modes are changed where they stand in the way.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time

SECONDS = 30.0
CAN_SWEEP = os.open in os.supports_dir_fd and os.listdir in os.supports_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_PLACE = getattr(os, "O_PATH", 0)


def sweep(folder: str) -> None:
    """Remove everything in a folder, given by its absolute path, and what is attached to the folder.

    Raises OSError if something can't be removed, or does not end.
    """
    with contextlib.suppress(PermissionError):  # then it is not the student's, and as it was
        _open_up(folder)
    top = os.open(folder, _FOLDER)
    try:
        _drop_attributes(top)
        deadline = time.monotonic() + SECONDS
        while names := os.listdir(top):
            for name in names:
                _remove(name, top)
                if time.monotonic() > deadline:
                    raise OSError(f"{folder} can't be emptied")
        with contextlib.suppress(PermissionError):
            os.utime(top)  # its times could hold a message, too
    finally:
        os.close(top)


def _remove(name: str, top: int) -> None:
    """Remove a file, or a folder whose own folders are first moved up beside it."""
    if _unlinked(name, top):
        return
    inside = os.open(name, _FOLDER, dir_fd=top)
    try:
        for entry in os.listdir(inside):
            if not _unlinked(entry, inside):
                os.rename(entry, secrets.token_hex(16), src_dir_fd=inside, dst_dir_fd=top)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=top)


def _unlinked(name: str, folder: int) -> bool:
    """Remove what is no folder. Returns False for a folder, which can then be entered and moved."""
    try:
        os.unlink(name, dir_fd=folder)
    except (IsADirectoryError, PermissionError):
        _open_up(name, folder)
        return False
    return True


def _open_up(name: str, folder: int | None = None) -> None:
    """Give the owner all rights to a folder. Raises OSError for anything else, such as a link."""
    if not _PLACE:
        os.chmod(name, 0o700, dir_fd=folder, follow_symlinks=False)
        return
    place = os.open(name, _FOLDER | _PLACE, dir_fd=folder)
    try:
        os.chmod(f"/proc/self/fd/{place}", 0o700)
    finally:
        os.close(place)


def _drop_attributes(folder: int) -> None:
    """Remove the extended attributes and access lists of a folder, which could hold a message."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(folder):
            with contextlib.suppress(OSError):
                os.removexattr(folder, name)
