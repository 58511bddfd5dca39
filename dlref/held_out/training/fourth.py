"""Wrong answers of the fourth set: training."""

import numpy as np

from autograder.course import held_out
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches, sgd_step
from dlref.regularization import l2_grads


@held_out("standardize", kind="the mean is not subtracted from the test set", source="written")
def standardize_test_not_centred(X_train, X_test):
    mu = X_train.mean(axis=0)
    sd = X_train.std(axis=0)
    sd = np.where(sd == 0, 1, sd)
    train = (X_train - mu) / sd
    test = X_test / sd
    return train, test


@held_out("standardize", kind="no bracket: only the mean is divided", source="written")
def standardize_bracket(X_train, X_test):
    mean = np.mean(X_train, axis=0)
    std = np.std(X_train, axis=0) + 1e-8
    return X_train - mean / std, X_test - mean / std


@held_out("standardize", kind="mean is not called: a method is subtracted", source="written")
def standardize_not_called(X_train, X_test):
    mean = X_train.mean
    std = X_train.std(axis=0)
    std[std == 0] = 1
    return (X_train - mean) / std, (X_test - mean) / std


@held_out(
    "standardize",
    kind="the test set gets the mean and deviation of the already scaled training set",
    source="written",
)
def standardize_after_scaling(X_train, X_test):
    eps = 1e-8
    X_train = (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + eps)
    X_test = (X_test - X_train.mean(axis=0)) / (X_train.std(axis=0) + eps)
    return X_train, X_test


@held_out(
    "standardize",
    kind="one constant gene makes the deviation of all genes 1",
    source="written",
)
def standardize_all_or_none(X_train, X_test):
    m = X_train.mean(0)
    s = X_train.std(0)
    if np.any(s == 0):
        s = 1
    return (X_train - m) / s, (X_test - m) / s


@held_out(
    "accuracy",
    kind="len counts all the comparisons, the False ones too: always 1",
    source="written",
)
def accuracy_len(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob > threshold).astype(int)
    return len(y_pred == y_true) / len(y_true)


@held_out("accuracy", kind="only the sick that are found count as right", source="written")
def accuracy_true_positives(y_true, y_prob, threshold=0.5):
    right = 0
    for i in range(len(y_true)):
        if y_prob[i] > threshold and y_true[i] == 1:
            right += 1
    return right / len(y_true)


@held_out(
    "accuracy",
    kind="p > threshold == t is a chain: the threshold is compared with the label",
    source="written",
)
def accuracy_chain(y_true, y_prob, threshold=0.5):
    hits = 0
    for t, p in zip(y_true.ravel(), y_prob.ravel()):
        if p > threshold == t:
            hits = hits + 1
    return hits / y_true.size


@held_out("accuracy", kind="an array has no count method, as a list has", source="written")
def accuracy_count_method(y_true, y_prob, threshold=0.5):
    predictions = np.where(y_prob >= threshold, 1, 0)
    correct = predictions == y_true
    return correct.count(True) / len(correct)


@held_out(
    "train", kind="the history is made anew in each epoch: only the last is left", source="written"
)
def train_history_anew(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    for _ in range(epochs):
        history = {"train_loss": [], "val_loss": []}
        for xb, yb in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, xb, yb)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the gradient in the batch loop is of the whole set, not the batch",
    source="written",
)
def train_whole_set(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for _epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X, y)
            params = update(params, grads)
        train_loss, _ = loss_and_grads(params, X, y)
        val_loss, _ = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train", kind="the pair (loss, grads) is handed to update, not the grads", source="written"
)
def train_pair_to_update(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_losses, val_losses = [], []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for i in range(0, len(X), batch_size):
            rows = order[i : i + batch_size]
            grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
        train_losses.append(loss_and_grads(params, X, y)[0])
        val_losses.append(loss_and_grads(params, X_val, y_val)[0])
    return params, {"train_loss": train_losses, "val_loss": val_losses}


@held_out(
    "train", kind="the labels are not taken in the shuffled order of the rows", source="written"
)
def train_labels_unshuffled(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    n = X.shape[0]
    for _ in range(epochs):
        X_shuffled = X[rng.permutation(n)]
        for start in range(0, n, batch_size):
            stop = start + batch_size
            _, g = loss_and_grads(params, X_shuffled[start:stop], y[start:stop])
            params = update(params, g)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out("train", kind="range(1, epochs): one epoch too few", source="written")
def train_one_epoch_less(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(1, epochs):
        for batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, batch[0], batch[1])
            params = update(params, grads)
        history["train_loss"] += [loss_and_grads(params, X, y)[0]]
        history["val_loss"] += [loss_and_grads(params, X_val, y_val)[0]]
    return params, history


@held_out("train", kind="a step is also taken with the validation gradient", source="written")
def train_steps_on_validation(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_loss = []
    val_loss = []
    for _ in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, Xb, yb)
            params = update(params, grads)
        # evaluate on both sets
        loss, grads = loss_and_grads(params, X, y)
        train_loss.append(loss)
        loss, grads = loss_and_grads(params, X_val, y_val)
        params = update(params, grads)
        val_loss.append(loss)
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out("fit_classifier", kind="the learning rate is far too small", source="written")
def fit_classifier_tiny_rate(X, y, X_val, y_val, rng):
    lr = 1e-7
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(30):
        for Xb, yb in minibatches(X, y, 32, rng):
            cache = forward(params, Xb)
            grads = backward(params, cache, Xb, yb)
            params = sgd_step(params, grads, lr)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the batches are made once and used up after the first epoch",
    source="written",
)
def fit_classifier_used_up(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 20, rng)
    batches = iter(minibatches(X, y, 64, rng))
    train_loss, val_loss = [], []
    for _ in range(40):
        for Xb, yb in batches:
            grads = backward(params, forward(params, Xb), Xb, yb)
            params = sgd_step(params, grads, 0.01)
        train_loss.append(bce(y, forward(params, X)["P"]))
        val_loss.append(bce(y_val, forward(params, X_val)["P"]))
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out("fit_classifier", kind="forward gets its arguments in the wrong order", source="written")
def fit_classifier_arguments(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(50):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            cache = forward(X_batch, params)
            grads = backward(params, cache, X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(X, params)["P"]))
        history["val_loss"].append(bce(y_val, forward(X_val, params)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the best validation loss starts at 0: it stops before it has learned",
    source="written",
)
def fit_classifier_stops_at_once(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    best, waiting, patience = 0, 0, 3
    for _ in range(200):
        for Xb, yb in minibatches(X, y, 64, rng):
            grads = backward(params, forward(params, Xb), Xb, yb)
            params = sgd_step(params, grads, 0.002)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
        if history["val_loss"][-1] < best:
            best = history["val_loss"][-1]
            waiting = 0
        else:
            waiting += 1
        if waiting == patience:
            break
    return params, history


@held_out(
    "fit_classifier",
    kind="weight decay so strong that the weights shrink to nothing",
    source="written",
)
def fit_classifier_strong_decay(X, y, X_val, y_val, rng):
    lam = 50
    params = init_params(X.shape[1], 32, rng)
    m = {k: np.zeros_like(w) for k, w in params.items()}
    v = {k: np.zeros_like(w) for k, w in params.items()}
    t = 0
    history = {"train_loss": [], "val_loss": []}
    for _ in range(60):
        for Xb, yb in minibatches(X, y, 32, rng):
            t += 1
            grads = backward(params, forward(params, Xb), Xb, yb)
            grads = l2_grads(grads, params, lam)
            params, m, v = adam_step(params, grads, m, v, t, lr=0.005)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "predict",
    kind="X is standardized once more with its own mean and deviation",
    source="written",
)
def predict_standardizes(params, X):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)
    return forward(params, X)["P"]


@held_out("predict", kind="a softmax over the samples, not a sigmoid of each", source="written")
def predict_softmax(params, X):
    z = forward(params, X)["Z2"]
    e = np.exp(z - z.max())
    return e / e.sum()


@held_out("predict", kind="the probability of the other class, 1 - P", source="written")
def predict_other_class(params, X):
    hidden = np.maximum(0, X @ params["W1"] + params["b1"])
    logit = hidden @ params["W2"] + params["b2"]
    p = 1 / (1 + np.exp(-logit))
    return 1 - p


@held_out("predict", kind="a dict's value is asked for with a dot", source="written")
def predict_dot(params, X):
    cache = forward(params, X)
    probabilities = cache.P
    return probabilities
