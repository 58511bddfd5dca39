"""Walks through a submitted folder, whatever is in it: links, closed folders, endless depth."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

MAX_DEPTH = 100
MAX_LENGTH = 800
"""The most bytes of a path below the folder: it has to fit into other folders of the course too."""


def files_in(folder: Path, names_to_skip: Collection[str] = ()) -> Iterator[Path]:
    """All files in a folder and its subfolders, and the folders that hide what is in them.

    Links are not followed. A folder hides what is in it if it can't be listed or entered, if it is too
    deep, or if a path in it is too long for the system.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            if len(here.relative_to(folder).parts) > MAX_DEPTH:
                raise OSError
            found = sorted(os.listdir(here))
        except OSError:
            yield _nearest(here)
            continue
        inner = []
        for path in (here / name for name in found):
            if not _is_folder(path):
                yield _nearest(path)
            elif path.name not in names_to_skip:
                inner.append(path)
        waiting += reversed(inner)


def is_short(path: Path, folder: Path) -> bool:
    """Whether a path in a folder is short enough to be copied into the course's other folders."""
    return len(os.fsencode(path.relative_to(folder))) <= MAX_LENGTH


def files_to_copy(path: str, exclude: Iterable[str] | None = None) -> list[str]:
    """All files below a path, in place of nbgrader's `find_all_files`.

    `exclude` holds patterns for names, and whole paths, escaped as `glob.escape` does it. Unlike in
    nbgrader's own function, brackets in the names of folders have no meaning, and no depth is too deep.
    """
    exclude = list(exclude or ())
    paths = {pattern for pattern in exclude if os.path.isabs(pattern)}
    names = [pattern for pattern in exclude if pattern not in paths]

    def is_ignored(path: str) -> bool:
        name = os.path.basename(path)
        return glob.escape(path) in paths or any(fnmatchcase(name, each) for each in names)

    files, waiting = [], [path]
    while waiting:
        here = waiting.pop()
        if os.path.isdir(here) and not is_ignored(here):
            inside = sorted((os.path.join(here, name) for name in _listed(here)), reverse=True)
            waiting += [path for path in inside if _is_folder(path)]
            files += [path for path in inside if not os.path.isdir(path) and not is_ignored(path)]
    return files


def _is_folder(path: Path | str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _nearest(path: Path) -> Path:
    """The path, or else the nearest folder above it that can be reached."""
    return next(near for near in (path, *path.parents) if os.path.lexists(near))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
