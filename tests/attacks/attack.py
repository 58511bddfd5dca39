"""What an attack is, and the builders that all of them share.

An attack in code gives the right answer where it succeeds and a wrong one where it does not: a mark
gained says that it did. The attacker is taken to know everything but the answers and the seed: our
source, the course's place, the test's ports; the first cell of each notebook holds what they know.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.helpers.cells import cell_of
from tests.helpers.our_course import POINTS

ASSIGNMENT = "01_neuron"
FILE = f"{ASSIGNMENT}.ipynb"
FULL = POINTS[ASSIGNMENT]
NOTHING = tuple(FULL)
"""What is lost where a notebook can't be read."""
SIGNATURES = {
    "weighted_sum": "x, w, b",
    "perceptron": "x, w, b",
    "dense": "X, W, b",
    "merge_linear": "W1, b1, W2, b2",
}
RIGHT = {
    "weighted_sum": "float(np.dot(w, x) + b)",
    "dense": "X @ W + b",
    "merge_linear": "(W1 @ W2, b1 @ W2 + b2)",
}
WRONG = "np.zeros(3)"
KNOWS = """
import ctypes, errno, gc, glob, importlib, mmap, multiprocessing, os, resource, select, shutil, signal
import socket, struct, subprocess, sys, tempfile, threading, time, types
import numpy as np
""".strip()

Content = dict[str, Any]


@dataclass(frozen=True)
class Attack:
    """A submission that is hostile or broken.

    `cells` are the sources of some exercises, the rest being right. `hand_in` does what else is to be
    done, and may replace the notebook that lies in the folder it is given. `costs` names the
    exercises for which no marks may be had; all others keep theirs.
    """

    name: str
    tries: str
    cells: dict[str, str] = field(default_factory=dict)
    hand_in: Callable[[Path], None] = lambda folder: None
    edit: Callable[[Content], None] = lambda content: None
    costs: tuple[str, ...] | None = None
    student: str = ""
    noted: str = ""
    says: str = ""

    @property
    def lost(self) -> tuple[str, ...]:
        """The exercises that earn nothing."""
        return tuple(self.cells) if self.costs is None else self.costs


def indented(code: str, by: int = 4) -> str:
    return code.strip("\n").replace("\n", "\n" + " " * by)


def function(exercise: str, body: str) -> dict[str, str]:
    """The exercise with this body."""
    return {exercise: f"def {exercise}({SIGNATURES[exercise]}):\n    {indented(body)}\n"}


def right_if(attempt: str, exercise: str = "dense") -> dict[str, str]:
    """The exercise, right where the attempt succeeds, which is to say: where it raises nothing.

    A mistake of the attacker's own shows as "misfired".
    """
    return function(
        exercise,
        f"""
try:
    {indented(attempt)}
except (NameError, AttributeError, TypeError) as error:
    raise RuntimeError("misfired") from error
except BaseException:
    return {WRONG}
return {RIGHT[exercise]}""",
    )


def wrong_after(attempt: str, exercise: str = "dense") -> dict[str, str]:
    """The exercise, wrong whatever becomes of the attempt; what it leaves behind is looked for."""
    return function(
        exercise,
        f"""
try:
    {indented(attempt)}
except (NameError, AttributeError, TypeError) as error:
    raise RuntimeError("misfired") from error
except Exception:
    pass
return {WRONG}""",
    )


def gives(value: str, first: str = "", exercise: str = "dense") -> dict[str, str]:
    """The exercise, giving this value, after it has run something first."""
    return function(exercise, f"{first.strip()}\nreturn {value}".strip())


def below(above: str, value: str, exercise: str = "dense") -> dict[str, str]:
    """The exercise, giving this value, below other code in its cell."""
    return {exercise: f"{above.strip()}\n\n\n{gives(value, exercise=exercise)[exercise]}"}


def code_cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": 1,
    }


def markdown_cell(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source} | more


def written(attack: Attack, solved: Content, knowledge: str) -> Content:
    """The notebook that the attacker hands in."""
    content = copy.deepcopy(solved)
    content["cells"].insert(0, code_cell(f"{KNOWS}\n{knowledge}"))
    for exercise, source in attack.cells.items():
        cell_of(content, exercise)["source"] = source
    attack.edit(content)
    return content


def instead(data: bytes | None, file: str = FILE) -> Callable[[Path], None]:
    """Put this in place of the notebook (None: nothing)."""

    def hand_in(folder: Path) -> None:
        (folder / FILE).unlink()
        if data is not None:
            (folder / file).write_bytes(data)

    return hand_in


def beside(files: dict[str, str | bytes]) -> Callable[[Path], None]:
    """Put these files beside the notebook."""

    def hand_in(folder: Path) -> None:
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    return hand_in


def dumped(content: object) -> bytes:
    return json.dumps(content).encode()
