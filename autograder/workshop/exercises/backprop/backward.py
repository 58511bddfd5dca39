"""Cases and checks: backward. A mistake in forward costs no points here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.compare import agree, as_numbers, mismatches
from autograder.conditions import leave_out
from autograder.feedback.difference import no_structure, structure
from autograder.feedback.pictures import entries
from autograder.feedback.wording import example, form_sentence
from autograder.model import (
    Ask,
    Case,
    Check,
    Condition,
    Exercise,
    Finding,
    Functions,
    Observation,
    Plain,
)
from autograder.workshop.exercises.backprop.network import networks
from autograder.workshop.exercises.backprop.own_network import own_network

Array = NDArray[Any]


def passes_back(rng: Generator) -> list[Case]:
    """The same networks as for `forward`, with their caches and labels."""
    return [Case(net, backpropagated) for net in networks(rng)]


def backpropagated(functions: Functions, params: Plain, X: Array, cache: Plain, y: Array) -> Plain:
    """The gradient from a right cache, which also has the extra keys of the student's own cache."""
    try:
        own = dict(functions["forward"](_copied(params), X.copy()))
    except Exception:
        own = {}
    return functions["backward"](params, own | cache, X, y)


def _gradient_of(part: str) -> Check:
    """One parameter's gradient is right, for the real network or for the student's own forward."""

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
        form = form_sentence(first, EXERCISE, one.outcome.printed)
        shared = structure(seen, first.path) if first.kind in ("shape", "value") else None
        sentence = shared or form or no_structure(part)
        called = {name: one.case.inputs[name] for name in EXERCISE.signature}
        shown = example(EXERCISE, replace(one, case=replace(one.case, inputs=called)), first)
        return Finding(
            sentence,
            shown if first.kind in ("shape", "value") else "",
            picture=entries(faults.values()),
        )

    claim = f"the gradient of {part} is right"
    return Check(f"d{part}", claim, passes_back, judge, part, answered=True)


_OWN: WeakKeyDictionary[Ask, tuple[Mapping[str, Array], Mapping[Any, Plain]]] = WeakKeyDictionary()


def _fits_own_forward(part: str, seen: Observation, ask: Ask) -> bool:
    """Whether a gradient is that of the student's own forward pass, if that is another network.

    So a mistake in `forward` costs points only once.
    """
    if ask not in _OWN:
        _OWN[ask] = _own_gradients(seen, ask) or ({}, {})
    right, gradient = _OWN[ask]
    return part in right and bool(right[part].any()) and agree(right[part], gradient.get(part))


def _own_gradients(
    seen: Observation, ask: Ask
) -> tuple[Mapping[str, Array], Mapping[Any, Plain]] | None:
    """The gradients of the network that the student's own forward computes: right ones, and the student's.

    None if it computes no other network.
    """
    params, X, cache, y = (seen.case.inputs[name] for name in ("params", "X", "cache", "y"))
    [own] = ask([Case({"params": params, "X": X, "y": y}, own_pass)])
    if own.problem or not isinstance(own.value, Mapping):
        return None
    P, gradient = as_numbers(own.value.get("P")), own.value.get("gradient")
    if not isinstance(gradient, Mapping) or P is None or agree(cache["P"], P):
        return None
    network = own_network(params, X, lambda points: _caches(points, ask))
    return (network.gradient(params, X, y), gradient) if network else None


def own_pass(functions: Functions, params: Plain, X: Array, y: Array) -> Plain:
    """The student's own probabilities, and the gradient from the student's own cache."""
    cache = functions["forward"](_copied(params), X.copy())
    P = np.array(cache["P"])
    return {"P": P, "gradient": functions["backward"](_copied(params), cache, X, y)}


def _caches(points: list[tuple[Plain, Array]], ask: Ask) -> list[Plain]:
    """The student's own caches for several params and samples; none where one of them fails."""
    pairs = [{"params": params, "X": X} for params, X in points]
    [outcome] = ask([Case({"points": pairs}, own_caches)])
    return outcome.value if isinstance(outcome.value, list) else []


def own_caches(functions: Functions, points: list[Plain]) -> Plain:
    """The student's own cache for each of many params and samples."""
    return [functions["forward"](_copied(p["params"]), p["X"].copy()) for p in points]


def _all_on(inputs: dict[str, Plain]) -> list[dict[str, Plain]]:
    """The network with every hidden unit on, made backwards from its cache as in `network`."""
    params, X, cache = (inputs[name] for name in ("params", "X", "cache"))
    Z1 = np.abs(cache["Z1"])
    if np.array_equal(Z1, cache["Z1"]):
        return [inputs]
    layers = {
        "W1": np.linalg.lstsq(X, Z1 - params["b1"])[0],
        "W2": np.linalg.lstsq(Z1, cache["Z2"] - params["b2"])[0],
    }
    return [inputs | {"params": params | layers, "cache": cache | {"Z1": Z1, "A1": Z1}}]


CONDITIONS = (
    Condition(
        "all units on",
        "while every hidden unit is on",
        "when some are off",
        "what does a unit that is off pass back?",
        about=("cache",),
        simplify=_all_on,
    ),
    *map(leave_out, ("b1 = 0", "b1 all equal", "b2 = 0", "one input", "one hidden unit")),
    leave_out("no negative X"),
)
"""Those that are left out would change the network without its cache."""


def _copied(params: Mapping[str, Array]) -> dict[str, Array]:
    return {name: array.copy() for name, array in params.items()}


EXERCISE = Exercise(
    "backward",
    ("params", "cache", "X", "y"),
    tuple(_gradient_of(part) for part in ("W1", "b1", "W2", "b2")),
    builds_on=("forward",),
    conditions=CONDITIONS,
)
