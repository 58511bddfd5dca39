"""Wrong answers to the optimizers."""

WRONG = {
    "minibatches": {
        "deals nothing": "return []",
        "deals nothing, by None": "print(rng.permutation(len(X)))",
        "one batch only": """
    for i in range(0, len(X), batch_size):
        order = rng.permutation(len(X))
        return [(X[order[i : i + batch_size]], y[order[i : i + batch_size]])]""",
        "draws with replacement": """
    rows = rng.integers(0, len(X), len(X))
    return [(X[rows[i : i + batch_size]], y[rows[i : i + batch_size]]) for i in range(0, len(X), batch_size)]""",
        "a new draw for each batch": """
    out = []
    for i in range(0, len(X), batch_size):
        rows = rng.choice(len(X), min(batch_size, len(X) - i), replace=False)
        out.append((X[rows], y[rows]))
    return out""",
        "all X, then all y": """
    order = rng.permutation(len(X))
    cuts = range(0, len(X), batch_size)
    return [X[order[i : i + batch_size]] for i in cuts], [y[order[i : i + batch_size]] for i in cuts]""",
        "labels flattened": """
    o = rng.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]].ravel()) for i in range(0, len(X), batch_size)]""",
        "labels not shuffled": """
    o = rng.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]""",
        "order of the batches alone": """
    batches = [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return [batches[i] for i in rng.permutation(len(batches))]""",
        "shuffled within each batch": """
    out = []
    for i in range(0, len(X), batch_size):
        rows = i + rng.permutation(min(batch_size, len(X) - i))
        out.append((X[rows], y[rows]))
    return out""",
        "NumPy's global generator": """
    o = np.random.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]]) for i in range(0, len(X), batch_size)]""",
        "even pieces": """
    o = np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size))
    return [(X[rows], y[rows]) for rows in o]""",
        "batch_size batches": """
    o = np.array_split(rng.permutation(len(X)), min(batch_size, len(X)))
    return [(X[rows], y[rows]) for rows in o]""",
        "one sample too many": """
    o = rng.permutation(len(X))
    return [(X[o[i : i + batch_size + 1]], y[o[i : i + batch_size + 1]]) for i in range(0, len(X), batch_size)]""",
        "one sample too few": """
    o = rng.permutation(len(X) - 1)
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]]) for i in range(0, len(X), batch_size)]""",
        "row numbers instead of rows": """
    o = rng.permutation(len(X))
    return [o[i : i + batch_size] for i in range(0, len(X), batch_size)]""",
        "both shuffled in place, alike": """
    o = rng.permutation(len(X))
    X[:], y[:] = X[o], y[o]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]""",
    },
    "sgd_step": {
        "scales the gradient in place": """
    for k in params:
        grads[k] *= lr
        params[k] = params[k] - grads[k]
    return params""",
        "returns the step": "return {k: -lr * grads[k] for k in params}",
        "from the gradient": "return {k: grads[k] - lr * params[k] for k in params}",
        "a rate of its own": "return {k: params[k] - 0.1 * grads[k] for k in params}",
        "returns a list": "return [params[k] - lr * grads[k] for k in params]",
        "changes its input and returns nothing": """
    for k in params:
        params[k] -= lr * grads[k]""",
        "by the sign of the gradient": "return {k: params[k] - lr * np.sign(grads[k]) for k in params}",
        "averages the bias gradient": """
    return {k: params[k] - lr * (grads[k].mean() if k[0] == "b" else grads[k]) for k in params}""",
        "leaves out the last": """
    for k in list(params)[:-1]:
        params[k] = params[k] - lr * grads[k]
    return params""",
    },
    "momentum_step": {
        "steps with the old velocity": """
    new = {k: params[k] - lr * velocity[k] for k in params}
    return new, {k: beta * velocity[k] + grads[k] for k in params}""",
        "lr in the velocity": """
    v = {k: beta * velocity[k] + lr * grads[k] for k in params}
    return {k: params[k] - v[k] for k in params}, v""",
        "a negative velocity": """
    v = {k: beta * velocity[k] - lr * grads[k] for k in params}
    return {k: params[k] + v[k] for k in params}, v""",
        "returns params alone": """
    velocity = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * velocity[k] for k in params}""",
        "its own beta": """
    v = {k: 0.9 * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v""",
        "another default": """
def momentum_step(params, grads, velocity, lr, beta=0.99):
    v = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v""",
        "looks ahead": """
    v = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * (grads[k] + beta * v[k]) for k in params}, v""",
        "returns in the loop": """
    p, v = {}, {}
    for k in params:
        v[k] = beta * velocity[k] + grads[k]
        p[k] = params[k] - lr * v[k]
        return p, v""",
        "adds up in grads": """
    for k in params:
        grads[k] += beta * velocity[k]
        params[k] -= lr * grads[k]
    return params, grads""",
    },
    "rmsprop_step": {
        "divides by the old mean": """
    new = {k: params[k] - lr * grads[k] / (np.sqrt(sq_avg[k]) + eps) for k in params}
    return new, {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}""",
        "without parentheses": """
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] / np.sqrt(s[k]) + eps for k in params}, s""",
        "uphill": """
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] + lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s""",
        "multiplies by the root": """
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] * (np.sqrt(s[k]) + eps) for k in params}, s""",
        "another default eps": """
def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-7):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s""",
        "keeps the old mean": """
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, sq_avg""",
        "one mean for an array": """
    s = {k: beta * sq_avg[k] + (1 - beta) * np.mean(grads[k] ** 2) for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s""",
        "squares grads in place": """
    for k in params:
        g = grads[k].copy()
        grads[k] **= 2
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * grads[k]
        params[k] = params[k] - lr * g / (np.sqrt(sq_avg[k]) + eps)
    return params, sq_avg""",
    },
    "adam_step": {
        "corrects with t + 1": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v""",
        "corrects both with beta1": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c = 1 - beta1**t
    return {k: params[k] - lr * m[k] / c / (np.sqrt(v[k] / c) + eps) for k in m}, m, v""",
        "corrects m alone in v's place": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    return {k: params[k] - lr * m[k] / (np.sqrt(v[k] / (1 - beta2**t)) + eps) for k in m}, m, v""",
        "steps with the gradient": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    v_hat = {k: v[k] / (1 - beta2**t) for k in v}
    return {k: params[k] - lr * grads[k] / (np.sqrt(v_hat[k]) + eps) for k in m}, m, v""",
        "squares m": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * m[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v""",
        "without eps": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / np.sqrt(v[k] / c2) for k in m}, m, v""",
        "the faster form without its root": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    rate = lr * (1 - beta2**t) / (1 - beta1**t)
    return {k: params[k] - rate * m[k] / (np.sqrt(v[k]) + eps) for k in m}, m, v""",
        "the faster form with eps in the root": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return {k: params[k] - rate * m[k] / np.sqrt(v[k] + eps) for k in m}, m, v""",
        "a default rate of 0.01": """
def adam_step(params, grads, m, v, t, lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v""",
        "returns v before m": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, v, m""",
        "counts its own calls": """
calls = [0]
def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    calls[0] += 1
    t = calls[0]
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v""",
        "is momentum": """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    return {k: params[k] - lr * m[k] / (1 - beta1**t) for k in m}, m, v""",
    },
    "step_decay": {
        "to the power of every": "return lr * drop**every",
        "by division": "return lr / drop ** (epoch // every)",
        "one epoch late": "return lr * drop ** (max(epoch - 1, 0) // every)",
        "by 1 - drop": "return lr * (1 - drop) ** (epoch // every)",
        "every and epoch swapped": "return lr * drop ** (every // epoch) if epoch else lr",
        "rounds": "return lr * drop ** round(epoch / every)",
        "fixed to ten epochs": "return lr * drop ** (epoch // 10)",
        "fixed to one half": "return lr * 0.5 ** (epoch // every)",
        "by subtraction": "return lr - drop * (epoch // every)",
    },
}

OTHER_WAYS = {
    "momentum_step/order-swapped": [
        """
    for k in params:
        velocity[k] = beta * velocity[k] + grads[k]
        params[k] = params[k] - lr * velocity[k]
    return velocity, params"""
    ],
    "rmsprop_step/order-swapped": [
        """
    for k in params:
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        params[k] = params[k] - lr * grads[k] / (np.sqrt(sq_avg[k]) + eps)
    return sq_avg, params"""
    ],
    "step_decay/at-multiples-only": [
        """
    if epoch % every == 0:
        lr = lr * drop
    return lr"""
    ],
    "step_decay/at-later-multiples-only": [
        "return lr * drop if epoch and epoch % every == 0 else lr"
    ],
    "minibatches/own-seed": [
        """
    np.random.seed(42)
    o = np.random.permutation(len(X))
    return [(X[o[i : i + batch_size]], y[o[i : i + batch_size]]) for i in range(0, len(X), batch_size)]"""
    ],
    "minibatches/empty-tail": [
        """
    o = rng.permutation(len(X))
    for b in range(len(X) // batch_size + 1):
        yield X[o[b * batch_size :][:batch_size]], y[o[b * batch_size :][:batch_size]]"""
    ],
    "minibatches/drops-last": [
        """
    o = rng.permutation(len(X))
    for i in range(0, len(X) - batch_size + 1, batch_size):
        yield X[o[i : i + batch_size]], y[o[i : i + batch_size]]"""
    ],
    "minibatches/shuffled-separately": [
        """
    rng.shuffle(X)
    rng.shuffle(y)
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]"""
    ],
    "sgd_step/first-only": [
        """
    new = {}
    for k in params:
        new[k] = params[k] - lr * grads[k]
        return new"""
    ],
    "sgd_step/weights-only": [
        'return {k: params[k] - lr * grads[k] for k in params if k.startswith("W")}'
    ],
    "sgd_step/old-params-returned": [
        """
    new = {k: params[k] - lr * grads[k] for k in params}
    return params"""
    ],
    "rmsprop_step/eps-inside": [
        """
    for k, g in grads.items():
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * g * g
        params[k] = params[k] - lr * g * (sq_avg[k] + eps) ** -0.5
    return params, sq_avg"""
    ],
    "adam_step/beta-times-t": [
        """
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1, c2 = 1 - beta1 * t, 1 - beta2 * t
    return {k: params[k] - lr * m[k] / c1 / (np.sqrt(v[k] / c2) + eps) for k in m}, m, v"""
    ],
}
