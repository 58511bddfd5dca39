"""Hints: the neuron and the layer."""

import numpy as np

from autograder.course import hint


def signed(number: float) -> str:
    """Give the number as text, in brackets where it is negative, to stand inside a sum."""
    return f"({number:g})" if number < 0 else f"{number:g}"


@hint(
    "weighted_sum",
    "There are two steps. Each input is multiplied by its own weight, and all the products are "
    "added up to one number. Then the bias joins in, once, however many inputs there are. Try "
    "inputs that are all 0: nothing but b is left.",
)
def weighted_sum() -> list[str]:
    """Two inputs, one of them negative."""
    x, w, b = np.array([2.0, -1.0]), np.array([0.5, 3.0]), 0.4
    first, second = x * w
    total = first + second
    return [
        f"A neuron hears two genes, x = ({x[0]:g}, {x[1]:g}).",
        f"Its weights are w = ({w[0]:g}, {w[1]:g}), its bias is b = {b:g}.",
        f"First gene: {signed(x[0])} · {signed(w[0])} = {first:g}.",
        f"Second gene: {signed(x[1])} · {signed(w[1])} = {second:g}.",
        f"The products add up to {first:g} + {signed(second)} = {total:g}.",
        f"The bias joins in, once: {total:g} + {b:g} = {total + b:g}, the weighted sum.",
    ]


@hint(
    "perceptron",
    "First comes the weighted sum with its bias, then a comparison with 0 (not with 0.5, which is "
    "for probabilities). What leaves the neuron is the decision alone, 1 or 0. Try a sample whose "
    "sum is exactly 0: the neuron stays silent.",
)
def perceptron() -> list[str]:
    """Three samples: above the threshold, exactly on it, below."""
    X, w, b = np.array([[3.0, 1.0], [2.0, 1.0], [1.0, 1.0]]), np.array([2.0, -1.0]), -3.0
    sums = (X * w).sum(axis=1) + b
    decisions = np.where(sums > 0, 1, 0)
    words = ("above 0, so it fires", "exactly 0, so it stays silent", "below 0, so it is silent")
    return [
        f"A neuron has the weights w = ({w[0]:g}, {w[1]:g}) and the bias b = {b:g}.",
        *(
            f"Sample ({x[0]:g}, {x[1]:g}): {x[0]:g} · {w[0]:g} + {x[1]:g} · {signed(w[1])} + {signed(b)} "
            f"= {z:g}, {word}."
            for x, z, word in zip(X, sums, words, strict=True)
        ),
        f"The three decisions are {decisions[0]}, {decisions[1]} and {decisions[2]}.",
    ]


@hint(
    "dense",
    "Each entry of the result is one neuron looking at one sample: a row of X meets a column of W, "
    "and that neuron's own bias is added. X is (n, d) and W is (d, h): they meet at d, so neither "
    "needs turning. Negative sums stay negative. Try an X of zeros: every row of the result is b.",
)
def dense() -> list[str]:
    """One sample with three genes, two neurons."""
    x = np.array([1.0, 0.0, 3.0])
    W = np.array([[2.0, 0.0], [1.0, -2.0], [-1.0, 1.0]])
    b = np.array([0.5, -1.0])
    first, second = x @ W + b
    return [
        f"One sample with three genes: X has the single row ({x[0]:g}, {x[1]:g}, {x[2]:g}).",
        *(
            f"Neuron {name}: its column of W is ({w[0]:g}, {w[1]:g}, {w[2]:g}), its bias {bias:g}."
            for name, w, bias in zip("AB", W.T, b, strict=True)
        ),
        *(
            f"Neuron {name}: {x[0]:g} · {signed(w[0])} + {x[1]:g} · {signed(w[1])} "
            f"+ {x[2]:g} · {signed(w[2])} + {signed(bias)} = {z:g}."
            for name, w, bias, z in zip("AB", W.T, b, (first, second), strict=True)
        ),
        "A sample stays a row and each neuron has a column; a second sample would be a second row.",
        f"The result is the single row ({first:g}, {second:g}).",
    ]


@hint(
    "merge_linear",
    "An input meets W1 first and W2 second, and the order of the product follows it. b1 is added "
    "before the second layer, so W2 acts on it as well; b2 is added after it. Try an input of "
    "zeros: what leaves the second layer is the merged b.",
)
def merge_linear() -> list[str]:
    """One input, two hidden neurons, two outputs."""
    W1, b1 = np.array([2.0, -1.0]), np.array([1.0, 3.0])
    W2, b2 = np.array([[1.0, 3.0], [4.0, 2.0]]), np.array([0.5, -1.0])
    W, b = W1 @ W2, b1 @ W2 + b2
    hidden = W1 + b1
    output = hidden @ W2 + b2
    return [
        f"Layer 1: one input, two neurons. W1 has the row ({W1[0]:g}, {W1[1]:g}), "
        f"b1 is ({b1[0]:g}, {b1[1]:g}).",
        f"Layer 2: two outputs. W2 has the rows ({W2[0, 0]:g}, {W2[0, 1]:g}) "
        f"and ({W2[1, 0]:g}, {W2[1, 1]:g}), b2 is ({b2[0]:g}, {b2[1]:g}).",
        f"W: {W1[0]:g} · {W2[0, 0]:g} + {signed(W1[1])} · {W2[1, 0]:g} = {W[0]:g} for the first output, "
        f"{W1[0]:g} · {W2[0, 1]:g} + {signed(W1[1])} · {W2[1, 1]:g} = {W[1]:g} for the second.",
        f"First output's b: {b1[0]:g} · {W2[0, 0]:g} + {b1[1]:g} · {W2[1, 0]:g} + {b2[0]:g} "
        f"= {b[0]:g}.",
        f"Second output's b: {b1[0]:g} · {W2[0, 1]:g} + {b1[1]:g} · {W2[1, 1]:g} + {signed(b2[1])} "
        f"= {b[1]:g}.",
        f"Test it with an input of 1: the hidden values are ({hidden[0]:g}, {hidden[1]:g}).",
        f"The first output in two steps: {hidden[0]:g} · {W2[0, 0]:g} + {hidden[1]:g} · {W2[1, 0]:g} + "
        f"{b2[0]:g} = {output[0]:g}; in one step: 1 · {signed(W[0])} + {b[0]:g} = {W[0] + b[0]:g}.",
        f"So W is the single row ({W[0]:g}, {W[1]:g}), and b is ({b[0]:g}, {b[1]:g}).",
    ]
