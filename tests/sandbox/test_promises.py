"""The table of what each level promises, in docs/isolation.md, is what happens when it is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pytest

from autograder.sandbox.escapes import ASKS, ESCAPES, STARTS, target
from autograder.sandbox.isolation import CONFINED, ISOLATED

PAGE = Path(__file__).parents[2] / "docs" / "isolation.md"
ALL = {**ESCAPES, **STARTS, **ASKS}
EXPECTED = {ISOLATED: [*STARTS], CONFINED: [*ASKS]}
YES = {**dict.fromkeys(STARTS, "yes: up to 8, which end with it"), **dict.fromkeys(ASKS, "yes")}


@pytest.fixture(params=EXPECTED)
def level(request: pytest.FixtureRequest) -> str:
    request.getfixturevalue("_isolation" if request.param == ISOLATED else "_confinement")
    return str(request.param)


def test_student_code_gets_through_where_the_table_says_so(
    level: str, behind: Callable[..., list[str]], tmp_path: Path
) -> None:
    with target(str(tmp_path)) as outside:
        given = astuple(outside)
        body = (
            "from autograder.sandbox.escapes import ASKS, ESCAPES, STARTS, Target, ways_out\n"
            f"return ways_out(Target(*{given!r}), ESCAPES | STARTS | ASKS)"
        )
        assert behind(body, seconds=20.0) == EXPECTED[level]
        assert [path.name for path in tmp_path.iterdir()] == ["file"]
        assert Path(outside.file).read_text() == "outside"


@pytest.mark.parametrize(
    "words",
    [*("reads", "names", "writes", "network", "local socket", "signal", "starts", "whether")],
)
def test_without_a_sandbox_there_is_something_to_get_through(words: str, tmp_path: Path) -> None:
    """What depends on no setting of this machine, and does nothing to this process."""
    [way] = [way for name, way in ALL.items() if words in name.split(",")[0]]
    with target(str(tmp_path)) as outside:
        assert _succeeds(lambda: way(outside))


def _succeeds(way: Callable[[], None]) -> bool:
    try:
        way()
    except OSError:
        return False
    return True


def test_the_page_holds_this_table() -> None:
    rows = [
        f"| {name} | {_cell(name, ISOLATED)} | {_cell(name, CONFINED)} | not promised |"
        for name in ALL
    ]
    table = "\n".join(
        ["| student code | isolated | confined | limited |", "| --- | --- | --- | --- |", *rows]
    )
    assert table in PAGE.read_text(), f"it should hold:\n{table}"


def _cell(name: str, level: str) -> str:
    return YES[name] if name in EXPECTED[level] else "no"
