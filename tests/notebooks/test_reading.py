"""Notebook files as they come: read with tolerance, or refused with a sentence for their owner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import from_earlier
from autograder.engine.notebook_verdicts import UNKNOWN, check_file
from autograder.engine.oracle import PUBLIC_SEED
from autograder.notebooks.earlier import earlier_notebooks
from autograder.notebooks.reading import (
    Cell,
    UnreadableNotebook,
    cells_of,
    notebook_of,
    read_notebook,
)
from tests.helpers.our_course import ASSIGNMENTS, live_oracle

ORACLE = live_oracle(PUBLIC_SEED)


def code(source, grade_id: str | None = None) -> dict:
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def write(path: Path, *cells: dict) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    )
    return path


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
    "an old format gone wrong": (b'{"worksheets": 3, "nbformat": 3}', "old format"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_notebook_is_refused_in_a_sentence(tmp_path, content, words) -> None:
    path = tmp_path / "02_activations.ipynb"
    path.write_bytes(content)
    with pytest.raises(UnreadableNotebook, match=words):
        read_notebook(path)
    verdict = check_file(path, ORACLE)
    assert words in (verdict.error or "")
    assert verdict.score == 0
    assert verdict.max_score == sum(ORACLE.points("02_activations").values())
    assert [v.name for v in verdict.verdicts] == list(ASSIGNMENTS["02_activations"])
    assert not verdict.passed


def test_no_file_and_a_folder_are_refused(tmp_path) -> None:
    with pytest.raises(UnreadableNotebook, match="There is no file"):
        read_notebook(tmp_path / "gone.ipynb")
    with pytest.raises(UnreadableNotebook, match="can't be opened"):
        read_notebook(tmp_path)


def test_a_byte_order_mark_is_welcome(tmp_path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [code("x = 1")]}), encoding="utf-8-sig")
    assert read_code(path) == [Cell("1", "x = 1")]


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
    for cell in notebook_of(cells, Path("a.ipynb")).cells:
        assert type(cell.source) is str
        assert type(cell.name) is str


@pytest.mark.parametrize(
    ("file", "cells", "assignment"),
    [
        ("02_activations.ipynb", [], "02_activations"),
        ("activations (1).ipynb", [], "02_activations"),
        ("02_activations-ada.ipynb", ["def relu(z): pass"], "02_activations"),
        (
            "homework.ipynb",
            ["def relu(z): pass", "def tanh(z): pass", "def mse(a, b): pass"],
            "02_activations",
        ),
        ("02_activations/mine.ipynb", [], "02_activations"),
        ("03_losses.ipynb", ["def relu(z): pass"], "02_activations"),
        ("homework.ipynb", ["x = 1"], None),
        ("homework.ipynb", [], None),
    ],
)
def test_the_assignment_is_told_by_functions_and_name(tmp_path, file, cells, assignment) -> None:
    assert read_notebook(write(tmp_path / file, *map(code, cells))).assignment == assignment


def test_a_notebook_of_another_course_is_told_so(tmp_path) -> None:
    verdict = check_file(write(tmp_path / "homework.ipynb", code("x = 1")), ORACLE)
    assert (verdict.error, verdict.verdicts, verdict.passed) == (UNKNOWN, (), False)


def test_a_notebook_is_judged_exercise_by_exercise(tmp_path) -> None:
    path = write(
        tmp_path / "02_activations.ipynb",
        code("import numpy as np\nwhile_away = 1 / 0"),
        code("def relu(z): return np.maximum(0, z)", "relu"),
        code("def tanh(z) return z", "tanh"),
        code("def sigmoid(z):\n    raise NotImplementedError", "sigmoid"),
    )
    verdict = check_file(path, ORACLE)
    by_name = {v.name: v for v in verdict.verdicts}
    assert [v.name for v in verdict.verdicts] == list(ASSIGNMENTS["02_activations"])
    assert by_name["relu"].passed
    assert "can't read the cell of tanh" in by_name["tanh"].message
    assert "waiting for you" in by_name["sigmoid"].message
    assert "no function called gelu" in by_name["gelu"].message
    assert verdict.error is None
    assert verdict.score == by_name["relu"].max_score
    as_json = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
    assert as_json["score"] == verdict.score
    assert list(as_json["exercises"][0]) == [
        "name",
        "score",
        "max_score",
        "passed",
        "misconception",
        "message",
        "checks",
    ]


# Functions from earlier notebooks.


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "05_optimizers"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return tmp_path


def test_earlier_notebooks_lie_beside_this_ones_folder(course) -> None:
    write(course / "04_backprop" / "04_backprop.ipynb", code("def f(): return 4\nraise SystemExit"))
    (f,) = from_earlier("04_backprop", "f")
    assert f() == 4


@pytest.mark.parametrize(
    "place", ["04_backprop.ipynb", "../04_backprop.ipynb", "04_backprop/04_backprop.ipynb"]
)
def test_or_in_this_folder_or_around_it(course, place) -> None:
    write(Path(place), code("def f(): return 4"))
    assert from_earlier("04_backprop", "f")[0]() == 4


def test_earlier_may_have_an_earlier_of_its_own(course) -> None:
    write(course / "02_activations" / "02_activations.ipynb", code("def g(): return 2"))
    source = "from autograder import from_earlier\n(g,) = from_earlier('02_activations', 'g')"
    write(
        course / "04_backprop" / "04_backprop.ipynb", code(source), code("def f(): return 2 * g()")
    )
    assert from_earlier("04_backprop", "f")[0]() == 4


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "no notebook was found at"),
        ("x = 1", "no function called f"),
        ("f = 3", "f is not a function"),
        ("def f() return 1", "can't read the cell of f"),
        ("f = undefined", "NameError"),
    ],
)
def test_what_is_missing_says_so_when_it_is_called(course, source, words) -> None:
    if source is not None:
        write(course / "04_backprop" / "04_backprop.ipynb", code(source))
    f, g = from_earlier("04_backprop", "f", "g")
    assert (f.__name__, g.__name__) == ("f", "g")
    with pytest.raises(LookupError, match=words) as caught:
        f(1, x=2)
    assert "f comes from 04_backprop" in str(caught.value)
    assert "paste f into a cell" in str(caught.value)


def test_a_notebook_that_cannot_be_read_says_so_when_its_function_is_called(course) -> None:
    path = course / "04_backprop" / "04_backprop.ipynb"
    path.parent.mkdir()
    path.write_text("{")
    (f,) = from_earlier("04_backprop", "f")
    with pytest.raises(LookupError, match="can't be read as JSON"):
        f()


def test_earlier_notebooks_are_gathered_for_a_grader(tmp_path) -> None:
    write(tmp_path / "02_activations" / "02_activations.ipynb", code("x = 2"))
    write(tmp_path / "05_optimizers" / "05_optimizers.ipynb", code("x = 5"))
    here = write(tmp_path / "04_backprop" / "04_backprop.ipynb", code("x = 4"))
    (tmp_path / "03_losses").mkdir()
    (tmp_path / "03_losses" / "03_losses.ipynb").write_text("{")
    assert earlier_notebooks(here, "04_backprop") == {"02_activations": [Cell("1", "x = 2")]}
