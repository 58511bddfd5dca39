"""Wrong answers to the regularization exercises."""

WRONG = {
    "dropout": {
        "drops nothing": "return A, np.ones(A.shape)",
        "only scales": "return A / (1 - p_drop), np.ones(A.shape)",
        "a scaled mask": """
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop) / (1 - p_drop)
    return A * mask, mask""",
        "an inverted mask": """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) < p_drop
    return A * ~mask / (1 - p_drop), mask""",
        "multiplied instead of divided": """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask * (1 - p_drop), mask""",
        "two draws": """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * (rng.random(A.shape) >= p_drop) / (1 - p_drop), mask""",
        "always one half": """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.integers(0, 2, A.shape)
    return A * mask / (1 - p_drop), mask""",
        "whole rows": """
    if not training:
        return A, np.ones(A.shape)
    mask = np.ones(A.shape) * (rng.random((len(A), 1)) >= p_drop)
    return A * mask / (1 - p_drop), mask""",
        "NumPy's global generator": """
    if not training:
        return A, np.ones(A.shape)
    mask = np.random.rand(*A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask""",
        "in place": """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    A *= mask
    A /= 1 - p_drop
    return A, mask""",
        "the wrong way round": """
    if training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask""",
        "zeros as evaluation mask": """
    if not training:
        return A, np.zeros(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask""",
        "None in evaluation": """
    if not training:
        return A, None
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask""",
        "mask first": """
    if not training:
        return np.ones(A.shape), A
    mask = rng.random(A.shape) >= p_drop
    return mask, A * mask / (1 - p_drop)""",
        "the mask alone": "return rng.random(A.shape) >= p_drop",
        "NaN": """
    mask = np.full(A.shape, np.nan)
    return A * mask, mask""",
        "text": 'return "out", "mask"',
        "stops at 0": """
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) / p_drop >= 1) if p_drop else np.zeros(A.shape)
    return A * mask / (1 - p_drop), mask""",
        "scaled by what was kept": """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / mask.mean(), mask""",
    },
    "dropout_grad": {
        "the mask inverted": "return d_out * (1 - mask) / (1 - p_drop)",
        "the mask": "return mask / (1 - p_drop)",
        "summed": "return np.sum(d_out * mask / (1 - p_drop), axis=0)",
        "the kept alone": "return d_out[mask == 1] / (1 - p_drop)",
        "in place": """
    d_out *= mask
    d_out /= 1 - p_drop
    return d_out""",
        "without parentheses": "return d_out * mask / 1 - p_drop",
        "a scaled mask in mind": "return d_out * mask * p_drop",
    },
    "l2_penalty": {
        "biases alone": 'return lam / 2 * sum(np.sum(v**2) for k, v in params.items() if k.startswith("b"))',
        "by the norm": 'return lam / 2 * sum(np.linalg.norm(v) for k, v in params.items() if k.startswith("W"))',
        "first layer alone": 'return lam / 2 * np.sum(params["W1"] ** 2)',
        "two layers at most": """
    W2 = params["W2"] if "W2" in params else 0
    return lam / 2 * (np.sum(params["W1"] ** 2) + np.sum(np.square(W2)))""",
        "squares the sum": 'return lam / 2 * sum(np.sum(v) ** 2 for k, v in params.items() if k.startswith("W"))',
        "without lam": 'return 0.5 * sum(np.sum(v**2) for k, v in params.items() if k.startswith("W"))',
        "not summed": 'return {k: lam / 2 * v**2 for k, v in params.items() if k.startswith("W")}',
        "by lam squared": 'return lam**2 / 2 * sum(np.sum(v**2) for k, v in params.items() if k.startswith("W"))',
        "returned in the loop": """
    total = 0
    for k in params:
        if k.startswith("W"):
            total += lam / 2 * np.sum(params[k] ** 2)
            return total""",
        "nothing": "return 0",
    },
    "l2_grads": {
        "the decay alone": 'return {k: lam * params[k] if k.startswith("W") else 0 * params[k] for k in grads}',
        "without lam": 'return {k: g + params[k] if k.startswith("W") else g for k, g in grads.items()}',
        "biases left out": 'return {k: g + lam * params[k] for k, g in grads.items() if k.startswith("W")}',
        "by the gradient": 'return {k: g + lam * g if k.startswith("W") else g for k, g in grads.items()}',
        "by the squared weights": """
    return {k: g + lam * params[k] ** 2 if k.startswith("W") else g for k, g in grads.items()}""",
        "by the sign": """
    return {k: g + lam * np.sign(params[k]) if k.startswith("W") else g for k, g in grads.items()}""",
        "by the penalty": """
    return {k: g + lam / 2 * np.sum(params[k] ** 2) if k.startswith("W") else g for k, g in grads.items()}""",
        "decays the parameters": 'return {k: w - lam * w if k.startswith("W") else w for k, w in params.items()}',
        "biases alone": 'return {k: g if k.startswith("W") else g + lam * params[k] for k, g in grads.items()}',
        "first layer alone": 'return {k: g + lam * params[k] if k == "W1" else g for k, g in grads.items()}',
        "decays the caller's weights": """
    for k in params:
        if k.startswith("W"):
            params[k] *= lam
    return {k: g + params[k] if k.startswith("W") else g for k, g in grads.items()}""",
    },
    "early_stopping": {
        "stops at a patience of epochs": """
    stop = min(patience, len(val_losses) - 1)
    return stop, int(np.argmin(val_losses[: stop + 1]))""",
        "counts epochs from 1": """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch + 1, best + 1""",
        "returns the number of epochs at the end": """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses), best""",
        "returns the best epoch alone": "return int(np.argmin(val_losses))",
        "looks for the highest loss": """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss > val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch, best""",
        "says the best is where the patience began": """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, epoch - patience
    return epoch, epoch""",
        "stops at the first rise": """
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] >= val_losses[epoch - 1]:
            return epoch, epoch - 1
    return len(val_losses) - 1, len(val_losses) - 1""",
        "starts with a best loss of 0.6": """
    best, best_epoch, waited = 0.6, 0, 0
    for epoch, loss in enumerate(val_losses):
        waited += 1
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        if waited >= patience:
            return epoch, best_epoch
    return epoch, best_epoch""",
        "sorts the caller's losses": """
    val_losses.sort()
    return len(val_losses) - 1, 0""",
    },
}

OTHER_WAYS = {
    "dropout_grad/times-kept": ["return np.where(mask, d_out * (1 - p_drop), 0)"],
    "dropout/one-mask-for-all-rows": [
        """
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape[1]) >= p_drop
    return A * mask / (1 - p_drop), mask"""
    ],
    "dropout/only-out": [
        """
    if not training:
        return A
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask"""
    ],
    "dropout_grad/no-mask": ["return d_out"],
    "l2_penalty/mean": [
        """
    W = np.concatenate([v.ravel() for k, v in params.items() if k.startswith("W")])
    return lam / 2 * np.mean(W**2)"""
    ],
    "l2_penalty/l1": [
        'return lam * sum(np.abs(v).sum() for k, v in params.items() if k.startswith("W"))'
    ],
    "l2_grads/in-place": [
        """
    new = grads
    for k in new:
        if k.startswith("W"):
            new[k] = new[k] + lam * params[k]
    return new""",
        """
    new = dict(grads)
    for k in new:
        if k.startswith("W"):
            new[k] += lam * params[k]
    return new""",
    ],
    "early_stopping/min-improvement": [
        f"""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best] - {least}:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses) - 1, best"""
        for least in ("1e-4", "1e-3", "1e-2", "0.001 * abs(val_losses[best])")
    ],
    "early_stopping/best-loss": [
        """
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch, val_losses[best]"""
    ],
}
