"""Cells and files that a spreadsheet opens and a learning platform imports.

A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, whoever wrote it ("CSV
Injection", https://owasp.org/www-community/attacks/CSV_Injection). A file's name chosen by a student
may well end up in a cell.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA = re.compile(r"""(^|[,;])(?=[\s"]*[=+\-@])""")
"""Where a formula would begin, also in a spreadsheet that takes each comma or semicolon for a cell's end."""


class NotWritten(OSError):
    """A file that could not be written, in a sentence that says why."""


def words(value: object) -> str:
    """A cell for people, on one line; what looks like a formula gets an apostrophe before it."""
    text = " ".join(str("" if value is None else value).split())
    return _FORMULA.sub(r"\1'", text)


def key(value: object) -> str:
    """A cell by which a platform finds somebody: unchanged, or empty where it might be a formula."""
    text = str("" if value is None else value).strip()
    return text if text.isprintable() and not _FORMULA.search(text) else ""


def digits(value: object) -> str:
    """A cell for a platform's own number of somebody: empty where it is anything else."""
    text = key(value)
    return text if text.isascii() and text.isdecimal() else ""


def number(value: float | None) -> str:
    """A mark to five decimals, with a point; empty where there is none."""
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file in UTF-8, whole or not at all.

    Raises NotWritten.
    """
    if path.exists() and not path.is_file():
        raise NotWritten(f"{path} is not a file: name one with --to.")
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("x", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        draft.replace(path)
    except OSError as error:
        raise NotWritten(f"{path} can't be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
