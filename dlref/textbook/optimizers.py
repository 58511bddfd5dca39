"""The formulas as the notebook writes them: optimizers."""

import numpy as np

from autograder.course import textbook


@textbook("sgd_step")
def sgd_step_loop(params, grads, lr):
    new_params = {}
    for key in params:
        new_params[key] = params[key] - lr * grads[key]
    return new_params


@textbook("momentum_step")
def momentum_step_loop(params, grads, velocity, lr, beta=0.9):
    new_params, v = {}, {}
    for key in params:
        v[key] = beta * velocity[key] + grads[key]
        new_params[key] = params[key] - lr * v[key]
    return new_params, v


@textbook("rmsprop_step")
def rmsprop_step_loop(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params, s = {}, {}
    for key in params:
        s[key] = beta * sq_avg[key] + (1 - beta) * grads[key] ** 2
        new_params[key] = params[key] - lr * grads[key] / (np.sqrt(s[key]) + eps)
    return new_params, s


@textbook("adam_step")
def adam_step_loop(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = {}, {}, {}
    for key in params:
        new_m[key] = beta1 * m[key] + (1 - beta1) * grads[key]
        new_v[key] = beta2 * v[key] + (1 - beta2) * grads[key] ** 2
        m_hat = new_m[key] / (1 - beta1**t)
        v_hat = new_v[key] / (1 - beta2**t)
        new_params[key] = params[key] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_params, new_m, new_v


@textbook("step_decay")
def step_decay_formula(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (epoch // every)


@textbook("step_decay")
def step_decay_loop(lr, epoch, drop=0.5, every=10):
    for _ in range(epoch // every):
        lr = lr * drop
    return lr


@textbook("minibatches")
def minibatches_loop(X, y, batch_size, rng):
    n = X.shape[0]
    order = rng.permutation(n)
    batches = []
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        batches.append((X[rows], y[rows]))
    return batches
