"""`check(f)` in a live kernel."""

from __future__ import annotations

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from autograder import check, from_earlier
from autograder.kernel import NotYet


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_a_right_answer_is_said_to_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(sigmoid) is None
    assert capsys.readouterr().out == "sigmoid   passed, 1 of 1 point\n"


def test_a_wrong_answer_raises_its_message_and_ipython_shows_no_traceback() -> None:
    namespace = {"np": np}
    exec("def relu(z):\n    return abs(z)", namespace)
    with pytest.raises(NotYet, match=r"relu\(-1.5\) should be 0.0; yours gives 1.5") as caught:
        check(namespace["relu"])
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_a_callable_without_a_name_is_known_by_the_name_it_is_bound_to() -> None:
    namespace = {"check": check, "np": np}
    exec("tanh = np.vectorize(lambda z: float(np.tanh(z)))\ncheck(tanh)", namespace)


def test_what_is_no_exercise_is_refused_kindly() -> None:
    with pytest.raises(NotYet, match="none of them"):
        check(np.linspace)


def test_an_endless_loop_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from tests.helpers.our_course import EXERCISES

    monkeypatch.setitem(EXERCISES, "relu", replace(EXERCISES["relu"], seconds=0.2))
    namespace: dict = {}
    exec("def relu(z):\n    while True:\n        pass", namespace)
    with pytest.raises(NotYet, match="come to an end"):
        check(namespace["relu"])


def test_the_students_namespace_is_as_it_was() -> None:
    namespace = {"np": np, "sigmoid": lambda z: np.tanh(z)}
    exec("def sigmoid_grad(z):\n    s = sigmoid(z)\n    return s * (1 - s)", namespace)
    before = dict(namespace)
    check(namespace["sigmoid_grad"])
    assert namespace == before


def test_earlier_functions_are_loaded_without_running_the_rest(
    tmp_path, monkeypatch, write_notebook
) -> None:
    path = write_notebook("04_backprop")
    folder = tmp_path / "07_training"
    folder.mkdir()
    (tmp_path / "04_backprop").mkdir()
    path.rename(tmp_path / "04_backprop" / "04_backprop.ipynb")
    monkeypatch.chdir(folder)
    init_params, forward = from_earlier("04_backprop", "init_params", "forward")
    params = init_params(3, 4, np.random.default_rng(0))
    assert forward(params, np.ones((2, 3)))["P"].shape == (2, 1)


def test_a_missing_earlier_notebook_is_a_sentence_when_its_function_is_called(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (forward,) = from_earlier("04_backprop", "forward")
    with pytest.raises(
        LookupError, match=r"forward comes from 04_backprop, and no notebook was found at .*paste"
    ):
        forward({}, np.ones((2, 3)))


def test_an_unfinished_earlier_function_says_so(tmp_path, monkeypatch, write_notebook) -> None:
    write_notebook(
        "04_backprop", {"forward": "def forward(params, X):\n    raise NotImplementedError"}
    )
    monkeypatch.chdir(tmp_path)
    (forward,) = from_earlier("04_backprop", "forward")
    with pytest.raises(NotImplementedError):
        forward({}, np.ones((2, 3)))


def test_hints_wait_until_they_are_asked_for() -> None:
    namespace = {"np": np}
    exec("def relu(z):\n    return abs(z)", namespace)
    told = []
    for hint in (1, 2, 3):
        with pytest.raises(NotYet) as caught:
            check(namespace["relu"], hint=hint)
        told.append(str(caught.value))
    assert "More:" not in told[0]
    assert "More:" in told[1]
    assert "by hand" not in told[1]
    assert "by hand" in told[2]
    assert told[2].startswith(told[1])


def test_a_hint_that_does_not_exist_is_refused_kindly() -> None:
    with pytest.raises(NotYet, match="hint is 1, 2 or 3"):
        check(sigmoid, hint=4)


def test_a_cell_that_python_could_not_read_is_told_in_a_kernel(tmp_path) -> None:
    right, broken = "def relu(z): return np.maximum(z, 0)", "def relu(z)\n    return z"
    sources = (
        "import numpy as np\nfrom autograder import check",
        right,
        "check(relu)",
        broken,
        "check(relu)",
        right,
        "check(relu)",
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True)
    client.execute(cwd=tmp_path)
    before, told, after = (
        [output.get("data", {}).get("text/plain") or output.evalue for output in cell.outputs]
        for cell in notebook.cells[2::2]
    )
    assert before == after == ["relu   passed, 1 of 1 point"]
    assert told == [
        "relu   not yet, 0 of 1 point\n"
        "  Python can't read the cell of relu near line 1: expected ':'. `def relu(z)`\n"
        "  Note: The cell did not run. What relu was before is still there, but was not checked.",
        "Change relu, run its cell, then run this check again.",
    ]
