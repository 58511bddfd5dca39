"""Stand-ins: right values of another exercise, while one that builds on it is judged."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.model import Case
from autograder.sandbox.play import play
from autograder.sandbox.stand_in import table
from tests.helpers.made_up import knows

X = np.array([1.0, 2.0])


def square(x):
    return x * x


def test_a_stand_in_answers_for_the_cases_own_arguments() -> None:
    def g(x):
        raise AssertionError("the student's own g")

    namespace = {"f": lambda x: namespace["g"](x) + 1, "g": g}
    outcome = play(namespace, "f", Case({"x": X}), {"g": knows(square(X), x=X)})
    np.testing.assert_array_equal(outcome.value, [2.0, 5.0])
    assert namespace["g"] is g


def test_a_stand_in_answers_element_by_element() -> None:
    namespace = {"f": lambda x: [namespace["g"](float(v)) for v in x[::-1]]}
    assert play(namespace, "f", Case({"x": X}), {"g": knows(square(X), x=X)}).value == [4.0, 1.0]
    assert "g" not in namespace


@pytest.mark.parametrize(
    "call",
    [
        lambda g: g(X, 2.0),
        lambda g: g(X, b=2.0),
        lambda g: g(b=2.0, x=X),
        lambda g: g(x=X.tolist(), b=np.array(2.0)),
    ],
)
def test_a_stand_in_takes_its_arguments_in_any_way(call) -> None:
    namespace = {"f": lambda x, b: call(namespace["g"])}
    assert (
        play(namespace, "f", Case({"x": X, "b": 2.0}), {"g": knows(7.0, x=X, b=2.0)}).value == 7.0
    )


def test_a_stand_in_takes_the_arguments_of_the_function_in_whose_place_it_is() -> None:
    namespace = {"f": lambda x, c, b: namespace["g"](x, b), "g": lambda x, b: 0.0}
    case = Case({"x": X, "c": 1.0, "b": 2.0})
    assert play(namespace, "f", case, {"g": knows(7.0, x=X, b=2.0)}).value == 7.0


@pytest.mark.parametrize(
    "call",
    [
        lambda g: g(X + 1, 2.0),
        lambda g: g("x"),
        lambda g: g(None),
        lambda g: g(X, 2.0, 3),
        lambda g: g(c=X),
        lambda g: g(),
    ],
)
def test_a_stand_in_does_not_guess(call) -> None:
    namespace = {"f": lambda x, b: call(namespace["g"])}
    assert (
        play(namespace, "f", Case({"x": X, "b": 2.0}), {"g": knows(7.0, x=X, b=2.0)}).problem
        is not None
    )


def test_a_call_that_lacks_an_argument_is_an_error_as_it_is_in_the_notebook() -> None:
    def g(x, b):
        return 0.0

    namespace = {"f": lambda x, b: namespace["g"](x), "g": g}
    outcome = play(namespace, "f", Case({"x": X, "b": 2.0}), {"g": knows(7.0, x=X, b=2.0)})
    assert outcome.problem is not None
    assert "missing 1 required positional argument: 'b'" in outcome.problem.text


def test_an_answer_given_is_not_spoilt_by_who_gets_it() -> None:
    def f(x):
        first = namespace["g"](x)
        first += 1
        return namespace["g"](x)

    namespace = {"f": f}
    np.testing.assert_array_equal(
        play(namespace, "f", Case({"x": X}), {"g": knows(square(X), x=X)}).value, square(X)
    )


def test_what_it_can_not_answer_is_noted_and_the_students_own_function_goes_on() -> None:
    namespace = {"f": lambda x: namespace["g"](x + 1), "g": lambda x: 0 * x}
    outcome = play(namespace, "f", Case({"x": X}), {"g": knows(7.0, x=X)})
    np.testing.assert_array_equal(outcome.value, [0.0, 0.0])
    ((name, arguments),) = outcome.asked
    assert name == "g"
    np.testing.assert_array_equal(arguments["x"], X + 1)


def test_a_function_of_numpys_stands_in_for_one_that_does_the_same() -> None:
    namespace = {"f": lambda x: namespace["tanh"](x + 1), "tanh": lambda x: 0 * x}
    outcome = play(namespace, "f", Case({"x": X}), {"tanh": table(["z"], [], same_as="tanh")})
    np.testing.assert_array_equal(outcome.value, np.tanh(X + 1))
    assert outcome.asked == ()
