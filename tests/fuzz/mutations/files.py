"""Files: names, and what lies beside."""

from __future__ import annotations

from pathlib import Path
from random import Random

from ..submissions import Files


def renamed(files: Files, draw: Random) -> Files:
    odd = ["{} (1).ipynb", "{}-Copy1.ipynb", "{}.IPYNB", "{}.ipynb.txt", "Untitled.ipynb", "a/{}.ipynb",
           "é\n{}.ipynb", ".{}.ipynb", "[x]*{}.ipynb", "{}.ipynb/{}.ipynb", ".ipynb_checkpoints/{}.ipynb"]  # fmt: skip
    chosen = draw.choice(odd)
    return {
        chosen.replace("{}", Path(path).stem) if path.endswith(".ipynb") else path: data
        for path, data in files.items()
    }


def timestamp_added(files: Files, draw: Random) -> Files:
    stamps = [b"2026-02-01 12:00:00 UTC", b"yesterday", b"", b"\xff\x00", b"9" * 5000, b"0001-01-01",
              b"9999-12-31 23:59:59 +9999", b"2026-02-30", b"12", b"1e9", b"10:00 CEST"]  # fmt: skip
    return files | {"timestamp.txt": draw.choice(stamps)}


def files_added(files: Files, draw: Random) -> Files:
    odd = ["notes.txt", "data.csv", "np.py", "numpy.py", "autograder/__init__.py", "sitecustomize.py",
           "é\udcff.txt", "-rf", "a\nb", "grades.html", ".hidden", "feedback/x.html", "gradebook.db"]  # fmt: skip
    return files | {name: draw.randbytes(draw.choice([0, 100])) for name in draw.sample(odd, 3)}


def another_notebook_added(files: Files, draw: Random) -> Files:
    name = draw.choice(["b.ipynb", "01_neuron.ipynb", "a/a.ipynb", ".ipynb_checkpoints/a.ipynb"])
    return {name: draw.choice([*files.values(), b"", b"{"])} | files


def notebook_gone(files: Files, draw: Random) -> Files:
    return {path: data for path, data in files.items() if not path.endswith(".ipynb")}


def notebook_linked(files: Files, draw: Random) -> Files:
    there = draw.choice(["/dev/zero", "/etc/passwd", "../../base-0", "nowhere", "{}"])
    return {
        path: Path(there.replace("{}", path)) if path.endswith(".ipynb") else data
        for path, data in files.items()
    }


def links_added(files: Files, draw: Random) -> Files:
    return files | {"data.csv": Path("/dev/zero"), "loop": Path("."), "up": Path("../..")}
