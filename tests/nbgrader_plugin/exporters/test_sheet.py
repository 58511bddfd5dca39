"""Cells and files: no cell is a formula, words stay as they are, and a file is whole or not there."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.nbgrader_plugin.exporters import Canvas, ExerciseCsv, Moodle
from autograder.nbgrader_plugin.exporters.sheet import NotWritten, key, number, words, write
from tests.helpers.export import Export
from tests.helpers.platforms import formulas


@pytest.mark.parametrize("exporter", [ExerciseCsv, Moodle, Canvas])
def test_no_cell_is_a_formula(export: Export, exporter: type) -> None:
    export(exporter)
    text = export.path.read_text(encoding="utf-8")
    assert "1+1" in text or exporter is Moodle
    assert formulas(text) == []


@given(st.lists(st.text(alphabet="=+-@,;\"' \t\r\na1", max_size=12), min_size=1, max_size=3))
def test_no_words_make_a_formula(cells: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([*map(words, cells), *map(key, cells)])
    assert formulas(file.getvalue()) == []
    assert all(key(cell) in ("", cell.strip()) for cell in cells)


SIGNS = [c for c in map(chr, range(0x110000)) if unicodedata.normalize("NFKC", c)[:1] in {*"=+-@"}]
UNSEEN = [
    c
    for c in map(chr, range(0x110000))
    if unicodedata.category(c) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
]


@pytest.mark.parametrize(
    "before", ["", "\t", "\r", "\u200b", "\ufeff ", '"', "a,", "a; ", "a,\u2060"]
)
def test_a_sign_in_any_width_makes_no_formula(before: str) -> None:
    assert {*"＝＋－＠"} < {*SIGNS}
    for sign in SIGNS:
        assert key(f"{before}{sign}1") == ""
        cell = words(f"{before}{sign}1")
        assert cell.endswith(f"{sign}1")
        assert "'" in cell


def test_nothing_unseen_hides_a_sign() -> None:
    for character in UNSEEN:
        assert words(f"{character}=1").startswith("'"), ascii(character)
        assert key(f"{character}=1") == ""


@pytest.mark.parametrize("plain", ["Smith-Jones", "O'Neil, Ada", "a@b.org", "1 = 1", "李 Müller"])
def test_ordinary_words_stay_as_they_are(plain: str) -> None:
    assert words(plain) == key(plain) == plain


def test_files_are_utf_8_with_the_line_ends_of_rfc_4180(export: Export) -> None:
    export(Canvas)
    content = export.path.read_bytes()
    assert "Müller 李, Zoë".encode() in content
    assert content.count(b"\r\n") == content.count(b"\n") == 2 + 5
    assert not content.startswith(b"\xef\xbb\xbf")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    write(path, [["before"]])

    def rows() -> Iterator[list[str]]:
        yield ["after"] * 10_000
        raise RuntimeError("the power goes")

    with pytest.raises(RuntimeError):
        write(path, rows())
    assert path.read_text().strip() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="is not a file"):
        write(tmp_path, [["a"]])
    with pytest.raises(NotWritten, match="can't be written: No such file or directory"):
        write(tmp_path / "nowhere" / "marks.csv", [["a"]])


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (0.0, "0"), (10.0, "10"), (1 / 3, "0.33333"), (0.1 + 0.2, "0.3")],
)
def test_numbers_are_written_as_people_write_them(value: float | None, cell: str) -> None:
    assert number(value) == cell
