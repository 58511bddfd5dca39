"""The class of attackers is graded once, and the table of what came of it closes the test run."""

from __future__ import annotations

import os
import sys

import pytest

from .the_class import Outcome, grade_the_class, hindrance

TABLE = "what came of the attacks"


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What the batch came to; where no wall can be built, a skip or, with REQUIRE_WALL, a failure."""
    if sys.platform != "linux":
        pytest.skip("the attacks are on the wall of Linux")
    if reason := hindrance():
        (pytest.fail if os.environ.get("REQUIRE_WALL") else pytest.skip)(reason)
    return grade_the_class(tmp_path_factory.mktemp("attacks"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table that a test has reported, in whichever process it ran."""
    reports = [
        report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)
    ]
    for table in {dict(report.user_properties).get(TABLE) for report in reports} - {None}:
        terminalreporter.section("attacks")
        terminalreporter.write_line(str(table))
