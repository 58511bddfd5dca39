"""Optimizers: how to walk down the loss once the gradient is known.

Parameters, gradients and an optimizer's state are dicts with the same keys and shapes. Each step
gives back new dicts and leaves those it was given as they were.
"""

import numpy as np

from dlref.backprop import Params

__all__ = [
    "adam_step",
    "minibatches",
    "momentum_step",
    "rmsprop_step",
    "sgd_step",
    "step_decay",
]


def minibatches(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> list[tuple[np.ndarray, np.ndarray]]:
    """All samples once, in a fresh random order, in batches; the last batch may be smaller.

    X: (n, d); y: (n, 1). Returns a list of (X_batch, y_batch). Source: course notes, mini-batch.
    """
    order = rng.permutation(len(X))
    batches = [order[i : i + batch_size] for i in range(0, len(X), batch_size)]
    return [(X[batch], y[batch]) for batch in batches]


def sgd_step(params: Params, grads: Params, lr: float) -> Params:
    """w ← w - lr·g: a step straight downhill. Source: course notes, gradient and descent."""
    return {k: w - lr * grads[k] for k, w in params.items()}


def momentum_step(
    params: Params, grads: Params, velocity: Params, lr: float, beta: float = 0.9
) -> tuple[Params, Params]:
    """v ← beta·v + g; w ← w - lr·v: a ball that keeps rolling.

    The velocity starts at zeros. Returns (params, velocity). Source: Polyak 1964.
    """
    velocity = {k: beta * velocity[k] + g for k, g in grads.items()}
    return sgd_step(params, velocity, lr), velocity


def rmsprop_step(
    params: Params,
    grads: Params,
    sq_avg: Params,
    lr: float,
    beta: float = 0.9,
    eps: float = 1e-8,
) -> tuple[Params, Params]:
    """s ← beta·s + (1 - beta)·g²; w ← w - lr·g/(√s + eps): each parameter has its own step size.

    The mean of squares starts at zeros. Returns (params, sq_avg). Source: Tieleman & Hinton 2012.
    """
    sq_avg = {k: beta * sq_avg[k] + (1 - beta) * g**2 for k, g in grads.items()}
    scaled = {k: g / (np.sqrt(sq_avg[k]) + eps) for k, g in grads.items()}
    return sgd_step(params, scaled, lr), sq_avg


def adam_step(
    params: Params,
    grads: Params,
    m: Params,
    v: Params,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Params, Params, Params]:
    """m ← mean of g, v ← mean of g², both running; w ← w - lr·m̂/(√v̂ + eps).

    m and v start at zeros, and t at 1 for the first step: dividing by 1 - beta^t (the hats) makes
    up for the zeros. Returns (params, m, v), without the hats. `adam_step_faster` is as right.
    Source: Kingma & Ba 2015, algorithm 1.
    """
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    m_hat = {k: m[k] / (1 - beta1**t) for k in m}
    v_hat = {k: v[k] / (1 - beta2**t) for k in v}
    scaled = {k: m_hat[k] / (np.sqrt(v_hat[k]) + eps) for k in grads}
    return sgd_step(params, scaled, lr), m, v


def adam_step_faster(
    params: Params,
    grads: Params,
    m: Params,
    v: Params,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Params, Params, Params]:
    """w ← w - lr·√(1 - beta2^t)/(1 - beta1^t)·m/(√v + eps): the hats are in the rate.

    As right an answer to `adam_step`; here eps is added to √v before it is corrected.
    Source: Kingma & Ba 2015, end of section 2.
    """
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    scaled = {k: m[k] / (np.sqrt(v[k]) + eps) for k in grads}
    return sgd_step(params, scaled, rate), m, v


def step_decay(lr: float, epoch: int, drop: float = 0.5, every: int = 10) -> float:
    """lr·drop^(epoch // every): start high and fall in steps; the first epoch is 0.

    Source: course notes, learning rate.
    """
    return lr * drop ** (epoch // every)
