"""What tests of `autograder verify` share: the course's own files stay as they are."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _explanations_are_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.author.verify.save", lambda course, made: None)
