"""Cases and checks: backpropagation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation, robustness
from autograder.compare import agree, as_numbers, mismatches
from autograder.difference import structure
from autograder.explain import example, form_sentence
from autograder.gradcheck import Point, check_gradient
from autograder.model import Ask, Case, Check, Exercise, Finding, Functions, Observation, Plain
from autograder.pictures import entries

Array = NDArray[Any]


# --- chain_rule ---


def slopes_of_sine(rng: Generator) -> list[Case]:
    """Numbers, a vector and a batch, of both signs."""
    return [
        Case({"x": 1.0}),
        Case({"x": -1.5}),
        Case({"x": 0.0}),
        Case({"x": rng.uniform(-2.5, 2.5, 5)}),
        Case({"x": rng.uniform(-2.5, 2.5, (4, 3))}),
    ]


# --- numerical_gradient ---


def valley(x: Array) -> float:
    """The square of the first element and three times the second: the notebook's example."""
    return float(x[0] ** 2 + 3 * x[1])


def waves(x: Array) -> float:
    """Each element swings on its own, some more, some less."""
    return float(np.sum(np.sin(x) * np.linspace(0.5, 2.0, x.size).reshape(x.shape)))


def cubes(x: Array) -> float:
    """Bends so much that the step shows in the measured slope."""
    return float(np.sum(x**3))


def rows_together(x: Array) -> float:
    """The elements of a row act together, so that the shape of x and the other elements count."""
    return float(np.sum(np.sin(x).sum(axis=-1) ** 3))


SURFACES: dict[str, Callable[[Array], float]] = {
    "x[0]**2 + 3 * x[1]": valley,
    "sum(weights * sin(x))": waves,
    "sum(x**3)": cubes,
    "sum(sin(x).sum(axis=-1) ** 3)": rows_together,
}


def measured(functions: Functions, f: str, x: Array, **step: float) -> Plain:
    """The student's measured gradient of a surface of this module."""
    return functions["numerical_gradient"](SURFACES[f], x, *step.values())


def surfaces(rng: Generator) -> list[Case]:
    """Four surfaces, arrays of one to three axes, the usual step and large ones."""
    plane, wavy, cubic, rows = SURFACES
    return [
        Case({"f": plane, "x": np.array([2.0, 5.0]), "h": 0.1}, measured),
        Case({"f": wavy, "x": rng.uniform(-2, 2, 4)}, measured),
        Case({"f": cubic, "x": rng.uniform(0.5, 2, (3, 2)), "h": 0.01}, measured),
        Case({"f": rows, "x": rng.uniform(0.2, 1, (2, 3))}, measured),
        Case({"f": rows, "x": rng.uniform(0.2, 1, (2, 2, 3)), "h": 0.05}, measured),
    ]


def _put_back(seen: list[Observation], ask: Ask) -> Finding | None:
    """Afterwards x holds the same numbers as before."""
    for observation in seen:
        before, after = observation.case.inputs["x"], observation.outcome.after.get("x")
        if not agree(before, after):
            return Finding("x changes.", misconception="numerical_gradient/x-not-restored")
    return None


# --- relative_error ---


def pairs_of_gradients(rng: Generator) -> list[Case]:
    """Slopes of all sizes, near each other and not, some of opposite sign, none of them 0."""
    return [
        Case({"a": 3.0, "b": 1.0}),
        Case({"a": np.array([1.0, 4.0]), "b": np.array([1.5, 4.0])}),
        Case({"a": 0.002, "b": -0.003}),
        Case(_gradients(rng, (6,), off=1e-3)),
        Case(_gradients(rng, (4, 3), off=0.3)),
        Case(_gradients(rng, (3, 2, 2), off=3.0)),
    ]


def _gradients(rng: Generator, shape: tuple[int, ...], off: float) -> dict[str, Plain]:
    a = rng.choice([-1, 1], shape) * 10 ** rng.uniform(-3, 3, shape)
    return {"a": a, "b": a * (1 + off * rng.choice([-1, 1], shape) * rng.uniform(0.1, 0.9, shape))}


def flat_gradients(rng: Generator) -> list[Case]:
    """Both slopes 0, and both so small that the floor of the denominator counts."""
    return [
        Case({"a": 0.0, "b": 0.0}),
        Case({"a": np.array([1.0, 0.0]), "b": np.array([1.5, 0.0])}),
        Case({"a": np.array([3e-9, 0.0]), "b": np.array([1e-9, 0.0])}),
    ]


# --- init_params ---


def drawn(functions: Functions, n_features: int, n_hidden: int, seed: int) -> Plain:
    """The student's params from a generator of that seed."""
    return functions["init_params"](n_features, n_hidden, np.random.default_rng(seed))


def starts(rng: Generator) -> list[Case]:
    """A small network twice from one seed, and once from another."""
    one, other = (int(seed) for seed in rng.choice(10**6, 2, replace=False))
    return [_start(3, 4, seed) for seed in (one, one, other)]


def large_start(rng: Generator) -> list[Case]:
    """A network with weights enough for statistics."""
    return [_start(300, 400, int(rng.integers(10**6)))]


def _start(d: int, h: int, seed: int) -> Case:
    return Case({"n_features": d, "n_hidden": h, "seed": seed}, drawn)


def _shapes(d: int, h: int) -> dict[str, tuple[int, ...]]:
    return {"W1": (d, h), "b1": (h,), "W2": (h, 1), "b2": (1,)}


def _arrays(value: Plain, names: tuple[str, ...]) -> dict[str, Array] | None:
    """These entries of a dict as arrays, or None where one is missing or is no array of numbers."""
    if not isinstance(value, Mapping):
        return None
    arrays = {name: as_numbers(value.get(name)) for name in names}
    found = {k: np.asarray(a, float) for k, a in arrays.items() if a is not None and a.size}
    return found if len(found) == len(names) else None


def _well_formed(seen: list[Observation], ask: Ask) -> Finding | None:
    """All four keys, each of the right shape."""
    for observation in seen:
        d, h = (observation.case.inputs[name] for name in ("n_features", "n_hidden"))
        right = {name: np.zeros(shape) for name, shape in _shapes(d, h).items()}
        faults = [m for m in mismatches(right, observation.value) if m.kind != "value"]
        if faults:
            swapped = _arrays(observation.value, ("W1", "W2"))
            transposed = swapped is not None and [a.shape for a in swapped.values()] == [
                (h, d),
                (1, h),
            ]
            return Finding(
                form_sentence(faults[0], _INIT_PARAMS, observation.outcome.printed) or "",
                f"This is for n_features = {d} and n_hidden = {h}.",
                "init_params/transposed" if transposed else None,
            )
    return None


def _units_differ(seen: list[Observation], ask: Ask) -> Finding | None:
    """No two hidden units are equal, and no two genes have the same weights."""
    for observation in seen:
        arrays = _arrays(observation.value, ("W1",))
        if arrays is None or arrays["W1"].ndim != 2:
            return Finding("W1 is not there as a table of numbers, so its units can't be compared.")
        W1 = arrays["W1"]
        if np.ptp(W1) == 0:
            kind = "constant" if W1.any() else "zeros"
            return Finding("All weights in W1 are the same.", "", f"init_params/{kind}")
        if len(np.unique(W1.T, axis=0)) < W1.shape[1]:
            return Finding(
                "Two hidden units (columns of W1) have the same weights, and would stay alike for "
                "ever: draw a number of its own for every weight."
            )
        if len(np.unique(W1, axis=0)) < len(W1):
            return Finding(
                "Two genes (rows of W1) have the same weights: draw a number of its own for every one."
            )
    return None


def _from_rng(seen: list[Observation], ask: Ask) -> Finding | None:
    """The same generator gives the same weights, another one gives others."""
    weights = [_arrays(observation.value, ("W1", "W2")) for observation in seen]
    first, again, other = weights
    if first is None or again is None or other is None:
        return Finding("W1 and W2 are not both there as numbers, so they can't be compared.")
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
    arrays = _arrays(seen[0].value, ("W1", "W2"))
    if arrays is None:
        return Finding("W1 and W2 are not both there as numbers, so their scale can't be told.")
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
        biases = _arrays(observation.value, ("b1", "b2"))
        if biases is None:
            return Finding("b1 and b2 are not both there as numbers.")
        for name, values in biases.items():
            if values.any():
                return Finding(f"{name} should start at 0: different weights are enough.")
    return None


# --- forward and backward ---


def network(rng: Generator, n: int, d: int, h: int) -> dict[str, Plain]:
    """A network, a batch and its cache, each unit on for some samples and off for others.

    It is made backwards: the cache is chosen, then the weights that lead to it are solved for.
    That needs n <= d and n <= h. n is odd, so that the pattern of units has full rank.
    """
    on = (np.arange(n)[:, np.newaxis] + np.arange(h)) % n < (n + 1) // 2
    size = rng.uniform(0.3, 2.0, (n, h))
    P = rng.uniform(0.1, 0.9, (n, 1))
    cache = {
        "Z1": np.where(on, size, -size),
        "A1": np.where(on, size, 0.0),
        "Z2": np.log(P) - np.log1p(-P),
        "P": P,
    }
    X = rng.standard_normal((n, d))
    b1 = rng.choice([-1, 1], h) * rng.uniform(0.2, 1.0, h)
    b2 = rng.choice([-1, 1], 1) * rng.uniform(0.2, 1.0, 1)
    params = {
        "W1": np.linalg.lstsq(X, cache["Z1"] - b1)[0],
        "b1": b1,
        "W2": np.linalg.lstsq(cache["A1"], cache["Z2"] - b2)[0],
        "b2": b2,
    }
    y = rng.permutation(np.resize([1.0, 0.0], n))[:, np.newaxis]
    return {"params": params, "X": X, "cache": cache, "y": y}


def network_by_hand() -> dict[str, Plain]:
    """The network and the one sample that the notebook works by hand."""
    return {
        "params": {
            "W1": np.array([[0.5, 1.0, -1.0], [0.5, -1.0, 0.5]]),
            "b1": np.array([0.5, 0.0, 1.0]),
            "W2": np.array([[0.5], [1.0], [-1.5]]),
            "b2": np.array([0.5]),
        },
        "X": np.array([[1.0, 2.0]]),
        "cache": {
            "Z1": np.array([[2.0, -1.0, 1.0]]),
            "A1": np.array([[2.0, 0.0, 1.0]]),
            "Z2": np.array([[0.0]]),
            "P": np.array([[0.5]]),
        },
        "y": np.array([[1.0]]),
    }


def _networks(rng: Generator) -> list[dict[str, Plain]]:
    return [network_by_hand(), network(rng, 3, 5, 4), network(rng, 5, 6, 8)]


def passes_forward(rng: Generator) -> list[Case]:
    """The network by hand, then two batches with n, d and h all different."""
    return [Case({"params": net["params"], "X": net["X"]}) for net in _networks(rng)]


def passes_back(rng: Generator) -> list[Case]:
    """The same networks, with their caches and labels."""
    return [Case(net, backpropagated) for net in _networks(rng)]


def backpropagated(functions: Functions, params: Plain, X: Array, cache: Plain, y: Array) -> Plain:
    """The gradient from a right cache, which has beside it what the student's own cache adds."""
    try:
        own = dict(functions["forward"](_copied(params), X.copy()))
    except Exception:
        own = {}
    return functions["backward"](params, own | cache, X, y)


def own_pass(functions: Functions, params: Plain, X: Array, y: Array) -> Plain:
    """The student's own probabilities, and the gradient from the student's own cache."""
    cache = functions["forward"](_copied(params), X.copy())
    P = np.array(cache["P"])
    return {"P": P, "gradient": functions["backward"](_copied(params), cache, X, y)}


def own_probabilities(functions: Functions, points: list[Plain], X: Array) -> Plain:
    """The student's own probabilities for each of many params."""
    return [functions["forward"](params, X.copy())["P"] for params in points]


def _copied(params: Mapping[str, Array]) -> dict[str, Array]:
    return {name: array.copy() for name, array in params.items()}


def _gradient_of(part: str) -> Check:
    """One parameter's gradient is right, for the network as it is or as the student's forward is."""

    def judge(seen: list[Observation], ask: Ask) -> Finding | None:
        faults = {
            i: found[0]
            for i, one in enumerate(seen)
            if (found := mismatches({part: one.answers[0][part]}, one.value))
        }
        if not faults or _fits_own_forward(part, seen[-1], ask):
            return None
        i, first = next(iter(faults.items()))
        one = seen[i]
        form = form_sentence(first, _BACKWARD, one.outcome.printed)
        shared = structure(seen, first.path) if first.kind in ("shape", "value") else None
        sentence = shared or form or f"The numbers in {part} differ from the right ones."
        called = {name: one.case.inputs[name] for name in _BACKWARD.signature}
        shown = example(_BACKWARD, replace(one, case=replace(one.case, inputs=called)), first)
        return Finding(
            sentence,
            shown if first.kind in ("shape", "value") else "",
            picture=entries(faults.values()),
        )

    claim = f"the gradient of {part} is right"
    return Check(f"d{part}", claim, passes_back, judge, part, answered=True)


def _fits_own_forward(part: str, seen: Observation, ask: Ask) -> bool:
    """Whether a gradient is that of the student's own forward pass, where that one is wrong.

    So a mistake in `forward` isn't charged again. A forward pass that doesn't look at its
    parameters or its samples is no network, and no gradient fits it.
    """
    params, X, cache, y = (seen.case.inputs[name] for name in ("params", "X", "cache", "y"))
    [own] = ask([Case({"params": params, "X": X, "y": y}, own_pass)])
    if own.problem or not isinstance(own.value, Mapping):
        return False
    P, gradient = as_numbers(own.value.get("P")), _arrays(own.value.get("gradient"), (part,))
    if gradient is None or P is None or P.shape != y.shape or agree(cache["P"], P):
        return False

    def losses(points: list[Point]) -> list[float]:
        whole = [params | point for point in points]
        [outcome] = ask([Case({"points": whole, "X": X}, own_probabilities)])
        found = outcome.value if isinstance(outcome.value, list) else []
        missing = [np.nan] * len(points)
        return [_surprise(P, y) for P in found] if len(found) == len(points) else missing

    rng = np.random.default_rng(0)
    report = check_gradient(losses, {part: params[part]}, gradient, rng)
    moved = np.ptp(P) > 1e-6 and report.blocks[part].numerical != 0
    return bool(moved and report.agrees and not report.undecided)


def _surprise(P: Plain, y: Array) -> float:
    """How surprising the true classes are, given the probabilities; NaN where those are none."""
    numbers = as_numbers(P)
    if numbers is None or numbers.shape != y.shape or not ((numbers >= 0) & (numbers <= 1)).all():
        return np.nan
    with np.errstate(divide="ignore"):
        return -float(np.log(np.where(y == 1, numbers, 1 - numbers)).mean())


_INIT_PARAMS = Exercise("init_params", ("n_features", "n_hidden", "rng"), ())
_BACKWARD = Exercise("backward", ("params", "cache", "X", "y"), (), builds_on=("forward",))

EXERCISES = (
    Exercise("chain_rule", ("x",), (formula(slopes_of_sine),)),
    Exercise(
        "numerical_gradient",
        ("f", "x", "h"),
        (
            relation(
                "x", "x is as it was afterwards", surfaces, _put_back, kind="manners", weight=2.0
            ),
            formula(surfaces),
        ),
    ),
    Exercise(
        "relative_error",
        ("a", "b"),
        (
            formula(pairs_of_gradients),
            robustness("right where slopes are 0, or nearly so", flat_gradients),
        ),
    ),
    replace(
        _INIT_PARAMS,
        checks=(
            relation("shapes", "has the right keys and shapes", starts, _well_formed),
            relation("units", "no two hidden units are equal", starts, _units_differ),
            relation("rng", "the weights come from rng alone", starts, _from_rng),
            relation("scale", "centred at 0, of a sensible scale", large_start, _sensible_scale),
            relation("biases", "the biases are 0", starts, _zero_biases, weight=3.0),
        ),
    ),
    Exercise(
        "forward",
        ("params", "X"),
        tuple(
            formula(passes_forward, name=part, claim=f"{part} is right", part=part)
            for part in ("Z1", "A1", "Z2", "P")
        ),
    ),
    replace(_BACKWARD, checks=tuple(_gradient_of(part) for part in ("W1", "b1", "W2", "b2"))),
)
