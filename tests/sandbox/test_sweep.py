"""Nothing that student code leaves in a folder outlives the sweep, or leads it elsewhere."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox import sweep as sweeping
from autograder.sandbox import worker
from autograder.sandbox.server import serve
from autograder.sandbox.submission import Worker, WorkerSubmission
from autograder.sandbox.sweep import sweep
from tests.helpers.workers import without_workers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders as Unix has them")


def locked(folder: Path) -> None:
    """Folders that their owner may not list, enter or write."""
    for mode in (0o000, 0o100, 0o400, 0o500):
        inside = folder / f"{mode:o}" / "deep" / "er"
        inside.mkdir(parents=True)
        (inside / "file").write_text("left")
        for place in (inside, inside.parent, inside.parent.parent):
            place.chmod(mode)


def deep(folder: Path) -> None:
    """More folders than a path or a recursion can hold."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d" * 200, dir_fd=at)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)


def odd(folder: Path) -> None:
    """What is neither a file nor a folder, and names that are no text."""
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "s"))
    for name in (b"\xff\xfe", b"-rf *", b"new\nline", "é".encode()):
        os.mkdir(os.fsencode(folder) + b"/" + name, 0)
        Path(os.fsdecode(os.fsencode(folder) + b"/f" + name)).touch(0)


def itself(folder: Path) -> None:
    """The folder's own mode."""
    (folder / "file").touch()
    folder.chmod(0)


@pytest.mark.parametrize("leave", [locked, deep, odd, itself])
def test_all_of_it_goes(tmp_path: Path, leave) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()
    leave(folder)
    sweep(str(folder))
    assert os.listdir(folder) == []
    assert os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "scratch"
    (outside / "kept").mkdir(parents=True)
    (outside / "kept" / "file").write_text("kept")
    outside.chmod(0o500)
    (folder / "in").mkdir(parents=True)
    for place in (folder, folder / "in"):
        (place / "link").symlink_to(outside)
        (place / "file").symlink_to(outside / "kept" / "file")
        (place / "loop").symlink_to(".")
        (place / "gone").symlink_to("nowhere")
    sweep(str(folder))
    assert os.listdir(folder) == []
    assert (outside / "kept" / "file").read_text() == "kept"
    assert outside.stat().st_mode & 0o777 == 0o500
    outside.chmod(0o700)


def test_a_link_in_the_folders_own_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir(mode=0o750)
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "scratch").symlink_to("kept")
    with pytest.raises(NotADirectoryError):
        sweep(str(tmp_path / "scratch"))
    assert os.listdir(tmp_path / "kept") == ["file"]
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o750


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="attributes as Linux has them")
def test_a_folder_keeps_no_message_in_its_attributes(tmp_path: Path) -> None:
    try:
        os.setxattr(tmp_path, "user.message", b"the answer is 7")
    except OSError:
        pytest.skip("this file system has no attributes")
    sweep(str(tmp_path))
    assert os.listxattr(tmp_path) == []


def test_what_does_not_end_is_given_up(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "SECONDS", -1.0)
    (tmp_path / "file").touch()
    (tmp_path / "other").touch()
    with pytest.raises(OSError, match="can't be emptied"):
        sweep(str(tmp_path))


LOOK = """
def g(x):
    found = [os.listdir('.'), os.listdir(os.environ['HOME']), os.getcwd() == os.environ['HOME']]
    open('mine', 'w').close()
    return found
"""


@pytest.mark.parametrize(
    "leave",
    [
        "os.makedirs('a/b')\n    os.chmod('a/b', 0)\n    os.chmod('a', 0)",
        "os.mkdir(b'\\xff')\n    os.chmod(b'\\xff', 0)",
        "os.chmod('.', 0)",
        "os.symlink('/', 'a')\n    os.mkfifo('b', 0)",
        "os.rename(os.getcwd(), os.getcwd() + '-moved')",
        "home = os.getcwd()\n    os.rename(home, home + '-moved')\n    os.symlink(home + '-moved', home)",
    ],
)
@pytest.mark.parametrize("isolated", [True, False])
def test_the_next_exercise_finds_an_empty_folder(monkeypatch, leave: str, isolated: bool) -> None:
    if not isolated:
        _without_isolation(monkeypatch)
    cells = [Cell("0", "import os"), Cell("f", f"def f(x):\n    {leave}\n    return 1.0")]
    with Worker() as one, WorkerSubmission([*cells, Cell("g", LOOK)], worker=one) as both:
        scratch = one._server.scratch if one._server else None
        both.run(Exercise("f", ("x",), ()), [Case({"x": 1.0})])
        for _ in range(2):
            [outcome] = both.run(Exercise("g", ("x",), ()), [Case({"x": 1.0})])
            assert outcome.value == [[], [], True], outcome.problem
    if scratch:
        subprocess.run(["rm", "-rf", f"{scratch.name}-moved", scratch.name], check=False)


def _without_isolation(monkeypatch) -> None:
    from autograder.sandbox.isolation import LIMITED, Level

    without_workers(monkeypatch, Level(LIMITED, "for this test"))


def test_a_server_that_cannot_sweep_serves_no_other(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "scratch").symlink_to("kept")
    monkeypatch.setenv("HOME", str(tmp_path / "scratch"))
    child = os.fork()
    if child == 0:
        try:
            worker._clear(*worker._writable(isolated=False))
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def test_a_server_takes_only_an_empty_folder_for_its_own(tmp_path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RuntimeError, match="not empty"):
        serve(str(tmp_path))
    assert (tmp_path / "thesis.txt").read_text() == "mine"
