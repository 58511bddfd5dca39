"""Cases and checks: one step of SGD, momentum, RMSprop and Adam, alone and in a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation, robustness
from autograder.compare import agree, mismatches
from autograder.model import Ask, Case, Condition, Exercise, Finding, Functions, Observation, Plain
from autograder.values import plain

Tensors = dict[str, NDArray[np.float64]]
Shapes = dict[str, tuple[int, ...]]

NETWORK: Shapes = {"W1": (4, 3), "b1": (3,), "W2": (3, 1), "b2": (1,)}
BIASES_FIRST: Shapes = {"b1": (2,), "W1": (3, 2)}

_ROW = "right over four steps in a row"
_KEEPS = ("grads",)


def _signed(rng: Generator, shapes: Shapes) -> Tensors:
    """Numbers of both signs, 0.2 < |x| < 2."""
    return {
        key: rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 2.0, shape)
        for key, shape in shapes.items()
    }


def _gradient(rng: Generator, shapes: Shapes) -> Tensors:
    """A gradient with one entry of 0, always the same."""
    grads = _signed(rng, shapes)
    grads["W1"][1, 0] = 0.0
    return grads


def _four(rng: Generator, shapes: Shapes) -> list[Tensors]:
    return [_gradient(rng, shapes) for _ in range(4)]


def _squares(rng: Generator, shapes: Shapes) -> Tensors:
    return {key: rng.uniform(0.05, 2.0, shape) for key, shape in shapes.items()}


def _zeros(shapes: Shapes) -> Tensors:
    return {key: np.zeros(shape) for key, shape in shapes.items()}


def _one(number: float) -> Tensors:
    """A single parameter, to follow by hand."""
    return {"W1": np.array([[number]])}


def _in_a_row(
    step: Callable[..., Plain], inputs: dict[str, Plain], returned: Sequence[str]
) -> Plain:
    """What the last step returns. Each begins with what the one before it `returned`.

    `inputs["grads"]` lists a gradient for each step. Stops at a result of the wrong form.
    """
    now, result = dict(inputs), None
    for grads in inputs["grads"]:
        result = plain(step(*(now | {"grads": grads}).values()))
        before = tuple(now[name] for name in returned)
        parts = result if len(returned) > 1 else (result,)
        if any(mismatch.kind != "value" for mismatch in mismatches(before, parts)):
            return result
        for name, part in zip(returned, parts, strict=True):
            now[name] = {key: np.array(part[key], dtype=float) for key in now[name]}
        if "t" in now:
            now["t"] += 1
    return result


def sgd_single(rng: Generator) -> list[Case]:
    """By hand, then a network and its parameters in another order."""
    weight = {"W1": np.array([[2.0]]), "b1": np.array([-1.0])}
    slope = {"W1": np.array([[0.5]]), "b1": np.array([-4.0])}
    return [
        Case({"params": weight, "grads": slope, "lr": 0.1}),
        *(
            Case({"params": _signed(rng, shapes), "grads": _signed(rng, shapes), "lr": lr})
            for shapes, lr in ((NETWORK, float(rng.uniform(0.2, 0.6))), (BIASES_FIRST, 0.03))
        ),
    ]


def sgd_row(rng: Generator) -> list[Case]:
    """Four steps."""
    return [
        Case({"params": _signed(rng, shapes), "grads": _four(rng, shapes), "lr": lr}, sgd_steps)
        for shapes, lr in ((NETWORK, 0.05), (BIASES_FIRST, 0.4))
    ]


def sgd_steps(functions: Functions, **inputs: Plain) -> Plain:
    """Steps of `sgd_step` in a row."""
    return _in_a_row(functions["sgd_step"], inputs, ("params",))


def _every_parameter_moves(observations: list[Observation], ask: Ask) -> Finding | None:
    """No gradient here is 0, so every entry of every parameter moves."""
    subsets = []
    for seen in observations:
        if not isinstance(seen.value, Mapping):
            return None
        params = seen.case.inputs["params"]
        moved = [k for k in params if k in seen.value and not agree(params[k], seen.value[k])]
        subsets.append((list(params), moved))
    lagging = [(keys, moved) for keys, moved in subsets if moved != keys]
    if not lagging:
        return None
    if all(list(seen.value) == [*seen.case.inputs["params"]][-1:] for seen in observations):
        return Finding(
            "Only the last parameter is in your dict: is the dict made anew in each turn of the loop?"
        )
    keys, moved = lagging[-1]
    shown = f"Of {', '.join(keys)} only {', '.join(moved)} moves." if moved else "None moves."
    name = None
    if all(moved == keys[:1] for keys, moved in subsets):
        name = "sgd_step/first-only"
    elif all(moved == [k for k in keys if k.startswith("W")] for keys, moved in subsets):
        name = "sgd_step/weights-only"
    return Finding("Every parameter takes its step; some of yours do not.", shown, name)


SGD = Exercise(
    "sgd_step",
    ("params", "grads", "lr"),
    (
        relation(
            "all",
            "each parameter takes its step",
            sgd_single,
            _every_parameter_moves,
            kind="robustness",
        ),
        formula(sgd_single),
        robustness(_ROW, sgd_row, name="four steps"),
    ),
    keeps=_KEEPS,
)


def momentum_single(rng: Generator) -> list[Case]:
    """From rest and already moving; the default beta and two others."""
    by_hand = {"params": _one(1.0), "grads": _one(2.0)}
    return [
        Case(by_hand | {"velocity": _one(3.0), "lr": 0.1}),
        Case(by_hand | {"velocity": _one(0.0), "lr": 0.1}),
        *(
            Case(
                {"params": _signed(rng, shapes), "grads": _gradient(rng, shapes)}
                | {"velocity": velocity, "lr": lr, "beta": beta}
            )
            for shapes, velocity, lr, beta in (
                (NETWORK, _zeros(NETWORK), 0.2, 0.8),
                (BIASES_FIRST, _signed(rng, BIASES_FIRST), 0.05, float(rng.uniform(0.5, 0.7))),
            )
        ),
    ]


def momentum_row(rng: Generator) -> list[Case]:
    """Four steps, from rest and already moving."""
    return [
        Case(
            {"params": _signed(rng, shapes), "grads": _four(rng, shapes), "velocity": velocity}
            | settings,
            momentum_steps,
        )
        for shapes, velocity, settings in (
            (NETWORK, _zeros(NETWORK), {"lr": 0.1}),
            (BIASES_FIRST, _signed(rng, BIASES_FIRST), {"lr": 0.3, "beta": 0.6}),
        )
    ]


def momentum_steps(functions: Functions, **inputs: Plain) -> Plain:
    """Steps of `momentum_step` in a row."""
    return _in_a_row(functions["momentum_step"], inputs, ("params", "velocity"))


MOMENTUM = Exercise(
    "momentum_step",
    ("params", "grads", "velocity", "lr", "beta"),
    (
        formula(momentum_single, name="velocity", claim="the velocity is right", part=1),
        formula(momentum_single, name="params", claim="params are right", part=0),
        robustness(_ROW, momentum_row, name="four steps"),
    ),
    keeps=_KEEPS,
    returns=("params", "velocity"),
)


def rmsprop_single(rng: Generator) -> list[Case]:
    """From zero and other state, tiny gradients with the default eps, and a large eps."""
    return [
        Case({"params": _one(1.0), "grads": _one(3.0), "sq_avg": _one(10.0), "lr": 0.1}),
        Case({"params": _one(1.0), "grads": _one(2.0), "sq_avg": _one(0.0), "lr": 0.1}),
        Case({"params": _one(1.0), "grads": _one(1e-7), "sq_avg": _one(0.0), "lr": 0.1}),
        *(
            Case(
                {"params": _signed(rng, shapes), "grads": _gradient(rng, shapes)}
                | {"sq_avg": sq_avg, "lr": lr, "beta": beta, "eps": eps}
            )
            for shapes, sq_avg, lr, beta, eps in (
                (NETWORK, _zeros(NETWORK), 0.2, 0.8, 1e-2),
                (BIASES_FIRST, _squares(rng, BIASES_FIRST), 0.5, 0.6, 1e-2),
                (NETWORK, _squares(rng, NETWORK), 0.1, float(rng.uniform(0.7, 0.95)), 1e-4),
            )
        ),
    ]


def rmsprop_row(rng: Generator) -> list[Case]:
    """Four steps, from zero and other state."""
    return [
        Case(
            {"params": _signed(rng, shapes), "grads": _four(rng, shapes), "sq_avg": sq_avg}
            | settings,
            rmsprop_steps,
        )
        for shapes, sq_avg, settings in (
            (NETWORK, _zeros(NETWORK), {"lr": 0.1}),
            (BIASES_FIRST, _squares(rng, BIASES_FIRST), {"lr": 0.3, "beta": 0.4, "eps": 1e-2}),
        )
    ]


def rmsprop_steps(functions: Functions, **inputs: Plain) -> Plain:
    """Steps of `rmsprop_step` in a row."""
    return _in_a_row(functions["rmsprop_step"], inputs, ("params", "sq_avg"))


RMSPROP = Exercise(
    "rmsprop_step",
    ("params", "grads", "sq_avg", "lr", "beta", "eps"),
    (
        formula(rmsprop_single, name="sq_avg", claim="sq_avg is right", part=1),
        formula(rmsprop_single, name="params", claim="params are right", part=0),
        robustness(_ROW, rmsprop_row, name="four steps"),
    ),
    keeps=_KEEPS,
    returns=("params", "sq_avg"),
)


def adam_single(rng: Generator) -> list[Case]:
    """The first step and later ones; default settings, tiny gradients, and a large eps."""
    start = {"m": _one(0.0), "v": _one(0.0), "t": 1}
    return [
        Case({"params": _one(1.0), "grads": _one(0.5)} | start),
        Case(
            {"params": _one(1.0), "grads": _one(2.0), "m": _one(1.0), "v": _one(4.0)}
            | {"t": 2, "lr": 0.1}
        ),
        Case({"params": _one(1.0), "grads": _one(1e-7)} | start | {"lr": 0.1}),
        *(
            Case(
                {"params": _signed(rng, shapes), "grads": _gradient(rng, shapes), "m": m, "v": v}
                | dict(zip(("t", "lr", "beta1", "beta2", "eps"), settings, strict=True))
            )
            for shapes, m, v, settings in (
                (NETWORK, _zeros(NETWORK), _zeros(NETWORK), (1, 0.2, 0.8, 0.95, 1e-2)),
                (
                    BIASES_FIRST,
                    _signed(rng, BIASES_FIRST),
                    _squares(rng, BIASES_FIRST),
                    (3, 0.3, 0.6, float(rng.uniform(0.8, 0.97)), 1e-2),
                ),
                (
                    NETWORK,
                    _signed(rng, NETWORK),
                    _squares(rng, NETWORK),
                    (7, 0.5, 0.95, 0.4, 1e-4),
                ),
            )
        ),
    ]


def adam_row(rng: Generator) -> list[Case]:
    """Four steps, from the start and from the fifth on."""
    return [
        Case(
            {"params": _signed(rng, shapes), "grads": _four(rng, shapes), "m": m, "v": v}
            | settings,
            adam_steps,
        )
        for shapes, m, v, settings in (
            (NETWORK, _zeros(NETWORK), _zeros(NETWORK), {"t": 1, "lr": 0.1}),
            (
                BIASES_FIRST,
                _signed(rng, BIASES_FIRST),
                _squares(rng, BIASES_FIRST),
                {"t": 5, "lr": 0.3, "beta1": 0.4, "beta2": 0.9, "eps": 1e-2},
            ),
        )
    ]


def adam_steps(functions: Functions, **inputs: Plain) -> Plain:
    """Steps of `adam_step` in a row, the first of them number t."""
    return _in_a_row(functions["adam_step"], inputs, ("params", "m", "v"))


def _one_beta(inputs: dict[str, Plain]) -> list[dict[str, Plain]]:
    return [inputs | {"beta2": inputs["beta1"]}] if "beta2" in inputs else []


ONE_BETA = Condition(
    "beta2 = beta1",
    "while beta1 and beta2 are equal",
    "when they differ",
    "which of them belongs to m, and which to v?",
    about=("beta1", "beta2"),
    simplify=_one_beta,
)

ADAM = Exercise(
    "adam_step",
    ("params", "grads", "m", "v", "t", "lr", "beta1", "beta2", "eps"),
    (
        formula(adam_single, name="m", claim="m is right", part=1),
        formula(adam_single, name="v", claim="v is right", part=2),
        formula(adam_single, name="params", claim="params are right", part=0),
        robustness(_ROW, adam_row, name="four steps"),
    ),
    also_right=("adam_step_faster",),
    keeps=_KEEPS,
    returns=("params", "m", "v"),
    conditions=(ONE_BETA,),
)

EXERCISES = (SGD, MOMENTUM, RMSPROP, ADAM)
