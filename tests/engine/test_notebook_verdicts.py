"""Verdicts on whole notebooks."""

from __future__ import annotations

import json

from autograder.engine.notebook_verdicts import UNKNOWN, check_file
from tests.helpers.files import code, write
from tests.helpers.our_course import ASSIGNMENTS


def test_a_notebook_of_another_course_is_told_so(tmp_path) -> None:
    verdict = check_file(write(tmp_path / "homework.ipynb", code("x = 1")))
    assert (verdict.error, verdict.verdicts, verdict.passed) == (UNKNOWN, (), False)


def test_a_notebook_is_judged_exercise_by_exercise(tmp_path) -> None:
    path = write(
        tmp_path / "02_activations.ipynb",
        code("import numpy as np\nwhile_away = 1 / 0"),
        code("def relu(z): return np.maximum(0, z)", "relu"),
        code("def tanh(z) return z", "tanh"),
        code("def sigmoid(z):\n    raise NotImplementedError", "sigmoid"),
    )
    verdict = check_file(path)
    by_name = {v.name: v for v in verdict.verdicts}
    assert [v.name for v in verdict.verdicts] == list(ASSIGNMENTS["02_activations"])
    assert by_name["relu"].passed
    assert "can't read the cell of tanh" in by_name["tanh"].message
    assert "waiting for you" in by_name["sigmoid"].message
    assert "no function called gelu" in by_name["gelu"].message
    assert verdict.error is None
    assert verdict.score == by_name["relu"].max_score
    as_json = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
    assert as_json["score"] == verdict.score
    assert list(as_json["exercises"][0]) == [
        "name",
        "score",
        "max_score",
        "passed",
        "misconception",
        "message",
        "notes",
        "checks",
    ]
