"""What is reported where student code can't be isolated; nothing falls back silently."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from autograder.sandbox import confinement, isolation, landlock, spawn
from autograder.sandbox.isolation import CONFINED, ISOLATED, LIMITED, Level, NotIsolated
from tests.helpers.our_course import COURSE
from tests.helpers.workers import without_workers

linux = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is Linux's")


@pytest.fixture
def _can_confine() -> None:
    if reason := confinement.obstacle():
        (pytest.fail if os.environ.get("REQUIRE_SANDBOX") else pytest.skip)(reason)


confining = pytest.mark.usefixtures("_can_confine")


@pytest.fixture
def fresh(monkeypatch):
    """A process that has not probed yet."""
    without_workers(monkeypatch)
    yield
    spawn.close_unused()


@pytest.fixture
def bwrap(monkeypatch, tmp_path):
    """`bwrap(script)`: another program of that name comes first; `bwrap(None)`: there is none."""

    def bwrap(script: str | None) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        if script is not None:
            (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / "bwrap").chmod(0o755)

    return bwrap


@linux
@pytest.mark.parametrize("version", [0, 2])
def test_without_bubblewrap_and_landlock_the_level_is_limited(
    fresh, bwrap, monkeypatch, version
) -> None:
    bwrap(None)
    monkeypatch.setattr(landlock, "version", lambda: version)
    level = spawn.probe()
    assert level.name == LIMITED
    assert "apt install bubblewrap" in level.reason
    assert "this kernel has no Landlock, or an old one" in level.reason
    assert str(level).startswith("limited: marks can't be forged")


@confining
def test_where_bubblewrap_fails_student_code_is_confined(fresh, bwrap) -> None:
    bwrap("echo 'bwrap: No permissions to create new namespace' >&2; exit 1")
    level = spawn.require_isolation()
    assert level.name == CONFINED
    assert level.where.startswith("in the sandbox, confined: no network, no files but its own")
    assert "No permissions to create new namespace" in level.reason


@confining
@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("landlock.restrict = os.close", "reads a file of yours"),
        (
            "_drop_capabilities = confinement._prctl = lambda *_: None",
            "changes the mode|not permitted",
        ),
        ("confined_program = lambda process: ALL", "starts another process"),
        ("Confinement.enter = broken", "no filters today"),
    ],
)
def test_a_wall_that_is_missing_is_found_by_trying(
    fresh, bwrap, monkeypatch, without, told
) -> None:
    """Each time another part of the confinement does nothing, though nothing says so."""
    bwrap(None)
    code = spawn._code
    breach = (
        "import os; from autograder.sandbox import confinement, landlock\n"
        "ALL = b'\\x06\\x00\\x00\\x00\\x00\\x00\\xff\\x7f'\n"
        "def broken(self): raise OSError('no filters today')\n"
        f"confinement.{without}\n"
    )
    monkeypatch.setattr(
        spawn,
        "_code",
        lambda home, level: (
            code(home, level).replace(
                "from autograder.sandbox.server",
                f"exec({breach!r}); from autograder.sandbox.server",
            )
            if level == CONFINED
            else code(home, level)
        ),
    )
    level = spawn.probe()
    assert level.name == LIMITED
    assert re.search(told, level.reason)


@linux
def test_a_bubblewrap_that_fails_is_found_out_by_trying(fresh, bwrap) -> None:
    bwrap("echo 'bwrap: No permissions to create new namespace' >&2; exit 1")
    level = spawn.probe()
    assert level.name != ISOLATED
    assert "No permissions to create new namespace" in level.reason


@linux
def test_a_bubblewrap_that_is_too_old_is_told(fresh, bwrap) -> None:
    bwrap("echo 'bwrap: Unknown option --size' >&2; exit 1")
    assert "too old" in spawn.probe().reason


@linux
@pytest.mark.parametrize("script", ["exit 0", "echo lies", "printf -- -; cat"])
def test_a_bubblewrap_that_starts_something_else_is_no_isolation(fresh, bwrap, script) -> None:
    bwrap(script)
    assert spawn.probe().name != ISOLATED


@linux
def test_workers_prepared_before_isolation_failed_are_replaced(fresh, bwrap) -> None:
    next_best = LIMITED if confinement.obstacle() else CONFINED
    bwrap("exit 1")
    spawn.prepare()
    spawn.prepare()
    server = spawn.take()
    assert server.level == next_best
    server.close()
    server = spawn.take()
    assert server.level == next_best
    server.close()


@linux
def test_after_one_isolated_worker_none_runs_without_isolation(fresh, bwrap, monkeypatch) -> None:
    monkeypatch.setattr(spawn, "_level", Level(ISOLATED))
    bwrap("echo 'no memory' >&2; exit 1")
    with pytest.raises(spawn.NoWorker, match="no memory"):
        spawn.take()


def test_the_worker_that_was_probed_is_used(fresh, monkeypatch) -> None:
    spawn.probe()
    (server,) = spawn._ready
    assert spawn.take() is server
    server.close()


def test_a_grader_requires_isolation(fresh, monkeypatch) -> None:
    monkeypatch.setattr(spawn, "_level", Level(LIMITED, "No isolation today."))
    with pytest.raises(NotIsolated, match=r"No isolation today\. .*--Intake.allow_unisolated=True"):
        spawn.require_isolation()
    assert spawn.require_isolation(allow_unisolated=True) == Level(LIMITED, "No isolation today.")
    monkeypatch.setattr(spawn, "_level", Level(ISOLATED))
    assert spawn.require_isolation().name == ISOLATED


@pytest.mark.parametrize(("platform", "word"), [("darwin", "Linux"), ("win32", "WSL2")])
def test_other_systems_are_told_what_to_use(monkeypatch, platform, word) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert word in isolation.obstacle()


@linux
def test_a_course_on_pythons_path_is_not_bound(monkeypatch, tmp_path) -> None:
    """A course folder that is the working directory, or holds the environment, stays outside."""
    packages = tmp_path / "lib" / "site-packages"
    (packages / "dlref").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(packages), *sys.path])
    words = isolation.command([], {}, [COURSE])
    bound = {words[i + 1] for i, word in enumerate(words) if word == "--ro-bind"}
    assert str(packages) in bound
    assert not bound & {str(tmp_path), str(tmp_path / "lib")}
    assert words[words.index(str(packages / "dlref")) - 1] == "--tmpfs"
    assert any(Path(isolation.__file__).is_relative_to(folder) for folder in bound)
