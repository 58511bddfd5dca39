"""Wrong answers to the activations."""

WRONG = {
    "sigmoid": {
        "no exponential": "return 1 / (1 - z)",
        "twice": "return 2 / (1 + np.exp(-z))",
        "base two": "return 1 / (1 + 2.0 ** (-z))",
        "squared": "return 1 / (1 + np.exp(-z)) ** 2",
        "arctan": "return 0.5 + np.arctan(z) / np.pi",
        "hard sigmoid": "return np.clip(0.2 * z + 0.5, 0, 1)",
        "step": "return np.where(z > 0, 1.0, 0.0)",
        "derivative": """
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)""",
        "absolute value": "return 1 / (1 + np.exp(-np.abs(z)))",
        "twice the slope": "return 1 / (1 + np.exp(-2 * z))",
        "sum": "return np.sum(1 / (1 + np.exp(-z)))",
        "flattened": "return np.ravel(1 / (1 + np.exp(-z)))",
        "numbers only": """
    if z > 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))""",
        "math": """
    import math
    return 1 / (1 + math.exp(-z))""",
        "rounded to four": "return np.round(1 / (1 + np.exp(-z)), 4)",
        "clipped at five": "return 1 / (1 + np.exp(-np.clip(z, -5, 5)))",
    },
    "tanh": {
        "sigmoid": "return 1 / (1 + np.exp(-z))",
        "plus above": "return (np.exp(z) + np.exp(-z)) / 2",
        "sinh": "return np.sinh(np.clip(z, -50, 50))",
        "tan": "return np.tan(z)",
        "minus": "return np.tanh(-z)",
        "squared exponent": "return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 2)",
        "no shift": "return 2 * sigmoid(2 * z)",
        "hard": "return np.clip(z, -1, 1)",
        "arctan": "return np.arctan(z) * 2 / np.pi",
        "one exponential": "return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)",
    },
    "relu": {
        "unchanged": "return z",
        "capped at one": "return np.clip(z, 0, 1)",
        "capped at six": "return np.clip(z, 0, 6)",
        "negated": "return np.maximum(0, -z)",
        "from one": "return np.maximum(1, z)",
        "smooth": "return np.log1p(np.exp(z))",
        "kept only": "return np.asarray(z)[np.asarray(z) > 0]",
        "squared": "return np.maximum(0, z) ** 2",
        "whole numbers": "return np.maximum(0, np.asarray(z).astype(int))",
        "minus": "return -np.maximum(0, z)",
        "one below": "return np.where(z > 0, z, -1)",
        "numbers only": "return z if z > 0 else 0",
    },
    "leaky_relu": {
        "minus slope": "return np.where(z > 0, z, -slope * z)",
        "everywhere": "return slope * z",
        "unchanged": "return np.where(z > 0, z, z)",
        "divided": "return np.where(z > 0, z, z / (1 + slope))",
        "sum": "return np.maximum(0, z) + slope * z",
        "exponential": "return np.where(z > 0, z, slope * (np.exp(z) - 1))",
        "absolute": "return np.maximum(np.abs(z), slope * z)",
        "slope ten times": "return np.where(z > 0, z, 10 * slope * z)",
        "positive to one": "return np.where(z > 0, 1, slope * z)",
        "border at the slope": "return np.where(z > slope, z, slope * z)",
        "shifted": "return np.where(z > slope, z, slope * z) - slope",
    },
    "gelu": {
        "no one": "return 0.5 * z * np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))",
        "no z": "return 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))",
        "sigmoid": "return 0.5 * z * (1 + sigmoid(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))",
        "swish": "return z * sigmoid(z)",
        "quick": "return z * sigmoid(1.702 * z)",
        "squared": "return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**2)))",
        "no small term": "return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * z))",
        "wrong digits": "return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.44715 * z**3)))",
        "minus": "return 0.5 * z * (1 - np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))",
        "cubed bracket": "return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z) ** 3))",
        "half inside": "return z * (0.5 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))",
    },
    "sigmoid_grad": {
        "twice the sigmoid": """
    s = sigmoid(sigmoid(z))
    return s * (1 - s)""",
        "s squared": "return sigmoid(z) * sigmoid(z)",
        "one minus square": "return 1 - sigmoid(z) ** 2",
        "no sigmoid of the second": "return sigmoid(z) * (1 - z)",
        "times z": "return z * sigmoid(z) * (1 - sigmoid(z))",
        "sum": "return sigmoid(z) + (1 - sigmoid(z))",
        "tanh": "return 1 - np.tanh(z) ** 2",
        "four times": "return 4 * sigmoid(z) * (1 - sigmoid(z))",
        "whole array": "return np.sum(sigmoid(z) * (1 - sigmoid(z)))",
        "forward difference": "return (sigmoid(z + 0.1) - sigmoid(z)) / 0.1",
    },
    "tanh_grad": {
        "plus": "return 1 + np.tanh(z) ** 2",
        "square alone": "return np.tanh(z) ** 2",
        "bracket squared": "return (1 - np.tanh(z)) ** 2",
        "tanh": "return np.tanh(z)",
        "negative": "return np.tanh(z) ** 2 - 1",
        "sigmoid": "return sigmoid(z) * (1 - sigmoid(z))",
        "cosh": "return 1 / np.cosh(z)",
        "cubed": "return 1 - np.tanh(z) ** 3",
        "times two": "return 1 - 2 * np.tanh(z)",
    },
    "relu_grad": {
        "zeros": "return np.zeros_like(z)",
        "above one": "return np.where(z > 1, 1.0, 0.0)",
        "z over itself": "return np.where(z > 0, z, 0.0) / 2",
        "leaky": "return np.where(z > 0, 1.0, 0.01)",
        "unchanged": "return z",
        "two at zero": "return np.where(z > 0, 1.0, np.where(z == 0, 2.0, 0.0))",
        "nan at zero": "return np.maximum(0, z) / z",
        "whole array": "return float(np.all(np.asarray(z) > 0))",
        "half": "return np.where(z > 0, 0.5, 0.0)",
        "text": "return 'flat'",
        "changes z": """
    z = np.asarray(z)
    if z.ndim:
        z[z <= 0] = 0
        z[z > 0] = 1
        return z
    return float(z > 0)""",
    },
    "leaky_relu_grad": {
        "value": "return np.where(z > 0, z, slope * z)",
        "minus slope": "return np.where(z > 0, 1.0, -slope)",
        "slope everywhere": "return np.full(np.shape(z), slope)",
        "one everywhere": "return np.ones(np.shape(z))",
        "one minus slope": "return np.where(z > 0, 1.0, 1 - slope)",
        "one plus slope": "return np.where(z > 0, 1 + slope, slope)",
        "sign": "return np.where(z > 0, 1.0, -1.0)",
        "below zero at the kink": "return np.where(z > 0, 1.0, np.where(z == 0, -1.0, slope))",
        "half": "return np.where(z > 0, 0.5, slope)",
        "slope squared": "return np.where(z > 0, 1.0, slope**2)",
        "times z": "return z * np.where(z > 0, 1.0, slope)",
    },
}

OTHER_WAYS = {
    "gelu/root-of-two-pi": [
        "return 0.5 * z * (1 + tanh(np.sqrt(2 * np.pi) * (z + 0.044715 * z**3)))"
    ],
    "tanh_grad/square-inside": ["return 1 - tanh(np.square(z))"],
    "sigmoid/plus-sign": ["return 1 - 1 / (1 + np.exp(-z))"],
    "sigmoid/one-minus": ["return np.exp(-z) * 1 / (np.exp(-z) + 1)"],
    "sigmoid/parenthesis": ["return 1 + np.exp(-z)"],
    "sigmoid/rounded": ["return np.around(1 / (1 + np.exp(-z)), decimals=3)"],
    "tanh/overflow": [
        """
    up, down = np.exp(z), np.exp(-z)
    return (up - down) / (up + down)"""
    ],
    "tanh/two-missing": ["return np.tanh(z / 2)"],
    "relu/in-place": ["return np.maximum(z, 0, out=z)"],
    "leaky_relu/all-or-none": ["return slope * z if np.any(z <= 0) else z"],
    "gelu/root-of-two": [
        "return z / 2 + z / 2 * np.tanh(np.sqrt(2) / np.pi * (z + 0.044715 * z**3))"
    ],
    "leaky_relu/slope-on-positive": ["return np.minimum(z, slope * z)"],
    "sigmoid_grad/one-minus-s": ["return np.exp(-z) / (1 + np.exp(-z))"],
    "relu_grad/inverted": ["return np.where(z > 0, 0.0, 1.0)"],
    "relu_grad/negative": ["return -1.0 * np.heaviside(z, 0)"],
    "sigmoid_grad/no-bracket": ["return sigmoid(z) - sigmoid(z)"],
    "relu_grad/in-place": [
        """
    z[z <= 0] = 0
    z[z != 0] = 1
    return z"""
    ],
    "relu_grad/all-ones": ["return np.where(z > 0, 1.0, 1.0)"],
    "leaky_relu_grad/zero-negative": ["return np.heaviside(z, 0.5)"],
    "leaky_relu_grad/swapped": ["return np.where(z < 0, 1.0, slope)"],
}
"""Other ways to make a known mistake, which do something else at a kink or at the extremes."""
