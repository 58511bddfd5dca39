"""`autograder check`: one verdict a notebook, whatever the notebook is like."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course import CourseError
from autograder.engine import notebook_verdicts
from tests.helpers.notebooks import ASSIGNMENTS, notebook_path, solution
from tests.helpers.our_course import POINTS

SCHEMA = json.loads((Path(__file__).with_name("verdicts.schema.json")).read_text())

FULL = sum(POINTS["02_activations"].values())


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def check(*paths: object) -> list[dict]:
    result = run("--format", "json", *paths)
    assert "Traceback" not in result.stderr
    reports = json.loads(result.stdout)
    jsonschema.validate(reports, SCHEMA)
    return reports


def exercise(report: dict, name: str) -> dict:
    return next(e for e in report["exercises"] if e["name"] == name)


def test_solutions_get_full_marks_and_exit_code_0() -> None:
    result = run("--format", "json", *(notebook_path("solutions", a) for a in ASSIGNMENTS))
    reports = json.loads(result.stdout)
    jsonschema.validate(reports, SCHEMA)
    assert [r["assignment"] for r in reports] == ASSIGNMENTS
    for report in reports:
        points = sum(POINTS[report["assignment"]].values())
        assert report["score"] == report["max_score"] == points, report
        assert all(e["passed"] and not e["message"] for e in report["exercises"])
    assert result.returncode == 0


def test_a_course_that_cannot_be_used_gets_a_sentence_and_the_others_their_verdicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken, whole = "01_neuron", "02_activations"
    judge = notebook_verdicts.check_cells

    def judged(assignment, *rest):
        if assignment.name == broken:
            raise CourseError("The course's own answer to weighted_sum fails.")
        return judge(assignment, *rest)

    monkeypatch.setattr(notebook_verdicts, "check_cells", judged)
    paths = [str(notebook_path("solutions", name)) for name in (broken, whole)]
    result = CliRunner().invoke(main, ["check", "--format", "json", *paths])
    reports = json.loads(result.stdout)
    jsonschema.validate(reports, SCHEMA)
    assert [(r["assignment"], r["score"], r["error"]) for r in reports] == [
        (broken, 0, "The course's own answer to weighted_sum fails."),
        (whole, FULL, None),
    ]
    assert result.exit_code == 1


def test_untouched_stubs_get_exactly_0_and_exit_code_1() -> None:
    result = run("--format", "json", *(notebook_path("assignments", a) for a in ASSIGNMENTS))
    for report in json.loads(result.stdout):
        assert report["score"] == 0
        for e in report["exercises"]:
            assert not e["passed"]
            assert "NotImplementedError" in e["message"]
    assert result.returncode == 1


def test_points_come_from_the_course_and_never_from_the_submission(write_notebook) -> None:
    path = write_notebook("02_activations")
    content = json.loads(path.read_text())
    for cell in content["cells"]:
        if "points" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"]["points"] = 1000
    path.write_text(json.dumps(content))
    assert check(path)[0]["max_score"] == FULL


def test_it_leaves_nothing_in_the_folder_where_it_runs(tmp_path, write_notebook) -> None:
    path = write_notebook(
        "01_neuron",
        {"dense": "open('left.txt', 'w').write('x')\ndef dense(X, W, b): return X @ W + b"},
    )
    before = sorted(tmp_path.rglob("*"))
    run(path, cwd=tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_text_says_what_json_says(write_notebook) -> None:
    path = write_notebook(
        "02_activations", {"sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(z))"}
    )
    sentence = exercise(check(path)[0], "sigmoid")["message"].splitlines()[0]
    result = run(path)
    assert sentence in result.stdout
    assert f"Together {FULL - 1:g} of {FULL:g} points" in result.stdout
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("{not json", "not a notebook"),
        ("[1, 2, 3]", "no cells"),
        ('{"cells": 3}', "no cells"),
        ("[" * 100_000, "not a notebook"),
        ('{"worksheets": [3], "nbformat": 3}', "old format"),
    ],
)
def test_a_file_that_is_no_notebook_is_a_sentence_and_costs_nobody_else(
    content: str, words: str, tmp_path: Path
) -> None:
    broken = tmp_path / "02_activations.ipynb"
    broken.write_text(content)
    first, second = check(broken, notebook_path("solutions", "02_activations"))
    assert words in first["error"]
    assert (first["assignment"], first["score"], first["max_score"]) == ("02_activations", 0, FULL)
    assert len(first["exercises"]) == len(POINTS["02_activations"])
    assert second["score"] == FULL


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    (report,) = check(tmp_path / "nowhere.ipynb")
    assert report["assignment"] is None
    assert "no file" in report["error"]


def test_nbformat_3_is_read(tmp_path: Path) -> None:
    cells = [
        {
            "cell_type": "code",
            "input": "".join(c["source"]),
            "language": "python",
            "outputs": [],
            "metadata": {},
        }
        for c in solution("01_neuron")["cells"]
        if c["cell_type"] == "code"
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    path = tmp_path / "01_neuron.ipynb"
    path.write_text(json.dumps(old))
    (report,) = check(path)
    assert report["error"] is None
    assert report["score"] == report["max_score"]


def test_without_nbgrader_metadata_functions_are_found_by_name(write_notebook) -> None:
    path = write_notebook("03_losses", file="mine.ipynb")
    content = json.loads(path.read_text())
    for cell in content["cells"]:
        cell["metadata"] = {}
    path.write_text(json.dumps(content))
    (report,) = check(path)
    assert report["assignment"] == "03_losses"
    assert report["score"] == report["max_score"]


def test_duplicated_and_missing_cells(write_notebook) -> None:
    path = write_notebook("02_activations")
    content = json.loads(path.read_text())
    cells = content["cells"]
    ids = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in cells]
    twice = cells[ids.index("relu")]
    content["cells"] = [
        *(c for c, i in zip(cells, ids, strict=True) if i not in ("tanh", "check-gelu")),
        twice,
    ]
    path.write_text(json.dumps(content))
    (report,) = check(path)
    assert "no function called tanh" in exercise(report, "tanh")["message"]
    assert exercise(report, "relu")["passed"]
    assert exercise(report, "gelu")["passed"]
    assert report["score"] == FULL - 1


BAD = {
    "syntax error": ("def sigmoid(z)\n    return z", "can't read the cell"),
    "raises": ("def sigmoid(z):\n    return 1 / (1 + np.exp(-zz))", "NameError"),
    "no return": ("def sigmoid(z):\n    1 / (1 + np.exp(-z))", "return"),
    "text": ("def sigmoid(z):\n    return 'high'", "text"),
    "shape": ("def sigmoid(z):\n    return np.atleast_2d(1 / (1 + np.exp(-z)))", "shape"),
    "loops": ("def sigmoid(z):\n    while True:\n        pass", "come to an end"),
    "exits": ("import os\ndef sigmoid(z):\n    os._exit(0)", "ends Python"),
    "sys.exit": ("import sys\ndef sigmoid(z):\n    sys.exit(3)", "ends Python"),
    "prints": ("def sigmoid(z):\n    while True:\n        print(z)", "prints without end"),
    "memory": ("def sigmoid(z):\n    return np.ones((10**6, 10**6)).sum() + z", "memory"),
    "crashes": (
        "import ctypes\ndef sigmoid(z):\n    ctypes.string_at(0)",
        "stopped the whole Python",
    ),
    "kills": (
        "import os\ndef sigmoid(z):\n    os.kill(os.getpid(), 9)",
        "stopped the whole Python",
    ),
    "kills the server": (
        "import os, time\ndef sigmoid(z):\n    os.kill(os.getppid(), 9)\n    time.sleep(1)",
        "",  # in isolation nothing happens, and elsewhere another one goes on
    ),
    "renamed": ("def sigmod(z):\n    return 1 / (1 + np.exp(-z))", "no function called sigmoid"),
    "not a function": ("sigmoid = 0.5", "not a function"),
    "odd object": ("def sigmoid(z):\n    return object()", "not numbers"),
    "deep list": (
        "def sigmoid(z):\n    a = []\n    for _ in range(9999): a = [a]\n    return a",
        "not numbers",
    ),
    "huge array": ("def sigmoid(z):\n    return np.zeros(2 * 10**7)", "more data"),
}
WAITED_FOR = ("loops", "kills the server")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(*bad, id=name, marks=pytest.mark.slow if name in WAITED_FOR else ())
        for name, bad in BAD.items()
    ],
)
def test_an_exercise_that_misbehaves_fails_alone_with_a_sentence(
    source, words, write_notebook
) -> None:
    (report,) = check(write_notebook("02_activations", {"sigmoid": source}))
    failed = exercise(report, "sigmoid")
    assert not failed["passed"]
    assert failed["score"] == 0
    assert words in failed["message"]
    assert all(e["passed"] for e in report["exercises"] if e["name"] != "sigmoid"), report


def test_the_reference_cannot_be_imported_where_a_submission_runs(write_notebook) -> None:
    source = "def tanh(z):\n    from dlref import activations\n    return activations.tanh(z)"
    (report,) = check(write_notebook("02_activations", {"tanh": source}))
    assert not exercise(report, "tanh")["passed"]


@pytest.mark.parametrize("seed", range(3))
def test_other_seeds_give_the_same_verdicts(seed: int) -> None:
    result = run("--format", "json", "--seed", seed, notebook_path("solutions", "04_backprop"))
    assert json.loads(result.stdout)[0]["score"] == sum(POINTS["04_backprop"].values())


def test_wrong_usage_is_exit_code_2() -> None:
    assert run().returncode == 2
    assert run("--format", "xml", "a.ipynb").returncode == 2
    assert run("--seed", "-1", "a.ipynb").returncode == 2


@pytest.mark.slow
def test_fifty_notebooks_come_in_the_order_given() -> None:
    order = [ASSIGNMENTS[i % 3] for i in range(50)]
    reports = check(*(notebook_path("assignments", a) for a in order))
    assert [r["assignment"] for r in reports] == order
