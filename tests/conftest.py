"""Holds for all tests: where a check of ours stumbles, the test that meets it fails with the error.

And where a gradebook may be: tests that ask for `new_database` run on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator

import postgres
import pytest

from autograder.engine.examine import logger
from autograder.nbgrader_plugin.corrections import find_programs

find_programs()


class _Raise(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]


@pytest.fixture(scope="session", autouse=True)
def _checks_that_stumble_are_seen() -> Iterator[None]:
    handler = _Raise()
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """A PostgreSQL server; without its programs a loud skip, or a failure where it is required."""
    programs = postgres.programs()
    if programs is None:
        (pytest.fail if os.environ.get("REQUIRE_POSTGRES") else pytest.skip)(postgres.MISSING)
    with postgres.server(programs) as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> Callable[[], str | None]:
    """`new_database()`: the URL of an empty gradebook; None is a file in the course's own folder."""
    if request.param == "sqlite":
        return lambda: None
    server: postgres.Server = request.getfixturevalue("postgresql")
    return server.database


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with the tables that tests have reported, in whichever process they ran."""
    reports = [
        report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)
    ]
    for table in {dict(report.user_properties).get("table") for report in reports} - {None}:
        terminalreporter.section("what came of it")
        terminalreporter.write_line(str(table))
