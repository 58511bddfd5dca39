"""Wrong answers to the exercises of backpropagation."""

from tests.helpers.nearly_right import (
    backward_with,
    forward_with,
    init_params_with,
    numerical_gradient_with,
)

WRONG = {
    "chain_rule": {
        "inner added": "return np.cos(x ** 2) + 2 * x",
        "inner is x": "return x * np.cos(x ** 2)",
        "square of the sine": "return 2 * np.sin(x) * np.cos(x)",
        "cosine squared": "return 2 * x * np.cos(x) ** 2",
        "the function itself": "return np.sin(x ** 2)",
        "cosine of x": "return 2 * x * np.cos(x)",
        "degrees": "return 2 * x * np.cos(np.radians(x ** 2))",
        "rounded": "return np.round(2 * x * np.cos(x ** 2), 3)",
        "one number": "return np.sum(2 * x * np.cos(x ** 2))",
        "sizes only": "return np.abs(2 * x * np.cos(x ** 2))",
        "changes x": "x *= 2\n    return x * np.cos((x / 2) ** 2)",
    },
    "numerical_gradient": {
        "backward difference": numerical_gradient_with(up="old"),
        "sign": numerical_gradient_with(slope="(below - above) / (2 * h)"),
        "own h": "h = 1e-5" + numerical_gradient_with(),
        "no division": numerical_gradient_with(slope="above - below"),
        "sum of both": numerical_gradient_with(slope="(above + below) / (2 * h)"),
        "one number": numerical_gradient_with(gives="gradient.sum()"),
        "flat": numerical_gradient_with(gives="gradient.ravel()"),
        "first axis only": """
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        old = x[i].copy()
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient""",
        "relative step": numerical_gradient_with(up="old * (1 + h)", down="old * (1 - h)"),
        "f of one element": """
    return np.array([(f(v + h) - f(v - h)) / (2 * h) for v in x])""",
        "leaves the last one": """
    gradient = np.zeros(x.shape)
    for i in range(x.size - 1):
        step = np.zeros(x.size)
        step[i] = h
        step = step.reshape(x.shape)
        gradient.ravel()[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient""",
        "returns early": """
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
        return gradient""",
    },
    "relative_error": {
        "minimum": "return np.min(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
        "by a alone": "return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a)))",
        "by the larger": "return np.max(np.abs(a - b) / np.maximum(1e-8, np.maximum(np.abs(a), np.abs(b))))",
        "by the mean": "return np.max(np.abs(a - b) / np.maximum(1e-8, (np.abs(a) + np.abs(b)) / 2))",
        "no sizes above": "return np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
        "worst of each": "return np.max(np.abs(a - b)) / max(1e-8, np.max(np.abs(a) + np.abs(b)))",
        "norms": "return np.linalg.norm(np.subtract(a, b)) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8)",
        "no parentheses": "return np.max(np.abs(a - b) / np.abs(a) + np.abs(b))",
        "floor too high": "return np.max(np.abs(a - b) / np.maximum(1e-2, np.abs(a) + np.abs(b)))",
        "sum": "return np.sum(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
        "percent": "return 100 * np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
    },
    "init_params": {
        "global generator": init_params_with(W1="np.random.randn(n_features, n_hidden) * 0.01"),
        "fixed layer 2": init_params_with(
            W2="np.random.default_rng(1).normal(0, 0.05, (n_hidden, 1))"
        ),
        "biases of one": init_params_with(b1="np.ones(n_hidden)"),
        "random biases": init_params_with(b2="rng.standard_normal(1)"),
        "bias as a row": init_params_with(b1="np.zeros((1, n_hidden))"),
        "flat W2": init_params_with(W2="rng.standard_normal(n_hidden) * np.sqrt(2 / n_hidden)"),
        "W2 of zeros": init_params_with(W2="np.zeros((n_hidden, 1))"),
        "clones": init_params_with(
            W1="np.repeat(rng.standard_normal((n_features, 1)), n_hidden, axis=1) * 0.05"
        ),
        "same for each gene": init_params_with(
            W1="np.tile(rng.standard_normal(n_hidden), (n_features, 1)) * 0.05"
        ),
        "next to nothing": init_params_with(
            W1="rng.standard_normal((n_features, n_hidden)) * 1e-7"
        ),
        "all negative": init_params_with(W1="-rng.random((n_features, n_hidden)) * 0.05"),
        "leaning": init_params_with(W1="rng.uniform(-0.01, 0.05, (n_features, n_hidden))"),
        "no b2": """
    return {"W1": 0.01 * rng.standard_normal((n_features, n_hidden)), "b1": np.zeros(n_hidden),
            "W2": 0.01 * rng.standard_normal((n_hidden, 1))}""",
        "a tuple": """
    return 0.01 * rng.standard_normal((n_features, n_hidden)), np.zeros(n_hidden)""",
        "number for b2": init_params_with(b2="0.0"),
    },
    "forward": {
        "no b1": forward_with(Z1="X @ params['W1']"),
        "minus b1": forward_with(Z1="X @ params['W1'] - params['b1']"),
        "leaky": forward_with(A1="np.where(Z1 > 0, Z1, 0.01 * Z1)"),
        "abs": forward_with(A1="np.abs(Z1)"),
        "one maximum": forward_with(A1="np.maximum(0, Z1.max(axis=0)) + 0 * Z1"),
        "sigmoid rises the wrong way": forward_with(P="1 / (1 + np.exp(Z2))"),
        "tanh output": forward_with(P="np.tanh(Z2)"),
        "relu output": forward_with(P="1 / (1 + np.exp(-np.maximum(0, Z2)))"),
        "sigmoid twice": forward_with(P="1 / (1 + np.exp(-1 / (1 + np.exp(-Z2))))"),
        "softmax of one": forward_with(P="np.exp(Z2) / np.exp(Z2).sum(axis=1, keepdims=True)"),
        "over the batch": forward_with(P="np.exp(Z2) / np.exp(Z2).sum()"),
        "flat": forward_with(P="(1 / (1 + np.exp(-Z2))).ravel()"),
        "b1 in layer 2": forward_with(Z2="A1 @ params['W2'] + params['b1'][0]"),
        "P only": "return 1 / (1 + np.exp(-X @ params['W1'] @ params['W2']))",
        "no Z2": """
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    P = 1 / (1 + np.exp(-(A1 @ params["W2"] + params["b2"])))
    return {"Z1": Z1, "A1": A1, "P": P}""",
        "prints": """
    Z1 = X @ params["W1"] + params["b1"]
    print(Z1)""",
        "bias in place": """
    W1, b1, W2, b2 = params.values()
    Z1 = X @ W1 + b1
    A1 = np.maximum(0, Z1)
    b2 += (A1 @ W2)[0]
    return {"Z1": Z1, "A1": A1, "Z2": A1 @ W2 + b2, "P": A1 @ W2}""",
    },
    "backward": {
        "half": backward_with(dZ2="(cache['P'] - y) / (2 * n)"),
        "logit for probability": backward_with(dZ2="(cache['Z2'] - y) / n"),
        "derivative by P": backward_with(dZ2="((1 - y) / (1 - cache['P']) - y / cache['P']) / n"),
        "mask inverted": backward_with(dZ1="dA1 * (cache['Z1'] < 0)"),
        "leaky mask": backward_with(dZ1="dA1 * np.where(cache['Z1'] > 0, 1, 0.01)"),
        "mask of Z2": backward_with(dZ1="dA1 * (cache['Z2'] > 0)"),
        "times Z1": backward_with(dZ1="dA1 * cache['Z1']"),
        "sigmoid's slope in the middle": backward_with(dZ1="dA1 * cache['A1'] * (1 - cache['A1'])"),
        "W2 forgotten on the way": backward_with(dA1="np.repeat(dZ2, len(params['W2']), axis=1)"),
        "mean over units": backward_with(b1="dZ1.mean(axis=0)"),
        "bias over the wrong axis": backward_with(b1="dZ1.sum(axis=1)"),
        "all bias the same": backward_with(b1="dZ1.sum() * np.ones(dZ1.shape[1])"),
        "number for b2": backward_with(b2="dZ2.sum()"),
        "W1 transposed": backward_with(W1="dZ1.T @ X"),
        "W2 flat": backward_with(W2="(cache['A1'].T @ dZ2).ravel()"),
        "P for A1": backward_with(W2="cache['A1'].T @ cache['P'] / n"),
        "dA1 for dZ1 in b1": backward_with(b1="dA1.sum(axis=0)"),
        "A1 for X": backward_with(W1="(cache['A1'][:, :1] * X).T @ dZ1"),
        "first sample": backward_with(W1="X[:1].T @ dZ1[:1]"),
        "decay added": backward_with(W2="cache['A1'].T @ dZ2 + 0.01 * params['W2']"),
        "n off by one": backward_with(dZ2="(cache['P'] - y) / (n - 1 + (n == 1))"),
        "biases forgotten": """
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "W2": cache["A1"].T @ dZ2}""",
        "names with d": """
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(0), "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(0)}""",
        "a tuple": """
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return X.T @ dZ1, dZ1.sum(0), cache["A1"].T @ dZ2, dZ2.sum(0)""",
        "changes the cache": """
    cache["P"] -= y
    dZ2 = cache["P"] / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(0)}""",
        "weights change": backward_with().replace(
            "return", "params['W1'] -= X.T @ dZ1\n    return"
        ),
    },
}

OTHER_WAYS = {
    "chain_rule/inner-twice": ["return np.cos(x + x) * (x + x)"],
    "chain_rule/inner-without-x": ["return np.cos(x * x) + np.cos(x * x)"],
    "numerical_gradient/x-not-restored": [
        """
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old - h
        below = f(x)
        x[i] = old + h
        gradient[i] = (f(x) - below) / (2 * h)
    return gradient"""
    ],
    "relative_error/no-max": [
        "return np.abs(np.subtract(a, b)) / np.maximum(1e-8, np.add(np.abs(a), np.abs(b)))"
    ],
    "init_params/too-large": [
        init_params_with(W1="rng.standard_normal((n_features, n_hidden))"),
        init_params_with(W1="rng.standard_normal((n_features, n_hidden)) * 2 * n_features"),
    ],
    "forward/relu-in-place": [
        """
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    A1[A1 < 0] = 0
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": 1 / (1 + np.exp(-Z2))}"""
    ],
    "backward/w1-from-da1": [backward_with(W1="X.T @ dA1")],
}
