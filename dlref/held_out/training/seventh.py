"""Wrong answers of the seventh set: training."""

import numpy as np

from autograder.course import held_out
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches, sgd_step


@held_out(
    "standardize", kind="the test set is scaled with its own mean and deviation", source="written"
)
def standardize_own_numbers(X_train, X_test):
    def scale(X):
        sd = X.std(axis=0)
        sd = np.where(sd < 1e-12, 1, sd)
        return (X - X.mean(axis=0)) / sd

    return scale(X_train), scale(X_test)


@held_out(
    "standardize", kind="mean and deviation of training and test set together", source="written"
)
def standardize_pooled(X_train, X_test):
    X = np.vstack([X_train, X_test])
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0) + 1e-8
    return (X_train - mu) / sigma, (X_test - mu) / sigma


@held_out(
    "standardize",
    kind="X_train overwritten first: the test set is scaled with 0 and 1, so unchanged",
    source="written",
)
def standardize_overwritten(X_train, X_test):
    X_train = (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + 1e-8)
    X_test = (X_test - X_train.mean(axis=0)) / (X_train.std(axis=0) + 1e-8)
    return X_train, X_test


@held_out("standardize", kind="divides by the variance instead of the deviation", source="written")
def standardize_variance(X_train, X_test):
    mean = X_train.mean(axis=0)
    spread = np.var(X_train, axis=0)
    spread[spread < 1e-10] = 1
    train_scaled = (X_train - mean) / spread
    test_scaled = (X_test - mean) / spread
    return train_scaled, test_scaled


@held_out(
    "standardize",
    kind="one mean and deviation over all genes: axis=0 is missing",
    source="written",
)
def standardize_no_axis(X_train, X_test):
    m, s = np.mean(X_train), np.std(X_train)
    if s == 0:
        s = 1
    return (X_train - m) / s, (X_test - m) / s


@held_out("accuracy", kind="rounds at 0.5 and ignores the threshold", source="written")
def accuracy_round(y_true, y_prob, threshold=0.5):
    y_pred = np.round(y_prob)
    return np.mean(y_pred == y_true)


@held_out(
    "accuracy",
    kind="flattens one of the two only: a column against a row compares everybody with everybody",
    source="written",
)
def accuracy_broadcast(y_true, y_prob, threshold=0.5):
    answers = np.array([1 if p > threshold else 0 for p in y_prob[:, 0]])
    right = answers == y_true
    return right.mean()


@held_out(
    "accuracy",
    kind="counts found cancers only; healthy people called healthy are not counted",
    source="written",
)
def accuracy_true_positives(y_true, y_prob, threshold=0.5):
    n = len(y_true)
    correct = 0
    for i in range(n):
        if y_prob[i, 0] > threshold and y_true[i, 0] == 1:
            correct += 1
    return correct / n


@held_out("accuracy", kind="gives the number of right answers, not the share", source="written")
def accuracy_count(y_true, y_prob, threshold=0.5):
    return ((y_prob > threshold).astype(int) == y_true).sum()


@held_out(
    "train",
    kind="mini-batches cut once before the epochs: not shuffled anew",
    source="written",
)
def train_shuffled_once(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    batches = list(minibatches(X, y, batch_size, rng))
    for epoch in range(epochs):
        for X_batch, y_batch in batches:
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="n // batch_size batches: the last smaller mini-batch is left out",
    source="written",
)
def train_drops_last(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    train_loss, val_loss = [], []
    n_batches = len(X) // batch_size
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for k in range(n_batches):
            idx = order[k * batch_size : (k + 1) * batch_size]
            _, g = loss_and_grads(params, X[idx], y[idx])
            params = update(params, g)
        train_loss.append(loss_and_grads(params, X, y)[0])
        val_loss.append(loss_and_grads(params, X_val, y_val)[0])
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out(
    "train",
    kind="X and y shuffled by two different permutations: labels no longer belong",
    source="written",
)
def train_labels_scrambled(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    n = X.shape[0]
    for epoch in range(epochs):
        X_shuffled = rng.permutation(X)
        y_shuffled = rng.permutation(y)
        for start in range(0, n, batch_size):
            xb = X_shuffled[start : start + batch_size]
            yb = y_shuffled[start : start + batch_size]
            _, grads = loss_and_grads(params, xb, yb)
            params = update(params, grads)
        tl, _ = loss_and_grads(params, X, y)
        vl, _ = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(tl)
        history["val_loss"].append(vl)
    return params, history


@held_out(
    "train",
    kind="losses noted inside the batch loop: one number a mini-batch, not an epoch",
    source="written",
)
def train_loss_each_batch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for i in range(epochs):
        for xb, yb in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, xb, yb)[1])
            history["train_loss"].append(loss_and_grads(params, X, y)[0])
            history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="train_loss is the mean of the mini-batch losses, not that of the whole set",
    source="written",
)
def train_running_mean(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        running_loss = 0.0
        steps = 0
        for inputs, labels in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, inputs, labels)
            params = update(params, grads)
            running_loss += loss
            steps += 1
        history["train_loss"].append(running_loss / steps)
        val, _ = loss_and_grads(params, X_val, y_val)
        history["val_loss"].append(val)
    return params, history


@held_out(
    "fit_classifier",
    kind="trains on the validation rows as well",
    source="written",
)
def fit_classifier_uses_validation(X, y, X_val, y_val, rng):
    X_all = np.concatenate([X, X_val])
    y_all = np.concatenate([y, y_val])
    params = init_params(X.shape[1], 16, rng)
    m = {k: np.zeros_like(p) for k, p in params.items()}
    v = {k: np.zeros_like(p) for k, p in params.items()}
    t = 0
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(30):
        for xb, yb in minibatches(X_all, y_all, 32, rng):
            t += 1
            grads = backward(params, forward(params, xb), xb, yb)
            params, m, v = adam_step(params, grads, m, v, t, lr=0.003)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="init_params inside the epoch loop: every epoch starts from scratch",
    source="written",
)
def fit_classifier_starts_anew(X, y, X_val, y_val, rng):
    train_losses = []
    val_losses = []
    for epoch in range(50):
        params = init_params(X.shape[1], 20, rng)
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            cache = forward(params, X_batch)
            grads = backward(params, cache, X_batch, y_batch)
            params = sgd_step(params, grads, 0.01)
        train_losses.append(bce(y, forward(params, X)["P"]))
        val_losses.append(bce(y_val, forward(params, X_val)["P"]))
    return params, {"train_loss": train_losses, "val_loss": val_losses}


@held_out(
    "fit_classifier",
    kind="makes its own generator with a fixed seed and ignores rng",
    source="written",
)
def fit_classifier_own_seed(X, y, X_val, y_val, rng):
    rng = np.random.default_rng(42)  # reproducible
    n_genes = X.shape[1]
    params = init_params(n_genes, 32, rng)
    mean = {name: 0 * value for name, value in params.items()}
    square = {name: 0 * value for name, value in params.items()}
    step = 0
    history = {"train_loss": [], "val_loss": []}

    def loss_of(A, b):
        return bce(b, forward(params, A)["P"])

    for _ in range(40):
        for Xb, yb in minibatches(X, y, 32, rng):
            step = step + 1
            g = backward(params, forward(params, Xb), Xb, yb)
            params, mean, square = adam_step(params, g, mean, square, step, 0.002)
        history["train_loss"].append(loss_of(X, y))
        history["val_loss"].append(loss_of(X_val, y_val))
    return params, history


@held_out("predict", kind="gives decisions 0 or 1 instead of probabilities", source="written")
def predict_decisions(params, X):
    p = forward(params, X)["P"]
    return (p > 0.5).astype(float)


@held_out(
    "predict",
    kind="standardizes the new samples by their own mean: a row depends on the batch",
    source="written",
)
def predict_standardized(params, X):
    # the network was trained on standardized genes
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)
    return forward(params, X)["P"]


@held_out("predict", kind="the ReLU of the hidden layer is missing", source="written")
def predict_no_relu(params, X):
    hidden = X.dot(params["W1"]) + params["b1"]
    score = hidden.dot(params["W2"]) + params["b2"]
    return 1.0 / (1.0 + np.exp(-score))
