"""Right functions that a student's own process runs: what is written of them, and where it can be read."""

from __future__ import annotations

import pickle
import textwrap
from threading import Lock
from types import CodeType, FunctionType

import numpy as np
import pytest

import dlref
from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox import spawn
from autograder.sandbox.by_value import write
from autograder.sandbox.isolation import LIMITED, Level
from autograder.sandbox.submission import ByValue, LiveSubmission, WorkerSubmission
from autograder.sandbox.syscalls import filter_program
from tests.helpers.memory import search_for
from tests.helpers.our_course import ASSIGNMENTS, EXERCISES, FUNCTIONS
from tests.helpers.workers import without_workers

PRIVATE = ["dlref"]


def written(*names: str, withheld: str = "") -> bytes | None:
    return write({name: FUNCTIONS[name] for name in names}, PRIVATE, {withheld})


def above(name: str) -> list[str]:
    """The exercises before this one, in the course's order."""
    names = [each for points in ASSIGNMENTS.values() for each in points]
    return names[: names.index(name)]


def codes(code: bytes | None) -> set[CodeType]:
    """The code of all private functions that can be reached from those that were written."""
    assert code is not None
    seen, todo = set[CodeType](), list(pickle.loads(code).values())
    while todo:
        each = todo.pop()
        if each.__code__ in seen or each.__module__.partition(".")[0] not in PRIVATE:
            continue
        seen.add(each.__code__)
        cells = [cell.cell_contents for cell in each.__closure__ or ()]
        used = [*each.__globals__.values(), *cells]
        todo += [value for value in used if isinstance(value, FunctionType)]
    return seen


@pytest.mark.parametrize("name", EXERCISES)
def test_what_is_written_for_an_exercise_holds_no_answer_to_it(name: str) -> None:
    assert FUNCTIONS[name].__code__ not in codes(written(*above(name), withheld=name))


def test_nor_any_function_that_is_not_called() -> None:
    code = written("train")
    assert codes(code) == {FUNCTIONS[name].__code__ for name in ("train", "minibatches")}
    assert code is not None
    assert FUNCTIONS["fit_classifier"].__code__.co_code not in code
    assert FUNCTIONS["train"].__code__.co_code in code, "this would be seen"


def test_what_holds_a_withheld_function_or_a_module_of_answers_is_not_written() -> None:
    assert written("predict", withheld="forward") is None

    def by_module(x):
        return dlref.activations.relu(x)

    assert write({"f": by_module}, PRIVATE, set()) is None
    assert write({"f": Lock().acquire}, PRIVATE, set()) is None


F = Exercise("f", ("x",), (), seconds=20.0)
SEEN = """
import numpy as np
def standardize(*given):
    return "own"
def f(x):
    try:
        import dlref
    except ImportError:
        return standardize(x, x)[0], "peak" in standardize.__code__.co_names, "ptp" in standardize.__code__.co_names
"""
CASE = Case({"x": np.array([[1.0, 5.0], [3.0, 9.0]])})
RIGHT = {"standardize": FUNCTIONS["standardize"]}


def test_a_students_function_calls_them_and_could_read_them() -> None:
    with WorkerSubmission([Cell("1", SEEN)]) as submission:
        right = submission.by_value(F, RIGHT)
        assert right is not None
        [outcome] = submission.run(F, [CASE], right=right)
        scaled, *found = outcome.value
        assert np.array_equal(scaled, [[-1.0, -1.0], [1.0, 1.0]])
        assert found == [False, True]
        [outcome] = submission.run(F, [CASE], right=RIGHT)
        scaled, *found = outcome.value
        assert np.array_equal(scaled, [[-1.0, -1.0], [1.0, 1.0]])
        assert found == [False, False], "a function that is asked shows nothing"


def test_where_student_code_could_tell_others_it_gets_no_code(monkeypatch) -> None:
    without_workers(monkeypatch, Level(LIMITED))
    with WorkerSubmission([Cell("1", SEEN)]) as submission:
        assert submission.by_value(F, RIGHT) is None
    spawn.close_unused()
    assert LiveSubmission({}).by_value(F, RIGHT) is None


SECRET = "in_the_code_of_ada"
LOOK = textwrap.indent(search_for(SECRET), "    ")
SEARCH = f"def f(x):{LOOK}\n\ndef g(x):{LOOK}"


@pytest.mark.skipif(not filter_program(), reason="each student has a server of their own here")
@pytest.mark.usefixtures("_isolation")
def test_the_process_of_another_exercise_can_read_none_of_it() -> None:
    right = {"h": eval(f"lambda x: {[SECRET] * 3 + [SECRET + '!']!r}")}
    with WorkerSubmission([Cell("1", SEARCH)]) as submission:
        lent = submission.by_value(F, right)
        assert isinstance(lent, ByValue)
        assert SECRET.encode() in lent.code
        server = submission._worker._server
        for _ in range(2):
            [outcome] = submission.run(F, [CASE], right=lent)
            assert outcome.value > 0, outcome.problem
        for exercise in (Exercise("g", ("x",), ()), F):
            [outcome] = submission.run(exercise, [CASE])
            assert outcome.value == 0, outcome.problem
        assert submission._worker._server is server, "the sandbox itself was kept"
