"""The repository for GitHub: its workflow's steps run by hand, and what GitHub reads in their lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from autograder.cli import main
from autograder.feedback.github import annotation, plain
from autograder.instructor.kit import contents_near
from autograder.instructor.package import github
from autograder.instructor.package.github import WORKFLOW, make_repository
from tests.helpers.handed_in import FILE, NAME, cell_of, edited, place, released, solved
from tests.helpers.notebooks import ROOT
from tests.helpers.our_course import COURSE

COMMAND = re.compile(r"^::error (?P<where>.*?)::(?P<message>.*)$")
WRONG = edited(
    lambda c: cell_of(c, "dense").update(source="def dense(X, W, b):\n    return X @ W\n")
)


def read(line: str) -> tuple[dict[str, str], str]:
    """What GitHub's runner makes of a line, after `packages/core/src/command.ts`."""
    found = COMMAND.match(line)
    assert found
    pairs = (pair.split("=", 1) for pair in found["where"].split(","))
    return {key: unescaped(value) for key, value in pairs}, unescaped(found["message"])


def unescaped(text: str) -> str:
    for code, sign in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]:
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize(
    "text", ["a: b, c%0A", "two\nlines", "100 %", "::error::x\n::error::y", "a=b"]
)
def test_any_text_arrives_as_it_was_and_is_one_command(text: str) -> None:
    line = annotation(f"{text}.ipynb", text, text, 7)
    assert len(line.splitlines()) == 1
    where, message = read(line)
    assert where == {"file": f"{text}.ipynb", "line": "7", "title": text}
    assert message == text
    assert "::" not in plain(text)
    assert "\n" not in plain(text)


def test_what_is_begun_and_wrong_is_shown_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(json.dumps(WRONG, indent=1))
    run = CliRunner().invoke(main, ["check", "--format", "github", str(path)])
    assert run.exit_code == 1
    line, points = run.output.splitlines()
    where, message = read(line)
    assert where["file"] == str(path)
    assert "def dense(" in path.read_text().splitlines()[int(where["line"]) - 1]
    assert message.startswith("The biases are missing")
    assert points.startswith(f"- {path}: ")


def test_what_is_not_begun_is_no_mistake_and_what_is_no_notebook_is_one(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps(released()))
    run = CliRunner().invoke(main, ["check", "--format", "github", str(tmp_path / FILE)])
    assert run.output.splitlines() == [f"- {tmp_path / FILE}: 0 of 6 points"]
    (tmp_path / FILE).write_text("{")
    run = CliRunner().invoke(main, ["check", "--format", "github", str(tmp_path / FILE)])
    assert "can't be read" in read(run.output.splitlines()[0])[1]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository without the kit's wheels: these are installed here already."""
    monkeypatch.setattr(github, "fill_kit", lambda folder, work, contents: (folder / NAME).mkdir())
    return make_repository(tmp_path / "repository", contents_near(ROOT, COURSE))


def step(repository: Path) -> tuple[int, list[str], list[str]]:
    """Run the last step as GitHub runs it; gives the exit code, its output and the job's summary."""
    steps = yaml.safe_load((repository / WORKFLOW).read_text())["jobs"]["check"]["steps"]
    summary = repository.parent / "summary.md"
    summary.unlink(missing_ok=True)
    scripts = sysconfig.get_path("scripts")
    path = os.pathsep.join([scripts, os.environ["PATH"]])
    run = subprocess.run(
        [*["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], steps[-1]["run"]],
        capture_output=True,
        text=True,
        cwd=repository,
        env=os.environ | {"PATH": path, "GITHUB_STEP_SUMMARY": str(summary)},
        check=False,
    )
    return run.returncode, run.stdout.splitlines(), summary.read_text().splitlines()


@pytest.mark.slow
def test_the_workflow_checks_a_students_repository_and_a_pushed_class(repository: Path) -> None:
    (repository / NAME / FILE).write_text(json.dumps(solved()))
    code, lines, _ = step(repository)
    assert f"- {NAME}/{FILE}: 6 of 6 points" in lines
    assert code != 0  # the other notebooks are missing
    for student in ("ada", "ben"):
        place(repository, student, WRONG if student == "ben" else solved())
    code, lines, summary = step(repository)
    assert code != 0
    wrong = [line for line in lines if line.startswith("::")]
    assert [read(line)[0]["file"] for line in wrong] == [f"submitted/ben/{NAME}/{FILE}"]
    assert {line.split(":")[0] for line in summary} == {
        f"- submitted/{student}/{NAME}/{FILE}" for student in ("ada", "ben")
    }
