"""What students get: notebooks with stubs, the checks with public answers, a page to start from."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

import autograder
from autograder.engine.default_oracle import default_oracle
from autograder.engine.frozen_oracle import FROZEN_FILE, freeze
from autograder.engine.oracle import PUBLIC_SEED
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.workshop.exercises import ASSIGNMENTS, EXERCISES

_DEPENDENCIES = ["numpy>=2.0", "matplotlib>=3.10", "jupyterlab>=4.2", "pytest>=8.2"]
_CHECKER_DEPENDENCIES = [*_DEPENDENCIES, "click>=8.1", "msgpack>=1.0.8", "nbformat>=5.10"]

_WHEEL_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "autograder"
version = "{version}"
description = "Checks the exercises of the deep-learning workshop."
requires-python = ">=3.11"
dependencies = {dependencies}

[project.scripts]
autograder = "autograder.cli:main"

[project.entry-points.pytest11]
autograder = "autograder.pytest_plugin"

[tool.hatch.build.targets.wheel]
packages = ["autograder"]
"""

_KIT_PROJECT = """\
[project]
name = "deep-learning-exercises"
version = "{version}"
description = "Learn deep learning by writing it: my exercises."
requires-python = ">=3.11"
dependencies = {dependencies}

[tool.uv]
package = false

[tool.uv.sources]
autograder = {{ path = "{wheel}" }}
"""

_README = """\
# Deep learning by writing it

Seven notebooks, from one neuron to a network that tells cancer from healthy tissue by gene
expression. You write the functions; a check below each one says whether it is right and, if not,
what went wrong.

## Start

You need Python 3.11 or newer and, for the installation alone, a network. In a terminal, in this
folder:

```sh
python -m venv .venv
source .venv/bin/activate
pip install ./{wheel}
jupyter lab
```

On Windows use the Command Prompt, and `.venv\\Scripts\\activate` as the second line. Where there is
no `python`, write `python3`. Then open `01_neuron/01_neuron.ipynb` in the browser page that
appears, and read on from there.

Another day, lines two and four are enough. With [uv](https://docs.astral.sh/uv/) one line does it
all, every day: `uv run jupyter lab`.

## How it works

1. Read the text above a stub: the idea, the formula, a tiny example worked by hand.
2. Write your code in place of `raise NotImplementedError`, and run the cell (Shift+Enter).
3. Run the cell with `check(...)` below it. It says "passed", or what to look at.

Have you changed your code? Run its cell, then the check, again. Save your work with Ctrl+S (⌘S).
The exercises build on one another: go from 01 to 07. Notebook 07 uses functions that you wrote in
03 to 06, so keep all folders side by side as they are.

## In the terminal

With `.venv` activated as above, in this folder (with uv, put `uv run` in front):

| command | checks |
| --- | --- |
| `pytest` | every notebook, as last saved |
| `pytest 02_activations` | one notebook |
| `pytest -k sigmoid` | the functions with that in their names |
| `autograder check 02_activations/02_activations.ipynb` | one notebook, with your points |

## If something is odd

- "NameError: name 'sigmoid' is not defined", or "There is no function called …": run the cell in
  which you define it, and the first cell of the notebook, with the imports.
- A cell runs for ever: press the stop button (■) above the notebook.
- Nothing makes sense any more: choose Kernel → Restart Kernel and Run All Cells. It stops at the
  first exercise that is not right yet.
"""


def make_kit(out: Path) -> Path:
    """Write the students' folder, or a zip of it where `out` ends in `.zip`.

    Raises FileExistsError, and writes nothing, where `out` is already there.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise FileExistsError(f"{out} is already there: choose another name, or remove it first.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "kit" / (out.stem if out.suffix == ".zip" else out.name)
        folder.mkdir(parents=True)
        _write_notebooks(folder, Path(scratch) / "course")
        wheel = _build_wheel(folder, Path(scratch) / "wheel")
        _write_pages(folder, wheel.name)
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.suffix == ".zip":
            archive = shutil.make_archive(
                str(Path(scratch) / "kit"), "zip", folder.parent, folder.name
            )
            return Path(shutil.move(archive, out))
        if out.exists():
            out.rmdir()
        return Path(shutil.move(folder, out))


def _write_notebooks(folder: Path, scratch: Path) -> None:
    scratch.mkdir()
    course = CourseFolder.make(scratch, list(ASSIGNMENTS))
    for assignment in ASSIGNMENTS:
        shutil.copytree(course.generate_assignment(assignment), folder / assignment)


def _build_wheel(folder: Path, scratch: Path) -> Path:
    """A wheel of `autograder` with the frozen answers inside."""
    source = Path(autograder.__file__).parent
    shutil.copytree(source, scratch / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    frozen = freeze(default_oracle(PUBLIC_SEED), EXERCISES, list(ASSIGNMENTS))
    (scratch / FROZEN_FILE.relative_to(source.parent)).write_bytes(frozen)
    project = _WHEEL_PROJECT.format(
        version=autograder.__version__, dependencies=_toml_list(_CHECKER_DEPENDENCIES)
    )
    (scratch / "pyproject.toml").write_text(project)
    (built,) = WheelBuilder(str(scratch)).build(directory=str(folder), versions=["standard"])
    return Path(built)


def _write_pages(folder: Path, wheel: str) -> None:
    project = _KIT_PROJECT.format(
        version=autograder.__version__,
        dependencies=_toml_list([*_DEPENDENCIES, f"autograder=={autograder.__version__}"]),
        wheel=wheel,
    )
    (folder / "pyproject.toml").write_text(project)
    (folder / "README.md").write_text(_README.format(wheel=wheel))


def _toml_list(items: list[str]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"
