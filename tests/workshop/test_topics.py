"""The list of topics in the docs names the course's exercises, each at least once."""

from __future__ import annotations

import re
from pathlib import Path

from tests.helpers.our_course import ASSIGNMENTS

TOPICS = Path(__file__).parents[2] / "docs" / "topics.md"
PRACTICE = "00"
"""The number of the notebook that comes before the course."""


def test_each_exercise_has_its_topic_and_each_name_is_an_exercise() -> None:
    rows = [
        line for line in TOPICS.read_text(encoding="utf-8").splitlines() if line.count("|") == 5
    ]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[4])}
    course = (names for name, names in ASSIGNMENTS.items() if not name.startswith(PRACTICE))
    assert named == {exercise for names in course for exercise in names}
