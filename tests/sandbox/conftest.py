"""What tests of isolation share: code to run in the sandbox, and a skip or failure without isolation."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.model import Case, Exercise, Outcome
from autograder.notebooks.reading import Cell
from autograder.sandbox import spawn
from autograder.sandbox.submission import WorkerSubmission

CASE = Case({"x": np.ones(2)})


@pytest.fixture(scope="session")
def _isolation() -> None:
    level = spawn.probe()
    if not level.isolated:
        (pytest.fail if os.environ.get("REQUIRE_SANDBOX") else pytest.skip)(level.reason)


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
