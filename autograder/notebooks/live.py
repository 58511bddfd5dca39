"""The notebook that is open where this process is its kernel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from autograder.notebooks.reading import is_notebook_name


def in_notebook() -> bool:
    """Whether this process is a notebook's kernel, on a computer or in a browser tab."""
    kernels = {"ipykernel", "pyodide_kernel"}
    return (
        not kernels.isdisjoint(sys.modules)
        and sys.modules["__main__"].__dict__.get("get_ipython") is not None
    )


def is_executed_by_nbgrader() -> bool:
    """Whether nbgrader runs the notebook, to grade it or for Validate, which shows only errors."""
    return "NBGRADER_EXECUTION" in os.environ


def open_notebook() -> Path | None:
    """The notebook's file, as JupyterLab says; None if it says nothing."""
    file = Path.cwd() / Path(os.environ.get("JPY_SESSION_NAME", "")).name
    return file if is_notebook_name(file.name) else None


def cells_run() -> list[str]:
    """The code of each cell that ran in this kernel, in order."""
    shell = sys.modules["__main__"].__dict__["get_ipython"]()
    return [*shell.history_manager.input_hist_raw]
