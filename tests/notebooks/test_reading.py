"""Notebook files as they come: read with tolerance, or refused with a sentence for their owner."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.notebook_verdicts import check_file
from autograder.notebooks.reading import Cell, UnreadableNotebook, cells_of, code_of, read_code
from tests.helpers.files import code, write
from tests.helpers.our_course import ASSIGNMENTS, POINTS


def test_cells_are_named_by_grade_id_or_number(tmp_path) -> None:
    path = write(
        tmp_path / "a.ipynb",
        {"cell_type": "markdown", "source": "text"},
        code(["def relu(z):\n", "    return z"], "relu"),
        code("x = 1"),
    )
    assert read_code(path) == [
        Cell("relu", "def relu(z):\n    return z"),
        Cell("3", "x = 1"),
    ]


REFUSED = {
    "empty": (b"", "is empty"),
    "not JSON": (b"def f(): pass", "can't be read as JSON"),
    "cut off": (b'{"cells": [', "can't be read as JSON"),
    "bytes": (b"\xff\xfe\x00", "can't be read as JSON"),
    "a list": (b"[]", "has no cells"),
    "no cells": (b"{}", "has no cells"),
    "cells that are none": (b'{"cells": 3}', "has no cells"),
    "nested beyond reason": (b"[" * 100_000, "can't be read as JSON"),
    "a Git conflict": (
        b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> theirs\n]}',
        "unfinished Git merge (<<<<<<< in line 2)",
    ),
    "a Git LFS pointer": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "Git LFS pointer",
    ),
    "a login page": (b"\xef\xbb\xbf\n<!doctype HTML>\n<p>Log in</p>", "is a web page"),
    "a page of XHTML": (b'<?xml version="1.0"?>\n<!-- a --><html></html>', "is a web page"),
    "a page in UTF-16": ("<html></html>".encode("utf-16"), "is a web page"),
    "a ZIP archive": (b"PK\x03\x04\x14\x00", "is a ZIP archive"),
    "a PDF": (b"%PDF-1.7", "is a PDF"),
    "macOS's own": (b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", "AppleDouble"),
    "an old format gone wrong": (b'{"worksheets": 3, "nbformat": 3}', "old format"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_notebook_is_refused_in_a_sentence(tmp_path, content, words) -> None:
    path = tmp_path / "02_activations.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match=re.escape(words)):
        read_code(path)
    verdict = check_file(path)
    assert words in (verdict.error or "")
    assert verdict.score == 0
    assert verdict.max_score == sum(POINTS["02_activations"].values())
    assert [v.name for v in verdict.verdicts] == list(ASSIGNMENTS["02_activations"])
    assert not verdict.passed


def test_no_file_and_a_folder_are_refused(tmp_path) -> None:
    with pytest.raises(UnreadableNotebook, match="There is no file"):
        read_code(tmp_path / "gone.ipynb")
    with pytest.raises(UnreadableNotebook, match="can't be opened"):
        read_code(tmp_path)


def test_a_byte_order_mark_is_welcome(tmp_path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [code("x = 1")]}), encoding="utf-8-sig")
    assert read_code(path) == [Cell("1", "x = 1")]


def test_a_notebook_in_utf_16_is_read(tmp_path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [code("x = 'é'")]}), encoding="utf-16")
    assert read_code(path) == [Cell("1", "x = 'é'")]


def test_format_3_is_read(tmp_path) -> None:
    cell = {
        "cell_type": "code",
        "input": "def relu(z): return z",
        "language": "python",
        "outputs": [],
    }
    content = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": [cell]}],
    }
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(content))
    assert [cell.source for cell in read_code(path)] == ["def relu(z): return z"]


def test_a_damaged_format_3_is_read_without_a_word(tmp_path, caplog) -> None:
    cells = [{"cell_type": "code", "input": ["x = 1"], "metadata": ""}, {"attachments": 3}, None]
    heading = {"cell_type": "heading", "level": 2, "source": ["Net", "works"]}
    path = tmp_path / "a.ipynb"
    path.write_text(
        json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}, {"cells": [heading]}]})
    )
    assert read_code(path) == [Cell("1", "x = 1")]
    assert cells_of(path)[-1]["source"] == "# Networks"
    assert caplog.text == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
odd_cells = json_values | st.fixed_dictionaries(
    {"cell_type": st.just("code")},
    optional={
        "source": json_values,
        "metadata": json_values | st.fixed_dictionaries({"nbgrader": json_values}),
    },
)


@given(st.lists(odd_cells, max_size=4))
def test_any_cells_are_read(cells) -> None:
    for cell in code_of(cells):
        assert type(cell.source) is str
        assert type(cell.name) is str
