"""Hints: convolution along a sequence, its gradients, pooling, and a motif to look for."""

import numpy as np

from autograder.course import hint


@hint(
    "conv1d",
    "Lay the kernel on the first rows of X, multiply each number by the one on which it lies, add all of "
    "that up, over positions and channels, and add the bias once. Then move on by one row, until the "
    "kernel ends on the last row. Each kernel fills a column. Try a W of zeros: every row is b.",
)
def conv1d() -> list[str]:
    """Three positions, two channels, one kernel of two rows."""
    X, W, b = (
        np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]),
        np.array([[1.0, 2.0], [-1.0, 0.5]]),
        0.5,
    )
    (p, q), (r, s) = [(X[i] @ W[0], X[i + 1] @ W[1]) for i in range(2)]
    return [
        f"X has the rows ({X[0, 0]:g}, {X[0, 1]:g}), ({X[1, 0]:g}, {X[1, 1]:g}) and ({X[2, 0]:g}, {X[2, 1]:g}).",
        f"One kernel, with the rows ({W[0, 0]:g}, {W[0, 1]:g}) and ({W[1, 0]:g}, {W[1, 1]:g}); its bias is {b:g}.",
        "It fits at two places: on the first two rows of X, and on the last two.",
        f"First place: 1·1 + 0·2 = {p:g} and 2·(-1) + (-1)·0.5 = {q:g}.",
        f"With the bias: {p:g} + ({q:g}) + {b:g} = {p + q + b:g}.",
        f"Second place: 2·1 + (-1)·2 = {r:g} and 0·(-1) + 3·0.5 = {s:g}.",
        f"With the bias: {r:g} + {s:g} + {b:g} = {r + s + b:g}.",
        f"The result has two rows, ({p + q + b:g}) and ({r + s + b:g}).",
    ]


@hint(
    "conv1d_grad",
    "Ask of each number where it was used. A bias: at every place. A number of W: at every place, with the "
    "row of X on which it lay. A row of X: at each place whose window held it. Each use adds a share: what "
    "came back for that place, times what the number was multiplied by. Try a loss that sends back only 0: "
    "all three are 0.",
)
def conv1d_grad() -> list[str]:
    """Three positions, one channel, one kernel of two rows."""
    x, w, d = (1.0, 2.0, 3.0), (2.0, -1.0), (1.0, 10.0)
    dw = x[0] * d[0] + x[1] * d[1], x[1] * d[0] + x[2] * d[1]
    dx = w[0] * d[0], w[1] * d[0] + w[0] * d[1], w[1] * d[1]
    return [
        f"One channel, X = ({x[0]:g}, {x[1]:g}, {x[2]:g}); one kernel, W = ({w[0]:g}, {w[1]:g}).",
        f"It fits at two places; for these, ({d[0]:g}, {d[1]:g}) comes back from the loss.",
        f"db: both places use the bias, 1 + 10 = {sum(d):g}.",
        f"dW, first number: it lay on 1, then on 2, so 1·1 + 2·10 = {dw[0]:g}.",
        f"dW, second number: it lay on 2, then on 3, so 2·1 + 3·10 = {dw[1]:g}.",
        f"dX, ends: only one place sees each, 2·1 = {dx[0]:g} and (-1)·10 = {dx[2]:g}.",
        f"dX, middle: both places see it, (-1)·1 + 2·10 = {dx[1]:g}.",
        f"dX is ({dx[0]:g}, {dx[1]:g}, {dx[2]:g}), dW is ({dw[0]:g}, {dw[1]:g}), db is ({sum(d):g}).",
    ]


@hint(
    "max_pool",
    "Cut the rows into windows that stand side by side; what is too little for a window at the end is left "
    "out. In each window take the largest number of each column. It may be below 0, so don't begin the "
    "search with a 0. Try windows of a single row: A comes back as it is.",
)
def max_pool() -> list[str]:
    """Five positions, two kernels, windows of two."""
    A = np.array([[3.0, -2.0], [1.0, -1.0], [0.0, -4.0], [2.0, -6.0], [9.0, 9.0]])
    (a, b), (c, d) = A[:2].max(axis=0), A[2:4].max(axis=0)
    rows = ", ".join(f"({one:g}, {other:g})" for one, other in A)
    return [
        f"Windows of 2 rows; A has the rows {rows}.",
        "There are 5 rows, so 2 windows; the last row is left over, and its 9 counts for nothing.",
        f"First window, first column: the larger of 3 and 1 is {a:g}.",
        f"First window, second column: the larger of -2 and -1 is {b:g}.",
        f"Second window: the larger of 0 and 2 is {c:g}, the larger of -4 and -6 is {d:g}.",
        f"The result has the rows ({a:g}, {b:g}) and ({c:g}, {d:g}).",
    ]


@hint(
    "scan_motif",
    "You have the parts already: the sequence becomes rows of four, the motif becomes a kernel, and the "
    "convolution does the rest. It wants W with a third size, the number of kernels, which is 1, and a bias, "
    "which is 0; take its only column at the end. Try a motif of zeros: all scores are 0.",
)
def scan_motif() -> list[str]:
    """Three letters, a motif of two positions."""
    first, second = (0.0, 0.0, 1.0, 2.0), (3.0, 0.0, -1.0, 0.0)
    at_t, at_g = first[3] + second[2], first[2] + second[0]
    return [
        "The sequence is TGA; the motif has two rows, with the columns A, C, G and T.",
        f"Its first row is ({first[0]:g}, {first[1]:g}, {first[2]:g}, {first[3]:g}), "
        f"its second ({second[0]:g}, {second[1]:g}, {second[2]:g}, {second[3]:g}).",
        "It fits at two places: on TG, and on GA.",
        f"On TG: T in the first row is {first[3]:g}, G in the second is {second[2]:g}; 2 + (-1) = {at_t:g}.",
        f"On GA: G in the first row is {first[2]:g}, A in the second is {second[0]:g}; 1 + 3 = {at_g:g}.",
        f"The scores are ({at_t:g}, {at_g:g}).",
    ]
