"""Reads a notebook's cells tolerantly, from any nbformat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECK = "check-"
"""The prefix of a check cell's grade id, before the name of its exercise."""

MAX_BYTES = 50 * 2**20
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_WEB_PAGE = re.compile(
    r"\s*<(?:[!?][^<>]*>\s*<)*(?:!doctype html|html|head|body|script|meta)\b", re.IGNORECASE
)
_OTHER_FILES = {
    b"PK\x03\x04": "a ZIP archive (or an Office document)",
    b"\x1f\x8b": "a compressed archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF file",
    b"\x00\x05\x16\x07": "a file of macOS's own (AppleDouble)",
}


class UnreadableNotebook(ValueError):
    """Raised by `cells_of` and others for a notebook that can't be read. The message is for the student."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its name (its grade id, or a number) and its source."""

    name: str
    source: str


def is_notebook_name(name: str) -> bool:
    """Whether a file's name is a notebook's. Hidden files, such as macOS's `._a.ipynb`, are none."""
    return name.lower().endswith(".ipynb") and not name.startswith(".")


def read_code(path: Path) -> list[Cell]:
    """The code cells of a notebook file. Raises UnreadableNotebook."""
    return code_of(cells_of(path))


def code_of(cells: Iterable[Any]) -> list[Cell]:
    """The code cells among a file's cells."""
    code = []
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, Mapping) and cell.get("cell_type") == "code":
            grade_id = grading_of(cell).get("grade_id")
            name = grade_id if isinstance(grade_id, str) and grade_id else str(number)
            code.append(Cell(name, source_of(cell)))
    return code


def grading_of(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """A cell's nbgrader metadata; empty if it is missing or malformed."""
    metadata = cell.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return grading if isinstance(grading, Mapping) else {}


def source_of(cell: Mapping[str, Any]) -> str:
    """A cell's text, which files hold as one text or as a list of lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def is_check(cell: Mapping[str, Any]) -> bool:
    """Whether nbgrader takes points from a cell that students don't write."""
    grading = grading_of(cell)
    return bool(grading.get("grade")) and not grading.get("solution")


def cells_of(path: Path) -> list[Any]:
    """A notebook file's cells, as they are in the file. Raises UnreadableNotebook."""
    name = path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableNotebook(
                f"{name} is larger than 50 MB: clear its outputs and save it again."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableNotebook(f"There is no file {path}.") from None
    except OSError as error:
        raise UnreadableNotebook(f"{path} can't be opened: {error.strerror}.") from None
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableNotebook(f"{name} {what_it_is(data)}") from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if cells is None and isinstance(content, dict) and "worksheets" in content:
        cells = _of_worksheets(content["worksheets"], name)
    if not isinstance(cells, list):
        raise UnreadableNotebook(f"{name} has no cells: is it the right file?")
    return cells


def what_it_is(data: bytes) -> str:
    """What a file holds that is not JSON, and what to do: the end of a sentence that begins with its name."""
    text = data.decode(json.detect_encoding(data), errors="replace").lstrip("\ufeff")
    conflict = _CONFLICT.search(text)
    if not text.strip():
        return "is empty: open it in JupyterLab and save it again."
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return (
            f"holds an unfinished Git merge (<<<<<<< in line {line}): choose one of the two versions, "
            "open it in JupyterLab and save it again."
        )
    if text.startswith("version https://git-lfs.github.com/spec/"):
        return (
            "is a Git LFS pointer, not the notebook itself: get the notebook with git lfs pull, and "
            "take that file."
        )
    if _WEB_PAGE.match(text[:5000]):
        return (
            "is a web page, not a notebook (a login page, for example): download the notebook again, "
            "or save it in JupyterLab."
        )
    for start, kind in _OTHER_FILES.items():
        if data.startswith(start):
            return f"is {kind}, not a notebook: take the .ipynb file."
    return "is not a notebook (it can't be read as JSON): open it in JupyterLab and save it again."


def _of_worksheets(sheets: Any, name: str) -> list[Any]:
    """The cells of nbformat 3 and older, in the form of nbformat 4."""
    found: list[Any] = [sheet.get("cells") for sheet in sheets] if _are_dicts(sheets) else [None]
    if not all(isinstance(cells, list) for cells in found):
        raise UnreadableNotebook(
            f"{name} has an old format that can't be read: open it in JupyterLab and save it again."
        )
    return [_renewed(cell) for cells in found for cell in cells]


def _are_dicts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)


def _renewed(cell: Any) -> Any:
    if isinstance(cell, dict) and "input" in cell:
        return cell | {"source": cell["input"]}
    if isinstance(cell, dict) and cell.get("cell_type") == "heading":
        return cell | {"cell_type": "markdown", "source": f"# {source_of(cell)}"}
    return cell


def defined_names(source: str) -> list[str]:
    """The names of the functions that some code defines, even if it can't be parsed."""
    return re.findall(r"^[ \t]*def[ \t]+(\w+)", source, re.MULTILINE)


def functions_in(source: str) -> list[str]:
    """The names of the functions that some code defines at the top of a cell, even if it can't be parsed."""
    return re.findall(r"^(?:async[ \t]+)?def[ \t]+(\w+)", source, re.MULTILINE)


def checked_in(source: str) -> list[str]:
    """The names of the functions that a cell checks, as in `check(sigmoid)`."""
    return re.findall(r"^check\(\s*(\w+)", source, re.MULTILINE)
