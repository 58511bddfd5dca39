"""A course's secret seed is sound, or nothing is graded with it. New work is graded on new inputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.marking.seeds import SEED_FILE, SeedError, course_seed, submission_seed
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import job_of
from autograder.notebooks.reading import code_of
from tests.helpers.cells import cell_of
from tests.helpers.handed_in import NAME, solved


@pytest.mark.parametrize("content", [b"", b"1234", b"z" * 64, b"\xff" * 64])
def test_a_damaged_seed_stops_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SEED_FILE).write_bytes(content)
    with pytest.raises(SeedError, match="damaged"):
        course_seed(tmp_path)


def seed_of(content: dict[str, Any], folder: Path, student: int = 7) -> int:
    """The seed that a notebook is graded with."""
    notebook = nbformat.from_dict(json.loads(json.dumps(content)))
    return job_of(notebook, SubmissionFolder(folder), student).seed


def test_a_changed_submission_has_a_new_seed_and_the_same_one_its_old(tmp_path: Path) -> None:
    first, again, changed = solved(), solved(), solved()
    cell_of(changed, "dense")["source"] += "\n# once more"
    again["cells"][0]["source"] += "A thought of the student's, in text."
    folder = tmp_path / NAME
    assert seed_of(first, folder) == seed_of(again, folder)
    assert seed_of(first, folder) != seed_of(changed, folder)
    assert seed_of(first, folder) != seed_of(first, folder, student=8)


def test_what_the_course_changes_in_its_own_cells_leaves_the_seed(tmp_path: Path) -> None:
    before, after = solved(), solved()
    cell_of(after, "check-dense")["source"] += "  # new"
    cell_of(after, "check-dense")["metadata"]["nbgrader"]["points"] = 5
    assert seed_of(before, tmp_path / NAME) == seed_of(after, tmp_path / NAME)


def test_nothing_that_code_can_read_of_its_cell_changes_without_the_seed(tmp_path: Path) -> None:
    before, after = solved(), solved()
    after["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": ""})
    names = [[cell.name for cell in code_of(content["cells"])] for content in (before, after)]
    assert names[0] != names[1]
    assert seed_of(before, tmp_path / NAME) != seed_of(after, tmp_path / NAME)


def test_a_changed_earlier_notebook_counts_and_no_text_runs_into_the_next() -> None:
    seeds = {
        submission_seed(7, code)
        for code in ([["a"], ["b"]], [["a"], ["c"]], [["a", "b"]], [["ab"]], [["a"]], [])
    }
    assert len(seeds) == 6
