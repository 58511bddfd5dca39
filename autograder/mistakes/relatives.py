"""Families of other functions in the right one's place: another exercise's answer, a known relative."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.mistakes.names import kind
from autograder.model import Functions, Plain

Function = Callable[..., Any]

_ONE_ARRAY: dict[str, Function] = {
    "the hyperbolic tangent": np.tanh,
    "the sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "the ReLU": lambda z: np.maximum(z, 0),
    "the softplus, log(1 + exp(z))": lambda z: np.log1p(np.exp(z)),
    "the swish, z times the sigmoid of z": lambda z: z / (1 + np.exp(-z)),
    "the softsign, z/(1 + |z|)": lambda z: z / (1 + np.abs(z)),
    "the ELU": lambda z: np.where(z > 0, z, np.exp(z) - 1),
    "the hard sigmoid": lambda z: np.clip(0.2 * z + 0.5, 0, 1),
    "the hard tanh": lambda z: np.clip(z, -1, 1),
    "the ReLU with a ceiling of 6": lambda z: np.clip(z, 0, 6),
    "a step from 0 to 1": lambda z: (z > 0).astype(float),
    "the sign": np.sign,
    "the arc tangent": np.arctan,
    "the hyperbolic sine": np.sinh,
    "the hyperbolic cosine": np.cosh,
    "the absolute value": np.abs,
    "the square": np.square,
    "the exponential": np.exp,
    "the identity": lambda z: z * 1.0,
    "the slope of the sigmoid": lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    "the slope of tanh": lambda z: 1 - np.tanh(z) ** 2,
    "the slope of the swish": lambda z: (1 + np.exp(-z) * (1 + z)) / (1 + np.exp(-z)) ** 2,
    "the softmax of each row": lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
    "the softmax of each column": lambda z: np.exp(z) / np.exp(z).sum(axis=0, keepdims=True),
    "the softmax of the whole array": lambda z: np.exp(z) / np.exp(z).sum(),
    "the logarithm of the softmax": lambda z: z - np.log(np.exp(z).sum(axis=1, keepdims=True)),
    "each row divided by its sum": lambda z: z / z.sum(axis=1, keepdims=True),
    "each row divided by its length": lambda z: z / np.sqrt((z**2).sum(axis=1, keepdims=True)),
}
_TWO_ARRAYS: dict[str, Function] = {
    "the mean absolute error": lambda a, b: np.mean(np.abs(a - b)),
    "the root of the mean squared error": lambda a, b: np.sqrt(np.mean((a - b) ** 2)),
    "the mean squared error": lambda a, b: np.mean((a - b) ** 2),
    "the sum of squared errors": lambda a, b: np.sum((a - b) ** 2),
    "half of the mean squared error": lambda a, b: np.mean((a - b) ** 2) / 2,
    "the mean error, with its sign": lambda a, b: np.mean(b - a),
    "the largest absolute error": lambda a, b: np.max(np.abs(a - b)),
    "the median of the squared errors": lambda a, b: np.median((a - b) ** 2),
    "the length of the difference": lambda a, b: np.sqrt(np.sum((a - b) ** 2)),
    "the Huber loss": lambda a, b: np.mean(
        np.where(np.abs(a - b) <= 1, (a - b) ** 2 / 2, np.abs(a - b) - 0.5)
    ),
    "the log of the cosh of the error": lambda a, b: np.mean(np.log(np.cosh(b - a))),
    "the hinge loss": lambda a, b: np.mean(np.maximum(0, 1 - a * b)),
    "the hinge loss for labels of 1 and -1": lambda a, b: np.mean(
        np.maximum(0, 1 - (2 * a - 1) * b)
    ),
    "the mean relative error": lambda a, b: np.mean(np.abs(a - b) / np.abs(a)),
    "the binary cross-entropy": lambda a, b: -np.mean(a * np.log(b) + (1 - a) * np.log(1 - b)),
    "the binary cross-entropy, summed": lambda a, b: (
        -np.sum(a * np.log(b) + (1 - a) * np.log(1 - b))
    ),
    "the categorical cross-entropy": lambda a, b: -np.sum(a * np.log(b)) / len(a),
    "the cross-entropy, averaged over all entries": lambda a, b: -np.mean(a * np.log(b)),
    "the Kullback-Leibler divergence": lambda a, b: np.mean(
        np.where(a > 0, a * np.log(np.where(a > 0, a, 1) / b), 0)
    ),
    "the Brier score": lambda a, b: np.sum((a - b) ** 2) / len(a),
    "the correlation": lambda a, b: np.corrcoef(np.ravel(a), np.ravel(b))[0, 1],
    "the gradient of the squared error": lambda a, b: 2 * (b - a) / np.size(a),
    "the error, prediction minus truth": lambda a, b: b - a,
    "the error, truth minus prediction": lambda a, b: a - b,
}
"""Public knowledge: each is in any textbook, for example in Goodfellow, Bengio & Courville 2016."""


def relatives(
    name: str, inputs: Mapping[str, Plain], answers: Functions
) -> Iterator[tuple[str, str, Function]]:
    """Family, the sentence, and the function: other exercises' answers, and relatives from textbooks."""
    kinds = [kind(value) for value in inputs.values()]
    arrays = kinds.count("array")
    for other, function in answers.items():
        if other == name:
            continue
        called = _called(function, list(inputs), arrays)
        if called is not None:
            yield (
                "another-exercise",
                f"These are the numbers of `{other}`. Here `{name}` is asked for.",
                called,
            )
    for wanted, known in ((["array"], _ONE_ARRAY), (["array", "array"], _TWO_ARRAYS)):
        if kinds[: len(wanted)] == wanted and len(wanted) == arrays:
            for told, function in known.items():
                if told in _ONE_ARRAY or len(kinds) == 2:
                    yield (
                        "relative",
                        f"These are the numbers of {told}. Read again what `{name}` should compute.",
                        _first(function, len(wanted)),
                    )


def _first(function: Function, count: int) -> Function:
    return lambda *given, **named: function(
        *[np.asarray(v) for v in (*given, *named.values())[:count]]
    )


def _called(function: Function, names: list[str], arrays: int) -> Function | None:
    """Another exercise's answer, called with the arguments that it shares, or as many as it needs.

    None if it needs more than there are, or leaves out an array without sharing a name.
    """
    parameters = inspect.signature(function).parameters
    needed = [n for n, p in parameters.items() if p.default is inspect.Parameter.empty]

    def called(*given: Any, **named: Any) -> Any:
        arguments = dict(zip(names, given, strict=False)) | named
        if set(needed) <= set(arguments):
            return function(**{n: v for n, v in arguments.items() if n in parameters})
        return function(*list(arguments.values())[: len(needed)])

    fits = set(needed) <= set(names) or arrays <= len(needed) <= len(names)
    return called if fits else None
