"""The site for the browser: what is in it, what is said where it can't be built, and Python in a tab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.author.as_notebook import as_notebook
from autograder.cli import main
from autograder.instructor import lite
from autograder.instructor.kit import contents_near, make_kit
from autograder.instructor.lite import BuildFailed, NoSite, make_site
from tests.helpers.browser_tab import in_a_tab
from tests.helpers.notebooks import ASSIGNMENTS, ROOT, notebook_path
from tests.helpers.our_course import COURSE, FUNCTIONS, KNOWN

PYODIDE = os.environ.get("PYODIDE", "")
needs_pyodide = pytest.mark.skipif(
    not PYODIDE,
    reason="NOT TRIED: Python in a browser tab. Set PYODIDE to the folder of a Pyodide release.",
)
NAMES = ("01_neuron", "02_activations")


def small_kit(folder: Path) -> Path:
    """The files of a kit that a site is made of, without the time that a kit takes."""
    for name in NAMES:
        (folder / name).mkdir(parents=True)
        content = notebook_path("assignments", name).read_bytes()
        (folder / name / f"{name}.ipynb").write_bytes(content)
    with zipfile.ZipFile(folder / "autograder-0.1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("autograder/__init__.py", "")
    (folder / "README.md").write_text("How to install this")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("lite") / "site", small_kit, COURSE)


def release(folder: Path, version: str | None = None) -> Path:
    """A folder like a Pyodide release, with empty files."""
    folder.mkdir()
    names = {"numpy": [], "Matplotlib": ["numpy"], "msgpack": [], "click": [], "pandas": ["numpy"]}
    names |= {"micropip": [], "ssl": ["openssl"], "openssl": [], "sqlite3": [], "jedi": []}
    names |= {"ipython": ["stack-data"], "stack_data": []}
    lock = {
        "info": {"version": version or lite._version()},
        "packages": {n: {"file_name": f"{n}.whl", "depends": d} for n, d in names.items()},
    }
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    for name in (*lite._CORE, *(f"{name}.whl" for name in names)):
        (folder / name).write_bytes(b"")
    return folder


def settings_of(site: Path) -> dict[str, Any]:
    content = json.loads((site / "jupyter-lite.json").read_text())
    config: dict[str, Any] = content["jupyter-config-data"]
    return config


def test_the_browser_lists_the_notebooks_as_they_were_handed_out(site: Path) -> None:
    listed = json.loads((site / "api" / "contents" / "all.json").read_text())
    assert [entry["name"] for entry in listed["content"]] == [*NAMES]
    for name in NAMES:
        (entry,) = json.loads((site / "api" / "contents" / name / "all.json").read_text())[
            "content"
        ]
        assert entry["path"] == f"{name}/{name}.ipynb"
        ours = notebook_path("assignments", name).read_bytes()
        assert (site / "files" / entry["path"]).read_bytes() == ours


def test_the_kernel_is_its_only_extension_and_starts_with_the_wheels(site: Path) -> None:
    config = settings_of(site)
    (extension,) = config["federated_extensions"]
    assert extension["name"] == "@jupyterlite/pyodide-kernel-extension"
    assert (site / "extensions" / extension["name"] / extension["load"]).is_file()
    (kernel,) = config["litePluginSettings"].values()
    script = (site / kernel["pyodideUrl"]).read_text()
    for wheel in (site / "kit").glob("*.whl"):
        assert f'"{wheel.name}"' in script
        assert zipfile.ZipFile(wheel).testzip() is None
    assert '"https://cdn.jsdelivr.net/pyodide/v0.27.' in script
    assert not (site / "pyodide").exists()


def test_a_package_that_the_kernel_would_fetch_from_elsewhere_is_there(site: Path) -> None:
    (wheel,) = (site / "kit").glob("comm-*-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "comm/__init__.py" in names
    assert any(name.endswith(".dist-info/METADATA") for name in names)


def test_the_front_page_leads_to_each_notebook_and_keeps_jupyterlites_settings(site: Path) -> None:
    page = (site / "index.html").read_text()
    for name in NAMES:
        assert f'href="lab/index.html?path={name}/{name}.ipynb"' in page
    assert "File → Download" in page
    (menu,) = settings_of(site)["settingsOverrides"]["@jupyterlab/mainmenu-extension:plugin"][
        "menus"
    ]
    assert [item["command"] for item in menu["items"]] == ["docmanager:download"]
    assert '<script id="jupyter-config-data" type="application/json"' in page


def test_of_a_pyodide_folder_it_takes_what_is_needed(tmp_path: Path) -> None:
    made = make_site(tmp_path / "site", small_kit, COURSE, release(tmp_path / "release"))
    copied = {path.name for path in (made / "pyodide").iterdir()}
    assert {"numpy.whl", "Matplotlib.whl", "stack_data.whl", "openssl.whl", *lite._CORE} <= copied
    lock = json.loads((made / "pyodide" / "pyodide-lock.json").read_text())
    assert "pandas" not in lock["packages"]
    assert "pandas.whl" not in copied
    assert "jsdelivr" not in (made / "kit" / "pyodide.js").read_text()


def test_what_a_pyodide_folder_lacks_is_named(tmp_path: Path) -> None:
    folder = release(tmp_path / "release")
    (folder / "Matplotlib.whl").unlink()
    with pytest.raises(NoSite, match=r"lacks Matplotlib\.whl"):
        make_site(tmp_path / "site", small_kit, COURSE, folder)
    with pytest.raises(NoSite, match="There is no Pyodide in"):
        make_site(tmp_path / "site", small_kit, COURSE, tmp_path)
    other = release(tmp_path / "other", "0.20.1")
    with pytest.raises(NoSite, match=r"has Pyodide 0\.20\.1"):
        make_site(tmp_path / "site", small_kit, COURSE, other)
    assert not (tmp_path / "site").exists()


def test_a_build_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "no space left")
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: failed)
    with pytest.raises(BuildFailed, match="no space left"):
        make_site(tmp_path / "site", small_kit, COURSE)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("")
    with pytest.raises(FileExistsError, match="already exists"):
        make_site(tmp_path, small_kit, COURSE)


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_there(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(lite, "distribution", not_there)
    result = CliRunner().invoke(main, ["kit", "--lite", str(tmp_path / "site")])
    assert result.exit_code == 2
    assert 'pip install -e ".[lite]"' in result.output
    assert not (tmp_path / "site").exists()


def test_pyodide_alone_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["kit", "--pyodide", str(tmp_path)])
    assert result.exit_code == 2
    assert "--pyodide goes with --lite" in result.output


TOLD = (Path(__file__).parents[1] / "helpers" / "told.py").read_text(encoding="utf-8")
SAID = "json.dumps([told(*each)[0] for each in json.loads(given)])"
IN_A_TAB = f"{TOLD}\nimport json\n{SAID}\n"


def as_handed_in(exercise: str, function: Any) -> list[Any]:
    cells = as_notebook(COURSE, exercise, function)
    assert cells is not None
    return [exercise, [[cell.name, cell.source] for cell in cells]]


def told_here(kit: Path, folder: Path, given: list[Any]) -> list[str]:
    """The verdicts in a process of this Python, with the kit's wheels alone."""
    for wheel in kit.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder / "library")
    (folder / "given.json").write_text(json.dumps(given))
    kits_alone = "import sys, json; sys.modules['dlref'] = None; sys.path.insert(0, 'library')"
    code = f"{TOLD}\n{kits_alone}\ngiven = open('given.json').read()\nprint({SAID})\n"
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    said: list[str] = json.loads(result.stdout)
    return said


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit", contents_near(ROOT, COURSE))


@pytest.fixture(scope="module")
def whole_site(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def same(folder: Path) -> None:
        folder.symlink_to(kit)

    pyodide = Path(PYODIDE) if PYODIDE else None
    return make_site(tmp_path_factory.mktemp("lite") / "site", same, COURSE, pyodide)


@pytest.mark.slow
def test_the_whole_kit_becomes_a_site_without_an_answer(whole_site: Path) -> None:
    assert sorted(path.name for path in (whole_site / "files").iterdir()) == ASSIGNMENTS
    names = {path.name for path in (whole_site / "kit").iterdir()}
    assert len([name for name in names if name.startswith("autograder")]) == 2
    everywhere = [path.name for path in whole_site.rglob("*")]
    everywhere += [
        n for w in (whole_site / "kit").glob("*.whl") for n in zipfile.ZipFile(w).namelist()
    ]
    assert not [name for name in everywhere if "dlref" in name or "solution" in name.lower()]


@needs_pyodide
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_a_tab_says_what_a_computer_says(
    kind: str, kit: Path, whole_site: Path, tmp_path: Path
) -> None:
    given = [
        as_handed_in(name, right if kind == "right" else next(iter(KNOWN[name].values())).function)
        for name, right in FUNCTIONS.items()
    ]
    here = told_here(kit, tmp_path, given)
    assert [("passed" in said.splitlines()[0]) for said in here] == [kind == "right"] * len(given)
    assert in_a_tab(whole_site, IN_A_TAB, given, 300) == here


LOOPS = [
    "def sigmoid(z):\n    return [turn for turn in iter(int, 1)]\n",
    """
def turn():
    while True:
        pass

def sigmoid(z):
    while True:
        try:
            turn()
        except:
            pass
""",
]


@needs_pyodide
@pytest.mark.slow
def test_an_endless_loop_ends_in_a_tab_and_is_told(whole_site: Path) -> None:
    given = [["sigmoid", [["sigmoid", loop]]] for loop in LOOPS]
    for said in in_a_tab(whole_site, IN_A_TAB, given, 120):
        assert "It does not come to an end: look for a loop that never stops." in said
