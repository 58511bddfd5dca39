"""A course from outside passes every door, without one changed line here.

The example course is copied out of the repository and installed beside the kit, in an environment of
its own that sees the packages of this one. Each door is then used as a person would use it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from autograder.course import course_named  # noqa: F401 - the kit itself is installed

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = ("01_encoding", "02_convolution")
KERNEL_TURNED = """\
def conv1d(X, W, b):
    k = len(W)
    places = range(len(X) - k + 1)
    return np.array([np.tensordot(X[i : i + k], W[::-1], axes=2) + b for i in places])"""

pytestmark = pytest.mark.slow
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(folder: Path, *paths: Path | str) -> Path:
    """A new environment that sees these folders too. Gives its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    asked = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    (Path(asked.stdout.strip()) / "others.pth").write_text("\n".join(map(str, paths)) + "\n")
    return python


def install(python: Path, *what: Path | str) -> None:
    command = [python, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", *what]
    subprocess.run(command, check=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example course, as its author has it in a folder outside this repository."""
    home = tmp_path_factory.mktemp("outside") / "dna"
    shutil.copytree(ROOT / "examples" / "dna", home)
    return home


@pytest.fixture(scope="module")
def python(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the kit and the example course."""
    made = environment(tmp_path_factory.mktemp("env"), sysconfig.get_path("purelib"), ROOT)
    install(made, home)
    return made


@pytest.fixture(scope="module")
def run(home: Path, python: Path) -> Run:
    """`run("-m", "autograder", …)`: this Python in the course's folder; a failure shows what was said."""

    def run(*words: str, code: int = 0, cwd: Path = home) -> subprocess.CompletedProcess[str]:
        scripts = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
        templates = str(Path(sysconfig.get_path("data")) / "share" / "jupyter")
        done = subprocess.run(
            [python, *words],
            cwd=cwd,
            env=os.environ | {"PATH": scripts, "JUPYTER_PATH": templates},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
        return done

    return run


@pytest.fixture(scope="module")
def handed_in(home: Path, run: Run) -> Path:
    """Two students handed in both notebooks: ada's are right, ben turned his kernel round."""
    for assignment in ASSIGNMENTS:
        run("-m", "nbgrader", "generate_assignment", assignment)
        for student in ("ada", "ben"):
            folder = home / "submitted" / student / assignment
            folder.mkdir(parents=True)
            file = f"{assignment}.ipynb"
            content = json.loads((home / "solutions" / assignment / file).read_text())
            for cell in content["cells"]:
                name = cell["metadata"].get("nbgrader", {}).get("grade_id")
                if student == "ben" and name == "conv1d":
                    cell["source"] = KERNEL_TURNED
            (folder / file).write_text(json.dumps(content))
    return home


MARKS = {
    ("ada", "01_encoding"): 2.0,
    ("ada", "02_convolution"): 11.0,
    ("ben", "01_encoding"): 2.0,
    ("ben", "02_convolution"): 8.0,  # what builds on his conv1d is right as it stands
}


def marks(home: Path, run: Run) -> dict[tuple[str, str], float]:
    """Everybody's marks in the course's gradebook."""
    code = (
        "import json, sys; from nbgrader.api import Gradebook\n"
        "with Gradebook('sqlite:///gradebook.db') as book:\n"
        "    found = [[s.student.id, a.name, s.score] for a in book.assignments"
        " for s in book.assignment_submissions(a.name)]\n"
        "print(json.dumps(found))"
    )
    found = json.loads(run("-c", code).stdout)
    return {(student, assignment): score for student, assignment, score in found}


def test_check_and_pytest_pass_its_solutions(home: Path, run: Run) -> None:
    notebooks = [f"solutions/{name}/{name}.ipynb" for name in ASSIGNMENTS]
    said = json.loads(run("-m", "autograder", "check", "--format", "json", *notebooks).stdout)
    assert [(each["assignment"], each["score"]) for each in said] == [
        ("01_encoding", 2.0),
        ("02_convolution", 11.0),
    ]
    result = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "solutions")
    assert "5 passed" in result.stdout


def test_check_in_a_kernel(home: Path, python: Path) -> None:
    """The solution notebook from its top to its end, in an IPython kernel of that environment."""
    folder = home / "solutions" / "02_convolution"
    content = json.loads((folder / "02_convolution.ipynb").read_text())
    sources = ["".join(c["source"]) for c in content["cells"] if c["cell_type"] == "code"]
    shown = in_kernel(python, folder, [*sources, "check(max)"])
    verdicts = [text for text in shown if "passed" in text]
    names = ("conv1d ", "conv1d_grad ", "max_pool ", "scan_motif ")
    assert all(any(text.startswith(name) for text in verdicts) for name in names), shown
    assert "max is none of them" in shown[-1]


def in_kernel(python: Path, folder: Path, sources: list[str]) -> list[str]:
    """What is shown by cells, run one after the other: texts and errors."""
    manager = KernelManager()
    spec = manager.kernel_spec
    assert spec is not None
    spec.argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager.start_kernel(cwd=str(folder))
    client = manager.blocking_client()
    client.start_channels()
    shown: list[str] = []

    def note(message: dict[str, Any]) -> None:
        content = message["content"]
        if message["msg_type"] in ("display_data", "execute_result"):
            shown.append(content["data"].get("text/plain", ""))
        elif message["msg_type"] == "error":
            shown.append("\n".join(content["traceback"]))

    try:
        client.wait_for_ready(timeout=60)
        for source in sources:
            client.execute_interactive(source, output_hook=note, timeout=60, allow_stdin=False)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return shown


def test_nbgrader_and_autograder_grade_give_the_same_marks(handed_in: Path, run: Run) -> None:
    for assignment in ASSIGNMENTS:
        run("-m", "nbgrader", "autograde", assignment)
    assert marks(handed_in, run) == MARKS
    done = run("-m", "autograder", "grade", *ASSIGNMENTS, "--force", "--feedback")
    assert "sandbox" in done.stdout
    assert marks(handed_in, run) == MARKS
    page = handed_in / "feedback" / "ben" / "02_convolution" / "02_convolution.html"
    assert "Your kernel is turned round" in page.read_text()


def test_the_report_knows_its_mistakes(handed_in: Path, run: Run) -> None:
    run("-m", "autograder", "grade", *ASSIGNMENTS)
    run("-m", "autograder", "report", "02_convolution")
    assert "Your kernel is turned round" in (handed_in / "report.html").read_text()


def test_its_answers_are_out_of_reach_of_student_code(home: Path, run: Run) -> None:
    """They lie in this environment's packages, which student code may use; but these it can't."""
    thief = (
        "def one_hot(sequence):\n    import sys\n    sys.modules.pop('dna_answers', None)\n"
        "    from dna_answers.encoding import one_hot as known\n    return known(sequence)"
    )
    content = json.loads((home / "solutions" / "01_encoding" / "01_encoding.ipynb").read_text())
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "one_hot":
            cell["source"] = thief
    (home / "thief.ipynb").write_text(json.dumps(content))
    said = json.loads(
        run("-m", "autograder", "check", "--format", "json", "thief.ipynb", code=1).stdout
    )
    assert said[0]["score"] == 0
    assert "ModuleNotFoundError" in said[0]["exercises"][0]["message"]


@pytest.fixture
def scheduler(python: Path, home: Path) -> Iterator[str]:
    """The address of a Dask scheduler with one worker, both of that environment."""
    file = home / "scheduler.json"
    say = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    programs = [subprocess.Popen([python, "-m", "distributed.cli.dask_scheduler", *say], cwd=home)]
    try:
        for _ in range(300):
            if file.is_file() and file.read_text().strip():
                break
            time.sleep(0.1)
        worker = ["--nthreads", "1", "--no-dashboard", "--scheduler-file", str(file)]
        command = [python, "-m", "distributed.cli.dask_worker", *worker]
        programs.append(subprocess.Popen(command, cwd=home))
        yield str(file)
    finally:
        for program in reversed(programs):
            program.terminate()
            program.wait(timeout=30)


def test_a_cluster_marks_it(handed_in: Path, run: Run, scheduler: str) -> None:
    for _ in range(60):  # until the worker has joined
        command = ["-m", "autograder", "grade", *ASSIGNMENTS, "--force", "--scheduler", scheduler]
        try:
            run(*command)
            break
        except AssertionError as error:
            if "has no workers" not in str(error):
                raise
            time.sleep(0.5)
    assert marks(handed_in, run) == MARKS


def test_verify_holds(run: Run) -> None:
    done = run("-m", "autograder", "verify", "--seeds", "2", "--jobs", "1")
    assert "Everything holds." in done.stdout


def test_its_kit_checks_without_its_answers(home: Path, run: Run, tmp_path: Path) -> None:
    """As a student has it: the kit's own packages, and neither the kit's source nor the answers."""
    run("-m", "autograder", "kit", "--out", str(tmp_path / "kit"))
    kit = tmp_path / "kit"
    assert "Convolution on DNA" in (kit / "README.md").read_text()
    students = environment(tmp_path / "env", *_packages_without_the_kit(tmp_path))
    install(students, *kit.glob("*.whl"))
    answers = "import importlib.util as u; print(u.find_spec('dna_answers'), u.find_spec('dlref'))"
    assert run_with(students, kit, "-c", answers).stdout.split() == ["None", "None"]
    for assignment in ASSIGNMENTS:
        shutil.copy(home / "solutions" / assignment / f"{assignment}.ipynb", kit / assignment)
    said = run_with(students, kit, "-m", "autograder", "check", *map(str, kit.glob("*/*.ipynb")))
    assert "Together 11 of 11 points." in said.stdout
    assert "Together 2 of 2 points." in said.stdout
    helped = run_with(students, kit, "-m", "autograder", "--help").stdout
    assert "check" in helped
    assert "  grade " not in helped


def run_with(python: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, *words], cwd=cwd, env=alone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done


def _packages_without_the_kit(scratch: Path) -> list[Path]:
    """A folder with this environment's packages but for those of the kit itself."""
    folder = scratch / "site-packages"
    folder.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        ours = ("autograder", "dlref", "deep_learning_exercise_kit", "_deep_learning", "dna")
        if not path.name.startswith(ours):
            (folder / path.name).symlink_to(path)
    return [folder]
