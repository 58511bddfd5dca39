"""The course's notebooks as text: a slip of a formatting tool must not reach students."""

from __future__ import annotations

import re

import pytest

from tests.helpers.notebooks import ASSIGNMENTS, solution

LIST_ITEM = re.compile(r"\s*([-*]|\d+\.) ")

pytestmark = pytest.mark.parametrize("assignment", ASSIGNMENTS)


def sources(assignment: str, cell_type: str) -> list[str]:
    cells = solution(assignment)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == cell_type]


def prose(assignment: str) -> list[str]:
    """The paragraphs of all text cells, without code."""
    code = re.compile(r"^```.*?^```|`[^`\n]*`", flags=re.DOTALL | re.MULTILINE)
    texts = [code.sub("code", text) for text in sources(assignment, "markdown")]
    return [part for text in texts for part in re.split(r"\n\s*\n", text)]


def test_one_title_and_no_empty_heading(assignment: str) -> None:
    lines = [line for part in prose(assignment) for line in part.splitlines()]
    assert len([line for line in lines if re.match(r"# \S", line)]) == 1
    assert not [line for line in lines if re.fullmatch(r"\s*#+\s*", line)]


def test_every_exercise_has_a_heading(assignment: str) -> None:
    heading = False
    for cell in solution(assignment)["cells"]:
        if cell["cell_type"] == "markdown":
            heading |= bool(re.search(r"^#{2,3} \S", "".join(cell["source"]), flags=re.MULTILINE))
        elif cell["metadata"].get("nbgrader", {}).get("solution"):
            assert heading, cell["metadata"]["nbgrader"]["grade_id"]
            heading = False


def test_text_is_not_shown_as_code(assignment: str) -> None:
    texts = [part for part in prose(assignment) if not LIST_ITEM.match(part)]
    assert not [part for part in texts if re.search(r"^ {4}", part, flags=re.MULTILINE)]


def test_no_comment_signs_within_text(assignment: str) -> None:
    assert not [part for part in prose(assignment) if re.search(r"\S # |# #", part)]


def test_formulas_are_closed_and_displays_stand_alone(assignment: str) -> None:
    for part in prose(assignment):
        if "$$" in part:
            assert re.fullmatch(r"\$\$[^$]+\$\$", part.strip()), part
        assert part.count("$") % 2 == 0, part


def test_nothing_is_said_to_stand_in_notes_that_students_do_not_have(assignment: str) -> None:
    texts = sources(assignment, "markdown") + sources(assignment, "code")
    assert not [
        text for text in texts if re.search(r"\b(course|the|of) notes\b", text, re.IGNORECASE)
    ]


def test_code_compiles(assignment: str) -> None:
    for source in sources(assignment, "code"):
        compile(source, assignment, "exec")
