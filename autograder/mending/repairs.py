"""The families of changes backwards: what one change to a student's own function would mend it.

The model of mistakes changes a right answer until it does what the student's function does. That finds
only what somebody has foreseen. Here the student's function is changed until it is right: whatever the
rest of it looks like, the change says where the mistake is, and of which family.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from autograder.feedback.phrases import listed
from autograder.mending import calls, formulas, slips, steps
from autograder.mending.everywhere import SamePlaces
from autograder.mending.own_code import OwnCode, function_in
from autograder.mistakes.families import FAMILIES, LOOK
from autograder.model import Plain

_KINDS = (
    slips.of_the_language,
    formulas.too_much,
    formulas.by_rule,
    steps.of_another_kind,
    formulas.names,
    calls.of_another_kind,
    formulas.numbers,
    steps.in_another_place,
    calls.left_out,
    formulas.left_out,
)
"""The kinds of changes, the likeliest first."""

_ONE_THOUGHT = {
    "another-axis",
    "another-function",
    "another-quantity",
    "arguments-in-another-order",
    "difference-reversed",
    "divides-instead",
    "elementwise-product",
    "keepdims-added",
    "keepdims-left-out",
    "math-for-numpy",
    "multiplies-instead",
    "no-axis",
    "not-called",
    "quotes-left-out",
    "quotes-too-many",
    "dot-for-brackets",
    "round-for-square",
    "sign-of-term",
    "square-for-round",
    "transposed",
    "word-for-sign",
    "xor-for-power",
}
"""The families of mistakes that stand everywhere in a function, if they stand in it once."""

ADDITIVE = {
    "factor-added",
    "factor-subtracted",
    "product-for-sum",
    "sign-of-term",
    "subtracted-too-many",
    "term-left-out",
    "term-too-many",
}
"""The families that change a sum: they can't be why a result is right but for a factor."""

SLIPS = 0
"""The first number of the rank of slips of the language."""

_ORDER = {family.id: place for place, family in enumerate(FAMILIES, 1)} | {"sign-of-term": 0}


@dataclass(frozen=True)
class Repair:
    """A change to a function: its family, what to tell if it mends the function, and the new source.

    `look` says what to look at, or is empty. `rank` tells of two changes which is the likelier mistake: the
    kind of change counts first, then the family; the lower, the likelier.
    """

    family: str
    sentence: str
    look: str
    source: str
    rank: tuple[int, int]

    @property
    def told(self) -> str:
        """The sentence without the student's line, if it begins with that."""
        line, end, told = self.sentence.partition("`, ")
        return told if end and line.startswith("In your line `") else self.sentence


def repairs(
    source: str, name: str, inputs: Mapping[str, Plain], must_return: bool = True
) -> Iterator[Repair]:
    """Every function that is one change away from the one in this source, the likeliest changes first.

    There are none for a function that can't be changed safely. One that gives nothing back can't be mended
    by any change but a `return`.

    Args:
        source: the code that defines it.
        name: its name.
        inputs: the arguments of a case, whose kinds say what can stand for what.
        must_return: whether what it gives back counts, and not what it does to its arguments.
    """
    function = function_in(source, name)
    if function is None:
        return
    own = OwnCode(source, function, inputs)
    seen = {ast.unparse(function)}
    places: SamePlaces[Repair] = SamePlaces(*seen)
    kinds = _KINDS if own.gives_back or not must_return else (slips.return_left_out,)
    for kind, changes in enumerate(kinds):
        for edit, node in changes(own):
            new = ast.unparse(ast.fix_missing_locations(function))
            if new not in seen:
                seen.add(new)
                look = LOOK.get(edit.family, "")
                rank = kind, _ORDER.get(edit.family, 0)
                repair = Repair(edit.family, own.sentence(edit, node), look, new, rank)
                yield repair
                if edit.family in _ONE_THOUGHT:
                    places.add(edit.family, new, repair)
        for new, alike in places.together():
            if new not in seen:
                seen.add(new)
                yield _in_each_place(new, alike)


def _in_each_place(source: str, alike: list[Repair]) -> Repair:
    """One change made in several places, told of the first and of the lines of the others."""
    first, *others = alike
    kind, order = first.rank
    lines = [line for other in others if (line := _line(other)) != _line(first)]
    where = (
        f"your line {listed(list(dict.fromkeys(lines)))}"
        if lines
        else "another place in the function"
    )
    sentence = f"{first.sentence} The same goes for {where}."
    return replace(first, sentence=sentence, source=source, rank=(kind, order + len(_ORDER)))


def _line(repair: Repair) -> str:
    """The line that a sentence shows, in backticks, or what the sentence says without one."""
    told = repair.sentence.removeprefix("In your line ")
    return told.partition("`, ")[0] + "`" if told != repair.sentence else ""


def change_id(exercise: str, repair: Repair) -> str:
    """The id of the mistake that a change mends."""
    return f"{exercise}/change-{repair.family}"


def is_change(id: str) -> bool:
    """Whether an id is that of a mistake that one change mends."""
    return "/change-" in id


def family_of(id: str) -> str:
    """The family of such a mistake in words: "sign of term"."""
    return id.partition("/change-")[2].replace("-", " ")
