"""Which assignment a file is, whatever it is called."""

from __future__ import annotations

import pytest

from autograder.notebooks.reading import code_of
from autograder.notebooks.syllabus import assignment_of, assignments_of
from tests.helpers.files import code
from tests.helpers.our_course import COURSE


@pytest.mark.parametrize(
    ("file", "cells", "assignment"),
    [
        ("02_activations.ipynb", [], "02_activations"),
        ("activations (1).ipynb", [], "02_activations"),
        ("02_activations-ada.ipynb", ["def relu(z): pass"], "02_activations"),
        (
            "homework.ipynb",
            ["def relu(z): pass", "def tanh(z): pass", "def mse(a, b): pass"],
            "02_activations",
        ),
        ("02_activations/mine.ipynb", [], "02_activations"),
        ("03_losses.ipynb", ["def relu(z): pass"], "02_activations"),
        ("homework.ipynb", ["x = 1"], None),
        ("homework.ipynb", [], None),
    ],
)
def test_the_assignment_is_told_by_functions_and_name(tmp_path, file, cells, assignment) -> None:
    found = assignment_of(code_of(map(code, cells)), tmp_path / file, assignments_of(COURSE))
    assert (found and found.name) == assignment
