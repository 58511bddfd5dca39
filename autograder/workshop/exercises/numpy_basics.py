"""Cases and checks: the NumPy that the course uses, on small tables of gene counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation, robustness
from autograder.compare import agree, as_numbers, close
from autograder.model import Ask, Case, Exercise, Finding, Functions, Observation, Plain
from autograder.values import plain

Array = NDArray[Any]


def vectors(rng: Generator) -> list[Case]:
    """Labels to read by hand, then numbers, a different count of them each time."""
    return [
        Case({"y": np.array([1.0, 0.0, 1.0])}),
        *(Case({"y": rng.normal(size=n)}) for n in (2, 5, 8)),
    ]


def folds(rng: Generator) -> list[Case]:
    """Two samples by hand, with counts of 0, then other sizes: more samples than genes, and fewer."""
    counts = np.array([[7.0, 0.0, 3.0], [1.0, 3.0, 0.0]])
    return [
        Case({"counts": counts, "control": np.array([3.0, 1.0, 0.0])}),
        *(
            Case({"counts": _counts(rng, n, d), "control": rng.uniform(0, 20, d)})
            for n, d in ((4, 3), (3, 5), (5, 2))
        ),
    ]


def tables(rng: Generator) -> list[Case]:
    """Two samples of unlike depth by hand, other sizes, and as many samples as genes."""
    return [
        Case({"counts": np.array([[1.0, 1.0, 2.0], [5.0, 0.0, 5.0]])}),
        *(Case({"counts": _counts(rng, n, d)}) for n, d in ((4, 3), (3, 3), (2, 5))),
    ]


def _counts(rng: Generator, n: int, d: int) -> Array:
    """Counts of n samples, some read more deeply than others, one of them 0."""
    counts = rng.uniform(1, 30, (n, d)) * rng.uniform(0.5, 4, (n, 1))
    counts[rng.integers(n), rng.integers(d)] = 0
    return counts


def cohorts(rng: Generator) -> list[Case]:
    """Two samples by hand, with a limit below and one above the mean of all, then genes of five kinds."""
    counts = np.array([[0.0, 9.0, 2.0], [1.0, 1.0, 3.0]])
    return [
        Case({"counts": counts, "least": 2.0}),
        Case({"counts": np.array([[0.0, 9.0, 2.0], [1.0, 8.0, 3.0]]), "least": 5.0}),
        *(_cohort(rng, n, d) for n, d in ((3, 5), (4, 6), (6, 7))),
    ]


def _cohort(rng: Generator, n: int, d: int) -> Case:
    """Genes of five kinds, so that their means, medians, sums and extremes say different things.

    High in all samples; in all but one; low in all; in all but one; low in all but one that is very high.
    """
    least = float(rng.uniform(4, 8))
    usual = np.array([2.0, 2.0, 0.5, 0.3, 0.4])
    other = np.array([1.7, 0.3, 0.4, 1.3, 1.4 * n])
    kind = rng.permutation(d) % 5
    is_other = np.arange(n)[:, None] == rng.integers(n, size=d)
    sizes = np.where(is_other, other[kind], usual[kind]) * rng.uniform(0.9, 1.1, (n, d))
    return Case({"counts": least * sizes, "least": least})


def means_on_the_limit(rng: Generator) -> list[Case]:
    """A gene whose mean is exactly the limit, one above and one below."""
    first = rng.integers(1, 4)
    counts = np.array([[first, 1.0, 9.0], [8.0 - first, 2.0, 6.0]])
    return [Case({"counts": counts, "least": 4.0})]


def noisy(rng: Generator) -> list[Case]:
    """A table by hand, then others with numbers on both sides of the limit."""
    small = np.array([[0.2, 3.0, 1.5], [5.0, 0.9, 0.0]])
    sizes = ((4, 3), (2, 5), (6, 4))
    return [
        Case({"counts": small, "limit": 1.0}),
        *(
            Case({"counts": rng.uniform(0, 6, s), "limit": float(rng.uniform(1.5, 4))})
            for s in sizes
        ),
    ]


def on_the_limit(rng: Generator) -> list[Case]:
    """Numbers that are exactly the limit."""
    limit = float(rng.integers(2, 6))
    return [Case({"counts": np.array([[limit, 1.0, 8.0], [0.5, limit, 7.0]]), "limit": limit})]


def networks(rng: Generator) -> list[Case]:
    """By hand, two layers, and three in another order."""
    by_hand = {"W1": np.array([[1.0, -2.0, 4.0]]), "b1": np.array([3.0, 1.0, -1.0])}
    shapes: tuple[dict[str, tuple[int, ...]], ...] = (
        {"W1": (4, 3), "b1": (3,), "W2": (3, 1), "b2": (1,)},
        {"b1": (5,), "W1": (2, 5), "b2": (3,), "W2": (5, 3), "W3": (3, 1), "b3": (1,)},
    )
    drawn = [{key: rng.normal(size=shape) for key, shape in each.items()} for each in shapes]
    return [
        Case({"params": by_hand, "factor": 0.5}),
        *(Case({"params": params, "factor": float(rng.uniform(0.2, 0.8))}) for params in drawn),
    ]


# --- a function as an argument ---


def spread(x: Array) -> float:
    """The largest number minus the smallest: the notebook's example."""
    return float(np.max(x) - np.min(x))


def share_of_first(x: Array) -> float:
    """What share of all the first number is: the order counts."""
    return float(x[0] / np.sum(x))


def size(x: Array) -> float:
    """The length of a vector."""
    return float(np.sqrt(np.sum(x**2)))


STATISTICS: dict[str, Callable[[Array], float]] = {
    "np.max(x) - np.min(x)": spread,
    "x[0] / np.sum(x)": share_of_first,
    "np.sqrt(np.sum(x**2))": size,
}


def statistics(rng: Generator) -> list[Case]:
    """Two samples by hand, then other functions and sizes."""
    span, first, length = STATISTICS
    small = np.array([[1.0, 2.0, 9.0], [4.0, 2.0, 3.0]])
    drawn = [(first, (4, 3)), (length, (3, 5)), (span, (5, 2))]
    return [
        Case({"f": span, "X": small}, applied),
        *(Case({"f": f, "X": rng.uniform(0.5, 9, shape)}, applied) for f, shape in drawn),
    ]


def applied(functions: Functions, f: str, X: Array) -> Plain:
    """The student's function, with one of the functions of this module as its argument."""
    return functions["for_each_gene"](STATISTICS[f], X)


# --- random picks ---


def picks(rng: Generator) -> list[Case]:
    """Few samples and many, with more genes than samples are picked, and fewer."""
    return [_pick(rng, *sizes) for sizes in ((5, 3, 2), (9, 2, 4), (30, 4, 12))]


def many_picks(rng: Generator) -> list[Case]:
    """The same picks twice with one seed, then with another, each ten times with one generator."""
    first, other = (_pick(rng, 40, 3, 8, times=10) for _ in range(2))
    return [first, first, other]


def _pick(rng: Generator, n: int, d: int, k: int, times: int = 1) -> Case:
    table = rng.uniform(0, 9, (n, d))
    settings = {"X": table, "k": k, "seed": int(rng.integers(2**31)), "times": times}
    return Case(settings, picked)


def picked(functions: Functions, X: Array, k: int, seed: int, times: int) -> Plain:
    """Several picks with one generator."""
    rng = np.random.default_rng(seed)
    return [plain(functions["pick_samples"](X, k, rng)) for _ in range(times)]


def _picks(observations: list[Observation]) -> list[list[list[int]]] | Finding:
    """The row numbers in each pick of each case, or the first fault of form."""
    found = []
    for seen in observations:
        times = seen.case.inputs["times"]
        values = seen.value if isinstance(seen.value, list) and len(seen.value) == times else [None]
        rows = [_rows(as_numbers(value), seen.case) for value in values]
        faults = [each for each in rows if isinstance(each, Finding)]
        if faults:
            return faults[0]
        found.append([each for each in rows if not isinstance(each, Finding)])
    return found


def _rows(pick: Array | None, case: Case) -> list[int] | Finding:
    """The rows of X in one pick, by their numbers."""
    table, k = case.inputs["X"], case.inputs["k"]
    if pick is None or pick.shape != (k, table.shape[1]):
        return _another_shape(pick, table, k)
    same = np.all(close(table[None, :, :], pick[:, None, :]), axis=2)
    if not np.all(np.any(same, axis=1)):
        return Finding("It gives rows that are not in X: each pick should be a whole row of X.")
    return [int(row) for row in np.argmax(same, axis=1)]


def _another_shape(pick: Array | None, table: Array, k: int) -> Finding:
    if pick is None:
        return Finding("It should return an array with k rows of X.")
    shown = (
        f"With X of shape {table.shape} and k = {k} the result should have the shape "
        f"{(k, table.shape[1])}; yours has {pick.shape}."
    )
    if pick.shape == (len(table), k):
        return Finding("It picks genes, the columns of X.", shown, "pick_samples/genes-not-samples")
    if pick.shape == (k,):
        return Finding("It gives one number for each pick.", shown, "pick_samples/row-numbers")
    return Finding("It should give k rows of X.", shown)


def _whole_rows_once(observations: list[Observation], ask: Ask) -> Finding | None:
    found = _picks(observations)
    if isinstance(found, Finding):
        return found
    for seen, picks_of_case in zip(observations, found, strict=True):
        for rows in picks_of_case:
            row, times = Counter(rows).most_common(1)[0]
            if times > 1:
                return Finding(
                    "A sample is picked more than once.",
                    f"Of {len(seen.case.inputs['X'])} samples, row {row} is picked {times} times.",
                    "pick_samples/with-repeats",
                )
    return None


def _x_as_before(observations: list[Observation], ask: Ask) -> Finding | None:
    for seen in observations:
        before, after = seen.case.inputs["X"], as_numbers(seen.outcome.after.get("X"))
        if after is None or after.shape != before.shape:
            return Finding("X changes.")
        if not close(before, after).all():
            shuffled = agree(np.sort(before, axis=0), np.sort(after, axis=0))
            return Finding("X changes.", "", "pick_samples/shuffles-x" if shuffled else None)
    return None


def _by_chance(observations: list[Observation], ask: Ask) -> Finding | None:
    found = _picks(observations)
    if isinstance(found, Finding):
        return found
    first, again, other = found
    drawn = [*first, *other]
    if all(rows == [*range(len(rows))] for rows in drawn):
        return Finding("It always gives the first k rows.", "", "pick_samples/first-rows")
    if all(sorted(rows) == [*range(len(rows))] for rows in drawn):
        return Finding(
            "It always picks the first k rows; only their order is drawn. Draw from the numbers of all rows."
        )
    if all(rows == drawn[0] for rows in drawn):
        named = None if drawn[0] == sorted(drawn[0]) else "pick_samples/own-seed"
        return Finding("The picks are the same every time: let rng choose.", "", named)
    if first != again:
        return Finding(
            "Two generators with the same seed should pick the same samples; yours pick others: "
            "draw from rng, and from nothing else.",
            "",
            "pick_samples/another-generator",
        )
    return _not_fair(drawn)


def _not_fair(drawn: list[list[int]]) -> Finding | None:
    """Signs of a choice that is not fair, each expected in fewer than one of 10^9 runs.

    Of 40 samples, 20 fair picks of 8 leave out each with a chance of 0.8^20, about 1 %. Neighbours follow
    one another in a fair pick about 3 times in 20 picks.
    """
    missed = 40 - len({row for rows in drawn for row in rows})
    neighbours = sum(int((np.diff(sorted(rows)) == 1).sum()) for rows in drawn)
    if neighbours > 100:
        return Finding(
            "It picks samples that lie side by side. Each should be as likely as any other.",
            "",
            "pick_samples/a-block",
        )
    if missed > 12:
        return Finding("Some samples are never picked. Each should be as likely as any other.")
    return None


EXERCISES = (
    Exercise("as_column", ("y",), (formula(vectors),)),
    Exercise("log_fold", ("counts", "control"), (formula(folds),)),
    Exercise("row_shares", ("counts",), (formula(tables),)),
    Exercise(
        "expressed_genes",
        ("counts", "least"),
        (
            formula(cohorts),
            robustness("keeps a gene whose mean is exactly least", means_on_the_limit),
        ),
    ),
    Exercise(
        "cut_noise",
        ("counts", "limit"),
        (formula(noisy), robustness("keeps a number that is exactly the limit", on_the_limit)),
    ),
    Exercise("scale_weights", ("params", "factor"), (formula(networks),)),
    Exercise("for_each_gene", ("f", "X"), (formula(statistics),)),
    Exercise(
        "pick_samples",
        ("X", "k", "rng"),
        (
            relation("X", "X is as it was afterwards", picks, _x_as_before, kind="manners"),
            relation("rows", "k whole rows of X, none of them twice", picks, _whole_rows_once),
            relation("chance", "another choice each time, drawn from rng", many_picks, _by_chance),
        ),
    ),
)
