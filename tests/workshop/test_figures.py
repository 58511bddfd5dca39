"""Each figure of the notebooks comes with a sentence that says what it shows."""

from __future__ import annotations

import ast
import re
from base64 import b64decode
from html.parser import HTMLParser

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.workshop.figures import MARGIN, PIXELS_AN_INCH, SHARPNESS, img, show
from tests.helpers.notebooks import ASSIGNMENTS, solution
from tests.helpers.our_course import FUNCTIONS, KNOWN

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


def size_of(html: str) -> tuple[int, int]:
    """Width and height of the picture in an HTML element, in pixels."""
    png = b64decode(html.partition("base64,")[2].partition('"')[0])
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


numbers = st.floats(1e-300, 1e300) | st.sampled_from([0.0, -1.0, np.nan, np.inf])


@settings(max_examples=30, deadline=None)
@given(numbers, numbers, st.sampled_from(["linear", "log"]), st.booleans())
def test_a_picture_stays_small_wherever_wrong_numbers_put_a_text(x, y, scale, arrow) -> None:
    """Where a curve is nearly flat, a text one unit away is thousands of screens away."""
    figure, axes = plt.subplots(figsize=(4, 3))
    axes.plot([1, 2], [4.1, 4.2])
    axes.set(xscale=scale, yscale=scale)
    if arrow:
        axes.annotate("here", (x, y), (1.5, 4.15), arrowprops={"arrowstyle": "->"})
    axes.text(x, y, "here")
    axes.text(1.5, 4.15, "and here")
    width, height = size_of(img(figure, "A line."))
    plt.close(figure)
    per_inch = PIXELS_AN_INCH * SHARPNESS
    assert width <= MARGIN * 4 * per_inch + 1
    assert height <= MARGIN * 3 * per_inch + 1


def test_what_stands_beside_the_axes_is_in_the_picture() -> None:
    def picture(text: str) -> tuple[int, int]:
        figure, axes = plt.subplots(figsize=(4, 3))
        axes.plot([1, 2])
        axes.text(1.02, 0.5, text, transform=axes.transAxes)
        return size_of(img(figure, "A line."))

    assert picture("what it is called")[0] > picture("")[0] + 50


@pytest.mark.parametrize("name", ["chain_rule/sin-kept", "chain_rule/sign", "chain_rule/no-inner"])
def test_with_a_wrong_answer_the_experiment_below_it_draws_a_picture_of_usual_size(name) -> None:
    """The slope is off by as much at every step, so that the axis of the errors spans almost nothing."""
    [cell] = [source for source in drawn("04_backprop") if "exact = chain_rule" in source]
    shown: list[str] = []
    wrong = {"chain_rule": KNOWN["chain_rule"][name].function}
    tools = {"np": np, "plt": plt, "show": lambda words: shown.append(img(plt.gcf(), words))}
    exec(cell, {**FUNCTIONS, **wrong, **tools})
    [picture] = shown
    assert max(size_of(picture)) < 1500


@pytest.fixture
def in_a_notebook(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What is displayed, as if in a notebook."""
    displayed: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda data, raw: displayed.append(data))
    return displayed


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("values", [[1, 1e308, -1e308], [0, 1.7e308]])
def test_numbers_too_large_to_draw_are_said_in_a_sentence(values, in_a_notebook, capsys) -> None:
    """As after a training that diverges."""
    plt.figure()
    plt.plot(values)
    show("The loss climbs to 1e+308.")
    said = capsys.readouterr().out
    assert "too large to draw" in said
    assert "The loss climbs to 1e+308." in said
    assert not in_a_notebook
    assert not plt.get_fignums()


@pytest.mark.parametrize("values", [[1, np.inf, 3], [np.nan, np.nan], [1, 1e200]])
def test_a_picture_leaves_out_what_is_no_number(values, in_a_notebook) -> None:
    plt.figure()
    plt.plot(values)
    show("A line.")
    assert "<img" in in_a_notebook[0]["text/html"]


def test_another_error_of_a_drawing_is_not_hidden(in_a_notebook) -> None:
    plt.figure()
    plt.title("a $broken{ formula$")
    with pytest.raises(ValueError, match="broken"):
        show("A line.")


def test_outside_a_notebook_the_description_is_printed(capsys, monkeypatch) -> None:
    monkeypatch.setattr(plt, "show", lambda: None)
    plt.figure()
    show("A line.")
    assert capsys.readouterr().out == "A line.\n"


def test_without_a_figure_it_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="Draw one first"):
        show("Nothing.")
