"""Wrong answers of the seventh set: optimizers."""

import numpy as np

from autograder.course import held_out


@held_out("minibatches", kind="takes batch_size as the number of batches", source="written")
def minibatches_number_of_batches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return [(X[rows], y[rows]) for rows in np.array_split(order, batch_size) if len(rows) > 0]


@held_out(
    "minibatches",
    kind="shuffles X but takes y in its old order: labels of other samples",
    source="written",
)
def minibatches_labels_not_shuffled(X, y, batch_size, rng):
    n = X.shape[0]
    order = rng.permutation(n)
    batches = []
    for start in range(0, n, batch_size):
        rows = order[start : start + batch_size]
        X_batch = X[rows]
        y_batch = y[start : start + batch_size]
        batches.append((X_batch, y_batch))
    return batches


@held_out(
    "minibatches",
    kind="slice ends at batch_size instead of start + batch_size: later batches empty",
    source="written",
)
def minibatches_slice_end(X, y, batch_size, rng):
    idx = rng.permutation(len(y))
    Xs, ys = X[idx], y[idx]
    out = []
    for i in range(0, len(y), batch_size):
        out.append((Xs[i:batch_size], ys[i:batch_size]))
    return out


@held_out(
    "minibatches",
    kind="makes a seeded generator of its own and ignores rng: same order each call",
    source="written",
)
def minibatches_own_seed(X, y, batch_size, rng):
    rng = np.random.default_rng(42)  # so that it is reproducible
    permutation = rng.permutation(X.shape[0])
    X_shuffled = X[permutation]
    y_shuffled = y[permutation]
    n_batches = int(np.ceil(X.shape[0] / batch_size))
    mini = []
    for k in range(n_batches):
        a, b = k * batch_size, (k + 1) * batch_size
        mini.append((X_shuffled[a:b], y_shuffled[a:b]))
    return mini


@held_out(
    "minibatches",
    kind="draws a new order for every batch: some samples twice, some never",
    source="written",
)
def minibatches_new_order_each_batch(X, y, batch_size, rng):
    n = len(X)
    for start in range(0, n, batch_size):
        order = rng.permutation(n)
        piece = order[start : start + batch_size]
        yield X[piece], y[piece]


@held_out("sgd_step", kind="adds the gradient: steps uphill", source="written")
def sgd_step_uphill(params, grads, lr):
    for k in params:
        params[k] = params[k] + lr * grads[k]
    return params


@held_out(
    "sgd_step",
    kind="four key names written out: fails for any other parameters",
    source="written",
)
def sgd_step_fixed_names(params, grads, lr):
    W1 = params["W1"] - lr * grads["W1"]
    b1 = params["b1"] - lr * grads["b1"]
    W2 = params["W2"] - lr * grads["W2"]
    b2 = params["b2"] - lr * grads["b2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "sgd_step",
    kind="new dict made inside the loop: only the last key survives",
    source="written",
)
def sgd_step_dict_in_loop(params, grads, lr):
    for key in params:
        new_params = {}
        step = lr * grads[key]
        new_params[key] = params[key] - step
    return new_params


@held_out(
    "momentum_step",
    kind="puts the rate and the minus into the velocity: beta*v - lr*g",
    source="written",
)
def momentum_step_rate_in_velocity(params, grads, velocity, lr, beta=0.9):
    for p in params.keys():
        velocity[p] = beta * velocity[p] - lr * grads[p]
        params[p] = params[p] + velocity[p]
    return params, velocity


@held_out(
    "momentum_step", kind="moves with the old velocity, before it is updated", source="written"
)
def momentum_step_old_velocity(params, grads, velocity, lr, beta=0.9):
    new_params, new_velocity = {}, {}
    for key in params:
        new_params[key] = params[key] - lr * velocity[key]
        new_velocity[key] = beta * velocity[key] + grads[key]
    return new_params, new_velocity


@held_out(
    "momentum_step",
    kind="new velocity is never stored: the old one is given back",
    source="written",
)
def momentum_step_not_stored(params, grads, velocity, lr, beta=0.9):
    new = {}
    for name, w in params.items():
        v = velocity[name]
        g = grads[name]
        v = beta * v + g
        new[name] = w - lr * v
    return new, velocity


@held_out(
    "momentum_step",
    kind="builds the velocity inside grads with +=: grads changes",
    source="written",
)
def momentum_step_changes_grads(params, grads, velocity, lr, beta=0.9):
    v_new = {}
    for key in params:
        v = grads[key]
        v += beta * velocity[key]
        v_new[key] = v
    w_new = {key: params[key] - lr * v_new[key] for key in params}
    return w_new, v_new


@held_out(
    "rmsprop_step",
    kind="eps outside the fraction: parentheses round the denominator missing",
    source="written",
)
def rmsprop_step_no_parentheses(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for key in params:
        sq_avg[key] = beta * sq_avg[key] + (1 - beta) * grads[key] ** 2
        params[key] = params[key] - lr * grads[key] / np.sqrt(sq_avg[key]) + eps
    return params, sq_avg


@held_out(
    "rmsprop_step",
    kind="beta and 1 - beta swapped: beta goes to the new square",
    source="written",
)
def rmsprop_step_beta_swapped(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: (1 - beta) * sq_avg[k] + beta * np.square(grads[k]) for k in grads}
    w = {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in grads}
    return w, s


@held_out(
    "rmsprop_step",
    kind="divides by the root of the old mean, before the new square is in it",
    source="written",
)
def rmsprop_step_old_mean(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_sq_avg = {}
    for key, g in grads.items():
        new_sq_avg[key] = beta * sq_avg[key] + (1 - beta) * g * g
        root = np.sqrt(sq_avg[key])
        params[key] = params[key] - lr * g / (root + eps)
    return params, new_sq_avg


@held_out(
    "rmsprop_step",
    kind="averages the squares over the whole array: one step size for all its weights",
    source="written",
)
def rmsprop_step_mean_over_array(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    # s is the running MEAN of the squared gradient
    for key in params:
        mean_square = np.mean(grads[key] ** 2)
        sq_avg[key] = beta * sq_avg[key] + (1 - beta) * mean_square
        denominator = np.sqrt(sq_avg[key]) + eps
        params[key] = params[key] - lr * (grads[key] / denominator)
    return params, sq_avg


@held_out(
    "rmsprop_step",
    kind="adds up all squares (AdaGrad): beta is not used, nothing fades",
    source="written",
)
def rmsprop_step_sum_of_squares(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params = {}
    cache = {}
    for key in params:
        cache[key] = sq_avg[key] + grads[key] ** 2
        new_params[key] = params[key] - lr * grads[key] / (np.sqrt(cache[key]) + eps)
    return new_params, cache


@held_out(
    "adam_step",
    kind="stores the corrected m and v, so they are corrected again next time",
    source="written",
)
def adam_step_hats_kept(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    for key in params:
        m[key] = beta1 * m[key] + (1 - beta1) * grads[key]
        v[key] = beta2 * v[key] + (1 - beta2) * grads[key] ** 2
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        params[key] = params[key] - lr * m[key] / (np.sqrt(v[key]) + eps)
    return params, m, v


@held_out(
    "adam_step",
    kind="raises t inside the function, for each key: too late a correction",
    source="written",
)
def adam_step_counts_t_itself(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = {}, {}, {}
    for name in params:
        t += 1
        g = grads[name]
        new_m[name] = beta1 * m[name] + (1 - beta1) * g
        new_v[name] = beta2 * v[name] + (1 - beta2) * (g * g)
        m_hat = new_m[name] / (1 - np.power(beta1, t))
        v_hat = new_v[name] / (1 - np.power(beta2, t))
        new_params[name] = params[name] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_params, new_m, new_v


@held_out("adam_step", kind="no bias correction: uses m and v as they are", source="written")
def adam_step_no_hats(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    for k, g in grads.items():
        m[k] = beta1 * m[k] + (1 - beta1) * g
        v[k] = beta2 * v[k] + (1 - beta2) * g**2
        params[k] = params[k] - lr * m[k] / (v[k] ** 0.5 + eps)
    return params, m, v


@held_out("adam_step", kind="beta * t instead of beta ** t in the correction", source="written")
def adam_step_beta_times_t(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def correct(mean, beta):
        return mean / (1 - beta * t)

    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in params}
    params = {
        k: params[k] - lr * correct(m[k], beta1) / (np.sqrt(correct(v[k], beta2)) + eps)
        for k in params
    }
    return params, m, v


@held_out(
    "adam_step",
    kind="v is the running mean of m squared, not of the squared gradient",
    source="written",
)
def adam_step_v_from_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    out = {}
    for key in params.keys():
        m[key] = beta1 * m[key] + (1 - beta1) * grads[key]
        v[key] = beta2 * v[key] + (1 - beta2) * m[key] ** 2
        mhat = m[key] / (1 - beta1**t)
        vhat = v[key] / (1 - beta2**t)
        out[key] = params[key] - lr * mhat / (np.sqrt(vhat) + eps)
    return out, m, v


@held_out(
    "adam_step",
    kind="copied line: v_hat is corrected with beta1 instead of beta2",
    source="written",
)
def adam_step_beta1_twice(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    for key in params:
        grad = grads[key]

        # first moment
        first = beta1 * m[key] + (1 - beta1) * grad
        first_hat = first / (1 - beta1**t)

        # second moment
        second = beta2 * v[key] + (1 - beta2) * grad**2
        second_hat = second / (1 - beta1**t)

        m[key] = first
        v[key] = second
        params[key] = params[key] - lr * first_hat / (np.sqrt(second_hat) + eps)
    return params, m, v


@held_out(
    "step_decay",
    kind="lowers the rate only in epochs divisible by every, and back after that",
    source="written",
)
def step_decay_only_in_that_epoch(lr, epoch, drop=0.5, every=10):
    if epoch > 0 and epoch % every == 0:
        lr = lr * drop
    return lr


@held_out(
    "step_decay",
    kind="takes drop as the share lost: (1 - drop) to the power",
    source="written",
)
def step_decay_share_lost(lr, epoch, drop=0.5, every=10):
    times = epoch // every
    for _ in range(times):
        lr = lr - lr * drop
    return lr


@held_out(
    "step_decay",
    kind="multiplies by the number of drops instead of a power",
    source="written",
)
def step_decay_times_not_power(lr, epoch, drop=0.5, every=10):
    n_drops = epoch // every
    if n_drops == 0:
        return lr
    return lr * drop * n_drops
