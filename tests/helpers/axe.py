"""What axe finds in a page: axe-core is what browsers' own checkers use, and runs in Chromium here."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import axe_core_python
import pytest

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NOT_OURS = [".jp-InputPrompt", ".jp-OutputPrompt", ".highlight"]
"""The numbers of cells and the colours for code of JupyterLab's exporter."""
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


def find_chromium() -> str:
    """Chromium's path; with REQUIRE_CHROMIUM its absence is an error, not a skip."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        (pytest.fail if os.environ.get("REQUIRE_CHROMIUM") else pytest.skip)("there is no Chromium")
    return found


def serious(page: str, chromium: str, folder: Path, *flags: str) -> list[object]:
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
        *flags,
        file.as_uri(),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert found, "axe did not come to its end"
    violations = json.loads(html.unescape(found[1]))
    return [violation for violation in violations if violation[0] in ("serious", "critical")]
