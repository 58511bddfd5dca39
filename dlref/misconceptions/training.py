"""Known wrong answers: training."""

from itertools import count

import numpy as np

from autograder.course import misconception
from dlref.activations import sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import minibatches
from dlref.regularization import dropout
from dlref.training import accuracy, predict, standardize, train
from dlref.training import fit_classifier as fit_well

_calls = count()
"""For what differs from call to call, and yet is the same in every process."""


# --- standardize ---


@misconception(
    "standardize/joint-statistics",
    "Your mean and deviation know the test set. Take them from the training set alone, or the "
    "test no longer tests anything.",
)
def standardize_joint_statistics(X_train, X_test):
    """Mean and deviation of both sets together."""
    X = np.concatenate([X_train, X_test])
    return tuple((part - X.mean(axis=0)) / X.std(axis=0) for part in (X_train, X_test))


@misconception(
    "standardize/test-with-own-statistics",
    "The training set is right, but the test set is scaled with a mean and deviation of its own: use "
    "those of the training set.",
)
def standardize_test_with_own_statistics(X_train, X_test):
    """Each set with its own mean and deviation."""
    return tuple((X - X.mean(axis=0)) / X.std(axis=0) for X in (X_train, X_test))


@misconception(
    "standardize/constant-gene",
    "A gene that is constant in the training set has the deviation 0, and you divide by it. Put "
    "something else in its place.",
)
def standardize_constant_gene(X_train, X_test):
    """No guard for a deviation of 0."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / deviation, (X_test - mean) / deviation


@misconception(
    "standardize/axis-1",
    "You standardise each sample (row): it is the genes, the columns, that need a common scale. Look at "
    "axis.",
)
def standardize_axis_1(X_train, X_test):
    """Statistics of each sample."""
    return tuple(
        (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
        for X in (X_train, X_test)
    )


@misconception(
    "standardize/global-statistics",
    "You use one mean and one deviation for the whole table: every gene needs its own.",
)
def standardize_global_statistics(X_train, X_test):
    """One mean and one deviation for everything."""
    return tuple((X - X_train.mean()) / X_train.std() for X in (X_train, X_test))


@misconception(
    "standardize/variance",
    "You divide by the variance. Its square root, the standard deviation, has the unit of the "
    "data.",
)
def standardize_variance(X_train, X_test):
    """Divided by the variance."""
    mean, variance = X_train.mean(axis=0), X_train.var(axis=0)
    return (X_train - mean) / variance, (X_test - mean) / variance


@misconception(
    "standardize/precedence",
    "Brackets are missing. Python divides before it subtracts, so only the mean is divided.",
)
def standardize_precedence(X_train, X_test):
    """X - mean / deviation."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation < 1e-12, 1, deviation)
    return X_train - mean / deviation, X_test - mean / deviation


@misconception(
    "standardize/in-place",
    "Your numbers are right, but the caller's data have changed: make new arrays, and leave those you "
    "were given as they are.",
)
def standardize_in_place(X_train, X_test):
    """The caller's arrays are overwritten."""
    X_train[...], X_test[...] = standardize(X_train, X_test)
    return X_train, X_test


@misconception(
    "standardize/integer-result",
    "For whole numbers your results lose their decimals. Arrays made like the arguments hold "
    "whole numbers, too: make them floats.",
)
def standardize_integer_result(X_train, X_test):
    """The results are put into arrays of the arguments' type."""
    train, test = np.zeros_like(X_train), np.zeros_like(X_test)
    train[...], test[...] = standardize(X_train, X_test)
    return train, test


# --- accuracy ---


@misconception(
    "accuracy/error-rate",
    "You count the wrong answers: accuracy counts the right ones.",
)
def accuracy_error_rate(y_true, y_prob, threshold=0.5):
    """1 - accuracy."""
    return 1 - accuracy(y_true, y_prob, threshold)


@misconception(
    "accuracy/count",
    "You don't divide by the number of samples: accuracy is a share.",
)
def accuracy_count(y_true, y_prob, threshold=0.5):
    """The number of right answers."""
    return accuracy(y_true, y_prob, threshold) * len(y_true)


@misconception(
    "accuracy/no-threshold",
    "You compare the labels with the probabilities as they are. Each probability has to become a "
    "decision first, 0 or 1.",
)
def accuracy_no_threshold(y_true, y_prob, threshold=0.5):
    """Probabilities compared with labels."""
    return float(np.mean(y_prob == y_true))


@misconception(
    "accuracy/ignores-threshold",
    "You cut at 0.5 whatever the threshold is: use the argument.",
)
def accuracy_ignores_threshold(y_true, y_prob, threshold=0.5):
    """np.round, which cuts at 0.5."""
    return accuracy(y_true, y_prob)


@misconception(
    "accuracy/percent",
    "That is a percentage: give back the share, a number from 0 to 1.",
)
def accuracy_percent(y_true, y_prob, threshold=0.5):
    """From 0 to 100."""
    return 100 * accuracy(y_true, y_prob, threshold)


# --- train ---


def _in_order(X, y, batch_size, rng):
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


def _without_last(X, y, batch_size, rng):
    return [batch for batch in minibatches(X, y, batch_size, rng) if len(batch[0]) == batch_size]


def _train(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng, batches=minibatches
):
    """The right loop, with batches cut in another way."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in batches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@misconception(
    "train/no-shuffle",
    "The samples come in the same order in every epoch: shuffle them anew each time, with rng.",
    covers=("train/shuffled-once",),
)
def train_no_shuffle(*arguments):
    """The order of the data, in every epoch."""
    return _train(*arguments, batches=_in_order)


@misconception(
    "train/shuffled-once",
    "All your epochs have one and the same order: draw a new one from rng at the start of each.",
)
def train_shuffled_once(params, X, y, *arguments):
    """One order, drawn before the loop."""
    order = arguments[-1].permutation(len(X))
    return _train(params, X[order], y[order], *arguments, batches=_in_order)


@misconception(
    "train/drops-last-batch",
    "The last, smaller mini-batch is never used: those samples count as well.",
)
def train_drops_last_batch(*arguments):
    """The last batch is left out where it is smaller."""
    return _train(*arguments, batches=_without_last)


@misconception(
    "train/restarts-each-epoch",
    "Every epoch begins again with the initial weights, so what was learned is lost. Go on from "
    "where the last epoch ended.",
)
def train_restarts_each_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """Starts from the initial params in every epoch."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        start = {k: w.copy() for k, w in params.items()}
        last, one = train(start, X, y, X_val, y_val, loss_and_grads, update, 1, batch_size, rng)
        for k, losses in one.items():
            history[k] += losses
    return last, history


@misconception(
    "train/one-update-per-epoch",
    "There is only one update an epoch. Each mini-batch needs one of its own: look at what stands "
    "inside the loop over them, and at the rows that each one takes.",
)
def train_one_update_per_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """The update stands after the loop over the batches."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
        params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@misconception(
    "train/val-on-train",
    "Your val_loss is computed on the training set: it should tell how the network does on samples it "
    "has not learned from.",
)
def train_val_on_train(params, X, y, X_val, y_val, *arguments):
    """val_loss on the training set."""
    return train(params, X, y, X, y, *arguments)


@misconception(
    "train/last-batch-loss",
    "Your train_loss is that of the last mini-batch: when the epoch is over, ask for the loss on the "
    "whole training set.",
)
def train_last_batch_loss(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """train_loss is what the last batch gave."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss)
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@misconception(
    "train/update-discarded",
    "What update gives back is thrown away, so the weights never change: keep its result as the new "
    "params.",
)
def train_update_discarded(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """The result of update is not assigned."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@misconception(
    "train/loss-before-epoch",
    "You note the losses before the epoch's updates: note them when the epoch is over.",
)
def train_loss_before_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    """The losses are recorded at the start of each epoch."""
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
    return params, history


# --- fit_classifier ---


def _fit(X, y, X_val, y_val, rng, params=None, rate=0.1, epochs=20):
    """Plain gradient descent, from given params or random ones."""

    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        return bce(y, cache["P"]), backward(params, cache, X, y)

    def update(params, grads):
        return {k: w - rate * grads[k] for k, w in params.items()}

    params = params or init_params(X.shape[1], 16, rng)
    return train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, 32, rng)


@misconception(
    "fit_classifier/does-not-train",
    "The weights that you give back are still the random ones of the start. Keep what each step "
    "gives back, and return what the last one has led to.",
)
def fit_classifier_does_not_train(X, y, X_val, y_val, rng):
    """Gives back the initial params."""
    start = init_params(X.shape[1], 16, rng)
    _, history = _fit(X, y, X_val, y_val, rng, {k: w.copy() for k, w in start.items()})
    return start, history


@misconception(
    "fit_classifier/climbs",
    "Your loss grows from epoch to epoch: the steps go up the slope, so look at the sign of the update.",
)
def fit_classifier_climbs(X, y, X_val, y_val, rng):
    """Steps along the gradient in place of against it."""
    return _fit(X, y, X_val, y_val, rng, rate=-0.01)


@misconception(
    "fit_classifier/trains-on-validation",
    "The network has learned the labels of the validation set. Keep those samples out of every "
    "gradient.",
)
def fit_classifier_trains_on_validation(X, y, X_val, y_val, rng):
    """The validation set is part of the training set."""
    return fit_well(np.vstack([X, X_val]), np.vstack([y, y_val]), X_val, y_val, rng)


@misconception(
    "fit_classifier/val-loss-is-train-loss",
    "Your val_loss is the training loss once more: compute it on X_val and y_val.",
)
def fit_classifier_val_loss_is_train_loss(X, y, X_val, y_val, rng):
    """val_loss on the training set."""
    return _fit(X, y, X, y, rng)


@misconception(
    "fit_classifier/zero-weights",
    "All your weights are 0, and have been from the start: no gradient reaches them there, so begin with "
    "random ones.",
)
def fit_classifier_zero_weights(X, y, X_val, y_val, rng):
    """All weights start at 0."""
    start = {k: np.zeros_like(w) for k, w in init_params(X.shape[1], 16, rng).items()}
    return _fit(X, y, X_val, y_val, rng, start)


@misconception(
    "fit_classifier/ignores-rng",
    "Your network is the same whatever rng is: start the weights, shuffle and drop with the rng that you are "
    "given.",
)
def fit_classifier_ignores_rng(X, y, X_val, y_val, rng):
    """A generator of its own, with a seed of its own."""
    return fit_well(X, y, X_val, y_val, np.random.default_rng(0))


@misconception(
    "fit_classifier/generator-of-its-own",
    "Two trainings with the same rng give two networks, so something draws its numbers elsewhere."
    " Draw only from the rng that you are given.",
)
def fit_classifier_generator_of_its_own(X, y, X_val, y_val, rng):
    """A generator of its own, without a seed."""
    return fit_well(X, y, X_val, y_val, np.random.default_rng([next(_calls), 7]))


@misconception(
    "fit_classifier/linear-model",
    "Your network computes no more than a linear model does: its ReLU leaves no mark on the "
    "result. Train both layers, through the ReLU.",
)
def fit_classifier_linear_model(X, y, X_val, y_val, rng):
    """Logistic regression by gradient descent, written as two hidden units that undo each other."""
    w, history = 0.001 * rng.standard_normal((X.shape[1], 1)), {"train_loss": [], "val_loss": []}
    for _ in range(60):
        w = w - 0.01 * X.T @ (sigmoid(X @ w) - y) / len(X)
        history["train_loss"].append(bce(y, sigmoid(X @ w)))
        history["val_loss"].append(bce(y_val, sigmoid(X_val @ w)))
    both = np.array([[1.0], [-1.0]])
    params = {"W1": w @ both.T, "b1": np.zeros(2), "W2": both, "b2": np.zeros(1)}
    return params, history


# --- predict ---


@misconception(
    "predict/labels",
    "These are decisions, 0 or 1: give back the probabilities, and leave it to others where to cut.",
)
def predict_labels(params, X):
    """0 or 1."""
    return (predict(params, X) > 0.5).astype(float)


@misconception(
    "predict/logits",
    "These are logits, which can be any number. One step is missing to make probabilities of them.",
)
def predict_logits(params, X):
    """Z2 in place of P."""
    return forward(params, X)["Z2"]


@misconception(
    "predict/dropout-on",
    "Two calls with the same person differ: something random, such as dropout, is still on. It is for "
    "training alone.",
)
def predict_dropout_on(params, X):
    """Drops hidden units."""
    A1, _ = dropout(forward(params, X)["A1"], 0.5, np.random.default_rng(next(_calls)))
    return sigmoid(A1 @ params["W2"] + params["b2"])


@misconception(
    "predict/no-hidden-activation",
    "The hidden layer has lost its ReLU: predict with the same network that was trained.",
)
def predict_no_hidden_activation(params, X):
    """A linear hidden layer."""
    return sigmoid((X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])


@misconception(
    "predict/no-bias",
    "The biases are left out: both layers add theirs, b1 and b2.",
)
def predict_no_bias(params, X):
    """Neither b1 nor b2."""
    return predict(params | {k: np.zeros_like(params[k]) for k in ("b1", "b2")}, X)
