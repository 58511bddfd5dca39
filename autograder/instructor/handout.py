"""A folder or a zip for students, which is there as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def refuse_to_overwrite(out: Path) -> None:
    """Raise FileExistsError if something is at `out` that is more than an empty folder."""
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise FileExistsError(f"{out} already exists: choose another name, or remove it first.")


@contextmanager
def new_handout(out: Path) -> Iterator[tuple[Path, Path]]:
    """A folder to fill, and one to work in. When it is full it becomes `out`, or a zip if it ends so.

    Raises FileExistsError, and writes nothing, if `out` already exists.
    """
    refuse_to_overwrite(out)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "handout" / (out.stem if out.suffix == ".zip" else out.name)
        folder.mkdir(parents=True)
        work = Path(scratch) / "work"
        work.mkdir()
        yield folder, work
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.suffix == ".zip":
            archive = shutil.make_archive(
                str(Path(scratch) / "handout"), "zip", folder.parent, folder.name
            )
            shutil.move(archive, out)
            return
        if out.exists():
            out.rmdir()
        shutil.move(folder, out)
