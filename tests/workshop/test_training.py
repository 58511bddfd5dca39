"""What is special to training: what each claim costs, and the studies that fit_classifier is judged on."""

import numpy as np
import pytest

from autograder.sandbox.protocol import case_to_plain
from autograder.workshop.exercises.training import fit_classifier
from autograder.workshop.exercises.training.studies import folded_set
from autograder.workshop.expression import auc
from dlref.backprop import forward, init_params
from tests.helpers.nearly_right import fit_classifier_with
from tests.helpers.seeds import each_seed
from tests.helpers.source import source


@pytest.mark.parametrize(
    ("rng", "name"),
    [
        ("np.random.default_rng()", "generator-of-its-own"),
        ("np.random", "generator-of-its-own"),
        ("np.random.default_rng(0)", "ignores-rng"),
    ],
)
def test_a_generator_of_ones_own_costs_its_own_claim(judge, rng, name):
    body = fit_classifier_with().replace(
        "    def loss_and_grads", f"    rng = {rng}\n    def loss_and_grads", 1
    )
    if rng == "np.random":
        body = body.replace("init_params(X.shape[1], 16, rng)", INIT)
    verdict = judge(source("fit_classifier", body), "fit_classifier")
    assert verdict.misconception == f"fit_classifier/{name}"
    # 35 for the other claims, 3 for this one, 1 for the arguments, which counts once all hold.
    assert verdict.share == pytest.approx(35 / 39)


INIT = """{"W1": rng.randn(X.shape[1], 16) * 0.06, "b1": np.zeros(16),
        "W2": rng.randn(16, 1) * 0.3, "b2": np.zeros(1)}"""

MEANS = """
    def loss(X, y):
        P = 1 / (1 + np.exp(-forward(params, X)["Z2"]))
        return float(-np.log(np.where(y == 1, P, 1 - P)).mean())
    w = X[y[:, 0] == 1].mean(axis=0) - X[y[:, 0] == 0].mean(axis=0)
    w = (w + {noise})[:, None] / 10
    {params}
    last = loss(X, y), loss(X_val, y_val)
    history = {{key: list(np.linspace(0.7, end, 30)) for key, end in zip(("train_loss", "val_loss"), last)}}
    return params, {history}"""

TWO_UNITS = """params = {"W1": np.hstack([w, -w]), "b1": np.zeros(2),
        "W2": np.array([[1.0], [-1.0]]), "b2": np.zeros(1)}"""
ONE_UNIT = (
    """params = {"W1": w, "b1": np.ones(1) * 3, "W2": np.ones((1, 1)), "b2": -np.ones(1) * 3}"""
)
MANY_UNITS = """params = {"W1": np.hstack([w, -w]) + 1e-3 * rng.standard_normal((len(w), 2)), "b1": np.full(2, 0.3),
        "W2": np.array([[1.0], [-1.0]]), "b2": np.zeros(1)}"""
RANDOM_UNITS = """
    def loss(X, y):
        P = 1 / (1 + np.exp(-forward(params, X)["Z2"]))
        return float(-np.log(np.where(y == 1, P, 1 - P)).mean())
    params = init_params(X.shape[1], 300, rng)
    H = np.maximum(0, X @ params["W1"])
    params["W2"] = np.linalg.solve(H.T @ H + 30 * np.eye(300), H.T @ (2 * y - 1))
    last = loss(X, y), loss(X_val, y_val)
    return params, {key: list(np.linspace(0.9, end, 30)) for key, end in zip(("train_loss", "val_loss"), last)}"""
NO_TRAINING = {
    "random hidden units": RANDOM_UNITS,
    "class means, invented history": MEANS.format(
        noise="0", params=TWO_UNITS, history="{'train_loss': [0.7, 0.2], 'val_loss': [0.7, 0.3]}"
    ),
    "class means, own last losses": MEANS.format(noise="0", params=TWO_UNITS, history="history"),
    "class means and noise from rng": MEANS.format(
        noise="1e-3 * rng.standard_normal(len(w))", params=TWO_UNITS, history="history"
    ),
    "one unit": MEANS.format(
        noise="1e-3 * rng.standard_normal(len(w))", params=ONE_UNIT, history="history"
    ),
    "two units with noise": MEANS.format(noise="0", params=MANY_UNITS, history="history"),
}


@pytest.mark.parametrize("title", NO_TRAINING)
@each_seed
def test_a_closed_form_is_no_trained_network(judge, title, seed):
    verdict = judge(source("fit_classifier", NO_TRAINING[title]), "fit_classifier", seed)
    assert verdict.share <= 0.2


INVENTED = {
    "of another training": fit_classifier_with(
        then="_, history = train(init_params(X.shape[1], 16, rng), X, y, X_val, y_val, loss_and_grads, "
        "lambda p, g: {k: w - 0.2 * g[k] for k, w in p.items()}, 15, 32, rng)"
    ),
    "made up": fit_classifier_with(
        then="history = {k: list(np.linspace(0.7, 0.01, 15)) for k in history}"
    ),
    "too good": fit_classifier_with(
        then="history = {k: [0.3 * x for x in losses] for k, losses in history.items()}"
    ),
}


@pytest.mark.parametrize("title", INVENTED)
def test_the_history_is_that_of_the_params(judge, title):
    verdict = judge(source("fit_classifier", INVENTED[title]), "fit_classifier")
    failed = {check.name for check in verdict.checks if not check.passed}
    assert "learns" in failed
    assert "unseen" not in failed


HONEST = {
    "the penalty counts in both losses": """
    return bce(y, cache["P"]) + l2_penalty(params, 0.03), l2_grads(grads, params, 0.03)""",
    "the training loss is measured with a clip": """
    return bce(y, np.clip(cache["P"], 1e-3, 1 - 1e-3)), l2_grads(grads, params, 0.03)""",
}


@pytest.mark.parametrize("title", HONEST)
@each_seed
def test_other_losses_of_the_same_params_are_right(judge, title, seed):
    body = fit_classifier_with().replace(
        """
        return bce(y, cache["P"]), l2_grads(grads, params, 0.03)""",
        HONEST[title].replace("\n    ", "\n        "),
    )
    assert "bce(y, cache" not in body or "penalty" in body
    verdict = judge(source("fit_classifier", body), "fit_classifier", seed)
    assert verdict.passed, verdict.message


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
        assert travels.keys() == {"inputs", "script", "room", "edited", "given"}
        assert travels["inputs"].keys() == {"X", "y", "X_val", "y_val", "seed"}


def test_half_of_each_class_is_mislabelled_in_the_second_study():
    studies = fit_classifier.studies(np.random.default_rng(0))[:2]
    one, other = (case.inputs for case in studies)
    genes = list(studies[0].marked)
    assert all(np.array_equal(one[k], other[k]) for k in ("X", "y", "seed"))
    assert (one["X_val"] != other["X_val"]).any(axis=0).nonzero()[0].tolist() == sorted(genes)
    assert (one["X_val"][:, genes] == 2 * one["y_val"] - 1).all()
    assert (other["X_val"][:, genes] == 1 - 2 * other["y_val"]).all()
    assert abs(one["X"][:, genes]).max() < 0.1
    turned = one["y_val"] != other["y_val"]
    for label in (0, 1):
        assert turned[one["y_val"] == label].mean() == pytest.approx(0.5, abs=0.02)


REFIT = """
    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        return bce(y, cache["P"]), backward(params, cache, X, y)
    def fitted(X, y, epochs):
        params = init_params(X.shape[1], 16, rng)
        update = lambda params, grads: sgd_step(params, grads, 0.02)
        return train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, 32, rng)
    _, history = fitted(X, y, 40)
    epochs = 1 + int(np.argmin(history["val_loss"]))
    return fitted(np.concatenate([X, X_val]), np.concatenate([y, y_val]), epochs)"""


@each_seed
def test_a_last_training_on_all_samples_is_found(judge, seed):
    verdict = judge(source("fit_classifier", REFIT), "fit_classifier", seed)
    assert verdict.misconception == "fit_classifier/trains-on-validation"


def test_scores_order_people_as_probabilities_do():
    metrics = pytest.importorskip("sklearn.metrics")
    case = fit_classifier.studies(np.random.default_rng(0))[0]
    X, y = case.inputs["X"], case.inputs["y"]
    params = init_params(X.shape[1], 7, np.random.default_rng(1)) | {"b2": np.array([0.4])}
    history = {"train_loss": [0.7], "val_loss": [0.7]}
    fit = fit_classifier.Fit(case, (params, history))
    right = metrics.roc_auc_score(y.ravel(), forward(params, X)["P"].ravel())
    assert auc(y, fit.scores(X)) == pytest.approx(right)


def test_no_linear_model_learns_the_folded_study():
    linear_model = pytest.importorskip("sklearn.linear_model")
    X, y, _, _, X_test, y_test = folded_set(people=3)
    model = linear_model.LogisticRegression(C=0.01).fit(X, y.ravel())
    assert abs(auc(y_test, model.decision_function(X_test)) - 0.5) < 0.1
    assert auc(y_test, np.abs(X_test @ np.linalg.svd(X)[2][0])) > 0.98


def test_the_loss_of_the_params_is_the_cross_entropy():
    metrics = pytest.importorskip("sklearn.metrics")
    case = fit_classifier.studies(np.random.default_rng(0))[0]
    X, y = case.inputs["X_val"], case.inputs["y_val"]
    params = init_params(X.shape[1], 7, np.random.default_rng(1)) | {"b2": np.array([0.4])}
    history = {"train_loss": [0.7], "val_loss": [0.7]}
    right = metrics.log_loss(y.ravel(), forward(params, X)["P"].ravel())
    assert fit_classifier.Fit(case, (params, history)).loss("_val") == pytest.approx(right)
