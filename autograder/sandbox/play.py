"""Runs one case on the functions of a submission, in whichever process they live."""

from __future__ import annotations

import copy
import inspect
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import Any

import numpy as np

from autograder.model import Case, Outcome, Plain, Problem
from autograder.notebooks.errors import Interrupted, problem_of
from autograder.values import NotPlain, TooLarge, plain

MAX_PRINTED = 2**20
KEPT_PRINTED = 2**14
IN_NUMPY: dict[str, Callable[..., Any]] = {"tanh": np.tanh}
"""Exercises that NumPy answers itself: its function can stand in for them whatever is asked."""


class NoAnswerHere(Exception):
    """A stand-in was asked for something else than the case's own arguments."""


class _Printed(io.StringIO):
    def write(self, text: str) -> int:
        if self.tell() + len(text) > MAX_PRINTED:
            raise Interrupted("output")
        return super().write(text)

    def close(self) -> None:
        """Stay open: what was printed is read at the end, whatever the student's code does."""


def play(
    namespace: dict[str, Any],
    name: str,
    case: Case,
    given: Mapping[str, Plain] | None = None,
) -> Outcome:
    """Call the exercise `name` of a namespace on one case.

    `given` holds right values of other exercises for this case's arguments; functions that answer
    with them take those exercises' places during the call.
    """
    function = namespace.get(name)
    if not callable(function):
        return Outcome(problem=Problem("missing" if function is None else "not a function"))
    inputs = copy.deepcopy(case.inputs)
    printed = _Printed()
    value, problem = None, None
    stand_ins = {
        other: IN_NUMPY.get(other)
        or _stand_in(other, _arguments_of(namespace.get(other), case.inputs), value)
        for other, value in (given or {}).items()
    }
    with redirect_stdout(printed), _replaced(namespace, stand_ins), np.errstate(all="ignore"):
        try:
            if case.script is None:
                value = plain(function(*inputs.values()))
            else:
                value = plain(case.script(namespace, **inputs))
        except TooLarge:
            problem = Problem("too much")
        except NotPlain as error:
            problem = Problem("not plain", str(error))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            problem = problem_of(error)
    try:
        after = plain(inputs)
    except Exception:
        after = {}
    return Outcome(value, problem, after, printed.getvalue()[:KEPT_PRINTED])


def _arguments_of(function: Any, inputs: dict[str, Plain]) -> dict[str, Plain]:
    """Those of the inputs that a function takes, in its order; all where that can't be told."""
    try:
        names = list(inspect.signature(function).parameters)
    except Exception:
        names = []
    return {name: inputs[name] for name in names if name in inputs} or inputs


def _stand_in(name: str, known: dict[str, Plain], answer: Plain) -> Callable[..., Any]:
    """A function that has `answer` for the known arguments, element by element where shapes agree."""

    def stand_in(*args: Any, **kwargs: Any) -> Any:
        asked = dict(zip(known, args, strict=False)) | kwargs
        if len(args) > len(known) or not asked or not asked.keys() <= known.keys():
            raise NoAnswerHere(name)
        if all(_same(asked[key], known[key]) for key in asked):
            return copy.deepcopy(answer)
        first = next(iter(known.values()))
        if len(args) == 1 and not kwargs and np.shape(first) == np.shape(answer):
            table = dict(zip(np.ravel(first).tolist(), np.ravel(answer).tolist(), strict=True))
            try:
                found = [table[element] for element in np.ravel(args[0]).tolist()]
            except (KeyError, TypeError):
                raise NoAnswerHere(name) from None
            return np.reshape(found, np.shape(args[0]))[()]
        raise NoAnswerHere(name)

    return stand_in


def _same(left: Any, right: Any) -> bool:
    if isinstance(right, Mapping):
        return (
            isinstance(left, Mapping)
            and left.keys() == right.keys()
            and all(_same(left[key], right[key]) for key in right)
        )
    if isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    return np.shape(left) == np.shape(right) and bool(np.all(np.equal(left, right)))


@contextmanager
def _replaced(namespace: dict[str, Any], functions: Mapping[str, Any]) -> Iterator[None]:
    """Put functions into a namespace for a while."""
    kept = {name: namespace[name] for name in functions if name in namespace}
    namespace.update(functions)
    try:
        yield
    finally:
        for name in functions:
            namespace.pop(name, None)
        namespace.update(kept)
