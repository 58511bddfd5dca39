"""A look at a student's folder: what is right, what changed, and that nothing runs twice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import CourseError
from autograder.overview import look as module
from autograder.overview.look import look
from autograder.overview.memory import MEMORY_FILE
from autograder.overview.places import NoNotebooks
from autograder.overview.standing import NotebookStanding, Standing
from tests.helpers.cells import cell_of
from tests.helpers.files import code
from tests.helpers.files import write as write_file
from tests.helpers.notebooks import ON_THE_DESK, solution
from tests.helpers.our_course import POINTS

RELU = "def relu(z):\n    return np.maximum(z, 0)"
WRONG = "def relu(z):\n    return z"


def named(standing: Standing, assignment: str) -> NotebookStanding:
    return next(n for n in standing.notebooks if n.assignment == assignment)


def states(standing: Standing, assignment: str) -> dict[str, str]:
    return {e.name: e.state for e in named(standing, assignment).exercises}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The exercises that were run, one after the other."""
    run: list[str] = []
    judge = module.check_cells

    def counted(assignment, cells, earlier):
        run.extend(assignment.points)
        return judge(assignment, cells, earlier)

    monkeypatch.setattr(module, "check_cells", counted)
    return run


def test_a_new_kit_is_not_begun_and_nothing_runs(desk: Path, runs: list[str]) -> None:
    standing = look(desk)
    assert [n.assignment for n in standing.read] == [*ON_THE_DESK]
    assert [n.assignment for n in standing.notebooks] == [*POINTS]
    assert not any(notebook.begun for notebook in standing.notebooks)
    assert sum(n.max_score for n in standing.read) == sum(
        sum(POINTS[name].values()) for name in ON_THE_DESK
    )
    assert standing.next is not None
    assert standing.next[1].name == next(iter(POINTS["01_neuron"]))
    assert (runs, standing.changes.since, standing.notes) == ([], None, ())


def test_right_wrong_and_not_begun(desk: Path, write: Callable[..., None], runs: list[str]) -> None:
    write("02_activations", relu=RELU, tanh="def tanh(z):\n    return z")
    standing = look(desk)
    assert {n: s for n, s in states(standing, "02_activations").items() if s != "not begun"} == {
        "relu": "right",
        "tanh": "not right yet",
    }
    assert named(standing, "02_activations").score == POINTS["02_activations"]["relu"]
    assert sorted(runs) == ["relu", "tanh"]


def test_only_what_has_changed_runs_again(
    desk: Path, write: Callable[..., None], runs: list[str]
) -> None:
    write("02_activations", relu=RELU)
    first = look(desk)
    runs.clear()
    content = json.loads((desk / "01_neuron/01_neuron.ipynb").read_text())
    content["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": "my notes"})
    (desk / "01_neuron/01_neuron.ipynb").write_text(json.dumps(content))
    second = look(desk)
    assert runs == []
    assert second.notebooks == first.notebooks
    assert not second.changes.any
    write("02_activations", relu=WRONG)
    assert states(look(desk), "02_activations")["relu"] == "not right yet"
    assert runs == ["relu"]


def test_a_change_in_an_earlier_notebook_counts_in_a_later_one(
    tmp_path: Path, runs: list[str]
) -> None:
    cells = "(dense,) = from_earlier('01_neuron', 'dense')\n"
    write_file(tmp_path / "01_neuron.ipynb", code("def dense(X, W, b):\n    return X @ W + b"))
    write_file(
        tmp_path / "02_activations.ipynb", code(cells), code("def relu(z):\n    return z * (z > 0)")
    )
    look(tmp_path)
    runs.clear()
    write_file(tmp_path / "01_neuron.ipynb", code("def dense(X, W, b):\n    return b + X @ W"))
    look(tmp_path)
    assert {"dense", "relu"} <= {*runs}


def test_a_newer_engine_judges_anew(
    desk: Path, write: Callable[..., None], runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("02_activations", relu=RELU)
    look(desk)
    monkeypatch.setattr("autograder.engine.fingerprint.fingerprint", lambda *of: "a newer one")
    look(desk)
    assert runs == ["relu", "relu"]


def test_a_verdict_of_a_busy_machine_is_not_kept(
    desk: Path, write: Callable[..., None], runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("02_activations", relu=RELU)
    with monkeypatch.context() as context:
        context.setattr(module, "_was_hurried", lambda verdict: True)
        look(desk)
    look(desk)
    assert runs == ["relu", "relu"]


def test_what_is_right_now_and_what_no_longer_is(desk: Path, write: Callable[..., None]) -> None:
    write("02_activations", relu=RELU)
    look(desk)
    write("02_activations", relu=WRONG, tanh="def tanh(z):\n    return np.tanh(z)")
    write("01_neuron", weighted_sum="def weighted_sum(x, w, b):\n    return x @ w + b")
    changes = look(desk).changes
    assert changes.right == ("weighted_sum", "tanh")
    assert changes.lost == ("relu",)
    worth = POINTS["01_neuron"] | POINTS["02_activations"]
    assert changes.points == worth["weighted_sum"] + worth["tanh"] - worth["relu"]


def test_in_a_notebooks_own_folder_the_whole_course_is_seen(desk: Path) -> None:
    assert look(desk / "02_activations").folder == desk
    assert look(desk / "02_activations").read == look(desk).read


def test_of_a_notebook_and_its_copy_the_one_that_counts_is_said(
    desk: Path, write: Callable[..., None]
) -> None:
    folder = desk / "02_activations"
    shutil.copy(folder / "02_activations.ipynb", folder / "02_activations-Copy1.ipynb")
    write("02_activations", relu=RELU)
    standing = look(desk)
    assert states(standing, "02_activations")["relu"] == "right"
    (note,) = standing.notes
    assert "02_activations.ipynb is read, and not" in note
    assert "02_activations-Copy1.ipynb" in note


def test_of_two_copies_without_the_original_none_is_guessed(desk: Path) -> None:
    folder = desk / "02_activations"
    shutil.copy(folder / "02_activations.ipynb", folder / "02_activations-Copy1.ipynb")
    (folder / "02_activations.ipynb").rename(folder / "02_activations-Copy2.ipynb")
    standing = look(desk)
    problem = named(standing, "02_activations").problem
    assert "Call it 02_activations.ipynb" in problem
    assert not standing.complete


def test_a_kit_unpacked_twice_is_said(desk: Path) -> None:
    shutil.copytree(desk, desk.with_name("my kit (1)"))
    shutil.copytree(desk.with_name("my kit (1)"), desk / "again")
    notes = look(desk).notes
    assert any("the folder again inside this one" in note for note in notes)
    assert any("the folder my kit (1) beside this one" in note for note in notes)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "open it in JupyterLab and save it again"),
        (json.dumps({"cells": [code("def other(x):\n    return x")]}), "not a notebook of this"),
    ],
)
def test_a_notebook_that_cannot_be_read_is_a_sentence_and_the_others_count(
    desk: Path, write: Callable[..., None], content: str, words: str
) -> None:
    write("02_activations", relu=RELU)
    look(desk)
    (desk / "01_neuron/01_neuron.ipynb").write_text(content)
    standing = look(desk)
    assert words in named(standing, "01_neuron").problem
    assert states(standing, "02_activations")["relu"] == "right"
    assert not standing.complete
    assert not standing.changes.any


def test_a_course_that_cannot_be_used_is_a_sentence_and_the_other_notebooks_count(
    desk: Path, write: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("01_neuron", weighted_sum="def weighted_sum(x, w, b):\n    return 0")
    write("02_activations", relu=RELU)
    judge = module.check_cells

    def judged(assignment, cells, earlier):
        if assignment.name == "01_neuron":
            raise CourseError("The course's own answer to weighted_sum fails.")
        return judge(assignment, cells, earlier)

    monkeypatch.setattr(module, "check_cells", judged)
    standing = look(desk)
    assert named(standing, "01_neuron").problem == "The course's own answer to weighted_sum fails."
    assert states(standing, "02_activations")["relu"] == "right"
    assert not standing.complete


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"since": 1, "notebooks": {"a": {}}}', "[" * 10**5]
)
def test_a_damaged_memory_is_like_none(desk: Path, content: str) -> None:
    (desk / MEMORY_FILE).write_text(content)
    assert look(desk).changes.since is None
    assert look(desk).changes.since is not None


def test_nothing_but_one_file_is_left_behind(desk: Path) -> None:
    before = {*desk.rglob("*")}
    look(desk)
    assert {*desk.rglob("*")} - before == {desk / MEMORY_FILE}


def test_a_folder_that_cannot_be_written_to_is_said(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("autograder.overview.memory.tempfile.mkstemp", refuse)
    assert module.NOT_KEPT in look(desk).notes


def test_a_notebook_that_is_worth_no_points(tmp_path: Path) -> None:
    content = solution("01_neuron")
    for name in POINTS["01_neuron"]:
        cell_of(content, f"check-{name}")["metadata"]["nbgrader"]["points"] = 0
    (tmp_path / "nbgrader_config.py").write_text("")
    for room in ("solutions", "handed out"):
        path = tmp_path / room / "01_neuron/01_neuron.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(content))
    (notebook,) = look(tmp_path / "handed out").notebooks
    assert (notebook.right, notebook.max_score) == (len(POINTS["01_neuron"]), 0)


def test_folders_without_the_course_get_a_sentence(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_file(tmp_path / "other/other_course.ipynb", code("def f(x):\n    return x"))
    for folder, words in [
        (tmp_path / "empty", "Go to the folder that you unpacked"),
        (tmp_path / "other", "other_course.ipynb may be of another course"),
        (tmp_path / "nowhere", "There is no folder"),
        (desk.parent, 'autograder progress "'),
    ]:
        with pytest.raises(NoNotebooks, match=words):
            look(folder)
