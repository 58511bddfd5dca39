"""What is special to training: what each claim costs, and the studies that fit_classifier is judged on."""

import numpy as np
import pytest

from autograder.sandbox.protocol import case_to_plain
from autograder.workshop.exercises.training import fit_classifier
from autograder.workshop.expression import auc
from dlref.backprop import forward, init_params
from tests.helpers.nearly_right import fit_classifier_with
from tests.helpers.source import source


def test_a_generator_of_ones_own_is_let_pass_where_it_does_no_harm(judge):
    body = fit_classifier_with(rng="np.random.default_rng()")
    assert judge(source("fit_classifier", body), "fit_classifier").passed


@pytest.mark.parametrize("id", ["val-on-train", "drops-last-batch", "shuffled-once"])
def test_a_mistake_in_the_loop_costs_its_own_claim(judge_misconception, id):
    verdict = judge_misconception(f"train/{id}")
    # Six claims of 7 each; that no argument changes counts 1 once all of them hold.
    assert verdict.share == pytest.approx(35 / 43)


def test_a_guard_against_constant_genes_is_worth_less_than_the_formula(judge_misconception):
    assert judge_misconception("standardize/constant-gene").share == pytest.approx(16 / 18)


@pytest.mark.parametrize("body", ["raise NotImplementedError", "return {'P': X @ params['W1']}"])
def test_a_wrong_forward_costs_predict_nothing(judge, body):
    predict = source("predict", "return forward(params, X)['P']")
    verdict = judge(f"def forward(params, X):\n    {body}\n{predict}", "predict")
    assert verdict.passed, verdict.message


def test_what_is_hidden_does_not_travel():
    for case in fit_classifier.studies(np.random.default_rng(0)):
        assert case.people > 0
        travels = case_to_plain(case, {})
        assert travels.keys() == {"inputs", "script", "given"}
        assert travels["inputs"].keys() == {"X", "y", "X_val", "y_val", "seed"}


def test_half_of_each_class_is_mislabelled_in_the_second_study():
    one, other = (case.inputs for case in fit_classifier.studies(np.random.default_rng(0)))
    assert all(np.array_equal(one[k], other[k]) for k in ("X", "y", "X_val", "seed"))
    turned = one["y_val"] != other["y_val"]
    for label in (0, 1):
        assert turned[one["y_val"] == label].mean() == pytest.approx(0.5, abs=0.02)


def test_scores_order_people_as_probabilities_do():
    metrics = pytest.importorskip("sklearn.metrics")
    case = fit_classifier.studies(np.random.default_rng(0))[0]
    X, y = case.inputs["X"], case.inputs["y"]
    params = init_params(X.shape[1], 7, np.random.default_rng(1)) | {"b2": np.array([0.4])}
    history = {"train_loss": [0.7], "val_loss": [0.7]}
    fit = fit_classifier.Fit(case, (params, history))
    right = metrics.roc_auc_score(y.ravel(), forward(params, X)["P"].ravel())
    assert auc(y, fit.scores(X)) == pytest.approx(right)
