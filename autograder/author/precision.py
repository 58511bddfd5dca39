"""Measures what students are told of wrong answers that nobody wrote a sentence for.

A name is right if a function that it stands for does the same as the student's on inputs that neither
the checks nor the model have seen, or if a person has judged it so. A known misconception is right, too,
if it is recognised on such inputs again: some are named by what they do to their arguments, or in pairs.
So is a sentence that only asks for the cause, where a result is 0 everywhere.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import random
import re
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np

from autograder.compare import as_numbers
from autograder.course import Course, course_named
from autograder.engine.course_oracle import live_oracle
from autograder.engine.examine import examine
from autograder.engine.explaining import cases, compared, load, make
from autograder.engine.oracle import PUBLIC_SEED, Oracle
from autograder.engine.reference import reference
from autograder.engine.repairing import Edited
from autograder.feedback.difference import says_no_more
from autograder.mending.repairs import is_change, repairs
from autograder.mistakes.build import Made
from autograder.mistakes.explanations import TWO, Explanations, empty, two_sentences
from autograder.mistakes.results import RESULTS
from autograder.mistakes.sketch import sketch
from autograder.model import Exercise
from autograder.sandbox.play import play
from autograder.sandbox.submission import LiveSubmission, Submission

Function = Callable[..., Any]
Source = Literal["held out", "pair", "neighbour"]

UNSEEN = (101, 102)
"""The seeds of the inputs on which a name is tested."""

PAIRS = 80
"""The number of random pairs of changes that are tried for an exercise."""


@dataclass(frozen=True)
class Answer:
    """A wrong answer that the model was not made from, and the names that a person accepts for it.

    `true` is a sentence that says what was done to it, or half of it.
    """

    source: Source
    what: str
    function: Function
    accepted: tuple[str, ...] = ()
    true: str = ""


@dataclass(frozen=True)
class Told:
    """What a student with a wrong answer is told.

    `id` is the name that the verdict gives, and `rightly` whether it is right. `helps`: the message says
    more than that there is a difference.
    """

    exercise: str
    source: Source
    what: str
    id: str | None
    message: str
    rightly: bool
    helps: bool


@dataclass(frozen=True)
class Reading:
    """What the model of mistakes knows of an exercise, and what is told of answers that it was not made from.

    `coincide` are groups of sentences for functions that do the same, of which the first is told.
    `ambiguous` do the same on the public inputs alone, and none is told. `failed` are forms of the
    answer that could not be changed, each with the error. `kept` is whether the course's file holds
    these explanations, or none that are still good.
    """

    exercise: str
    explanations: Explanations
    told: tuple[Told, ...]
    coincide: tuple[tuple[str, ...], ...] = ()
    ambiguous: tuple[tuple[str, ...], ...] = ()
    failed: tuple[str, ...] = ()
    kept: bool = True


def read(which: tuple[str, str]) -> Reading:
    """Make the explanations of an exercise (course, exercise), and measure what is told by them."""
    course, name = course_named(which[0]), which[1]
    found = made(*which) if compared(course.exercises[name]) else Made(empty())
    kept = load(course)
    oracle = live_oracle(course, PUBLIC_SEED, {**kept, name: found.explanations})
    answers = [*_held_out(course, name), *_neighbours(course, name), *_pairs(course, name, found)]
    told = [each for answer in answers if (each := told_of(course, name, oracle, answer))]
    return Reading(
        name,
        found.explanations,
        tuple(told),
        tuple(map(tuple, found.coincide)),
        tuple(map(tuple, found.ambiguous)),
        tuple(found.failed),
        name not in kept or kept[name].says_the_same(found.explanations),
    )


@cache
def made(course: str, exercise: str) -> Made:
    """The explanations of an exercise, made once in each process."""
    home = course_named(course)
    return make(reference(home), home.exercises[exercise])


def _held_out(course: Course, name: str) -> Iterator[Answer]:
    for function in reference(course).marked("held_out", "held_out_of", name):
        what = f"{function.__name__}: {function.kind}"
        yield Answer("held out", what, _in_a_cell(function, name), function.told)


def _in_a_cell(function: Function, name: str) -> Function:
    """The function as if a student had written it in a notebook, whose lines are shown."""
    source = textwrap.dedent(inspect.getsource(function))
    source = re.sub(rf"\b{function.__name__}\b", name, source)
    tree = ast.parse(source)
    [definition] = tree.body
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    filename = f"<cell {function.__module__}.{function.__name__}>"
    linecache.cache[filename] = (0, None, source.splitlines(keepends=True), filename)
    namespace = {**vars(sys.modules[function.__module__])}
    exec(compile(tree, filename, "exec"), namespace)
    made: Function = namespace[name]
    return made


def _neighbours(course: Course, name: str) -> Iterator[Answer]:
    """Misconceptions of other exercises with the same arguments."""
    signature = course.exercises[name].signature
    for other, exercise in course.exercises.items():
        if other == name or exercise.signature != signature:
            continue
        for known in reference(course).misconceptions(other).values():
            if known.function is not None:
                yield Answer("neighbour", known.id, known.function)


def _pairs(course: Course, name: str, found: Made) -> Iterator[Answer]:
    """A change of the arguments or the result of a changed answer, drawn at random."""
    rng = random.Random(name)
    changes = [(s, f) for s, functions in sorted(found.functions.items()) for f in functions]
    singles = [(s, f) for s, f in changes if not s.startswith(TWO)]
    answer = reference(course).functions.get(name)
    if not singles or answer is None:
        return
    for _ in range(PAIRS):
        sentence, function = rng.choice(singles)
        change = rng.choice(RESULTS)
        both = _followed_by(function, change.there)
        yield Answer("pair", f"{sentence} And {change.told}.", both, true=sentence)


def told_of(course: Course, name: str, oracle: Oracle, answer: Answer) -> Told | None:
    """What is told of an answer to an exercise; None if it passes, or never runs."""
    exercise, answers = course.exercises[name], reference(course).functions
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        submission = LiveSubmission(answers | {name: answer.function})
        verdict = examine(exercise, submission, oracle)
    if verdict.passed:
        return None
    id, sentence = verdict.misconception, verdict.message.partition("\n")[0]
    rightly = (
        id is None
        or id in answer.accepted
        or sentence == answer.true
        or _asks(course, exercise, answer.function, sentence)
    )
    return Told(
        name,
        answer.source,
        answer.what,
        id,
        verdict.message,
        rightly or _does_the_same(course, exercise, answer.function, id or "", sentence),
        id is not None or not says_no_more(sentence),
    )


def _asks(course: Course, exercise: Exercise, function: Function, sentence: str) -> bool:
    """Whether a sentence on a result that is 0 everywhere asks for the cause, and does not state one."""
    values = _values(course, exercise, function, (PUBLIC_SEED,))
    numbers = [as_numbers(value) for value in values or [None]]
    zero = all(each is not None and not np.any(each) for each in numbers)
    return zero and ("?" in sentence or " If " in sentence)


def _does_the_same(
    course: Course, exercise: Exercise, function: Function, id: str, sentence: str
) -> bool:
    """Whether a function that a name stands for gives the same values on unseen inputs."""
    if is_change(id):
        return _mends(course, exercise, function, sentence)
    if id in reference(course).misconceptions(exercise.name) and _told_again(
        course, exercise, function, id
    ):
        return True
    own = _values(course, exercise, function)
    return any(
        _same(own, _values(course, exercise, named))
        for named in _named(course, exercise.name, id, sentence)
    )


def _mends(course: Course, exercise: Exercise, function: Function, sentence: str) -> bool:
    """Whether a change that a sentence tells of mends the function for unseen inputs, too."""
    submission = LiveSubmission(reference(course).functions | {exercise.name: function})
    before = _failing(course, exercise, submission)
    inputs = cases(exercise)[0].inputs if compared(exercise) else {}
    return any(
        _failing(course, exercise, Edited(submission, repair.source)) < before
        for repair in repairs(submission.source(exercise), exercise.name, inputs)
        if repair.told in sentence
    )


def _failing(course: Course, exercise: Exercise, submission: Submission) -> set[tuple[int, str]]:
    """The checks that a function fails on unseen inputs, by seed and name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdicts = {
            seed: examine(exercise, submission, live_oracle(course, seed), explain=False)
            for seed in UNSEEN
        }
    return {(seed, c.name) for seed, v in verdicts.items() for c in v.checks if not c.passed}


def _told_again(course: Course, exercise: Exercise, function: Function, id: str) -> bool:
    """Whether a known misconception is recognised on each of the unseen inputs, too."""
    submission = LiveSubmission(reference(course).functions | {exercise.name: function})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return all(
            examine(exercise, submission, live_oracle(course, seed)).misconception == id
            for seed in UNSEEN
        )


def _same(one: list[Any] | None, other: list[Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    seen, told = sketch(one), sketch(other)
    if seen is None or told is None:
        return False
    return seen.agrees(told)


def _values(
    course: Course, exercise: Exercise, function: Function, seeds: tuple[int, ...] = UNSEEN
) -> list[Any] | None:
    namespace = reference(course).functions | {exercise.name: function}
    values = []
    for case in cases(exercise, seeds):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcome = play(namespace, exercise.name, case)
        if outcome.problem is not None:
            return None
        values.append(outcome.value)
    return values


def _named(course: Course, exercise: str, id: str, sentence: str) -> Iterator[Function]:
    """The functions that a name may stand for: several changes may have one sentence."""
    known = reference(course).misconceptions(exercise)
    sentences = {m.sentence: m.function for m in known.values() if m.function}
    if id in known:
        yield from (f for told, f in sentences.items() if told in sentence)
        return
    functions = made(course.name, exercise).functions
    yield from functions.get(sentence, [])
    for change in RESULTS:
        for told in functions if change.back else ():
            if sentence == two_sentences(told, change):
                yield from (_followed_by(f, change.there) for f in functions[told])


def _followed_by(function: Function, change: Function) -> Function:
    return lambda *given, **named: change(function(*given, **named))
