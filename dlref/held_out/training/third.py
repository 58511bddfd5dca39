"""Wrong answers of the third set: data, training and prediction."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches, sgd_step
from dlref.training import train as _train

# --- standardize ---


@held_out(
    "standardize",
    kind="`if std == 0` asks one question of a whole row of deviations: an error",
    source="github.com/BorgwardtLab/maldi-learn, pull request 3",
)
def standardize_if_on_a_row(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    if std == 0:
        std = 1
    return (X_train - mean) / std, (X_test - mean) / std


@held_out(
    "standardize",
    kind="np.where with its two values exchanged: 1 for the genes that vary, 0 for the constant",
    source="written",
)
def standardize_where_exchanged(X_train, X_test):
    mu = np.mean(X_train, axis=0)
    sigma = np.std(X_train, axis=0)
    sigma = np.where(sigma == 0, sigma, 1.0)  # constant genes
    Z_train = (X_train - mu) / sigma
    Z_test = (X_test - mu) / sigma
    return Z_train, Z_test


@held_out(
    "standardize",
    kind="no bracket around X - mean: only the mean is divided by the deviation",
    source="written",
)
def standardize_without_bracket(X_train, X_test):
    gene_mean = X_train.mean(axis=0)
    gene_std = X_train.std(axis=0)
    gene_std[gene_std == 0] = 1
    return X_train - gene_mean / gene_std, X_test - gene_mean / gene_std


@held_out(
    "standardize",
    kind="divided by the standard error of the mean, not by the standard deviation",
    source="written",
)
def standardize_standard_error(X_train, X_test):
    n = X_train.shape[0]
    mean = X_train.mean(axis=0)
    sem = X_train.std(axis=0, ddof=1) / np.sqrt(n)
    sem = np.where(sem > 0, sem, 1)
    return (X_train - mean) / sem, (X_test - mean) / sem


@held_out(
    "standardize",
    kind="the logarithm is taken first, as for read counts",
    source="written",
)
def standardize_logs_first(X_train, X_test):
    log_train = np.log2(np.abs(X_train) + 1)
    log_test = np.log2(np.abs(X_test) + 1)
    m, s = log_train.mean(axis=0), log_train.std(axis=0) + 1e-12
    return (log_train - m) / s, (log_test - m) / s


@held_out(
    "standardize",
    kind="the loop over the genes ends one too early: the last one stays 0",
    source="written",
)
def standardize_last_gene_left_out(X_train, X_test):
    n_genes = X_train.shape[1]
    out_train = np.zeros(X_train.shape)
    out_test = np.zeros(X_test.shape)
    for g in range(0, n_genes - 1):
        col = X_train[:, g]
        sd = col.std()
        if sd == 0:
            sd = 1
        out_train[:, g] = (col - col.mean()) / sd
        out_test[:, g] = (X_test[:, g] - col.mean()) / sd
    return out_train, out_test


# --- accuracy ---


@held_out(
    "accuracy",
    kind="the mean label of the samples decided as 0: the share of those that were missed",
    source="github.com/keras-team/keras, pull request 2736",
)
def accuracy_labels_below_threshold(y_true, y_prob, threshold=0.5):
    chosen = y_prob.ravel() < threshold
    if not chosen.any():
        return 0.0
    return y_true.ravel()[chosen].mean()


@held_out(
    "accuracy",
    kind="two comparisons in a chain, p > threshold == y: Python joins them with `and`, an error",
    source="written",
)
def accuracy_chain(y_true, y_prob, threshold=0.5):
    right = y_prob > threshold == y_true
    return np.mean(right)


@held_out(
    "accuracy",
    kind="the total is raised only together with the right ones: always 1",
    source="written",
)
def accuracy_total_of_right_ones(y_true, y_prob, threshold=0.5):
    correct, total = 0, 0
    for i in range(len(y_true)):
        if y_prob[i, 0] >= threshold:
            guess = 1
        else:
            guess = 0
        if guess == y_true[i, 0]:
            correct += 1
            total += 1
    if total == 0:
        return 0.0
    return correct / total


@held_out(
    "accuracy",
    kind="p - y < threshold without the absolute value: every sample of class 1 is right",
    source="written",
)
def accuracy_difference_without_abs(y_true, y_prob, threshold=0.5):
    difference = y_prob - y_true
    hits = difference < threshold
    return np.sum(hits) / len(hits)


@held_out(
    "accuracy",
    kind="right or wrong for each sample: the mean is taken along the column's one entry",
    source="written",
)
def accuracy_mean_of_each_row(y_true, y_prob, threshold=0.5):
    predicted = (y_prob > threshold).astype(int)
    return np.mean(predicted == y_true, axis=1)


# --- train ---


@held_out(
    "train",
    kind="val_loss holds the lowest loss so far, not that of the epoch",
    source="github.com/meta-llama/llama-cookbook, pull request 744",
)
def train_best_val_loss_so_far(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_loss, val_loss = [], []
    best_val = float("inf")
    for _epoch in range(epochs):
        for xb, yb in minibatches(X, y, batch_size, rng):
            _, g = loss_and_grads(params, xb, yb)
            params = update(params, g)
        train_loss.append(loss_and_grads(params, X, y)[0])
        this_val = loss_and_grads(params, X_val, y_val)[0]
        if this_val < best_val:
            best_val = this_val
        val_loss.append(best_val)
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out(
    "train",
    kind="train_loss weighs each batch's loss with batch_size, the smaller last one's too",
    source="github.com/mitmul/chainer-cifar10, issue 1",
)
def train_weighs_with_batch_size(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        batches = minibatches(X, y, batch_size, rng)
        for xb, yb in batches:
            params = update(params, loss_and_grads(params, xb, yb)[1])
        total = 0
        for xb, yb in batches:
            loss, _ = loss_and_grads(params, xb, yb)
            total += loss * batch_size
        history["train_loss"].append(total / len(X))
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="train_loss is the lowest loss of any batch in the epoch",
    source="github.com/YifanZhang-git/SKAPP, issue 8",
)
def train_lowest_batch_loss(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        min_loss = np.inf
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            if loss < min_loss:
                min_loss = loss
            params = update(params, grads)
        history["train_loss"].append(min_loss)
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the whole pair (loss, grads) is noted, not the loss alone",
    source="written",
)
def train_notes_the_pair(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y))
        history["val_loss"].append(loss_and_grads(params, X_val, y_val))
    return params, history


@held_out(
    "train",
    kind="order = rng.shuffle(...): shuffle works in place and gives back None",
    source="written",
)
def train_shuffle_gives_none(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    n = X.shape[0]
    losses, val_losses = [], []
    for _epoch in range(epochs):
        order = rng.shuffle(np.arange(n))
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            _, grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
        losses.append(loss_and_grads(params, X, y)[0])
        val_losses.append(loss_and_grads(params, X_val, y_val)[0])
    return params, {"train_loss": losses, "val_loss": val_losses}


@held_out(
    "train",
    kind="the batches are made of the validation set: the training set is never learned",
    source="written",
)
def train_batches_of_validation(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for xb, yb in minibatches(X_val, y_val, batch_size, rng):
            _, grads = loss_and_grads(params, xb, yb)
            params = update(params, grads)
        train_l, _ = loss_and_grads(params, X, y)
        val_l, _ = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(train_l)
        history["val_loss"].append(val_l)
    return params, history


@held_out(
    "train",
    kind="update is not called: a step of plain descent with a rate of its own takes its place",
    source="written",
)
def train_own_step(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    learning_rate = 0.1
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_b, y_b in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_b, y_b)
            params = sgd_step(params, grads, learning_rate)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the losses are written to place epoch - 1: those of the first epoch stand last",
    source="written",
)
def train_place_off_by_one(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_loss = np.zeros(epochs)
    val_loss = np.zeros(epochs)
    for epoch in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, Xb, yb)
            params = update(params, grads)
        train_loss[epoch - 1] = loss_and_grads(params, X, y)[0]
        val_loss[epoch - 1] = loss_and_grads(params, X_val, y_val)[0]
    history = {"train_loss": train_loss, "val_loss": val_loss}
    return params, history


@held_out(
    "train",
    kind="breaks off as soon as the validation loss rises: fewer epochs than asked for",
    source="written",
)
def train_breaks_off(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    previous = np.inf
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        now = loss_and_grads(params, X_val, y_val)[0]
        history["val_loss"].append(now)
        if now > previous:
            break  # overfitting begins
        previous = now
    return params, history


# --- fit_classifier ---


def _loss_and_grads(params, X, y):
    cache = forward(params, X)
    return bce(y, cache["P"]), backward(params, cache, X, y)


@held_out(
    "fit_classifier",
    kind="init_params gets the hidden units first, then the features: W1 does not fit X",
    source="written",
)
def fit_classifier_init_arguments_swapped(X, y, X_val, y_val, rng):
    hidden = 20
    params = init_params(hidden, X.shape[1], rng)

    def step(p, g):
        return sgd_step(p, g, 0.1)

    return _train(params, X, y, X_val, y_val, _loss_and_grads, step, 30, 32, rng)


@held_out(
    "fit_classifier",
    kind="only the twenty most variable genes are used: W1 has 20 rows, not one for each gene",
    source="written",
)
def fit_classifier_twenty_genes(X, y, X_val, y_val, rng):
    # highly variable genes, as in a single-cell analysis
    top = np.argsort(X.var(axis=0))[::-1][:20]
    X_top, X_val_top = X[:, top], X_val[:, top]
    params = init_params(X_top.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _epoch in range(30):
        for xb, yb in minibatches(X_top, y, 32, rng):
            _, grads = _loss_and_grads(params, xb, yb)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X_top)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val_top)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="train is called for one epoch at a time, and its history replaces the one before",
    source="written",
)
def fit_classifier_history_replaced(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)

    def update(params, grads):
        return sgd_step(params, grads, 0.05)

    for _ in range(30):
        params, history = _train(params, X, y, X_val, y_val, _loss_and_grads, update, 1, 32, rng)
    return params, history


@held_out(
    "fit_classifier",
    kind="the labels are off by one: each sample is learned with that of the one before it",
    source="written",
)
def fit_classifier_labels_off_by_one(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    n = len(X)
    history = {"train_loss": [], "val_loss": []}
    for _epoch in range(30):
        order = rng.permutation(n)
        for s in range(0, n, 30):
            idx = order[s : s + 30]
            _, grads = _loss_and_grads(params, X[idx], y[idx - 1])
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(_loss_and_grads(params, X, y)[0])
        history["val_loss"].append(_loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "fit_classifier",
    kind="the forward pass is made once, before the loop: every gradient is from its old cache",
    source="written",
)
def fit_classifier_old_cache(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    cache = forward(params, X)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(300):
        grads = backward(params, cache, X, y)
        params = sgd_step(params, grads, 0.1)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="Adam's t is 0 at the first step: 0 divided by 0, and the weights are NaN ever after",
    source="written",
)
def fit_classifier_t_from_zero(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    m = {k: np.zeros_like(p) for k, p in params.items()}
    v = {k: np.zeros_like(p) for k, p in params.items()}
    history = {"train_loss": [], "val_loss": []}
    t = 0
    for _epoch in range(20):
        for xb, yb in minibatches(X, y, 32, rng):
            _, grads = _loss_and_grads(params, xb, yb)
            params, m, v = adam_step(params, grads, m, v, t)
            t += 1
        history["train_loss"].append(_loss_and_grads(params, X, y)[0])
        history["val_loss"].append(_loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "fit_classifier",
    kind="what train gives back, params and history, is returned as the params",
    source="written",
)
def fit_classifier_pair_for_params(X, y, X_val, y_val, rng):
    start = init_params(X.shape[1], 24, rng)
    trained = _train(
        start,
        X,
        y,
        X_val,
        y_val,
        _loss_and_grads,
        lambda p, g: sgd_step(p, g, 0.05),
        epochs=25,
        batch_size=32,
        rng=rng,
    )
    history = trained[1]
    return trained, history


# --- predict ---


@held_out(
    "predict",
    kind="the biases are exchanged: b2 in the hidden layer, b1 at the output, which is (n, h) then",
    source="written",
)
def predict_biases_exchanged(params, X):
    hidden = relu(X @ params["W1"] + params["b2"])
    return sigmoid(hidden @ params["W2"] + params["b1"])


@held_out(
    "predict",
    kind="the biases are subtracted, as thresholds",
    source="written",
)
def predict_biases_as_thresholds(params, X):
    W1, theta1 = params["W1"], params["b1"]
    W2, theta2 = params["W2"], params["b2"]
    A1 = relu(np.dot(X, W1) - theta1)
    return sigmoid(np.dot(A1, W2) - theta2)


@held_out(
    "predict",
    kind="row by row, each as a table of its own: (n, 1, 1)",
    source="written",
)
def predict_table_for_each_row(params, X):
    probs = []
    for i in range(X.shape[0]):
        one = X[i : i + 1]
        probs.append(forward(params, one)["P"])
    return np.array(probs)


@held_out(
    "predict",
    kind="the ReLU is put on the input, and not on the hidden layer",
    source="written",
)
def predict_relu_on_input(params, X):
    h = relu(X) @ params["W1"] + params["b1"]
    out = h @ params["W2"] + params["b2"]
    return sigmoid(out)


@held_out(
    "predict",
    kind="the weights stand first, W1 @ X, as where samples are columns: the shapes do not fit",
    source="GitHub text search: a class of a learner that multiplies weights_01 @ X",
)
def predict_weights_first(params, X):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = params["W2"] @ A1 + params["b2"]
    return sigmoid(Z2)


@held_out(
    "predict",
    kind="the loop ends one row too early: the last probability stays 0",
    source="written",
)
def predict_last_row_left_out(params, X):
    n = len(X)
    P = np.zeros((n, 1))
    for row in range(n - 1):
        z1 = X[row] @ params["W1"] + params["b1"]
        a1 = np.where(z1 > 0, z1, 0)
        P[row] = sigmoid(a1 @ params["W2"] + params["b2"])
    return P
