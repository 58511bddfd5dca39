"""The zip for Gradescope, run as its container would run it, and results in its documented format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.instructor.kit import contents_near
from autograder.instructor.package.gradescope import make_gradescope
from autograder.sandbox import landlock, spawn
from tests.helpers.handed_in import FILE, FULL, NAME, cell_of, edited
from tests.helpers.notebooks import ROOT
from tests.helpers.our_course import COURSE

SCHEMA = {
    "type": "object",
    "anyOf": [{"required": ["score"]}, {"required": ["tests"]}],
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "integer"},
        "output": {"type": "string"},
        "output_format": {"$ref": "#/$defs/format"},
        "test_output_format": {"$ref": "#/$defs/format"},
        "test_name_format": {"$ref": "#/$defs/format"},
        "visibility": {"$ref": "#/$defs/visibility"},
        "stdout_visibility": {"$ref": "#/$defs/visibility"},
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": {"$ref": "#/$defs/format"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": {"$ref": "#/$defs/format"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": {"$ref": "#/$defs/visibility"},
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
    "$defs": {
        "format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
    },
}
"""The format at https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format."""

STEALS = "def dense(X, W, b):\n    import dlref.neuron\n    return dlref.neuron.dense(X, W, b)\n"

Container = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("zip") / "autograder.zip"
    return make_gradescope(out, contents_near(ROOT, COURSE), NAME, not spawn.probe().protects)


@pytest.fixture(scope="module")
def home(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gradescope's /autograder, set up; pip finds this environment's packages, without the kit itself."""
    home = tmp_path_factory.mktemp("autograder")
    source = home / "source"
    with zipfile.ZipFile(made) as zipped:
        for info in zipped.infolist():
            (Path(zipped.extract(info, source))).chmod(info.external_attr >> 16 & 0o777)
    (home / "run_autograder").write_bytes((source / "run_autograder").read_bytes())
    (home / "run_autograder").chmod(0o755)
    (home / "results").mkdir()
    libraries = tmp_path_factory.mktemp("libraries")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if "deep_learning_exercise_kit" not in path.name:
            (libraries / path.name).symlink_to(path)
    setup = subprocess.run(
        [source / "setup.sh"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(libraries), "PATH": with_python(libraries.parent)},
        check=False,
    )
    assert setup.returncode == 0, setup.stdout + setup.stderr
    (library,) = source.glob("venv/lib/python*/site-packages")
    (library / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return home


def with_python(folder: Path) -> str:
    """PATH, with this Python as the first that setup.sh asks for."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "python3.13").symlink_to(sys.executable)
    return os.pathsep.join([str(programs), os.environ["PATH"]])


@pytest.fixture
def container(home: Path) -> Container:
    """`container(notebook)` runs the autograder on a submission of one file."""

    def run(content: Any, file: str = FILE, **environment: str) -> subprocess.CompletedProcess[str]:
        submission, results = home / "submission", home / "results" / "results.json"
        submission.mkdir(exist_ok=True)
        for old in [*submission.iterdir(), results]:
            old.unlink(missing_ok=True)
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (submission / file).write_bytes(data)
        metadata = {"id": 1, "users": [{"email": "a@example.org", "id": 4242, "name": "A"}]}
        (home / "submission_metadata.json").write_text(json.dumps(metadata))
        return subprocess.run(
            [home / "run_autograder"],
            capture_output=True,
            text=True,
            cwd=home,
            env=os.environ | environment,
            check=False,
        )

    return run


def results_in(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "results" / "results.json").read_text())
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.slow
def test_a_submission_gets_its_marks_and_sentences(home: Path, container: Container) -> None:
    wrong = edited(
        lambda c: cell_of(c, "dense").update(source="def dense(X, W, b):\n    return X @ W\n")
    )
    run = container(wrong, "my answers.ipynb")
    assert run.returncode == 0, run.stderr
    found = results_in(home)
    tests = {test["name"]: test for test in found["tests"]}
    assert {name: test["max_score"] for name, test in tests.items()} == FULL
    assert tests["dense"]["status"] == "failed"
    assert "The biases are missing" in tests["dense"]["output"]
    assert found["score"] == sum(FULL.values()) - 2 + tests["dense"]["score"]
    assert "my answers.ipynb was read in its place" in found["output"]
    run = container(b"no notebook")
    assert run.returncode == 0, run.stderr
    assert results_in(home)["score"] == 0
    assert "can't be read" in results_in(home)["output"]


@pytest.mark.slow
def test_the_answers_beside_it_are_out_of_a_submissions_reach(
    home: Path, container: Container
) -> None:
    if not spawn.probe().protects:
        (pytest.fail if os.environ.get("REQUIRE_SANDBOX") else pytest.skip)(spawn.probe().reason)
    run = container(edited(lambda c: cell_of(c, "dense").update(source=STEALS)))
    assert run.returncode == 0, run.stderr
    tests = {test["name"]: test for test in results_in(home)["tests"]}
    assert tests["dense"]["score"] == 0
    run = container(
        edited(lambda c: cell_of(c, "dense").update(source=STEALS)), PATH=without_bubblewrap(home)
    )
    if landlock.version() >= landlock.NEEDED:
        assert run.returncode == 0, run.stderr
        tests = {test["name"]: test for test in results_in(home)["tests"]}
        assert tests["dense"]["score"] == 0
    else:
        assert run.returncode == 1
        assert f"autograder package gradescope {NAME} --allow-unisolated" in run.stderr
        assert not (home / "results" / "results.json").exists()


def without_bubblewrap(home: Path) -> str:
    """PATH with a bubblewrap that can't make namespaces, as in most containers."""
    programs = home / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "bwrap").write_text(
        "#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n"
    )
    (programs / "bwrap").chmod(0o755)
    return os.pathsep.join([str(programs), os.environ["PATH"]])


def test_an_unknown_assignment_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(main, ["package", "gradescope", "04_backpro"])
    assert run.exit_code == 2
    assert "Did you mean 04_backprop?" in run.output
    assert not [*tmp_path.iterdir()]
