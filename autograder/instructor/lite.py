"""Builds a site on which students work in a browser tab, with nothing installed (`autograder kit --lite`).

The site is JupyterLite with the kit's notebooks. Python runs in the browser, by Pyodide. The page
`pyodide.js` of the site loads Pyodide and then the kit's wheels, so no notebook has to install them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.course import Course
from autograder.instructor.handout import refuse_to_overwrite

EXTRA = 'kit --lite needs JupyterLite. Install it with: pip install -e ".[lite]"'
KERNEL = "jupyterlite-pyodide-kernel"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
LOCK = "pyodide-lock.json"
_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
_CORE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
_LOADED = ("numpy", "matplotlib", "msgpack", "click")
"""The packages that the kit's wheels need, by their names in Pyodide."""
_OF_THE_KERNEL = ("micropip", "ssl", "sqlite3", "jedi", "ipython")
_NOT_IN_PYODIDE = "comm"
"""A package that the kernel needs and would look for on the network."""

_DOWNLOAD = {"id": "jp-mainmenu-file", "items": [{"command": "docmanager:download", "rank": 6}]}
_SETTINGS = {
    "litePluginSettings": {f"{_EXTENSION}:kernel": {"pyodideUrl": "./kit/pyodide.js"}},
    "settingsOverrides": {"@jupyterlab/mainmenu-extension:plugin": {"menus": [_DOWNLOAD]}},
}
"""Where the kernel finds Pyodide; and File → Download, which JupyterLite leaves out."""


class NoSite(Exception):
    """Raised where what a site needs is not there. The message says what to do."""


class BuildFailed(Exception):
    """Raised where JupyterLite fails. The message ends with what it said."""


def make_site(
    out: Path, make_kit: Callable[[Path], object], course: Course, pyodide: Path | None = None
) -> Path:
    """Build a static site in the folder `out` from a students' kit. Returns its path.

    Args:
        out: the folder to make; it must be new or empty.
        make_kit: writes the kit's files to the path that it is given. Called when all that can be
            wrong with the other arguments has been looked at.
        course: the course that the kit is of.
        pyodide: a folder with a Pyodide release, which becomes part of the site. By default browsers
            load Pyodide from the network.

    Raises:
        FileExistsError: if `out` is there already and not an empty folder.
        NoSite: if JupyterLite is not installed, or if `pyodide` lacks something.
        BuildFailed: if JupyterLite fails.

    Nothing is written where an exception is raised.
    """
    refuse_to_overwrite(out)
    _require_jupyterlite()
    needed = _needed_files(pyodide) if pyodide else {}
    with tempfile.TemporaryDirectory() as scratch:
        kit, site = Path(scratch).resolve() / "kit", Path(scratch).resolve() / "site"
        make_kit(kit)
        _build(site, Path(scratch).resolve(), [path.parent for path in kit.glob("*/*.ipynb")])
        if pyodide:
            _copy_pyodide(pyodide, needed, site / "pyodide")
        _add_kit(site, kit, course, "../pyodide/" if pyodide else CDN.format(version=_version()))
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists():
            out.rmdir()
        return Path(shutil.move(site, out))


def _add_kit(site: Path, kit: Path, course: Course, pyodide: str) -> None:
    """Add the wheels, the script that loads them and Pyodide from its address, and the front page."""
    ours = site / "kit"
    ours.mkdir()
    wheels = [Path(shutil.copy(wheel, ours)) for wheel in sorted(kit.glob("*.whl"))]
    wheels.append(_packed(_NOT_IN_PYODIDE, ours))
    script = _filled(
        "pyodide.js.j2", pyodide=pyodide, wheels=[wheel.name for wheel in wheels], packages=_LOADED
    )
    (ours / "pyodide.js").write_text(script, encoding="utf-8")
    names = sorted(path.parent.name for path in kit.glob("*/*.ipynb"))
    page = _filled("index.html.j2", course=course, notebooks=names)
    (site / "index.html").write_text(page, encoding="utf-8")


def _require_jupyterlite() -> None:
    """Raise NoSite if JupyterLite or its kernel is not installed."""
    try:
        distribution(KERNEL)
    except PackageNotFoundError:
        raise NoSite(EXTRA) from None
    if find_spec("jupyterlite_core") is None:
        raise NoSite(EXTRA)


def _build(site: Path, scratch: Path, notebooks: Iterable[Path]) -> None:
    """Let JupyterLite build the site, with these folders as its files and no extension but the kernel."""
    project, files = scratch / "project", scratch / "files"
    project.mkdir()
    for folder in notebooks:
        shutil.copytree(folder, files / folder.name)
    config = {"jupyter-lite-schema-version": 0, "jupyter-config-data": _SETTINGS}
    (project / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--apps", "lab"]
    command += ["--lite-dir", str(project), "--output-dir", str(site), "--contents", str(files)]
    command += ["--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"]
    command += ["--ignore-sys-prefix", f"--LiteBuildConfig.federated_extensions={_extension()}"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode or not (site / "lab" / "index.html").is_file():
        said = (done.stderr or done.stdout)[-2000:]
        raise BuildFailed(f"JupyterLite could not build the site. It said:\n{said}")


def _extension() -> Path:
    """The folder of the kernel's JupyterLab extension, wherever it was installed."""
    files = distribution(KERNEL).files or []
    (found,) = (f for f in files if f.as_posix().endswith(f"{_EXTENSION}/package.json"))
    return Path(str(found.locate())).resolve().parent


def _version() -> str:
    """The version of Pyodide that the installed kernel is made for."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    return str(PYODIDE_VERSION)


def _needed_files(folder: Path) -> dict[str, Any]:
    """The entries of a Pyodide folder's list of packages that the site needs, by name.

    Raises NoSite if the folder has another version, or lacks a file.
    """
    release = f"Unpack pyodide-{_version()}.tar.bz2 from Pyodide's releases, and give the folder with {LOCK} in it."
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        listed, version = lock["packages"], str(lock["info"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        raise NoSite(f"There is no Pyodide in {folder}. {release}") from None
    if version.split(".")[:2] != _version().split(".")[:2]:
        raise NoSite(f"{folder} has Pyodide {version}; JupyterLite needs {_version()}. {release}")
    needed: dict[str, Any] = {}
    waiting = [*_LOADED, *_OF_THE_KERNEL]
    while waiting:
        name = _same(waiting.pop(), listed)
        if name not in needed:
            needed[name] = listed.get(name, {"file_name": f"{name}-….whl", "depends": []})
            waiting += needed[name]["depends"]
    files = [*_CORE, *(package["file_name"] for package in needed.values())]
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise NoSite(f"{folder} lacks {_listed(missing)}. {release}")
    return needed


def _same(name: str, listed: Mapping[str, Any]) -> str:
    """The key of a package in a list, in which `-` and `_` count as the same."""
    return next((key for key in listed if _plain(key) == _plain(name)), name)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _listed(names: list[str], most: int = 3) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more files" if more > 0 else "")


def _copy_pyodide(folder: Path, needed: Mapping[str, Any], target: Path) -> None:
    """Copy what the site needs of a Pyodide folder, with a list of just these packages."""
    target.mkdir()
    for name in (*_CORE, *(package["file_name"] for package in needed.values())):
        shutil.copy(folder / name, target)
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    (target / LOCK).write_text(json.dumps(lock | {"packages": dict(needed)}), encoding="utf-8")


def _packed(name: str, folder: Path) -> Path:
    """A wheel of a pure Python package that is installed here."""
    package = distribution(name)
    wheel = folder / f"{name}-{package.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in package.files or []:
            if file.suffix != ".pyc" and ".." not in file.parts:
                archive.write(str(file.locate()), file.as_posix())
    return wheel


def _filled(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("autograder.instructor", "lite_pages"),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(template).render(values)
