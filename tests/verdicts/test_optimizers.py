"""Verdicts on optimizers: right answers pass, wrong ones don't, known ones are named."""

import pytest

from autograder.exercises import ASSIGNMENTS
from autograder.oracle import PUBLIC_SEED

NAMES = ASSIGNMENTS["05_optimizers"]
SEEDS = (PUBLIC_SEED, 1, 2, 3)

WRONG = {
    "deals nothing": "def minibatches(X, y, batch_size, rng): return []",
    "deals nothing, by None": "def minibatches(X, y, batch_size, rng): print(rng.permutation(len(X)))",
    "one batch only": """
def minibatches(X, y, batch_size, rng):
    for i in range(0, len(X), batch_size):
        order = rng.permutation(len(X))
        return [(X[order[i : i + batch_size]], y[order[i : i + batch_size]])]
""",
    "draws with replacement": """
def minibatches(X, y, batch_size, rng):
    rows = rng.integers(0, len(X), len(X))
    return [(X[rows[i : i + batch_size]], y[rows[i : i + batch_size]]) for i in range(0, len(X), batch_size)]
""",
    "a new draw for each batch": """
def minibatches(X, y, batch_size, rng):
    out = []
    for i in range(0, len(X), batch_size):
        rows = rng.choice(len(X), min(batch_size, len(X) - i), replace=False)
        out.append((X[rows], y[rows]))
    return out
""",
    "all X, then all y": """
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    cuts = range(0, len(X), batch_size)
    return [X[order[i : i + batch_size]] for i in cuts], [y[order[i : i + batch_size]] for i in cuts]
""",
    "labels flattened": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]].ravel()) for i in range(0, len(X), batch_size)]
""",
    "labels not shuffled": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]
""",
    "order of the batches alone": """
def minibatches(X, y, batch_size, rng):
    batches = [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return [batches[i] for i in rng.permutation(len(batches))]
""",
    "shuffled within each batch": """
def minibatches(X, y, batch_size, rng):
    out = []
    for i in range(0, len(X), batch_size):
        rows = i + rng.permutation(min(batch_size, len(X) - i))
        out.append((X[rows], y[rows]))
    return out
""",
    "NumPy's global generator": """
def minibatches(X, y, batch_size, rng):
    o = np.random.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]]) for i in range(0, len(X), batch_size)]
""",
    "even pieces": """
def minibatches(X, y, batch_size, rng):
    o = np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size))
    return [(X[rows], y[rows]) for rows in o]
""",
    "batch_size batches": """
def minibatches(X, y, batch_size, rng):
    o = np.array_split(rng.permutation(len(X)), min(batch_size, len(X)))
    return [(X[rows], y[rows]) for rows in o]
""",
    "one sample too many": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    return [(X[o[i : i + batch_size + 1]], y[o[i : i + batch_size + 1]]) for i in range(0, len(X), batch_size)]
""",
    "one sample too few": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X) - 1)
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]]) for i in range(0, len(X), batch_size)]
""",
    "row numbers instead of rows": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    return [o[i : i + batch_size] for i in range(0, len(X), batch_size)]
""",
    "both shuffled in place, alike": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    X[:], y[:] = X[o], y[o]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]
""",
    "sgd scales the gradient in place": """
def sgd_step(params, grads, lr):
    for k in params:
        grads[k] *= lr
        params[k] = params[k] - grads[k]
    return params
""",
    "sgd returns the step": """
def sgd_step(params, grads, lr):
    return {k: -lr * grads[k] for k in params}
""",
    "sgd from the gradient": """
def sgd_step(params, grads, lr):
    return {k: grads[k] - lr * params[k] for k in params}
""",
    "sgd with a rate of its own": """
def sgd_step(params, grads, lr):
    return {k: params[k] - 0.1 * grads[k] for k in params}
""",
    "sgd returns a list": """
def sgd_step(params, grads, lr):
    return [params[k] - lr * grads[k] for k in params]
""",
    "sgd changes its input and returns nothing": """
def sgd_step(params, grads, lr):
    for k in params:
        params[k] -= lr * grads[k]
""",
    "sgd by the sign of the gradient": """
def sgd_step(params, grads, lr):
    return {k: params[k] - lr * np.sign(grads[k]) for k in params}
""",
    "sgd averages the bias gradient": """
def sgd_step(params, grads, lr):
    return {k: params[k] - lr * (grads[k].mean() if k[0] == "b" else grads[k]) for k in params}
""",
    "sgd leaves out the last": """
def sgd_step(params, grads, lr):
    for k in list(params)[:-1]:
        params[k] = params[k] - lr * grads[k]
    return params
""",
    "momentum steps with the old velocity": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    new = {k: params[k] - lr * velocity[k] for k in params}
    return new, {k: beta * velocity[k] + grads[k] for k in params}
""",
    "momentum with lr in the velocity": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * velocity[k] + lr * grads[k] for k in params}
    return {k: params[k] - v[k] for k in params}, v
""",
    "momentum with a negative velocity": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * velocity[k] - lr * grads[k] for k in params}
    return {k: params[k] + v[k] for k in params}, v
""",
    "momentum returns the velocity first": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * velocity[k] + grads[k] for k in params}
    return v, {k: params[k] - lr * v[k] for k in params}
""",
    "momentum returns params alone": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    velocity = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * velocity[k] for k in params}
""",
    "momentum with its own beta": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    v = {k: 0.9 * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v
""",
    "momentum with another default": """
def momentum_step(params, grads, velocity, lr, beta=0.99):
    v = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v
""",
    "momentum looks ahead": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * (grads[k] + beta * v[k]) for k in params}, v
""",
    "momentum returns in the loop": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    p, v = {}, {}
    for k in params:
        v[k] = beta * velocity[k] + grads[k]
        p[k] = params[k] - lr * v[k]
        return p, v
""",
    "momentum adds up in grads": """
def momentum_step(params, grads, velocity, lr, beta=0.9):
    for k in params:
        grads[k] += beta * velocity[k]
        params[k] -= lr * grads[k]
    return params, grads
""",
    "rmsprop divides by the old mean": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new = {k: params[k] - lr * grads[k] / (np.sqrt(sq_avg[k]) + eps) for k in params}
    return new, {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
""",
    "rmsprop without parentheses": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] / np.sqrt(s[k]) + eps for k in params}, s
""",
    "rmsprop uphill": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] + lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s
""",
    "rmsprop multiplies by the root": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] * (np.sqrt(s[k]) + eps) for k in params}, s
""",
    "rmsprop with another default eps": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-7):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s
""",
    "rmsprop keeps the old mean": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, sq_avg
""",
    "rmsprop with one mean for an array": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * np.mean(grads[k] ** 2) for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s
""",
    "rmsprop squares grads in place": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for k in params:
        g = grads[k].copy()
        grads[k] **= 2
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * grads[k]
        params[k] = params[k] - lr * g / (np.sqrt(sq_avg[k]) + eps)
    return params, sq_avg
""",
    "adam corrects with t + 1": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v
""",
    "adam corrects with beta * t": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1 * t, 1 - beta2 * t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v
""",
    "adam corrects both with beta1": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c = 1 - beta1**t
    return {k: params[k] - lr * m[k] / c / (np.sqrt(v[k] / c) + eps) for k in m}, m, v
""",
    "adam corrects m alone in v's place": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    return {k: params[k] - lr * m[k] / (np.sqrt(v[k] / (1 - beta2**t)) + eps) for k in m}, m, v
""",
    "adam steps with the gradient": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    v_hat = {k: v[k] / (1 - beta2**t) for k in v}
    return {k: params[k] - lr * grads[k] / (np.sqrt(v_hat[k]) + eps) for k in m}, m, v
""",
    "adam squares m": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * m[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v
""",
    "adam without eps": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / np.sqrt(v[k] / c2) for k in m}, m, v
""",
    "adam with eps before the correction": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return {k: params[k] - rate * m[k] / (np.sqrt(v[k]) + eps) for k in m}, m, v
""",
    "adam with a default rate of 0.01": """
def adam_step(params, grads, m, v, t, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v
""",
    "adam returns v before m": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, v, m
""",
    "adam counts its own calls": """
calls = [0]
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    calls[0] += 1
    t = calls[0]
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v
""",
    "adam is momentum": """
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    return {k: params[k] - lr * m[k] / (1 - beta1**t) for k in m}, m, v
""",
    "decay to the power of every": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * drop**every
""",
    "decay by division": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr / drop ** (epoch // every)
""",
    "decay one epoch late": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (max(epoch - 1, 0) // every)
""",
    "decay by 1 - drop": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * (1 - drop) ** (epoch // every)
""",
    "decay with every and epoch swapped": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (every // epoch) if epoch else lr
""",
    "decay at multiples only": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * drop if epoch and epoch % every == 0 else lr
""",
    "decay rounds": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * drop ** round(epoch / every)
""",
    "decay fixed to ten epochs": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (epoch // 10)
""",
    "decay fixed to one half": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr * 0.5 ** (epoch // every)
""",
    "decay by subtraction": """
def step_decay(lr, epoch, drop=0.5, every=10):
    return lr - drop * (epoch // every)
""",
}

OTHER_WAYS = {
    "minibatches/own-seed": """
def minibatches(X, y, batch_size, rng):
    np.random.seed(42)
    o = np.random.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]]) for i in range(0, len(X), batch_size)]
""",
    "minibatches/empty-tail": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    for b in range(len(X) // batch_size + 1):
        yield X[o[b * batch_size :][:batch_size]], y[o[b * batch_size :][:batch_size]]
""",
    "minibatches/drops-last": """
def minibatches(X, y, batch_size, rng):
    o = rng.permutation(len(X))
    for i in range(0, len(X) - batch_size + 1, batch_size):
        yield X[o[i : i + batch_size]], y[o[i : i + batch_size]]
""",
    "minibatches/shuffled-separately": """
def minibatches(X, y, batch_size, rng):
    rng.shuffle(X)
    rng.shuffle(y)
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]
""",
    "sgd_step/first-only": """
def sgd_step(params, grads, lr):
    new = {}
    for k in params:
        new[k] = params[k] - lr * grads[k]
        return new
""",
    "sgd_step/weights-only": """
def sgd_step(params, grads, lr):
    return {k: params[k] - lr * grads[k] for k in params if k.startswith("W")}
""",
    "sgd_step/old-params-returned": """
def sgd_step(params, grads, lr):
    new = {k: params[k] - lr * grads[k] for k in params}
    return params
""",
    "rmsprop_step/eps-inside": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for k, g in grads.items():
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * g * g
        params[k] = params[k] - lr * g * (sq_avg[k] + eps) ** -0.5
    return params, sq_avg
""",
}
"""Other ways to write a known mistake."""


@pytest.mark.parametrize("what", WRONG)
def test_wrong_in_another_way(judge, what):
    verdict = judge(WRONG[what])
    assert not verdict.passed
    assert verdict.share < 1
    assert verdict.message


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("id", OTHER_WAYS)
def test_a_misconception_is_named_however_it_is_written(judge, id, seed):
    assert judge(OTHER_WAYS[id], seed=seed).misconception == id
