"""A training run as the rules see it: its curves, what spies saw, and what follows from both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from autograder.doctor.curves import Curves
from autograder.doctor.probe import Probe
from autograder.doctor.seen import Array, Look, Params, Seen, Sets, fingerprints
from autograder.model import Picture

MOST_ROWS = 256
"""How many samples are looked at where all would take long."""
ASKED = 32
"""How many samples are asked for one by one."""
NEIGHBOURS = 4
"""How many rows with nearly the same first number are compared with a row."""


@dataclass(frozen=True)
class Diagnosis:
    """A cause: its id, one sentence, the numbers that show it, and what to look at or to try."""

    cause: str
    sentence: str
    shown: str = ""
    advice: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Known:
    """The samples that are known, with a place for any row: its number in the training set.

    A row of the validation set has -2, any other -1.
    """

    rows: Array
    in_training: int

    @cached_property
    def _order(self) -> Array:
        return np.argsort(self.rows[:, 0], kind="stable")

    def places(self, rows: Array) -> Array:
        """The places of some rows, given by their fingerprints."""
        near = 1e-6 * (1 + np.abs(rows))
        start = np.searchsorted(self.rows[:, 0], rows[:, 0] - near[:, 0], sorter=self._order)
        found, hit = np.zeros(len(rows), int), np.zeros(len(rows), bool)
        for further in range(NEIGHBOURS):
            other = self._order[np.minimum(start + further, len(self.rows) - 1)]
            fits = ~hit & (np.abs(self.rows[other] - rows) <= near).all(axis=1)
            found, hit = np.where(fits, other, found), hit | fits
        return np.where(hit, np.where(found < self.in_training, found, -2), -1)


@dataclass
class Run:
    """One training. Rules about what spies saw are asked only where there are steps in `seen`."""

    curves: Curves
    seen: Seen = field(default_factory=lambda: Seen(Sets(np.empty((0, 1)), np.empty(0))))

    @cached_property
    def probe(self) -> Probe | None:
        """The student's loss_and_grads, to be asked again."""
        function = self.seen.loss_and_grads
        return Probe(function) if function is not None and 0 in self.seen.moments else None

    @cached_property
    def per_epoch(self) -> int:
        """The number of steps in each epoch, or 0 if the epochs can't be told apart."""
        epochs, steps = len(self.curves.train), self.seen.stepped
        return steps // epochs if steps % epochs == 0 else 0

    @cached_property
    def first_epoch(self) -> list[Look]:
        """The batches of the first epoch; the first ten where epochs can't be told apart."""
        return self.seen.batches[: self.per_epoch or 10]

    @cached_property
    def known(self) -> Known:
        """The samples that the spies were given."""
        sets = self.seen.sets
        rows = [fingerprints(X) for X in (sets.X, sets.X_val) if X is not None]
        return Known(np.concatenate(rows), len(sets.X))

    @cached_property
    def places(self) -> list[Array]:
        """The places of the rows of each batch."""
        return [self.known.places(look.rows) for look in self.seen.batches]

    @cached_property
    def follows_rows(self) -> bool:
        """Whether nearly all rows of the batches are known, each as one alone."""
        rows = np.concatenate([*self.places, np.array([], int)])
        return len(rows) > 0 and bool(np.mean(rows != -1) > 0.98) and self._all_differ

    @cached_property
    def _all_differ(self) -> bool:
        training = self.known.rows[: self.known.in_training]
        return len(np.unique(training[:, 0].round(9))) == len(training)

    @cached_property
    def sample(self) -> tuple[Array, Array]:
        """Training samples with labels in the form of the batches; a part of them if there are many."""
        sets, shape = self.seen.sets, self.seen.looks[0].y_shape
        if not self.follows_rows:
            return self.seen.moments[0].X, self.seen.moments[0].y
        chosen = np.random.default_rng(0).permutation(len(sets.X))[:MOST_ROWS]
        X, y = sets.X[chosen], sets.y[chosen]
        return X, y if y.ndim == len(shape) else y.reshape(-1, *(1,) * (len(shape) - 1))

    def loss(self, params: Params) -> float:
        """The loss on the training samples at some params."""
        assert self.probe is not None
        return self.probe.loss(params, *self.sample)

    @cached_property
    def first_loss(self) -> float:
        """The loss before the training."""
        return self.loss(self.seen.start)

    @cached_property
    def last_loss(self) -> float:
        """The loss after the training."""
        return self.loss(self.seen.end)

    @cached_property
    def chance(self) -> float:
        """The loss of whoever gives all samples the share of the class, for labels 0 and 1."""
        share = float(np.clip(np.mean(self.sample[1]), 1e-6, 1 - 1e-6))
        return float(-share * np.log(share) - (1 - share) * np.log(1 - share))

    @cached_property
    def is_binary(self) -> bool:
        """Whether the loss is a binary cross-entropy."""
        return self.probabilities_at_start is not None

    @cached_property
    def probabilities_at_start(self) -> Array | None:
        """What the network gives for some training samples before the training."""
        return self.probabilities(self.seen.start)

    def cross_entropy(self, params: Params) -> float:
        """The binary cross-entropy of some training samples at some params, without any penalty."""
        p, y = self.probabilities(params), np.ravel(self.sample[1])[:ASKED]
        if p is None:
            return float("nan")
        p = np.clip(p, 1e-12, 1 - 1e-12)
        return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))

    @property
    def moved(self) -> float:
        """How far the params have come, as a share of their size at the start."""
        start, end = self.seen.start, self.seen.end
        way = sum(float(np.sum((end[name] - w) ** 2)) for name, w in start.items())
        size = sum(float(np.sum(w**2)) for w in start.values())
        return float(np.sqrt(way / size)) if size else float("inf")

    def probabilities(self, params: Params) -> Array | None:
        """What the network gives for some training samples at some params."""
        if self.probe is None:
            return None
        return self.probe.probabilities(params, self.sample[0][:ASKED], self.seen.looks[0].y_shape)


Rule = Callable[[Run], Diagnosis | None]
