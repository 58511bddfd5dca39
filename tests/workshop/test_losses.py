"""What is special to the losses: a likelihood that others call, and how near to 0 and 1 a clip may be."""

import pytest

from tests.helpers.source import source


def test_one_mistake_in_the_likelihood_is_charged_once(judge):
    likelihood = source(
        "log_likelihood", "return np.mean(np.log(np.where(y_true == 1, y_pred, 1 - y_pred)))"
    )
    body = "return -log_likelihood(y_true, np.clip(y_pred, 1e-12, 1 - 1e-12)) / y_pred.size"
    notebook = likelihood + source("bce", body)
    assert judge(notebook, "log_likelihood").misconception == "log_likelihood/mean"
    assert judge(notebook, "bce").share > 0.8


@pytest.mark.parametrize("margin", [0.5e-7, 1e-8, 1e-10, 1e-12, 1e-15, 1e-16, 1e-300])
def test_any_clip_up_to_1e_7_is_right(judge, margin):
    bce = (
        f"return -np.mean(np.log(np.clip(np.where(y_true == 1, y_pred, 1 - y_pred), {margin}, 1)))"
    )
    classes = f"return -np.sum(Y_true * np.log(np.clip(Y_pred, {margin}, 1))) / len(Y_true)"
    assert judge(source("bce", bce)).passed
    assert judge(source("cross_entropy", classes)).passed


@pytest.mark.parametrize("margin", [1e-6, 1e-4, 1e-2, 0.05])
def test_a_wider_clip_is_wrong(judge, margin):
    bce = (
        f"return -np.mean(np.log(np.clip(np.where(y_true == 1, y_pred, 1 - y_pred), {margin}, 1)))"
    )
    assert not judge(source("bce", bce)).passed
