"""The figures on the page, from everyone's work: counts, ranks, and who may need a hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.course import Course
from autograder.engine.reference import reference
from autograder.instructor.report.example import Example
from autograder.instructor.report.works import MistakeKey, Person, Results, State, StudentWork
from autograder.mending.repairs import family_of, is_change


@dataclass(frozen=True)
class Marks:
    """All complete marks of a class, with minimum, quartiles and maximum."""

    values: tuple[float, ...]
    low: float
    first: float
    median: float
    third: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Marks | None:
        """The marks of these values; None if there are none."""
        ordered = sorted(values)
        return (
            cls(tuple(ordered), *map(float, np.quantile(ordered, np.arange(5) / 4)))
            if ordered
            else None
        )


@dataclass(frozen=True)
class Mistake:
    """A mistake and how many students made it. `what` describes the code of a misconception.

    Without a number, it stands for all wrong answers to an exercise that nothing is known about.
    """

    number: int | None
    exercise: str
    what: str
    sentence: str
    students: int
    examples: list[Example]


@dataclass(frozen=True)
class ExerciseSummary:
    """The counts of each state for one exercise, and the share of its points that the class got."""

    name: str
    points: float
    counts: Counter[State]
    share: float
    mistakes: tuple[Mistake, ...]

    @property
    def passed(self) -> int:
        """The number of students with all points."""
        return self.counts[State.PASSED]

    @property
    def seen(self) -> int:
        """The number of students whose submission could be read."""
        return self.counts.total()


@dataclass(frozen=True)
class Digest:
    """Everything that the page says about an assignment."""

    results: Results
    ranked: list[StudentWork]
    """Submissions that could be read, from the lowest mark to the highest."""
    unread: list[StudentWork]
    ungraded: list[StudentWork]
    absent: list[StudentWork]
    marks: Marks | None
    tallies: list[ExerciseSummary]
    named: list[Mistake]
    unnamed: list[Mistake]
    """Mistakes without a name, where several students read the same sentence."""
    unclear: list[Mistake]
    """Wrong answers that nothing is known about, one entry for each exercise with several."""
    numbers: dict[MistakeKey, int]
    concerns: dict[Person, str]
    """The students who may need a hand, and why."""

    @property
    def name(self) -> str:
        """The name of the assignment."""
        return self.results.name

    @property
    def worth(self) -> float:
        """The maximum mark."""
        return sum(self.results.points.values())

    @property
    def by_all(self) -> list[str]:
        """The exercises that everybody passed."""
        return [t.name for t in self.tallies if t.seen and t.passed == t.seen]

    @property
    def by_none(self) -> list[str]:
        """The exercises that nobody passed, though none waits for a mark."""
        return [
            t.name for t in self.tallies if t.seen and not (t.passed or t.counts[State.WAITING])
        ]

    @property
    def states(self) -> list[State]:
        """The states to show, in order: those in every report, and all others that occur."""
        always = (State.PASSED, State.PART, State.WRONG, State.EMPTY)
        found = {state for t in self.tallies for state in t.counts}
        return [state for state in State if state in always or state in found]

    @property
    def waiting(self) -> list[StudentWork]:
        """The submissions with an incomplete mark."""
        return [work for work in self.ranked if work.waits]


@dataclass(frozen=True)
class Concern:
    """A student who may need a hand, with a reason or "" for each assignment."""

    person: Person
    reasons: list[str]

    @property
    def often(self) -> bool:
        """Whether there is a reason in more than one assignment."""
        return len(list(filter(None, self.reasons))) > 1


def digest(results: Results) -> Digest:
    """Work the figures out."""
    ranked = [work for work in results.works if work.missing is None]
    ranked.sort(key=lambda work: (work.mark, -work.lost, work.person.name))
    unread, ungraded, absent = (
        [work for work in results.works if work.missing is state]
        for state in (State.UNREAD, State.UNGRADED, State.ABSENT)
    )
    worth = sum(results.points.values())
    marks = Marks.of(work.mark for work in ranked if worth and not work.waits)
    mistakes = _mistakes(results, ranked)
    named = [mistake for fault, mistake in mistakes.items() if fault.misconception]
    unnamed = [
        mistake for fault, mistake in mistakes.items() if mistake.number and not fault.misconception
    ]
    tallies = [_tally(results, name, ranked, [*named, *unnamed]) for name in results.points]
    return Digest(
        results,
        ranked,
        unread,
        ungraded,
        absent,
        marks,
        tallies,
        named,
        unnamed,
        [mistake for mistake in mistakes.values() if not mistake.number],
        {fault: mistake.number for fault, mistake in mistakes.items() if mistake.number},
        dict(_concerns(results, marks)),
    )


def concerns(digests: Sequence[Digest]) -> list[Concern]:
    """The students who may need a hand; those with reasons in most assignments come first."""
    people = dict.fromkeys(person for d in digests for person in d.concerns)
    found = [Concern(p, [d.concerns.get(p, "") for d in digests]) for p in people]
    return sorted(found, key=lambda c: (c.reasons.count(""), c.person.name))


def _mistakes(results: Results, works: Sequence[StudentWork]) -> dict[MistakeKey, Mistake]:
    """All misconceptions and all mistakes that several students share.

    Misconceptions come first, then shared sentences, each numbered from the most frequent. Wrong
    answers that nothing is known about come last and have no number. A sentence that may name a student
    is left out, because it can quote the student's own line.
    """
    made = Counter(a.fault for w in works for a in w.answers.values() if a.fault)
    kept = [
        fault
        for fault in made
        if fault.misconception
        or (made[fault] > 1 and not results.names_any(fault.sentence, fault.exercise))
    ]
    order = list(results.points)
    kept.sort(
        key=lambda f: (not f.misconception, not f.sentence, -made[f], order.index(f.exercise), f)
    )
    return {
        fault: Mistake(
            number if fault.misconception or fault.sentence else None,
            fault.exercise,
            *_words(fault, results.course),
            made[fault],
            results.examples.get(fault, []),
        )
        for number, fault in enumerate(kept, 1)
    }


def _words(fault: MistakeKey, course: Course | None) -> tuple[str, str]:
    """What the code of a mistake does (or "", if unknown), and the sentence that helps."""
    if fault.misconception is None or fault.sentence:
        return "", fault.sentence
    if is_change(fault.misconception):
        return f"One change would mend it: {family_of(fault.misconception)}.", ""
    known = {}
    if course is not None and fault.exercise in course.exercises:
        known = reference(course).misconceptions(fault.exercise)
    found = known.get(fault.misconception)
    return (found.what, found.sentence) if found else (fault.misconception, "")


def _tally(
    results: Results, name: str, works: Sequence[StudentWork], mistakes: Sequence[Mistake]
) -> ExerciseSummary:
    answers = [work.answers[name] for work in works]
    scores = [answer.score for answer in answers if answer.score is not None]
    points = results.points[name]
    return ExerciseSummary(
        name,
        points,
        Counter(answer.state for answer in answers),
        sum(scores) / (points * len(scores)) if scores and points else 0.0,
        tuple(mistake for mistake in mistakes if mistake.exercise == name),
    )


def _concerns(results: Results, marks: Marks | None) -> Iterator[tuple[Person, str]]:
    """The students who may need a hand and why, by the rule on the page."""
    worth = sum(results.points.values())
    for work in results.works:
        states = [answer.state for answer in work.answers.values()]
        empty = states.count(State.EMPTY)
        if work.missing is State.UNGRADED:
            continue
        if work.missing:
            yield work.person, work.missing.value
        elif 2 * empty >= len(states):
            yield work.person, f"{empty} of {len(states)} exercises not written"
        elif marks and not work.waits and 2 * work.score <= marks.median:
            yield work.person, f"{work.score:.3g} of {worth:g} points"
