"""Wrong answers to the neuron's exercises."""

WRONG = {
    "weighted_sum": {
        "only the first input": "return x[0] * w[0] + b",
        "last input left out": "return sum(x[i] * w[i] for i in range(len(x) - 1)) + b",
        "times the bias": "return np.sum(x * w) * b",
        "bias times weight": "return np.sum(x * w) + b * w[0]",
        "product of all": "return np.prod(x * w) + b",
        "inputs alone": "return np.sum(x) + b",
        "sizes only": "return np.sum(np.abs(x * w)) + b",
        "outer product": "return np.sum(np.outer(x, w)) + b",
        "largest": "return np.max(x * w) + b",
        "in a list": "return [x @ w + b]",
        "printed": "print(x @ w + b)",
        "rounded": "return round(float(x @ w + b), 2)",
        "changes w": """
    w *= x
    return w.sum() + b""",
    },
    "perceptron": {
        "always fires": "return 1",
        "never fires": "return 0",
        "threshold one": "return int(x @ w + b > 1)",
        "inputs alone": "return int(np.sum(x) + b > 0)",
        "each product": "return (x * w + b > 0).astype(int)",
        "any": "return int(np.any(x * w + b > 0))",
        "mean of the products": "return int(np.mean(x * w) + b > 0)",
        "bias in every term": "return int(np.sum(x * w + b) > 0)",
        "not zero": "return int(x @ w + b != 0)",
        "text": "return 'fires' if x @ w + b > 0 else 'silent'",
    },
    "dense": {
        "bias before": "return (X + b[0]) @ W",
        "element by element": "return X[:, :1] * W[:1] + b",
        "bias of units to samples": "return X @ W + b[: 1] * np.arange(len(X))[:, None]",
        "first sample only": "return X[0] @ W + b",
        "summed over samples": "return np.sum(X @ W, axis=0) + b",
        "mean bias": "return X @ W + np.mean(b)",
        "bias twice": "return X @ W + 2 * b",
        "last row missing": "return (X @ W + b)[:-1]",
        "sigmoid": "return 1 / (1 + np.exp(-(X @ W + b)))",
        "divided by inputs": "return X @ W / X.shape[1] + b",
        "bias reversed": "return X @ W + b[::-1]",
        "swapped product": "return W @ X + b",
        "changes b": """
    Z = X @ W + b
    b -= 1
    return Z""",
    },
    "merge_linear": {
        "weights only": "return W1 @ W2",
        "swapped pair": "return b1 @ W2 + b2, W1 @ W2",
        "bias subtracted": "return W1 @ W2, b1 @ W2 - b2",
        "second bias lost": "return W1 @ W2, b1 @ W2",
        "first bias alone": "return W1 @ W2, b1",
        "W transposed": "return (W1 @ W2).T, b1 @ W2 + b2",
        "W2 transposed": "return W1 @ W2.T, b1 @ W2.T + b2",
        "bias through both": "return W1 @ W2, b1 @ W2 + b2 @ W2",
        "bias in the weights": "return W1 @ W2 + b2, b1 @ W2 + b2",
        "relu between": "return np.maximum(0, W1) @ W2, np.maximum(0, b1) @ W2 + b2",
        "second layer": "return W2, b2",
        "three things": "return W1 @ W2, b1 @ W2, b2",
    },
}

OTHER_WAYS = {
    "weighted_sum/last-product-only": [
        """
    for i in range(len(x)):
        z = x[i] * w[i]
    return z + b"""
    ],
    "perceptron/plus-minus-one": [
        "return np.sign(x @ w + b)",
        "return -1 if x @ w + b <= 0 else 1",
    ],
    "perceptron/inverted": ["return 0 if x @ w + b > 0 else 1", "return int(x @ w + b < 0)"],
    "perceptron/at-least-zero": ["return 0 if x @ w + b < 0 else 1"],
    "perceptron/minus-bias": ["return int(x @ w > b)"],
    "perceptron/threshold-half": ["return int(np.round(x @ w + b) > 0)"],
    "dense/w-transposed": ["return np.dot(X, W.transpose()) + b"],
    "dense/output-transposed": ["return W.T @ X.T + b[:, None]"],
    "merge_linear/order-reversed": ["return np.dot(W2, W1), np.dot(b1, W2) + b2"],
}
"""Other ways to make a known mistake, which do something else at the threshold or fail elsewhere."""
