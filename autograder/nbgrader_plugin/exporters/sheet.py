"""Cells and files that a spreadsheet opens and a learning platform imports.

A spreadsheet reads a cell that begins with `=`, `+`, `-` or `@` as a formula ("CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection), in some languages also with their full-width
forms. Students choose some of the text here, such as file names.
"""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

_SIGN = r"=+\-@−⁺⁻⁼₊₋₌⩵⩶﬩﹢﹣﹦﹫＋－＝＠"
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
"""Spaces, controls and what takes no room, which a spreadsheet may skip before a sign."""
_OF_NO_WIDTH = re.compile(rf"(?!\s)[{_UNSEEN}]")
_FORMULA = re.compile(rf"""(^|[,;])(?=[{_UNSEEN}"]*[{_SIGN}])""")
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


def likeness(value: object) -> str:
    """What a text keeps where case, spaces, unseen characters and the way of writing accents don't count.

    A platform or a spreadsheet may take two texts with the same likeness for one.
    """
    text = _OF_NO_WIDTH.sub("", "" if value is None else str(value))
    return " ".join(unicodedata.normalize("NFKC", text.casefold()).casefold().split())


def digits(value: object) -> str:
    """A cell for a platform's own number of a student: empty if it is not a number."""
    text = key(value)
    return text.lstrip("0") if text.isascii() and text.isdecimal() else ""


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
