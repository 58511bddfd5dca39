"""Wrong answers of the sixth set: training."""

import numpy as np

from autograder.course import held_out
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches, sgd_step
from dlref.regularization import dropout, l2_grads
from dlref.training import train


@held_out(
    "standardize",
    kind="mean and deviation come from training and test set together",
    source="written",
)
def standardize_pooled(X_train, X_test):
    everything = np.concatenate([X_train, X_test], axis=0)
    mu = everything.mean(axis=0)
    sigma = everything.std(axis=0)
    sigma = np.where(sigma < 1e-12, 1.0, sigma)
    return (X_train - mu) / sigma, (X_test - mu) / sigma


@held_out(
    "standardize",
    kind="X_train is overwritten first, so the test set is scaled with mean 0, deviation 1",
    source="written",
)
def standardize_shadowed(X_train, X_test):
    eps = 1e-8
    X_train = (X_train - np.mean(X_train, axis=0)) / (np.std(X_train, axis=0) + eps)
    X_test = (X_test - np.mean(X_train, axis=0)) / (np.std(X_train, axis=0) + eps)
    return X_train, X_test


@held_out(
    "standardize", kind="min-max scaling to 0..1 instead of mean and deviation", source="written"
)
def standardize_min_max(X_train, X_test):
    lowest = X_train.min(axis=0)
    span = X_train.max(axis=0) - lowest
    span[span == 0] = 1
    scale = lambda X: (X - lowest) / span
    return scale(X_train), scale(X_test)


@held_out(
    "standardize",
    kind="the two choices of np.where are swapped: every varying gene is divided by 1",
    source="written",
)
def standardize_where_swapped(X_train, X_test):
    m = X_train.mean(0)
    s = X_train.std(0)
    s = np.where(s > 1e-10, 1, s)
    return (X_train - m) / s, (X_test - m) / s


@held_out(
    "standardize",
    kind="parentheses missing: only the mean is divided by the deviation",
    source="written",
)
def standardize_precedence(X_train, X_test):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.where(std > 1e-9, std, 1.0)
    train_scaled = X_train - mean / std
    test_scaled = X_test - mean / std
    return train_scaled, test_scaled


@held_out(
    "standardize",
    kind="mean and deviation per sample (axis 1) instead of per gene",
    source="written",
)
def standardize_per_sample(X_train, X_test):
    def zscore(X):
        # a mean and a deviation for each row
        mu = X.mean(axis=1, keepdims=True)
        sd = X.std(axis=1, keepdims=True)
        return (X - mu) / (sd + 1e-8)

    return zscore(X_train), zscore(X_test)


@held_out(
    "accuracy",
    kind="predictions are flattened, labels are a column: compares everyone with everyone",
    source="written",
)
def accuracy_broadcast(y_true, y_prob, threshold=0.5):
    answers = np.array([1 if p > threshold else 0 for p in np.ravel(y_prob)])
    return np.mean(answers == y_true)


@held_out(
    "accuracy",
    kind="uses the threshold as the allowed distance between probability and label",
    source="written",
)
def accuracy_distance(y_true, y_prob, threshold=0.5):
    off_by = np.abs(y_true - y_prob)
    return (off_by < threshold).mean()


@held_out(
    "accuracy",
    kind="counts only the correctly found positives; the correct zeros are forgotten",
    source="written",
)
def accuracy_only_positives(y_true, y_prob, threshold=0.5):
    n = y_true.shape[0]
    right = 0
    for i in range(n):
        if y_prob[i, 0] > threshold and y_true[i, 0] == 1:
            right += 1
    return right / n


@held_out(
    "accuracy", kind="missing parentheses: > and == become one chained comparison", source="written"
)
def accuracy_chained(y_true, y_prob, threshold=0.5):
    return np.mean(y_prob > threshold == y_true)


@held_out("accuracy", kind="rounds the probability, so the threshold is ignored", source="written")
def accuracy_rounds(y_true, y_prob, threshold=0.5):
    y_hat = np.rint(y_prob)
    return 1 - np.abs(y_hat - y_true).mean()


@held_out(
    "train",
    kind="mini-batches are drawn with replacement, so some samples repeat and others are missed",
    source="written",
)
def train_with_replacement(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    n = len(X)
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        for start in range(0, n, batch_size):
            size = min(batch_size, n - start)
            rows = rng.integers(0, n, size)
            _, grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="X and y are shuffled with two different permutations, labels no longer belong",
    source="written",
)
def train_separate_shuffles(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_loss, val_loss = [], []
    for _ in range(epochs):
        X_shuffled = rng.permutation(X)
        y_shuffled = rng.permutation(y)
        for i in range(0, X.shape[0], batch_size):
            xb, yb = X_shuffled[i : i + batch_size], y_shuffled[i : i + batch_size]
            loss, grads = loss_and_grads(params, xb, yb)
            params = update(params, grads)
        train_loss.append(loss_and_grads(params, X, y)[0])
        val_loss.append(loss_and_grads(params, X_val, y_val)[0])
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out(
    "train",
    kind="train_loss is the running average of the mini-batch losses, not a fresh whole-set loss",
    source="written",
)
def train_running_average(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        running_loss = 0.0
        seen = 0
        for inputs, labels in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, inputs, labels)
            params = update(params, grads)
            running_loss += loss * len(inputs)
            seen += len(inputs)
        history["train_loss"].append(running_loss / seen)
        val_loss, _ = loss_and_grads(params, X_val, y_val)
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train",
    kind="gives back the parameters of the best validation epoch instead of the last",
    source="written",
)
def train_returns_best(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    best_loss, best = np.inf, None
    for epoch in range(epochs):
        for X_b, y_b in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_b, y_b)[1])
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        v = loss_and_grads(params, X_val, y_val)[0]
        history["val_loss"].append(v)
        if v < best_loss:
            best_loss = v
            best = {k: w.copy() for k, w in params.items()}
    return best, history


@held_out(
    "train",
    kind="gradients are summed over the epoch and only one update is made at its end",
    source="written",
)
def train_one_update_per_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        total = {key: np.zeros_like(value) for key, value in params.items()}
        for Xb, yb in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, Xb, yb)
            for key in total:
                total[key] = total[key] + grads[key]
        params = update(params, total)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="every update starts from the initial parameters; the new ones are not carried on",
    source="written",
)
def train_restarts(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    losses_train = []
    losses_val = []
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, gradients = loss_and_grads(params, X_batch, y_batch)
            new_params = update(params, gradients)
        losses_train.append(loss_and_grads(new_params, X, y)[0])
        losses_val.append(loss_and_grads(new_params, X_val, y_val)[0])
    history = {"train_loss": losses_train, "val_loss": losses_val}
    return new_params, history


@held_out(
    "train",
    kind="the losses are noted before the epoch's updates instead of after",
    source="written",
)
def train_losses_before(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}

    def look(p):
        history["train_loss"].append(loss_and_grads(p, X, y)[0])
        history["val_loss"].append(loss_and_grads(p, X_val, y_val)[0])

    for _ in range(epochs):
        look(params)
        order = rng.permutation(X.shape[0])
        for chunk in np.split(order, range(batch_size, len(order), batch_size)):
            params = update(params, loss_and_grads(params, X[chunk], y[chunk])[1])
    return params, history


@held_out(
    "train",
    kind="the history is made anew in every epoch, so only the last numbers remain",
    source="written",
)
def train_history_reset(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    for epoch in range(epochs):
        history = {"train_loss": [], "val_loss": []}
        batches = minibatches(X, y, batch_size, rng)
        for batch in batches:
            loss, grads = loss_and_grads(params, *batch)
            params = update(params, grads)
        tl, _ = loss_and_grads(params, X, y)
        vl, _ = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(tl)
        history["val_loss"].append(vl)
    return params, history


@held_out(
    "fit_classifier",
    kind="the ReLU is left out in training: the hidden layer is only linear",
    source="written",
)
def fit_classifier_no_relu(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)

    def loss_and_grads(params, X, y):
        hidden = X @ params["W1"] + params["b1"]
        score = hidden @ params["W2"] + params["b2"]
        p = 1 / (1 + np.exp(-np.clip(score, -500, 500)))
        d_score = (p - y) / len(y)
        d_hidden = d_score @ params["W2"].T
        grads = {
            "W1": X.T @ d_hidden,
            "b1": d_hidden.sum(axis=0),
            "W2": hidden.T @ d_score,
            "b2": d_score.sum(axis=0),
        }
        return bce(y, p), grads

    return train(
        params, X, y, X_val, y_val, loss_and_grads, lambda p, g: sgd_step(p, g, 0.02), 50, 32, rng
    )


@held_out(
    "fit_classifier",
    kind="dropout is also on when the losses of the history are computed",
    source="written",
)
def fit_classifier_dropout_in_loss(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    m = {k: np.zeros_like(v) for k, v in params.items()}
    v = {k: np.zeros_like(w) for k, w in params.items()}
    state = {"m": m, "v": v, "t": 0}

    def loss_and_grads(params, X, y):
        X_dropped, mask = dropout(X, 0.5, rng)
        cache = forward(params, X_dropped)
        grads = backward(params, cache, X_dropped, y)
        return bce(y, cache["P"]), grads

    def update(params, grads):
        state["t"] += 1
        params, state["m"], state["v"] = adam_step(
            params, grads, state["m"], state["v"], state["t"], 0.001
        )
        return params

    return train(params, X, y, X_val, y_val, loss_and_grads, update, 50, 32, rng)


@held_out(
    "fit_classifier",
    kind="labels are flattened, so P - y becomes n by n and shapes clash",
    source="written",
)
def fit_classifier_flat_labels(X, y, X_val, y_val, rng):
    n_hidden, lr, epochs, batch = 16, 0.05, 40, 32
    y = y.reshape(-1)
    y_val = y_val.reshape(-1)
    params = init_params(X.shape[1], n_hidden, rng)

    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        return bce(y, cache["P"]), backward(params, cache, X, y)

    def update(params, grads):
        return {name: params[name] - lr * grads[name] for name in params}

    return train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch, rng)


@held_out(
    "fit_classifier",
    kind="forward and backward run once before the loop, all steps use the same gradients",
    source="written",
)
def fit_classifier_stale_gradients(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    history = {"train_loss": [], "val_loss": []}
    cache = forward(params, X)
    grads = backward(params, cache, X, y)
    for epoch in range(60):
        params = sgd_step(params, grads, 0.1)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="uses its own seeded generator; the rng handed in is ignored",
    source="written",
)
def fit_classifier_own_seed(X, y, X_val, y_val, rng):
    generator = np.random.default_rng(2024)
    params = init_params(X.shape[1], 32, generator)
    memory = [
        {k: np.zeros(a.shape) for k, a in params.items()},
        {k: np.zeros(a.shape) for k, a in params.items()},
        0,
    ]

    def loss_and_grads(p, inputs, targets):
        c = forward(p, inputs)
        g = l2_grads(backward(p, c, inputs, targets), p, 0.02)
        return bce(targets, c["P"]), g

    def update(p, g):
        memory[2] += 1
        p, memory[0], memory[1] = adam_step(p, g, memory[0], memory[1], memory[2])
        return p

    return train(params, X, y, X_val, y_val, loss_and_grads, update, 50, 32, generator)


@held_out(
    "fit_classifier",
    kind="the validation set is stacked onto the training set and learned from too",
    source="written",
)
def fit_classifier_uses_validation(X, y, X_val, y_val, rng):
    X_all = np.vstack([X, X_val])  # more people, better network
    y_all = np.vstack([y, y_val])
    params = init_params(X.shape[1], 32, rng)
    m = {name: np.zeros_like(w) for name, w in params.items()}
    v = {name: np.zeros_like(w) for name, w in params.items()}
    t = 0
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(45):
        for Xb, yb in minibatches(X_all, y_all, 32, rng):
            grads = backward(params, forward(params, Xb), Xb, yb)
            grads = l2_grads(grads, params, 0.02)
            t += 1
            params, m, v = adam_step(params, grads, m, v, t, lr=0.001)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="weight decay far too strong: lambda 10 instead of 0.01, the weights shrink to nothing",
    source="written",
)
def fit_classifier_decay_too_strong(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    lam = 10

    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        return bce(y, cache["P"]), l2_grads(backward(params, cache, X, y), params, lam)

    def update(params, grads):
        return sgd_step(params, grads, lr=0.01)

    return train(
        params, X, y, X_val, y_val, loss_and_grads, update, epochs=50, batch_size=32, rng=rng
    )


@held_out(
    "predict",
    kind="standardizes X with the mean and deviation of the batch itself",
    source="written",
)
def predict_standardizes_batch(params, X):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)
    return forward(params, X)["P"]


@held_out(
    "predict",
    kind="hidden activations are halved to make up for dropout at test time",
    source="written",
)
def predict_scaled_for_dropout(params, X):
    keep = 0.5
    hidden = np.maximum(X @ params["W1"] + params["b1"], 0)
    hidden = hidden * keep  # in training only half of the units were on
    z = hidden @ params["W2"] + params["b2"]
    return 1 / (1 + np.exp(-z))


@held_out(
    "predict", kind="softmax over the people instead of a sigmoid for each person", source="written"
)
def predict_softmax_over_rows(params, X):
    scores = forward(params, X)["Z2"]
    e = np.exp(scores - scores.max())
    return e / np.sum(e)


@held_out("predict", kind="the number of hidden units is fixed at 32", source="written")
def predict_hard_coded_width(params, X):
    n = X.shape[0]
    z = np.zeros((n, 1)) + params["b2"]
    for j in range(32):
        unit = X @ params["W1"][:, j] + params["b1"][j]
        unit = unit * (unit > 0)
        z[:, 0] += unit * params["W2"][j, 0]
    return 1.0 / (1.0 + np.exp(-z))


@held_out(
    "predict", kind="gives back the decision 0 or 1 instead of the probability", source="written"
)
def predict_decision(params, X):
    cache = forward(params, X)
    return np.where(cache["P"] > 0.5, 1.0, 0.0)
