"""Runs cells in a kernel, as JupyterLab does."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def executed(cwd: Path, *sources: str, **environment: str) -> list[nbformat.NotebookNode]:
    """The outputs of some cells that a kernel in a folder runs, one after the other."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    client = NotebookClient(
        nbformat.v4.new_notebook(cells=cells),
        allow_errors=True,
        resources={"metadata": {"path": str(cwd)}},
    )
    client.execute(env={**os.environ, **environment})
    return [output for cell in client.nb.cells for output in cell.outputs]
