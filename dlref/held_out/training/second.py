"""Wrong answers of the second set: data, training and prediction."""

import numpy as np

from autograder.course import held_out
from dlref.activations import leaky_relu, relu, relu_grad, sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import minibatches, sgd_step, step_decay

# --- standardize ---


@held_out(
    "standardize",
    kind="the median and the median distance from it",
    source="GitHub text search: one file, after robust statistics",
)
def standardize_by_median(X_train, X_test):
    centre = np.median(X_train, axis=0)
    mad = np.median(np.abs(X_train - centre), axis=0)
    mad = np.where(mad == 0, 1, mad)
    return (X_train - centre) / mad, (X_test - centre) / mad


@held_out(
    "standardize",
    kind="one mean for the whole table, and the test set by its own",
    source="github.com/khuyentran1401/production-ready-data-science-code, pull request 5",
)
def standardize_each_by_one_number(X_train, X_test):
    def standardize_features(X):
        return (X - X.mean()) / X.std()

    return standardize_features(X_train), standardize_features(X_test)


@held_out("standardize", kind="the test set comes back first", source="written")
def standardize_test_first(X_train, X_test):
    mu, sd = np.mean(X_train, axis=0), np.std(X_train, axis=0)
    sd[sd == 0] = 1.0
    train, test = (X_train - mu) / sd, (X_test - mu) / sd
    return test, train


@held_out(
    "standardize",
    kind="whatever is further out than 1 deviation is cut off",
    source="GitHub text search: ten files, most of which cut further out",
)
def standardize_cut_off(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0) + 1e-12
    Z_train = np.clip((X_train - mean) / std, -1, 1)
    Z_test = np.clip((X_test - mean) / std, -1, 1)
    return Z_train, Z_test


# --- accuracy ---


@held_out(
    "accuracy",
    kind="flat decisions against a column of labels: every pair is compared",
    source="pythoner.space, on arrays of (442, 1) and (442,)",
)
def accuracy_of_all_pairs(y_true, y_prob, threshold=0.5):
    decisions = (y_prob >= threshold).astype(int).flatten()
    return np.mean(decisions == y_true)


@held_out(
    "accuracy",
    kind="1 if all decisions are right, otherwise 0",
    source="GitHub text search: two files, of perceptrons",
)
def accuracy_all_or_nothing(y_true, y_prob, threshold=0.5):
    decided = y_prob > threshold
    return float(np.all(decided == y_true))


@held_out(
    "accuracy", kind="the numbers of ones are compared, not the single samples", source="written"
)
def accuracy_of_counts(y_true, y_prob, threshold=0.5):
    predicted = np.sum(y_prob > threshold)
    actual = np.sum(y_true)
    return 1 - abs(predicted - actual) / len(y_true)


@held_out(
    "accuracy",
    kind="the correlation of decisions and labels",
    source="GitHub text search: nine files",
)
def accuracy_correlation(y_true, y_prob, threshold=0.5):
    decisions = (np.ravel(y_prob) > threshold) * 1.0
    return np.corrcoef(decisions, np.ravel(y_true))[0, 1]


# --- train ---


@held_out(
    "train",
    kind="train_loss is the mean of the batches' losses, from before each step",
    source="GitHub text search: more than ten files",
)
def train_mean_of_batch_losses(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        epoch_loss, n_batches = 0.0, 0
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
            epoch_loss += loss
            n_batches += 1
        val_loss, _ = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(epoch_loss / n_batches)
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train",
    kind="range(1, epochs): one epoch too few",
    source="GitHub text search: ten files",
)
def train_one_epoch_too_few(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_loss, val_loss = [], []
    for _epoch in range(1, epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        train_loss.append(loss_and_grads(params, X, y)[0])
        val_loss.append(loss_and_grads(params, X_val, y_val)[0])
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out(
    "train",
    kind="the batch gets the name X: after it the training set is the batch",
    source="GitHub text search: a network class, whose loop overwrites X and Y",
)
def train_batch_overwrites_x(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X, y in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X, y)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the first epoch has one batch only",
    source="github.com/lisa-lab/DeepLearningTutorials, pull request 19",
)
def train_first_epoch_one_batch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        idx = rng.permutation(X.shape[0])
        for i in range(0, X.shape[0], batch_size):
            b = idx[i : i + batch_size]
            grads = loss_and_grads(params, X[b], y[b])[1]
            params = update(params, grads)
            if epoch == 0:
                break
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the losses are noted after every batch, not every epoch",
    source="the two-layer network of CS231n notes a loss for each batch; two files",
)
def train_history_each_batch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for xb, yb in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, xb, yb)
            params = update(params, grads)
            history["train_loss"].append(loss_and_grads(params, X, y)[0])
            history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out("train", kind="update gets the gradients first, then the params", source="written")
def train_update_arguments_swapped(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for xb, yb in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, xb, yb)
            params = update(grads, params)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the gradients are worked out once an epoch, and each batch steps with the same",
    source="written",
)
def train_gradients_once_an_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        batches = minibatches(X, y, batch_size, rng)
        _, grads = loss_and_grads(params, *batches[0])
        for _ in batches:
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the history comes back first, then the params",
    source="GitHub text search: four files",
)
def train_history_first(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    losses, val_losses = np.zeros(epochs), np.zeros(epochs)
    for e in range(epochs):
        for xb, yb in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, xb, yb)[1])
        losses[e] = loss_and_grads(params, X, y)[0]
        val_losses[e] = loss_and_grads(params, X_val, y_val)[0]
    return {"train_loss": losses, "val_loss": val_losses}, params


# --- fit_classifier ---


@held_out(
    "fit_classifier",
    kind="the labels are flat, so that the error is a table of all pairs, averaged to a column",
    source="xue-jishu.com, on (2059, 1) minus (2059,)",
)
def fit_classifier_flat_labels(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    labels = y.ravel()
    history = {"train_loss": [], "val_loss": []}
    for _ in range(100):
        cache = forward(params, X)
        error = cache["P"] - labels
        dZ2 = error.mean(axis=1, keepdims=True) / len(X)
        dZ1 = (dZ2 @ params["W2"].T) * relu_grad(cache["Z1"])
        grads = {
            "W1": X.T @ dZ1,
            "b1": dZ1.sum(axis=0),
            "W2": cache["A1"].T @ dZ2,
            "b2": dZ2.sum(axis=0),
        }
        params = sgd_step(params, grads, 0.1)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the training loss stands under loss, as in Keras",
    source="GitHub text search: two files",
)
def fit_classifier_loss_for_train_loss(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"loss": [], "val_loss": []}
    for _ in range(30):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the rate is halved in every epoch, so that training stands still after a few",
    source="written",
)
def fit_classifier_rate_halved_each_epoch(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(50):
        lr = step_decay(0.001, epoch, drop=0.5, every=1)
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, lr)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


# --- predict ---


@held_out(
    "predict",
    kind="the hidden layer has a leaky ReLU",
    source="GitHub text search: ten files",
)
def predict_leaky_hidden(params, X):
    a1 = leaky_relu(X @ params["W1"] + params["b1"])
    z2 = a1 @ params["W2"] + params["b2"]
    return sigmoid(z2)


@held_out(
    "predict",
    kind="hidden units answer 1 or 0: a step, not a ReLU",
    source="GitHub text search: four files",
)
def predict_step_hidden(params, X):
    on = np.dot(X, params["W1"]) + params["b1"] > 0
    return sigmoid(on.astype(float) @ params["W2"] + params["b2"])


@held_out("predict", kind="return in the loop: the first row alone", source="written")
def predict_first_row(params, X):
    probabilities = []
    for x in X:
        h = relu(x @ params["W1"] + params["b1"])
        probabilities.append(sigmoid(h @ params["W2"] + params["b2"]))
        return np.array(probabilities)


@held_out("predict", kind="a percentage, from 0 to 100", source="GitHub text search: four files")
def predict_percent(params, X):
    P = forward(params, X)["P"]
    return P * 100
