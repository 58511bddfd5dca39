"""Two oracles, one story: what the live one says of the public seed, the frozen one says too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course, CourseError
from autograder.engine import course_oracle as course_oracles
from autograder.engine.course_oracle import course_oracle
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.frozen_oracle import FrozenOracle, freeze
from autograder.engine.oracle import PUBLIC_SEED, draw
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.made_up import same
from tests.helpers.our_course import COURSE, EXERCISES, FUNCTIONS, KNOWN, live_oracle

EVERY = pytest.mark.parametrize("name", EXERCISES)


@pytest.fixture(scope="module")
def live() -> DictOracle:
    return live_oracle(PUBLIC_SEED)


@pytest.fixture(scope="module")
def file(live, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("frozen") / "answers.bin"
    path.write_bytes(freeze(live, EXERCISES))
    return path


@pytest.fixture(scope="module")
def frozen(file) -> FrozenOracle:
    return FrozenOracle(file)


@EVERY
def test_the_frozen_oracle_asks_and_answers_the_same(live, frozen, name) -> None:
    exercise = EXERCISES[name]
    for check in exercise.checks:
        asked = list(
            zip(live.questions(exercise, check), frozen.questions(exercise, check), strict=True)
        )
        assert asked or check.judge
        for one, other in asked:
            assert same(dict(one.case.inputs), other.case.inputs)
            assert one.case.script is other.case.script
            assert same(one.answers, other.answers)
            assert same(dict(one.given()), dict(other.given()))


@EVERY
def test_the_frozen_oracle_knows_the_same_mistakes(live, frozen, name) -> None:
    exercise = EXERCISES[name]
    told = [(known.id, known.sentence) for known in frozen.misconceptions(exercise)]
    assert told == [(known.id, known.sentence) for known in live.misconceptions(exercise)]
    assert live.hint(exercise) == frozen.hint(exercise)
    for known in live.misconceptions(exercise):
        pairs = zip(
            live.wrong_outcomes(exercise, known.id),
            frozen.wrong_outcomes(exercise, known.id),
            strict=True,
        )
        for one, other in pairs:
            assert same(one.value, other.value)
            assert same(one.after, other.after)
            assert (one.problem, one.printed) == (other.problem, other.printed)


@EVERY
def test_a_verdict_is_the_same_by_either_oracle(live, frozen, name) -> None:
    id = next(iter(KNOWN[name]))
    for function in (FUNCTIONS[name], KNOWN[name][id].function):
        submission = LiveSubmission(FUNCTIONS | {name: function})
        exercise = EXERCISES[name]
        assert examine(exercise, submission, live) == examine(exercise, submission, frozen)


@EVERY
def test_a_seed_draws_the_same_again_and_other_seeds_other_cases(name) -> None:
    exercise = EXERCISES[name]

    def drawn(seed):
        return [
            dict(case.inputs) for check in exercise.checks for case in draw(exercise, check, seed)
        ]

    assert same(drawn(5), drawn(5))
    assert not same(drawn(5), drawn(6))


def test_each_check_draws_from_a_stream_of_its_own() -> None:
    streams = {
        (check.cases, repr([case.inputs for case in draw(exercise, check, 1)]))
        for exercise in (EXERCISES["sigmoid"], EXERCISES["tanh"])
        for check in exercise.checks
    }
    assert len(streams) == 6


@pytest.fixture
def students(monkeypatch: pytest.MonkeyPatch, file: Path) -> Iterator[Course]:
    """Our course as students have it: no answers, only the file."""
    monkeypatch.setattr(Course, "has_answers", False)
    monkeypatch.setattr(course_oracles, "frozen_file", lambda course: file)
    course_oracle.cache_clear()
    yield COURSE
    course_oracle.cache_clear()


def test_students_have_the_frozen_oracle(students: Course) -> None:
    assert isinstance(course_oracle(students), FrozenOracle)
    assert isinstance(course_oracle(students, PUBLIC_SEED), FrozenOracle)


def test_students_have_no_other_seed(students: Course) -> None:
    with pytest.raises(ValueError, match="instructor's installation"):
        course_oracle(students, 7)


def test_no_answers_at_all_is_told(students: Course, file: Path, monkeypatch) -> None:
    monkeypatch.setattr(course_oracles, "frozen_file", lambda course: file.with_name("gone"))
    with pytest.raises(CourseError, match="install the exercise kit again"):
        course_oracle(students)


def test_instructors_have_the_live_oracle() -> None:
    oracle = course_oracle(COURSE, 7)
    assert isinstance(oracle, DictOracle)
    assert oracle.seed == 7
