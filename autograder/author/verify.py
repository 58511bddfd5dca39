"""Measures how good checks are: what they accept, refuse and name, in numbers."""

from __future__ import annotations

import multiprocessing
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from autograder.author.mutants import Mutant
from autograder.author.precision import Reading, Told, read
from autograder.author.trials import (
    Result,
    Role,
    Trial,
    attempt,
    effortless,
    lazy_names,
    limit_memory,
    mutants_of,
)
from autograder.course import Course
from autograder.engine.explaining import load, save
from autograder.engine.oracle import PUBLIC_SEED
from autograder.engine.reference import reference
from autograder.model import Exercise

SLOW = 30.0
SAMPLE = 25
"""The number of mutants tried for an exercise with a limit of SLOW seconds or more."""

LAZY_SEEDS = 6
"""The number of seeds on which functions without work are tried: some are right by chance at times."""

MUTANT_SEEDS = (PUBLIC_SEED, 1, 2)

Map = Callable[[Callable[[Any], Any], Sequence[Any], str], list[Any]]


@dataclass(frozen=True)
class Defect:
    """A fault: its kind, what it is about, and a sentence."""

    kind: str
    id: str
    sentence: str


@dataclass(frozen=True)
class Equivalent:
    """Mutants that do the same as the answer: an exact change or a pattern, and the reason."""

    exercises: list[str]
    reason: str
    change: str = ""
    pattern: str = ""

    def covers(self, mutant: Mutant) -> bool:
        """Whether this entry is about a mutant of one of its exercises."""
        if self.pattern:
            return re.fullmatch(self.pattern, mutant.change) is not None
        return mutant.change == self.change


@dataclass(frozen=True)
class ExerciseReport:
    """The figures of one exercise, and its faults. `seconds` is the processor time of all trials.

    `killed` counts the mutants that fail on the public inputs or on one of two other seeds, and
    `elsewhere` those that fail only on the other seeds. `explanations` counts the sentences of the model
    of mistakes, and `told` is what it and the checks say of answers that they were not made from: see
    `author/precision.py`.
    """

    exercise: str
    seeds: int
    misconceptions: int
    caught: int
    named: int
    variants: int
    accepted: int
    mutants: int
    tried: int
    killed: int
    elsewhere: int
    justified: int
    seconds: float
    explanations: int = 0
    told: tuple[Told, ...] = ()
    coincide: tuple[tuple[str, ...], ...] = ()
    ambiguous: tuple[tuple[str, ...], ...] = ()
    faults: tuple[Defect, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether there are no faults."""
        return not self.faults


def verify(
    course: Course, names: Iterable[str], seeds: int = 3, jobs: int = 0
) -> list[ExerciseReport]:
    """Measure the checks of these exercises of a course, in `jobs` processes (0: in this one).

    Answers, effortless functions, misconceptions and variants are tried on the public inputs and on
    `seeds - 1` other seeds. Lazy functions are tried on other seeds alone: they may know the public
    answers.
    """
    names = list(names)
    seen = (PUBLIC_SEED, *range(1, seeds))
    with _mapping(jobs) as run:
        answers = [(course.name, name) for name in names]
        made = dict(zip(names, run(mutants_of, answers, "Making mutants"), strict=True))
        lazy = dict(zip(names, run(lazy_names, answers, "Making lazy functions"), strict=True))
        tried = {name: _sample(course.exercises[name], made[name]) for name in names}
        trials = [trial for name in names for trial in _plan(course, name, seen)]
        trials += [trial for name in names for trial in _lazy_plan(course, name, lazy[name])]
        trials.sort(key=lambda trial: -course.exercises[trial.exercise].seconds)
        results = list(zip(trials, run(attempt, trials, "Judging"), strict=True))
        fates = _fates(run, course, tried)
        readings = {each.exercise: each for each in run(read, answers, "Reading messages")}
    _keep(course, readings)
    entries = equivalents(reference(course).equivalent_mutants)
    return [
        _report(
            name,
            len(seen),
            [(trial, result) for trial, result in results if trial.exercise == name],
            len(made[name]),
            list(zip(tried[name], fates[name], strict=True)),
            [entry for entry in entries if name in entry.exercises],
            readings[name],
        )
        for name in names
    ]


def equivalents(file: Path) -> list[Equivalent]:
    """The justified mutants in a file; empty if there is no such file."""
    if not file.is_file():
        return []
    found = tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", [])
    return [Equivalent(**entry) for entry in found]


def _plan(course: Course, name: str, seeds: Sequence[int]) -> Iterator[Trial]:
    """A trial for each function and seed, except mutants."""
    who: dict[Role, Iterable[str]] = {
        "answer": [name],
        "effortless": effortless(course.exercises[name]),
        "misconception": reference(course).misconceptions(name),
        "variant": reference(course).variants(name),
    }
    for role, ids in who.items():
        for id in ids:
            for seed in seeds:
                yield Trial(course.name, name, role, id, seed)


def _lazy_plan(course: Course, name: str, lazy: Iterable[str]) -> Iterator[Trial]:
    """A trial for each lazy function and seed; a single seed if each of them takes long."""
    seeds = LAZY_SEEDS if course.exercises[name].seconds < SLOW else 1
    for id in lazy:
        for seed in range(1, seeds + 1):
            yield Trial(course.name, name, "lazy", id, seed)


def _sample(exercise: Exercise, made: list[Mutant]) -> list[Mutant]:
    """All mutants, or an evenly spaced sample if each of them takes long."""
    if exercise.seconds < SLOW or len(made) <= SAMPLE:
        return made
    return [made[i * len(made) // SAMPLE] for i in range(SAMPLE)]


def _fates(
    run: Map, course: Course, tried: dict[str, list[Mutant]]
) -> dict[str, list[list[Result]]]:
    """The results of each mutant, seed after seed until one kills it."""
    fates: dict[str, list[list[Result]]] = {
        name: [[] for _ in made] for name, made in tried.items()
    }
    for seed in MUTANT_SEEDS:
        alive = [
            (Trial(course.name, name, "mutant", mutant.source, seed), fate)
            for name, made in tried.items()
            for mutant, fate in zip(made, fates[name], strict=True)
            if all(result.passed for result in fate)
        ]
        alive.sort(key=lambda pair: -course.exercises[pair[0].exercise].seconds)
        results = run(attempt, [trial for trial, _ in alive], "Judging mutants")
        for (_, fate), result in zip(alive, results, strict=True):
            fate.append(result)
    return fates


def _report(
    name: str,
    seeds: int,
    results: list[tuple[Trial, Result]],
    made: int,
    fates: list[tuple[Mutant, list[Result]]],
    entries: list[Equivalent],
    reading: Reading,
) -> ExerciseReport:
    wrong, right = (_by_id(role, results) for role in ("misconception", "variant"))
    survivors = [mutant for mutant, fate in fates if fate[-1].passed]
    justified = [m for m in survivors if any(entry.covers(m) for entry in entries)]
    killed = [fate for _, fate in fates if not fate[-1].passed]
    everything = [result for _, result in results] + [r for _, fate in fates for r in fate]
    return ExerciseReport(
        name,
        seeds,
        misconceptions=len(wrong),
        caught=sum(not any(r.passed for r in tries) for tries in wrong.values()),
        named=sum(all(r.named for r in tries) for tries in wrong.values()),
        variants=len(right),
        accepted=sum(not any(r.fault for r in tries) for tries in right.values()),
        mutants=made,
        tried=len(fates),
        killed=len(killed),
        elsewhere=sum(len(fate) > 1 for fate in killed),
        justified=len(justified),
        seconds=sum(result.seconds for result in everything),
        explanations=len(reading.explanations.ids),
        told=reading.told,
        coincide=reading.coincide,
        ambiguous=reading.ambiguous,
        faults=(
            *_faults(results),
            *_mutant_faults(name, fates, entries),
            *_wrong_names(reading),
        ),
    )


def _wrong_names(reading: Reading) -> Iterator[Defect]:
    """Wrong answers that get a name which is not theirs, and what is wrong with the model itself."""
    for told in reading.told:
        if not told.rightly:
            yield Defect("wrong name", told.what, f"{told.id}: {told.message.splitlines()[0]}")
    for error in reading.failed:
        yield Defect("model", reading.exercise, f"it could not be changed: {error}")
    if not reading.kept:
        yield Defect("model", reading.exercise, "the explanations in the course's file were others")


def _keep(course: Course, readings: dict[str, Reading]) -> None:
    """Write the explanations that were made into the course's file, beside those of other exercises."""
    kept = load(course) | {
        name: reading.explanations
        for name, reading in readings.items()
        if len(reading.explanations.ids)
    }
    if kept:
        save(course, {name: kept[name] for name in course.exercises if name in kept})


def _by_id(role: Role, results: list[tuple[Trial, Result]]) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for trial, result in results:
        if trial.role == role:
            found.setdefault(trial.id, []).append(result)
    return found


def _faults(results: list[tuple[Trial, Result]]) -> list[Defect]:
    """The first fault of each answer, function without work, misconception and variant."""
    found: dict[tuple[str, str], Defect] = {}
    for trial, result in results:
        sentence = result.fault or ("causes an error in a check" if result.stumbled else "")
        if sentence:
            who = (
                f"{trial.exercise}, {trial.id}"
                if trial.role in ("effortless", "lazy")
                else trial.id
            )
            told = Defect(trial.role, who, f"{sentence} (seed {trial.seed})")
            found.setdefault((trial.role, trial.id), told)
    return list(found.values())


def _mutant_faults(
    name: str, fates: list[tuple[Mutant, list[Result]]], entries: list[Equivalent]
) -> Iterator[Defect]:
    """Survivors without a reason, reasons without a survivor, and errors in checks."""
    survivors = [mutant for mutant, fate in fates if fate[-1].passed]
    for mutant in survivors:
        if not any(entry.covers(mutant) for entry in entries):
            yield Defect("survivor", name, mutant.change)
    for entry in entries:
        if not any(entry.covers(mutant) for mutant in survivors):
            yield Defect("stale", name, f"no survivor is {entry.change or entry.pattern}")
    for mutant, fate in fates:
        if any(result.stumbled for result in fate):
            yield Defect("stumbled", name, mutant.change)


@contextmanager
def _mapping(jobs: int) -> Iterator[Map]:
    """A `map` over `jobs` processes, or in this one, with a progress bar."""

    def shown(results: Iterable[Any], work: Sequence[Any], what: str) -> list[Any]:
        console = Console(stderr=True)
        hidden = not console.is_terminal
        return list(
            track(results, what, len(work), console=console, disable=hidden, transient=True)
        )

    if jobs == 0:
        yield lambda function, work, what: shown(map(function, work), work, what)
        return
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each process has a core of its own
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=limit_memory) as pool:
        yield lambda function, work, what: shown(pool.map(function, work), work, what)


def as_json(reports: list[ExerciseReport], course: list[Defect]) -> dict[str, Any]:
    """The reports, and the faults of the course as a whole, as plain data."""
    return {
        "passed": not course and all(report.passed for report in reports),
        "course": [asdict(defect) for defect in course],
        "exercises": [{**asdict(report), "passed": report.passed} for report in reports],
    }
