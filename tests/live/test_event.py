"""What is no event is told so in a sentence, and an event survives its way."""

from __future__ import annotations

import json

import pytest

from autograder.live.event import BadEvent, Event
from tests.helpers.live_maps import event

GOOD = json.loads(event().as_json())


def test_an_event_comes_out_as_it_went_in() -> None:
    for each in (event(), event(passed=True), event(mistake=None, attempt=17)):
        assert Event.of(each.as_json()) == each


def test_an_event_says_no_more_than_it_should() -> None:
    assert GOOD.keys() == {"course", "kernel", "exercise", "passed", "mistake", "try"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[" * 400,
        json.dumps(GOOD | {"name": "Ada"}).encode(),
        json.dumps({k: v for k, v in GOOD.items() if k != "try"}).encode(),
        *(
            json.dumps(GOOD | changed).encode()
            for changed in (
                {"kernel": "ada"},
                {"kernel": None},
                {"exercise": "<script>"},
                {"exercise": "x" * 200},
                {"passed": 1},
                {"passed": True},
                {"mistake": "tanh/plus-sign"},
                {"mistake": "sigmoid/Send help"},
                {"try": True},
                {"try": 0},
                {"try": 10**9},
                {"course": ["deep-learning"]},
                {"course": "deep-learning\n"},
            )
        ),
        json.dumps(GOOD | {"mistake": "sigmoid/" + "x" * 600}).encode(),
    ],
)
def test_what_is_no_event_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(BadEvent, match=r"^[A-Z].*\.$"):
        Event.of(body)
