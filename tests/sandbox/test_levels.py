"""What is reported where student code can't be isolated; nothing falls back silently."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.sandbox import isolation, spawn
from autograder.sandbox.isolation import Level, NotIsolated
from tests.helpers.our_course import COURSE
from tests.helpers.workers import without_workers

linux = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is Linux's")


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
def test_without_bubblewrap_the_level_is_limited_and_says_how_to_get_it(fresh, bwrap) -> None:
    bwrap(None)
    level = spawn.probe()
    assert not level.isolated
    assert "apt install bubblewrap" in level.reason
    assert str(level).startswith("limited: marks can't be forged")


@linux
def test_a_bubblewrap_that_fails_is_found_out_by_trying(fresh, bwrap) -> None:
    bwrap("echo 'bwrap: No permissions to create new namespace' >&2; exit 1")
    level = spawn.probe()
    assert not level.isolated
    assert "No permissions to create new namespace" in level.reason


@linux
def test_a_bubblewrap_that_is_too_old_is_told(fresh, bwrap) -> None:
    bwrap("echo 'bwrap: Unknown option --size' >&2; exit 1")
    assert "too old" in spawn.probe().reason


@linux
@pytest.mark.parametrize("script", ["exit 0", "echo lies", "printf -- -; cat"])
def test_a_bubblewrap_that_starts_something_else_is_no_isolation(fresh, bwrap, script) -> None:
    bwrap(script)
    assert not spawn.probe().isolated


@linux
def test_workers_prepared_before_isolation_failed_are_replaced(fresh, bwrap) -> None:
    bwrap("exit 1")
    spawn.prepare()
    spawn.prepare()
    server = spawn.take()
    assert not server.isolated
    server.close()
    server = spawn.take()
    assert not server.isolated
    server.close()


@linux
def test_after_one_isolated_worker_none_runs_without_isolation(fresh, bwrap, monkeypatch) -> None:
    monkeypatch.setattr(spawn, "_level", Level(True))
    bwrap("echo 'no memory' >&2; exit 1")
    with pytest.raises(spawn.NoWorker, match="no memory"):
        spawn.take()


def test_the_worker_that_was_probed_is_used(fresh, monkeypatch) -> None:
    spawn.probe()
    (server,) = spawn._ready
    assert spawn.take() is server
    server.close()


def test_a_grader_requires_isolation(fresh, monkeypatch) -> None:
    monkeypatch.setattr(spawn, "_level", Level(False, "No isolation today."))
    with pytest.raises(NotIsolated, match=r"No isolation today\. .*--Intake.allow_unisolated=True"):
        spawn.require_isolation()
    assert spawn.require_isolation(allow_unisolated=True) == Level(False, "No isolation today.")
    monkeypatch.setattr(spawn, "_level", Level(True))
    assert spawn.require_isolation().isolated


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
