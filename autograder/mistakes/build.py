"""Makes the explanations of an exercise: changes its answer in every way, plays that, and keeps a sketch."""

from __future__ import annotations

import ast
import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from autograder.mistakes.calls import call_edits
from autograder.mistakes.explanations import OPENING, TWO, Explanations, empty
from autograder.mistakes.families import FAMILIES, LOOK, WRAPPINGS
from autograder.mistakes.inputs import Change, input_changes
from autograder.mistakes.loops import statement_edits
from autograder.mistakes.names import kind, name_edits
from autograder.mistakes.numbers import number_edits
from autograder.mistakes.patterns import pattern_edits
from autograder.mistakes.places import Edit
from autograder.mistakes.relatives import relatives
from autograder.mistakes.results import RESULTS
from autograder.mistakes.sketch import Sketch, sketch
from autograder.mistakes.words import Words
from autograder.model import Case, Exercise, Functions, Plain
from autograder.notebooks.errors import Interrupted, time_limit
from autograder.sandbox.play import play

Function = Callable[..., Any]

AMBIGUOUS = ""
"""The id of functions that several explanations fit, which other inputs tell apart."""

MOST_COMPARED = 12

SECONDS = 0.5
"""The time that a changed function may take for all cases."""

PATIENT_SECONDS = 60.0
"""The time that a right function or a misconception may take: none is left out on a busy machine."""


@dataclass(frozen=True)
class Base:
    """A function whose formula is changed: its source, its name there, and what the source may use."""

    source: str
    name: str
    namespace: Mapping[str, Any]
    as_in_notebook: bool


@dataclass(frozen=True)
class Changed:
    """A changed function: which family, what is told of it, and how far it is from the plain answer."""

    family: str
    sentence: str
    function: Function
    rank: int


@dataclass
class Made:
    """The explanations of an exercise, and what its author may want to know about them.

    `coincide` are groups of sentences for functions that do the same; `ambiguous` those that do the same
    on the public cases alone. `right` are changes that change nothing. `failed` are kinds of changes that could
    not be made, or not all of them, with the error. `functions` are the changed answers by the sentence told of them.
    """

    explanations: Explanations = field(default_factory=empty)
    coincide: list[list[str]] = field(default_factory=list)
    ambiguous: list[list[str]] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    functions: dict[str, list[Function]] = field(default_factory=dict)


Cases = Sequence[Case]


def build(
    exercise: Exercise,
    seeds: Sequence[Cases],
    answers: Functions,
    bases: Sequence[Base],
    right: Sequence[Function],
    known: Sequence[Function],
    own_relatives: Mapping[str, Any],
) -> Made:
    """All explanations of an exercise.

    Args:
        exercise: the exercise.
        seeds: the cases of its formula checks for several seeds; the sketches are those of the first.
        answers: the right functions by name.
        bases: the functions whose formula is changed, right on ordinary inputs.
        right: functions that are right, whose values are no mistakes.
        known: misconceptions, which are told before any explanation.
        own_relatives: the course's relatives of the answer, by id, each with its sentence.
    """
    made = Made()
    player = _Player(exercise, answers)
    answer = player.sketch(answers[exercise.name], seeds[0], PATIENT_SECONDS)
    if answer is None:
        made.failed.append(f"{exercise.name}: the answer fails on a case, or takes too long")
        return made
    no_mistakes = player.sketches(right, seeds[0])
    taken = [*no_mistakes, *player.sketches(known, seeds[0])]
    groups: dict[int, list[tuple[Sketch, list[Changed]]]] = {}
    own = [
        Changed(id.partition("/model-")[2], each.sentence, each, OWN)
        for id, each in own_relatives.items()
    ]
    for changed in chain(own, _all_changes(exercise, seeds[0], answers, bases, made)):
        seen = player.sketch(changed.function, seeds[0])
        if seen is None:
            continue
        sure = changed.rank == OWN and not changed.sentence.startswith(TWO)
        if _gives_one(seen, answer) or (not sure and _gives_less(seen, answer)):
            continue
        if any(seen.agrees(other) for other in taken):
            made.right.append(changed.sentence)
            continue
        alike = next((g for s, g in groups.get(seen.form, []) if s.agrees(seen)), None)
        if alike is None:
            groups.setdefault(seen.form, []).append((seen, [changed]))
        else:
            alike.append(changed)
    rows = [group for groups_ in groups.values() for group in groups_]
    told = [(seen, _chosen(group, player, seeds[1:], made)) for seen, group in rows]
    told += [(seen, None) for seen in no_mistakes]
    made.explanations = _table(exercise.name, told)
    for _, chosen in told:
        if chosen:
            made.functions.setdefault(chosen.sentence, []).append(chosen.function)
    return made


def _chosen(
    group: list[Changed], player: _Player, seeds: Sequence[Cases], made: Made
) -> Changed | None:
    """The change to tell of those that compute the same; None if they do so on these cases alone."""
    best: dict[str, Changed] = {}
    for changed in sorted(group, key=lambda changed: changed.rank):
        best.setdefault(changed.sentence, changed)
    first, *others = best.values()
    if first.rank == OWN and first.sentence.startswith(TWO):
        first, others = _single_before_pair(first, others)
    if first.rank == LAW or (first.rank == PAIR and others):
        return None
    sentences = list(best)
    for cases in seeds:
        one = player.sketch(first.function, cases)
        for other in others[:MOST_COMPARED]:
            seen = player.sketch(other.function, cases)
            if one is None or seen is None or not one.agrees(seen):
                made.ambiguous.append(sentences)
                return None
    if others:
        made.coincide.append(sentences)
    return first


def _single_before_pair(first: Changed, others: list[Changed]) -> tuple[Changed, list[Changed]]:
    """One change is told before two that do the same together."""
    single = next((each for each in others if not each.sentence.startswith(TWO)), None)
    if single is None or single.rank > SURE:
        return first, others
    return single, [first, *(each for each in others if each is not single)]


def _gives_one(seen: Sketch, answer: Sketch) -> bool:
    """Whether all numbers are the same, and those of the answer are not: a mistake is not told from that."""
    return "" in seen.constant - answer.constant


def _gives_less(seen: Sketch, answer: Sketch) -> bool:
    """Whether parts that vary in the answer are constant or sparse here: many functions give such."""
    return seen.constant > answer.constant or seen.sparse > answer.sparse


def _table(exercise: str, told: list[tuple[Sketch, Changed | None]]) -> Explanations:
    ids: dict[tuple[str, str], int] = {}
    which = []
    for _, changed in told:
        key = (
            (f"{exercise}/model-{changed.family}", changed.sentence) if changed else (AMBIGUOUS, "")
        )
        which.append(ids.setdefault(key, len(ids)))
    return Explanations(
        tuple(id for id, _ in ids),
        tuple(sentence for _, sentence in ids),
        np.array(which, np.uint16),
        np.array([seen.form for seen, _ in told], np.uint32),
        np.array([seen.numbers for seen, _ in told], np.float32),
    )


class _Player:
    """Plays changed functions among right ones."""

    def __init__(self, exercise: Exercise, answers: Functions) -> None:
        self._name, self._answers = exercise.name, dict(answers)

    def sketches(self, functions: Sequence[Function], cases: Cases) -> list[Sketch]:
        """The sketches of right functions or misconceptions; those that fail have none."""
        found = (self.sketch(function, cases, PATIENT_SECONDS) for function in functions)
        return [seen for seen in found if seen is not None]

    def sketch(self, function: Function, cases: Cases, seconds: float = SECONDS) -> Sketch | None:
        """The sketch of a function's values; None if it fails on a case, or takes too long."""
        try:
            with time_limit(seconds):
                return self._sketch(function, cases)
        except Interrupted:
            return None

    def _sketch(self, function: Function, cases: Cases) -> Sketch | None:
        values: list[Plain] = []
        namespace = self._answers | {self._name: function}
        for case in cases:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                outcome = play(namespace, self._name, case)
            if outcome.problem is not None or outcome.value is None:
                return None
            values.append(outcome.value)
        return sketch(values)


def _all_changes(
    exercise: Exercise, cases: Cases, answers: Functions, bases: Sequence[Base], made: Made
) -> Iterator[Changed]:
    inputs = _fullest(cases, exercise.signature)
    answer = answers[exercise.name]
    families = {"relatives": _relatives(exercise.name, inputs, answers)}
    for number, base in enumerate(bases, 1):
        form = f"form {number} of the formula"
        for what, edits in _EDITS.items():
            families[f"{form}, {what}"] = _of_formula(base, inputs, edits)
        families[f"{form}, two changes"] = _two_changes(base, inputs)
    families["inputs"] = _of_inputs(answer, inputs)
    families["result"] = _of_result(answer)
    for family, changes in families.items():
        try:
            yield from changes
        except Exception as error:
            made.failed.append(f"{family}: {type(error).__name__}: {error}")


def _relatives(name: str, inputs: Mapping[str, Plain], answers: Functions) -> Iterator[Changed]:
    for family, sentence, function in relatives(name, inputs, answers):
        yield Changed(family, sentence, function, 1)


def _of_inputs(answer: Function, inputs: Mapping[str, Plain]) -> Iterator[Changed]:
    defaults = {
        name: p.default
        for name, p in inspect.signature(answer).parameters.items()
        if p.default is not inspect.Parameter.empty
    }
    for family, told, change in input_changes(inputs, defaults):
        yield Changed(family, _sentence(family, told), _before(answer, change), 80)


def _of_result(answer: Function) -> Iterator[Changed]:
    for result in RESULTS:
        rank = LAW if result.law else 90
        yield Changed(
            result.family, _sentence(result.family, result.told), _after(answer, result.there), rank
        )


OWN = 0
"""The rank of a course's own relatives."""

SURE = 70
"""The rank up to which a single change is told before two of the course's own."""

LAW = -1
"""The rank of a change of the result that shows in its numbers, and is told as that."""


def _fullest(cases: Cases, signature: Sequence[str]) -> dict[str, Plain]:
    """Inputs of the kinds that most cases have: arrays rather than single numbers."""
    found: dict[str, Plain] = {}
    for case in cases:
        for name in signature:
            if name in case.inputs and (name not in found or kind(found[name]) == "number"):
                found[name] = case.inputs[name]
    return {name: found[name] for name in signature if name in found}


_ORDER = (
    *dict.fromkeys(family.id for family in FAMILIES),
    "another-function",
    "function-left-out",
    "first-alone",
    "last-alone",
    "another-key",
    "another-quantity",
    "old-for-new",
)
_VAGUE = {
    *(family.id for family in WRAPPINGS),
    "another-number",
    "one-too-few",
    "statement-left-out",
    "condition-always",
    "factor-too-many",
    "divisor-too-many",
}
"""Families that are told only if no other tells the same."""


def _rank(family: str) -> int:
    """The place of a change of the formula among several that do the same; the first is told."""
    if family in _VAGUE:
        return 100
    return 1 + _ORDER.index(family) if family in _ORDER else 70


def _sentence(family: str, told: str) -> str:
    look = LOOK.get(family)
    return f"{OPENING} {told}." + (f" {look}" if look else "")


class _Formula:
    """A source as a tree, which edits change in place, with what they need to know of it."""

    def __init__(self, base: Base, inputs: Mapping[str, Plain]) -> None:
        self.tree = ast.parse(base.source)
        self.functions = [n for n in self.tree.body if isinstance(n, ast.FunctionDef)]
        [self.function] = [node for node in self.functions if node.name == base.name]
        self.words = Words(self.function, base.as_in_notebook)
        arguments = [arg.arg for arg in self.function.args.args]
        self.kinds = {name: kind(inputs[name]) for name in arguments if name in inputs}


Edits = Callable[[_Formula], Iterator[Edit]]

_EDITS: Mapping[str, Edits] = {
    "patterns": lambda formula: pattern_edits(formula.tree, formula.words),
    "calls": lambda formula: call_edits(formula.tree, formula.words),
    "numbers": lambda formula: number_edits(formula.tree),
    "names": lambda formula: name_edits(formula.function, formula.kinds),
    "statements": lambda formula: chain.from_iterable(
        statement_edits(each, formula.words) for each in formula.functions
    ),
}


def _of_formula(base: Base, inputs: Mapping[str, Plain], edits: Edits) -> Iterator[Changed]:
    """The changed functions of one source, read anew: no kind of edits meets what another left."""
    formula = _Formula(base, inputs)
    for edit in edits(formula):
        made = _compiled(formula.tree, base)
        if made is not None:
            yield Changed(edit.family, _sentence(edit.family, edit.told), made, _rank(edit.family))


def _two_changes(base: Base, inputs: Mapping[str, Plain]) -> Iterator[Changed]:
    """Two likely changes of the formula at once; not in a long formula, where they are too many."""
    formula = _Formula(base, inputs)
    tree, words = formula.tree, formula.words
    if sum(1 for _ in pattern_edits(tree, words, likely=True)) > LONG:
        return
    for first in pattern_edits(tree, words, likely=True):
        for second in pattern_edits(tree, words, likely=True):
            if first.told < second.told:
                made = _compiled(tree, base)
                told = f"{TWO} {OPENING} {first.told}. At the same time, {second.told}."
                if made is not None:
                    yield Changed(first.family, told, made, PAIR)


LONG = 25
"""The number of likely changes from which on no two are tried at once."""

PAIR = 1000
"""The rank of two changes at once, which are told only where they are the only explanation."""


def _compiled(tree: ast.Module, base: Base) -> Function | None:
    namespace = dict(base.namespace)
    namespace.setdefault("np", np)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(tree, "<model>", "exec"), namespace)
    except Exception:
        return None
    return namespace[base.name]


def _before(function: Function, change: Change) -> Function:
    """The function, after a change of its arguments."""
    signature = inspect.signature(function)

    def changed(*given: Any, **named: Any) -> Any:
        bound = signature.bind(*given, **named)
        bound.apply_defaults()
        return function(**change(dict(bound.arguments)))

    return changed


def _after(function: Function, change: Callable[[Any], Any]) -> Function:
    """The function, with a change of what it returns."""
    return lambda *given, **named: change(function(*given, **named))
