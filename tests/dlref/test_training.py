"""Training: scikit-learn's scaler and score, a loop that is watched, a capstone on the dataset."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from autograder.workshop.expression import population
from dlref import training
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import sgd_step
from dlref.training import (
    accuracy,
    fit_classifier,
    predict,
    standardize,
    standardize_sample,
    train,
)


def test_standardize_is_scikit_learns_scaler(rng):
    X_train, X_test = rng.normal(5, 3, size=(30, 4)), rng.normal(6, 2, size=(11, 4))
    X_train[:, 2] = X_test[:, 2] = 7.0
    X_test[0, 2] = 9.0
    X_train[:, 3] /= 1e4
    scaler = StandardScaler().fit(X_train)
    ours = standardize(X_train, X_test)
    np.testing.assert_allclose(ours[0], scaler.transform(X_train), atol=1e-13)
    np.testing.assert_allclose(ours[1], scaler.transform(X_test), atol=1e-13)


def test_a_constant_gene_is_zero_even_where_its_mean_is_rounded():
    X_train = np.full((10, 2), 0.1)
    assert (X_train.std(axis=0) > 0).all()  # ten times 0.1 is not quite 1
    for function in (standardize, standardize_sample):
        train_scaled, test_scaled = function(X_train, np.array([[0.1, 2.0]]))
        np.testing.assert_allclose(train_scaled, 0, atol=1e-12)
        assert np.isfinite(test_scaled).all()


def test_the_sample_way_is_scipys_z_score(rng):
    X_train, X_test = rng.normal(size=(8, 3)), rng.normal(size=(5, 3))
    ours = standardize_sample(X_train, X_test)
    np.testing.assert_allclose(ours[0], stats.zscore(X_train, ddof=1), rtol=1e-12)
    np.testing.assert_allclose(ours[1], stats.zmap(X_test, X_train, ddof=1), rtol=1e-12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=1), st.floats(0.05, 0.95))
def test_accuracy_is_scikit_learns(pairs, threshold):
    y, p = (np.array(column, dtype=float).reshape(-1, 1) for column in zip(*pairs, strict=True))
    theirs = accuracy_score(y.ravel(), p.ravel() >= threshold)
    assert accuracy(y, p, threshold) == pytest.approx(theirs)


def test_accuracy_uses_one_half_unless_told():
    y, p = np.array([[1.0], [1], [0], [0]]), np.array([[0.6], [0.4], [0.3], [0.2]])
    assert accuracy(y, p) == 0.75
    assert accuracy(y, p, threshold=0.35) == 1


def test_train_calls_what_it_should_when_it_should(rng):
    X, y = np.arange(10.0).reshape(10, 1), np.arange(10.0).reshape(10, 1)
    X_val, y_val = X[:4] + 100, y[:4] + 100
    calls = []

    def loss_and_grads(params, X, y):
        np.testing.assert_array_equal(X, y)
        calls.append(("loss", params["steps"], tuple(X.ravel())))
        return 1000 * len(X) + params["steps"], {"steps": 1}

    def update(params, grads):
        calls.append(("update", params["steps"], None))
        return {"steps": params["steps"] + grads["steps"]}

    params, history = train(
        {"steps": 0}, X, y, X_val, y_val, loss_and_grads, update, epochs=3, batch_size=4, rng=rng
    )
    assert params == {"steps": 9}
    assert history == {"train_loss": [10003, 10006, 10009], "val_loss": [4003, 4006, 4009]}

    batches = [  # the rows that an update followed
        rows for (kind, _, rows), after in itertools.pairwise(calls) if after[0] == "update"
    ]
    assert [len(rows) for rows in batches] == [4, 4, 2] * 3
    orders = [sum(batches[i : i + 3], ()) for i in (0, 3, 6)]
    assert len(set(orders)) == 3
    assert all(sorted(order) == list(range(10)) for order in orders)


def test_full_batch_training_follows_torch(torch, rng):
    X, y = rng.normal(size=(12, 3)), rng.integers(0, 2, size=(12, 1)).astype(float)
    start = init_params(3, 4, rng)

    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        return bce(y, cache["P"]), backward(params, cache, X, y)

    params, history = train(
        start, X, y, X[:5], y[:5], loss_and_grads,
        lambda params, grads: sgd_step(params, grads, 0.5), epochs=8, batch_size=12, rng=rng,
    )  # fmt: skip

    weights = {k: torch.tensor(w, requires_grad=True) for k, w in start.items()}
    inputs, labels = torch.tensor(X), torch.tensor(y)

    def their_loss(rows):
        hidden = torch.relu(inputs[:rows] @ weights["W1"] + weights["b1"])
        output = torch.sigmoid(hidden @ weights["W2"] + weights["b2"])
        return torch.nn.functional.binary_cross_entropy(output, labels[:rows])

    optimizer = torch.optim.SGD(weights.values(), lr=0.5)
    for epoch in range(8):
        optimizer.zero_grad()
        their_loss(12).backward()
        optimizer.step()
        assert history["train_loss"][epoch] == pytest.approx(their_loss(12).item(), rel=1e-10)
        assert history["val_loss"][epoch] == pytest.approx(their_loss(5).item(), rel=1e-10)
    for k, w in weights.items():
        np.testing.assert_allclose(params[k], w.detach().numpy(), rtol=1e-9, atol=1e-12)


def test_the_classifiers_update_is_torchs_adam_with_decayed_weights(torch, rng):
    ours = init_params(3, 4, rng)
    theirs = {k: torch.tensor(w) for k, w in ours.items()}
    update = training._adam_with_decay(ours)
    decay = {"W1": training.WEIGHT_DECAY, "b1": 0, "W2": training.WEIGHT_DECAY, "b2": 0}
    groups = [{"params": [w], "weight_decay": decay[k]} for k, w in theirs.items()]
    optimizer = torch.optim.Adam(groups, lr=training.LEARNING_RATE)
    for _ in range(5):
        grads = {k: rng.normal(size=w.shape) for k, w in ours.items()}
        ours = update(ours, grads)
        for k, w in theirs.items():
            w.grad = torch.tensor(grads[k])
        optimizer.step()
    for k, w in theirs.items():
        np.testing.assert_allclose(ours[k], w.numpy(), rtol=1e-11, atol=1e-14)


def capstone(seed):
    """A cohort as the capstone meets it, and two thousand more patients to be judged by."""
    people = population(seed=seed)
    cohort, hidden = people.sample(600, seed=1), people.sample(2000, seed=2)
    X_train = cohort.log_cpm[cohort.train]
    X, X_val = standardize(X_train, cohort.log_cpm[cohort.validation])
    _, X_hidden = standardize(X_train, hidden.log_cpm)
    return X, cohort.y[cohort.train], X_val, cohort.y[cohort.validation], X_hidden, hidden.y


@pytest.mark.parametrize("seed", [1, 2])
def test_the_classifier_learns_the_disease(seed):
    X, y, X_val, y_val, X_hidden, y_hidden = capstone(seed)
    params, history = fit_classifier(X, y, X_val, y_val, np.random.default_rng(seed))
    assert params["W1"].shape[0] == X.shape[1]
    assert len(history["train_loss"]) == len(history["val_loss"])
    assert history["train_loss"][-1] < 0.5 * history["train_loss"][0]
    assert roc_auc_score(y_hidden.ravel(), predict(params, X_hidden).ravel()) >= 0.90
    assert bce(y_val, predict(params, X_val)) == min(history["val_loss"])


def test_validation_rows_decide_when_to_stop_and_nothing_else(rng):
    X, y, X_val, y_val, *_ = capstone(1)
    one = fit_classifier(X, y, X_val, y_val, np.random.default_rng(0))[1]
    other = fit_classifier(
        X, y, rng.normal(size=(7, 500)), 1 - y_val[:7], np.random.default_rng(0)
    )[1]
    shared = min(len(one["train_loss"]), len(other["train_loss"]))
    assert shared > 5
    assert one["train_loss"][:shared] == other["train_loss"][:shared]
    assert one["val_loss"][:shared] != other["val_loss"][:shared]


def test_the_same_generator_gives_the_same_network():
    X, y, X_val, y_val, *_ = capstone(1)
    first, second = (fit_classifier(X, y, X_val, y_val, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_equal(first, second)


@settings(deadline=None)
@given(X=hnp.arrays(float, (4, 3), elements=st.floats(-50, 50)), seed=st.integers(0, 999))
def test_a_prediction_depends_on_its_own_row_alone(X, seed):
    params = init_params(3, 5, np.random.default_rng(seed))
    P = predict(params, X)
    assert P.shape == (4, 1)
    np.testing.assert_allclose(P, [predict(params, row[None])[0] for row in X], 1e-10, 1e-300)
    np.testing.assert_array_equal(P, forward(params, X)["P"])
