"""The rules that keep the house in order: who imports whom, and that nothing of an exercise is missing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dlref
from autograder.notebooks.syllabus import course_points
from autograder.workshop.exercises import ASSIGNMENTS, EXERCISES
from dlref.hints import HINTS
from dlref.misconceptions import KNOWN

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "autograder").rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The modules that a file imports, at its top or anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


def of_package(path: Path, package: str) -> set[str]:
    return {name for name in imports(path) if name == package or name.startswith(f"{package}.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_only_the_live_oracle_imports_the_reference(path: Path) -> None:
    assert bool(of_package(path, "dlref")) == (path.name == "live_oracle.py")


def test_the_reference_imports_numpy_alone() -> None:
    import sys

    for path in (ROOT / "dlref").rglob("*.py"):
        roots = {name.split(".")[0] for name in imports(path)}
        assert roots <= {"numpy", "dlref"} | sys.stdlib_module_names, path


def test_the_gradient_checker_imports_nothing_of_the_project() -> None:
    assert not of_package(ROOT / "autograder" / "gradcheck.py", "autograder")


def test_every_subject_has_its_place_in_every_room() -> None:
    for assignment in ASSIGNMENTS:
        subject = assignment[3:]
        for place in (
            f"dlref/{subject}.py",
            f"dlref/misconceptions/{subject}.py",
            f"dlref/variants/{subject}.py",
            f"autograder/workshop/exercises/{subject}.py",
            f"solutions/{assignment}/{assignment}.ipynb",
            f"assignments/{assignment}/{assignment}.ipynb",
        ):
            package = (ROOT / place).with_suffix("") / "__init__.py"
            assert (ROOT / place).is_file() or package.is_file(), place


def test_every_exercise_has_an_answer_points_and_checks() -> None:
    points = {name: value for a in ASSIGNMENTS for name, value in course_points(a).items()}
    assert set(EXERCISES) == set(dlref.FUNCTIONS) == set(points)
    assert all(value > 0 for value in points.values())
    for exercise in EXERCISES.values():
        assert any(check.kind == "formula" for check in exercise.checks), exercise.name
        names = [check.name for check in exercise.checks]
        assert len(names) == len(set(names)), exercise.name


def test_every_exercise_has_hints() -> None:
    missing = set(EXERCISES) - set(HINTS)
    assert not missing, f"write hints for {sorted(missing)} in dlref/hints"


def test_every_misconception_is_one_of_an_exercise() -> None:
    assert set(KNOWN) <= set(EXERCISES)


def test_nothing_names_a_machines_path() -> None:
    for path in [*MODULES, *(ROOT / "dlref").rglob("*.py"), *ROOT.glob("*.md")]:
        assert "/home/" not in path.read_text()
        assert "/tmp/" not in path.read_text(), path
