"""Each figure of the notebooks comes with a sentence that says what it shows."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pytest

from autograder.workshop.figures import img, show
from tests.helpers.notebooks import ASSIGNMENTS, solution

SMALLEST = 9
"""Points of the smallest writing in a legend."""


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def drawn(assignment: str) -> list[str]:
    """The cells that draw."""
    sources = [
        "".join(c["source"]) for c in solution(assignment)["cells"] if c["cell_type"] == "code"
    ]
    return [s for s in sources if re.search(r"\bplt\.(figure|subplots)|\bplots\.", s)]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_each_figure_is_shown_with_a_description(assignment: str) -> None:
    for source in drawn(assignment):
        assert "show(" in source.replace("plt.show(", ""), source
        assert "plt.show(" not in source, source


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_writing_in_a_figure_is_small(assignment: str) -> None:
    for source in drawn(assignment):
        sizes = [
            keyword.value.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg == "fontsize" and isinstance(keyword.value, ast.Constant)
        ]
        assert all(size >= SMALLEST for size in sizes), source


class Image(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag, self.attributes = tag, dict(attrs)


def test_the_description_is_the_pictures_text_alternative() -> None:
    figure, axes = plt.subplots(figsize=(4, 3))
    axes.plot([1, 2])
    image = Image()
    image.feed(img(figure, 'It rises from 1 to 2: <b> & "so on".'))
    assert image.tag == "img"
    assert image.attributes["alt"] == 'It rises from 1 to 2: <b> & "so on".'
    assert 300 < int(image.attributes["width"] or 0) < 450
    assert (image.attributes["src"] or "").startswith("data:image/png;base64,")
    assert "background: white" in (image.attributes["style"] or "")


def test_outside_a_notebook_the_description_is_printed(capsys, monkeypatch) -> None:
    monkeypatch.setattr(plt, "show", lambda: None)
    plt.figure()
    show("A line.")
    assert capsys.readouterr().out == "A line.\n"


def test_without_a_figure_it_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="Draw one first"):
        show("Nothing.")
