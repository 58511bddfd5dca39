"""What an instructor may want to look at is noted with its place; of honest work there is nothing to note."""

from __future__ import annotations

import pytest

import autograder
from autograder.marking.noteworthy import noteworthy
from autograder.notebooks.reading import Cell, read_code
from tests.helpers.notebooks import notebook_path
from tests.helpers.our_course import ASSIGNMENTS

LOOKED_AT = {
    "import dlref": "imports the course's answers, dlref",
    "from autograder.engine.oracle import draw": "imports autograder.engine.oracle",
    "np.allclose = lambda *a: True": "changes np.allclose",
    "import sys\nsys._getframe(1)": "uses _getframe",
    "import os\nos._exit(0)": "uses os._exit",
    "open('../../ben/01_neuron/01_neuron.ipynb')": "opens ../../ben",
    "x = 'gradebook.db'": "names gradebook.db",
}


@pytest.mark.parametrize("source", LOOKED_AT)
def test_what_to_look_at_is_noted_with_its_place(source: str) -> None:
    [note] = noteworthy([Cell("dense", source)])
    assert note.startswith(LOOKED_AT[source])
    assert "cell dense, line " in note


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_nothing_is_noted_about_honest_work(assignment: str) -> None:
    cells = read_code(notebook_path("solutions", assignment))
    assert noteworthy(cells) == []


@pytest.mark.parametrize("name", autograder.__all__)
def test_what_the_kit_offers_to_notebooks_is_not_noteworthy(name: str) -> None:
    assert noteworthy([Cell("1", f"from autograder import {name}")]) == []
