"""Attacks by files: what is handed in beside the notebook, in its place, or as it was never meant."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers.cells import cell_of

from .attack import (
    ASSIGNMENT,
    FILE,
    FULL,
    NOTHING,
    Attack,
    Content,
    below,
    beside,
    code_cell,
    dumped,
    instead,
)


def _copied(name: str) -> Callable[[Content], None]:
    def edit(content: Content) -> None:
        cell = cell_of(content, name)
        content["cells"].insert(content["cells"].index(cell) + 1, copy.deepcopy(cell))

    return edit


def _without(*names: str) -> Callable[[Content], None]:
    def edit(content: Content) -> None:
        for name in names:
            content["cells"].remove(cell_of(content, name))

    return edit


def _stripped(content: Content) -> None:
    for cell in content["cells"]:
        cell["metadata"] = {}


def _flags(content: Content) -> None:
    cell_of(content, "check-dense")["metadata"]["nbgrader"].update(grade=False, locked=False)
    cell_of(content, "check-perceptron")["metadata"]["nbgrader"].update(points=-3, task=True)
    cell_of(content, "merge_linear")["metadata"]["nbgrader"].update(solution=False)
    cell_of(content, "dense")["metadata"]["nbgrader"]["grade_id"] = "nonsense"
    cell_of(content, "check-weighted_sum")["metadata"]["nbgrader"]["schema_version"] = "x"


def _output(content: Content) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * (200 * 2**20)}
    cell_of(content, "dense")["outputs"] = [output]


def _linked(target: str) -> Callable[[Path], None]:
    def hand_in(folder: Path) -> None:
        (folder / FILE).unlink()
        (folder / FILE).symlink_to(target)

    return hand_in


def _links(folder: Path) -> None:
    course = folder.parents[2]
    (folder / "seed.txt").symlink_to(course / ".autograder-seed")
    (folder / "secret.txt").symlink_to(course / "secret.txt")
    (folder / "solutions").symlink_to(course / "solutions")
    (folder / "self").symlink_to(".")
    (folder / "loop").symlink_to("loop")
    (folder / "zero").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")


def _linked_folder(folder: Path) -> None:
    away = folder.parents[2] / "away"
    folder.rename(away)
    folder.symlink_to(away)


def _tree(folder: Path) -> None:
    for number in range(1500):
        (folder / f"{number}.txt").touch()
    deep = folder
    for _ in range(60):
        deep = deep / "deeper"
        deep.mkdir()


def _hole(file: str, size: int) -> Callable[[Path], None]:
    def hand_in(folder: Path) -> None:
        with (folder / file).open("wb") as opened:
            opened.truncate(size)

    return hand_in


MODULES = dict.fromkeys(
    (
        "numpy.py",
        "numpy/__init__.py",
        "autograder.py",
        "dlref.py",
        "msgpack.py",
        "sitecustomize.py",
        "usercustomize.py",
        "conftest.py",
        "nbgrader_config.py",
        "jupyter_config.py",
        "evil.pth",
        "__main__.py",
        "alembic.py",
    ),
    "import os; os.system('touch PWNED'); raise SystemExit('PWNED')",
)

SHADOWED = """
import types

np = types.ModuleType("numpy")
np.dot = np.zeros = np.array = lambda *args, **kwargs: 2.0
sys.modules["numpy"] = np
"""

FROM_EARLIER = """
from autograder import from_earlier
dense, = from_earlier("00_answers", "dense")
"""


def _earlier(**notebooks: Any) -> Callable[[Path], None]:
    """Put notebooks where earlier ones are looked for."""

    def hand_in(folder: Path) -> None:
        for name, source in notebooks.items():
            beside({f"../{name}/{name}.ipynb": dumped({"cells": [code_cell(source)]})})(folder)

    return hand_in


def _earlier_linked(folder: Path) -> None:
    course = folder.parents[2]
    (folder.parent / "00_answers").symlink_to(course / "solutions" / ASSIGNMENT)
    (folder / "00_answers.ipynb").symlink_to(course / "solutions" / ASSIGNMENT / FILE)


ATTACKS = [
    Attack(
        "check-copied", "the check cell twice", edit=_copied("check-dense"), says="more than once"
    ),
    Attack(
        "solution-copied", "the solution cell twice", edit=_copied("dense"), says="more than once"
    ),
    Attack("check-deleted", "no check cell", edit=_without("check-dense"), says="put back"),
    Attack(
        "all-deleted",
        "no check cells",
        edit=_without(*(f"check-{name}" for name in FULL)),
        says="put back",
    ),
    Attack(
        "flags", "flags, ids and points changed", edit=_flags, says="the course's settings count"
    ),
    Attack("stripped", "no metadata", edit=_stripped, says="recognised by its code"),
    Attack(
        "malformed",
        "half a file of JSON",
        hand_in=instead(b'{"cells": ['),
        costs=NOTHING,
        says="JSON",
    ),
    Attack("empty", "an empty file", hand_in=instead(b""), costs=NOTHING, says="is empty"),
    Attack(
        "no-notebook", "an empty folder", hand_in=instead(None), costs=NOTHING, says="no notebook"
    ),
    Attack(
        "not-a-notebook",
        "another file",
        hand_in=instead(b"\xff\xfe\x00", "answers.docx"),
        costs=NOTHING,
        says="no notebook",
    ),
    Attack(
        "renamed",
        "01_neuron (1).ipynb",
        hand_in=lambda folder: (folder / FILE).rename(folder / "01_neuron (1).ipynb"),
        says="was read in its place",
    ),
    Attack("output", "200 MB of output", edit=_output, costs=NOTHING, says="larger than 50 MB"),
    Attack(
        "deep-json",
        "JSON nested 100,000 deep",
        hand_in=instead(b"[" * 10**5),
        costs=NOTHING,
        says="JSON",
    ),
    Attack(
        "list",
        "40 MB of empty lists",
        hand_in=instead(b'{"cells": [' + b"[]," * 13_000_000 + b"0]}"),
        costs=NOTHING,
        says="was missing",
    ),
    Attack(
        "linked-seed",
        "a link to the seed as the notebook",
        hand_in=_linked("../../../.autograder-seed"),
        costs=NOTHING,
        says="a link",
    ),
    Attack(
        "linked-solution",
        "a link to the solution",
        hand_in=_linked(f"../../../solutions/{ASSIGNMENT}/{FILE}"),
        costs=NOTHING,
        says="a link",
    ),
    Attack(
        "linked-other",
        "a link to another's work",
        hand_in=_linked(f"../../000-honest-full/{ASSIGNMENT}/{FILE}"),
        costs=NOTHING,
        says="a link",
    ),
    Attack(
        "linked-folder", "the folder is a link", hand_in=_linked_folder, costs=NOTHING, says="link"
    ),
    Attack("links", "links, pipes and devices beside it", hand_in=_links, says="a link"),
    Attack("tree", "1,500 files, folders 60 deep", hand_in=_tree, says="too many"),
    Attack("hole", "a terabyte that is a hole", hand_in=_hole("data.csv", 2**40), says="too large"),
    Attack("modules", "modules and settings beside it", hand_in=beside(MODULES)),
    Attack("shadowed", "NumPy shadowed in the notebook", below(SHADOWED, "2.0")),
    Attack(
        "clock",
        "a timestamp that is none",
        hand_in=beside({"timestamp.txt": b"\xff\x00 yesterday"}),
        says="holds no time",
    ),
    Attack(
        "clock-far",
        "a timestamp of the year 1",
        hand_in=beside({"timestamp.txt": "0001-01-01 00:00 +1400"}),
    ),
    Attack(
        "earlier",
        "an earlier notebook that exits",
        {"dense": FROM_EARLIER},
        _earlier(**{"00_answers": "import os\nos._exit(0)\ndef dense(*a): return 1"}),
    ),
    Attack(
        "earlier-linked",
        "an earlier notebook that is the solution",
        {"dense": FROM_EARLIER},
        _earlier_linked,
    ),
]
