"""One case on one function: what is captured, what is kept apart, and how failures are told."""

from __future__ import annotations

import contextlib
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Case, Outcome, Problem
from autograder.notebooks.program import Program
from autograder.notebooks.reading import Cell
from autograder.sandbox.play import play
from autograder.sandbox.protocol import pack_outcome, unpack_outcome
from autograder.values import pack
from tests.helpers.made_up import leaves, plain_values, same

X = np.array([1.0, 2.0])


def played(function, given=None, others=None, **inputs) -> Outcome:
    return play({"f": function, **(others or {})}, "f", Case(inputs or {"x": X}), given)


def problem_in(source: str, **inputs) -> Problem:
    """The problem of `f`, defined in a cell as a student's would be."""
    namespace: dict = {}
    program = Program.of([Cell("a", f"import numpy as np\nimport sys\n{source}")])
    assert program.run("f", namespace).problem is None
    problem = play(namespace, "f", Case(inputs or {"x": X})).problem
    assert problem is not None
    return problem


def test_arguments_are_given_in_order_and_come_back() -> None:
    outcome = played(lambda x, b: x + b, x=X, b=1.0)
    assert same(outcome, outcome)
    np.testing.assert_array_equal(outcome.value, [2.0, 3.0])
    assert same(outcome.after, {"x": X, "b": 1.0})


def test_a_function_that_alters_its_argument_alters_its_own_copy() -> None:
    x = X.copy()

    def f(x):
        x += 1
        return x

    outcome = played(f, x=x)
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(outcome.after["x"], X + 1)


def test_value_and_argument_part_even_where_the_function_returned_its_argument() -> None:
    outcome = played(lambda x: x)
    assert outcome.value is not outcome.after["x"]


def test_what_it_prints_is_captured(capsys) -> None:
    outcome = played(lambda x: print("here", x.sum()))
    assert outcome.printed == "here 3.0\n"
    assert capsys.readouterr().out == ""


def test_a_generator_runs_where_its_prints_and_errors_are_caught() -> None:
    def f(x):
        for value in x:
            print(value)
            yield value
        raise KeyError("late")

    outcome = played(f)
    assert outcome.problem.text == "KeyError: 'late'"
    assert outcome.printed == "1.0\n2.0\n"


def test_printing_without_end_is_stopped_even_where_errors_are_swallowed() -> None:
    def f(x):
        while True:
            with contextlib.suppress(Exception):
                print("x" * 1000)

    outcome = played(f)
    assert outcome.problem == Problem("output")
    assert outcome.stops


def test_a_closed_stdout_is_no_fault_of_ours() -> None:
    def f(x):
        print("a")
        sys.stdout.close()
        return 1.0

    assert played(f).value == 1.0


@pytest.mark.parametrize("leave", [sys.exit, exit, quit, lambda: sys.exit("bye")])
def test_leaving_python_is_a_problem_of_its_own(leave) -> None:
    assert played(lambda x: leave()).problem == Problem("exit")


def test_the_stop_button_is_not_swallowed() -> None:
    def f(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        played(f)


def test_an_exception_outside_the_usual_tree_is_told_like_any_other() -> None:
    class Odd(BaseException):
        pass

    def f(x):
        raise Odd("there")

    assert played(f).problem.text == "Odd: there"


def test_the_innermost_line_of_the_student_is_told() -> None:
    problem = problem_in("def g(a):\n    return a @ np.ones(3)\ndef f(x):\n    return g(x) + 1")
    assert problem.line == "return a @ np.ones(3)"
    assert problem.where == "g"
    assert problem.text.startswith("ValueError: matmul")


def test_endless_recursion_ends() -> None:
    problem = problem_in("def f(x):\n    return f(x)")
    assert problem.text.startswith("RecursionError")


def test_a_stub_is_unfinished_and_says_which() -> None:
    problem = problem_in("def g(x):\n    raise NotImplementedError\ndef f(x):\n    return g(x)")
    assert (problem.kind, problem.where) == ("unfinished", "g")


class Unspeakable(Exception):
    def __str__(self):
        raise RuntimeError("no words")


class Speechless(Exception):
    def __str__(self):
        return None


class Ghost(str):
    def __getitem__(self, index):
        return 42


class Haunted(Exception):
    def __str__(self):
        return Ghost("boo")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (Unspeakable(), "Unspeakable"),
        (Speechless(), "Speechless"),
        (Haunted(), "Haunted: boo"),
        (ValueError(), "ValueError"),
        (ValueError("x" * 10_000), "ValueError: " + "x" * 500),
    ],
)
def test_an_exception_with_odd_words_is_told_all_the_same(error, text) -> None:
    def f(x):
        raise error

    problem = played(f).problem
    assert problem.text == text
    assert type(problem.text) is str


def test_not_a_function_and_missing() -> None:
    assert play({}, "f", Case({})).problem.kind == "missing"
    assert play({"f": 3}, "f", Case({})).problem.kind == "not a function"


def test_what_cannot_be_compared_is_named() -> None:
    assert played(lambda x: {"a": len}).problem == Problem(
        "not plain", "builtin_function_or_method"
    )


def test_numpy_warnings_are_kept_from_the_student() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(played(lambda x: x / 0).value, [np.inf, np.inf])


def test_a_student_who_turns_numpy_errors_on_gets_the_same_outcome() -> None:
    kept = np.seterr(all="raise")
    try:
        np.testing.assert_array_equal(played(lambda x: x / 0).value, [np.inf, np.inf])
    finally:
        np.seterr(**kept)


class Wicked:
    def __iter__(self):
        raise RuntimeError("no")


def test_an_argument_left_in_a_state_beyond_words_is_no_traceback_of_ours() -> None:
    def f(params):
        params["W"] = Wicked()
        return 1.0

    outcome = played(f, params={"W": 1.0})
    assert outcome.value == 1.0
    assert "W" not in outcome.after


def test_a_script_sees_the_functions_and_gives_the_value() -> None:
    def twice(functions, x):
        return functions["f"](functions["f"](x))

    assert play({"f": lambda x: x + 1}, "f", Case({"x": 1.0}, twice)).value == 3.0


# Outcomes cross from a process that nobody trusts.


@given(plain_values, st.dictionaries(st.text("ab", max_size=3), plain_values, max_size=3))
def test_an_outcome_survives_the_journey(value, after) -> None:
    sent = Outcome(value, Problem("raised", "ValueError: a", "x = 1", "f"), after, "text")
    got = unpack_outcome(pack_outcome(sent))
    assert same(got.value, value)
    assert same(got.after, after)
    assert (got.problem, got.printed) == (sent.problem, sent.printed)


@given(st.binary(max_size=100) | plain_values.map(pack))
def test_bytes_that_are_no_outcome_are_refused(data) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack_outcome(data)


@given(st.lists(leaves, min_size=4, max_size=4), st.lists(leaves, max_size=5))
def test_an_outcome_has_the_types_it_should_or_is_refused(message, problem) -> None:
    for parts in (message, [message[0], problem, {}, ""], [message[0], None, {}, message[3]]):
        try:
            outcome = unpack_outcome(pack(parts))
        except ValueError:
            continue
        assert isinstance(outcome.after, dict)
        assert isinstance(outcome.printed, str)
        assert outcome.problem is None or isinstance(outcome.problem, Problem)


def test_a_long_tale_is_cut() -> None:
    told = unpack_outcome(pack_outcome(Outcome(problem=Problem("raised", "x" * 10_000))))
    assert len(told.problem.text) == 500
