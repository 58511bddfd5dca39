"""`check(f)` in a live kernel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from autograder import check, from_earlier, kernel
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


def told(function, hint: int = 1) -> str:
    with pytest.raises(NotYet) as caught:
        check(function, hint=hint)
    return str(caught.value)


def made(code: str) -> Callable:
    namespace = {"np": np}
    exec(code, namespace)
    return namespace["relu"]


@pytest.fixture(autouse=True)
def no_failures_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "_failures", Counter())


WRONG, RIGHT = "def relu(z):\n    return abs(z)", "def relu(z):\n    return np.maximum(z, 0)"


def test_hints_wait_until_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "OPENS_AFTER", 10)
    first, second, third = (told(made(WRONG), hint) for hint in (1, 2, 3))
    assert "More:" not in first
    assert first.endswith("For more help, type: check(relu, hint=2)")
    assert "More:" in second
    assert "by hand" not in second
    assert second.endswith("For more help, type: check(relu, hint=3)")
    assert "by hand" in third
    assert "For more help" not in third


def test_all_help_is_told_after_the_third_failure_and_folded_again_after_a_pass() -> None:
    words = [told(made(WRONG)) for _ in range(4)]
    assert ["by hand" in each for each in words] == [False, False, True, True]
    assert "More:" in words[2]
    check(made(RIGHT))
    assert "by hand" not in told(made(WRONG))


STUB = (
    'def relu(z):\n    """max(0, z)"""\n    # Write your code here.\n    raise NotImplementedError'
)
HALF = "def relu(z):\n    a = np.maximum(z, 0)\n    raise NotImplementedError"


def run(folder: Path, *sources: str) -> list[list[NotebookNode]]:
    """The outputs of cells in a kernel."""
    first = "import numpy as np\nfrom autograder import check"
    cells = [nbformat.v4.new_code_cell(source) for source in (first, *sources)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute(cwd=folder)
    return [cell.outputs for cell in cells[1:]]


def test_in_a_notebook_help_unfolds_and_an_untouched_stub_is_no_error(tmp_path: Path) -> None:
    asks = "check(relu)"
    _, stub, _, half, _, *wrong = run(tmp_path, STUB, asks, HALF, asks, WRONG, asks, asks, asks)
    [invitation] = stub
    assert invitation.output_type == "display_data"
    assert invitation.data["text/plain"].startswith("relu   not begun, 0 of 1 point\n")
    assert "raise NotImplementedError" in invitation.data["text/html"]
    assert [o.output_type for o in half] == ["display_data", "error"]
    assert [verdict.data["text/html"].count("<details") for verdict, _ in wrong] == [2, 2, 2]
    assert [verdict.data["text/html"].count(" open>") for verdict, _ in wrong] == [0, 2, 2]
    assert wrong[0][1].evalue == (
        "Change relu, run its cell, then run this check again. "
        'Stuck? Unfold "More" or "A case by hand" above.'
    )
    assert wrong[1][1].evalue == "Change relu, run its cell, then run this check again."


def test_validate_does_not_pass_an_untouched_stub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    _, [_, error] = run(tmp_path, STUB, "check(relu)")
    assert error.evalue.startswith("relu   not begun, 0 of 1 point")


def test_a_hint_that_does_not_exist_is_refused_kindly() -> None:
    with pytest.raises(NotYet, match="hint is 1, 2 or 3"):
        check(sigmoid, hint=4)


def test_a_cell_that_python_could_not_read_is_told_in_a_kernel(tmp_path) -> None:
    right, broken = "def relu(z): return np.maximum(z, 0)", "def relu(z)\n    return z"
    asks = "check(relu)"
    before, told, after = (
        [output.get("data", {}).get("text/plain") or output.evalue for output in outputs]
        for outputs in run(tmp_path, right, asks, broken, asks, right, asks)[1::2]
    )
    assert before == after == ["relu   passed, 1 of 1 point"]
    assert told == [
        "relu   not yet, 0 of 1 point\n"
        "  Python can't read the cell of relu near line 1: expected ':'. `def relu(z)`\n"
        "  Note: The cell did not run. What relu was before is still there, but was not checked.",
        "Change relu, run its cell, then run this check again.",
    ]
