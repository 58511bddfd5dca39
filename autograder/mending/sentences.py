"""What is told of a change that mends a function: what stands there now, and why that is wrong."""

from __future__ import annotations

from autograder.mistakes.calls import CALL_SENTENCES
from autograder.mistakes.loops import STATEMENT_SENTENCES
from autograder.mistakes.names import NAME_SENTENCES
from autograder.mistakes.numbers import NUMBER_SENTENCES
from autograder.mistakes.places import Edit

SENTENCES = {
    **CALL_SENTENCES,
    **NAME_SENTENCES,
    **NUMBER_SENTENCES,
    **STATEMENT_SENTENCES,
    "added-for-subtracted": "{part} goes up where it should go down",
    "added-up": "{part} is added up, where it should be set",
    "along-an-axis": "the {function} goes along one axis, and not over all numbers",
    "another-count": "the counting starts one off",
    "another-index": "the index in {part} is one off",
    "another-number": "the number {old} is not the right one",
    "another-range": "{part} starts or ends one off",
    "arguments-in-another-order": "the arguments of the {function} stand in the wrong order",
    "brackets-left-out": "the {what} belong together in brackets of their own",
    "brackets-too-many": "`.{part}` is no function, and takes no brackets",
    "branch-too-many": "what comes under the condition {part} does not belong there",
    "comma-for-colon": "there is a comma in `{part}` where a colon belongs",
    "comma-for-operator": "there is a comma where {sign} belongs",
    "compared-for-set": "`==` compares; to set `{part}`, write one `=`",
    "comparison-not-in-brackets": "Python reads `{sign}` before it compares: each comparison needs brackets",
    "condition-too-many": "the condition {part} does not belong there",
    "divisor-too-many": "there is a division by {part}, which does not belong there",
    "dot-for-brackets": "`{part}` is no entry of a dict: that is `{right}`",
    "enumerate-left-out": "places and values come in pairs only with `enumerate`",
    "factor-too-many": "there is a product with {part}, which does not belong there",
    "function-added": "the {function} of {part} is taken, which does not belong there",
    "in-each-turn": "{part} is changed in each turn of the loop, and not once",
    "items-left-out": "keys and values come in pairs only with `{part}.items()`",
    "keepdims-added": "the {function} keeps a dimension that it should not keep",
    "limit-left-out": "{part} is taken where it is negative, too, and not 0 there",
    "looked-at-in-loop": "the condition {part} is looked at in each turn, not once after the loop",
    "math-for-numpy": "`math.{function}` takes single numbers; `np.{function}` takes arrays",
    "minus-too-many": "the minus in front of {part} does not belong there",
    "name-taken": "the loop puts its values into {part}, so what was there before is lost",
    "not-called": "`{part}` is a function, and is not called without brackets",
    "nothing-set": "the function works in place and returns None, which goes into `{part}`",
    "not-transposed": "{part} is not transposed",
    "power-too-many": "the power {part} is taken, which does not belong there",
    "quotes-too-many": "`{part}` stands in quotes, and so is a text and not the variable",
    "quotes-left-out": "`{part}` is a key, and needs quotes",
    "range-left-out": "{part} is one number, and a loop needs `range` to count up to it",
    "return-in-loop": "the function returns inside the loop, after its first turn",
    "return-left-out": "the value is made, but not returned",
    "round-for-square": "an index of `{part}` stands in square brackets",
    "rows-counted": "the number of rows of {part} is taken, where the number of columns is asked for",
    "set-once": "{part} is set once, before the loop, and not anew in each turn",
    "signs-exchanged": "`={sign}` sets `{part}`; `{sign}=` changes it",
    "square-for-round": "a function is called with round brackets",
    "star-too-many": "the star in front of `{part}` takes it apart, which does not belong there",
    "starts-too-high": "{part} starts at {old}, and nothing that comes may be above that",
    "starts-too-low": "{part} starts at {old}, and nothing that comes may be below that",
    "statement-too-many": "the step that sets {part} does not belong there",
    "subtracted-too-many": "{part} is subtracted, which does not belong there",
    "taken-less": "something is subtracted from {part}, where it is asked for by itself",
    "term-too-many": "{part} is added, which does not belong there",
    "values-for-places": "the loop goes through the values of `{part}`, not through its places",
    "values-exchanged": "the two values stand in the wrong order",
    "values-too-many": "several values are given, where {part} alone is asked for",
    "word-for-sign": "`{word}` takes single values; for arrays, entry by entry, that is `{sign}`",
    "xor-for-power": "`^` is no power in Python: that is `**`",
    "zip-left-out": "the values of {part} come in pairs only with `zip`",
}


def edit(family: str, **parts: str) -> Edit:
    """The edit that undoes a family, told of some parts of the student's code."""
    return Edit(family, SENTENCES[family].format(**parts))
