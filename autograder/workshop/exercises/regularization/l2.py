"""Cases and checks: l2_penalty and l2_grads, the penalty on weights and its gradient."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation, robustness, whole_numbers
from autograder.compare import as_one_number, close, mismatches
from autograder.feedback.wording import value_text
from autograder.model import Ask, Case, Exercise, Finding, Observation
from autograder.workshop.exercises.regularization.random_inputs import away_from_zero

Array = NDArray[Any]
Shapes = dict[str, tuple[int, ...]]

NETWORK: Shapes = {"W1": (4, 3), "b1": (3,), "W2": (3, 1), "b2": (1,)}
DEEPER: Shapes = {"b1": (5,), "W1": (2, 5), "b2": (3,), "W2": (5, 3), "W3": (3, 1), "b3": (1,)}


def _tensors(rng: Generator, shapes: Shapes) -> dict[str, Array]:
    return {key: away_from_zero(rng, shape) for key, shape in shapes.items()}


def penalties(rng: Generator) -> list[Case]:
    """By hand, two layers and three, with biases that must not count."""
    by_hand = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([3.0, 1.0])}
    return [
        Case({"params": by_hand, "lam": 0.1}),
        Case({"params": _tensors(rng, NETWORK), "lam": float(rng.uniform(0.3, 0.9))}),
        Case({"params": _tensors(rng, DEEPER), "lam": 0.02}),
    ]


def priced(rng: Generator) -> list[Case]:
    """A network, the same with each parameter doubled, and the same with each of them twice."""
    params = _tensors(rng, NETWORK)
    doubled = {key: 2 * value for key, value in params.items()}
    repeated = {key: np.repeat(value, 2, axis=-1) for key, value in params.items()}
    return [Case({"params": network, "lam": 0.1}) for network in (params, doubled, repeated)]


def _sum_of_squares(observations: list[Observation], ask: Ask) -> Finding | None:
    """How the penalty grows with the size and the number of weights; the formula check does the rest."""
    prices = [as_one_number(seen.value) for seen in observations]
    if None in prices:
        return Finding("It should return one number.")
    base, doubled, repeated = (float(price) for price in prices if price is not None)
    if base == 0:
        return None
    by_size, by_number = doubled / base, repeated / base
    if not np.isclose(by_size, 4, rtol=1e-4):
        shown = f"Weights twice as large should cost 4 times as much; the factor in yours is {by_size:.3g}."
    elif not np.isclose(by_number, 2, rtol=1e-4):
        shown = f"Twice as many weights should cost 2 times as much; the factor in yours is {by_number:.3g}."
    else:
        return None
    return Finding(
        "The penalty is not a sum of squares.", shown, _another_penalty(base, observations[0])
    )


def _another_penalty(price: float, seen: Observation) -> str | None:
    """The name of a penalty that is L1 or a mean, with the biases or without, with a half or without."""
    params, lam = seen.case.inputs["params"], seen.case.inputs["lam"]
    weights = [value for name, value in params.items() if name.startswith("W")]
    for arrays in (weights, [*params.values()]):
        every = np.concatenate([array.ravel() for array in arrays])
        prices = {
            "l2_penalty/l1": [np.abs(every).sum()],
            "l2_penalty/mean": [np.mean(every**2), sum(np.mean(array**2) for array in arrays)],
        }
        for name, sizes in prices.items():
            if np.isclose(price, np.outer([lam / 2, lam], sizes), rtol=1e-4).any():
                return name
    return None


PENALTY = Exercise(
    "l2_penalty",
    ("params", "lam"),
    (
        relation(
            "squares",
            "grows with the size and the number of the weights",
            priced,
            _sum_of_squares,
            kind="robustness",
        ),
        formula(penalties),
    ),
)


def decays(rng: Generator) -> list[Case]:
    """By hand, and two layers."""
    return [
        Case(
            {
                "grads": {"W1": np.array([[0.5, 0.5]]), "b1": np.array([0.5, 1.0])},
                "params": {"W1": np.array([[2.0, -3.0]]), "b1": np.array([3.0, 4.0])},
                "lam": 0.1,
            }
        ),
        *_decays(rng, NETWORK, (0.02, float(rng.uniform(0.3, 0.9)))),
    ]


def deeper_decays(rng: Generator) -> list[Case]:
    """Two layers and three."""
    return [*_decays(rng, NETWORK, (0.3,)), *_decays(rng, DEEPER, (0.7,))]


def whole_decays(rng: Generator) -> list[Case]:
    """Weights that are whole numbers; their gradients are not."""
    [case] = _decays(rng, NETWORK, (0.3,))
    params = {
        k: np.rint(w).astype(int) if k[0] == "W" else w for k, w in case.inputs["params"].items()
    }
    return [Case(case.inputs | {"params": params})]


def _decays(rng: Generator, shapes: Shapes, lams: tuple[float, ...]) -> list[Case]:
    return [
        Case({"grads": _tensors(rng, shapes), "params": _tensors(rng, shapes), "lam": lam})
        for lam in lams
    ]


def _shrinks_weights(observations: list[Observation], ask: Ask) -> Finding | None:
    """Each weight adds the same multiple of itself to its gradient, and biases add nothing."""
    for seen in observations:
        grads, params = seen.case.inputs["grads"], seen.case.inputs["params"]
        if any(m.kind != "value" for m in mismatches(grads, seen.value)):
            return Finding(
                "It should return a dict with the keys and shapes of grads, the biases too."
            )
        new = {name: np.asarray(seen.value[name], float) for name in grads}
        weights = [name for name in grads if name.startswith("W")]
        for name in grads:
            if name not in weights and not close(grads[name], new[name]).all():
                shown = (
                    f"In one case the gradient of {name} is {value_text(grads[name])}, and comes "
                    f"back as {value_text(new[name])}."
                )
                return Finding("A bias's gradient should stay as it is.", shown)
        if all(close(grads[name], new[name]).all() for name in weights):
            return Finding("The weights' gradients are as they were: the penalty's is to be added.")
        flat = [np.concatenate([v[name].ravel() for name in weights]) for v in (grads, params, new)]
        old, weight, now = flat
        factor = (now - old) @ weight / (weight @ weight)
        if not close(old + factor * weight, now).all():
            return Finding("Each weight should add one multiple of itself to its gradient.")
    return None


GRADS = Exercise(
    "l2_grads",
    ("grads", "params", "lam"),
    (
        formula(decays, name="W1", claim="the weights' gradient is right", part="W1"),
        relation(
            "decay",
            "weights add a multiple of themselves, biases nothing",
            decays,
            _shrinks_weights,
        ),
        robustness("right for any number of layers", deeper_decays, name="layers"),
        whole_numbers(whole_decays),
    ),
)

EXERCISES = (PENALTY, GRADS)
