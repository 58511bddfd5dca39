"""Marks come from a student's secret inputs, words from inputs that everybody may see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.examine import examine
from autograder.feedback import render
from autograder.marking.mark import ELSEWHERE, judge
from autograder.marking.seeds import student_seed
from autograder.model import Case, Exercise, Outcome, Problem, Verdict
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, live_oracle, public_oracle


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


LEAK = "zebra"
"""What a student's code would tell of its secret inputs, in letters alone."""

SECRET = live_oracle(student_seed(b"course", "zoe"))
KINDS = [
    "syntax", "raised", "unfinished", "missing", "not a function", "timeout", "output", "too much",
    "exit", "memory", "crash", "not plain", LEAK,
]  # fmt: skip


@dataclass
class TwoFaces:
    """A submission that is forged while secret inputs are asked, and honest on the public ones."""

    forged: Callable[[Outcome], Outcome]
    honest: LiveSubmission
    used_elsewhere: float = 0.0

    def run(self, exercise: Exercise, cases: list[Case], *others, **named) -> list[Outcome]:
        outcomes = self.honest.run(exercise, cases, *others, **named)
        return [self.forged(outcome) for outcome in outcomes]

    def may_call(self, exercise: Exercise, names: set[str]) -> bool:
        return self.honest.may_call(exercise, names)

    def source(self, exercise: Exercise) -> str:
        return self.honest.source(exercise)


def words_of(verdict: Verdict) -> str:
    """Everything of a verdict that somebody may read."""
    shown = [render.text(verdict, more=True, worked=True), render.html(verdict, more=True)]
    return "\n".join([*shown, json.dumps(verdict.as_json()), repr(verdict)])


def judged(exercise: Exercise, forged: Callable[[Outcome], Outcome], function) -> Verdict:
    """The verdict where only the secret run is forged."""
    honest = LiveSubmission({**FUNCTIONS, exercise.name: function})
    submission = TwoFaces(forged, honest)

    class Turning:
        """The public oracle, at whose first question the submission becomes honest."""

        def __getattr__(self, name):
            submission.forged = lambda outcome: outcome
            return getattr(public_oracle(), name)

    return judge(exercise, submission, SECRET, Turning())


def telling(value):
    """A value with something to tell in its text and its keys."""
    if isinstance(value, dict):
        return {**{key: telling(part) for key, part in value.items()}, LEAK: LEAK}
    if isinstance(value, tuple | list):
        return type(value)(map(telling, value))
    return value


texts = st.sampled_from([LEAK, f"ValueError: {LEAK}", f"name {LEAK!r} is not defined", ""])
problems = st.builds(Problem, st.sampled_from(KINDS), texts, texts, texts)
values = st.sampled_from([LEAK, {LEAK: LEAK}, {LEAK: 1.0}, [LEAK], (LEAK, LEAK), None, 0.0])
FORGERIES = st.one_of(
    problems.map(lambda problem: lambda outcome: Outcome(problem=problem)),
    values.map(lambda value: lambda outcome: Outcome(value, printed=LEAK, after={LEAK: LEAK})),
    st.just(lambda outcome: replace(outcome, printed=LEAK)),
    st.just(lambda outcome: replace(outcome, value=telling(outcome.value), printed=LEAK)),
    st.just(lambda outcome: replace(outcome, asked=((LEAK, {LEAK: LEAK}),), after={LEAK: LEAK})),
)


@given(
    st.sampled_from(sorted(EXERCISES.keys() - {"fit_classifier"})),
    st.lists(FORGERIES, min_size=1, max_size=3),
    st.booleans(),
)
def test_no_text_of_a_students_reaches_words_about_a_secret_run(name, forgeries, right) -> None:
    """Whatever a worker sends on secret inputs, and whether or not it is right on the public ones."""
    turns = iter(range(10**9))

    def forged(outcome: Outcome) -> Outcome:
        return forgeries[next(turns) % len(forgeries)](outcome)

    function = FUNCTIONS[name] if right else (lambda *given: 0.0)
    assert LEAK not in words_of(judged(EXERCISES[name], forged, function))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", ["timeout", "unfinished", ""])
def test_no_problem_of_a_secret_run_is_told_in_its_own_words(kind, first) -> None:
    """Also where the first check meets a limit, which is told at once."""
    turns = iter(range(10**9))

    def forged(outcome: Outcome) -> Outcome:
        early = first and next(turns) < 4
        return Outcome(problem=Problem(first) if early else Problem(kind, LEAK, LEAK, LEAK))

    for function in (FUNCTIONS["backward"], lambda *given: 0.0):
        assert LEAK not in words_of(judged(EXERCISES["backward"], forged, function))
