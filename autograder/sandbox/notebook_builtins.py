"""What student code finds in a notebook besides Python: `display`, `get_ipython` and the kit's `check`.

Here they show nothing, and no exercise is judged for the sake of another.
"""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any


def add_notebook_builtins(namespace: dict[str, Any]) -> None:
    """Let student code use `display` and `get_ipython`, as in a notebook with this namespace."""
    if hasattr(builtins, "__IPYTHON__"):
        return
    shell = _Shell(namespace)
    vars(builtins).update(display=_display, get_ipython=lambda: shell)


def _display(*objects: Any, **options: Any) -> None:
    """Show nothing."""


def check(function: object, hint: int = 1) -> None:
    """Stand for the kit's `check` in a process that runs student code. Judges nothing."""


check.__module__ = "autograder.kernel"


class _Shell:
    """Stands for IPython's shell. Magics and shell commands do nothing, apart from `%%writefile`."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.user_ns = namespace

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Write the cell to a file for `%%writefile`; otherwise do nothing."""
        if name in ("writefile", "file"):
            Path(line.split()[-1]).write_text(cell, encoding="utf-8")

    def run_cell(self, source: str, **options: Any) -> None:
        """Run Python code in the notebook's namespace."""
        exec(source, self.user_ns)

    ex = run_cell

    def ev(self, expression: str) -> Any:
        """The value of an expression in the notebook's namespace."""
        return eval(expression, self.user_ns)

    def getoutput(self, command: str, **options: Any) -> list[str]:
        """The lines that a shell command prints: none."""
        return []

    def push(self, variables: dict[str, Any], **options: Any) -> None:
        """Bind names in the notebook's namespace."""
        self.user_ns.update(variables)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **named: None
