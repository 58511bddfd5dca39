"""Rules about the start: weights that can't learn, dead units, a saturated output, layers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array, Params
from autograder.feedback.phrases import listed

SURE = 1e-4
"""A probability this near to 0 or 1 is saturated."""
EXPLODES, VANISHES = 30.0, 0.01
"""How the first layer's gradient compares with the last one's where gradients explode or vanish."""


def _matrices(params: Params) -> dict[str, Array]:
    return {name: array for name, array in params.items() if array.ndim == 2}


def zero_start(run: Run) -> Diagnosis | None:
    """All weights of a network start at 0."""
    weights = _matrices(run.seen.start)
    if len(weights) < 2 or any(array.any() for array in weights.values()):
        return None
    return Diagnosis(
        "zero-start",
        "All weights start at 0: there no gradient reaches them, and only the last bias learns.",
        f"The norms of {listed(list(weights))} are 0 before the first step.",
        "Start the weights from small random numbers.",
    )


def clones(run: Run) -> Diagnosis | None:
    """All units of a hidden layer start with equal weights in and out."""
    weights = list(_matrices(run.seen.start).items())
    for (name, array), (_, after) in pairwise(weights):
        same = array.shape[1] > 1 and not np.ptp(array, axis=1).any()
        if same and after.shape[0] == array.shape[1] and not np.ptp(after, axis=0).any():
            return Diagnosis(
                "clones",
                "All hidden units start with equal weights, so they stay clones of one another.",
                f"The {array.shape[1]} columns of {name} are equal before the first step.",
                "Start the weights from random numbers, another one for each.",
            )
    return None


def exploding(run: Run) -> Diagnosis | None:
    """The gradients of a deep network grow from layer to layer on their way back."""
    first, last = _first_and_last(run)
    if not first > EXPLODES * last > 0:
        return None
    return Diagnosis(
        "exploding",
        "The gradients explode: they grow from layer to layer on their way back to the input.",
        f"At the start those of the first layer are {first / last:.2g} times those of the last one.",
        "Look at the size of the starting weights: the more inputs a unit has, the smaller they should be.",
    )


def vanishing(run: Run) -> Diagnosis | None:
    """The gradients of a deep network shrink from layer to layer on their way back."""
    first, last = _first_and_last(run)
    if not 0 < first < VANISHES * last:
        return None
    return Diagnosis(
        "vanishing",
        "The gradients vanish. They shrink from layer to layer on their way back, so the first layers hardly "
        "learn.",
        f"At the start those of the first layer are {first / last:.2g} times those of the last one.",
        "Look at the activation of the hidden layers and at the size of the starting weights.",
    )


def _first_and_last(run: Run) -> tuple[float, float]:
    """The size of the bias gradients of the first and the last layer at the start; 0 if not deep.

    Those of the weights depend on how large the inputs are, too.
    """
    names = [name for name, array in run.seen.start.items() if array.ndim == 1]
    if len(names) < 3:
        return 0.0, 0.0
    looks = run.first_epoch[:10]
    sizes = [np.median([look.grads.norms.get(name, np.nan) for look in looks]) for name in names]
    return float(sizes[0]), float(sizes[-1])


def dead_units(run: Run) -> Diagnosis | None:
    """Half of the hidden units or more get no gradient in the first epoch, and the loss has no slope there."""
    for name, array in run.seen.start.items():
        looks = [look for look in run.first_epoch if name in look.grads.silent]
        if array.ndim != 1 or array.size < 2 or not looks:
            continue
        dead = np.logical_and.reduce([look.grads.silent[name] for look in looks])
        if dead.mean() < 0.5 or not _is_flat(run, name, dead):
            continue
        return Diagnosis(
            "dead-units",
            "Hidden units are dead from the start: they give 0 for every sample, so no gradient reaches "
            "them.",
            f"{int(dead.sum())} of {dead.size} entries of the gradient of {name} are 0 all through the first "
            "epoch.",
            "Look at the starting weights and biases: before the ReLU some sums must be above 0.",
        )
    return None


def _is_flat(run: Run, name: str, units: Array) -> bool:
    """Whether the loss does not change if the biases of some units do, a little."""
    losses = [
        run.loss({**run.seen.start, name: run.seen.start[name] + by * units})
        for by in (-1e-3, 0, 1e-3)
    ]
    return bool(np.ptp(losses) < 1e-9)


def saturated(run: Run) -> Diagnosis | None:
    """The output is 0 or 1 for most samples before the training."""
    p = run.probabilities_at_start
    if p is None or np.mean((p < SURE) | (p > 1 - SURE)) < 0.5:
        return None
    share = np.mean((p < SURE) | (p > 1 - SURE))
    return Diagnosis(
        "saturated",
        "The output is saturated from the start: the sigmoid is at its flat ends, where it hardly learns.",
        f"Before the first step {share:.0%} of the probabilities are within {SURE:g} of 0 or 1.",
        "Start with smaller weights, and with biases of 0.",
    )


def sigmoid_twice(run: Run) -> Diagnosis | None:
    """No params make a probability leave 0.5 to 0.73: the sigmoid of a sigmoid."""
    start = run.probabilities_at_start
    if start is None:
        return None
    tried = [start]
    for scale in (-30, -3, 3, 30):
        scaled = {name: scale * array for name, array in run.seen.start.items()}
        p = run.probabilities(scaled)
        tried += [] if p is None else [p]
    p = np.concatenate(tried)
    top = 1 / (1 + np.exp(-1))
    if len(tried) < 3 or p.min() < 0.499 or p.max() > top + 0.001 or np.ptp(p) < 0.1:
        return None
    return Diagnosis(
        "sigmoid-twice",
        "The sigmoid is applied twice, so no probability can be below 0.5 or above 0.73.",
        f"With weights from small to large the probabilities stay between {p.min():.3f} and {p.max():.3f}.",
        "Look for a second sigmoid: is one taken of a probability?",
    )
