"""Cases and checks: minibatches, by samples that carry their own numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import relation
from autograder.compare import agree, as_numbers
from autograder.model import Ask, Case, Exercise, Finding, Functions, Observation, Plain
from autograder.values import plain
from autograder.workshop.exercises.optimizers.minibatches_drill import DRILL

Array = NDArray[Any]
Batches = list[tuple[Array, Array]]

MOST_LISTED = 20

FULL = "Every batch but the last should hold batch_size samples."
CUT_FIRST = (
    "The samples of each batch follow one another, and only the batches are shuffled. Shuffle the samples, "
    "and cut them into batches then."
)


def deal(
    functions: Functions, X: Plain, y: Plain, batch_size: int, seed: int, epochs: int
) -> Plain:
    """The batches of each epoch, all epochs with one generator."""
    rng = np.random.default_rng(seed)
    return [plain(functions["minibatches"](X, y, batch_size, rng)) for _ in range(epochs)]


def _deal(rng: Generator, n: int, batch_size: int, epochs: int = 1) -> Case:
    """Samples that can be told apart by each of their numbers: two columns, and a whole number as label."""
    columns = [(rng.permutation(n) + rng.uniform(0.1, 0.9, n)) / n for _ in range(2)]
    y = rng.choice(10_000, (n, 1), replace=False).astype(float)
    sets = {"X": np.column_stack(columns), "y": y}
    settings = {"batch_size": batch_size, "seed": int(rng.integers(2**31)), "epochs": epochs}
    return Case(sets | settings, deal)


def deals(rng: Generator) -> list[Case]:
    """A smaller last batch, none, a single sample left over, one batch, samples one by one."""
    sizes = [(7, 3), (6, 3), (21, 4), (5, 8), (5, 5), (4, 1)]
    return [_deal(rng, n, batch_size) for n, batch_size in sizes]


def large_deals(rng: Generator) -> list[Case]:
    """The same split twice with one seed, then with another, each for two epochs."""
    first, other = _deal(rng, 200, 16, epochs=2), _deal(rng, 200, 16, epochs=2)
    return [first, first, other]


def _batches(epoch: Plain) -> Batches | Finding:
    """An epoch as pairs of arrays, or what is wrong with its form."""
    if not isinstance(epoch, list | tuple):
        return Finding("It should return a list of pairs (X_batch, y_batch).")
    if len(epoch) == 2 and all(isinstance(part, list) and len(part) > 2 for part in epoch):
        return Finding(
            "It returns all X batches and then all y batches: pair them up, (X_batch, y_batch)."
        )
    batches: Batches = []
    for number, pair in enumerate(epoch):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return Finding(
                "Each entry of the list should be a pair, (X_batch, y_batch); "
                f"entry {number} is something else."
            )
        X, y = (as_numbers(part) for part in pair)
        if X is None or y is None:
            return Finding(
                "Each entry should hold one X_batch and its y_batch, two arrays: "
                "pair them up batch by batch."
            )
        if X.size == y.size == 0:
            X, y = X.reshape(0, 2), y.reshape(0, 1)
        if X.ndim != 2 or X.shape[1] != 2:
            return Finding(
                f"With 2 columns in X, an X_batch should have 2 columns; one has shape {X.shape}."
            )
        if y.shape != (len(X), 1):
            return Finding(
                "A y_batch should be a column with a row for each sample of its X_batch, "
                f"here {(len(X), 1)}; yours has shape {y.shape}."
            )
        batches.append((X, y))
    return batches


@dataclass(frozen=True)
class Epoch:
    """The samples in the batches of an epoch, in order, by their numbers as rows of X and of y."""

    seen: Observation
    sizes: list[int]
    X: Array
    y: Array

    @cached_property
    def rows(self) -> list[float]:
        """The rows of X in the batches."""
        return [float(number) for number in self.X[:, 0]]

    @cached_property
    def labels(self) -> list[float]:
        """The rows of y in the batches."""
        return [float(number) for number in self.y[:, 0]]

    @property
    def is_cut_before_shuffling(self) -> bool:
        """Whether each batch holds neighbours, as many as it should, in their old order."""
        ends = np.cumsum(self.sizes)
        batches = np.split(np.array(self.rows), ends[:-1])
        neighbours = all((np.diff(batch) == 1).all() for batch in batches)
        fitting = sorted(self.sizes)[1:] == [self.batch_size] * (len(self.sizes) - 1)
        return neighbours and fitting and self.rows != sorted(self.rows)

    @property
    def n(self) -> int:
        """The number of samples."""
        return len(self.seen.case.inputs["X"])

    @property
    def batch_size(self) -> int:
        """The wanted batch size."""
        return int(self.seen.case.inputs["batch_size"])

    @property
    def setting(self) -> str:
        """The first words of a sentence."""
        return f"With {self.n} samples and batch_size={self.batch_size}"


def _epochs(observations: list[Observation]) -> list[Epoch] | Finding:
    """All epochs of all cases, or the first fault of form."""
    epochs = []
    for seen in observations:
        count = seen.case.inputs["epochs"]
        values = seen.value if isinstance(seen.value, list) and len(seen.value) == count else [None]
        for value in values:
            batches = _batches(value)
            if isinstance(batches, Finding):
                return batches
            X = np.concatenate([np.empty((0, 2)), *(X for X, _ in batches)])
            y = np.concatenate([np.empty((0, 1)), *(y for _, y in batches)])
            rows, labels = (
                _row_numbers(X, seen.case.inputs["X"]),
                _row_numbers(y, seen.case.inputs["y"]),
            )
            if rows is None or labels is None:
                return Finding("It deals rows that are not in X.")
            epochs.append(Epoch(seen, [len(X) for X, _ in batches], rows, labels))
    return epochs


def _row_numbers(batch: Array, samples: Array) -> Array | None:
    """The row of `samples` that each number comes from, shaped as the batch; None if there is none."""
    found = np.empty(batch.shape)
    for column, numbers in enumerate(samples.T):
        order = np.argsort(numbers)
        edges = (numbers[order][1:] + numbers[order][:-1]) / 2
        found[:, column] = order[np.searchsorted(edges, batch[:, column])]
        if not np.allclose(numbers[found[:, column].astype(int)], batch[:, column], atol=1e-5):
            return None
    return found


def _each_sample_once(observations: list[Observation], ask: Ask) -> Finding | None:
    epochs = _epochs(observations)
    if isinstance(epochs, Finding):
        return epochs
    parted = [epoch for epoch in epochs if epoch.rows != epoch.labels]
    if parted:
        return _parted(parted[0], epochs)
    for epoch in epochs:
        count = Counter(epoch.rows)
        twice = [row for row in epoch.rows if count[row] > 1]
        if (epoch.X[:, 1] != epoch.X[:, 0]).any():
            return Finding("The rows of X are taken apart: each sample is a whole row.")
        if twice:
            return Finding(
                "A sample comes more than once in an epoch: each is dealt exactly once.",
                f"{epoch.setting}, row {twice[0]:g} comes {count[twice[0]]} times.",
            )
        if len(epoch.rows) < epoch.n:
            only_full = all(len(e.rows) == e.n - e.n % e.batch_size for e in epochs)
            return Finding(
                "Some samples are never dealt.",
                f"{epoch.setting} an epoch should hold {epoch.n} samples; yours holds "
                f"{len(epoch.rows)}, in batches of the sizes {_listed(epoch.sizes)}.",
                "minibatches/drops-last" if only_full else None,
            )
        if sorted(epoch.rows) != list(range(epoch.n)):
            return Finding("It deals rows that are not in X.")
    return None


def _parted(epoch: Epoch, epochs: list[Epoch]) -> Finding:
    """X and y no longer match: one of them kept its order, or they have different orders."""
    row, label = next(
        pair for pair in zip(epoch.rows, epoch.labels, strict=True) if len({*pair}) > 1
    )
    shown = f"{epoch.setting}, row {row:g} of X comes with row {label:g} of y."
    before, after = epoch.seen.case.inputs, epoch.seen.outcome.after
    if agree(before["y"], after.get("y")) and not agree(before["X"], after.get("X")):
        return Finding("You shuffle X in place.", shown, "minibatches/shuffles-in-place")
    if all(e.labels == sorted(e.labels) for e in epochs):
        return Finding("You shuffle X, but y keeps its old order.", shown)
    if all(e.rows == sorted(e.rows) for e in epochs):
        return Finding("You shuffle y, but X keeps its old order.", shown)
    return Finding("X and y have two orders.", shown, "minibatches/shuffled-separately")


def _sizes(observations: list[Observation], ask: Ask) -> Finding | None:
    epochs = _epochs(observations)
    if isinstance(epochs, Finding):
        return epochs
    as_many = all(len(epoch.sizes) == epoch.batch_size for epoch in epochs)
    for epoch in epochs:
        sizes = epoch.sizes
        if not sizes:
            return Finding("There are no batches.", f"{epoch.setting} an epoch should hold some.")
        shown = f"{epoch.setting} yours have the sizes {_listed(sizes)}."
        if as_many:
            return Finding(
                "You make batch_size batches. It is the number of samples that each batch holds.",
                shown,
            )
        if 0 in sizes:
            name = "minibatches/empty-tail" if 0 not in sizes[:-1] else None
            return Finding("One of your batches is empty.", shown, name)
        if {*sizes[:-1]} - {epoch.batch_size} or max(sizes, default=0) > epoch.batch_size:
            sentence = CUT_FIRST if epoch.is_cut_before_shuffling else FULL
            return Finding(sentence, shown)
    return None


def _listed(sizes: list[int]) -> str:
    return ", ".join(map(str, sizes[:MOST_LISTED])) + ", …" * (len(sizes) > MOST_LISTED)


def _shuffled(observations: list[Observation], ask: Ask) -> Finding | None:
    epochs = _epochs(observations)
    if isinstance(epochs, Finding):
        return epochs
    orders = [epoch.rows for epoch in epochs]
    if not all(orders):
        return Finding("There is an epoch without any samples.")
    if all(order == sorted(order) for order in orders):
        return Finding("The samples come in their old order.", "", "minibatches/no-shuffle")
    first, second, again, second_again, other, _ = orders
    if first in (second, other):
        return Finding("The order is the same every time.", "", "minibatches/own-seed")
    if (first, second) != (again, second_again):
        return Finding(
            "Two generators with the same seed should deal the same order; yours deal two: "
            "draw from rng, and from nothing else."
        )
    return next(filter(None, map(_order_finding, orders)), None)


def _order_finding(order: list[float]) -> Finding | None:
    """Signs of an order that is not random, each expected in fewer than one of 10^9 shuffles.

    Among 200 shuffled samples about one directly follows its old neighbour (Poisson), and the rank
    correlation with the old order has a standard deviation of 0.07.
    """
    neighbours = int((np.diff(order) == 1).sum())
    shown = f"Of {len(order)} samples, {neighbours} come right after their old neighbour."
    with np.errstate(all="ignore"):
        correlation = np.corrcoef(order, np.arange(len(order)))[0, 1] if len(order) > 2 else 0.0
    if abs(correlation) > 0.5:
        return Finding(
            "The samples stay near their old places: shuffle all of them together, before you "
            "cut them into batches."
        )
    if neighbours > 20:
        return Finding("Old neighbours stay together: shuffle the samples, not the batches.", shown)
    return None


EXERCISE = Exercise(
    "minibatches",
    ("X", "y", "batch_size", "rng"),
    (
        relation("samples", "each sample once, with its own label", deals, _each_sample_once),
        relation("sizes", "batch_size samples in all batches but the last", deals, _sizes),
        relation("shuffled", "another random order each time", large_deals, _shuffled),
    ),
    drill=DRILL,
)
