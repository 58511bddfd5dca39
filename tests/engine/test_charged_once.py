"""A mistake in another exercise of the notebook costs nothing here, in no check."""

import numpy as np
import pytest

from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN, live_oracle

SOURCES = {
    "bce": "def bce(y_true, y_pred):\n    p = np.clip(y_pred, 1e-12, 1 - 1e-12)\n"
    "    return -log_likelihood(y_true, p) / p.size",
    "relu_grad": "def relu_grad(z):\n    return np.where(relu(z) > 0, 1.0, 0.0)",
    "leaky_relu_grad": "def leaky_relu_grad(z, slope=0.01):\n"
    "    return relu_grad(z) + slope * (1 - relu_grad(z))",
    "sigmoid_grad": "def sigmoid_grad(z):\n    return sigmoid(z) * (1 - sigmoid(z))",
}
WRONG = [
    (name, other, known)
    for name in SOURCES
    for other in EXERCISES[name].builds_on
    for known in KNOWN[other].values()
]


@pytest.mark.parametrize(("name", "other", "known"), WRONG, ids=lambda v: getattr(v, "id", ""))
def test_a_right_answer_passes_whatever_is_wrong_in_another(name, other, known) -> None:
    namespace = {**FUNCTIONS, "np": np, other: known.function}
    exec(SOURCES[name], namespace)
    assert other in namespace[name].__code__.co_names
    verdict = examine(EXERCISES[name], LiveSubmission(namespace), live_oracle(PUBLIC_SEED))
    assert verdict.passed, verdict.message
    assert verdict.share == 1
