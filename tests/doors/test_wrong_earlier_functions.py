"""A mistake in an earlier notebook is charged there, and told in the later one."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pytest
from click.testing import CliRunner

from autograder import from_earlier
from autograder.cli import main
from autograder.earlier import StillWaiting, changed_since
from autograder.engine.examine import examine
from autograder.engine.notebook_verdicts import earlier_exercises
from autograder.engine.rounds import DOES_NOT_FIT, RIGHT_WITH_RIGHT
from autograder.kernel import verdict_of
from autograder.marking.mark import mark
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import job_of
from autograder.notebooks.earlier import earlier_cells
from autograder.notebooks.reading import Cell, read_code
from autograder.notebooks.syllabus import assignments_near
from autograder.sandbox.submission import LiveSubmission, Worker, WorkerSubmission
from tests.helpers.our_course import COURSE, EXERCISES, POINTS, public_oracle

MINIBATCHES = """def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return [
        (X[order[i : i + batch_size]], y[order[i : i + batch_size]])
        for i in range(0, len(X) - batch_size, batch_size)
    ]"""
ADAM_STEP = """def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in params}
    return {k: params[k] + lr * m[k] / (np.sqrt(v[k]) + eps) for k in params}, m, v"""
FORWARD = """relu, sigmoid = from_earlier("02_activations", "relu", "sigmoid")


def forward(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}"""
VAL_ON_TRAIN = """def train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X, y)[0])
    return params, history"""
FIT_CLASSIFIER = """def fit_classifier(X, y, X_val, y_val, rng):
    batches = minibatches(X, y, 32, rng)
    return train({}, X, y, X_val, y_val, None, None, len(batches), 32, rng)"""
STUB = "def {name}(*given):\n    raise NotImplementedError"
WITHOUT_RETURN = VAL_ON_TRAIN.replace("    return params, history", "    params, history")
DROPOUT_BY_LISTS = """def dropout(x, p_drop, rng, training=True):
    if not training:
        return x, np.ones_like(x)
    mask = (rng.random(x.shape) >= p_drop) * 1.0
    return (x * mask / (1 - p_drop)).tolist(), mask"""


def hand_in(home: Path, own: str, wrong: dict[str, dict[str, str]]) -> Path:
    """All solved notebooks up to one of them, with these cells in place of others."""
    for solved in sorted(COURSE.solutions.glob("*/*.ipynb")):
        name = solved.stem
        content = json.loads(solved.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = wrong.get(name, {}).get(grade_id, cell["source"])
        (home / name).mkdir(parents=True, exist_ok=True)
        (home / name / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
        if name == own:
            return home / name / f"{name}.ipynb"
    raise AssertionError(own)


def checked(path: Path) -> dict[str, dict]:
    said = CliRunner().invoke(main, ["check", "--format", "json", str(path)])
    [report] = json.loads(said.output)
    return {exercise["name"]: exercise for exercise in report["exercises"]}


def judged(path: Path, exercise: str) -> dict:
    """The verdict on one exercise of a notebook, as the doors come to it."""
    cells = read_code(path)
    earlier = earlier_cells(cells, path.parent, list(POINTS))
    own = POINTS[path.stem]
    before = earlier_exercises(COURSE, own, earlier)
    with WorkerSubmission(cells, earlier) as submission:
        verdict = examine(EXERCISES[exercise], submission, public_oracle(), before)
    return verdict.worth(own[exercise]).as_json()


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wrong = {"05_optimizers": {"minibatches": MINIBATCHES, "adam_step": ADAM_STEP}}
    return hand_in(tmp_path_factory.mktemp("ada"), "07_training", wrong)


def test_a_right_function_keeps_its_points_and_the_wrong_one_is_named(training) -> None:
    said = judged(training, "train")
    assert (said["passed"], said["score"]) == (True, POINTS["07_training"]["train"])
    assert said["notes"][0] == (
        "Your minibatches (05_optimizers) does not pass its own check: mend it there."
    )
    assert judged(training, "predict")["notes"] == []


@pytest.mark.slow
def test_a_whole_notebook_keeps_its_points(training) -> None:
    said = checked(training)
    assert {name: verdict["score"] for name, verdict in said.items()} == POINTS["07_training"]
    assert said["fit_classifier"]["notes"][0] == (
        "Your minibatches and adam_step (05_optimizers) do not pass their own checks: mend them there."
    )


@pytest.mark.slow
def test_a_training_keeps_its_points_whatever_it_calls(tmp_path) -> None:
    wrong = {
        "06_regularization": {"dropout": DROPOUT_BY_LISTS},
        "07_training": {"train": WITHOUT_RETURN},
    }
    said = judged(hand_in(tmp_path, "07_training", wrong), "fit_classifier")
    assert said["passed"], said["message"]
    assert said["notes"] == [
        "Your train does not pass its own check: mend it first.",
        RIGHT_WITH_RIGHT.format(others="dropout") + DOES_NOT_FIT,
    ]


def test_a_function_above_that_is_wrong_is_named_with_its_notebook(tmp_path) -> None:
    wrong = {
        "05_optimizers": {"minibatches": MINIBATCHES},
        "07_training": {"train": WITHOUT_RETURN, "fit_classifier": FIT_CLASSIFIER},
    }
    said = judged(hand_in(tmp_path, "07_training", wrong), "fit_classifier")
    assert said["notes"][0] == (
        "Your minibatches (05_optimizers) and train do not pass their own checks: mend them first."
    )


def test_marks_on_secret_inputs_are_the_same(training) -> None:
    notebook = nbformat.read(training, as_version=4)
    job = job_of(notebook, SubmissionFolder(training.parent), 12345)
    job = replace(job, points={"train": 4.0, "accuracy": 1.0})
    with Worker() as worker:
        marks = {m.verdict["name"]: m.verdict["score"] for m in mark(job, worker)}
    assert marks == job.points


@pytest.mark.parametrize(
    ("own", "exercise", "home", "wrong"),
    [
        ("04_backprop", "forward", "02_activations", {"relu": "def relu(z): return -z"}),
        ("04_backprop", "forward", "02_activations", {"sigmoid": STUB.format(name="sigmoid")}),
        ("07_training", "predict", "04_backprop", {"forward": STUB.format(name="forward")}),
    ],
)
def test_every_notebook_that_takes_functions_is_judged_so(
    tmp_path, own, exercise, home, wrong
) -> None:
    cells = {"forward": FORWARD} if exercise == "forward" else {}
    said = judged(hand_in(tmp_path, own, {home: wrong, own: cells}), exercise)
    [name] = wrong
    assert said["passed"], said
    assert said["score"] == POINTS[own][exercise]
    assert said["notes"][0] == f"Your {name} ({home}) does not pass its own check: mend it there."


def test_no_function_is_lent_that_comes_later_in_the_course() -> None:
    cells = [
        Cell("1", "def relu(z): pass\ndef forward(params, X): pass\ndef fit_classifier(): pass")
    ]
    lent = earlier_exercises(COURSE, POINTS["05_optimizers"], {"02_activations": cells})
    assert lent.keys() - POINTS["05_optimizers"].keys() == {"relu", "forward"}


def test_a_mistake_of_its_own_is_still_charged(tmp_path) -> None:
    wrong = {
        "05_optimizers": {"minibatches": MINIBATCHES},
        "07_training": {"train": VAL_ON_TRAIN},
    }
    said = judged(hand_in(tmp_path, "07_training", wrong), "train")
    assert said["misconception"] == "train/val-on-train"
    assert [check["name"] for check in said["checks"] if not check["passed"]] == ["val_loss"]


def test_a_function_that_was_never_loaded_is_not_blamed_and_not_lent(tmp_path) -> None:
    forward = FORWARD.partition("\n\n\n")[2]  # without its from_earlier line
    path = hand_in(tmp_path, "04_backprop", {"04_backprop": {"forward": forward}})
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code" and "from_earlier(" in "".join(cell["source"]):
            cell["source"] = "pass"
    path.write_text(json.dumps(content), encoding="utf-8")
    said = judged(path, "forward")
    assert said["score"] == 0
    assert "name 'relu' is not defined" in said["message"]
    assert said["notes"] == []


def test_nor_is_it_in_a_kernel(tmp_path, monkeypatch) -> None:
    path = hand_in(tmp_path, "04_backprop", {})
    shutil.rmtree(tmp_path / "02_activations")
    monkeypatch.chdir(path.parent)
    namespace = {"np": np}
    for taken in ((), from_earlier("02_activations", "relu", "sigmoid")):
        namespace.update(zip(("relu", "sigmoid"), taken, strict=False))
        exec(FORWARD.partition("\n\n\n")[2], namespace)
        [assignment] = [a for a in assignments_near(path) if a.name == "04_backprop"]
        said = verdict_of("forward", assignment, namespace)
        assert not said.passed
        assert said.warnings == ()


def test_a_kernel_names_the_function_above_that_is_wrong(tmp_path, monkeypatch) -> None:
    path = hand_in(tmp_path, "07_training", {})
    monkeypatch.chdir(path.parent)
    namespace = {"np": np, "minibatches": from_earlier("05_optimizers", "minibatches")[0]}
    exec(f"{WITHOUT_RETURN}\n{FIT_CLASSIFIER}", namespace)
    [assignment] = [a for a in assignments_near(path) if a.name == "07_training"]
    said = verdict_of("fit_classifier", assignment, namespace)
    assert said.warnings[0] == "Your train does not pass its own check: mend it first."


def test_labels_that_are_cut_are_not_called_shuffled() -> None:
    def minibatches(X, y, batch_size, rng):
        rows = rng.permutation(len(X))
        return [
            (X[r], y[r].astype(int)) for r in np.split(rows, range(batch_size, len(X), batch_size))
        ]

    namespace = {"np": np, "minibatches": minibatches}
    exec(VAL_ON_TRAIN, namespace)
    said = examine(EXERCISES["train"], LiveSubmission(namespace), public_oracle())
    assert "The labels of a batch are whole numbers" in said.message


def test_a_stub_of_an_earlier_notebook_says_where_to_write_it(tmp_path, monkeypatch) -> None:
    path = hand_in(tmp_path, "04_backprop", {"03_losses": {"bce": STUB.format(name="bce")}})
    monkeypatch.chdir(path.parent)
    (bce,) = from_earlier("03_losses", "bce")
    with pytest.raises(StillWaiting, match="bce comes from 03_losses, where it is still") as caught:
        bce(np.ones(1), np.ones(1))
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_a_notebook_that_has_changed_is_noticed(tmp_path, monkeypatch) -> None:
    path = hand_in(tmp_path, "04_backprop", {})
    monkeypatch.chdir(path.parent)
    relu, sigmoid = from_earlier("02_activations", "relu", "sigmoid")
    namespace = {"relu": relu, "sigmoid": sigmoid}
    assert changed_since(namespace) == []
    earlier = tmp_path / "02_activations" / "02_activations.ipynb"
    os.utime(earlier, ns=(1, 1))
    assert changed_since(namespace) == [
        "02_activations.ipynb has changed since its functions were loaded here: run the cell with "
        "from_earlier again."
    ]
    assert changed_since({"relu": lambda z: z}) == []
    namespace["relu"], namespace["sigmoid"] = from_earlier("02_activations", "relu", "sigmoid")
    assert changed_since(namespace) == []
    shutil.rmtree(earlier.parent)
    assert changed_since(namespace) == []
