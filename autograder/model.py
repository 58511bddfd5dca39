"""The words of the engine as plain dataclasses: case, outcome, check, exercise, verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from numpy.random import Generator

Plain = Any
"""A number, string, array, None, or a list, tuple or dict of these: what may cross a process."""

Functions = Mapping[str, Callable[..., Any]]
Script = Callable[..., Any]
Kind = Literal["formula", "robustness", "manners"]
WEIGHTS: dict[Kind, float] = {"formula": 7.0, "robustness": 2.0, "manners": 1.0}


@dataclass(frozen=True)
class Case:
    """One set of inputs, in the order of the exercise's signature.

    `script` says how the function is called, where a plain call is not enough. It is a function at
    the top of one of the course's modules of exercises, takes the submission's functions by name and
    the inputs as keywords, and runs wherever those functions live.
    """

    inputs: dict[str, Plain]
    script: Script | None = None


@dataclass(frozen=True)
class Problem:
    """Why a case gave no value: `kind` for the program, `text` and `line` for the sentence."""

    kind: str
    text: str = ""
    line: str = ""
    where: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of one case: a value or a problem, the inputs afterwards, and what was printed.

    `asked` are calls of other exercises, by name and arguments, that nobody could answer.
    """

    value: Plain = None
    problem: Problem | None = None
    after: dict[str, Plain] = field(default_factory=dict)
    printed: str = ""
    asked: tuple[Plain, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether it is no use to play further cases: each would meet the same limit."""
        return self.problem is not None and self.problem.kind in (
            "timeout",
            "output",
            "memory",
            "unfinished",
        )


@dataclass(frozen=True)
class Observation:
    """A case, what the submission made of it, and the right answers (none for relations)."""

    case: Case
    outcome: Outcome
    answers: tuple[Plain, ...] = ()

    @property
    def value(self) -> Plain:
        """What the submission returned."""
        return self.outcome.value


@dataclass(frozen=True)
class Picture:
    """What shows a fault faster than words, as plain data; `alt` is one sentence that says the same.

    Each row has a name. A "curve" has the rows z, right and yours; "losses" have one row a kind of
    loss, with one number an epoch; "entries" have the rows of a table, True where an entry is wrong.
    """

    kind: Literal["curve", "losses", "entries"]
    alt: str
    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Finding:
    """Why a check fails: one sentence, perhaps an example, a misconception's id, a picture.

    Without `fault` the check holds, and the sentence is shown as a note.
    """

    sentence: str
    example: str = ""
    misconception: str | None = None
    picture: Picture | None = None
    fault: bool = True


Ask = Callable[[list[Case]], list[Outcome]]
Judge = Callable[[list[Observation], Ask], Finding | None]


@dataclass(frozen=True)
class Check:
    """One claim about an exercise.

    `cases` draws the inputs; `judge` looks at what came of them and finds fault or not. A check with
    no judge compares with the right answers of the oracle, or with one `part` of them (a key of a
    dict, a place in a tuple). With `answered`, a judge gets the right answers too. `claim` completes "✓ …".
    """

    name: str
    claim: str
    cases: Callable[[Generator], list[Case]]
    judge: Judge | None = None
    part: str | int | None = None
    answered: bool = False
    kind: Kind = "formula"
    weight: float | None = None

    @property
    def share_weight(self) -> float:
        """This check's weight among those of its exercise."""
        return WEIGHTS[self.kind] if self.weight is None else self.weight

    @property
    def has_answers(self) -> bool:
        """Whether the oracle is asked for right answers (otherwise a relation alone is judged)."""
        return self.judge is None or self.answered


@dataclass(frozen=True)
class Exercise:
    """A function to write: its checks, and what it may lean on.

    `builds_on` names exercises of the same notebook that this one may call: where it fails, it is
    judged again with right answers in their place. `same_as` names a function of NumPy's that does
    just the same, and may stand in for this exercise.
    `also_right` names functions in the answer's module that are as right. `keeps` lists the arguments that must
    be as they were afterwards (None: all of them). `returns` names the values of a returned tuple, as
    the stub does. `seconds` is the wall time for all its cases.
    `element_wise`: each element of the result depends on that element of the first argument alone, so
    that an example may show one. `plot` draws one case on a grid, for a picture of the function's
    curve; it is played with the checks, and never judged.
    """

    name: str
    signature: tuple[str, ...]
    checks: tuple[Check, ...]
    builds_on: tuple[str, ...] = ()
    also_right: tuple[str, ...] = ()
    keeps: tuple[str, ...] | None = None
    returns: tuple[str, ...] = ()
    seconds: float = 5.0
    element_wise: bool = False
    plot: Check | None = None
    same_as: str = ""

    @property
    def played(self) -> tuple[Check, ...]:
        """Its checks, and its plot where there is one."""
        return self.checks if self.plot is None else (*self.checks, self.plot)


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer: its id and the sentence that helps.

    Where the answers are at hand, also what it does, in a line, and the function itself.
    """

    id: str
    sentence: str
    what: str = ""
    function: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Hint:
    """What is said to a student who asks again: more words, then a case worked by hand."""

    more: str = ""
    worked: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    """What one check says."""

    name: str
    claim: str
    passed: bool
    message: str = ""


@dataclass(frozen=True)
class Verdict:
    """What all checks of one exercise say together. `share` is the part of its points earned."""

    name: str
    share: float
    passed: bool
    checks: tuple[CheckResult, ...]
    message: str = ""
    misconception: str | None = None
    warnings: tuple[str, ...] = ()
    hint: Hint = Hint()
    max_score: float = 1.0
    picture: Picture | None = None

    @property
    def score(self) -> float:
        """Points earned, to a thousandth."""
        return round(self.share * self.max_score, 3)

    def as_json(self) -> dict[str, Any]:
        """The object for an exercise that `autograder check --format json` prints."""
        return {
            "name": self.name,
            "score": self.score,
            "max_score": self.max_score,
            "passed": self.passed,
            "misconception": self.misconception,
            "message": self.message,
            "checks": [
                {"name": check.name, "passed": check.passed, "message": check.message}
                for check in self.checks
            ],
        }

    def worth(self, points: float) -> Verdict:
        """The same verdict for an exercise of that many points."""
        return replace(self, max_score=points)
