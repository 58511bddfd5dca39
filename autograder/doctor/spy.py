"""Spies on a training loop: two functions that do what yours do, and remember."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.doctor.seen import LossAndGrads, Params, Seen, Sets, Sketch, copied, kept_whole

UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError)
"""What reading a value of an unexpected form may raise."""


class NoSpies(TypeError):
    """Raised where spies can't be put on what was given. Notebooks show its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Spies:
    """Two functions that do what yours do, and remember. Unpack them where yours would stand."""

    def __init__(self, loss_and_grads: LossAndGrads, update: Callable[..., Any], sets: Sets):
        self.seen = Seen(sets, loss_and_grads)
        self._loss_and_grads, self._update = loss_and_grads, update

    def __iter__(self) -> Iterator[Callable[..., Any]]:
        yield self.loss_and_grads
        yield self.update

    def loss_and_grads(self, params: Any, X: Any, y: Any) -> Any:
        """What your loss_and_grads gives."""
        before = self._sketch(params, "params")
        given = self._loss_and_grads(params, X, y)
        try:
            loss, grads = given
            if before is not None:
                self.seen.look(before, X, y, loss, grads)
        except UNREADABLE:
            self._note("loss_and_grads should give (loss, grads): a number and a dict.")
        return given

    def update(self, params: Any, grads: Any) -> Any:
        """What your update gives."""
        before, slopes = self._sketch(params, "params"), self._sketch(grads, "grads")
        whole: Params = {}
        if kept_whole(self.seen.stepped) and before is not None:
            whole = copied(params)
        given = self._update(params, grads)
        try:
            if before is not None and slopes is not None:
                self.seen.step(before, whole, slopes, given)
        except UNREADABLE:
            self._note("update should give the new params, a dict like the old ones.")
        return given

    def _note(self, trouble: str) -> None:
        self.seen.trouble = self.seen.trouble or trouble

    def _sketch(self, arrays: Any, name: str) -> Sketch | None:
        try:
            return Sketch.of(arrays)
        except UNREADABLE:
            self._note(f"{name} should be a dict of arrays.")
            return None


def spy(
    loss_and_grads: LossAndGrads,
    update: Callable[..., Any],
    X: Any,
    y: Any,
    X_val: Any = None,
    y_val: Any = None,
) -> Spies:
    """Put spies on the two functions of a training loop, so that `diagnose` can say more.

        spies = spy(loss_and_grads, update, X, y, X_val, y_val)
        params, history = train(params, X, y, X_val, y_val, *spies, 40, 32, rng)
        diagnose(history, spies)

    Args:
        loss_and_grads: gives (loss, grads) for (params, X, y); params and grads are dicts.
        update: gives the new params for (params, grads).
        X: the training samples, one a row.
        y: their labels.
        X_val: the validation samples, if there are any.
        y_val: their labels.

    Returns:
        The spies, which unpack to two functions that do what yours do.

    Raises:
        NoSpies: where the first two are no functions, or the data are no arrays of numbers.
    """
    if not callable(loss_and_grads) or not callable(update):
        raise NoSpies("spy needs two functions first: spy(loss_and_grads, update, X, y).")
    return Spies(loss_and_grads, update, _sets(X, y, X_val, y_val))


def _sets(*data: Any) -> Sets:
    """Copies of the data. Raises NoSpies where they are no tables of numbers."""
    names = ("X", "y", "X_val", "y_val")
    arrays: list[Any] = []
    for name, values in zip(names, data, strict=True):
        try:
            arrays.append(None if values is None else np.array(values, float))
        except (TypeError, ValueError):
            raise NoSpies(f"spy needs {name} as an array of numbers.") from None
    X, y, X_val, y_val = arrays
    for name, samples, labels in (("X", X, y), ("X_val", X_val, y_val)):
        if samples is None and labels is None and name == "X_val":
            continue
        if (
            samples is None
            or labels is None
            or not samples.ndim
            or len(samples) != len(np.atleast_1d(labels))
        ):
            raise NoSpies(f"spy needs one label for each row of {name}.")
    return Sets(X, y, X_val, y_val)


def seen_by(spies: Any) -> Seen | None:
    """What spies saw, or None if these are no spies."""
    return spies.seen if isinstance(spies, Spies) else None
