"""An exporter at work."""

from __future__ import annotations

import csv
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook


class Export:
    """Runs an exporter and keeps what it wrote and said."""

    def __init__(self, book: Path, folder: Path) -> None:
        self.book = book
        self.path = folder / "marks.csv"
        self.said: list[str] = []

    def __call__(self, exporter: type, **choice: Any) -> list[dict[str, str]]:
        plugin = exporter(to=str(self.path), **choice)
        plugin.log = logging.Logger("export")
        handler = logging.Handler()
        handler.emit = lambda record: self.said.append(record.getMessage())  # type: ignore[method-assign]
        plugin.log.addHandler(handler)
        with Gradebook(f"sqlite:///{self.book}") as gradebook:
            plugin.export(gradebook)
        with self.path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def sentence(self, beginning: str) -> str:
        return next((said for said in self.said if said.startswith(beginning)), "")

    @contextmanager
    def changed_book(self) -> Iterator[Gradebook]:
        """A copy of the gradebook, to change; from now on the copy is exported."""
        self.book = Path(shutil.copy(self.book, self.path.parent / "copy.db"))
        with Gradebook(f"sqlite:///{self.book}") as gradebook:
            yield gradebook
