"""Wrong answers of the second set: batches, optimizers and the learning rate."""

import math

import numpy as np

from autograder.course import held_out

# --- minibatches ---


@held_out(
    "minibatches",
    kind="the smaller rest comes twice: the loop has taken it already",
    source="github.com/martinjedwabny/HandsOnMLTensorflow, aux.py",
)
def minibatches_rest_twice(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    n_batches = len(X) // batch_size
    batches = []
    i = 0
    for i in range(n_batches + 1):
        part = slice(i * batch_size, (i + 1) * batch_size)
        if len(X[part]) > 0:
            batches.append((X[part], y[part]))
    if len(X) % batch_size != 0:
        batches.append((X[i * batch_size :], y[i * batch_size :]))
    return batches


@held_out(
    "minibatches",
    kind="X and y are stacked to one table, and y comes back flat, (n,)",
    source="github.com/martinjedwabny/HandsOnMLTensorflow, aux.py",
)
def minibatches_y_flat(X, y, batch_size, rng):
    data = np.hstack((X, y))
    rng.shuffle(data)
    mini_batches = []
    for start in range(0, data.shape[0], batch_size):
        part = data[start : start + batch_size]
        mini_batches.append((part[:, :-1], part[:, -1]))
    return mini_batches


@held_out(
    "minibatches",
    kind="array_split in n // batch_size parts: the rest makes batches too large",
    source="GitHub text search: nine files",
)
def minibatches_too_few_parts(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    parts = max(1, len(X) // batch_size)
    return list(zip(np.array_split(X[order], parts), np.array_split(y[order], parts)))


@held_out(
    "minibatches",
    kind="two lists come back, one of X and one of y, not one of pairs",
    source="GitHub text search: four files",
)
def minibatches_two_lists(X, y, batch_size, rng):
    order = rng.permutation(X.shape[0])
    X_batches, y_batches = [], []
    for i in range(0, X.shape[0], batch_size):
        X_batches.append(X[order[i : i + batch_size]])
        y_batches.append(y[order[i : i + batch_size]])
    return X_batches, y_batches


@held_out(
    "minibatches",
    kind="a batch ends one row too early, so one sample of each is lost",
    source="GitHub text search: an exercise in debugging",
)
def minibatches_end_too_early(X, y, batch_size, rng):
    shuffled = rng.permutation(len(X))
    batches = []
    start = 0
    while start < len(X):
        end = min(start + batch_size, len(X)) - 1
        rows = shuffled[start:end]
        batches.append((X[rows], y[rows]))
        start += batch_size
    return batches


@held_out(
    "minibatches",
    kind="a window that moves by one row: the batches overlap, and the end is short of one",
    source="GitHub text search: one file",
)
def minibatches_moving_window(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    batches = []
    for i in range(len(X) - batch_size):
        batches.append((X[i : i + batch_size], y[i : i + batch_size]))
    return batches


@held_out("minibatches", kind="return in the loop: the first batch alone", source="written")
def minibatches_first_alone(X, y, batch_size, rng):
    idx = np.arange(len(X))
    rng.shuffle(idx)
    for i in range(0, len(X), batch_size):
        batches = []
        chosen = idx[i : i + batch_size]
        batches.append((X[chosen], y[chosen]))
        return batches


@held_out(
    "minibatches",
    kind="the columns are shuffled, the features, not the samples",
    source="GitHub text search: a classifier of a learner",
)
def minibatches_columns_shuffled(X, y, batch_size, rng):
    order = rng.permutation(X.shape[1])
    X = X[:, order]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


# --- sgd_step ---


@held_out(
    "sgd_step",
    kind="the gradients are looked up as dW1, a name that they do not have here",
    source="GitHub text search: ten files, after the deeplearning.ai courses",
)
def sgd_step_other_names(params, grads, lr):
    new = {}
    for k in params:
        new[k] = params[k] - lr * grads["d" + k]
    return new


@held_out(
    "sgd_step",
    kind="each gradient is scaled to length 1 first",
    source="GitHub text search: two files",
)
def sgd_step_unit_length(params, grads, lr):
    out = {}
    for name, w in params.items():
        g = grads[name]
        out[name] = w - lr * g / np.linalg.norm(g)
    return out


@held_out(
    "sgd_step",
    kind="the new params come back as a list, without their names",
    source="GitHub text search: a network of a learner",
)
def sgd_step_list(params, grads, lr):
    new_parameters = []
    for param, gradient in zip(params.values(), grads.values()):
        param = param - lr * gradient
        new_parameters.append(param)
    return new_parameters


@held_out(
    "sgd_step", kind="lr is multiplied with the weights, not with the gradient", source="written"
)
def sgd_step_rate_on_weights(params, grads, lr):
    updated = {}
    for key in grads:
        updated[key] = lr * params[key] - grads[key]
    return updated


# --- momentum_step ---


@held_out(
    "momentum_step",
    kind="the rate and the minus are in the velocity, which is added to the weights",
    source="GitHub text search: ten files",
)
def momentum_step_rate_in_velocity(params, grads, velocity, lr, beta=0.9):
    new_params, new_velocity = {}, {}
    for k in params:
        new_velocity[k] = beta * velocity[k] - lr * grads[k]
        new_params[k] = params[k] + new_velocity[k]
    return new_params, new_velocity


@held_out(
    "momentum_step",
    kind="the velocity starts from 0 at every call",
    source="GitHub text search: a path planner of a learner",
)
def momentum_step_starts_anew(params, grads, velocity, lr, beta=0.9):
    velocity = {k: np.zeros_like(w) for k, w in params.items()}
    for k in params:
        velocity[k] = beta * velocity[k] + grads[k]
    params = {k: params[k] - lr * velocity[k] for k in params}
    return params, velocity


@held_out("momentum_step", kind="the velocity collects squares of the gradient", source="written")
def momentum_step_of_squares(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * velocity[k] + grads[k] ** 2 for k in grads}
    return {k: params[k] - lr * v[k] for k in params}, v


@held_out(
    "momentum_step",
    kind="+= where = belongs: the whole old velocity stays, and beta times it once more",
    source="GitHub text search: the same slip in an Adam of a learner",
)
def momentum_step_plus_equals(params, grads, velocity, lr, beta=0.9):
    params = {k: w.copy() for k, w in params.items()}
    velocity = {k: v.copy() for k, v in velocity.items()}
    for k in params:
        velocity[k] += beta * velocity[k] + grads[k]
        params[k] -= lr * velocity[k]
    return params, velocity


# --- rmsprop_step ---


@held_out(
    "rmsprop_step",
    kind="no bracket below the fraction: eps is added to the weights",
    source="GitHub text search: an exercise of a learner",
    told=("rmsprop_step/no-eps",),
)
def rmsprop_step_eps_on_weights(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in grads}
    new = {}
    for k in params:
        with np.errstate(divide="ignore", invalid="ignore"):
            new[k] = params[k] - lr * grads[k] / np.sqrt(s[k]) + eps
    return new, s


@held_out(
    "rmsprop_step",
    kind="eps is added to the rate over the root, not to the root",
    source="GitHub text search: a regression of a learner",
    told=("rmsprop_step/no-eps",),
)
def rmsprop_step_eps_on_rate(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    params, sq_avg = dict(params), dict(sq_avg)
    for k, g in grads.items():
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * g**2
        with np.errstate(divide="ignore", invalid="ignore"):
            params[k] = params[k] - (lr / np.sqrt(sq_avg[k]) + eps) * g
    return params, sq_avg


@held_out(
    "rmsprop_step",
    kind="** 1/2 for a root: Python takes the power first, so it is half",
    source="GitHub text search: the same slip in an Adam of a learner",
)
def rmsprop_step_half_for_root(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s, p = {}, {}
    for k in params:
        s[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        p[k] = params[k] - lr * grads[k] / (s[k] ** 1 / 2 + eps)
    return p, s


@held_out(
    "rmsprop_step",
    kind="the mean of squares is corrected for its start, as Adam's is",
    source="written",
)
def rmsprop_step_corrected(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_s = {}
    new_p = {}
    for k in params:
        new_s[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        s_hat = new_s[k] / (1 - beta)
        new_p[k] = params[k] - lr * grads[k] / (np.sqrt(s_hat) + eps)
    return new_p, new_s


@held_out("rmsprop_step", kind="the rate is missing: the scaled gradient alone", source="written")
def rmsprop_step_without_rate(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for k in params:
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * grads[k] * grads[k]
        params[k] = params[k] - grads[k] / (np.sqrt(sq_avg[k]) + eps)
    return params, sq_avg


# --- adam_step ---


@held_out(
    "adam_step",
    kind="m and v are multiplied by 1 - beta^t, where they are divided",
    source="github.com/karpathy/convnetjs, pull request 70",
)
def adam_step_corrections_multiply(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    p, m2, v2 = {}, {}, {}
    for k in params:
        m2[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v2[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = m2[k] * (1 - beta1**t)
        v_hat = v2[k] * (1 - beta2**t)
        p[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return p, m2, v2


@held_out(
    "adam_step",
    kind="t + 1 in the corrections, as for steps that are counted from 0",
    source="GitHub text search: ten files that count from 0",
)
def adam_step_t_plus_one(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    out = {}
    for k in params:
        mh = m[k] / (1 - beta1 ** (t + 1))
        vh = v[k] / (1 - beta2 ** (t + 1))
        out[k] = params[k] - lr * mh / (np.sqrt(vh) + eps)
    return out, m, v


@held_out(
    "adam_step",
    kind="no bracket below the fraction: eps is added to the weights",
    source="GitHub text search: two files",
)
def adam_step_eps_on_weights(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = {}, {}, {}
    for k, g in grads.items():
        new_m[k] = beta1 * m[k] + (1 - beta1) * g
        new_v[k] = beta2 * v[k] + (1 - beta2) * g * g
        m_hat = new_m[k] / (1 - beta1**t)
        v_hat = new_v[k] / (1 - beta2**t)
        with np.errstate(divide="ignore", invalid="ignore"):
            new_params[k] = params[k] - lr * m_hat / np.sqrt(v_hat) + eps
    return new_params, new_m, new_v


@held_out(
    "adam_step",
    kind="no eps: a gradient that has always been 0 is divided by 0",
    source="GitHub text search: four files",
)
def adam_step_without_eps(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    v = {k: beta2 * v[k] + (1 - beta2) * np.square(grads[k]) for k in params}
    new_params = {}
    for k in params:
        m_hat, v_hat = m[k] / (1 - beta1**t), v[k] / (1 - beta2**t)
        with np.errstate(divide="ignore", invalid="ignore"):
            new_params[k] = params[k] - lr * m_hat / np.sqrt(v_hat)
    return new_params, m, v


@held_out(
    "adam_step",
    kind="eps is added to the quotient, inside the bracket of the step",
    source="GitHub text search: one file",
)
def adam_step_eps_on_quotient(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    p, m_new, v_new = {}, {}, {}
    for k in grads:
        m_new[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v_new[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = m_new[k] / (1 - beta1**t)
        v_hat = v_new[k] / (1 - beta2**t)
        with np.errstate(divide="ignore", invalid="ignore"):
            p[k] = params[k] - lr * (m_hat / np.sqrt(v_hat) + eps)
    return p, m_new, v_new


@held_out(
    "adam_step",
    kind="+= where = belongs: the whole old m and v stay in the new ones",
    source="GitHub text search: a regression of a learner",
)
def adam_step_plus_equals(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    params = {k: np.array(w) for k, w in params.items()}
    m = {k: np.array(a) for k, a in m.items()}
    v = {k: np.array(a) for k, a in v.items()}
    for k in params:
        m[k] += beta1 * m[k] + (1 - beta1) * grads[k]
        v[k] += beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        first = m[k] / (1 - beta1**t)
        second = v[k] / (1 - beta2**t)
        params[k] = params[k] - lr * first / (np.sqrt(second) + eps)
    return params, m, v


@held_out(
    "adam_step",
    kind="v goes into the step uncorrected, and without its root",
    source="github.com/every-algorithm/python, adam_optimizer.py",
)
def adam_step_bare_v(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    p = {}
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * (grads[k] * grads[k]) for k in v}
    for k in params:
        m_hat = m[k] / (1 - beta1**t)
        p[k] = params[k] - lr * m_hat / (v[k] + eps)
    return p, m, v


@held_out(
    "adam_step",
    kind="m = v = {}: both names are of one dict, which holds the mean of squares",
    source="GitHub text search: seven files, one of which warns of it",
)
def adam_step_one_dict_for_both(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_m = new_v = {}
    new_params = {}
    for k in params:
        new_m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        new_v[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = new_m[k] / (1 - beta1**t)
        v_hat = new_v[k] / (1 - beta2**t)
        new_params[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_params, new_m, new_v


@held_out("adam_step", kind="m is corrected with beta2", source="written")
def adam_step_m_corrected_with_beta2(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    correction = 1 - beta2**t
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in grads}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in grads}
    new = {
        k: w - lr * (m[k] / correction) / (np.sqrt(v[k] / correction) + eps)
        for k, w in params.items()
    }
    return new, m, v


@held_out(
    "adam_step",
    kind="a look ahead in the step, as Nesterov's: that is Nadam",
    source="GitHub text search: eight files, under the name of Nadam",
)
def adam_step_looks_ahead(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    p, m1, v1 = {}, {}, {}
    for k, g in grads.items():
        m1[k] = beta1 * m[k] + (1 - beta1) * g
        v1[k] = beta2 * v[k] + (1 - beta2) * g**2
        m_hat = m1[k] / (1 - beta1**t)
        v_hat = v1[k] / (1 - beta2**t)
        ahead = beta1 * m_hat + (1 - beta1) * g / (1 - beta1**t)
        p[k] = params[k] - lr * ahead / (np.sqrt(v_hat) + eps)
    return p, m1, v1


@held_out(
    "adam_step",
    kind="** 1/2 for a root: Python takes the power first, so it is half",
    source="GitHub text search: an Adam with weight decay of a learner",
)
def adam_step_half_for_root(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    for k in params:
        m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        params[k] = params[k] - lr * m_hat / (v_hat**1 / 2 + eps)
    return params, m, v


# --- step_decay ---


@held_out(
    "step_decay",
    kind="lr itself is raised to the number of falls: drop is not used",
    source="GitHub text search: five files",
)
def step_decay_rate_raised(lr, epoch, drop=0.5, every=10):
    return lr ** (epoch // every)


@held_out(
    "step_decay",
    kind="each fall multiplies by lr, not by drop",
    source="GitHub text search: three files",
)
def step_decay_falls_by_rate(lr, epoch, drop=0.5, every=10):
    falls = epoch // every
    return lr * (lr**falls)


@held_out(
    "step_decay",
    kind="drop is fixed at 0.1, whatever is handed in",
    source="GitHub text search: ten files, after an example of PyTorch",
)
def step_decay_fixed_drop(lr, epoch, drop=0.5, every=10):
    new_lr = lr * (0.1 ** (epoch // every))
    return new_lr


@held_out(
    "step_decay",
    kind="a cosine that falls from lr to 0 in `every` epochs",
    source="GitHub text search: one file, whose step_decay is a cosine",
)
def step_decay_cosine(lr, epoch, drop=0.5, every=10):
    ratio = min(1.0, epoch / every)
    mult = drop * (1.0 + math.cos(math.pi * ratio))
    return mult * lr


@held_out("step_decay", kind="the quotient is upside down: every // epoch", source="written")
def step_decay_quotient_upside_down(lr, epoch, drop=0.5, every=10):
    n = every // epoch
    return lr * drop**n


@held_out(
    "step_decay", kind="> for >= in the loop: each fall comes one epoch late", source="written"
)
def step_decay_one_epoch_late(lr, epoch, drop=0.5, every=10):
    boundary = every
    while epoch > boundary:
        lr = lr * drop
        boundary += every
    return lr
