"""Right functions that student code may call and can't see."""

from __future__ import annotations

import time
from queue import Queue
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox.remote import MAX_CALL, Exchange, Respondent, remote
from autograder.sandbox.submission import WorkerSubmission
from autograder.values import pack
from tests.helpers.made_up import same


def shuffled(X, rng):
    return X[rng.permutation(len(X))]


def outer(a, b):
    return np.outer(a, b)


def steps(params, step, rng, n=3):
    """A training loop in which the step is the caller's."""
    seen = []
    for _ in range(n):
        seen.append(rng.random())
        params = step(params, 0.1)
    return params, seen


def for_ever(step):
    while True:
        step(1.0)


FUNCTIONS = {
    "steps": steps,
    "for_ever": for_ever,
    "shuffled": shuffled,
    "outer": outer,
    "fails": lambda x: 1 / 0,
    "slow": time.sleep,
    "product": lambda layer: layer["X"] @ layer["W"],
}


def nothing(message: bytes) -> bytes:
    """The caller has nothing to say."""
    return b""


def line(seconds: float = 5.0) -> Exchange:
    """A line to a grader, which answers in another thread."""
    calls, answers = Queue[bytes](), Queue[bytes]()

    def send(message: bytes) -> bytes:
        answers.put(message)
        return calls.get()

    def grader() -> None:
        respondent, message = Respondent(FUNCTIONS, seconds, send), calls.get()
        while True:
            message = send(respondent.answer(message))

    def exchange(message: bytes) -> bytes:
        calls.put(message)
        return answers.get(timeout=60)

    Thread(target=grader, daemon=True).start()
    return exchange


def lent(name: str, own=None, seconds: float = 5.0, exchange: Exchange | None = None):
    return remote(name, own, exchange or line(seconds))


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.PCG64DXSM, np.random.SFC64])
def test_a_generator_comes_back_as_if_the_function_had_been_called_here(bits) -> None:
    here, there = np.random.Generator(bits(7)), np.random.Generator(bits(7))
    X = np.arange(12.0).reshape(6, 2)
    for _ in range(3):
        assert same(shuffled(X, here), lent("shuffled")(X, rng=there))
    assert here.random() == there.random()


def test_where_there_is_no_answer_the_students_own_function_is_called() -> None:
    assert lent("fails", own=lambda x: "own")(1) == "own"
    assert lent("nobody's", own=lambda x: "own")(1) == "own"
    assert lent("outer", own=lambda f, g: f(g))(len, [1, 2]) == 2
    old = np.random.Generator(np.random.MT19937(1))
    assert lent("shuffled", own=lambda X, rng: "own")(np.ones(3), old) == "own"


def test_a_function_among_the_arguments_is_called_as_if_both_were_here() -> None:
    def with_noise(rng):
        return lambda params, lr: {"w": params["w"] - lr * rng.standard_normal(2)}

    here, there = np.random.default_rng(7), np.random.default_rng(7)
    start = {"w": np.ones(2)}
    expected = steps(start, with_noise(here), here, n=4)
    assert same(lent("steps")(start, with_noise(there), rng=there, n=4), expected)
    assert here.random() == there.random()


def test_such_a_function_may_call_right_functions() -> None:
    exchange = line()
    outer_there = lent("outer", exchange=exchange)

    def step(params, lr):
        return outer_there(params[0], [1.0, lr])

    params, _ = lent("steps", exchange=exchange)([[2.0, 3.0]], step, np.random.default_rng(1), 2)
    assert same(params, np.outer([2.0, 0.2], [1.0, 0.1]))
    assert same(outer_there([1.0], [2.0]), np.array([[2.0]]))


def test_an_error_in_such_a_function_is_its_callers_own() -> None:
    exchange = line()
    rng = np.random.default_rng(1)
    with pytest.raises(ZeroDivisionError):
        lent("steps", exchange=exchange)(1.0, lambda params, lr: 1 / 0, rng)
    assert same(lent("outer", exchange=exchange)([1.0], [2.0]), np.array([[2.0]]))


@pytest.mark.parametrize("gives", [object(), np.ones(2**19 + 1, "int8"), np.ones(2**20)])
def test_what_such_a_function_gives_is_plain_and_not_too_much(gives) -> None:
    rng = np.random.default_rng(1)
    steps_there = lent("steps", own=lambda *given: "own")
    assert steps_there(1.0, lambda params, lr: gives, rng) == "own"
    assert steps_there(1.0, lambda params, lr: params - lr, rng, 1)[0] == pytest.approx(0.9)


def test_a_loop_of_such_calls_ends() -> None:
    waits = lent("for_ever", own=lambda step: "own", seconds=0.2)
    assert waits(lambda params: params) == "own"
    exchange = line()
    deeper = lent("for_ever", own=lambda step: 1 / 0, exchange=exchange)

    def step(params):
        return deeper(step)

    with pytest.raises(ZeroDivisionError):
        deeper(step)
    assert same(lent("outer", exchange=exchange)([1.0], [2.0]), np.array([[2.0]]))


def test_an_answer_takes_only_so_much_memory() -> None:
    column = np.ones(200_000)
    assert lent("outer", own=lambda a, b: "own")(column, column) == "own"


def test_answers_take_only_so_much_time_in_all() -> None:
    slow = lent("slow", own=lambda seconds: "own", seconds=0.1)
    assert slow(0.2) is None
    assert slow(0.0) == "own"


@pytest.mark.parametrize("kind", ["float16", "int8", "bool"])
def test_no_kind_of_number_makes_an_answer_take_minutes(kind) -> None:
    started = time.monotonic()
    for width in (15, 60):
        layer = {"X": np.ones((15_000, width), kind), "W": np.ones((width, 15_000), kind)}
        assert isinstance(lent("product", own=len)(layer), int)
    assert time.monotonic() - started < 20  # several minutes if these products were made


@pytest.mark.parametrize(("kind", "usual"), [("float16", "float64"), ("float32", "float32")])
def test_small_numbers_are_answered_in_a_usual_kind(kind, usual) -> None:
    layer = {"X": np.ones((3, 2), kind), "W": np.ones((2, 3), kind)}
    assert lent("product")(layer).dtype == usual


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none()
        | st.integers()
        | st.text(max_size=5)
        | st.sampled_from(["shuffled", "steps", "call", "value", "generator", "function"]),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
    ).map(pack)
)
def test_no_message_is_an_error_here(message) -> None:
    assert isinstance(Respondent(FUNCTIONS, 5.0, nothing).answer(message), bytes)


def test_a_message_that_is_too_long_is_not_read() -> None:
    assert Respondent(FUNCTIONS, 5.0, nothing).answer(b"\0" * (MAX_CALL + 1)) == b""


EXERCISE = Exercise("f", ("z",), (), seconds=3.0)
HOSTILE = {
    "half a message": "os.write(line, b'\\0\\0\\0\\x09ab')",
    "a message that never ends": "os.write(line, b'\\x7f\\xff\\xff\\xff' + b'x' * 50_000_000)",
    "nobody listens": "[os.write(line, b'\\0\\0\\0\\1x') for _ in range(100_000)]",
    "the line is closed": "os.close(line)",
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE)
def test_who_misuses_the_line_costs_only_itself(code) -> None:
    source = f"""import os, stat
def outer(a, b): return 1
def f(z):
    for line in range(3, 60):
        try:
            if stat.S_ISSOCK(os.fstat(line).st_mode):
                {code}
        except OSError:
            pass
    return z
"""
    with WorkerSubmission([Cell("1", source)]) as submission:
        start = time.monotonic()
        submission.run(EXERCISE, [Case({"z": 1.0})], right={"outer": outer})
        assert time.monotonic() - start < 30
        [outcome] = submission.run(EXERCISE, [Case({"z": 2.0})])
        assert outcome.value == 2.0


ENDS = {
    "exits": ("os._exit(0)", "exit"),
    "takes too long": ("time.sleep(60)", "timeout"),
    "raises": ("1 / 0", "raised"),
}


@pytest.mark.parametrize(("code", "kind"), ENDS.values(), ids=ENDS)
def test_a_function_that_is_asked_may_end_its_process(code, kind) -> None:
    source = f"""import os, time
import numpy as np
def f(z):
    def step(params, lr):
        if z == 1:
            {code}
        return params - lr
    return steps(z, step, np.random.default_rng(1))[0]
def steps(*given):
    return "own"
"""
    with WorkerSubmission([Cell("1", source)]) as submission:
        [outcome] = submission.run(EXERCISE, [Case({"z": 1.0})], right={"steps": steps})
        assert outcome.problem is not None
        assert outcome.problem.kind == kind
        [outcome] = submission.run(EXERCISE, [Case({"z": 2.0})], right={"steps": steps})
        assert outcome.value == pytest.approx(1.7)


def test_student_code_calls_a_right_function_and_sees_none_of_it() -> None:
    source = """import inspect
import numpy as np
def outer(a, b): return 0
def f(z):
    try:
        text = inspect.getsource(outer)
    except Exception:
        text = ""
    return float(outer(z, z).sum()), "np.outer" in text
"""
    with WorkerSubmission([Cell("1", source)]) as submission:
        case = Case({"z": np.array([1.0, 2.0])})
        [outcome] = submission.run(EXERCISE, [case], right={"outer": outer})
        assert outcome.value == (9.0, False)
        [outcome] = submission.run(EXERCISE, [case])
        assert outcome.problem is not None
