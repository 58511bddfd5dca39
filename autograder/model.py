"""The engine's terms as plain dataclasses: case, outcome, check, exercise, verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from numpy.random import Generator

Plain = Any
"""A number, string, array, None, or a list, tuple or dict of these: what processes exchange."""

Functions = Mapping[str, Callable[..., Any]]
Script = Callable[..., Any]
Kind = Literal["formula", "robustness", "manners"]
WEIGHTS: dict[Kind, float] = {"formula": 7.0, "robustness": 2.0, "manners": 1.0}


@dataclass(frozen=True)
class Case:
    """One set of inputs, in the order of the exercise's signature.

    `script` calls the function where a plain call is not enough. It is a top-level function in one of
    the course's modules of exercises. It takes the submission's functions by name and the inputs as
    keywords, and runs in the same process as those functions.

    `room` is the number of items that a result may hold: numbers, characters, containers. 0 stands for
    a generous multiple of what the inputs and the right answer hold; see `sandbox/room.py`.

    `edited` is source for the function that takes the place of the submission's own in this case.
    """

    inputs: dict[str, Plain]
    script: Script | None = None
    room: int = 0
    edited: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Problem:
    """Why a case gave no value: a `kind` for code, and details for the student's sentence."""

    kind: str
    text: str = ""
    line: str = ""
    where: str = ""


@dataclass(frozen=True)
class Outcome:
    """The result of one case: a value or a problem, the inputs afterwards, and the printed text.

    `asked` holds calls to other exercises, by name and arguments, that a stand-in could not answer.
    """

    value: Plain = None
    problem: Problem | None = None
    after: dict[str, Plain] = field(default_factory=dict)
    printed: str = ""
    asked: tuple[Plain, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether the other cases need not be played, because each would meet the same limit."""
        return self.problem is not None and self.problem.kind in (
            "timeout",
            "busy",
            "output",
            "memory",
            "unfinished",
        )


@dataclass(frozen=True)
class Observation:
    """A case, the submission's outcome, and the right answers (none for relations)."""

    case: Case
    outcome: Outcome
    answers: tuple[Plain, ...] = ()

    @property
    def value(self) -> Plain:
        """What the submission returned."""
        return self.outcome.value


@dataclass(frozen=True)
class Picture:
    """A picture of a fault as plain data. `alt` says the same in one sentence.

    Each row has a name. "curve" has the rows z, right and yours. "losses" has one row for each kind of
    loss, with one number for each epoch. "entries" has the rows of a table, True where one is wrong.
    """

    kind: Literal["curve", "losses", "entries"]
    alt: str
    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Finding:
    """Why a check fails: one sentence, perhaps an example, a misconception's id, a picture.

    Without `fault` the check passes, and the sentence is shown as a note.
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

    `cases` draws the inputs, and `judge` looks at the outcomes and returns a finding or None. A check
    without a judge compares with the oracle's right answers, or with one `part` of them (a key of a
    dict, a position in a tuple). With `answered`, a judge gets the right answers too. `claim` completes
    "✓ …".
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
        """Whether the oracle is asked for right answers; otherwise the judge works without them."""
        return self.judge is None or self.answered


@dataclass(frozen=True)
class Condition:
    """A way to make a case simpler, and the words for a function that is right on the simpler case alone.

    Its sentence is "Right `simple`, wrong `other`: `look`", with `ignored` in the place of `look` if the
    function gives the same on both cases. `simplify` takes the inputs of a case and returns those of
    simpler cases, with the same names: one, or several that are simple in this way, such as each of a
    few rows. One of them equals the inputs where a case is that simple already, and there is none where
    it can't be made so. Without `simplify` it stands for the usual condition of this name, which the
    exercise then does not have. `about` names what it fixes. See `autograder/conditions.py`.
    """

    name: str
    simple: str = ""
    other: str = ""
    look: str = ""
    ignored: str = ""
    about: tuple[str, ...] = ()
    simplify: Callable[[dict[str, Plain]], list[dict[str, Plain]]] | None = None


@dataclass(frozen=True)
class Exercise:
    """A function to write: its signature, its checks, and the exercises that it may call.

    Args:
        name: the name of the function.
        signature: the names of its arguments.
        checks: its checks.
        builds_on: exercises of the same notebook that this one may call. If it fails, it is judged
            again with right answers in their place.
        also_right: functions in the answer's module that are also right.
        keeps: the arguments that the function must not change (None: all of them).
        returns: the names of the values in a returned tuple, as in the stub.
        seconds: the time limit for all its cases.
        element_wise: whether each element of the result depends only on the same element of the first
            argument, so that an example may show one element.
        plot: one case on a grid, for a picture of the function's curve. It is played, never judged.
        drill: cases for its drills, where those of its checks have no right answers: its claim says
            what they show, and their scripts return a dict of a few numbers. Played for drills alone.
        same_as: a NumPy function that does the same, and may stand in for this exercise.
        conditions: ways to make a case simpler, beside the usual ones that follow from the kinds of its
            arguments. One with the name of a usual one takes its place.
    """

    name: str
    signature: tuple[str, ...]
    checks: tuple[Check, ...]
    builds_on: tuple[str, ...] = ()
    also_right: tuple[str, ...] = ()
    keeps: tuple[str, ...] | None = None
    returns: tuple[str, ...] = ()
    seconds: float = 2.0
    element_wise: bool = False
    plot: Check | None = None
    drill: Check | None = None
    same_as: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def played(self) -> tuple[Check, ...]:
        """Its checks, and its plot where there is one."""
        return self.checks if self.plot is None else (*self.checks, self.plot)


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer: its id and the sentence that helps.

    Where the answers are at hand, also what it does, in a line, the function itself, and the ids of
    other misconceptions that its sentence `covers`, because it is as true of them.
    """

    id: str
    sentence: str
    what: str = ""
    function: Callable[..., Any] | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hint:
    """Help for a student who asks again: more text, then a case worked by hand."""

    more: str = ""
    worked: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    """The result of one check."""

    name: str
    claim: str
    passed: bool
    message: str = ""


@dataclass(frozen=True)
class Verdict:
    """The results of all checks of one exercise. `share` is the earned share of its points, 0 to 1.

    It is not `begun` while there is nothing but the stub.
    """

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
    begun: bool = True

    @property
    def score(self) -> float:
        """Points earned, to three decimals."""
        return round(self.share * self.max_score, 3)

    def as_json(self) -> dict[str, Any]:
        """The object that `autograder check --format json` prints for an exercise."""
        return {
            "name": self.name,
            "score": self.score,
            "max_score": self.max_score,
            "passed": self.passed,
            "misconception": self.misconception,
            "message": self.message,
            "notes": list(self.warnings),
            "checks": [
                {"name": check.name, "passed": check.passed, "message": check.message}
                for check in self.checks
            ],
        }

    def worth(self, points: float) -> Verdict:
        """The same verdict for an exercise with this many points."""
        return replace(self, max_score=points)
