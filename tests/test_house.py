"""The order of the house: folders by role, each of which imports only what stands below it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOORS = {
    "cli",
    "kernel",
    "earlier",
    "find_the_bug",
    "pytest_plugin",
    "restarted",
    "__init__",
    "__main__",
}
WORDS = {"course", "model", "checks", "conditions", "compare", "values", "gradcheck"}
FLOORS = [
    DOORS,
    {"instructor"},
    {"author"},
    {"nbgrader_plugin"},
    {"marking"},
    {"overview"},
    {"engine"},
    {"workshop"},
    {"doctor"},
    {"mending"},
    {"mistakes"},
    {"feedback"},
    {"sandbox"},
    {"live"},
    {"notebooks"},
    WORDS,
]
"""What a module may import stands on its own floor or on one further down this list."""
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def modules(package: str) -> dict[str, Path]:
    """The files of a package by the names of their modules."""
    names = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


OURS = modules("autograder")


def imports(module: str, path: Path) -> Iterator[str]:
    """The modules that a file imports: anywhere in it, also within functions and for types alone."""
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in OURS else base


@cache
def graph() -> dict[str, set[str]]:
    """Which modules of ours each module of ours imports."""
    return {
        module: {name for name in imports(module, path) if name in OURS}
        for module, path in OURS.items()
    }


def room(module: str) -> str:
    return module.partition(".")[2].partition(".")[0] or "__init__"


def test_every_module_imports_only_what_stands_below_it() -> None:
    upwards = [
        f"{module} imports {name}"
        for module, names in graph().items()
        for name in names
        if FLOOR[room(name)] < FLOOR[room(module)]
    ]
    assert not upwards


def test_there_are_no_circles() -> None:
    TopologicalSorter(graph()).prepare()  # raises CycleError, which names the modules


def test_nothing_lies_flat_but_the_doors_and_the_words() -> None:
    folders = {path.name for path in (ROOT / "autograder").iterdir() if any(path.glob("*.py"))}
    files = {path.stem for path in (ROOT / "autograder").glob("*.py")}
    assert files == DOORS | WORDS
    assert folders == set().union(*FLOORS) - DOORS - WORDS


def test_our_own_course_is_imported_by_nobody() -> None:
    for module, path in OURS.items():
        roots = {name.partition(".")[0] for name in imports(module, path)}
        assert "dlref" not in roots, module
        if room(module) != "workshop":
            assert "workshop" not in map(room, graph()[module]), module


def test_answers_lean_on_numpy_and_what_is_told_of_them_on_the_words_for_it() -> None:
    for module, path in modules("dlref").items():
        told = module.split(".")[1:2] in (
            ["misconceptions"],
            ["variants"],
            ["held_out"],
            ["textbook"],
            ["relatives"],
            ["hints"],
        )
        for name in imports(module, path):
            known = name.partition(".")[0] in {"numpy", "dlref", *sys.stdlib_module_names}
            assert known or (told and name == "autograder.course"), f"{module} imports {name}"


def test_nothing_names_a_machines_path() -> None:
    texts = [*OURS.values(), *modules("dlref").values(), *modules("tests").values()]
    for path in [*texts, *ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        if path != Path(__file__):
            assert "/home/" not in path.read_text(encoding="utf-8"), path
            assert "/tmp/" not in path.read_text(encoding="utf-8"), path
