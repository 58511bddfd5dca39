"""Wrong answers of the fifth set: training."""

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches, momentum_step, sgd_step, step_decay
from dlref.training import accuracy, standardize, train

# standardize


@held_out(
    "standardize",
    kind="divides by the standard error of the mean in place of the standard deviation",
    source="written",
)
def standardize_standard_error(X_train, X_test):
    n = X_train.shape[0]
    mean = X_train.mean(axis=0)
    sem = X_train.std(axis=0, ddof=1) / np.sqrt(n)
    sem[sem == 0] = 1
    return (X_train - mean) / sem, (X_test - mean) / sem


@held_out(
    "standardize",
    kind="the test set's mean and deviation are of the standardized training set: it stays as it is",
    source="written",
)
def standardize_statistics_too_late(X_train, X_test):
    def spread(A):
        s = np.std(A, axis=0)
        return np.where(s < 1e-12, 1.0, s)

    X_train = (X_train - np.mean(X_train, axis=0)) / spread(X_train)
    X_test = (X_test - np.mean(X_train, axis=0)) / spread(X_train)
    return X_train, X_test


@held_out(
    "standardize",
    kind="against division by zero every deviation below 1 is raised to 1, not only those of constant genes",
    source="written",
)
def standardize_deviation_at_least_one(X_train, X_test):
    mu = np.mean(X_train, axis=0)
    sigma = np.maximum(np.std(X_train, axis=0), 1)
    train_scaled = (X_train - mu) / sigma
    test_scaled = (X_test - mu) / sigma
    return train_scaled, test_scaled


@held_out(
    "standardize",
    kind="the return stands inside the loop, so only the first gene is standardized",
    source="written",
)
def standardize_return_in_loop(X_train, X_test):
    new_train = X_train.astype(float)
    new_test = X_test.astype(float)
    for j in range(X_train.shape[1]):
        column = X_train[:, j]
        m = column.mean()
        s = column.std()
        if s == 0:
            s = 1.0
        new_train[:, j] = (column - m) / s
        new_test[:, j] = (X_test[:, j] - m) / s
        return new_train, new_test


@held_out(
    "standardize",
    kind="stops: loops over the number of genes itself without range",
    source="written",
)
def standardize_loop_over_int(X_train, X_test):
    out_train = np.zeros(X_train.shape)
    out_test = np.zeros(X_test.shape)
    for gene in X_train.shape[1]:
        mean = np.mean(X_train[:, gene])
        std = np.std(X_train[:, gene])
        if std > 0:
            out_train[:, gene] = (X_train[:, gene] - mean) / std
            out_test[:, gene] = (X_test[:, gene] - mean) / std
    return out_train, out_test


# accuracy


@held_out(
    "accuracy",
    kind="the threshold is used as the allowed distance between probability and label, which is right at 0.5 only",
    source="written",
)
def accuracy_threshold_as_distance(y_true, y_prob, threshold=0.5):
    error = np.abs(y_true - y_prob)
    good = error < threshold
    return np.mean(good)


@held_out(
    "accuracy",
    kind="the predictions are flattened but the labels are not, so every label is compared with every prediction",
    source="written",
)
def accuracy_flattened_predictions(y_true, y_prob, threshold=0.5):
    y_pred = np.array([1 if p > threshold else 0 for p in y_prob.flatten()])
    return (y_pred == y_true).mean()


@held_out(
    "accuracy",
    kind="only the rightly found positives count as right, the rightly found negatives are forgotten",
    source="written",
)
def accuracy_true_positives_only(y_true, y_prob, threshold=0.5):
    called_positive = y_prob > threshold
    truly_positive = y_true == 1
    hits = np.sum(called_positive & truly_positive)
    return hits / len(y_true)


@held_out(
    "accuracy",
    kind="the counter is set to zero anew for every sample, so only the last sample counts",
    source="written",
)
def accuracy_counter_reset(y_true, y_prob, threshold=0.5):
    total = len(y_true)
    for i in range(total):
        correct = 0
        if y_prob[i, 0] >= threshold:
            guess = 1
        else:
            guess = 0
        if guess == y_true[i, 0]:
            correct += 1
    return correct / total


@held_out(
    "accuracy",
    kind="stops: an if asks a whole array whether it is above the threshold",
    source="written",
)
def accuracy_if_on_array(y_true, y_prob, threshold=0.5):
    if y_prob >= threshold:
        y_pred = 1
    else:
        y_pred = 0
    return np.mean(y_pred == y_true)


# train


@held_out(
    "train",
    kind="the gradients of all batches are added up and only one update is made per epoch",
    source="written",
)
def train_one_update_per_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        total = {k: np.zeros_like(v) for k, v in params.items()}
        for X_b, y_b in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_b, y_b)
            for k in total:
                total[k] = total[k] + grads[k]
        params = update(params, total)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="each batch is drawn at random from all samples, so in an epoch some samples come twice and others never",
    source="written",
)
def train_random_draws(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    n = X.shape[0]
    n_batches = int(np.ceil(n / batch_size))
    train_loss = np.zeros(epochs)
    val_loss = np.zeros(epochs)
    for e in range(epochs):
        for b in range(n_batches):
            pick = rng.choice(n, size=min(batch_size, n), replace=False)
            loss, grads = loss_and_grads(params, X[pick], y[pick])
            params = update(params, grads)
        train_loss[e], _ = loss_and_grads(params, X, y)
        val_loss[e], _ = loss_and_grads(params, X_val, y_val)
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out(
    "train",
    kind="the batches are called X and y too, so that after an epoch only the last batch is left",
    source="written",
)
def train_batch_overwrites_data(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        for X, y in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X, y)
            params = update(params, grads)
        loss, grads = loss_and_grads(params, X, y)
        val, val_grads = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(loss)
        history["val_loss"].append(val)
    return params, history


@held_out(
    "train",
    kind="every update starts from the initial parameters, because the updated ones are kept under another name",
    source="written",
)
def train_always_from_start(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_losses, val_losses = [], []
    n = len(X)
    for epoch in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            start_params = {k: v.copy() for k, v in params.items()}
            loss, grads = loss_and_grads(start_params, X[rows], y[rows])
            new_params = update(start_params, grads)
        train_losses.append(loss_and_grads(new_params, X, y)[0])
        val_losses.append(loss_and_grads(new_params, X_val, y_val)[0])
    return new_params, {"train_loss": train_losses, "val_loss": val_losses}


@held_out(
    "train",
    kind="stops as soon as the validation loss rises once, with fewer epochs than asked for",
    source="written",
)
def train_breaks_at_first_rise(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    best = np.inf
    for epoch in range(epochs):
        for Xb, yb in minibatches(X, y, batch_size, rng):
            grads = loss_and_grads(params, Xb, yb)[1]
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        current = loss_and_grads(params, X_val, y_val)[0]
        history["val_loss"].append(current)
        if current > best:
            # it gets worse, so it is overfitting now
            break
        best = current
    return params, history


@held_out(
    "train",
    kind="the validation loss is measured before the updates of the epoch, the training loss after them",
    source="written",
)
def train_val_loss_before_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {}
    history["train_loss"] = []
    history["val_loss"] = []
    for epoch in range(epochs):
        val_loss, _ = loss_and_grads(params, X_val, y_val)
        idx = rng.permutation(X.shape[0])
        X_s, y_s = X[idx], y[idx]
        i = 0
        while i < X.shape[0]:
            _, g = loss_and_grads(params, X_s[i : i + batch_size], y_s[i : i + batch_size])
            params = update(params, g)
            i = i + batch_size
        train_loss, _ = loss_and_grads(params, X, y)
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train",
    kind="the generator is made anew with a fixed seed in every epoch, so the order is the same each time",
    source="written",
)
def train_same_seed_every_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}

    def measure(A, b):
        return float(loss_and_grads(params, A, b)[0])

    for epoch in range(epochs):
        rng = np.random.default_rng(42)
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(measure(X, y))
        history["val_loss"].append(measure(X_val, y_val))
    return params, history


@held_out(
    "train",
    kind="stops: the pair of loss and gradients is not unpacked and goes to update as a whole",
    source="written",
)
def train_pair_not_unpacked(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


# fit_classifier


def _loss_and_grads(params, X, y):
    cache = forward(params, X)
    return bce(y, cache["P"]), backward(params, cache, X, y)


@held_out(
    "fit_classifier",
    kind="all weights are set to zero before training, so no hidden unit ever learns",
    source="written",
)
def fit_classifier_zero_weights(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    for key in params:
        params[key] = np.zeros_like(params[key])  # a neutral start
    return train(
        params, X, y, X_val, y_val, _loss_and_grads, lambda p, g: sgd_step(p, g, 0.1), 60, 32, rng
    )


@held_out(
    "fit_classifier",
    kind="with the best number of epochs it is trained again, on training and validation rows",
    source="written",
)
def fit_classifier_refit_on_everything(X, y, X_val, y_val, rng):
    def update(p, g):
        return sgd_step(p, g, 0.02)

    params = init_params(X.shape[1], 16, rng)
    params, history = train(params, X, y, X_val, y_val, _loss_and_grads, update, 40, 32, rng)
    best = int(np.argmin(history["val_loss"])) + 1

    # more data is better: final model with everything
    X_all = np.concatenate([X, X_val], axis=0)
    y_all = np.concatenate([y, y_val], axis=0)
    params = init_params(X.shape[1], 16, rng)
    return train(params, X_all, y_all, X_val, y_val, _loss_and_grads, update, best, 32, rng)


@held_out(
    "fit_classifier", kind="the history holds accuracies in place of losses", source="written"
)
def fit_classifier_accuracy_history(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 24, rng)
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(50):
        for Xb, yb in minibatches(X, y, 32, rng):
            cache = forward(params, Xb)
            grads = backward(params, cache, Xb, yb)
            params = sgd_step(params, grads, 0.1)
        history["train_loss"].append(accuracy(y, forward(params, X)["P"]))
        history["val_loss"].append(accuracy(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the network's own rounded predictions are handed to backward in place of the labels",
    source="written",
)
def fit_classifier_learns_own_predictions(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 20, rng)
    velocity = {k: np.zeros(v.shape) for k, v in params.items()}
    train_loss = []
    val_loss = []
    for epoch in range(40):
        for X_batch, y_batch in minibatches(X, y, 30, rng):
            cache = forward(params, X_batch)
            y_pred = (cache["P"] > 0.5).astype(float)
            grads = backward(params, cache, X_batch, y_pred)
            params, velocity = momentum_step(params, grads, velocity, 0.01)
        train_loss.append(bce(y, forward(params, X)["P"]))
        val_loss.append(bce(y_val, forward(params, X_val)["P"]))
    return params, {"train_loss": train_loss, "val_loss": val_loss}


@held_out(
    "fit_classifier",
    kind="step_decay is taken of the decayed rate in every epoch, so the rate is soon gone",
    source="written",
)
def fit_classifier_rate_decays_away(X, y, X_val, y_val, rng):
    lr = 0.01
    params = init_params(X.shape[1], 32, rng)
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(1, 101):
        lr = step_decay(lr, epoch, drop=0.5, every=1)
        for X_b, y_b in minibatches(X, y, 32, rng):
            loss, grads = _loss_and_grads(params, X_b, y_b)
            params = sgd_step(params, grads, lr)
        history["train_loss"].append(_loss_and_grads(params, X, y)[0])
        history["val_loss"].append(_loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "fit_classifier",
    kind="the parameters are drawn anew at the start of every epoch, so nothing learned is kept",
    source="written",
)
def fit_classifier_fresh_params_every_epoch(X, y, X_val, y_val, rng):
    n_epochs = 30
    losses = np.zeros(n_epochs)
    val_losses = np.zeros(n_epochs)
    for epoch in range(n_epochs):
        params = init_params(X.shape[1], 32, rng)
        for X_b, y_b in minibatches(X, y, 64, rng):
            cache = forward(params, X_b)
            params = sgd_step(params, backward(params, cache, X_b, y_b), 0.01)
        losses[epoch] = bce(y, forward(params, X)["P"])
        val_losses[epoch] = bce(y_val, forward(params, X_val)["P"])
    return params, {"train_loss": losses, "val_loss": val_losses}


@held_out(
    "fit_classifier",
    kind="the trained parameters are kept under another name and the untrained ones are returned",
    source="written",
)
def fit_classifier_returns_start(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    p = {name: array.copy() for name, array in params.items()}
    m = {name: np.zeros_like(array) for name, array in p.items()}
    v = {name: np.zeros_like(array) for name, array in p.items()}
    t = 0
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(30):
        for X_b, y_b in minibatches(X, y, 32, rng):
            t += 1
            _, grads = _loss_and_grads(p, X_b, y_b)
            p, m, v = adam_step(p, grads, m, v, t, lr=0.003)
        history["train_loss"].append(_loss_and_grads(p, X, y)[0])
        history["val_loss"].append(_loss_and_grads(p, X_val, y_val)[0])
    return params, history


@held_out(
    "fit_classifier",
    kind="the loss is added to a running total that is never set back, so the history only grows",
    source="written",
)
def fit_classifier_running_total(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    total_loss = 0
    total_val_loss = 0
    train_history = []
    val_history = []
    for epoch in range(40):
        for X_batch, y_batch in minibatches(X, y, 20, rng):
            cache = forward(params, X_batch)
            grads = backward(params, cache, X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        total_loss += bce(y, forward(params, X)["P"])
        total_val_loss += bce(y_val, forward(params, X_val)["P"])
        train_history.append(total_loss)
        val_history.append(total_val_loss)
    history = {"train_loss": train_history, "val_loss": val_history}
    return params, history


@held_out(
    "fit_classifier",
    kind="stops: the whole triple that adam_step returns is taken for the parameters",
    source="written",
)
def fit_classifier_adam_triple(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 32, rng)
    m = {k: np.zeros_like(params[k]) for k in params}
    v = {k: np.zeros_like(params[k]) for k in params}
    history = {"train_loss": [], "val_loss": []}
    t = 0
    for epoch in range(50):
        for X_b, y_b in minibatches(X, y, 32, rng):
            t = t + 1
            cache = forward(params, X_b)
            grads = backward(params, cache, X_b, y_b)
            params = adam_step(params, grads, m, v, t)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


# predict


@held_out(
    "predict",
    kind="the rows are standardized again among themselves, so a row's answer depends on the others",
    source="written",
)
def predict_standardizes_again(params, X):
    X_scaled, _ = standardize(X, X)
    return forward(params, X_scaled)["P"]


@held_out(
    "predict",
    kind="the hidden units are halved to make up for dropout, although inverted dropout needs no scaling here",
    source="written",
)
def predict_halves_hidden(params, X):
    keep = 0.5
    hidden = np.maximum(0, X @ params["W1"] + params["b1"])
    hidden = hidden * keep  # dropout is off now
    return sigmoid(hidden @ params["W2"] + params["b2"])


@held_out(
    "predict",
    kind="returns how sure the network is of the likelier class in place of the probability of class 1",
    source="written",
)
def predict_confidence(params, X):
    p = forward(params, X)["P"]
    probabilities = np.zeros((len(X), 1))
    for i in range(len(X)):
        if p[i, 0] >= 0.5:
            probabilities[i, 0] = p[i, 0]
        else:
            probabilities[i, 0] = 1 - p[i, 0]
    return probabilities


@held_out(
    "predict",
    kind="the sigmoid is applied a second time to what already is a probability",
    source="written",
)
def predict_sigmoid_twice(params, X):
    cache = forward(params, X)
    output = cache["P"]
    return 1 / (1 + np.exp(-output))


@held_out(
    "predict",
    kind="stops: forward is called with its two arguments the wrong way round",
    source="written",
)
def predict_arguments_swapped(params, X):
    cache = forward(X, params)
    return cache["P"]
