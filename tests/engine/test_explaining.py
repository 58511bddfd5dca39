"""The explanations of our own course: fresh, complete, small, and silent on whatever is right."""

from __future__ import annotations

import inspect
import logging
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.engine import explaining
from autograder.engine.examine import examine
from autograder.engine.explaining import (
    cases,
    compared,
    explained,
    explanations_file,
    fingerprint,
    load,
)
from autograder.engine.frozen_oracle import FrozenOracle, freeze
from autograder.engine.oracle import PUBLIC_SEED
from autograder.model import Outcome
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.made_up import Sends, plain_values
from tests.helpers.our_course import COURSE, EXERCISES, FUNCTIONS, REFERENCE, VARIANTS, live_oracle
from tests.helpers.source import source
from tests.workshop.wrong import WRONG

COMPARED = [name for name, exercise in EXERCISES.items() if compared(exercise)]
ORACLE = live_oracle(PUBLIC_SEED)
SOME = {
    "sigmoid": "return 1 / (1 + np.exp(z))[..., None]",
    "mse": "return np.mean(abs(y_true - y_pred) ** 3)",
    "weighted_sum": "return sum(x[i] * w[i] for i in range(len(x) - 1)) + b",
    "backward": "return {k: 2 * v + params[k] for k, v in params.items()}",
    "adam_step": "return params, v, m",
    "early_stopping": "return patience, len(val_losses)",
}


def written(name: str, body: str) -> LiveSubmission:
    namespace = {**FUNCTIONS, "np": np}
    exec(source(name, body), namespace)
    return LiveSubmission(namespace)


@pytest.mark.parametrize("name", COMPARED)
def test_no_right_answer_is_explained(name: str) -> None:
    """On the cases of three seeds. The verdict passes anyway: this looks one step further."""
    known = REFERENCE.marked("textbook", "textbook_of", name)
    also = [getattr(REFERENCE.answer_module(name), other) for other in EXERCISES[name].also_right]
    for function in (FUNCTIONS[name], *VARIANTS[name].values(), *known, *also):
        submission = LiveSubmission(FUNCTIONS | {name: function})
        found = explained(EXERCISES[name], submission, ORACLE)
        assert found is None, f"{function.__name__}: {found}"


def test_the_file_is_fresh_complete_and_small() -> None:
    """If it is not: `autograder verify` makes it anew."""
    known = load(COURSE)
    assert known.keys() == set(COMPARED)
    assert all(each.ids for each in known.values())
    assert explanations_file(COURSE).stat().st_size < 2**20


def test_ids_and_sentences_are_those_of_explanations() -> None:
    for name, known in load(COURSE).items():
        for id, sentence in zip(known.ids, known.sentences, strict=True):
            assert not id or id.startswith(f"{name}/model-")
            assert bool(id) == bool(sentence)
        assert len(set(zip(known.ids, known.sentences, strict=True))) == len(known.ids)


def test_explanations_of_a_subject_that_has_changed_are_left_out(monkeypatch) -> None:
    def changed(course, subject):
        return "another" if subject == "losses" else fingerprint(course, subject)

    monkeypatch.setattr(explaining, "fingerprint", changed)
    assert {COURSE.subject_of(name) for name in set(COMPARED) - load(COURSE).keys()} == {"losses"}


def test_a_fingerprint_follows_the_code_that_explanations_come_from(monkeypatch) -> None:
    files = set(explaining._sources(COURSE, "losses"))
    read = {file.name for file in files if file.is_file()}
    assert {"build.py", "families.py", "sketch.py", "losses.py"} <= read
    assert any(file.parent.name == "variants" for file in files)
    assert not any(file.parent.name in ("held_out", "hints") for file in files)


@pytest.fixture(scope="module")
def frozen(tmp_path_factory) -> FrozenOracle:
    file = tmp_path_factory.mktemp("frozen") / "answers.bin"
    file.write_bytes(freeze(ORACLE, EXERCISES))
    assert file.stat().st_size < 3 * 2**20
    return FrozenOracle(file)


def test_students_are_told_the_same_with_the_frozen_file(frozen) -> None:
    told = 0
    for name, bodies in WRONG.items():
        for body in list(bodies.values())[:3] if name in COMPARED else ():
            submission = written(name, body)
            one, other = (explained(EXERCISES[name], submission, o) for o in (ORACLE, frozen))
            assert (one and (one.id, one.sentence)) == (other and (other.id, other.sentence))
            told += one is not None
    assert told > 10


def test_the_sentences_hold_no_line_of_an_answer() -> None:
    """The students' kit holds the explanations: no answer may be read from them."""
    modules = {sys.modules[function.__module__] for function in FUNCTIONS.values()}
    sources = [inspect.getsource(module) for module in modules]
    for name in COMPARED:
        sources += map(inspect.getsource, REFERENCE.marked("textbook", "textbook_of", name))
    lines = {line.strip() for text in sources for line in text.splitlines()}
    code = {part for line in lines for part in (line, line.removeprefix("return "))}
    long = [part for part in code if len(part) > 20]
    everything = "\n".join(s for known in load(COURSE).values() for s in known.sentences)
    assert not [part for part in long if part in everything]


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError",
        "return None",
        "return 'text'",
        "return {'strange': 1.0}",
        "return (1.0, 2.0, 3.0, 4.0, 5.0)",
        "return np.zeros((7, 1, 3))",
        "return [[1.0], [2.0, 3.0]]",
    ],
)
def test_what_fails_or_has_another_form_gets_no_name_of_the_model(name: str, body: str) -> None:
    verdict = examine(EXERCISES[name], written(name, body), ORACLE)
    assert not verdict.passed
    assert "/model-" not in (verdict.misconception or "")


def test_what_fails_on_one_case_alone_is_not_explained() -> None:
    body = "assert x.shape != (3,)\n    return np.sum(x * w)"
    assert explained(EXERCISES["weighted_sum"], written("weighted_sum", body), ORACLE) is None


@pytest.mark.parametrize("name", SOME)
@settings(max_examples=15)
@given(values=st.lists(plain_values, min_size=1, max_size=3))
def test_no_value_from_a_worker_makes_explaining_fail(name: str, values: list) -> None:
    explaining.explain(
        ORACLE.explanations(EXERCISES[name]), (values * 200)[: len(cases(EXERCISES[name]))]
    )


@pytest.mark.parametrize("name", ["sigmoid", "backward", "early_stopping"])
def test_nor_do_huge_or_strange_values(name: str, caplog) -> None:
    huge = tuple(float(n) for n in range(4_000))
    nested = {"W1": {"b1": {"": [{"x": ()}, [None, "y"], {}]}}, "0": [np.nan] * 50}
    for value in (huge, list(map(str, huge)), nested, dict(enumerate(huge)), {"": 1e308}, 10**300):
        with caplog.at_level(logging.ERROR, explaining.logger.name):
            assert explained(EXERCISES[name], Sends([Outcome(value)]), ORACLE) is None
    assert not caplog.records
