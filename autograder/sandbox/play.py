"""Runs one case on the functions of a submission, in this process."""

from __future__ import annotations

import copy
import inspect
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.model import Case, Outcome, Plain, Problem
from autograder.notebooks.errors import Interrupted, problem_of, time_limit
from autograder.sandbox.protocol import KEPT_PRINTED
from autograder.sandbox.stand_in import Table, stand_in
from autograder.values import NotPlain, TooLarge, plain

MAX_PRINTED = 2**20

EDITED_SECONDS = 0.2
"""The time that an edited function may take for a case."""


class _Printed(io.StringIO):
    def write(self, text: str) -> int:
        if self.tell() + len(text) > MAX_PRINTED:
            raise Interrupted("output")
        return super().write(text)

    def close(self) -> None:
        """Stay open, because the text is still read at the end."""


def play(
    namespace: dict[str, Any],
    name: str,
    case: Case,
    given: Mapping[str, Table] | None = None,
    right: Mapping[str, Callable[..., Any]] | None = None,
) -> Outcome:
    """Call the exercise `name` of a namespace on one case.

    `given` holds right values of other exercises. During the call, stand-ins that return these
    values replace the student's functions. Calls that they could not answer are in the outcome.
    `right` holds whole functions that replace the student's during the call.
    """
    if case.edited:
        return _play_edited(namespace, name, case)
    function = namespace.get(name)
    if not callable(function):
        return Outcome(problem=Problem("missing" if function is None else "not a function"))
    inputs = copy.deepcopy(case.inputs)
    printed = _Printed()
    value, problem = None, None
    asked: list[Plain] = []
    stand_ins = {
        other: stand_in(other, namespace.get(other), known, asked)
        for other, known in (given or {}).items()
    } | dict(right or {})
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
    return Outcome(value, problem, after, printed.getvalue()[:KEPT_PRINTED], tuple(asked))


def _play_edited(namespace: dict[str, Any], name: str, case: Case) -> Outcome:
    """Call the function that an edited source defines, among the names that the submission's own sees.

    Nothing that goes wrong stops other cases: it is not the student's code.
    """
    function = inspect.unwrap(namespace[name])
    names = {**getattr(function, "__globals__", {}), **namespace}
    try:
        with time_limit(EDITED_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(case.edited, "<edited>", "exec"), names)
            outcome = play(names, name, replace(case, edited=""))
    except (Exception, Interrupted) as error:
        return Outcome(problem=Problem("edited", str(error)))
    return Outcome(problem=Problem("edited")) if outcome.stops else outcome


@contextmanager
def _replaced(namespace: dict[str, Any], functions: Mapping[str, Any]) -> Iterator[None]:
    """Replace functions in a namespace within a `with` block."""
    kept = {name: namespace[name] for name in functions if name in namespace}
    namespace.update(functions)
    try:
        yield
    finally:
        for name in functions:
            namespace.pop(name, None)
        namespace.update(kept)
