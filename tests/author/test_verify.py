"""`autograder verify` finds what is planted: each fault by its name, and nothing where all is well."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.author import trials
from autograder.author.precision import made
from autograder.author.trials import Trial, attempt
from autograder.author.verify import Defect, as_json, equivalents, verify
from autograder.checks import formula, relation
from autograder.engine.judging import logger
from autograder.engine.oracle import PUBLIC_SEED
from autograder.engine.reference import Reference
from autograder.model import Case, Misconception
from tests.helpers.our_course import COURSE, EXERCISES, KNOWN, REFERENCE, VARIANTS


@pytest.fixture(autouse=True)
def _fresh_oracles():
    trials._oracle.cache_clear()
    yield
    trials._oracle.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch):
    """No explanations are kept or made before: tests put other exercises and mistakes in place of ours."""
    monkeypatch.setattr("autograder.author.precision.load", lambda course: {})
    made.cache_clear()
    yield
    made.cache_clear()


@pytest.fixture
def plant(monkeypatch):
    """`plant(id, function)` makes a function known as a misconception for the test."""

    def plant(id, function):
        before, name = REFERENCE.misconceptions, id.partition("/")[0]
        known = Misconception(id, f"Sentence {id}.", "what", function)
        monkeypatch.setattr(
            REFERENCE,
            "misconceptions",
            lambda exercise: before(exercise) | ({id: known} if exercise == name else {}),
        )

    return plant


def faults(exercise="relu", seeds=1):
    (report,) = verify(COURSE, [exercise], seeds)
    return report.faults


def only(found: tuple[Defect, ...], kind: str) -> Defect:
    (fault,) = found
    assert fault.kind == kind
    return fault


def test_all_is_well():
    (report,) = verify(COURSE, ["relu"], seeds=3)
    assert report.passed
    assert report.caught == report.named == report.misconceptions == len(KNOWN["relu"])
    assert report.accepted == report.variants == len(VARIANTS["relu"])
    assert report.killed + report.justified == report.tried == report.mutants > 0


def test_a_misconception_that_is_the_answer(plant):
    plant("relu/same", lambda z: (z + np.abs(z)) / 2)
    fault = only(faults(), "misconception")
    assert fault.id == "relu/same"
    assert "passes every check" in fault.sentence
    assert "relu(0.0) gives 0" in fault.sentence


@pytest.mark.slow
def test_two_misconceptions_that_do_the_same(plant):
    plant("relu/halved", lambda z: np.maximum(0, z) / 2)
    plant("relu/halved-again", lambda z: 0.5 * np.maximum(0, z))
    fault = only(faults(), "misconception")
    assert fault.id == "relu/halved-again"
    assert "does the same as relu/halved in every case: relu(0.0) gives 0" in fault.sentence


@pytest.mark.slow
def test_a_misconception_that_crashes(plant):
    plant("relu/crashes", lambda z: z.no_such_thing)
    fault = only(faults(), "misconception")
    assert fault.id == "relu/crashes"
    assert "crashes on every case: relu(0.0)" in fault.sentence
    assert "AttributeError" in fault.sentence


@pytest.mark.slow
def test_a_misconception_that_nothing_tells_by_its_name(plant, monkeypatch):
    """train has no answers to compare with: only its judges can name a mistake."""
    plant("train/lazy", lambda params, *rest: (params, {}))
    monkeypatch.setattr("autograder.author.verify.mutants_of", lambda name: [])
    fault = only(faults("train"), "misconception")
    assert fault.id == "train/lazy"
    assert "is not named" in fault.sentence


@pytest.mark.slow
def test_an_unusual_right_answer_that_is_refused(monkeypatch):
    more = {**VARIANTS["relu"], "relu_refused": lambda z: np.maximum(0.1, z)}
    monkeypatch.setattr(REFERENCE, "variants", lambda exercise: more)
    fault = only(faults(), "variant")
    assert fault.id == "relu_refused"
    assert "is not accepted" in fault.sentence


def test_a_check_that_sees_too_little(monkeypatch):
    """One positive number does not tell where the bend is, nor what is below it."""
    few = replace(EXERCISES["relu"], checks=(formula(lambda rng: [Case({"z": 1.5})]),))
    monkeypatch.setitem(EXERCISES, "relu", few)
    found = faults()
    left = {fault.sentence for fault in found if fault.kind == "survivor"}
    assert "return np.maximum(0, z)  →  return np.maximum(-1, z)" in left
    assert "return np.maximum(0, z)  →  return np.maximum(1, z)" in left
    missed = {fault.id for fault in found if fault.kind == "misconception"}
    assert "relu/leaky" in missed


def test_a_check_that_pays_for_nothing(monkeypatch):
    lax = relation("lax", "always right", lambda rng: [], lambda seen, ask: None)
    generous = replace(EXERCISES["relu"], checks=(*EXERCISES["relu"].checks, lax))
    monkeypatch.setitem(EXERCISES, "relu", generous)
    everything = faults()
    assert {fault.kind for fault in everything} == {"effortless", "lazy"}
    found = [fault for fault in everything if fault.kind == "effortless"]
    assert {fault.id for fault in found} == {
        "relu, the stub",
        "relu, a function that does nothing",
        "relu, a function that gives 0",
        "relu, a function that gives 1",
        "relu, a function that gives back z",
    }
    assert all("earns 44% of the points for nothing" in fault.sentence for fault in found)


def test_a_check_that_stumbles(monkeypatch):
    monkeypatch.setattr(logger, "disabled", True)

    def judge(seen, ask):
        return None if seen[0].value == 1.5 else 1 / 0

    shaky = relation("shaky", "holds", lambda rng: [Case({"z": 1.5})], judge)
    monkeypatch.setitem(EXERCISES, "relu", replace(EXERCISES["relu"], checks=(shaky,)))
    assert "stumbled" in {fault.kind for fault in faults()}


def test_a_reason_that_fits_no_survivor(monkeypatch, tmp_path):
    kept = REFERENCE.equivalent_mutants.read_text()
    file = tmp_path / "equivalent_mutants.toml"
    file.write_text(
        kept + '\n[[equivalent]]\nexercises = ["relu"]\nchange = "old"\nreason = "None now."\n'
    )
    monkeypatch.setattr(Reference, "equivalent_mutants", file)
    fault = only(faults(), "stale")
    assert fault.sentence == "no survivor is old"


def test_a_survivor_without_a_reason(monkeypatch, tmp_path):
    file = tmp_path / "equivalent_mutants.toml"
    file.write_text("equivalent = []\n")
    monkeypatch.setattr(Reference, "equivalent_mutants", file)
    fault = only(faults(), "survivor")
    assert fault.sentence == "return np.maximum(0, z)  →  return np.maximum(z, 0)"


def test_every_reason_is_about_exercises_that_exist():
    for entry in equivalents(REFERENCE.equivalent_mutants):
        assert set(entry.exercises) <= EXERCISES.keys()
        assert bool(entry.change) != bool(entry.pattern)
        assert entry.reason.endswith(".")


@pytest.mark.parametrize(
    "source",
    [
        "def relu(z):\n    while True:\n        pass",
        "relu = no_such_name",
        "def relu(z):\n    raise SystemExit",
    ],
)
def test_a_mutant_that_hangs_or_crashes_is_killed(monkeypatch, source):
    monkeypatch.setitem(EXERCISES, "relu", replace(EXERCISES["relu"], seconds=0.2))
    assert not attempt(Trial(COURSE.name, "relu", "mutant", source, PUBLIC_SEED)).passed


@pytest.mark.slow
def test_a_pool_comes_to_the_same_figures():
    def figures(jobs):
        return [
            replace(r, seconds=0)
            for r in verify(COURSE, ["relu", "step_decay"], seeds=2, jobs=jobs)
        ]

    assert figures(0) == figures(2)


def test_the_command(monkeypatch):
    reports = verify(COURSE, ["relu"], seeds=1)
    monkeypatch.setattr(
        "autograder.author.verify.verify", lambda course, names, seeds, jobs: reports
    )
    done = CliRunner().invoke(cli.main, ["verify", "relu"])
    assert done.exit_code == 0
    assert "relu" in done.output
    assert "Everything holds." in done.output
    assert json.loads(
        CliRunner().invoke(cli.main, ["verify", "relu", "--format", "json"]).output
    ) == (json.loads(json.dumps(as_json(reports, []))))


def test_the_command_where_something_does_not_hold(monkeypatch):
    (report,) = verify(COURSE, ["relu"], seeds=1)
    broken = replace(report, faults=(Defect("variant", "relu_odd", "is not accepted"),))
    monkeypatch.setattr(
        "autograder.author.verify.verify", lambda course, names, seeds, jobs: [broken]
    )
    done = CliRunner().invoke(cli.main, ["verify", "relu"])
    assert done.exit_code == 1
    assert "✗ variant, relu_odd: is not accepted" in done.output
    assert "Everything holds." not in done.output


def test_an_exercise_that_does_not_exist():
    done = CliRunner().invoke(cli.main, ["verify", "sigmod"])
    assert done.exit_code == 2
    assert "There is no exercise called 'sigmod'. Did you mean sigmoid" in done.output
