"""A gradebook, and exporters that write what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.helpers.export import Export
from tests.helpers.exported_class import fill


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        fill(gradebook)
    return path


@pytest.fixture
def export(book: Path, tmp_path: Path) -> Export:
    return Export(book, tmp_path)
