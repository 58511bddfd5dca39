"""Marks come from a student's secret inputs, words from inputs that everybody may see."""

from __future__ import annotations

import re

from autograder.engine.examine import examine
from autograder.marking.mark import ELSEWHERE, judge
from autograder.marking.seeds import student_seed
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, live_oracle, public_oracle


def test_words_come_from_public_inputs_and_marks_from_secret_ones() -> None:
    secret, public = live_oracle(student_seed(b"course", "zoe")), public_oracle()
    dense = EXERCISES["dense"]
    wrong = LiveSubmission({"dense": lambda X, W, b: X @ W})
    verdict = judge(dense, wrong, secret, public)
    assert verdict.share == examine(dense, wrong, secret).share < 1
    assert verdict.message == examine(dense, wrong, public).message
    assert "should be" in verdict.message

    known = {
        question.case.inputs["X"].tobytes(): question.answers[0]
        for check in dense.played
        if check.has_answers
        for question in public.questions(dense, check)
    }
    learnt = LiveSubmission({"dense": lambda X, W, b: known.get(X.tobytes(), X @ W - b)})
    assert examine(dense, learnt, public).passed
    verdict = judge(dense, learnt, secret, public)
    assert verdict.share == examine(dense, learnt, secret).share < 1
    assert ELSEWHERE in verdict.message
    assert verdict.picture is None
    shown = verdict.message + "".join(check.message for check in verdict.checks)
    assert not re.search(r"\d", shown)
