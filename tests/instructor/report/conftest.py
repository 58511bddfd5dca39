"""`autograder report` on classes that are graded already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from tests.helpers.graded_class import Class, make
from tests.helpers.report_page import Page, Report


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`invoke(*arguments)`: what `autograder report` says in the test's folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(
        main, ["report", *arguments], catch_exceptions=False
    )


@pytest.fixture
def report(tmp_path: Path, invoke: Callable[..., Result]) -> Report:
    """`report(handed_in, names, *assignments)`: the page of a class."""

    def run(handed_in: Class, names: dict[str, tuple[str, str]] | None = None, *which: str) -> Page:
        make(tmp_path, handed_in, names)
        said = invoke(*which)
        assert said.exit_code == 0, said.output
        return Page(tmp_path / "report.html")

    return run
