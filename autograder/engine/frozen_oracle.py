"""The frozen oracle: answers for the public inputs, from a file. Students get only this one."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from autograder.course import Course
from autograder.engine.oracle import PUBLIC_SEED, Oracle, Question, Unanswered, draw
from autograder.model import Case, Check, Exercise, Functions, Hint, Misconception, Outcome, Plain
from autograder.sandbox.protocol import pack_outcome, unpack_outcome
from autograder.values import pack, unpack


def frozen_file(course: Course) -> Path:
    """The file of a course's frozen answers, which the kit puts into its public half."""
    return course.public_folder / "answers.bin"


class FrozenOracle:
    """Answers for the public seed, from a file that `freeze` wrote."""

    def __init__(self, file: Path) -> None:
        self._data = unpack(gzip.decompress(file.read_bytes()))

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """The cases and answers of the public seed. Cases without answers are drawn again from the seed."""
        if not check.has_answers:
            return [Question(case) for case in draw(exercise, check, PUBLIC_SEED)]
        scripts = {case.script for case in draw(exercise, check, PUBLIC_SEED)}
        by_name = {script and script.__qualname__: script for script in scripts}
        stored = self._data["questions"][exercise.name][check.name]
        return [
            Question(Case(inputs, by_name[script]), tuple(answers), partial(dict, given))
            for inputs, script, answers, given in stored
        ]

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

    def hint(self, exercise: Exercise) -> Hint:
        """The hint of an exercise."""
        more, worked = self._data["hints"][exercise.name]
        return Hint(more, tuple(worked))

    def answer(self, exercise: Exercise, name: str, arguments: dict[str, Plain]) -> Plain:
        """Raises Unanswered, because the file holds no functions."""
        raise Unanswered(name)

    def functions(self, names: Iterable[str]) -> Functions:
        """None: the file holds no functions."""
        return {}


def freeze(oracle: Oracle, exercises: Mapping[str, Exercise]) -> bytes:
    """The bytes of a frozen oracle's file, with everything that `oracle` knows about the exercises."""
    questions = {
        exercise.name: {
            check.name: [
                [
                    q.case.inputs,
                    q.case.script and q.case.script.__qualname__,
                    list(q.answers),
                    dict(q.given()),
                ]
                for q in oracle.questions(exercise, check)
            ]
            for check in exercise.played
            if check.has_answers
        }
        for exercise in exercises.values()
    }
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
    hints = {name: oracle.hint(exercise) for name, exercise in exercises.items()}
    data = {
        "questions": questions,
        "misconceptions": misconceptions,
        "hints": {name: [hint.more, list(hint.worked)] for name, hint in hints.items()},
    }
    return gzip.compress(pack(data), mtime=0)
