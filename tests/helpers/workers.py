"""Worker processes of this test alone."""

from __future__ import annotations

import threading
from collections import deque

import pytest

from autograder.sandbox import spawn
from autograder.sandbox.isolation import Level


def without_workers(monkeypatch: pytest.MonkeyPatch, level: Level | None = None) -> None:
    """Let this process have no worker that waits, and know this level of isolation (None: not yet)."""
    monkeypatch.setattr(spawn, "_ready", deque())
    monkeypatch.setattr(spawn, "_kept", threading.local())
    monkeypatch.setattr(spawn, "_level", level)
    monkeypatch.setattr(spawn, "_failed", {})
