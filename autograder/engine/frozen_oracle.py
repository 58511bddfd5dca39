"""The frozen oracle: answers for the public inputs, from a file. Students get only this one."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from autograder.course import Course
from autograder.engine.drills import packed, unpacked
from autograder.engine.oracle import (
    PUBLIC_SEED,
    Oracle,
    Question,
    Simpler,
    Unanswered,
    draw,
    ordinary_check,
)
from autograder.feedback.drills import Drill
from autograder.mistakes.explanations import Explanations
from autograder.model import (
    Case,
    Check,
    Condition,
    Exercise,
    Functions,
    Hint,
    Misconception,
    Outcome,
    Plain,
)
from autograder.sandbox.protocol import pack_outcome, unpack_outcome
from autograder.sandbox.stand_in import Table
from autograder.values import pack, unpack


def frozen_file(course: Course) -> Path:
    """The file of a course's frozen answers, which the kit puts into its public half."""
    return course.public_folder / "answers.bin"


class FrozenOracle:
    """Answers for the public seed, from a file that `freeze` wrote."""

    def __init__(self, file: Path) -> None:
        self._data = unpack(gzip.decompress(file.read_bytes()))
        self._simpler: dict[str, tuple[list[Question], list[Simpler]]] = {}

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """The cases and answers of the public seed. Cases without answers are drawn again from the seed."""
        if not check.has_answers:
            given: Callable[[], dict[str, Table]] = partial(
                dict, self._data["tables"][exercise.name]
            )
            return [Question(case, given=given) for case in draw(exercise, check, PUBLIC_SEED)]
        stored = self._data["questions"][exercise.name][check.name]
        return _questions(stored, exercise, check)

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        """The ids and sentences of the misconceptions of an exercise."""
        return [
            Misconception(id, text) for id, text, _ in self._data["misconceptions"][exercise.name]
        ]

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        """The outcomes of a misconception on all cases with answers, in the order of the checks."""
        known = {
            name: outcomes for name, _, outcomes in self._data["misconceptions"][exercise.name]
        }
        return [unpack_outcome(outcome) for outcome in known[id]]

    def ordinary(self, exercise: Exercise) -> list[Question]:
        """The questions of `ordinary_check`, and others like them if they are few."""
        return self._ordinary_and_simpler(exercise)[0]

    def simpler(self, exercise: Exercise) -> list[Simpler]:
        """The ordinary questions, made simpler in each way that may matter."""
        return self._ordinary_and_simpler(exercise)[1]

    def _ordinary_and_simpler(self, exercise: Exercise) -> tuple[list[Question], list[Simpler]]:
        if exercise.name not in self._simpler:
            check = ordinary_check(exercise)
            more, stored = unpack(self._data["simpler"][exercise.name])
            asked = self.questions(exercise, check) if check else []
            asked += _questions(more, exercise, check) if check and more else []
            self._simpler[exercise.name] = asked, [_unpacked(one, asked) for one in stored]
        return self._simpler[exercise.name]

    def explanations(self, exercise: Exercise) -> Explanations:
        """What the model of mistakes knows of an exercise."""
        return Explanations.of(self._data["explanations"][exercise.name])

    def hint(self, exercise: Exercise) -> Hint:
        """The hint of an exercise."""
        more, worked = self._data["hints"][exercise.name]
        return Hint(more, tuple(worked))

    def drills(self, exercise: Exercise) -> list[Drill]:
        """The drills of an exercise, as the kit's maker has made them."""
        return [unpacked(one) for one in unpack(self._data["drills"][exercise.name])]

    def answer(self, exercise: Exercise, name: str, arguments: dict[str, Plain]) -> Plain:
        """Raises Unanswered, because the file holds no functions."""
        raise Unanswered(name)

    def functions(self, names: Iterable[str]) -> Functions:
        """None: the file holds no functions."""
        return {}


def _stored(question: Question) -> Plain:
    script = question.case.script and question.case.script.__qualname__
    return [question.case.inputs, script, list(question.answers), dict(question.given())]


def _questions(stored: Plain, exercise: Exercise, check: Check) -> list[Question]:
    """Questions of a check from what `_stored` made of them."""
    scripts = {case.script for case in draw(exercise, check, PUBLIC_SEED)}
    by_name = {script and script.__qualname__: script for script in scripts}
    return [
        Question(Case(inputs, by_name[script]), tuple(answers), partial(dict, given))
        for inputs, script, answers, given in stored
    ]


def _packed(one: Simpler, asked: list[Question]) -> Plain:
    """Simpler cases as plain data: of each case its arguments that changed, and the right answers."""
    words = one.condition
    cases = [
        [i, _changed(asked[i].case, question.case), list(question.answers)]
        for i, question in one.questions
    ]
    names = [sorted(one.already), sorted(one.within), sorted(one.fixes())]
    return [[words.name, words.simple, words.other, words.look, words.ignored], cases, names]


def _changed(case: Case, simpler: Case) -> dict[str, Plain]:
    return {name: value for name, value in simpler.inputs.items() if value is not case.inputs[name]}


def _unpacked(stored: Plain, asked: list[Question]) -> Simpler:
    words, cases, (already, within, fixes) = stored
    questions = []
    for i, changed, answers in cases:
        case = asked[i].case
        simpler = Case(case.inputs | changed, case.script)
        questions.append((i, Question(simpler, tuple(answers))))
    return Simpler(
        Condition(*words),
        questions,
        frozenset(already),
        frozenset(within),
        lambda: frozenset(fixes),
    )


def _all_simpler(oracle: Oracle, exercise: Exercise) -> bytes:
    """The further ordinary questions of an exercise and the simpler ones, packed: few verdicts need them."""
    asked, check = oracle.ordinary(exercise), ordinary_check(exercise)
    first = len(oracle.questions(exercise, check)) if check else 0
    telling = [one for one in oracle.simpler(exercise) if one.fixes()]
    return pack([[_stored(q) for q in asked[first:]], [_packed(one, asked) for one in telling]])


def _tables(oracle: Oracle, exercise: Exercise) -> Plain:
    """The tables of stand-ins in cases without answers, which are the same for all of them."""
    judged = (check for check in exercise.played if not check.has_answers)
    questions = [q for check in judged for q in oracle.questions(exercise, check)]
    return dict(questions[0].given()) if questions else {}


def freeze(oracle: Oracle, exercises: Mapping[str, Exercise]) -> bytes:
    """The bytes of a frozen oracle's file, with everything that `oracle` knows about the exercises."""
    questions = {
        exercise.name: {
            check.name: [_stored(question) for question in oracle.questions(exercise, check)]
            for check in exercise.played
            if check.has_answers
        }
        for exercise in exercises.values()
    }
    tables = {exercise.name: _tables(oracle, exercise) for exercise in exercises.values()}
    misconceptions = {
        exercise.name: [
            [
                known.id,
                known.sentence,
                [pack_outcome(o) for o in oracle.wrong_outcomes(exercise, known.id)],
            ]
            for known in oracle.misconceptions(exercise)
        ]
        for exercise in exercises.values()
    }
    drills = {
        name: pack([packed(drill) for drill in oracle.drills(e)]) for name, e in exercises.items()
    }
    hints = {name: oracle.hint(exercise) for name, exercise in exercises.items()}
    data = {
        "questions": questions,
        "tables": tables,
        "misconceptions": misconceptions,
        "simpler": {name: _all_simpler(oracle, e) for name, e in exercises.items()},
        "explanations": {name: oracle.explanations(e).packed() for name, e in exercises.items()},
        "drills": drills,
        "hints": {name: [hint.more, list(hint.worked)] for name, hint in hints.items()},
    }
    return gzip.compress(pack(data), mtime=0)
