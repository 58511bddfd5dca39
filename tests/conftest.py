"""What all tests share: a check of ours that stumbles fails the test that meets it, wherever it runs.

And the course's notebooks to knock on the doors with, a student's folder of some of them, and where a
gradebook may be: tests that ask for `new_database` run on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from autograder.engine.judging import logger
from autograder.nbgrader_plugin.corrections import find_programs
from tests.helpers import postgres
from tests.helpers.cells import cell_of
from tests.helpers.notebooks import ON_THE_DESK, ROOT, notebook_path, solution

find_programs()

# Properties are searched shortly and the same every time; for a long search raise the number.
settings.register_profile(
    "ours",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("ours")


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


@pytest.fixture
def write_notebook(tmp_path: Path) -> Callable[..., Path]:
    """`write_notebook(assignment, {"sigmoid": source, …})`: a solved notebook with other cells in it."""

    def write(assignment: str, cells: dict[str, str] | None = None, file: str = "") -> Path:
        content = solution(assignment)
        for cell in content["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in (cells or {}):
                cell["source"] = cells[grade_id]
        path = tmp_path / (file or f"{assignment}.ipynb")
        path.write_text(json.dumps(content))
        return path

    return write


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A student's folder with three untouched notebooks."""
    folder = tmp_path / "my kit"
    for name in ON_THE_DESK:
        shutil.copytree(notebook_path("assignments", name).parent, folder / name)
    return folder


@pytest.fixture
def write(desk: Path) -> Callable[..., None]:
    """`write("02_activations", relu="def relu(z): …")`: code in the cells of a notebook."""

    def write_cells(assignment: str, **cells: str) -> None:
        path = desk / assignment / f"{assignment}.ipynb"
        content = json.loads(path.read_text())
        for name, source in cells.items():
            cell_of(content, name)["source"] = source
        path.write_text(json.dumps(content))

    return write_cells


@pytest.fixture(scope="session")
def all_solutions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all our notebooks, solved."""
    folder = tmp_path_factory.mktemp("solved") / "course"
    shutil.copytree(ROOT / "solutions", folder)
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """A PostgreSQL server; without its programs a loud skip, or a failure where it is required."""
    programs = postgres.programs()
    if programs is None:
        (pytest.fail if os.environ.get("REQUIRE_POSTGRES") else pytest.skip)(postgres.MISSING)
    with postgres.server(programs) as server:
        yield server


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
)
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
    found = [dict(report.user_properties).get("column") for report in reports]
    columns = dict(filter(None, found))
    if columns:
        terminalreporter.section("what came of it")
        for line in table(columns):
            terminalreporter.write_line(line)


def table(columns: dict[str, dict[str, int]]) -> list[str]:
    """The lines of a table that has a column of counts for each title, under the word that it begins with."""
    rows = next(iter(columns.values()))
    heads = [title.partition(":")[0] for title in columns]
    return [
        *columns,
        "  ".join(heads),
        *(
            "  ".join(f"{c[row]:{len(h)}}" for h, c in zip(heads, columns.values(), strict=True))
            + f"  {row}"
            for row in rows
        ),
    ]
