"""Trials: one function, judged like a student's.

A trial is plain data, so that a pool of processes can run many of them.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from time import process_time
from typing import Any, Literal

from autograder.author.as_notebook import as_notebook
from autograder.author.lazy import MOST, lazy_functions
from autograder.author.mutants import Mutant, mutants
from autograder.compare import agree
from autograder.course import course_named
from autograder.engine.course_oracle import live_oracle
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.judging import STUMBLED
from autograder.engine.oracle import PUBLIC_SEED
from autograder.engine.reference import reference
from autograder.feedback.wording import call_text, value_text
from autograder.mistakes.source import given, own_source
from autograder.model import Case, Exercise, Outcome, Verdict
from autograder.sandbox.submission import LiveSubmission, Worker, WorkerSubmission

Role = Literal["answer", "effortless", "lazy", "misconception", "variant", "mutant"]
MEMORY = 4 * 2**30


@dataclass(frozen=True)
class Trial:
    """A function to try on a seed. `id` is a misconception's or variant's name, or a mutant's source."""

    course: str
    exercise: str
    role: Role
    id: str
    seed: int


@dataclass(frozen=True)
class Result:
    """The result of a trial: whether the function passed, and a fault if that is not as it should be.

    `named`: the verdict has the misconception's own name. `stumbled`: a check had an error of its own.
    `seconds` is processor time.
    """

    passed: bool
    named: bool = False
    fault: str = ""
    stumbled: bool = False
    seconds: float = 0.0


def limit_memory() -> None:
    """Make a mutant that uses too much memory fail, where the platform has such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def mutants_of(which: tuple[str, str]) -> list[Mutant]:
    """The mutants of an answer (course, exercise), also of the constants and helpers that it uses."""
    return mutants(_answer_source(*which))


@cache
def _answer_source(course: str, exercise: str) -> str:
    known = reference(course_named(course))
    module = known.answer_module(exercise)
    return own_source(inspect.getsource(module), exercise, _given(course, exercise))


@cache
def _given(course: str, exercise: str) -> dict[str, Any]:
    """The names that the source of an answer can use: all right answers, and its module's imports."""
    known = reference(course_named(course))
    return given(known.answer_module(exercise), known.functions)


@cache
def _oracle(course: str, seed: int) -> DictOracle:
    return live_oracle(course_named(course), seed)


def attempt(trial: Trial) -> Result:
    """Judge a trial's function on the inputs of its seed."""
    start = process_time()
    exercise, oracle = _exercise(trial), _oracle(trial.course, trial.seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            submission = _Recorded(namespace_of(trial))
        except Exception:
            if trial.role != "mutant":
                raise
            return Result(passed=False, seconds=process_time() - start)
        read = trial.role in ("misconception", "variant")
        verdict = examine(exercise, submission, oracle, explain=read)
    fault = _fault(trial, verdict, submission, oracle)
    if not fault and trial.seed == PUBLIC_SEED and trial.role in ("misconception", "variant"):
        fault = _fault_in_worker(trial, exercise, verdict, oracle)
    return Result(
        verdict.passed,
        verdict.misconception == trial.id,
        fault,
        any(STUMBLED in check.message for check in verdict.checks),
        process_time() - start,
    )


class _Recorded(LiveSubmission):
    """A live submission that records the cases and outcomes."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        super().__init__(namespace)
        self.played: list[tuple[Case, Outcome]] = []

    def run(
        self, exercise: Exercise, cases: list[Case], *others: Any, **named: Any
    ) -> list[Outcome]:
        outcomes = super().run(exercise, cases, *others, **named)
        self.played += zip(cases, outcomes, strict=True)
        return outcomes


def namespace_of(trial: Trial) -> dict[str, Any]:
    """The right answers, with the trial's function in place of one.

    The answer itself is compiled from source like the mutants, to show that only a change kills.
    """
    namespace = dict(_given(trial.course, trial.exercise))
    if trial.role in ("answer", "mutant"):
        del namespace[trial.exercise]
        source = (
            trial.id if trial.role == "mutant" else _answer_source(trial.course, trial.exercise)
        )
        exec(source, namespace)
    else:
        namespace[trial.exercise] = _known_function(trial)
    return namespace


def _known_function(trial: Trial) -> Callable[..., Any]:
    known = reference(course_named(trial.course))
    if trial.role == "effortless":
        return effortless(_exercise(trial))[trial.id]
    if trial.role == "variant":
        return known.variants(trial.exercise)[trial.id]
    if trial.role == "lazy":
        return _lazy(trial.course, trial.exercise)[trial.id]
    function = known.misconceptions(trial.exercise)[trial.id].function
    assert function is not None
    return function


def _exercise(trial: Trial) -> Exercise:
    return course_named(trial.course).exercises[trial.exercise]


def effortless(exercise: Exercise) -> dict[str, Callable[..., Any]]:
    """Functions that must earn nothing: the stub, an empty one, a constant, an argument handed back."""

    def giving(place: int, name: str) -> Callable[..., Any]:
        return lambda *given, **named: named[name] if name in named else given[place]

    return {
        "the stub": _stub,
        "a function that does nothing": lambda *given, **named: None,
        "a function that gives 0": lambda *given, **named: 0.0,
        "a function that gives 1": lambda *given, **named: 1.0,
    } | {
        f"a function that gives back {name}": giving(place, name)
        for place, name in enumerate(exercise.signature)
    }


def lazy_names(which: tuple[str, str]) -> list[str]:
    """What the lazy functions of an exercise (course, exercise) do."""
    return list(_lazy(*which))


@lru_cache(maxsize=2)  # they hold many answers
def _lazy(course: str, exercise: str) -> dict[str, Callable[..., Any]]:
    home = course_named(course)
    return lazy_functions(home.exercises[exercise], reference(home).functions)


def _stub(*given: Any, **named: Any) -> None:
    raise NotImplementedError


def _fault(trial: Trial, verdict: Verdict, submission: _Recorded, oracle: DictOracle) -> str:
    """The fault of a trial in words, or "". For mutants, only `passed` counts."""
    match trial.role:
        case "answer" | "variant" if not verdict.passed or verdict.share != 1:
            return f"is not accepted: {_one_line(verdict.message)}"
        case "effortless" if verdict.passed or verdict.share != 0:
            return f"earns {verdict.share:.0%} of the points for nothing"
        case "lazy" if verdict.share > MOST:
            return f"earns {verdict.share:.0%} of the points without work"
        case "misconception":
            return _misconception_fault(trial, verdict, submission, oracle)
    return ""


def _fault_in_worker(trial: Trial, exercise: Exercise, verdict: Verdict, oracle: DictOracle) -> str:
    """The difference that it makes if a notebook with this function is played in a worker, or ""."""
    cells = as_notebook(course_named(trial.course), exercise.name, _known_function(trial))
    if cells is None:
        return ""
    there = examine(exercise, WorkerSubmission(cells, worker=_worker()), oracle)
    if (there.share, there.message) == (verdict.share, verdict.message):
        return ""
    return (
        f"is judged as a function, and otherwise in a notebook: {verdict.share:.0%} of the points, "
        f"{_one_line(verdict.message)} In a notebook: {there.share:.0%}, {_one_line(there.message)}"
    )


@cache
def _worker() -> Worker:
    """One worker for all trials of this process."""
    return Worker()


def _misconception_fault(
    trial: Trial, verdict: Verdict, submission: _Recorded, oracle: DictOracle
) -> str:
    exercise = _exercise(trial)
    case, outcome = submission.played[0]
    if verdict.passed:
        return f"passes every check, as the answer does: {_shown(exercise, case, outcome)}"
    if all(outcome.problem for _, outcome in submission.played):
        return f"crashes on every case: {_shown(exercise, case, outcome)}"
    sentences = {m.id: m.sentence for m in oracle.misconceptions(exercise)}
    if verdict.misconception not in sentences:
        return f"fails, but is not named: {_one_line(verdict.message)}"
    if verdict.misconception != trial.id:
        return _confusion(exercise, trial.id, verdict.misconception, oracle)
    if not verdict.message.startswith(sentences[trial.id]):
        return f"is named together with another one: {_one_line(verdict.message)}"
    return ""


def _confusion(exercise: Exercise, id: str, other: str, oracle: DictOracle) -> str:
    """Why one misconception is named as another."""
    cases = [
        question.case
        for check in exercise.checks
        if check.has_answers
        for question in oracle.questions(exercise, check)
    ]
    pairs = zip(
        oracle.wrong_outcomes(exercise, id), oracle.wrong_outcomes(exercise, other), strict=True
    )
    for case, (own, others) in zip(cases, pairs, strict=True):
        if bool(own.problem) != bool(others.problem) or not agree(own.value, others.value):
            shown, instead = _shown(exercise, case, own), value_text(others.value)
            return f"is named as {other}, though they differ: {shown}, the other {instead}"
    if not cases:
        return f"is named as {other}"
    shown = _shown(exercise, cases[0], oracle.wrong_outcomes(exercise, id)[0])
    return f"does the same as {other} in every case: {shown}"


def _shown(exercise: Exercise, case: Case, outcome: Outcome) -> str:
    call = call_text(exercise, case)
    if outcome.problem is not None:
        return f"{call} ends in {outcome.problem.text or outcome.problem.kind!r}"
    return f"{call} gives {value_text(outcome.value)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
