"""The families of changes backwards: what one change to a student's own function would mend it.

The model of mistakes changes a right answer until it does what the student's function does. That finds
only what somebody has foreseen. Here the student's function is changed until it is right: whatever the
rest of it looks like, the change says where the mistake is, and of which family.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.mending import calls, formulas, slips, steps
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


def repairs(source: str, name: str, inputs: Mapping[str, Plain]) -> Iterator[Repair]:
    """Every function that is one change away from the one in this source, the likeliest changes first.

    `inputs` are the arguments of a case, whose kinds say what can stand for what. There are none for a
    function that can't be changed safely.
    """
    function = function_in(source, name)
    if function is None:
        return
    own = OwnCode(source, function, inputs)
    seen = {ast.unparse(function)}
    for kind, changes in enumerate(_KINDS):
        for edit, node in changes(own):
            new = ast.unparse(ast.fix_missing_locations(function))
            if new not in seen:
                seen.add(new)
                look = LOOK.get(edit.family, "")
                rank = kind, _ORDER.get(edit.family, 0)
                yield Repair(edit.family, own.sentence(edit, node), look, new, rank)


def change_id(exercise: str, repair: Repair) -> str:
    """The id of the mistake that a change mends."""
    return f"{exercise}/change-{repair.family}"


def is_change(id: str) -> bool:
    """Whether an id is that of a mistake that one change mends."""
    return "/change-" in id


def family_of(id: str) -> str:
    """The family of such a mistake in words: "sign of term"."""
    return id.partition("/change-")[2].replace("-", " ")
