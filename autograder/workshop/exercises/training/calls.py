"""What a training does with the functions of the earlier notebooks, counted while it runs.

Everything that crosses from the student's side is a number. What the numbers mean is said in `causes`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.doctor.run import Known
from autograder.doctor.seen import Sketch, fingerprints
from autograder.model import Functions, Plain

Array = NDArray[Any]

STEPS = ("sgd_step", "momentum_step", "rmsprop_step", "adam_step")
UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError)
"""What reading an argument of an unexpected form may raise."""

KEPT = 8
"""How many of the first, and of the last, results of forward are remembered."""


@dataclass
class Calls:
    """What was counted.

    Args:
        starts: calls of init_params.
        gradients: calls of backward.
        backward: those of them with finite params; no others are looked at.
        rows: the rows that all these calls got.
        known: those of them that are rows of X.
        used: how many different rows of X are among them.
        mislabelled: known rows whose label is not theirs.
        caches: calls of backward with a cache that a call of forward has given.
        old: those of them whose cache is of other params.
        foreign: those of them whose cache is of other rows.
        steps: calls of the optimizer.
        followed: calls of backward after a step.
        from_start: those of them with the params of the very first call.
        elsewhere: those of them with other params than the last step gave.
        summed: steps that got the sum of all gradients up to then.
        clocked: calls of adam_step.
        clock_first: the t of the first of them.
        clock_still: those of them with the t of the call before.
        remembering: steps, except the first, of an optimizer with a state.
        forgetful: those of them that got a state of zeros.
        rate_first: the learning rate of the first step, 0 if it was not given.
        rate_last: that of the last step.
    """

    starts: int = 0
    gradients: int = 0
    backward: int = 0
    rows: int = 0
    known: int = 0
    used: int = 0
    mislabelled: int = 0
    caches: int = 0
    old: int = 0
    foreign: int = 0
    steps: int = 0
    followed: int = 0
    from_start: int = 0
    elsewhere: int = 0
    summed: int = 0
    clocked: int = 0
    clock_first: float = 0.0
    clock_still: int = 0
    remembering: int = 0
    forgetful: int = 0
    rate_first: float = 0.0
    rate_last: float = 0.0

    @classmethod
    def of(cls, sent: Plain) -> Calls:
        """The counts that a student's side has sent. Raises TypeError or ValueError if they are none."""
        if not isinstance(sent, Mapping):
            raise TypeError("counts are a dict")
        return cls(**{field.name: float(sent[field.name]) for field in fields(cls)})  # type: ignore[arg-type]


class _Counter:
    """Counts the calls of one training."""

    def __init__(self, X: Array, y: Array) -> None:
        self.calls = Calls()
        self._y = np.ravel(y)
        self._known = Known(fingerprints(X), len(X))
        self._used: set[int] = set()
        self._caches: list[tuple[Any, Sketch, Array]] = []
        self._start: Sketch | None = None
        self._after: Sketch | None = None
        self._sum: Array | None = None
        self._clock = np.nan

    def init_params(self, given: inspect.BoundArguments, result: Any) -> None:
        self.calls.starts += 1

    def forward(self, given: inspect.BoundArguments, result: Any) -> None:
        params, X, *_ = given.args
        self._caches.append((result, Sketch.of(params), fingerprints(X)))
        del self._caches[KEPT:-KEPT]

    def backward(self, given: inspect.BoundArguments, result: Any) -> None:
        params, cache, X, y, *_ = given.args
        self.calls.gradients += 1
        calls, now, rows = self.calls, Sketch.of(params), fingerprints(X)
        if not np.isfinite(now.norm):
            return
        calls.backward += 1
        self._look_at_rows(rows, np.asarray(y, float))
        self._look_at_cache(cache, now, rows)
        if self._after is not None:
            calls.followed += 1
            calls.from_start += self._start is not None and now.same_as(self._start)
            calls.elsewhere += not now.same_as(self._after)
        self._start = self._start or now
        self._after = None
        grads = Sketch.of(result)
        slope = grads.flat(sorted(grads.entries))
        self._sum = slope if self._sum is None else self._sum + slope

    def _look_at_rows(self, rows: Array, y: Array) -> None:
        calls, places = self.calls, self._known.places(rows)
        known = places >= 0
        self._used.update(places[known].tolist())
        calls.rows += len(rows)
        calls.known += int(known.sum())
        calls.used = len(self._used)
        if y.size == len(rows):
            calls.mislabelled += int((self._y[places[known]] != y.ravel()[known]).sum())

    def _look_at_cache(self, cache: Any, now: Sketch, rows: Array) -> None:
        for made, params, of_rows in reversed(self._caches):
            if made is cache:
                same = of_rows.shape == rows.shape and np.allclose(of_rows, rows)
                self.calls.caches += 1
                self.calls.old += not params.same_as(now)
                self.calls.foreign += not same
                return

    def step(self, given: inspect.BoundArguments, result: Any) -> None:
        calls, values = self.calls, given.arguments
        after = result[0] if isinstance(result, tuple | list) else result
        grads = Sketch.of(values["grads"])
        slope = grads.flat(sorted(grads.entries))
        calls.steps += 1
        summed = self._sum if calls.backward > 1 else None
        if summed is not None and summed.shape == slope.shape:
            calls.summed += np.allclose(slope, summed, rtol=1e-6)
        self._after = Sketch.of(after)
        rate = float(values.get("lr", 0.0))
        calls.rate_first = calls.rate_first if calls.steps > 1 else rate
        calls.rate_last = rate
        self._look_at_state(values)

    def _look_at_state(self, values: Mapping[str, Any]) -> None:
        calls = self.calls
        states = [values[name] for name in ("velocity", "sq_avg", "m", "v") if name in values]
        if states and calls.steps > 1:
            calls.remembering += 1
            calls.forgetful += any(Sketch.of(state).norm == 0 for state in states)
        if "t" in values:
            t = float(values["t"])
            calls.clock_first = t if calls.clocked == 0 else calls.clock_first
            calls.clock_still += t == self._clock
            calls.clocked += 1
            self._clock = t


def counted(
    functions: Functions, X: Array, y: Array, X_val: Array, y_val: Array, seed: int
) -> Plain:
    """Train the student's classifier, and count what it does with the functions that it uses."""
    fit = functions["fit_classifier"]
    counter = _Counter(X.copy(), y.copy())
    scopes = [functions, getattr(inspect.unwrap(fit), "__globals__", functions)]
    with _watched(scopes, counter):
        fit(X, y, X_val, y_val, np.random.default_rng(seed))
    return asdict(counter.calls)


@contextmanager
def _watched(scopes: list[Any], counter: _Counter) -> Iterator[None]:
    """Replace the functions that are counted in some namespaces within a `with` block."""
    looks = {name: getattr(counter, name) for name in ("init_params", "forward", "backward")}
    looks |= dict.fromkeys(STEPS, counter.step)
    kept = [(scope, name, scope[name]) for scope in scopes for name in looks if name in scope]
    try:
        for scope, name, function in kept:
            scope[name] = _counting(function, looks[name])
        yield
    finally:
        for scope, name, function in kept:
            scope[name] = function


def _counting(function: Any, look: Callable[[inspect.BoundArguments, Any], None]) -> Any:
    """A function that does the same, and has its calls looked at."""
    if not callable(function):
        return function
    signature = inspect.signature(function)

    @wraps(function)
    def counting(*args: Any, **named: Any) -> Any:
        result = function(*args, **named)
        with suppress(*UNREADABLE):
            given = signature.bind(*args, **named)
            given.apply_defaults()
            look(given, result)
        return result

    return counting
