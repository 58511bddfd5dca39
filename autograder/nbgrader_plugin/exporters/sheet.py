"""Cells and files that a spreadsheet opens and a learning platform imports.

A spreadsheet reads a cell that begins with `=`, `+`, `-` or `@` as a formula ("CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection), and students choose some of the text here, such
as file names.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA = re.compile(r"""(^|[,;])(?=[\s"]*[=+\-@])""")
"""Where a formula may begin, also in spreadsheets that split cells at every comma or semicolon."""


class NotWritten(OSError):
    """Raised by `write` where the file can't be written. The message says why."""


def words(value: object) -> str:
    """A cell for people to read, on one line. An apostrophe is put before anything like a formula."""
    text = " ".join(str("" if value is None else value).split())
    return _FORMULA.sub(r"\1'", text)


def key(value: object) -> str:
    """A cell that identifies a student: unchanged, or empty if it might be a formula."""
    text = str("" if value is None else value).strip()
    return text if text.isprintable() and not _FORMULA.search(text) else ""


def digits(value: object) -> str:
    """A cell for a platform's own number of a student: empty if it is not a number."""
    text = key(value)
    return text if text.isascii() and text.isdecimal() else ""


def number(value: float | None) -> str:
    """A mark with at most five decimals and a decimal point; empty if there is none."""
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file in UTF-8, whole or not at all. Raises NotWritten if that fails."""
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
