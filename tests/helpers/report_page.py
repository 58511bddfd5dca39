"""A report's page, read as a browser reads it, and the CSV beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag

PAPER, INK, UNWRITTEN = "paper", "ink", "unwritten"
"""The classes of a cell of the map, of the points lost in it, and of code that is not written."""


class Page:
    """What was written: the page, and the rows of the CSV."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_text(encoding="utf-8")
        self.soup = BeautifulSoup(self.source, "html.parser")
        with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file, strict=True))

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    def table(self, caption: str) -> dict[str, list[str]]:
        """The rows of a table by their first cells."""
        [found] = [t for t in self.soup("table") if words(t.caption).startswith(caption)]
        rows = [[words(cell) for cell in row(["th", "td"])] for row in found("tr")]
        return {row[0]: row[1:] for row in rows}

    def mistakes(self, heading: str) -> list[Tag]:
        [title] = [h for h in self.soup("h3") if words(h) == heading]
        found: list[Tag] = []
        for part in title.find_next_siblings():
            if part.name == "h3":
                break
            found += (
                part.select(".mistakes > li") if part.name != "ol" else part("li", recursive=False)
            )
        return found

    @property
    def map(self) -> Tag:
        [drawing] = [s for s in self.soup("svg") if s.get("aria-label", "").startswith("Map")]
        return drawing

    def written_on_the_map(self) -> list[str]:
        return [text.get_text() for text in self.map("text")]


Report = Callable[..., Page]
"""The fixture `report`."""


def words(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text("").split())


def areas(drawing: Tag, looks: str) -> list[float]:
    """The areas of the rectangles of one class, the largest first."""
    found = []
    for path in drawing("path", class_=looks):
        for box in path["d"].split("z")[:-1]:
            x1, y1, x2, y2, _ = map(float, re.findall(r"[\d.]+", box))
            found.append((x2 - x1) * (y2 - y1))
    return sorted(found, reverse=True)
