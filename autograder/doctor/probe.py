"""Asks a student's loss_and_grads again, with params and samples of our own choice.

The state of the generators that it draws from is put back, so that asking changes nothing.
"""

from __future__ import annotations

import inspect
import io
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.doctor.seen import Array, Params, copied

NOTHING: tuple[float, Params] = (float("nan"), {})
SECONDS = 10.0
"""How long a loss_and_grads may be asked, all together."""


@dataclass
class Probe:
    """A loss_and_grads to ask. Where it fails or time is up, the loss is NaN, without gradients."""

    function: Callable[..., Any]
    _spent: float = 0.0

    def ask(self, params: Params, X: Array, y: Array) -> tuple[float, Params]:
        """The loss and a copy of the gradients at some params, for some samples."""
        if self._spent > SECONDS:
            return NOTHING
        begun = time.monotonic()
        try:
            with _undisturbed(self.function):
                loss, grads = self.function(copied(params), np.array(X), np.array(y))
                return float(np.squeeze(loss)), copied(grads)
        except Exception:  # student code may raise anything
            return NOTHING
        finally:
            self._spent += time.monotonic() - begun

    def is_random(self, params: Params, X: Array, y: Array) -> bool:
        """Whether it draws random numbers, as dropout does."""
        try:
            with _undisturbed(self.function) as drawn:
                (loss, grads), (again, others) = (
                    self.function(copied(params), np.array(X), np.array(y)) for _ in range(2)
                )
                same = all(np.array_equal(g, others[name]) for name, g in grads.items())
                return drawn() or not same or loss != again
        except Exception:  # student code may raise anything
            return True

    def loss(self, params: Params, X: Array, y: Array) -> float:
        """The loss at some params, for some samples."""
        return self.ask(params, X, y)[0]

    def grads(self, params: Params, X: Array, y: Array) -> Params:
        """The gradients at some params, for some samples."""
        return self.ask(params, X, y)[1]

    def probabilities(self, params: Params, X: Array, y_shape: tuple[int, ...]) -> Array | None:
        """What the network gives for each row, if the loss is a binary cross-entropy; None if not.

        With the label 1 a row costs -log p, with the label 0 it costs -log(1 - p). A penalty adds the
        same to both, whichever the row.
        """
        label = np.ones((1,) * max(1, len(y_shape)))
        costs = np.array([[self.loss(params, x, k * label) for k in (0, 1)] for x in X[:, None]])
        if not np.isfinite(costs).all():
            return None
        low = costs.min(axis=1)
        penalty = low - np.logaddexp(0, -np.ptp(costs, axis=1))
        if np.ptp(penalty) > 1e-3 or penalty.min() < -1e-3:
            return None
        with np.errstate(over="ignore"):
            p: Array = 1 / (1 + np.exp(costs[:, 1] - costs[:, 0]))
        return p


@contextmanager
def _undisturbed(function: Callable[..., Any]) -> Iterator[Callable[[], bool]]:
    """Quiet, and the generators that a function knows are put back to where they were.

    Gives a function that says whether any of them has been drawn from.
    """
    known = [each for each in _known_to(function) if isinstance(each, Generator)]
    states = [each.bit_generator.state for each in known]
    of_numpy: Any = np.random.get_state()

    def drawn() -> bool:
        place: Any = np.random.get_state()
        return place[2] != of_numpy[2] or [each.bit_generator.state for each in known] != states

    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield drawn
    finally:
        np.random.set_state(of_numpy)
        for each, state in zip(known, states, strict=True):
            each.bit_generator.state = state


def _known_to(function: Callable[..., Any]) -> list[Any]:
    """The values that a function's code can name, apart from its arguments."""
    try:
        variables = inspect.getclosurevars(inspect.unwrap(function))
    except TypeError:
        return []
    return [*variables.nonlocals.values(), *variables.globals.values()]
