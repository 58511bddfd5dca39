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
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory


class Export:
    """Runs an exporter in a course's folder and keeps what it wrote and said."""

    def __init__(self, book: Path, folder: Path) -> None:
        self.book = book
        self.folder = folder
        self.path = folder / "marks.csv"
        self.said: list[str] = []

    def __call__(self, exporter: type, **choice: Any) -> list[dict[str, str]]:
        course = NbGraderAPI(CourseDirectory(root=str(self.folder)))
        plugin = exporter(to=str(self.path), parent=course, **choice)
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

    def submit(self, student: str, assignment: str) -> None:
        """Lay down what nobody has graded."""
        (self.folder / "submitted" / student / assignment).mkdir(parents=True)

    @contextmanager
    def changed_book(self) -> Iterator[Gradebook]:
        """A copy of the gradebook, to change; from now on the copy is exported."""
        self.book = Path(shutil.copy(self.book, self.path.parent / "copy.db"))
        with Gradebook(f"sqlite:///{self.book}") as gradebook:
            yield gradebook
