"""Hints: backprop."""

import numpy as np
from numpy.typing import ArrayLike

from autograder.course import hint


def number(value: float) -> str:
    """Up to four digits, and never a minus before a zero."""
    return f"{value + 0.0:.4g}"


def factor(value: float) -> str:
    """A number as it stands in a product: in parentheses where it is negative."""
    return f"({number(value)})" if value < 0 else number(value)


def row(values: ArrayLike) -> str:
    """[1, -0.5]."""
    return f"[{', '.join(map(number, np.ravel(values)))}]"


def products(a: ArrayLike, b: ArrayLike) -> str:
    """2 · 0.5 + 1 · (-0.3)."""
    pairs = zip(np.ravel(a), np.ravel(b), strict=True)
    return " + ".join(f"{number(x)} · {factor(y)}" for x, y in pairs)


@hint(
    "chain_rule",
    "Two slopes are multiplied: that of the sine and that of x² itself. The sine's is taken at "
    "the inner value x², not at x. Work out both by hand for x = 3, where the inside is 9 and its"
    " slope is 6, and print the pieces of yours beside them.",
)
def chain_rule() -> list[str]:
    """x = 1.5."""
    x = 1.5
    inside, inner = x * x, 2 * x
    outer = np.cos(inside)
    return [
        f"Take x = {x}. The inside is x² = {x} · {x} = {inside}.",
        "The outside is a sine, and the slope of a sine is a cosine.",
        f"It is taken at the inside: the cosine of {inside} is {number(outer)}.",
        f"The inside, x², has a slope of its own: 2 · {x} = {number(inner)}.",
        f"Along a chain slopes multiply: {number(outer)} · {number(inner)} = {number(outer * inner)}.",
        f"So the slope of sin(x²) at x = {x} is {number(outer * inner)}.",
    ]


@hint(
    "numerical_gradient",
    "Every element has a round of its own: one step of h up, measure, one step down, measure, then back "
    "to its old value. The two points lie two steps apart, and the denominator is that whole distance. "
    "Let f add up the squares of [1, 3] and print what it gives in each round: the slopes are 2 and 6.",
)
def numerical_gradient() -> list[str]:
    """f(a, b) = a² · b at (3, 2) with h = 0.1."""
    h, x = 0.1, np.array([3.0, 2.0])
    lines = [
        "Take f(a, b) = a² · b at a = 3 and b = 2, with h = 0.1: the two points lie 0.2 apart."
    ]
    slopes = []
    for i, name in enumerate("ab"):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        above, below = (p[0] ** 2 * p[1] for p in (up, down))
        slopes.append((above - below) / (2 * h))
        lines += [
            f"Only {name} changes: f{_point(up)} = {number(above)} and f{_point(down)} = {number(below)}.",
            f"The slope along {name} is ({number(above)} - {number(below)}) / 0.2 = "
            f"{number(slopes[i])}. Now {name} goes back to {number(x[i])}.",
        ]
    return [*lines, f"The gradient, one slope for each element, is {row(slopes)}."]


def _point(x: np.ndarray) -> str:
    return f"({', '.join(map(number, x))})"


@hint(
    "relative_error",
    "For each pair of slopes: the size of their difference over the sum of their two sizes, and that sum "
    "is never taken smaller than 1e-8. The answer is the largest of these ratios, so that one wrong slope "
    "can't hide in a mean. Try 1 against -1, which must give 1, and 0 against 0, which must give 0.",
)
def relative_error() -> list[str]:
    """Three pairs, one of them zeros."""
    a, b = np.array([4.0, -0.5, 0.0]), np.array([5.0, -0.3, 0.0])
    sizes_a, sizes_b, difference = np.abs(a), np.abs(b), np.abs(a - b)
    denominator = np.maximum(1e-8, sizes_a + sizes_b)
    ratio = difference / denominator

    def pair(i: int) -> str:
        return (
            f"the difference has the size {number(difference[i])}, the sizes add up to "
            f"{number(sizes_a[i])} + {number(sizes_b[i])} = {number(denominator[i])}: the ratio is "
            f"{number(difference[i])} / {number(denominator[i])} = {number(ratio[i])}."
        )

    return [
        f"Take a = {row(a)} and b = {row(b)}.",
        f"First pair: {pair(0)}",
        f"Second pair: {pair(1)}",
        "Third pair: 0 over 0 is not a number, so the denominator is 1e-8, and the ratio is "
        f"{number(ratio[2])}.",
        f"The largest of the three is the relative error: {number(ratio.max())}.",
    ]


@hint(
    "init_params",
    "W1 has a row for each gene and a column for each hidden unit. W2 has a row for each unit and"
    " one column. Only these two are random. Draw them from the rng that you are given, around 0,"
    " and scale them down, more so where a unit has more inputs. Print the four shapes for 3 "
    "genes and 4 units, then the mean and the deviation of W1 for 1000 genes.",
)
def init_params() -> list[str]:
    """3 genes, 2 units, with draws written out."""
    drawn1 = np.array([[0.5, -1.2], [0.3, 0.8], [-0.7, 0.1]])
    drawn2 = np.array([[0.9], [-0.4]])
    scale1, scale2 = np.sqrt(2 / 3), np.sqrt(2 / 2)
    W1, W2 = drawn1 * scale1, drawn2 * scale2
    return [
        "Take 3 genes and 2 hidden units, so W1 has 3 rows and 2 columns.",
        f"Suppose the bell curve gives, row by row, {', '.join(map(row, drawn1))}.",
        f"A hidden unit has 3 inputs, the genes: the scale is √(2 / 3) = {number(scale1)}.",
        f"The first number becomes {number(drawn1[0, 0])} · {number(scale1)} = {number(W1[0, 0])}, "
        "and so on.",
        f"W2 has 2 rows and 1 column; suppose the draws are {number(drawn2[0, 0])} and "
        f"{number(drawn2[1, 0])}.",
        f"The output has 2 inputs, the hidden units: the scale is √(2 / 2) = {number(scale2)}.",
        "The biases are not drawn: b1 has two zeros, one for each hidden unit, and b2 has one.",
        f"So W1 has the rows {', '.join(map(row, W1))}, b1 is {row([0, 0])}, "
        f"W2 has the rows {', '.join(map(row, W2))}, b2 is {row([0])}.",
    ]


_X = np.array([[2.0, 1.0], [1.0, 2.0]])
_W1, _B1 = np.array([[1.0, -1.0], [-0.5, 1.0]]), np.array([0.5, 0.5])
_W2, _B2 = np.array([[0.5], [-1.0]]), np.array([0.5])
_LABELS = np.array([[0.0], [1.0]])


def _forward() -> tuple[np.ndarray, ...]:
    Z1 = _X @ _W1 + _B1
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ _W2 + _B2
    return Z1, A1, Z2, 1 / (1 + np.exp(-Z2))


@hint(
    "forward",
    "Each layer does two things: weighted sums with their biases, then an activation, the ReLU in the "
    "hidden layer and the sigmoid at the output. Layer 2 is fed with what came out of the ReLU, and Z1 "
    "stays as it was before it. Print your four results beside the notebook's table.",
)
def forward() -> list[str]:
    """Two samples, two genes, two hidden units."""
    Z1, A1, Z2, P = _forward()

    def hidden(sample: int) -> str:
        sums = (
            f"{products(_X[sample], _W1[:, unit])} + 0.5 = {number(Z1[sample, unit])}"
            for unit in range(2)
        )
        return f"Z1, sample {sample + 1}: {' and '.join(sums)}."

    def output(sample: int) -> str:
        return f"{products(A1[sample], _W2)} + 0.5 = {number(Z2[sample, 0])}"

    return [
        f"Take two genes and two samples, {row(_X[0])} and {row(_X[1])}.",
        f"Hidden unit 1 has the weights {row(_W1[:, 0])}, unit 2 {row(_W1[:, 1])}; "
        "both have the bias 0.5.",
        f"The output has the weights {row(_W2)} and the bias 0.5.",
        hidden(0),
        hidden(1),
        f"A1: the ReLU turns what is below 0 into 0, which leaves {row(A1[0])} and {row(A1[1])}.",
        f"Z2 takes A1, not Z1: {output(0)} for sample 1, {output(1)} for sample 2.",
        f"The sigmoid makes probabilities of them: P is {number(P[0, 0])} and {number(P[1, 0])}.",
    ]


@hint(
    "backward",
    "Go through the seven steps and print each result with its shape: dW1 has the shape of W1, "
    "dA1 that of A1. People slip in three places. They divide by n more than once, or go back "
    "through dW2 in place of W2, or judge which units were on by something else than Z1. Compare "
    "line by line with the table.",
)
def backward() -> list[str]:
    """The case of `forward`, with the labels 0 and 1."""
    Z1, A1, _, P = _forward()
    dZ2 = (P - _LABELS) / 2
    dA1 = dZ2 @ _W2.T
    dZ1 = dA1 * (Z1 > 0)
    dW1, db1, dW2, db2 = _X.T @ dZ1, dZ1.sum(axis=0), A1.T @ dZ2, dZ2.sum(axis=0)

    def output(sample: int) -> str:
        p, label, blame = P[sample, 0], _LABELS[sample, 0], dZ2[sample, 0]
        return f"({number(p)} - {number(label)}) / 2 = {number(blame)}"

    def hidden(unit: int) -> str:
        blame, weight, passed = dZ2[0, 0], _W2[unit, 0], dA1[0, unit]
        return f"{number(blame)} · {factor(weight)} = {number(passed)}"

    def weight(unit: int, came_in: np.ndarray, blame: np.ndarray) -> str:
        total = np.vdot(came_in, blame)
        return f"unit {unit + 1}: {products(came_in, blame)} = {number(total)}"

    def gene(i: int) -> str:
        units = "; ".join(weight(j, _X[:, i], dZ1[:, j]) for j in range(2))
        return f"dW1, gene {'AB'[i]} (it was {number(_X[0, i])}, then {number(_X[1, i])}), {units}."

    return [
        f"Take two samples, X = {row(_X[0])} and {row(_X[1])}, the labels {number(_LABELS[0, 0])} and "
        f"{number(_LABELS[1, 0])}, and W2 = {row(_W2)}.",
        f"The forward pass gave Z1 = {row(Z1[0])} and {row(Z1[1])}, A1 = {row(A1[0])} and {row(A1[1])}, "
        f"P = {number(P[0, 0])} and {number(P[1, 0])}.",
        f"dZ2, prediction minus label, over 2 samples: {output(0)} and {output(1)}; "
        f"db2, their sum, is {number(db2[0])}.",
        f"dW2, {weight(0, A1[:, 0], dZ2)}; {weight(1, A1[:, 1], dZ2)}.",
        f"dA1, back through W2: {hidden(0)} and {hidden(1)} for sample 1, {row(dA1[1])} for sample 2.",
        f"dZ1: in sample 1 unit 2 was off (its Z1 is {number(Z1[0, 1])}) and gets no blame: "
        f"{row(dZ1[0])} and {row(dZ1[1])}.",
        gene(0),
        gene(1),
        f"db1, the sum of dZ1 over the samples: {row(db1)}.",
        f"So W1 gets the rows {row(dW1[0])} and {row(dW1[1])}, b1 {row(db1)}, "
        f"W2 the rows {row(dW2[0])} and {row(dW2[1])}, b2 {row(db2)}.",
    ]
