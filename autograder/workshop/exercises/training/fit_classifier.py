"""Cases and checks: fit_classifier, judged on people it has never seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import relation
from autograder.compare import as_numbers
from autograder.feedback.pictures import loss_curves
from autograder.model import (
    Ask,
    Case,
    Exercise,
    Finding,
    Functions,
    Judge,
    Observation,
    Picture,
    Plain,
)
from autograder.workshop.exercises.training.reading import (
    SETS,
    Unreadable,
    losses_of,
    pair_of,
    readable,
)
from autograder.workshop.expression import Cohort, auc, population

Array = NDArray[Any]
Params = dict[str, Array]


SEPARATES = 0.80
"""The AUC required on people it has never seen."""


@dataclass(frozen=True)
class Study(Case):
    """A cohort to learn from. The test set stays in this process: only `inputs` are sent."""

    people: int = 0


def studies(rng: Generator) -> list[Case]:
    """The same study twice; the second time half of each class in the validation set is mislabelled."""
    people, seed = int(rng.integers(2**62)), int(rng.integers(10**6))
    cohort = population(people).sample(600, seed=1)
    X, X_val = (_scaled(cohort, cohort.log_cpm[rows]) for rows in (cohort.train, cohort.validation))
    y, y_val = cohort.y[cohort.train], cohort.y[cohort.validation]
    twisted = y_val.copy()
    for label in (0, 1):
        rows = rng.permutation(np.flatnonzero(y_val == label))
        twisted[rows[: len(rows) // 2]] = 1 - label
    return [
        Study({"X": X, "y": y, "X_val": X_val, "y_val": labels, "seed": seed}, fitted, people)
        for labels in (y_val, twisted)
    ]


def _nothing(rng: Generator) -> list[Case]:
    return []


def _scaled(cohort: Cohort, log_cpm: Array) -> Array:
    """Every gene on one scale: the training samples' centre is 0, their spread 1."""
    centre = cohort.log_cpm[cohort.train].mean(axis=0)
    seen = cohort.log_cpm[cohort.train] - centre
    return np.sqrt(len(seen)) * (log_cpm - centre) / np.linalg.norm(seen, axis=0)


def fitted(
    functions: Functions, X: Array, y: Array, X_val: Array, y_val: Array, seed: int
) -> Plain:
    """Train the student's classifier."""
    return functions["fit_classifier"](X, y, X_val, y_val, np.random.default_rng(seed))


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
        return _finite(arrays)

    @cached_property
    def history(self) -> dict[str, Array]:
        """The training and validation losses, with equal lengths."""
        history = losses_of(pair_of(self.returned)[1])
        train_loss, val_loss = (len(losses) for losses in history.values())
        if not train_loss == val_loss > 0:
            raise Unreadable(
                f"history holds {train_loss} training losses and {val_loss} validation losses: there "
                "should be one of each for every epoch."
            )
        return _finite(history, loss_curves(history))

    def scores(self, X: Array) -> Array:
        """Scores that rank the samples by the probability of disease; (n, 1)."""
        hidden = X @ self.params["W1"] + self.params["b1"]
        return np.where(hidden > 0, hidden, 0) @ self.params["W2"]


def _finite(arrays: dict[str, Array], picture: Picture | None = None) -> dict[str, Array]:
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise Unreadable(
                f"{name} holds NaN or infinity after the training: is the step too large, or a "
                "logarithm taken of 0?",
                picture,
            )
    return arrays


_FITS: WeakKeyDictionary[Ask, list[Observation]] = WeakKeyDictionary()


def _of_fits(judge: Callable[[Fit, Fit], Finding | None]) -> Judge:
    """A judge of the two fits, which are made for the first check and shared by all."""

    def judged(seen: list[Observation], ask: Ask) -> Finding | None:
        made = _FITS.setdefault(ask, seen)
        if not made:
            return Finding("There is no trained network to look at.")
        return readable(lambda made: judge(*map(Fit.of, made)))(made, ask)

    return judged


def _in_shape(fit: Fit, twisted: Fit) -> Finding | None:
    """Both parts of the returned value can be read."""
    for one in (fit, twisted):
        assert one.history
        assert one.params
    return None


def _learns(fit: Fit, twisted: Fit) -> Finding | None:
    """The training loss ends well below log 2, the loss of an untrained network."""
    losses = fit.history["train_loss"]
    first, last = losses[0], losses[-1]
    if last < 0.8 * max(first, np.log(2)):
        return None
    return Finding(
        "The training loss does not fall clearly.",
        f"It is {first:.3g} after the first epoch and {last:.3g} after epoch {len(losses)}.",
        _why_not(fit),
        loss_curves(fit.history),
    )


def _why_not(fit: Fit) -> str | None:
    """The misconception behind a network that has learned nothing, if the weights show one."""
    if not (fit.params["W1"].any() or fit.params["W2"].any()):
        return "fit_classifier/zero-weights"
    if not (fit.params["b1"].any() or fit.params["b2"].any()):
        return "fit_classifier/does-not-train"
    losses, inputs = fit.history["train_loss"], fit.study.inputs
    rises = losses[-1] > 1.05 * max(losses[0], np.log(2))
    if rises and auc(inputs["y"], fit.scores(inputs["X"])) < 0.4:
        return "fit_classifier/climbs"
    return None


def _separates(fit: Fit, twisted: Fit) -> Finding | None:
    """How well it ranks people it has never seen."""
    people = population(fit.study.people)
    unseen = people.sample(2000, seed=2)
    X = _scaled(people.sample(600, seed=1), unseen.log_cpm)
    reached = auc(unseen.y, fit.scores(X))
    if reached >= SEPARATES:
        return Finding(
            f"On 2000 people it has never seen the network reaches an AUC of {reached:.3f}; a linear "
            "model reaches about 0.88.",
            fault=False,
        )
    known = _why_not(fit)
    return Finding(
        "On people that it has never seen the network does not tell cancer from healthy well enough.",
        f"The AUC on 2000 of them is {reached:.3f}; {SEPARATES:.2f} is asked for, chance gives 0.5.",
        known,
        None if known else loss_curves(fit.history),
    )


def _own_training_set(fit: Fit, twisted: Fit) -> Finding | None:
    """A network that has learned mislabelled validation rows has been trained on them.

    One that has not, has an AUC near 0.5 on labels that were turned at random (deviation 0.05). Where
    the training losses of both runs begin alike, only a late training on the rows remains possible.
    """
    inputs = twisted.study.inputs
    if auc(inputs["y"], twisted.scores(inputs["X"])) < 0.6:
        return Finding("As long as it learns nothing, it can't be told from what it learns.")
    learned = auc(inputs["y_val"], twisted.scores(inputs["X_val"]))
    if learned <= 0.65 or (learned <= 0.75 and _begin_alike(fit, twisted, "train_loss")):
        return None
    return Finding(
        "Samples of the validation set are used for training.",
        misconception="fit_classifier/trains-on-validation",
    )


def _looks_at_validation(fit: Fit, twisted: Fit) -> Finding | None:
    """val_loss is from the validation set: it differs from train_loss and depends on the labels."""
    if np.allclose(fit.history["val_loss"], fit.history["train_loss"], rtol=1e-9):
        return Finding(
            "val_loss is the same as train_loss.",
            misconception="fit_classifier/val-loss-is-train-loss",
        )
    if _begin_alike(fit, twisted, "val_loss"):
        return Finding(
            "val_loss stays the same when the labels of the validation set change: compute it on X_val "
            "and y_val."
        )
    return None


def _begin_alike(fit: Fit, twisted: Fit, key: str) -> bool:
    one, other = fit.history[key], twisted.history[key]
    epochs = min(len(one), len(other))
    return np.allclose(one[:epochs], other[:epochs], rtol=1e-9)


EXERCISE = Exercise(
    "fit_classifier",
    (*SETS, "rng"),
    (
        relation(
            "form", "params and history as asked for", studies, _of_fits(_in_shape), weight=3.0
        ),
        relation("learns", "the training loss falls clearly", _nothing, _of_fits(_learns)),
        relation(
            "unseen",
            "an AUC of 0.80 on people never seen",
            _nothing,
            _of_fits(_separates),
            weight=14.0,
        ),
        relation(
            "kept apart",
            "it learns, and from the training samples alone",
            _nothing,
            _of_fits(_own_training_set),
        ),
        relation(
            "val_loss",
            "val_loss is of the validation set",
            _nothing,
            _of_fits(_looks_at_validation),
            weight=4.0,
        ),
    ),
    seconds=60.0,
)
