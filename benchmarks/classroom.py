"""A made-up class in a course folder: plausible students, and as many hostile ones as are asked for.

    python benchmarks/classroom.py FOLDER --students 100 --assignments 01_neuron 02_activations
    python benchmarks/classroom.py FOLDER --students 100 --hostile 0.1 --seed 1

Every student has an ability and a point at which time ran out. What each of them handed in stands in
`class.json`, so that marks and reports can be held against it.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from autograder.course import Course
from autograder.exercises import ASSIGNMENTS
from autograder.live_oracle import known_right, known_wrong
from autograder.notebooks import solutions_folder
from dlref import FUNCTIONS

Notebook = dict[str, Any]
Handed = dict[str, dict[str, str]]
"""What a student handed in: for each assignment and exercise, what kind of work it is."""

TRUTH = "class.json"
ODD_IDS = ("Zoë", "o'brien", "anna.maria@uni.example", "007", "li wei", "x" * 60, "-s-", "名前")
REMARKS = (
    "done",
    "second try",
    "see my notes",
    "looks right in the plot",
    "ask about this on Friday",
    "worked it out by hand first",
    "not sure about the shapes",
)
DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_class(
    root: Path,
    assignments: list[str],
    students: int,
    seed: int,
    hostile: float = 0.0,
    odd_ids: int = 0,
) -> Course:
    """Make a course in an empty folder, and have a class hand in.

    Args:
        assignments: what is handed in; notebooks that these load functions from are handed in too.
        hostile: the share of students whose work is hostile or broken.
        odd_ids: how many students have an id that a careless program stumbles over.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty: choose another folder.")
    names = with_earlier(assignments)
    course = Course.make(root, names)
    for name in names:
        course.generate_assignment(name)
    released = {name: _read(root / "assignments" / name / f"{name}.ipynb") for name in names}
    ids = [*ODD_IDS[:odd_ids], *(f"s{number:03d}" for number in range(1, students + 1))][:students]
    chance = Random(seed)
    strangers = set(chance.sample(ids, round(hostile * students)))
    tricks = _in_turn([*HOSTILE, *BROKEN], chance)
    popular = {exercise: _shuffled(known_wrong(exercise), seed) for exercise in FUNCTIONS}
    truth: dict[str, Handed] = {}
    for id in ids:
        draw = Random(f"{seed} {id}")
        student = _Student(id, draw, popular)
        truth[id] = {}
        for name in names:
            notebook, truth[id][name] = student.fill_in(name, released[name])
            folder = root / "submitted" / id / name
            folder.mkdir(parents=True)
            _write(folder, name, notebook)
            handed_in = DUE - timedelta(minutes=draw.expovariate(1 / 1000))
            (folder / "timestamp.txt").write_text(f"{handed_in:%Y-%m-%d %H:%M:%S} UTC")
            if id in strangers:
                trick = next(tricks)
                truth[id][name] = {"trick": trick, **truth[id][name]}
                _play(trick, folder, name, notebook, draw)
    (root / TRUTH).write_text(json.dumps(truth, indent=1))
    return course


def with_earlier(assignments: Iterable[str]) -> list[str]:
    """These assignments and those that they load functions from, in the order of the course."""
    wanted = set(assignments)
    for name in reversed(ASSIGNMENTS):
        if name in wanted:
            text = (solutions_folder() / name / f"{name}.ipynb").read_text()
            wanted.update(re.findall(r'from_earlier\(\\"(\w+)\\"', text))
    return sorted(wanted)


class _Student:
    """A made-up student, with all that chance decides about them."""

    def __init__(self, id: str, draw: Random, popular: dict[str, list[str]]) -> None:
        self.id = id
        self._draw = draw
        self._popular = popular
        self._ability = draw.betavariate(4, 2)

    def fill_in(self, assignment: str, released: Notebook) -> tuple[Notebook, dict[str, str]]:
        """The released notebook with this student's work in it, and of what kind the work is."""
        exercises = ASSIGNMENTS[assignment]
        stops_at = (self._ability + self._draw.random()) * len(exercises)
        kinds, cells, signed = {}, [], False
        for cell in released["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            source = "".join(cell["source"])
            if name in exercises:
                late = exercises.index(name) > stops_at
                kind = "stub" if late else self._kind(name)
                kinds[name] = kind
                source = self._text(kind, name, source)
            elif cell["cell_type"] == "code" and not signed:
                source, signed = f"{source}\n# {self.id}", True
            cells.append({**cell, "source": source})
        return {**released, "cells": cells}, kinds

    def _kind(self, exercise: str) -> str:
        """What comes of trying: a misconception's id, a variant's name, or a word of `_text`."""
        wrong, right = self._popular[exercise], list(known_right(exercise))
        able = 0.3 + 0.7 * self._ability
        [outcome] = self._draw.choices(
            ["answer", "variant", "misconception", "stub", "syntax error", "no return"],
            [
                0.7 * able,
                0.3 * able * bool(right),
                1.2 * (1 - able) * bool(wrong),
                0.03,
                0.02,
                0.02,
            ],
        )
        if outcome == "variant":
            return self._draw.choice(right)
        if outcome == "misconception":
            return self._draw.choices(wrong, [1 / rank for rank in range(1, len(wrong) + 1)])[0]
        return outcome

    def _text(self, kind: str, exercise: str, stub: str) -> str:
        match kind:
            case "stub":
                text = stub
            case "answer":
                text = answer(exercise)
            case "syntax error":
                text = answer(exercise).replace("):\n", ")\n", 1)
            case "no return":
                text = re.sub(r"^( +)return ", r"\1result = ", answer(exercise), flags=re.MULTILINE)
            case _:
                text = standalone(exercise, kind)
        return f"# {self._draw.choice(REMARKS)}\n{text}" if self._draw.random() < 0.5 else text


@cache
def answers() -> dict[str, str]:
    """The text of every solution cell, without the lines that mark the solution."""
    texts = {}
    for name in ASSIGNMENTS:
        for cell in _read(solutions_folder() / name / f"{name}.ipynb")["cells"]:
            source = "".join(cell["source"])
            texts[cell["metadata"].get("nbgrader", {}).get("grade_id")] = re.sub(
                r"^ *### (BEGIN|END) SOLUTION\n?", "", source, flags=re.MULTILINE
            ).rstrip()
    return texts


def answer(exercise: str) -> str:
    """The course's own answer, as a student would have written it into the stub."""
    return answers()[exercise]


@cache
def standalone(exercise: str, kind: str) -> str:
    """A misconception or variant as a cell of a notebook: with all that it leans on in `dlref`."""
    function = (known_wrong(exercise) | known_right(exercise))[kind]
    found: dict[str, str] = {}
    _gather(sys.modules[function.__module__], function.__name__, exercise, found)
    return "\n\n".join(found.values())


def _gather(module: ModuleType, name: str, new_name: str, found: dict[str, str]) -> None:
    """Put the text of a definition under its new name, and before it those that it uses."""
    if new_name in found:
        return
    node = _Bare().visit(copy.deepcopy(_definitions(module)[name]))
    if isinstance(node, ast.FunctionDef):
        node.name = new_name
    own = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)} | set(_bound(node))
    for part in ast.walk(node):
        if not isinstance(part, ast.Name) or part.id in own:
            continue
        value = vars(module).get(part.id)
        if isinstance(value, ModuleType) and part.id != "np":
            found[part.id] = f"import {part.id}"
        elif inspect.isfunction(value) and value.__module__.startswith("dlref"):
            origin, part.id = value.__name__, _helper_name(value.__name__)
            _gather(sys.modules[value.__module__], origin, part.id, found)
        elif part.id != name and part.id in _definitions(module):
            _gather(module, part.id, part.id, found)
    found[new_name] = ast.unparse(ast.fix_missing_locations(node))


def _helper_name(name: str) -> str:
    """A helper keeps its name, unless that is an exercise's."""
    return f"my_{name}" if name in FUNCTIONS else name


@cache
def _definitions(module: ModuleType) -> dict[str, ast.stmt]:
    definitions: dict[str, ast.stmt] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.FunctionDef):
            definitions[node.name] = node
        elif isinstance(node, ast.Assign):
            definitions |= dict.fromkeys(_bound(node), node)
    return definitions


def _bound(node: ast.AST) -> list[str]:
    """The names that are assigned in a piece of code."""
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    return [part.id for part in names if isinstance(part.ctx, ast.Store)]


class _Bare(ast.NodeTransformer):
    """Takes docstrings, decorators and annotations off."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns, node.decorator_list = None, []
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        return ast.Assign([node.target], node.value) if node.value else ast.Pass()


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

BROKEN = (*CHANGED, *FILES)


def _play(trick: str, folder: Path, name: str, notebook: Notebook, draw: Random) -> None:
    """Do to a submission what its owner has come up with."""
    if trick in FILES:
        FILES[trick](folder / f"{name}.ipynb")
    elif trick in CHANGED:
        _write(folder, name, CHANGED[trick](notebook, draw))
    else:
        victim = draw.choice(ASSIGNMENTS[name])
        body = "".join(f"    {line}\n" for line in HOSTILE[trick].splitlines())
        source = f"def {victim}(*arguments, **keywords):\n{body}"
        cells = [
            {**cell, "source": source} if _grading(cell).get("grade_id") == victim else cell
            for cell in notebook["cells"]
        ]
        _write(folder, name, {**notebook, "cells": cells})


def _grading(cell: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def _in_turn(tricks: list[str], chance: Random) -> Iterator[str]:
    while True:
        yield from chance.sample(tricks, len(tricks))


def _shuffled(names: Iterable[str], seed: int) -> list[str]:
    """Names in an order of chance, the same for the whole class: the first is the most popular."""
    return Random(seed).sample(sorted(names), len(list(names)))


def _read(path: Path) -> Notebook:
    content: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write(folder: Path, name: str, notebook: Notebook) -> None:
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def main() -> None:
    """Make a class, and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--assignments", nargs="+", choices=ASSIGNMENTS, default=["01_neuron"])
    parser.add_argument("--hostile", type=float, default=0.0)
    parser.add_argument("--odd-ids", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    make_class(
        chosen.folder,
        chosen.assignments,
        chosen.students,
        chosen.seed,
        chosen.hostile,
        chosen.odd_ids,
    )
    truth = json.loads((chosen.folder / TRUTH).read_text())
    kinds = Counter(
        kind for handed in truth.values() for work in handed.values() for kind in work.values()
    )
    for kind, count in kinds.most_common(12):
        print(f"{count:5}  {kind}")
    print(f"{len(truth)} students in {chosen.folder}; what each handed in: {TRUTH}")


if __name__ == "__main__":
    main()
