"""The curves of a training: the losses over the epochs, and what their shape alone can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers

Floats = NDArray[np.float64]
NAMES = {"train_loss": ("train_loss", "loss", "train"), "val_loss": ("val_loss", "val")}


class BadHistory(Exception):
    """Raised where there are no curves to read. The message is the sentence for the student."""


@dataclass(frozen=True)
class Curves:
    """The losses of each epoch. `val` is empty where there are none."""

    train: Floats
    val: Floats

    @classmethod
    def of(cls, history: Any) -> Curves:
        """The curves of a history: a dict with lists, or one list. Raises BadHistory otherwise."""
        if not isinstance(history, Mapping):
            return cls(_numbers("history", history), np.array([]))
        train, val = (_named(history, names) for names in NAMES.values())
        if train is None:
            raise BadHistory(
                "There is no 'train_loss' in history: put a list there, with one loss an epoch."
            )
        curves = cls(train, np.array([]) if val is None else val)
        if val is not None and len(val) != len(train):
            raise BadHistory(
                f"train_loss holds {len(train)} numbers and val_loss {len(val)}: each should have one for "
                "every epoch."
            )
        return curves

    def as_dict(self) -> dict[str, Floats]:
        """The curves by name, as a picture wants them."""
        return {"train_loss": self.train} | ({"val_loss": self.val} if self.val.size else {})


def _named(history: Mapping[Any, Any], names: tuple[str, ...]) -> Floats | None:
    found = next((name for name in names if name in history), None)
    return None if found is None else _numbers(found, history[found])


def _numbers(name: str, values: Any) -> Floats:
    """A list of losses. Raises BadHistory where it is none."""
    numbers = as_numbers(values)
    if numbers is not None and numbers.ndim == 2 and numbers.shape[1] == 1:
        numbers = numbers[:, 0]
    if numbers is None or numbers.ndim != 1:
        raise BadHistory(f"{name} should be a list of numbers, one loss for each epoch.")
    if not numbers.size:
        raise BadHistory(f"{name} is empty: add one loss at the end of each epoch.")
    return np.asarray(numbers, float)
