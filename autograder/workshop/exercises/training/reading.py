"""Reads the result of a training: params and history, if they have the right form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers
from autograder.model import (
    Ask,
    Finding,
    Judge,
    Observation,
    Picture,
    Plain,
)

Array = NDArray[Any]
SETS = ("X", "y", "X_val", "y_val")


class Unreadable(Exception):
    """Raised where the returned value can't be judged. The message is the sentence for the student."""

    def __init__(self, sentence: str, picture: Picture | None = None) -> None:
        super().__init__(sentence)
        self.picture = picture


def readable(judge: Callable[[list[Observation]], Finding | None]) -> Judge:
    """Make a judge return an Unreadable as its finding."""

    def judged(seen: list[Observation], ask: Ask) -> Finding | None:
        try:
            return judge(seen)
        except Unreadable as unreadable:
            return Finding(str(unreadable), picture=unreadable.picture)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError):
            return Finding(
                "What comes back can't be followed: hand on params, grads and samples as they are."
            )

    return judged


def pair_of(returned: Plain) -> tuple[Mapping[str, Plain], Mapping[str, Plain]]:
    """params and history, if they are two dicts. Raises Unreadable otherwise."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise Unreadable("Two things are to be returned: params and history.")
    params, history = returned
    if not isinstance(params, Mapping) or not isinstance(history, Mapping):
        raise Unreadable("params and history, which are to be returned, are both dicts.")
    if "train_loss" in params:
        raise Unreadable("params and history have changed places: params comes first.")
    return params, history


def losses_of(history: Mapping[str, Plain]) -> dict[str, Array]:
    """The two lists of losses, if they are lists of numbers. Raises Unreadable otherwise."""
    losses = {}
    for key in ("train_loss", "val_loss"):
        if key not in history:
            raise Unreadable(f"history has no {key!r}.")
        numbers = as_numbers(history[key])
        if numbers is not None and numbers.ndim == 2 and numbers.shape[1] == 1:
            numbers = numbers[:, 0]  # each loss in shape (1,), which is a number too
        if numbers is None or numbers.ndim != 1:
            given = history[key]
            first = given[0] if isinstance(given, list | tuple) and given else None
            shape = first.shape if isinstance(first, np.ndarray) else ()
            inside = f" (the first entry of yours has the shape {shape})" if shape else ""
            raise Unreadable(
                f"{key!r} of history should be a list with one number for each epoch{inside}."
            )
        losses[key] = np.asarray(numbers, float)
    return losses
