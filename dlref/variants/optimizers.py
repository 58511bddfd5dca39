"""Unusual right answers: optimizers."""

import numpy as np

from autograder.course import variant
from dlref.optimizers import sgd_step


@variant("minibatches")
def minibatches_from_a_generator(X, y, batch_size, rng):
    """Yields the batches."""
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], y[order[i : i + batch_size]]


@variant("minibatches")
def minibatches_zipped(X, y, batch_size, rng):
    """A zip of two lists of pieces."""
    order = rng.permutation(X.shape[0])
    cuts = np.arange(batch_size, len(X), batch_size)
    return zip(np.split(X[order], cuts), np.split(y[order], cuts))


@variant("minibatches")
def minibatches_of_a_shuffled_list_of_pairs(X, y, batch_size, rng):
    """Shuffles a list of pairs and eats it up; lists come back."""
    pairs = list(zip(X.tolist(), y.tolist()))
    rng.shuffle(pairs)
    batches = []
    while pairs:
        batch, pairs = pairs[:batch_size], pairs[batch_size:]
        batches.append([[x for x, _ in batch], [label for _, label in batch]])
    return batches


@variant("minibatches")
def minibatches_by_sorting_random_numbers(X, y, batch_size, rng):
    """The order by sorting random numbers; single precision and integers come back."""
    rows = np.argsort(rng.random(len(X)))
    out = []
    for b in range(int(np.ceil(len(X) / batch_size))):
        pick = rows[b * batch_size : (b + 1) * batch_size]
        out.append((X[pick].astype(np.float32), y[pick].astype(int)))
    return tuple(out)


@variant("minibatches")
def minibatches_of_one_shuffled_table(X, y, batch_size, rng):
    """X and y side by side in one table, whose rows are shuffled."""
    table = np.hstack([X, y])
    rng.shuffle(table)
    starts = range(0, len(table), batch_size)
    return [(table[s : s + batch_size, :-1], table[s : s + batch_size, -1:]) for s in starts]


@variant("minibatches")
def minibatches_by_choice_without_replacement(X, y, batch_size, rng):
    """The order by rng.choice without replacement."""
    n = len(X)
    rows = rng.choice(n, size=n, replace=False)
    return [
        (X[rows[s : s + batch_size]], y[rows[s : s + batch_size]]) for s in range(0, n, batch_size)
    ]


@variant("sgd_step")
def sgd_step_in_place(params, grads, lr):
    """In place on the caller's arrays."""
    for key in params:
        params[key] -= lr * grads[key]
    return params


@variant("sgd_step")
def sgd_step_in_the_callers_dict(params, grads, lr):
    """New arrays in the caller's dict."""
    for key in params:
        params[key] = params[key] - lr * grads[key]
    return params


@variant("sgd_step")
def sgd_step_one_more_key(params, grads, lr):
    """Single precision, keys sorted, and one more of them."""
    new = {k: (params[k] - lr * grads[k]).astype(np.float32) for k in sorted(params)}
    return new | {"steps": 1}


@variant("sgd_step")
def sgd_step_with_lists(params, grads, lr):
    """Lists come back."""
    return {k: (np.add(w, np.multiply(-lr, grads[k]))).tolist() for k, w in params.items()}


@variant("momentum_step")
def momentum_step_in_place(params, grads, velocity, lr, beta=0.9):
    """In place on the caller's arrays."""
    for k in params:
        velocity[k] *= beta
        velocity[k] += grads[k]
        params[k] -= lr * velocity[k]
    return params, velocity


@variant("momentum_step")
def momentum_step_as_a_list_of_two(params, grads, velocity, lr, beta=0.9):
    """A list for the pair; the velocity in single precision."""
    v, w = {}, {}
    for k, g in grads.items():
        v[k] = np.float32(beta * velocity[k] + g)
        w[k] = params[k] - v[k] * lr
    return [w, v]


@variant("momentum_step")
def momentum_step_with_sgd_step(params, grads, velocity, lr, beta=0.9):
    """Calls the step of gradient descent; updates the velocity in its dict."""
    velocity.update({k: grads[k] + beta * velocity[k] for k in grads})
    return sgd_step(params, velocity, lr), velocity


@variant("rmsprop_step")
def rmsprop_step_in_place(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """In place on the caller's arrays."""
    for k, g in grads.items():
        sq_avg[k] *= beta
        sq_avg[k] += (1 - beta) * g * g
        params[k] -= lr * g / (sq_avg[k] ** 0.5 + eps)
    return params, sq_avg


@variant("rmsprop_step")
def rmsprop_step_entry_by_entry(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """Entry by entry; the mean moves by a share of what is missing."""
    new, mean = {}, {}
    for k in params:
        new[k], mean[k] = np.zeros_like(params[k]), np.zeros_like(params[k])
        for i in np.ndindex(params[k].shape):
            mean[k][i] = sq_avg[k][i] + (1 - beta) * (grads[k][i] ** 2 - sq_avg[k][i])
            new[k][i] = params[k][i] - lr / (eps + np.sqrt(mean[k][i])) * grads[k][i]
    return new, mean


@variant("rmsprop_step")
def rmsprop_step_in_float32(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """The mean of squares in single precision."""
    s = {k: (beta * sq_avg[k] + (1 - beta) * grads[k] ** 2).astype("float32") for k in grads}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in s}, s


@variant("adam_step")
def adam_step_in_place(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """In place on the caller's arrays."""
    for k in params:
        m[k][...] = beta1 * m[k] + (1 - beta1) * grads[k]
        v[k][...] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        params[k] -= lr * (m[k] / (1 - beta1**t)) / (np.sqrt(v[k] / (1 - beta2**t)) + eps)
    return params, m, v


@variant("adam_step")
def adam_step_with_the_corrections_in_the_rate(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    """Both corrections in the rate, and eps scaled to match."""
    m = {k: m[k] + (1 - beta1) * (grads[k] - m[k]) for k in m}
    v = {k: v[k] + (1 - beta2) * (grads[k] ** 2 - v[k]) for k in v}
    fill = np.sqrt(1 - beta2**t)
    rate = lr * fill / (1 - beta1**t)
    return {k: w - rate * m[k] / (np.sqrt(v[k]) + fill * eps) for k, w in params.items()}, m, v


@variant("adam_step")
def adam_step_faster(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The faster form of the paper: both corrections in the rate, and eps as it is."""
    alpha = lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
    for k, g in grads.items():
        m[k] = beta1 * m[k] + (1 - beta1) * g
        v[k] = beta2 * v[k] + (1 - beta2) * g * g
        params[k] = params[k] - alpha * m[k] / (np.sqrt(v[k]) + eps)
    return params, m, v


@variant("adam_step")
def adam_step_in_float32(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The gradients in single precision."""
    P, M, V = {}, {}, {}
    for k in params:
        g = grads[k].astype(np.float32)
        M[k] = beta1 * m[k] + (1 - beta1) * g
        V[k] = beta2 * v[k] + (1 - beta2) * np.square(g)
        P[k] = params[k] - lr * M[k] / (1 - beta1**t) / (np.sqrt(V[k] / (1 - beta2**t)) + eps)
    return P, M, V


@variant("step_decay")
def step_decay_by_a_loop(lr, epoch, drop=0.5, every=10):
    """Goes through all epochs and drops at every multiple."""
    for e in range(1, epoch + 1):
        if e % every == 0:
            lr = lr * drop
    return lr


@variant("step_decay")
def step_decay_as_an_array(lr, epoch, drop=0.5, every=10):
    """An array without axes for the number."""
    return np.array(lr * np.power(drop, np.floor(epoch / every)))


@variant("step_decay")
def step_decay_with_int(lr, epoch, drop=0.5, every=10):
    """int for the floor; single precision."""
    falls = int(epoch / every)
    return np.float32(lr) * drop**falls
