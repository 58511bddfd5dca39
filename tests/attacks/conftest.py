"""The class of attackers, graded once."""

from __future__ import annotations

import os
import sys

import pytest

from .the_class import Outcome, grade_the_class, hindrance


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What the batch came to; without isolation, a skip or, with REQUIRE_SANDBOX, a failure."""
    if sys.platform != "linux":
        pytest.skip("the attacks are on isolation under Linux")
    if reason := hindrance():
        (pytest.fail if os.environ.get("REQUIRE_SANDBOX") else pytest.skip)(reason)
    return grade_the_class(tmp_path_factory.mktemp("attacks"))
