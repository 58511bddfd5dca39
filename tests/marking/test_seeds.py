"""A course's secret seed is sound, or nothing is graded with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.marking.seeds import SEED_FILE, SeedError, course_seed


@pytest.mark.parametrize("content", [b"", b"1234", b"z" * 64, b"\xff" * 64])
def test_a_damaged_seed_stops_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SEED_FILE).write_bytes(content)
    with pytest.raises(SeedError, match="damaged"):
        course_seed(tmp_path)
