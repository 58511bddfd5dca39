"""A fingerprint changes with what makes verdicts on an assignment, and with nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.marking import fingerprint as module
from autograder.marking.fingerprint import fingerprint
from autograder.workshop.exercises import ASSIGNMENTS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def touch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], set[str]]]:
    """`touch(file)`: the assignments whose fingerprint changes with a file of the kit."""

    def changed(name: str) -> set[str]:
        copy = tmp_path / "file.py"
        copy.write_text((ROOT / name).read_text() + "\n# changed\n")
        real = list(module._files())
        assert name in dict(real)
        before = {assignment: fingerprint(assignment) for assignment in ASSIGNMENTS}
        fingerprint.cache_clear()
        monkeypatch.setattr(
            module, "_files", lambda: [(n, copy if n == name else path) for n, path in real]
        )
        return {a for a in ASSIGNMENTS if fingerprint(a) != before[a]}

    fingerprint.cache_clear()
    yield changed
    fingerprint.cache_clear()


@pytest.mark.parametrize(
    ("file", "assignments"),
    [
        ("autograder/workshop/exercises/activations.py", {"02_activations"}),
        ("autograder/workshop/exercises/training/train.py", {"07_training"}),
        ("dlref/misconceptions/losses.py", {"03_losses"}),
        ("dlref/backprop.py", {*ASSIGNMENTS} - {"01_neuron", "02_activations", "03_losses"}),
        ("dlref/hints/training.py", {"07_training"}),
        ("autograder/engine/examine.py", {*ASSIGNMENTS}),
        ("autograder/nbgrader_plugin/mending.py", set()),
        ("autograder/instructor/batch/run.py", set()),
        ("dlref/variants/losses.py", set()),
    ],
)
def test_what_a_file_matters_to(
    touch: Callable[[str], set[str]], file: str, assignments: set[str]
) -> None:
    assert touch(file) == assignments


def test_all_that_marking_imports_matters() -> None:
    """Every module that a grader or a worker can reach from where marks are made, by its imports."""
    reached, waiting = set[str](), ["autograder/marking/mark.py", "autograder/sandbox/worker.py"]
    while waiting:
        name = waiting.pop()
        if name not in reached and (ROOT / name).is_file():
            reached.add(name)
            waiting += _imports(ROOT / name)
    passed_over = {
        name
        for name in reached
        if not any(module._matters(name, assignment) for assignment in ASSIGNMENTS)
    }
    assert len(reached) > 50
    live_check = "autograder/kernel.py"  # which `from autograder import check` gives students
    assert {name for name in passed_over if "/variants/" not in name} == {live_check}


def _imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    places = [name.replace(".", "/") for name in names]
    return [file for place in places for file in (f"{place}.py", f"{place}/__init__.py")]


def test_no_earlier_answer_builds_on_a_later_one() -> None:
    """What lets a fingerprint leave out the answers of later assignments."""
    order = [assignment[3:] for assignment in ASSIGNMENTS]
    for room in ("dlref", "dlref/hints"):
        for number, subject in enumerate(order):
            later = {f"{room}/{other}.py" for other in order[number + 1 :]}
            assert not later & set(_imports(ROOT / room / f"{subject}.py"))


def test_no_subjects_checks_build_on_anothers() -> None:
    order = [assignment[3:] for assignment in ASSIGNMENTS]
    for subject in order:
        home = ROOT / "autograder" / "exercises" / subject
        files = list(home.rglob("*.py")) if home.is_dir() else [home.with_suffix(".py")]
        others = [f"autograder/workshop/exercises/{other}" for other in order if other != subject]
        theirs = tuple(f"{other}{end}" for other in others for end in (".py", "/"))
        assert not [name for file in files for name in _imports(file) if name.startswith(theirs)]
