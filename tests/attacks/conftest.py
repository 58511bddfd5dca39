"""The class of attackers is graded once, and the table of what came of it closes the test run."""

from __future__ import annotations

import os
import sys

import pytest

from .the_class import Outcome, grade_the_class, hindrance

TABLE = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Outcome:
    """What the batch came to; where no wall can be built, a skip or, with REQUIRE_WALL, a failure."""
    if sys.platform != "linux":
        pytest.skip("the attacks are on the wall of Linux")
    if reason := hindrance():
        (pytest.fail if os.environ.get("REQUIRE_WALL") else pytest.skip)(reason)
    found = grade_the_class(tmp_path_factory.mktemp("attacks"))
    request.config.stash[TABLE] = found.table()
    return found


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table."""
    if table := config.stash.get(TABLE, ""):
        terminalreporter.section("attacks")
        terminalreporter.write_line(table)
