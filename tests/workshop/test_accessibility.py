"""Nothing serious is left that axe finds: in the notebooks as web pages, with figures and verdicts in them.

axe-core is what browsers' own checkers use (https://github.com/dequelabs/axe-core). It runs in Chromium.
The exporter's numbers of cells and its colours for code are not ours, and are left out.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_output

from autograder.feedback import render
from autograder.model import CheckResult, Hint, Picture, Verdict
from autograder.workshop.figures import img
from tests.helpers.axe import find_chromium, serious
from tests.helpers.notebooks import ASSIGNMENTS, notebook_path

CHECKS = (CheckResult("formula", "right", False, "No."), CheckResult("extremes", "finite", True))
VERDICTS = {
    "passed": Verdict("mse", 1.0, True, CHECKS[1:]),
    "not yet": Verdict(
        "bce",
        0.5,
        False,
        CHECKS,
        "Is the sign right?\\nbce(1) should be 2; yours gives -2.",
        hint=Hint("Look at the sign.", ("1 + 1 = 2.",)),
        picture=Picture(
            "curve", "Your curve falls.", ("z", "right", "yours"), ((0, 1), (0, 1), (0, -1))
        ),
    ),
}


@pytest.fixture(scope="module")
def chromium() -> str:
    return find_chromium()


def page_of(body: str) -> str:
    return f'<!doctype html><html lang="en"><title>A page</title><body><main>{body}</main></body></html>'


def test_axe_finds_an_image_without_a_description(chromium: str, tmp_path: Path) -> None:
    [violation] = serious(page_of('<h1>A page</h1><img src="a.png">'), chromium, tmp_path)
    assert violation[1] == "image-alt"


@pytest.mark.parametrize("verdict", VERDICTS.values(), ids=VERDICTS)
def test_a_verdict(verdict: Verdict, chromium: str, tmp_path: Path) -> None:
    shown = render.html(verdict, more=True, worked=True)
    assert not serious(page_of(f"<h1>A page</h1>{shown}"), chromium, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_notebook_as_a_web_page(assignment: str, chromium: str, tmp_path: Path) -> None:
    notebook = nbformat.read(notebook_path("solutions", assignment), as_version=4)
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if "show(" in cell.source:
            cell.outputs = [new_output("display_data", {"text/html": img(figure, "A line.")})]
        elif cell.source.startswith("check("):
            shown = render.html(VERDICTS["not yet"])
            cell.outputs = [new_output("display_data", {"text/html": shown})]
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert not serious(page, chromium, tmp_path)
    plt.close(figure)
