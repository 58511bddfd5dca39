"""A small share of the abuse, for every run of the tests; the modules beside this one do it for hours."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.cells import cell_of
from tests.helpers.our_course import ASSIGNMENTS, EXERCISES

from . import decoder, outcomes
from .classroom import COMMAND
from .kills import trials
from .mutations import LEVELS, mutate
from .submissions import KINDS, submission
from .untouched import untouched
from .whole_path import fuzz

NAME = "01_neuron"
FILE = f"{NAME}.ipynb"
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans as Linux has them")


@pytest.mark.slow
@pytest.mark.parametrize("command", [COMMAND, "autograder grade {assignment}"])
def test_mutated_notebooks_go_the_whole_path(tmp_path: Path, command: str) -> None:
    result = fuzz(tmp_path / "course", NAME, count=60, seed="tests", command=command)
    assert result.findings == []
    assert result.seen["notebooks"] == 60
    assert result.seen["exercises left alone"] > 60
    assert 0 < result.seen["refused"] < 40
    assert result.seen["feedback"] > 0


@linux
@pytest.mark.slow
def test_killed_at_any_moment_and_run_again(
    tmp_path: Path, new_database: Callable[[], str | None]
) -> None:
    [trial] = trials(tmp_path, 1, Random().randrange(2**32), new_database=new_database)
    assert trial.findings == []


@pytest.mark.slow
def test_outcomes_that_a_hostile_worker_could_send() -> None:
    trials = outcomes.fuzz(seconds=30, start=Random().randrange(10**6))
    assert [line for trial in trials for line in trial.findings] == []


def test_a_check_that_stumbles_over_an_outcome_is_a_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dense = EXERCISES["dense"]
    check = replace(dense.checks[0], name="stumbles", judge=lambda seen, ask: 1 / 0, answered=True)
    monkeypatch.setitem(outcomes.EXERCISES, "dense", replace(dense, checks=(*dense.checks, check)))
    outcomes.played.cache_clear()
    trials = [outcomes.attempt(number, ("dense",)) for number in range(10)]
    outcomes.played.cache_clear()
    assert any(trial.findings for trial in trials)


@given(st.sampled_from(decoder.samples()), st.data())
def test_damaged_messages_are_read_or_refused(message: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(message)))
    gone = draw.draw(st.integers(0, 8))
    decoder.feed(message[:at] + draw.draw(st.binary(max_size=12)) + message[at + gone :])


@settings(max_examples=500)
@given(st.randoms(use_true_random=False))
def test_messages_that_mean_nothing_are_read_or_refused(random: Random) -> None:
    decoder.feed(decoder.made_up(random.randrange))


def test_a_seed_tells_the_whole_story() -> None:
    notebook = submission(NAME, "partly", Random(1))
    first, second = (mutate(notebook, FILE, Random(7)) for _ in range(2))
    assert first == second
    assert first.chain
    assert mutate(notebook, FILE, Random(8)) != first


def test_every_mutation_comes_up_and_none_stumbles() -> None:
    assert all(LEVELS.values())
    draw = Random(0)
    notebooks = [submission(name, kind, draw) for name in ASSIGNMENTS for kind in KINDS]
    chains = [mutate(draw.choice(notebooks), FILE, draw).chain for _ in range(500)]
    assert sorted({link for chain in chains for link in chain}) == sorted(
        f"{level}/{mutation.__name__}" for level, own in LEVELS.items() for mutation in own
    )


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_what_was_left_alone_is_known(assignment: str) -> None:
    notebook = submission(assignment, "unfinished", Random(0))
    changed = json.loads(json.dumps(notebook))
    name = ASSIGNMENTS[assignment][-1]
    cell_of(changed, name)["source"] = f"def {name}():\n    return 1"
    everything = set(ASSIGNMENTS[assignment])
    file = f"{assignment}.ipynb"
    assert untouched(assignment, notebook, {file: json.dumps(notebook).encode()}) == everything
    assert name not in untouched(assignment, notebook, {file: json.dumps(changed).encode()})
    assert untouched(assignment, notebook, {file: b""}) == set()
