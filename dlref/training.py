"""Training: everything before, put together to tell cancer from healthy by gene expression."""

from collections.abc import Callable

import numpy as np

from dlref.backprop import Params, backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, minibatches
from dlref.regularization import early_stopping, l2_grads

__all__ = ["accuracy", "fit_classifier", "predict", "standardize", "train"]

History = dict[str, list[float]]
LossAndGrads = Callable[[Params, np.ndarray, np.ndarray], tuple[float, Params]]
Update = Callable[[Params, Params], Params]

N_HIDDEN = 32
BATCH_SIZE = 32
LEARNING_RATE = 0.001
WEIGHT_DECAY = 0.1
MAX_EPOCHS = 100
PATIENCE = 10


def standardize(X_train: np.ndarray, X_test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(X - mean)/deviation of each gene, both from the training set alone.

    X_train: (n, d); X_test: (m, d); returns the same shapes. A gene that is constant in the
    training set is centred only; a tiny number added to a deviation or to its square is as right.
    Source: LeCun et al. 1998, Efficient BackProp.
    """
    mean = X_train.mean(axis=0)
    varies = np.ptp(X_train, axis=0) > 0  # rounding can leave a constant gene a deviation above 0
    deviation = np.where(varies, X_train.std(axis=0), 1.0)
    return (X_train - mean) / deviation, (X_test - mean) / deviation


def standardize_sample(X_train: np.ndarray, X_test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`standardize` with the deviation that divides by n - 1 (ddof=1); as right an answer to it."""
    shrink = np.sqrt(1 - 1 / len(X_train))
    Z_train, Z_test = standardize(X_train, X_test)
    return shrink * Z_train, shrink * Z_test


def accuracy(y_true: np.ndarray, y_prob: np.ndarray, threshold: float = 0.5) -> float:
    """Share of the samples on the right side of the threshold; one that is equal to it counts as 1.

    y_true, y_prob: (n, 1). Source: course notes, epoch, batch, validation.
    """
    return float(np.mean((y_prob >= threshold) == y_true))


def train(
    params: Params,
    X: np.ndarray,
    y: np.ndarray,
    X_val: np.ndarray,
    y_val: np.ndarray,
    loss_and_grads: LossAndGrads,
    update: Update,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> tuple[Params, History]:
    """Guess, check, correct, batch by batch; look at both sets after each epoch.

    X: (n, d); y: (n, 1); X_val: (m, d); y_val: (m, 1). `loss_and_grads(params, X, y)` gives
    (loss, grads), `update(params, grads)` the new params. Returns (params, history); history has
    "train_loss" and "val_loss", the loss over the whole set after each epoch.
    Source: course notes, learning as adaptation.
    """
    history: History = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


def fit_classifier(
    X: np.ndarray,
    y: np.ndarray,
    X_val: np.ndarray,
    y_val: np.ndarray,
    rng: np.random.Generator,
) -> tuple[Params, History]:
    """A hidden ReLU layer trained with Adam, weight decay and early stopping.

    X: (n, d) and X_val: (m, d), standardised; y: (n, 1); y_val: (m, 1). Returns the params of the
    epoch with the lowest validation loss, and the history of every epoch that was run. The
    validation set chooses when to stop and nothing else. Source: all of the earlier notebooks.
    """
    params = init_params(X.shape[1], N_HIDDEN, rng)
    update = _adam_with_decay(params)
    history: History = {"train_loss": [], "val_loss": []}
    snapshots = []
    for _ in range(MAX_EPOCHS):
        params, one_epoch = train(
            params, X, y, X_val, y_val, _loss_and_grads, update, 1, BATCH_SIZE, rng
        )
        for name, losses in one_epoch.items():
            history[name] += losses
        snapshots.append(params)
        stop_epoch, best_epoch = early_stopping(history["val_loss"], PATIENCE)
        if stop_epoch - best_epoch == PATIENCE:
            break
    return snapshots[best_epoch], history


def _loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    cache = forward(params, X)
    return bce(y, cache["P"]), backward(params, cache, X, y)


def _adam_with_decay(params: Params) -> Update:
    """An `update` for `train` that remembers Adam's state from one step to the next."""
    m = v = {k: np.zeros_like(w) for k, w in params.items()}
    t = 0

    def update(params: Params, grads: Params) -> Params:
        nonlocal m, v, t
        t += 1
        grads = l2_grads(grads, params, WEIGHT_DECAY)
        params, m, v = adam_step(params, grads, m, v, t, LEARNING_RATE)
        return params

    return update


def predict(params: Params, X: np.ndarray) -> np.ndarray:
    """The probability of cancer for each sample: the forward pass, with nothing dropped.

    params: as in `backprop`; X: (n, d). Returns (n, 1). Source: course notes, cancer or healthy.
    """
    return forward(params, X)["P"]
