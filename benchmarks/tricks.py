"""Hostile and broken submissions: what is done to an honest one to make it so."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from our_course import ASSIGNMENTS

Notebook = dict[str, Any]

HOSTILE = {
    "endless loop": "while True:\n    pass",
    "loop in C": "return sum(range(10**15))",
    "exit": "import os\nos._exit(0)",
    "memory hog": "hoard = []\nwhile True:\n    hoard.append(np.ones(10**7))",
    "fork bomb": "import os\nwhile True:\n    os.fork()",
    "output flood": "while True:\n    print('x' * 10**6)",
    "full scratch": (
        "import tempfile\nwith tempfile.NamedTemporaryFile('wb', delete=False) as file:\n"
        "    while True:\n        file.write(bytes(10**6))"
    ),
    "endless recursion": "import sys\nsys.setrecursionlimit(10**9)\nf = lambda: f()\nreturn f()",
    "kills its parent": "import os\nos.kill(os.getppid(), 9)",
    "writes to the gradebook": (
        "for up in ('..', '../..', '../../..'):\n"
        "    open(f'{up}/gradebook.db', 'wb').write(b'full marks')"
    ),
    "changes the gradebook later": (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5); "
        'open("../../../gradebook.db", "wb")\'], start_new_session=True)'
    ),
    "imports the reference": "import dlref\nraise SystemExit(dlref.__file__)",
    "equals everything": "return type('Yes', (), {'__eq__': lambda self, other: True})()",
    "prints a mark": "print('passed, 1 of 1 point')\nreturn 1e308",
}
"""Bodies of functions that do harm, or try to."""


def _with_check_twice(notebook: Notebook, draw: Random) -> Notebook:
    cells = list(notebook["cells"])
    place = draw.choice([i for i, c in enumerate(cells) if _grading(c).get("grade")])
    return {
        **notebook,
        "cells": [*cells[: place + 1], cells[place] | {"id": "again"}, *cells[place + 1 :]],
    }


def _without_metadata(notebook: Notebook, draw: Random) -> Notebook:
    return {**notebook, "cells": [{**cell, "metadata": {}} for cell in notebook["cells"]]}


def _without_checks(notebook: Notebook, draw: Random) -> Notebook:
    return {**notebook, "cells": [c for c in notebook["cells"] if not _grading(c).get("grade")]}


def _with_own_points(notebook: Notebook, draw: Random) -> Notebook:
    changed = copy.deepcopy(notebook)
    for cell in changed["cells"]:
        if _grading(cell).get("grade"):
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["source"] = "1000"
    return changed


def _with_script(notebook: Notebook, draw: Random) -> Notebook:
    script = "<script>document.title = 'taken over'</script><img src=x onerror=\"alert('hello')\">"
    output = {"output_type": "display_data", "data": {"text/html": script}, "metadata": {}}
    cells = [
        {**cell, "outputs": [output]} if cell["cell_type"] == "code" else cell
        for cell in notebook["cells"]
    ]
    text = {"cell_type": "markdown", "id": "script", "metadata": {}, "source": script}
    return {**notebook, "cells": [text, *cells]}


CHANGED: dict[str, Callable[[Notebook, Random], Notebook]] = {
    "check twice": _with_check_twice,
    "metadata stripped": _without_metadata,
    "checks deleted": _without_checks,
    "points of their own": _with_own_points,
    "script in text and outputs": _with_script,
}
"""Notebooks that are not as they were given out."""


def _clear(path: Path) -> None:
    for file in path.parent.iterdir():
        file.unlink()


def _remove(path: Path) -> None:
    _clear(path)
    path.parent.rmdir()


def _rename(path: Path) -> None:
    path.rename(path.with_stem(f"{path.stem} (1)"))


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def _in_two(path: Path) -> None:
    path.with_stem("final").write_bytes(path.read_bytes())
    path.rename(path.with_stem("really final"))


def _huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(60 * 2**20)


FILES: dict[str, Callable[[Path], object]] = {
    "malformed": lambda path: path.write_bytes(path.read_bytes()[:1000]),
    "empty file": lambda path: path.write_bytes(b""),
    "empty folder": _clear,
    "nothing handed in": _remove,
    "renamed": _rename,
    "two notebooks": _in_two,
    "link": _link,
    "pipe beside it": lambda path: os.mkfifo(path.with_name("pipe")),
    "huge": _huge,
    "no time": lambda path: path.with_name("timestamp.txt").write_bytes(b"\xffyesterday, or so"),
}
"""Folders that are not as they should be."""

TRICKS = (*HOSTILE, *CHANGED, *FILES)


def play(trick: str, folder: Path, name: str, notebook: Notebook, draw: Random) -> None:
    """Do to a submission what its owner has come up with."""
    if trick in FILES:
        FILES[trick](folder / f"{name}.ipynb")
    elif trick in CHANGED:
        write(folder, name, CHANGED[trick](notebook, draw))
    else:
        victim = draw.choice(ASSIGNMENTS[name])
        body = "".join(f"    {line}\n" for line in HOSTILE[trick].splitlines())
        source = f"def {victim}(*arguments, **keywords):\n{body}"
        cells = [
            {**cell, "source": source} if _grading(cell).get("grade_id") == victim else cell
            for cell in notebook["cells"]
        ]
        write(folder, name, {**notebook, "cells": cells})


def _grading(cell: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def write(folder: Path, name: str, notebook: Notebook) -> None:
    """Write a notebook as the submission of this name."""
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
