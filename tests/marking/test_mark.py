"""Marks come from a student's secret inputs, words from inputs that everybody may see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.ahead import Ahead
from autograder.engine.examine import examine
from autograder.feedback import render
from autograder.marking.job import MarkingJob
from autograder.marking.mark import ELSEWHERE, judge, mark
from autograder.marking.seeds import student_seed
from autograder.model import Case, Exercise, Outcome, Problem, Verdict
from autograder.notebooks.reading import Cell
from autograder.sandbox.submission import LiveSubmission, Worker, WorkerSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, live_oracle, public_oracle


@pytest.mark.parametrize("in_one_go", [False, True], ids=["alone", "in one go with others"])
def test_words_come_from_public_inputs_and_marks_from_secret_ones(in_one_go: bool) -> None:
    def mark_of(submission: LiveSubmission) -> Verdict:
        ahead = Ahead(unsettled={"dense": submission} if in_one_go else {})
        return judge(dense, submission, secret, public, ahead=ahead)

    secret, public = live_oracle(student_seed(b"course", "zoe")), public_oracle()
    dense = EXERCISES["dense"]
    wrong = LiveSubmission({"dense": lambda X, W, b: X @ W})
    verdict = mark_of(wrong)
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
    verdict = mark_of(learnt)
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


def judged(
    exercise: Exercise, forged: Callable[[Outcome], Outcome], function, in_one_go: bool = False
) -> Verdict:
    """The verdict where only the secret run is forged, or that in one go with other exercises too."""
    honest = LiveSubmission({**FUNCTIONS, exercise.name: function})
    submission = TwoFaces(forged, honest)
    ahead = Ahead(unsettled={exercise.name: TwoFaces(forged, honest)} if in_one_go else {})

    class Turning:
        """The public oracle, at whose first question the submission becomes honest."""

        def __getattr__(self, name):
            submission.forged = lambda outcome: outcome
            return getattr(public_oracle(), name)

    return judge(exercise, submission, SECRET, Turning(), ahead=ahead)


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
    st.booleans(),
)
def test_no_text_of_a_students_reaches_words_about_a_secret_run(
    name, forgeries, right, in_one_go
) -> None:
    """Whatever a worker sends on secret inputs, and whether or not it is right on the public ones."""
    turns = iter(range(10**9))

    def forged(outcome: Outcome) -> Outcome:
        return forgeries[next(turns) % len(forgeries)](outcome)

    function = FUNCTIONS[name] if right else (lambda *given: 0.0)
    assert LEAK not in words_of(judged(EXERCISES[name], forged, function, in_one_go))


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


WRONG = {
    "sigmoid": "def sigmoid(z): return 1 / (1 + np.exp(z))",
    "tanh": "def tanh(z): return np.tanh(z) + 0.1",
    "leaky_relu": "def leaky_relu(z, alpha=0.01): return np.where(z > 0, z, -alpha * z)",
    "gelu": "def gelu(z): return 1 / 0",
}
RIGHT = {
    "relu": "def relu(z): return np.maximum(z, 0)",
    "relu_grad": "def relu_grad(z): return np.where(z > 0, 1.0, 0.0)",
}
SPOILS_NUMPY = "def relu(z):\n    right = np.maximum(z, 0)\n    np.where = None\n    return right"


def marks(cells: dict[str, str]) -> tuple[list[Verdict], list[tuple[str, bool]]]:
    """The verdicts on a notebook, and of each run alone the exercise and whether it had secret inputs."""
    runs, run = [], WorkerSubmission.run

    def counted(self, exercise, cases, *others, **named):
        secret, known = (
            {
                repr(q.case.inputs)
                for check in exercise.played
                for q in oracle.questions(exercise, check)
            }
            for oracle in (SECRET, public_oracle())
        )
        runs.append((exercise.name, any(repr(case.inputs) in secret - known for case in cases)))
        return run(self, exercise, cases, *others, **named)

    code = (Cell("imports", "import numpy as np"), *(Cell(n, cells[n]) for n in cells))
    points = dict.fromkeys(cells, 2.0)
    with Worker() as worker, pytest.MonkeyPatch.context() as patch:
        patch.setattr(WorkerSubmission, "run", counted)
        found = mark(
            MarkingJob(code, points, student_seed(b"course", "zoe"), "deep-learning"), worker
        )
    return [marked.verdict for marked in found], runs


def test_what_is_as_wrong_alone_as_it_was_in_one_go_meets_secret_inputs_once(monkeypatch) -> None:
    cells = WRONG | RIGHT
    verdicts, runs = marks(cells)
    assert {v["name"] for v in verdicts if not v["passed"]} == WRONG.keys()
    assert {name for name, _ in runs} == WRONG.keys()
    assert not any(secret for _, secret in runs)

    monkeypatch.setattr(WorkerSubmission, "run_ahead", lambda self, plays: {})
    alone, more = marks(cells)
    assert alone == verdicts
    assert len(more) > len(runs)


def test_what_an_exercise_leaves_behind_costs_no_other_one_its_marks() -> None:
    verdicts, runs = marks({**RIGHT, "relu": SPOILS_NUMPY})
    assert [v["score"] for v in verdicts] == [2.0, 2.0]
    assert ("relu_grad", True) in runs
