"""Nothing serious is left that axe finds: in the notebooks as web pages, with figures and verdicts in them.

axe-core is what browsers' own checkers use (https://github.com/dequelabs/axe-core). It runs in Chromium.
The exporter's numbers of cells and its colours for code are not ours, and are left out.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import axe_core_python
import matplotlib.pyplot as plt
import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_output

from autograder.feedback import render
from autograder.model import CheckResult, Hint, Picture, Verdict
from autograder.workshop.figures import img
from tests.helpers.notebooks import ASSIGNMENTS, notebook_path

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NOT_OURS = [".jp-InputPrompt", ".jp-OutputPrompt", ".highlight"]
RUN = """
addEventListener("load", async () => {
  const found = await axe.run({exclude: EXCLUDED.map(selector => [selector])});
  const shown = document.createElement("pre");
  shown.id = "found";
  shown.textContent = JSON.stringify(found.violations.map(
    v => [v.impact, v.id, v.help, v.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]));
  document.body.append(shown);
});
"""
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
    """Chromium's path; with REQUIRE_CHROMIUM its absence is an error, not a skip."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        (pytest.fail if os.environ.get("REQUIRE_CHROMIUM") else pytest.skip)("there is no Chromium")
    return found


def serious(page: str, chromium: str, folder: Path) -> list[object]:
    """What axe calls serious or critical in a page."""
    script = (
        f"<script>{AXE}</script><script>{RUN.replace('EXCLUDED', json.dumps(NOT_OURS))}</script>"
    )
    before, end, after = page.rpartition("</body>")
    file = folder / "page.html"
    file.write_text(before + script + end + after, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--dump-dom"]
    command += [
        "--virtual-time-budget=30000",
        f"--user-data-dir={folder / 'profile'}",
        file.as_uri(),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert found, "axe did not come to its end"
    violations = json.loads(html.unescape(found[1]))
    return [violation for violation in violations if violation[0] in ("serious", "critical")]


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
