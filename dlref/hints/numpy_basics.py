"""Hints: the NumPy that the course uses."""

import numpy as np
from numpy.typing import ArrayLike

from autograder.course import hint


def listed(numbers: ArrayLike) -> str:
    """Numbers as text, in round brackets."""
    return f"({', '.join(f'{number:g}' for number in np.ravel(numbers))})"


@hint(
    "as_column",
    "An array of shape (n,) has neither rows nor columns: it is a plain line of numbers. A column is a "
    "table with n rows and one number in each. So the shape has to grow from (n,) to (n, 1), and the "
    "numbers stay as they are.",
)
def as_column() -> list[str]:
    """Four labels."""
    y = np.array([1, 0, 0, 1])
    column = y[:, None]
    return [
        f"The labels of four samples are {listed(y)}. The shape is (4,).",
        f"In a column they stand one below the other: {column.shape[0]} rows with "
        f"{column.shape[1]} number each.",
        *(f"Row {place}: {number}." for place, number in enumerate(y)),
        f"All {column.size} numbers are still there, in their old order; the shape is {column.shape}.",
    ]


@hint(
    "log_fold",
    "Work from the inside out: add 1 to each count and to each control, divide, then take the logarithm "
    "to the base 2. You need no loop: NumPy lays the controls, one for each gene, over every row. Try "
    "counts that equal the control: all results are 0.",
)
def log_fold() -> list[str]:
    """One sample with three genes."""
    counts, control = np.array([15.0, 2.0, 1.0]), np.array([3.0, 2.0, 7.0])
    folds = np.log2((counts + 1) / (control + 1))
    words = ("two doublings", "as in the control", "halved twice")
    return [
        f"One sample has the counts {listed(counts)}, the control has {listed(control)}.",
        *(
            f"Gene {place}: ({count:g} + 1) / ({other:g} + 1) = {(count + 1) / (other + 1):g}, {word}: "
            f"the logarithm is {fold:g}."
            for place, (count, other, fold, word) in enumerate(
                zip(counts, control, folds, words, strict=True), 1
            )
        ),
        "A second sample would meet the same three controls.",
        f"The row of this sample is {listed(folds)}.",
    ]


@hint(
    "row_shares",
    "First the totals: add up along each row, so that every sample has one number. Keep these totals as "
    "a column of shape (n, 1): then each row is divided by its own total, and not by that of another "
    "sample. Check: every row adds up to 1.",
)
def row_shares() -> list[str]:
    """Two samples, the second read ten times as deeply."""
    counts = np.array([[3.0, 1.0], [10.0, 30.0]])
    totals = counts.sum(axis=1)
    shares = counts / totals[:, None]
    lines = []
    for name, row, total, made in zip("AB", counts, totals, shares, strict=True):
        lines += [
            f"Sample {name} has the counts {listed(row)}: {row[0]:g} + {row[1]:g} = {total:g}.",
            f"Its first gene: {row[0]:g} / {total:g} = {made[0]:g}.",
            f"Its second gene: {row[1]:g} / {total:g} = {made[1]:g}.",
        ]
    return [*lines, f"The rows are {listed(shares[0])} and {listed(shares[1])}."]


@hint(
    "expressed_genes",
    "There are two steps. The mean of each gene over all samples gives d numbers; compared with the "
    "limit they become d times True or False, a mask. Then the mask picks columns: it goes after the "
    "comma in the brackets, and all rows stay.",
)
def expressed_genes() -> list[str]:
    """Two samples with three genes."""
    counts, least = np.array([[8.0, 0.0, 5.0], [2.0, 1.0, 1.0]]), 3.0
    means = counts.mean(axis=0)
    kept = counts[:, means >= least]
    return [
        f"Sample A has the counts {listed(counts[0])}, sample B {listed(counts[1])}. The limit is {least:g}.",
        *(
            f"Gene {place}: ({a:g} + {b:g}) / 2 = {mean:g}, so it {'stays' if mean >= least else 'goes'}."
            for place, (a, b, mean) in enumerate(zip(*counts, means, strict=True), 1)
        ),
        "The mean of the third gene is exactly the limit: at least means that it stays.",
        f"The rows that are left are {listed(kept[0])} and {listed(kept[1])}.",
    ]


@hint(
    "cut_noise",
    "A second name for an array is no second array: what you write into one shows in the other. So make "
    "a new array first, then put 0 where a number is below the limit. Print the table after you have called "
    "your function: it should be as it was.",
)
def cut_noise() -> list[str]:
    """One row."""
    row, limit = np.array([0.3, 2.0, 4.5, 1.9]), 2.0
    cut = np.where(row < limit, 0, row)
    return [
        f"A row of counts is {listed(row)}, the limit is {limit:g}.",
        *(
            f"{old:g} is {'below the limit: 0' if old < limit else f'not below it: {new:g}'}."
            for old, new in zip(row, cut, strict=True)
        ),
        f"The old row still holds {listed(row)}.",
        f"The new row is {listed(cut)}.",
    ]


@hint(
    "scale_weights",
    "A dict has a name, its key, for each array. Go through all keys, and for each of them put one array "
    "into a new dict: the weights times the factor, the biases as they are. The first letter of a key "
    "tells which of the two it is.",
)
def scale_weights() -> list[str]:
    """One weight matrix, one bias."""
    weights, bias, factor = np.array([4.0, -6.0]), np.array([5.0]), 0.5
    scaled = factor * weights
    return [
        f"W1 has the single row {listed(weights)}, b1 is {listed(bias)}, the factor is {factor:g}.",
        "The key W1 begins with W, so its array is scaled.",
        f"{weights[0]:g} · {factor:g} = {scaled[0]:g} and {weights[1]:g} · {factor:g} = {scaled[1]:g}.",
        "The key b1 begins with b, so its array stays.",
        f"In the new dict W1 has the row {listed(scaled)}, and b1 is {listed(bias)}. The old one is unchanged.",
    ]


@hint(
    "for_each_gene",
    "A function is a value like any other, and f is one more name for the one that was handed in. Round "
    "brackets after the name call it. Call it once for each column of X, collect the numbers, and make "
    "an array of them.",
)
def for_each_gene() -> list[str]:
    """Three samples with two genes, and the range."""
    X = np.array([[2.0, 7.0], [5.0, 7.0], [3.0, 1.0]])
    high, low = X.max(axis=0), X.min(axis=0)
    return [
        "Take the largest number minus the smallest for f.",
        f"X has the rows {listed(X[0])}, {listed(X[1])} and {listed(X[2])}: three samples, two genes.",
        f"f gets the first gene, {listed(X[:, 0])}: {high[0]:g} - {low[0]:g} = {high[0] - low[0]:g}.",
        f"f gets the second gene, {listed(X[:, 1])}: {high[1]:g} - {low[1]:g} = {high[1] - low[1]:g}.",
        "f is called twice, as there are two genes.",
        f"The result is {listed(high - low)}, of shape (2,).",
    ]


@hint(
    "pick_samples",
    "Draw row numbers, not rows: k different numbers from 0 up to n - 1, each as likely as any other. "
    "Then use them between brackets to get the rows. All chance should come from rng, so that the same "
    "seed gives the same samples.",
)
def pick_samples() -> list[str]:
    """Five samples, three of them picked."""
    X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 0.0]])
    order = [3, 0, 4, 1, 2]
    chosen = order[:3]
    return [
        f"X has five rows: {', '.join(map(listed, X))}.",
        f"Say rng puts the row numbers 0 to 4 into the order {listed(order)}.",
        f"With k = 3 the first three of them count: {listed(chosen)}. None of them comes twice.",
        *(f"Row {row} of X is {listed(X[row])}." for row in chosen),
        f"The result has the rows {', '.join(listed(X[row]) for row in chosen)}, so its shape is (3, 2).",
    ]
