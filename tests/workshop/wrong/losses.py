"""Wrong answers to the losses."""

WRONG = {
    "mse": {
        "root of each": "return np.mean(np.sqrt((y_true - y_pred) ** 2) ** 3)",
        "divided by one less": "return np.sum((y_true - y_pred) ** 2) / (y_true.size - 1)",
        "squares apart": "return np.mean(y_true**2 - y_pred**2)",
        "sum of both": "return np.mean((y_true + y_pred) ** 2)",
        "prediction alone": "return np.mean(y_pred**2)",
        "relative": "return np.mean(((y_true - y_pred) / y_true) ** 2)",
        "twice": "return 2 * np.mean((y_true - y_pred) ** 2)",
        "negative": "return -np.mean((y_true - y_pred) ** 2)",
        "median": "return np.median((y_true - y_pred) ** 2)",
        "largest": "return np.max((y_true - y_pred) ** 2)",
        "variance": "return np.var(y_true - y_pred)",
        "one for each column": "return np.mean((y_true - y_pred) ** 2, axis=0)",
        "rounded": "return np.round(np.mean((y_true - y_pred) ** 2), 3)",
        "changes y_pred": """
    y_pred -= y_true
    return np.mean(y_pred**2)""",
    },
    "log_likelihood": {
        "negative class alone": "return np.sum((1 - y_true) * np.log(1 - y_pred))",
        "both halves for all": "return np.sum(np.log(y_pred) + np.log(1 - y_pred))",
        "minus between": "return np.sum(y_true * np.log(y_pred) - (1 - y_true) * np.log(1 - y_pred))",
        "log of the wrong one": "return np.sum(y_true * np.log(1 - y_pred) + (1 - y_true) * np.log(y_pred))",
        "one minus log": "return np.sum(y_true * np.log(y_pred) + (1 - y_true) * (1 - np.log(y_pred)))",
        "base ten": "return np.sum(y_true * np.log10(y_pred) + (1 - y_true) * np.log10(1 - y_pred))",
        "likelihood of the sum": "return np.log(np.sum(y_true * y_pred + (1 - y_true) * (1 - y_pred)))",
        "not added": "return y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)",
        "no labels": "return np.sum(np.log(y_pred))",
        "clipped at a tenth": """
    p = np.clip(y_pred, 0.1, 0.9)
    return np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        "printed": "print(np.sum(np.log(np.where(y_true == 1, y_pred, 1 - y_pred))))",
    },
    "bce": {
        "minus on one half": """
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return np.mean(-y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        "other class": """
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -np.mean((1 - y_true) * np.log(p) + y_true * np.log(1 - p))""",
        "squared error": "return np.mean((y_true - y_pred) ** 2)",
        "absolute error": "return np.mean(np.abs(y_true - y_pred))",
        "median": "return -np.median(np.log(np.clip(np.where(y_true == 1, y_pred, 1 - y_pred), 1e-15, 1)))",
        "twice": """
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -2 * np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        "not averaged": """
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        "log of one plus": """
    return -np.mean(y_true * np.log1p(y_pred) + (1 - y_true) * np.log1p(1 - y_pred))""",
        "errors at the ends cost nothing": """
    with np.errstate(all='ignore'):
        a = np.where(y_pred > 0, np.log(y_pred), 0)
        b = np.where(y_pred < 1, np.log(1 - y_pred), 0)
    return -np.mean(y_true * a + (1 - y_true) * b)""",
        "nan to number": """
    with np.errstate(all='ignore'):
        a, b = np.nan_to_num(np.log(y_pred)), np.nan_to_num(np.log(1 - y_pred))
    return -np.mean(y_true * a + (1 - y_true) * b)""",
        "column of one number": """
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return [float(-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)))]""",
        "changes y_pred": """
    y_pred[y_pred < 1e-12] = 1e-12
    y_pred[y_pred > 1 - 1e-12] = 1 - 1e-12
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))""",
    },
    "bce_grad": {
        "first missing": "return (1 - y_true) / (1 - y_pred) / y_pred.size",
        "logarithms": "return -(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)) / y_pred.size",
        "summed": "return np.sum(-y_true / y_pred + (1 - y_true) / (1 - y_pred)) / y_pred.size",
        "half": "return (-y_true / y_pred + (1 - y_true) / (1 - y_pred)) / y_pred.size / 2",
        "times n": "return (-y_true / y_pred + (1 - y_true) / (1 - y_pred)) * y_pred.size",
        "flattened": "return ((-y_true / y_pred + (1 - y_true) / (1 - y_pred)) / y_pred.size).ravel()",
        "squared error": "return 2 * (y_pred - y_true) / y_pred.size",
        "denominators swapped": "return (-y_true / (1 - y_pred) + (1 - y_true) / y_pred) / y_pred.size",
        "times p(1-p)": "return (y_pred - y_true) * y_pred * (1 - y_pred) / y_pred.size",
        "log in the denominator": "return (-y_true / np.log(y_pred) + (1 - y_true) / np.log(1 - y_pred)) / y_pred.size",
    },
    "bce_from_logits": {
        "no logarithm": "return np.mean(np.maximum(z, 0) - y_true * z)",
        "sum": "return np.sum(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(-np.abs(z))))",
        "no maximum": "return np.mean(-y_true * z + np.log1p(np.exp(-np.abs(z))))",
        "minimum": "return np.mean(np.minimum(z, 0) - y_true * z + np.log1p(np.exp(-np.abs(z))))",
        "absolute missing": "return np.mean(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(-z)))",
        "labels missing": "return np.mean(np.maximum(z, 0) - z + np.log1p(np.exp(-np.abs(z))))",
        "one is twice there": "return np.mean(np.maximum(z, 0) - y_true * z + np.log1p(1 + np.exp(-np.abs(z))))",
        "negative": "return -np.mean(np.logaddexp(0, z) - y_true * z)",
        "global maximum": "return np.mean(np.max(z) - y_true * z + np.log1p(np.exp(-np.abs(z))))",
        "squared error": "return np.mean((1 / (1 + np.exp(-z)) - y_true) ** 2)",
        "swapped": "return np.mean(np.logaddexp(0, y_true) - y_true * z)",
    },
    "bce_from_logits_grad": {
        "slope of the sigmoid": """
    p = 1 / (1 + np.exp(-z))
    return (p - y_true) * p * (1 - p) / z.size""",
        "with respect to p": """
    p = 1 / (1 + np.exp(-z))
    return (-y_true / p + (1 - y_true) / (1 - p)) / z.size""",
        "sum of both": "return (1 / (1 + np.exp(-z)) + y_true) / z.size",
        "falling sigmoid": "return (1 / (1 + np.exp(z)) - y_true) / z.size",
        "tanh": "return (np.tanh(z) - y_true) / z.size",
        "labels missing": "return 1 / (1 + np.exp(-z)) / z.size",
        "one number": "return np.mean(1 / (1 + np.exp(-z)) - y_true)",
        "rounded probability": "return (np.round(1 / (1 + np.exp(-z))) - y_true) / z.size",
        "twice": "return 2 * (1 / (1 + np.exp(-z)) - y_true) / z.size",
        "sigmoid of the difference": "return 1 / (1 + np.exp(-(z - y_true))) / z.size",
    },
    "softmax": {
        "sigmoid": "return 1 / (1 + np.exp(-Z))",
        "not divided": "return np.exp(Z - Z.max(axis=1, keepdims=True))",
        "divided by the maximum": """
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.max(axis=1, keepdims=True)""",
        "mean": """
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.mean(axis=1, keepdims=True)""",
        "minus in the exponent": """
    e = np.exp(-(Z - Z.min(axis=1, keepdims=True)))
    return e / e.sum(axis=1, keepdims=True)""",
        "base two": """
    e = 2.0 ** (Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)""",
        "hard": "return (Z == Z.max(axis=1, keepdims=True)).astype(float)",
        "log softmax": "return Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)",
        "squared": """
    e = np.exp(Z - Z.max(axis=1, keepdims=True)) ** 2
    return e / e.sum(axis=1, keepdims=True)""",
        "clipped scores": """
    e = np.exp(np.clip(Z, -500, 500))
    return e / e.sum(axis=1, keepdims=True)""",
        "first row alone": """
    e = np.exp(Z[0] - Z[0].max())
    return e / e.sum()""",
        "transposed": """
    e = np.exp(Z.T - Z.max(axis=1))
    return e / e.sum(axis=0)""",
        "changes Z": """
    Z -= Z.max(axis=1, keepdims=True)
    e = np.exp(Z)
    return e / e.sum(axis=1, keepdims=True)""",
    },
    "cross_entropy": {
        "columns": "return -np.sum(Y_true * np.log(np.clip(Y_pred, 1e-15, 1))) / Y_true.shape[1]",
        "both halves": """
    p = np.clip(Y_pred, 1e-15, 1 - 1e-15)
    return -np.sum(Y_true * np.log(p) + (1 - Y_true) * np.log(1 - p)) / len(p)""",
        "one for each sample": "return -np.sum(Y_true * np.log(np.clip(Y_pred, 1e-15, 1)), axis=1)",
        "all classes": "return -np.sum(np.log(np.clip(Y_pred, 1e-15, 1))) / len(Y_true)",
        "log of the mean": "return -np.log(np.mean(np.clip(Y_pred[Y_true == 1], 1e-15, 1)))",
        "no logarithm": "return -np.sum(Y_true * Y_pred) / len(Y_true)",
        "error rate": "return np.mean(Y_true.argmax(axis=1) != Y_pred.argmax(axis=1))",
        "base two": "return -np.sum(Y_true * np.log2(np.clip(Y_pred, 1e-15, 1))) / len(Y_true)",
        "first class": "return -np.mean(np.log(np.clip(Y_pred[:, 0], 1e-15, 1)))",
        "errors at the end cost nothing": """
    with np.errstate(all='ignore'):
        logs = np.where(Y_pred > 0, np.log(Y_pred), 0)
    return -np.sum(Y_true * logs) / len(Y_true)""",
        "softmax again": """
    e = np.exp(Y_pred)
    return -np.sum(Y_true * np.log(e / e.sum(axis=1, keepdims=True))) / len(Y_true)""",
        "squared error": "return np.mean(np.sum((Y_true - Y_pred) ** 2, axis=1))",
        "changes Y_pred": """
    Y_pred += 1e-12
    return -np.sum(Y_true * np.log(Y_pred)) / len(Y_true)""",
    },
}

OTHER_WAYS = {
    "mse/mean-over-rows": [
        "return np.sum((y_true - y_pred) ** 2) / y_true.shape[0]",
        "return np.linalg.norm(y_true - y_pred) ** 2 / len(y_pred)",
    ],
    "bce/mean-over-rows": [
        """
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / len(y_true)""",
        "return -log_likelihood(y_true, np.clip(y_pred, 1e-7, 1 - 1e-7)) / y_pred.shape[0]",
        "return -log_likelihood(y_true, y_pred) / len(y_true)",
    ],
    "bce_grad/mean-over-rows": [
        "return (-y_true / y_pred + (1 - y_true) / (1 - y_pred)) / len(y_pred)",
        "return np.where(y_true == 1, -1 / y_pred, 1 / (1 - y_pred)) / y_true.shape[0]",
    ],
    "bce_from_logits/mean-over-rows": [
        "return np.sum(np.logaddexp(0, z) - y_true * z) / len(z)",
        "return np.sum(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(-abs(z)))) / z.shape[0]",
    ],
    "bce_from_logits_grad/mean-over-rows": [
        "return (1 / (1 + np.exp(-z)) - y_true) / len(z)",
        "return (1 / (1 + np.exp(-z)) - y_true) / y_true.shape[0]",
    ],
    "bce_from_logits/minus-missing": [
        "return np.mean(np.maximum(z, 0) - y_true * z + np.log(1 + np.exp(abs(z))))"
    ],
    "bce_grad/minus-between": [
        "return -(y_true / y_pred + (1 - y_true) / (1 - y_pred)) / y_pred.size"
    ],
    "bce/mean-of-one-half": [
        """
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    return -(y_true * np.log(p)).mean() - (-(1 - y_true) * np.log(1 - p))"""
    ],
    "mse/ravel-broadcast": [
        "return np.mean((y_true - np.squeeze(y_pred)) ** 2)",
        "return ((y_pred - y_true[:, 0]) ** 2).mean()",
        "return np.mean((y_true.flatten() - y_pred) ** 2)",
    ],
    "bce/swapped-arguments": [
        "return -np.mean(y_pred * np.log(y_true) + (1 - y_pred) * np.log(1 - y_true))",
        """
    t = np.clip(y_true, 1e-7, 1 - 1e-7)
    return -np.mean(y_pred * np.log(t) + (1 - y_pred) * np.log(1 - t))""",
        "return -np.mean(y_pred * np.log(y_true + 1e-9) + (1 - y_pred) * np.log(1 - y_true + 1e-9))",
    ],
    "bce/nan-at-zero": [
        "return -np.mean(np.log(np.where(y_true == 1, y_pred, 1 - y_pred)))",
        "return -np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)) / y_true.size",
        "return -log_likelihood(y_true, y_pred) / y_true.size",
    ],
    "bce/clip-too-strong": [
        """
    p = np.clip(y_pred, 1e-3, 1 - 1e-3)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        """
    p = np.clip(y_pred, 1e-5, 1 - 1e-5)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        """
    p = np.clip(y_pred, 0.1, 0.9)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
    ],
    "bce/sum": ["return -log_likelihood(y_true, np.clip(y_pred, 1e-15, 1 - 1e-15))"],
    "bce/no-minus": ["return np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))"],
    "bce/log10": ["return -np.mean(np.log10(np.where(y_true == 1, y_pred, 1 - y_pred)))"],
    "bce/positive-only": ["return -np.mean(y_true * np.log(y_pred))"],
    "bce_from_logits/through-probability": [
        """
    p = 1 / (1 + np.exp(-z))
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        """
    p = np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
        """
    p = 1 / (1 + np.exp(-z))
    return -np.mean(np.log(np.where(y_true == 1, p, 1 - p)))""",
        """
    z = np.clip(z, -20, 20)
    return np.mean(np.logaddexp(0, z) - y_true * z)""",
    ],
    "bce_from_logits/naive-log1p": [
        "return np.mean(np.log1p(np.exp(z)) - y_true * z)",
        "return np.mean(np.log(1 + np.exp(-z)) + (1 - y_true) * z)",
    ],
    "bce_from_logits/z-as-probability": [
        "return -np.mean(y_true * np.log(z) + (1 - y_true) * np.log(1 - z))",
        """
    p = np.clip(z, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))""",
    ],
    "softmax/no-keepdims": [
        "return np.exp(Z) / np.exp(Z).sum(axis=1)",
        """
    e = np.exp(Z - Z.max(axis=1))
    return e / e.sum(axis=1)""",
    ],
    "softmax/global-sum": ["return np.exp(Z) / np.sum(np.exp(Z))"],
    "softmax/axis-0": ["return np.exp(Z) / np.sum(np.exp(Z), axis=0)"],
    "cross_entropy/swapped-arguments": [
        "return -np.sum(Y_pred * np.log(Y_true + 1e-9)) / len(Y_true)"
    ],
    "cross_entropy/mean-over-entries": ["return -np.mean(Y_true * np.log(Y_pred))"],
    "cross_entropy/nan-at-zero": ["return -np.mean(np.log(Y_pred[Y_true == 1]))"],
    "cross_entropy/clip-too-strong": [
        "return -np.sum(Y_true * np.log(np.clip(Y_pred, 1e-4, 1))) / len(Y_true)"
    ],
}
"""Other ways to make a known mistake: with a clip, with another one, without, or in another order."""
