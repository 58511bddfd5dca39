"""The class of attackers, graded once at each level."""

from __future__ import annotations

import os
import sys

import pytest

from autograder.sandbox.isolation import CONFINED, ISOLATED

from .the_class import Outcome, grade_the_class, hindrance


@pytest.fixture(scope="session", params=[ISOLATED, CONFINED])
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What the batch came to; where a level is not reached, a skip or, with REQUIRE_SANDBOX, a failure."""
    if sys.platform != "linux":
        pytest.skip("the attacks are on the sandbox under Linux")
    if reason := hindrance(request.param):
        (pytest.fail if os.environ.get("REQUIRE_SANDBOX") else pytest.skip)(reason)
    return grade_the_class(tmp_path_factory.mktemp("attacks"), request.param)
