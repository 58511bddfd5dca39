"""What `fit_classifier` gives back: params and history, and what can be computed from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers
from autograder.feedback.pictures import loss_curves
from autograder.model import Observation, Picture, Plain
from autograder.workshop.exercises.training.reading import Unreadable, losses_of, pair_of
from autograder.workshop.exercises.training.studies import Study

Array = NDArray[Any]
Params = dict[str, Array]


@dataclass(frozen=True)
class Fit:
    """The result of a training on a study. Its properties raise Unreadable if it can't be read."""

    study: Study
    returned: Plain

    @classmethod
    def of(cls, seen: Observation) -> Fit:
        """The fit in a case's outcome."""
        assert isinstance(seen.case, Study)
        return cls(seen.case, seen.value)

    @cached_property
    def params(self) -> Params:
        """The weights of a network for that many genes, with any number of hidden units."""
        return _finite(self.arrays)

    @cached_property
    def arrays(self) -> Params:
        """The params, which may hold NaN or infinity."""
        params, _ = pair_of(self.returned)
        arrays = {}
        for name in ("W1", "b1", "W2", "b2"):
            numbers = as_numbers(params.get(name))
            if numbers is None:
                raise Unreadable(f"params has no array of numbers called {name!r}.")
            arrays[name] = np.asarray(numbers, float)
        d, h = self.study.inputs["X"].shape[1], arrays["b1"].size
        shapes = {"W1": (d, h), "b1": (h,), "W2": (h, 1), "b2": (1,)}
        for name, array in arrays.items():
            if array.shape != shapes[name]:
                raise Unreadable(
                    f"{name} has the shape {array.shape}; with {d} genes and {h} hidden units (as many "
                    f"as b1 has) it should be {shapes[name]}."
                )
        return arrays

    @cached_property
    def history(self) -> dict[str, Array]:
        """The training and validation losses, with equal lengths."""
        return _finite(self.losses, loss_curves(self.losses))

    @cached_property
    def losses(self) -> dict[str, Array]:
        """The history, which may hold NaN or infinity."""
        history = losses_of(pair_of(self.returned)[1])
        train_loss, val_loss = (len(losses) for losses in history.values())
        if not train_loss == val_loss > 0:
            raise Unreadable(
                f"train_loss holds {train_loss} numbers and val_loss {val_loss}: each should have one "
                "for every epoch."
            )
        return history

    def scores(self, X: Array) -> Array:
        """Scores that rank the samples by the probability of disease; (n, 1)."""
        hidden = X @ self.params["W1"] + self.params["b1"]
        return np.where(hidden > 0, hidden, 0) @ self.params["W2"]

    def loss(self, prefix: str = "") -> float:
        """The binary cross-entropy of the params on a set: the training set, or that of a prefix."""
        X, y = (self.study.inputs[name + prefix] for name in ("X", "y"))
        logits = self.scores(X) + self.params["b2"]
        return float(np.mean(np.logaddexp(0, np.where(y == 1, -logits, logits))))


def _finite(arrays: dict[str, Array], picture: Picture | None = None) -> dict[str, Array]:
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise Unreadable(
                f"{name} holds NaN or infinity after the training. Is the step too large, is the "
                "logarithm taken of 0, or is something divided by 0, as in Adam with t = 0?",
                picture,
            )
    return arrays


class Fits(NamedTuple):
    """The fits of all studies, in their order."""

    study: Fit
    twisted: Fit
    folded: Fit
    small: Fit
    again: Fit
    other: Fit
    turned: Fit
