"""What a submission hands back is bounded before anybody looks at it, and so is the time of judging."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from autograder.checks import formula, relation
from autograder.engine import examine as engine
from autograder.engine import patience
from autograder.engine.patience import Limited, Patience, TookTooLong
from autograder.model import Case, Exercise, Outcome, Verdict
from autograder.notebooks.reading import Cell
from autograder.sandbox.room import (
    MOST_PARTS,
    MOST_PARTS_IN_ALL,
    TOO_MUCH,
    most_parts,
    size,
    with_room,
    within,
)
from autograder.sandbox.submission import LiveSubmission, WorkerSubmission
from tests.helpers.made_up import Sends, made_up
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN, VARIANTS, live_oracle

TOO_MUCH_SAID = "It returns far more data than there can be"
QUICK = 5.0
"""Seconds that no verdict takes here, on however busy a machine."""


def timed(exercise: Exercise, submission: Any, seed: int = 1) -> tuple[Verdict, float]:
    oracle = live_oracle(seed)
    for check in exercise.checks:
        oracle.questions(exercise, check)
    started = time.thread_time()
    verdict = engine.examine(exercise, submission, oracle)
    return verdict, time.thread_time() - started


@pytest.mark.parametrize("name", [name for name in EXERCISES if name != "fit_classifier"])
def test_what_is_right_or_a_known_mistake_has_room(name: str) -> None:
    """And twice over: nobody who works on the exercise comes near the limit."""
    exercise, oracle = EXERCISES[name], live_oracle(1)
    cases = [
        with_room(q.case, q.answers) for c in exercise.played for q in oracle.questions(exercise, c)
    ]
    wrong = [known.function for known in KNOWN[name].values()]
    for function in (FUNCTIONS[name], *VARIANTS[name].values(), *wrong):
        outcomes = LiveSubmission({**FUNCTIONS, name: function}).run(exercise, cases)
        for case, outcome in zip(cases, outcomes, strict=True):
            assert within(outcome, case) == outcome or within(outcome, case).value is outcome.value
            assert 2 * size([outcome.value, outcome.after]) < case.room


LARGE = {
    "an array": "np.zeros(10**6)",
    "a list": "[0.0] * 90_000",
    "rows": "[np.zeros((1, 2)) for _ in range(30_000)]",
    "text": "'x' * 10**6",
    "a dict": "{n: 0.0 for n in range(90_000)}",
    "no rows": "np.zeros((0, 10**6))",
}


@pytest.mark.parametrize("value", LARGE.values(), ids=LARGE)
def test_live_and_in_a_worker_too_much_is_the_same(value: str) -> None:
    source = f"import numpy as np\ndef dense(X, W, b): return {value}"
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    live, seconds = timed(EXERCISES["dense"], LiveSubmission(namespace))
    assert seconds < QUICK
    assert live.share == 0
    assert TOO_MUCH_SAID in live.message
    with WorkerSubmission([Cell("dense", source)]) as submission:
        graded, seconds = timed(EXERCISES["dense"], submission)
    assert seconds < QUICK
    assert graded == live


def many_rows(X: Any, y: Any, batch_size: int, rng: Any) -> list[Any]:
    rows = np.arange(10_000) % len(X)
    return [(X[rows], y[rows])]


def test_batches_of_many_rows_are_not_counted_one_by_one() -> None:
    verdict, seconds = timed(EXERCISES["minibatches"], LiveSubmission({"minibatches": many_rows}))
    assert seconds < QUICK
    assert TOO_MUCH_SAID in verdict.message


def test_a_long_log_of_calls_is_not_followed() -> None:
    """As many calls as there is room for, and more; the honest ones are at the end."""
    exercise, oracle = EXERCISES["train"], live_oracle(1)
    questions = [q for check in exercise.checks for q in oracle.questions(exercise, check)]
    cases = [question.case for question in questions]
    honest = LiveSubmission(dict(FUNCTIONS)).run(exercise, cases)
    for times in (30, 1000):
        outcomes = [
            Outcome(o.value | {"calls": o.value["calls"] * times}, None, o.after) for o in honest
        ]
        verdict, seconds = timed(exercise, Sends(outcomes))
        assert seconds < QUICK
        assert not verdict.passed


def test_a_network_of_many_hidden_units_is_not_tried() -> None:
    exercise, oracle = EXERCISES["fit_classifier"], live_oracle(1)
    d = oracle.questions(exercise, exercise.checks[0])[0].case.inputs["X"].shape[1]
    h = 50_000
    params = {"W1": np.ones((d, h)), "b1": np.ones(h), "W2": np.ones((h, 1)), "b2": np.ones(1)}
    value = (params, {"train_loss": [0.1], "val_loss": [0.1]})
    verdict, seconds = timed(exercise, Sends([Outcome(value)]))
    assert seconds < QUICK
    assert verdict.share == 0
    assert TOO_MUCH_SAID in verdict.message


def test_questions_that_do_not_fit_are_left_out() -> None:
    case = with_room(Case({"x": 1.0}))
    question = ["g", {"x": np.zeros(case.room // 3)}]
    kept = within(Outcome(1.0, asked=(question,) * 9), case)
    assert kept.value == 1.0
    assert len(kept.asked) == 2


def test_python_objects_are_counted_apart() -> None:
    case = Case({"x": 1.0}, room=10**7)
    assert within(Outcome(np.zeros(10**6)), case).problem is None
    assert within(Outcome([0.0] * 2 * MOST_PARTS), case) is TOO_MUCH


def test_all_cases_share_one_limit_of_python_objects() -> None:
    cases = [Case({"x": 1.0}, room=10**6)] * 7
    assert sum(most_parts(cases)) <= MOST_PARTS_IN_ALL
    assert most_parts([Case({"x": 1.0}, room=9_000)]) == [9_000]


@pytest.mark.parametrize("part", ["np.ones(0)", "[]", "0.5"])
def test_many_small_parts_are_read_in_a_moment(part: str) -> None:
    """As many as a reply holds, in each case of the exercise with the most room."""
    source = f"import numpy as np\ndef fit_classifier(*a, **k): return [{part}] * 99_000, {{}}"
    with WorkerSubmission([Cell("fit_classifier", source)]) as submission:
        verdict, seconds = timed(EXERCISES["fit_classifier"], submission)
    assert seconds < QUICK
    assert verdict.share == 0


@pytest.mark.parametrize("seed", range(4))
def test_right_params_in_lists_have_room(seed: int) -> None:
    """The most numbers that any right answer hands back, each as a Python object."""

    def init_params(*args: Any) -> Any:
        return {name: array.tolist() for name, array in FUNCTIONS["init_params"](*args).items()}

    submission = LiveSubmission({"init_params": init_params})
    assert engine.examine(EXERCISES["init_params"], submission, live_oracle(seed)).passed


# The last net: time.


def cases(rng: Any) -> list[Case]:
    return [Case({"x": 1.0})]


def endless(seen: Any, ask: Any) -> None:
    while True:
        try:
            sum(range(1000))
        except Exception:  # as a careless judge might
            continue


def examined(check: Any, submission: Any = None) -> Verdict:
    exercise = Exercise("f", ("x",), (formula(cases), check))
    oracle = made_up("f", lambda x: x)
    return engine.examine(exercise, submission or LiveSubmission({"f": lambda x: x}), oracle)


@pytest.mark.parametrize("pool", [False, True], ids=["main thread", "other thread"])
def test_a_judge_without_end_is_stopped(monkeypatch, pool: bool) -> None:
    monkeypatch.setattr(engine, "JUDGING", 0.3)
    check = relation("r", "goes on", cases, endless)
    with ThreadPoolExecutor(1) as executor:
        verdict = executor.submit(examined, check).result() if pool else examined(check)
    assert verdict.share == 0
    assert not verdict.passed
    assert verdict.message == engine.TOO_LONG.sentence
    assert "Traceback" not in verdict.message


def test_playing_is_no_judging(monkeypatch) -> None:
    """A student's function has limits of its own."""
    monkeypatch.setattr(engine, "JUDGING", 0.3)

    def slow(x: float) -> float:
        time.sleep(0.4)
        return x

    assert examined(formula(cases, name="again"), LiveSubmission({"f": slow})).passed


def test_nothing_is_raised_after_the_end() -> None:
    for _ in range(20):
        with Patience(0.05):
            pass
    time.sleep(0.3)
    with pytest.raises(TookTooLong), Patience(0.05):  # noqa: PT012
        while True:
            sum(range(100))


def test_judges_cannot_have_it_played_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(patience, "PLAYING", 2)
    exercise = Exercise("f", ("x",), (), seconds=0.1)

    class Slow:
        played = 0

        @property
        def used_elsewhere(self) -> float:
            return 0.09 * self.played

        def run(self, exercise: Exercise, cases: list[Case], *more: Any) -> list[Outcome]:
            self.played += 1
            return [Outcome(1.0)]

    slow = Slow()
    limited = Limited(slow, Patience(9.0))
    outcomes = [limited.run(exercise, [Case({"x": 1.0})])[0] for _ in range(9)]
    assert slow.played == 3
    assert outcomes[2].value == 1.0
    assert outcomes[3].problem is not None
    assert outcomes[3].problem.kind == "timeout"


@pytest.mark.parametrize("entered", [True, False])
def test_a_clock_that_stands_is_not_started_by_a_pause(entered) -> None:
    clock = Patience(0.05)
    if entered:
        with clock:
            pass
    with clock.paused(), clock.paused():
        pass
    deadline = time.monotonic() + 0.3
    while time.monotonic() < deadline:
        sum(range(100))


def test_pauses_in_a_pause_stop_the_clock_until_the_outer_one_ends() -> None:
    with Patience(0.2) as clock:
        with clock.paused():
            with clock.paused():
                pass
            time.sleep(0.4)
            sum(range(100))
        with pytest.raises(TookTooLong):
            _work_on()


def _work_on() -> None:
    while True:
        sum(range(100))
