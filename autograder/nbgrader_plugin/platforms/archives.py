"""Unpacks zips that come from elsewhere: nothing outside the folder, no links, within limits."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from autograder.nbgrader_plugin.submission_folder import shown

MAX_FILES = 20_000
MAX_BYTES = 4 * 2**30
"""The most that an archive may hold when it is unpacked."""

_ASIDE = ("__MACOSX", ".DS_Store", "Thumbs.db")
_PIECE = 2**20
_ENCRYPTED = 0x1


class BadArchive(ValueError):
    """Raised where an archive can't be used. The message is a sentence for the instructor."""


def paths_in(archive: Path) -> list[str]:
    """The paths of all files in a zip. Raises BadArchive."""
    with _opened(archive) as zipped:
        return [info.filename for info in _files(zipped, archive.name)]


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip into a folder. Raises BadArchive, before anything is written wherever that can be told.

    A zip is refused whole if it holds a path that leads out of the folder, a link, a file twice, a
    password, more than `MAX_FILES` files, or more than `MAX_BYTES` bytes.
    """
    with _opened(archive) as zipped:
        for info in _files(zipped, archive.name):
            target = folder / info.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with zipped.open(info) as source, target.open("xb") as file:
                while piece := source.read(_PIECE):
                    file.write(piece)


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as zipped:
            yield zipped
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise BadArchive(
            f"{shown(archive.name)} is not a zip file, or it is damaged: download it again."
        ) from error
    except OSError as error:
        raise BadArchive(
            f"{shown(archive.name)} can't be unpacked: {error.strerror or error}."
        ) from error


def _files(zipped: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The files of an archive, after a look at all of them."""
    found = [info for info in zipped.infolist() if not info.is_dir()]
    found = [info for info in found if not _is_aside(info.filename)]
    reason = next((words for info in found if (words := _refused(info))), None) or _too_much(found)
    if reason:
        raise BadArchive(f"{shown(name)} {reason}, so nothing of it was unpacked.")
    return found


def _refused(info: zipfile.ZipInfo) -> str | None:
    """What is wrong with a file in an archive, as the end of a sentence."""
    parts, windows = PurePosixPath(info.filename).parts, PureWindowsPath(info.filename)
    if info.filename.startswith("/") or ".." in parts or windows.drive or "\\" in info.filename:
        return f"holds {shown(info.filename)}, which leads out of its folder"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return f"holds {shown(info.filename)}, which is a link or no ordinary file"
    if info.flag_bits & _ENCRYPTED:
        return "is protected by a password"
    return None


def _too_much(files: list[zipfile.ZipInfo]) -> str | None:
    names = [info.filename for info in files]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        return f"holds {shown(twice)} twice"
    if len(files) > MAX_FILES:
        return f"holds {len(files)} files, more than {MAX_FILES}"
    total = sum(info.file_size for info in files)
    if total > MAX_BYTES:
        return f"takes {total / 2**30:.0f} GB when unpacked, more than {MAX_BYTES // 2**30}"
    return None


def _is_aside(path: str) -> bool:
    """What an operating system lays beside files, which no student handed in."""
    return any(part in _ASIDE or part.startswith("._") for part in PurePosixPath(path).parts)
