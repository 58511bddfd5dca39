"""What tests of the sandbox share: code to run in it, and a skip or failure where there is none."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.model import Case, Exercise, Outcome
from autograder.notebooks.reading import Cell
from autograder.sandbox import confinement, spawn
from autograder.sandbox.isolation import CONFINED, ISOLATED, Level
from autograder.sandbox.submission import WorkerSubmission

CASE = Case({"x": np.ones(2)})


def _without(reason: str) -> None:
    (pytest.fail if os.environ.get("REQUIRE_SANDBOX") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def _isolation() -> None:
    level = spawn.probe()
    if level.name != ISOLATED:
        _without(level.reason)


@pytest.fixture(scope="session")
def _confined_workers() -> Iterator[dict[str, Any]]:
    """The state of `spawn` in a process that reaches the level `confined`, and no better one."""
    state = {"_ready": deque(), "_kept": threading.local(), "_level": Level(CONFINED)}
    yield state
    with pytest.MonkeyPatch.context() as patch:
        for name, value in state.items():
            patch.setattr(spawn, name, value)
        spawn.close_unused()


@pytest.fixture
def _confinement(_confined_workers: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    if reason := confinement.obstacle():
        _without(reason)
    for name, value in _confined_workers.items():
        monkeypatch.setattr(spawn, name, value)


@pytest.fixture
def both(_isolation: None) -> Callable[..., list[Outcome]]:
    """`both(body, body, …)`: what each of several functions of one submission gives, in order."""

    def both(*bodies: str, seconds: float = 5.0) -> list[Outcome]:
        cells = [Cell("0", "import os, socket, subprocess, sys, time\nimport numpy as np")]
        for number, body in enumerate(bodies):
            lines = body.replace("\n", "\n    ")
            cells.append(Cell(f"f{number}", f"def f{number}(x):\n    {lines}"))
        with WorkerSubmission(cells) as submission:
            return [
                submission.run(Exercise(f"f{number}", ("x",), (), seconds=seconds), [CASE])[0]
                for number in range(len(bodies))
            ]

    return both


@pytest.fixture
def behind(both: Callable[..., list[Outcome]]) -> Callable[..., Any]:
    """`behind(body)`: the value of one function, or its problem as "kind: text"."""

    def behind(body: str, seconds: float = 5.0) -> Any:
        (outcome,) = both(body, seconds=seconds)
        problem = outcome.problem
        return outcome.value if problem is None else f"{problem.kind}: {problem.text}"

    return behind
