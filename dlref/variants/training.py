"""Unusual right answers: training."""

import numpy as np

from autograder.course import variant
from dlref.activations import sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches, sgd_step
from dlref.regularization import dropout, early_stopping, l2_grads
from dlref.training import train


@variant("standardize")
def standardize_guard_by_where(X_train, X_test):
    """Deviations of 0 are set to 1 in place."""
    mean, deviation = np.mean(X_train, axis=0), np.std(X_train, axis=0)
    deviation[deviation == 0] = 1
    return (X_train - mean) / deviation, (X_test - mean) / deviation


@variant("standardize")
def standardize_of_the_sample(X_train, X_test):
    """The deviation that divides by n - 1; a list for the pair."""
    mean, deviation = X_train.mean(0), X_train.std(0, ddof=1)
    deviation = np.where(deviation > 1e-12, deviation, 1)
    return [(X_train - mean) / deviation, (X_test - mean) / deviation]


@variant("standardize")
def standardize_a_little_added(X_train, X_test):
    """A little added to every deviation."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0) + 1e-9
    return (X_train - mean) / deviation, (X_test - mean) / deviation


@variant("standardize")
def standardize_a_little_under_the_root(X_train, X_test):
    """A little added to every variance, as layers that normalise do."""
    mean, deviation = X_train.mean(axis=0), np.sqrt(X_train.var(axis=0) + 1e-8)
    return (X_train - mean) / deviation, (X_test - mean) / deviation


@variant("standardize")
def standardize_more_under_the_root(X_train, X_test):
    """PyTorch's default for batch normalisation, with the sample's variance."""
    mean, deviation = X_train.mean(axis=0), np.sqrt(X_train.var(axis=0, ddof=1) + 1e-5)
    return (X_train - mean) / deviation, (X_test - mean) / deviation


@variant("standardize")
def standardize_at_least_a_little(X_train, X_test):
    """The deviation, but at least a small number, as Keras does it."""
    mean, deviation = X_train.mean(axis=0), np.maximum(X_train.std(axis=0), 1e-7)
    return (X_train - mean) / deviation, (X_test - mean) / deviation


@variant("standardize")
def standardize_gene_by_gene(X_train, X_test):
    """Gene by gene with Python's sum; lists come back."""
    train, test = X_train.astype(float), X_test.astype(float)
    for j in range(X_train.shape[1]):
        gene = X_train[:, j]
        mean = sum(gene) / len(gene)
        deviation = (sum((gene - mean) ** 2) / len(gene)) ** 0.5 or 1.0
        train[:, j] = (gene - mean) / deviation
        test[:, j] = (X_test[:, j] - mean) / deviation
    return train.tolist(), test.tolist()


@variant("standardize")
def standardize_constant_genes_set_to_0(X_train, X_test):
    """What divided by 0 is set to 0 afterwards."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    return tuple(
        np.nan_to_num((X - mean) / deviation, nan=0, posinf=0, neginf=0) for X in (X_train, X_test)
    )


@variant("accuracy")
def accuracy_greater(y_true, y_prob, threshold=0.5):
    """> at the threshold."""
    return np.mean((y_prob > threshold) == (y_true == 1))


@variant("accuracy")
def accuracy_loop(y_true, y_prob, threshold=0.5):
    """Counts sample by sample."""
    right = 0
    for y, p in zip(y_true, y_prob):
        right += int((p[0] >= threshold) == bool(y[0]))
    return right / len(y_true)


@variant("accuracy")
def accuracy_loop_over_a_column(y_true, y_prob, threshold=0.5):
    """Adds up the rows of columns: an array with one number."""
    return sum((p >= threshold) == y for y, p in zip(y_true, y_prob)) / len(y_true)


@variant("accuracy")
def accuracy_by_errors(y_true, y_prob, threshold=0.5):
    """1 less the share of the wrong ones."""
    return 1 - np.abs(np.where(y_prob < threshold, 0, 1) - y_true).mean()


@variant("accuracy")
def accuracy_flat(y_true, y_prob, threshold=0.5):
    """Both flattened; single precision."""
    return np.float32(
        ((y_prob.ravel() >= threshold).astype(int) == y_true.ravel()).sum() / y_true.size
    )


def _look(history, params, loss_and_grads, X, y, X_val, y_val):
    """Note both losses after an epoch."""
    history["train_loss"].append(loss_and_grads(params, X, y)[0])
    history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])


@variant("train")
def train_own_batches(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    """Cuts its batches itself."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for i in range(0, len(X), batch_size):
            rows = order[i : i + batch_size]
            params = update(params, loss_and_grads(params, X[rows], y[rows])[1])
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return params, history


@variant("train")
def train_works_on_copies(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """Copies the params first, and hands them to the update by keywords."""
    params = {k: w.copy() for k, w in params.items()}
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(grads=grads, params=params)
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return params, history


@variant("train")
def train_shuffles_copies(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """Shuffles its own X and y in every epoch, on top of the last order."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        for i in range(0, len(X), batch_size):
            _, grads = loss_and_grads(params, X[i : i + batch_size], y[i : i + batch_size])
            params = update(params, grads)
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return params, history


@variant("train")
def train_arrays_in_the_history(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """A list for the pair, and arrays in single precision in the history."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return [params, {k: np.array(v, dtype=np.float32) for k, v in history.items()}]


@variant("train")
def train_losses_in_shape_1(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """Losses in arrays with one number, as a loss that goes through a column may give them."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return params, {key: [np.array([loss]) for loss in losses] for key, losses in history.items()}


@variant("train")
def train_more_in_the_history(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """One more list in the history."""
    history = {"epoch": [], "train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        history["epoch"].append(epoch)
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return params, history


@variant("train")
def train_looks_at_more(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """Looks at losses before, after and in between, which no update follows."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        loss_and_grads(params, X, y)
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        loss_and_grads(params, X[:3], y[:3])
        loss_and_grads(params, X_val, y_val)
        _look(history, params, loss_and_grads, X, y, X_val, y_val)
    return params, history


@variant("train")
def train_a_while_and_a_slice(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """A while loop over the rows, and arrays filled epoch by epoch."""
    train_loss, val_loss = np.zeros(epochs), np.zeros(epochs)
    for epoch in range(epochs):
        order = np.arange(len(X))
        rng.shuffle(order)
        start = 0
        while start < len(X):
            rows = order[start : start + batch_size]
            params = update(params, loss_and_grads(params, X[rows, :], y[rows])[1])
            start += batch_size
        train_loss[epoch], _ = loss_and_grads(params, X, y)
        val_loss[epoch], _ = loss_and_grads(params, X_val, y_val)
    return params, {"train_loss": train_loss, "val_loss": val_loss}


def _with_adam(X, y, X_val, y_val, rng):
    """The exercises put together: 16 hidden units, a little L2, Adam, a fixed number of epochs."""
    params = init_params(X.shape[1], 16, rng)
    m = v = {k: np.zeros_like(w) for k, w in params.items()}
    t = 0

    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        return bce(y, cache["P"]), l2_grads(backward(params, cache, X, y), params, 0.03)

    def update(params, grads):
        nonlocal m, v, t
        t += 1
        params, m, v = adam_step(params, grads, m, v, t)
        return params

    return train(params, X, y, X_val, y_val, loss_and_grads, update, 15, 32, rng)


@variant("fit_classifier")
def fit_classifier_fixed_epochs(X, y, X_val, y_val, rng):
    """No early stopping: the params of the last epoch."""
    return _with_adam(X, y, X_val, y_val, rng)


@variant("fit_classifier")
def fit_classifier_float32_and_arrays(X, y, X_val, y_val, rng):
    """Params in single precision, arrays in the history."""
    params, history = _with_adam(X, y, X_val, y_val, rng)
    return (
        {k: w.astype(np.float32) for k, w in params.items()},
        {k: np.array(losses) for k, losses in history.items()},
    )


@variant("fit_classifier")
def fit_classifier_gradient_descent(X, y, X_val, y_val, rng):
    """Plain gradient descent with few hidden units."""
    params = init_params(X.shape[1], 8, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 20, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@variant("fit_classifier")
def fit_classifier_dropout_of_genes(X, y, X_val, y_val, rng):
    """Dropout of the inputs, and a short patience."""
    params = best = init_params(X.shape[1], 32, rng)
    m = v = {k: np.zeros_like(w) for k, w in params.items()}
    history, t = {"train_loss": [], "val_loss": []}, 0
    for epoch in range(60):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            seen, _ = dropout(X_batch, 0.3, rng)
            t += 1
            grads = backward(params, forward(params, seen), seen, y_batch)
            params, m, v = adam_step(params, grads, m, v, t)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
        _, best_epoch = early_stopping(history["val_loss"], 3)
        if best_epoch == epoch:
            best = params
        if epoch - best_epoch == 3:
            break
    return best, history


@variant("fit_classifier")
def fit_classifier_rate_by_validation(X, y, X_val, y_val, rng):
    """A rate that is halved where the validation loss is not its lowest."""
    params = init_params(X.shape[1], 16, rng)
    history, lr = {"train_loss": [], "val_loss": []}, 0.1
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, lr)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
        if history["val_loss"][-1] > min(history["val_loss"]):
            lr = lr / 2
    return params, history


@variant("predict")
def predict_by_forward(params, X):
    """Calls the forward pass of the exercise."""
    return forward(params, X)["P"]


@variant("predict")
def predict_written_out(params, X):
    """The forward pass written out."""
    hidden = np.maximum(0, X @ params["W1"] + params["b1"])
    return 1 / (1 + np.exp(-(hidden @ params["W2"] + params["b2"])))


@variant("predict")
def predict_row_by_row(params, X):
    """Row by row and unit by unit; lists come back."""
    out = []
    for x in X:
        hidden = [max(0, x @ w + b) for w, b in zip(params["W1"].T, params["b1"])]
        out.append([float(sigmoid(np.dot(hidden, params["W2"][:, 0]) + params["b2"][0]))])
    return out


@variant("predict")
def predict_float32(params, X):
    """Single precision."""
    return np.float32(forward(params, X)["P"])


@variant("predict")
def predict_clipped_a_little(params, X):
    """Clipped, further out than the comparison can see."""
    return np.clip(forward(params, X)["P"], 1e-9, 1 - 1e-9)
