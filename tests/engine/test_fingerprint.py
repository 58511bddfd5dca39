"""A fingerprint changes with what makes verdicts on an assignment, and with nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.engine import fingerprint as module
from autograder.engine.fingerprint import fingerprint
from tests.helpers.our_course import ASSIGNMENTS, COURSE

ROOT = Path(__file__).parents[2]
SUBJECTS = list(
    dict.fromkeys(COURSE.subject_of(n) for names in ASSIGNMENTS.values() for n in names)
)
"""In the order of the notebooks."""


@pytest.fixture
def touch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], set[str]]]:
    """`touch(file)`: the assignments whose fingerprint changes with a file of the kit."""

    def fingerprints() -> dict[str, str]:
        fingerprint.cache_clear()
        return {a: fingerprint(COURSE, exercises) for a, exercises in ASSIGNMENTS.items()}

    def changed(name: str) -> set[str]:
        copy = tmp_path / "file.py"
        copy.write_text((ROOT / name).read_text() + "\n# changed\n")
        before = fingerprints()
        for part in ("_engine", "_course"):
            monkeypatch.setattr(module, part, exchanging(getattr(module, part), ROOT / name, copy))
        after = fingerprints()
        return {a for a in ASSIGNMENTS if after[a] != before[a]}

    yield changed
    fingerprint.cache_clear()


def exchanging(files: Callable[..., Iterator[tuple[str, Path]]], old: Path, new: Path):
    return lambda *given: [(name, new if path == old else path) for name, path in files(*given)]


@pytest.mark.parametrize(
    ("file", "assignments"),
    [
        ("autograder/workshop/exercises/activations.py", {"02_activations"}),
        ("autograder/workshop/exercises/training/train.py", {"07_training"}),
        ("autograder/workshop/expression.py", {*ASSIGNMENTS}),
        ("dlref/misconceptions/losses.py", {"03_losses"}),
        ("dlref/backprop.py", {"04_backprop", "05_optimizers", "06_regularization", "07_training"}),
        ("dlref/hints/training.py", {"07_training"}),
        ("autograder/engine/examine.py", {*ASSIGNMENTS}),
        ("autograder/course.py", {*ASSIGNMENTS}),
        ("autograder/nbgrader_plugin/mending.py", set()),
        ("autograder/instructor/batch/run.py", set()),
        ("autograder/author/verify.py", set()),
        ("dlref/variants/losses.py", set()),
        ("dlref/held_out/losses/first.py", set()),
    ],
)
def test_what_a_file_matters_to(
    touch: Callable[[str], set[str]], file: str, assignments: set[str]
) -> None:
    assert touch(file) == assignments


def test_all_that_marking_imports_matters() -> None:
    """Every module that a grader or a worker can reach from where marks are made, by its imports."""
    guests = [COURSE.public_folder, COURSE.private_folder]
    waiting = [ROOT / "autograder/marking/mark.py", ROOT / "autograder/sandbox/worker.py"]
    waiting += [path for folder in guests for path in folder.rglob("*.py")]
    reached = set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in reached and path.is_file():
            reached.add(path)
            waiting += [ROOT / file for file in _imports(path)]
    counted = {path for _, path in [*module._engine(), *module._course(COURSE, ())]}
    assert not {path for path in reached - counted if not {"variants", "held_out"} & {*path.parts}}


def test_a_courses_data_matters(tmp_path: Path) -> None:
    folders = {half: tmp_path / half for half in ("public", "private")}
    for folder in folders.values():
        (folder / "__pycache__").mkdir(parents=True)
        (folder / "__pycache__" / "motifs.pyc").write_bytes(b"")
        (folder / "motifs.csv").write_text("ACGT")
    guest = SimpleNamespace(
        name="guest",
        exercises={},
        subjects={},
        has_answers=False,
        public_folder=folders["public"],
        private_folder=folders["private"],
    )
    counted = [path for _, path in module._course(guest, ())]
    assert sorted(counted) == sorted(folder / "motifs.csv" for folder in folders.values())


def _imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    places = [name.replace(".", "/") for name in names]
    return [file for place in places for file in (f"{place}.py", f"{place}/__init__.py")]


def files_of(room: str, subject: str) -> list[Path]:
    home = ROOT / room / subject
    return [*home.rglob("*.py"), *home.parent.glob(f"{subject}.py")]


def leans_on(room: str, subject: str, other: str) -> bool:
    """Whether what a subject has in a room imports what another one has there."""
    theirs = (f"{room}/{other}.py", f"{room}/{other}/")
    mine = files_of(room, subject)
    assert mine
    return any(name.startswith(theirs) for file in mine for name in _imports(file))


@pytest.mark.parametrize("room", ["dlref", "dlref/hints"])
def test_no_earlier_answer_builds_on_a_later_one(room: str) -> None:
    """What lets a fingerprint leave out the answers of later assignments."""
    for place, subject in enumerate(SUBJECTS):
        assert not [later for later in SUBJECTS[place + 1 :] if leans_on(room, subject, later)]


@pytest.mark.parametrize("room", ["autograder/workshop/exercises", "dlref/misconceptions"])
def test_no_subjects_checks_and_mistakes_build_on_anothers(room: str) -> None:
    for subject in SUBJECTS:
        others = [other for other in SUBJECTS if other != subject]
        assert not [other for other in others if leans_on(room, subject, other)]


def test_a_notebook_of_two_subjects_depends_on_the_mistakes_of_both() -> None:
    for first, second in pairwise(SUBJECTS):
        both = (COURSE.subjects[first][0], COURSE.subjects[second][0])
        counted = {path for _, path in module._course(COURSE, both)}
        for subject in (first, second):
            assert counted.issuperset(files_of("dlref/misconceptions", subject))
