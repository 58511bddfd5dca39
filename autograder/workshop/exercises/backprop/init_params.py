"""Cases and checks: init_params, by the shapes and the statistics of what is drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import relation
from autograder.compare import mismatches
from autograder.feedback.wording import form_sentence
from autograder.model import Ask, Case, Exercise, Finding, Functions, Observation, Plain
from autograder.workshop.exercises.backprop.init_params_drill import DRILL
from autograder.workshop.exercises.backprop.network import arrays_of

Array = NDArray[Any]


def starts(rng: Generator) -> list[Case]:
    """A small network of any size, twice from one seed and once from another."""
    one, other = (int(seed) for seed in rng.choice(10**6, 2, replace=False))
    d, h = int(rng.integers(3, 10)), int(rng.integers(10, 20))
    return [_start(d, h, seed) for seed in (one, one, other)]


def large_start(rng: Generator) -> list[Case]:
    """A network with enough weights for statistics."""
    d, h = int(rng.integers(250, 350)), int(rng.integers(350, 450))
    return [_start(d, h, int(rng.integers(10**6)))]


def _start(d: int, h: int, seed: int) -> Case:
    return Case({"n_features": d, "n_hidden": h, "seed": seed}, drawn, room=8_000 + 2 * d * h)


def drawn(functions: Functions, n_features: int, n_hidden: int, seed: int) -> Plain:
    """The student's params from a generator of that seed."""
    return functions["init_params"](n_features, n_hidden, np.random.default_rng(seed))


def _well_formed(seen: list[Observation], ask: Ask) -> Finding | None:
    """All four keys, each of the right shape."""
    for observation in seen:
        d, h = (observation.case.inputs[name] for name in ("n_features", "n_hidden"))
        right = {name: np.zeros(shape) for name, shape in _shapes(d, h).items()}
        faults = [m for m in mismatches(right, observation.value) if m.kind != "value"]
        if faults:
            swapped = arrays_of(observation.value, ("W1", "W2"))
            transposed = swapped is not None and [a.shape for a in swapped.values()] == [
                (h, d),
                (1, h),
            ]
            return Finding(
                form_sentence(faults[0], EXERCISE, observation.outcome.printed) or "",
                f"This is for n_features = {d} and n_hidden = {h}.",
                "init_params/transposed" if transposed else None,
            )
    return None


def _shapes(d: int, h: int) -> dict[str, tuple[int, ...]]:
    return {"W1": (d, h), "b1": (h,), "W2": (h, 1), "b2": (1,)}


def _arrays(seen: Observation, names: tuple[str, ...]) -> dict[str, Array] | None:
    """These params if they have as many numbers as the network asks for, in whatever shape."""
    arrays = arrays_of(seen.value, names)
    d, h = (seen.case.inputs[name] for name in ("n_features", "n_hidden"))
    wanted = {name: int(np.prod(shape)) for name, shape in _shapes(d, h).items()}
    fits = arrays is not None and all(arrays[name].size == wanted[name] for name in names)
    return arrays if fits else None


def _units_differ(seen: list[Observation], ask: Ask) -> Finding | None:
    """No two hidden units are equal, and no two genes have the same weights."""
    for observation in seen:
        arrays = _arrays(observation, ("W1",))
        if arrays is None or arrays["W1"].ndim != 2:
            return Finding(
                "W1 is not there as a table of numbers of its size, so its units can't be compared."
            )
        W1 = arrays["W1"]
        if np.ptp(W1) == 0:
            kind = "constant" if W1.any() else "zeros"
            return Finding("All weights in W1 are the same.", "", f"init_params/{kind}")
        if len(np.unique(W1.T, axis=0)) < W1.shape[1]:
            return Finding(
                "Two hidden units (columns of W1) have the same weights, and would stay alike for "
                "ever. Draw each weight by itself."
            )
        if len(np.unique(W1, axis=0)) < len(W1):
            return Finding(
                "Two genes (rows of W1) have the same weights: draw each weight by itself."
            )
    return None


def _from_rng(seen: list[Observation], ask: Ask) -> Finding | None:
    """The same generator gives the same weights, another one gives others."""
    weights = [_arrays(observation, ("W1", "W2")) for observation in seen]
    first, again, other = weights
    if first is None or again is None or other is None:
        return Finding("W1 and W2 are not both there in their sizes, so they can't be compared.")
    for name in first:
        if not np.array_equal(first[name], again[name]):
            return Finding(
                f"{name} is another one each time, even with equal generators: "
                "draw it from the rng that you are given."
            )
        if np.array_equal(first[name], other[name]):
            frozen = all(np.array_equal(first[key], other[key]) for key in first)
            return Finding(
                f"{name} is the same whatever rng is: draw it from the rng that you are given.",
                "",
                "init_params/own-seed" if frozen else None,
            )
    return None


def _sensible_scale(seen: list[Observation], ask: Ask) -> Finding | None:
    """Centred at 0, and neither vanishing nor exploding, in a network large enough to tell."""
    arrays = _arrays(seen[0], ("W1", "W2"))
    if arrays is None:
        return Finding("W1 and W2 are not both there in their sizes, so their scale can't be told.")
    d, h = (seen[0].case.inputs[name] for name in ("n_features", "n_hidden"))
    for name, inputs in (("W1", d), ("W2", min(d, h))):
        values = arrays[name]
        mean, spread, most = values.mean(), values.std(), 2.5 * np.sqrt(2 / inputs)
        shown = f"With n_features = {d} and n_hidden = {h}, {name} has "
        if (values >= 0).all() and values.any() and spread > 0:
            example = f"{shown}no negative weight among {values.size}."
            return Finding(f"All of {name} is positive.", example, "init_params/all-positive")
        if not np.isfinite(values).all():
            return Finding(f"{name} holds NaN or infinite weights.")
        if spread < 0.95e-4:
            return Finding(
                f"The weights in {name} hardly differ from one another: spread them further.",
                f"{shown}a deviation of {spread:.2g}; at least 0.0001 is wanted.",
            )
        if spread > most * (1 + 4 / np.sqrt(2 * values.size)):
            return Finding(
                f"The weights in {name} are too large.",
                f"{shown}a deviation of {spread:.2g}; He's rule gives {most / 2.5:.2g}.",
                "init_params/too-large",
            )
        if abs(mean) > max(0.05, 5 / np.sqrt(values.size)) * spread:
            return Finding(
                f"The weights in {name} lean to one side: centre them at 0.",
                f"{shown}a mean of {mean:.2g} at a deviation of {spread:.2g}.",
            )
    return None


def _zero_biases(seen: list[Observation], ask: Ask) -> Finding | None:
    """Both biases are 0."""
    for observation in seen:
        biases = _arrays(observation, ("b1", "b2"))
        if biases is None:
            return Finding("b1 and b2 are not both there in their sizes.")
        for name, values in biases.items():
            if values.any():
                return Finding(f"{name} should start at 0: different weights are enough.")
    return None


EXERCISE = Exercise(
    "init_params",
    ("n_features", "n_hidden", "rng"),
    (
        relation("shapes", "has the right keys and shapes", starts, _well_formed, weight=2.0),
        relation("units", "no two hidden units are equal", starts, _units_differ, weight=1.0),
        relation("rng", "the weights come from rng alone", starts, _from_rng),
        relation("scale", "centred at 0, of a sensible scale", large_start, _sensible_scale),
        relation("biases", "the biases are 0", starts, _zero_biases, weight=1.0),
    ),
    drill=DRILL,
)
