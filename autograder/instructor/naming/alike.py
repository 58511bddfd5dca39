"""Groups answers that do the same on inputs that neither checks nor students have seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.course import Course
from autograder.engine.course_oracle import live_oracle
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.judging import Played
from autograder.engine.oracle import Question
from autograder.engine.recognise import alike, recognise
from autograder.engine.rounds import play_all
from autograder.instructor.naming.answers import Answer
from autograder.model import Exercise, Outcome
from autograder.sandbox.submission import Submission, Worker, WorkerSubmission

UNSEEN = (201, 202)
"""The seeds of the inputs on which answers are compared."""

Asked = dict[str, list[Question]]


@dataclass
class Group:
    """Answers that do the same, those of most students first, with what they do on each seed's inputs."""

    played: list[Played]
    answers: list[Answer] = field(default_factory=list)

    @property
    def students(self) -> int:
        """How many students wrote one of these answers."""
        return sum(answer.students for answer in self.answers)

    @property
    def stops(self) -> bool:
        """Whether every case ends in an error."""
        return all(outcome.problem for outcome in _flat(self.played))


class Unseen:
    """Plays answers to an exercise on unseen inputs, in one worker, with right functions for all others.

    Use it as a context manager. Raises spawn.NoWorker if no worker starts.
    """

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self._course, self._exercise = course, exercise
        self._oracles = [live_oracle(course, seed) for seed in UNSEEN]
        self._worker = Worker()

    def __enter__(self) -> Unseen:
        self._worker.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._worker.__exit__(*raised)  # type: ignore[arg-type]

    def play(self, answer: Answer) -> list[Played]:
        """What an answer does, for each seed."""
        with WorkerSubmission(answer.cells, answer.earlier, self._worker) as submission:
            return [self._played(submission, oracle) for oracle in self._oracles]

    def groups(self, answers: Iterable[Answer]) -> list[Group]:
        """The answers, those that do the same together; the largest group first."""
        found: list[Group] = []
        for answer in answers:
            played = self.play(answer)
            group = next((g for g in found if self.same(g.played, played)), None)
            if group is None:
                group = Group(played)
                found.append(group)
            group.answers.append(answer)
        for group in found:
            group.answers.sort(key=lambda each: (-each.students, each.example.size))
        return sorted(found, key=lambda each: -each.students)

    def same(self, one: list[Played], other: list[Played]) -> bool:
        """Whether two answers do the same in every case."""
        pairs = zip(_flat(one), _flat(other), strict=True)
        return all(alike(self._exercise, a, b) for a, b in pairs)

    def is_right(self, group: Group) -> bool:
        """Whether these answers give the right answers in every case that has one."""
        pairs = zip(self._oracles, group.played, strict=True)
        return all(self._is_right(self._asked(oracle), played) for oracle, played in pairs)

    def known_as(self, group: Group) -> str:
        """The id of the misconception that these answers are; "" if they are none."""
        ids = set()
        for oracle, played in zip(self._oracles, group.played, strict=True):
            found = recognise(self._exercise, oracle, self._asked(oracle), played)
            ids.add(found[0].id if len(found) == 1 else "")
        return ids.pop() if len(ids) == 1 else ""

    def _is_right(self, asked: Asked, played: Played) -> bool:
        answered = [check.name for check in self._exercise.checks if check.has_answers]
        return bool(answered) and all(
            alike(self._exercise, Outcome(question.answers[0], after=question.case.inputs), outcome)
            for name in answered
            for question, outcome in zip(asked[name], played[name], strict=True)
        )

    def _played(self, submission: Submission, oracle: DictOracle) -> Played:
        used = submission.uses(self._exercise, self._course.exercises) - {self._exercise.name}
        right = oracle.functions(used)
        return play_all(self._exercise, submission, self._asked(oracle), right=right)

    def _asked(self, oracle: DictOracle) -> Asked:
        return {
            check.name: oracle.questions(self._exercise, check) for check in self._exercise.played
        }


def _flat(played: Iterable[Played]) -> list[Outcome]:
    return [outcome for each in played for outcomes in each.values() for outcome in outcomes]
