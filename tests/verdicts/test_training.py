"""Training's checks: right answers pass, wrong ones don't, known wrong ones are named."""

import numpy as np
import pytest

from autograder.exercises import training
from autograder.exercises.training import fit_classifier
from autograder.expression import auc
from autograder.oracle import PUBLIC_SEED
from autograder.protocol import case_to_plain
from dlref.backprop import forward, init_params

SEEDS = (PUBLIC_SEED, 1, 2, 3)
SIGNATURES = {e.name: ", ".join(e.signature) for e in training.EXERCISES}
SIGNATURES["accuracy"] = "y_true, y_prob, threshold=0.5"
SLOW = "fit_classifier"

_LOOP = """
    {before}
    history = {{"train_loss": [], "val_loss": []}}
    for epoch in range({epochs}):
        {start}
        for X_batch, y_batch in {batches}:
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            {update}
        {end}
        history["train_loss"].append({train_loss})
        history["val_loss"].append({val_loss})
    return {gives}"""
_GOOD_LOOP = {
    "before": "pass",
    "epochs": "epochs",
    "start": "pass",
    "batches": "minibatches(X, y, batch_size, rng)",
    "update": "params = update(params, grads)",
    "end": "pass",
    "train_loss": "loss_and_grads(params, X, y)[0]",
    "val_loss": "loss_and_grads(params, X_val, y_val)[0]",
    "gives": "params, history",
}


def _loop(**parts):
    return _LOOP.format(**_GOOD_LOOP | parts)


_OWN_BATCHES = (
    "[(X[o[i:i + batch_size]], y[o[i:i + batch_size]]) for i in range(0, len(X), batch_size)]"
)

_FIT = """
    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        grads = backward(params, cache, X, y)
        return bce(y, cache["P"]), l2_grads(grads, params, {lam})
    params = {params}
    m = v = {{k: np.zeros_like(w) for k, w in params.items()}}
    t = 0
    def update(params, grads):
        nonlocal m, v, t
        t += 1
        params, m, v = adam_step(params, grads, m, v, t, lr={lr})
        return params
    params, history = train(params, {sets}, loss_and_grads, update, {epochs}, {size}, {rng})
    {then}
    return {gives}"""
_GOOD_FIT = {
    "lam": "0.03",
    "params": "init_params(X.shape[1], 16, rng)",
    "lr": "0.001",
    "sets": "X, y, X_val, y_val",
    "epochs": "15",
    "size": "32",
    "rng": "rng",
    "then": "pass",
    "gives": "params, history",
}


def _fit(**parts):
    return _FIT.format(**_GOOD_FIT | parts)


WRONG = {
    "standardize": {
        "not centred": "return X_train / X_train.std(axis=0), X_test / X_train.std(axis=0)",
        "not scaled": "return X_train - X_train.mean(axis=0), X_test - X_train.mean(axis=0)",
        "test first": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (X_test - mean) / deviation, (X_train - mean) / deviation""",
        "of the test set": """
    mean, deviation = X_test.mean(axis=0), X_test.std(axis=0) + 1e-9
    return (X_train - mean) / deviation, (X_test - mean) / deviation""",
        "own mean, training deviation": """
    deviation = X_train.std(axis=0) + 1e-9
    return (X_train - X_train.mean(axis=0)) / deviation, (X_test - X_test.mean(axis=0)) / deviation""",
        "parentheses": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0) + 1e-9
    return X_train - mean / deviation, X_test - mean / deviation""",
        "to 0 and 1": """
    low, high = X_train.min(axis=0), X_train.max(axis=0) + 1e-9
    return (X_train - low) / (high - low), (X_test - low) / (high - low)""",
        "median": """
    middle, deviation = np.median(X_train, axis=0), X_train.std(axis=0) + 1e-9
    return (X_train - middle) / deviation, (X_test - middle) / deviation""",
        "training set only": "return (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + 1e-9)",
        "test untouched": "return (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + 1e-9), X_test",
        "too much added": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0) + 0.1
    return (X_train - mean) / deviation, (X_test - mean) / deviation""",
        "drops constant genes": """
    varies = X_train.std(axis=0) > 0
    mean, deviation = X_train[:, varies].mean(axis=0), X_train[:, varies].std(axis=0)
    return (X_train[:, varies] - mean) / deviation, (X_test[:, varies] - mean) / deviation""",
        "constant gene to 1": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    Z = np.nan_to_num((X_train - mean) / deviation, nan=1.0)
    return Z, np.nan_to_num((X_test - mean) / deviation, posinf=0, neginf=0)""",
    },
    "accuracy": {
        "healthy only": "return np.mean((y_prob < threshold) & (y_true == 0))",
        "sensitivity": "return np.sum((y_prob > threshold) * y_true) / np.sum(y_true)",
        "precision": "return np.sum((y_prob > threshold) * y_true) / np.sum(y_prob > threshold)",
        "positives": "return np.mean(y_prob > threshold)",
        "the wrong way": "return np.mean((y_prob < threshold) == y_true)",
        "threshold on the labels": "return np.mean((y_prob > 0.5) == (y_true > threshold))",
        "flat against column": "return np.mean((y_prob > threshold) == y_true.ravel())",
        "not reduced": "return ((y_prob > threshold) == y_true).astype(float)",
        "distance": "return 1 - np.mean(np.abs(y_prob - y_true))",
        "rounded": "return round(float(np.mean((y_prob > threshold) == y_true)), 1)",
        "all or nothing": "return float(np.all((y_prob > threshold) == y_true))",
        "off by one": "return np.sum((y_prob > threshold) == y_true) / (len(y_true) - 1)",
    },
    "train": {
        "with replacement": _loop(
            batches="[(X[i], y[i]) for i in rng.integers(0, len(X), (-(-len(X) // batch_size), batch_size))]"
        ),
        "all at once": _loop(batches="[(X, y)]"),
        "one by one": _loop(batches="minibatches(X, y, 1, rng)"),
        "half the epochs": _loop(epochs="epochs // 2 + 1"),
        "one epoch more": _loop(epochs="epochs + 1"),
        "labels not shuffled": _loop(
            start="o = rng.permutation(len(X))",
            batches="[(X[o[i:i + batch_size]], y[i:i + batch_size]) for i in range(0, len(X), batch_size)]",
        ),
        "generator of its own": _loop(before="rng = np.random.default_rng()"),
        "seed of its own": _loop(before="rng = np.random.default_rng(0)"),
        "shuffles in place": _loop(
            start="o = rng.permutation(len(X)); X[:], y[:] = X[o], y[o]; o = np.arange(len(X))",
            batches=_OWN_BATCHES,
        ),
        "same batches, other order": _loop(
            before="o = rng.permutation(len(X))",
            batches=f"(lambda b: [b[i] for i in rng.permutation(len(b))])({_OWN_BATCHES})",
        ),
        "old params to the loss": _loop(
            before="start = {k: w.copy() for k, w in params.items()}",
            train_loss="loss_and_grads(start, X, y)[0]",
        ),
        "mean of the batches": _loop(
            start="losses = []",
            update="params = update(params, grads); losses.append(loss)",
            train_loss="np.mean(losses)",
        ),
        "sum of the batches": _loop(
            start="losses = []",
            update="params = update(params, grads); losses.append(loss)",
            train_loss="np.sum(losses)",
        ),
        "losses after every batch": _loop(
            update="params = update(params, grads); history['train_loss'].append(loss)"
        ),
        "loss and grads in the history": _loop(train_loss="loss_and_grads(params, X, y)"),
        "history once": _loop(
            end="history = {'train_loss': [], 'val_loss': []}",
        ),
        "validation with the batch": _loop(val_loss="loss_and_grads(params, X_batch, y_batch)[0]"),
        "learns from the validation set": _loop(
            end="params = update(params, loss_and_grads(params, X_val, y_val)[1])"
        ),
        "both sets together": _loop(
            before="X, y = np.vstack([X, X_val]), np.vstack([y, y_val])",
        ),
        "losses swapped": _loop(
            train_loss="loss_and_grads(params, X_val, y_val)[0]",
            val_loss="loss_and_grads(params, X, y)[0]",
        ),
        "gradients twice": _loop(
            update="params = update(params, {k: 2 * g for k, g in grads.items()})"
        ),
        "updates twice": _loop(update="params = update(update(params, grads), grads)"),
        "loss for gradients": _loop(
            update="params = update(params, {k: loss + 0 * g for k, g in grads.items()})"
        ),
        "own step": _loop(update="params = {k: w - 0.1 * grads[k] for k, w in params.items()}"),
        "gives back the first": _loop(
            before="start = {k: w.copy() for k, w in params.items()}", gives="start, history"
        ),
        "params only": _loop(gives="params"),
        "history first": _loop(gives="history, params"),
        "two lists": _loop(gives="params, history['train_loss'], history['val_loss']"),
        "other names": _loop(
            gives="params, {'train': history['train_loss'], 'val': history['val_loss']}"
        ),
        "returns in the loop": _loop(end="return params, {'train_loss': [1.0], 'val_loss': [1.0]}"),
        "nothing done": "return params, {'train_loss': [0.0] * epochs, 'val_loss': [0.0] * epochs}",
        "labels flat": _loop(
            batches="[(a, b.ravel()) for a, b in minibatches(X, y, batch_size, rng)]"
        ),
    },
    "fit_classifier": {
        "labels flipped": _fit(sets="X, 1 - y, X_val, y_val"),
        "labels shuffled": _fit(sets="X, rng.permutation(y), X_val, y_val"),
        "hardly moves": _fit(lr="1e-7", epochs="3"),
        "leaps": _fit(lr="30.0"),
        "learns two genes": _fit(sets="X * (np.arange(X.shape[1]) < 2), y, X_val, y_val"),
        "validation set alone": _fit(sets="X_val, y_val, X_val, y_val"),
        "late look at the validation set": _fit(
            then="params, _ = train(params, X_val, y_val, X_val, y_val, loss_and_grads, update, 40, 16, rng)"
        ),
        "no history": _fit(gives="params, {}"),
        "params only": _fit(gives="params"),
        "history cut": _fit(then="history['val_loss'] = history['val_loss'][:-2]"),
        "val_loss of the first labels": _fit(then="history['val_loss'] = [0.5] * 15"),
        "transposed": _fit(gives="{k: w.T for k, w in params.items()}, history"),
        "no biases": _fit(gives="{'W1': params['W1'], 'W2': params['W2']}, history"),
        "text": "return 'params', 'history'",
        "nan": _fit(gives="{k: w * np.nan for k, w in params.items()}, history"),
        "changes X": _fit(then="X *= 2"),
    },
    "predict": {
        "healthy": "return 1 - forward(params, X)['P']",
        "flat": "return forward(params, X)['P'].ravel()",
        "both classes": "P = forward(params, X)['P']\n    return np.hstack([1 - P, P])",
        "cache": "return forward(params, X)",
        "over the batch": "Z = forward(params, X)['Z2']\n    return np.exp(Z) / np.exp(Z).sum()",
        "standardizes again": """
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)
    return forward(params, X)['P']""",
        "less the mean": "P = forward(params, X)['P']\n    return P - P.mean() + 0.5",
        "no b2": "return forward({**params, 'b2': 0 * params['b2']}, X)['P']",
        "scaled as in dropout": "return sigmoid(0.5 * forward(params, X)['A1'] @ params['W2'] + params['b2'])",
        "hidden units fixed": """
    hidden = np.maximum(0, X @ params["W1"][:, :2] + params["b1"][:2])
    return sigmoid(hidden @ params["W2"][:2] + params["b2"])""",
        "first row": "return forward(params, X[:1])['P']",
        "rounded": "return np.round(forward(params, X)['P'], 2)",
        "noise": "return forward(params, X + 0.01 * np.random.randn(*X.shape))['P']",
        "sorted": "return np.sort(forward(params, X)['P'], axis=0)",
    },
}


def _source(name: str, body: str) -> str:
    return f"def {name}({SIGNATURES[name]}):\n    {body.strip()}\n"


def _each(table):
    return [
        pytest.param(name, body, id=f"{name}: {title}")
        for name, bodies in table.items()
        for title, body in bodies.items()
    ]


def _seeds(name):
    return SEEDS[:1] if name == SLOW else SEEDS


@pytest.mark.parametrize(("name", "body"), _each(WRONG))
def test_wrong_does_not_pass(judge, name, body):
    for seed in _seeds(name):
        verdict = judge(_source(name, body), name, seed)
        assert not verdict.passed
        assert verdict.share < 1
        assert verdict.message


def test_a_generator_of_ones_own_is_let_pass_where_it_does_no_harm(judge):
    body = _fit(rng="np.random.default_rng()")
    assert judge(_source("fit_classifier", body), "fit_classifier").passed


@pytest.mark.parametrize("id", ["val-on-train", "drops-last-batch", "shuffled-once"])
def test_a_mistake_in_the_loop_costs_its_own_claim(judge_misconception, id):
    verdict = judge_misconception(f"train/{id}")
    # Six claims of 7 each; that no argument changes counts 1 once all of them hold.
    assert verdict.share == pytest.approx(35 / 43)


def test_a_guard_against_constant_genes_is_worth_less_than_the_formula(judge_misconception):
    assert judge_misconception("standardize/constant-gene").share == pytest.approx(15 / 17)


@pytest.mark.parametrize("body", ["raise NotImplementedError", "return {'P': X @ params['W1']}"])
def test_a_wrong_forward_costs_predict_nothing(judge, body):
    predict = _source("predict", "return forward(params, X)['P']")
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


@pytest.mark.parametrize(
    "value",
    [
        "None",
        "'x'",
        "({}, {})",
        "[None, None]",
        "({'W1': 'x'}, {'train_loss': 'x', 'val_loss': None})",
        "({'W1': [[1], [2, 3]], 'b1': 1, 'W2': [], 'b2': 10 ** 400}, {'train_loss': [], 'val_loss': []})",
    ],
)
@pytest.mark.parametrize("name", SIGNATURES)
def test_odd_values_are_met_with_a_sentence(judge, name, value):
    verdict = judge(f"def {name}({SIGNATURES[name]}):\n    return {value}", name)
    assert not verdict.passed
    assert verdict.message
