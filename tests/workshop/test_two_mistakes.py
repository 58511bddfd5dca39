"""Two mistakes that meet in one function are both named, and only where no other pair fits."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.nearly_right import backward_with
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN
from tests.helpers.source import source


def backward(**parts: str) -> str:
    return source("backward", backward_with(**parts))


def sentences(*ids: str) -> list[str]:
    return [KNOWN[id.partition("/")[0]][id].sentence for id in ids]


@pytest.mark.parametrize("seed", [2026, 1, 2, 3, 4])
@pytest.mark.parametrize(
    ("source", "ids"),
    [
        (
            backward(dZ2="cache['P'] - y", dZ1="dA1 * (dA1 > 0)"),
            ("backward/mask-from-gradient", "backward/no-mean"),
        ),
        (
            backward(dZ2="(y - cache['P']) / n", dZ1="dA1"),
            ("backward/no-relu-derivative", "backward/sign"),
        ),
        (
            "def bce(y_true, y_pred):\n"
            "    return np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))",
            ("bce/sum", "bce/no-minus"),
        ),
        (
            "def bce_grad(y_true, y_pred):\n    return y_pred - y_true",
            ("bce_grad/p-minus-y", "bce_grad/no-mean"),
        ),
        (
            "def dropout_grad(d_out, mask, p_drop):\n    return d_out",
            ("dropout_grad/no-mask", "dropout_grad/no-scale"),
        ),
    ],
)
def test_both_are_named(judge, source: str, ids: tuple[str, str], seed: int) -> None:
    verdict = judge(source, seed=seed)
    assert verdict.misconception in ids
    for sentence in sentences(*ids):
        assert sentence in verdict.message


@pytest.mark.parametrize(
    "source",
    [
        "def sigmoid(z):\n    return 0.9 / (1 + np.exp(-z))",
        "def mse(y_true, y_pred):\n    return np.median((y_true - y_pred) ** 2)",
        backward(dZ1="dA1 * (cache['Z1'] > 0.5)"),
        "def cross_entropy(Y_true, Y_pred):\n"
        "    return -np.sum(Y_true * np.log(Y_pred + 1e-15)) / Y_true.shape[1]",
    ],
)
def test_a_mistake_of_another_kind_is_not_taken_for_two(judge, source: str) -> None:
    verdict = judge(source)
    assert not verdict.passed
    assert verdict.misconception is None or "/model-" in verdict.misconception
    assert "Two things" not in verdict.message


def test_two_that_undo_each_other_in_a_right_part_are_not_named() -> None:
    known = {id: m for id, m in KNOWN["backward"].items() if id != "backward/sign-layer-1-only"}
    oracle = DictOracle(FUNCTIONS, PUBLIC_SEED, EXERCISES, lambda name: known)
    namespace = {**FUNCTIONS, "np": np}
    exec(backward(dA1="-dZ2 @ params['W2'].T"), namespace)
    verdict = examine(EXERCISES["backward"], LiveSubmission(namespace), oracle)
    assert verdict.misconception is None
    assert not any(m.sentence in verdict.message for m in KNOWN["backward"].values())
