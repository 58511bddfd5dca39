"""What is said of a notebook is true of its student, also where the course has changed since."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.nbgrader_plugin.mending import mend
from autograder.nbgrader_plugin.source_cells import SourceCell, source_cells
from autograder.nbgrader_plugin.writing import sign
from tests.helpers.cells import cell_of
from tests.helpers.handed_in import (
    FILE,
    NAME,
    cast,
    change_flags,
    insert_copy,
    make_course,
    released,
    solved,
)

HIDDEN = """

### BEGIN HIDDEN TESTS
import inspect
assert inspect.signature(dense)
### END HIDDEN TESTS"""


def own_test(content: dict[str, Any]) -> None:
    """A test cell of the instructor's own below the first check, with a part that students don't see."""
    cell = copy.deepcopy(cell_of(content, "check-dense"))
    cell["source"] = "assert dense is not None" + HIDDEN
    cell["metadata"]["nbgrader"]["grade_id"] = "own-test"
    cell["id"] = "own-test"
    content["cells"].append(cell)


def change_course(content: dict[str, Any]) -> None:
    """What an instructor does after notebooks were handed out."""
    check, dense = cell_of(content, "check-dense"), cell_of(content, "dense")
    check["metadata"]["nbgrader"]["points"] = 5
    check["source"] = "".join(check["source"]) + HIDDEN
    source = "".join(dense["source"])
    dense["source"] = source.replace('"""', '"""Better explained. ', 1)
    assert dense["source"] != source


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with hidden tests, whose notebook was handed out; then it was changed."""
    root = make_course(tmp_path_factory.mktemp("mending") / "course")
    edit(root, own_test)
    (root / "first.ipynb").write_bytes((root / "assignments" / NAME / FILE).read_bytes())
    assert "HIDDEN" not in (root / "first.ipynb").read_text()
    edit(root, change_course)
    return root


def edit(root: Path, change: Callable[[dict[str, Any]], None]) -> None:
    source = root / "solutions" / NAME / FILE
    content = json.loads(source.read_text())
    change(content)
    source.write_text(json.dumps(content))
    CourseFolder(root).generate_assignment(NAME)


@pytest.fixture(scope="module")
def cells(course: Path) -> list[SourceCell]:
    with CourseFolder(course).gradebook() as gradebook:
        return source_cells(gradebook, NAME, NAME)


def handed_out(course: Path) -> dict[str, Any]:
    """The notebook that students were given, solved."""
    content: dict[str, Any] = json.loads((course / "first.ipynb").read_text())
    for name in ("weighted_sum", "perceptron", "dense", "merge_linear"):
        cell_of(content, name)["source"] = cell_of(solved(), name)["source"]
    return content


def with_windows_line_ends(content: dict[str, Any]) -> None:
    for cell in content["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", " \r\n")


def as_it_is(content: dict[str, Any]) -> None:
    pass


@pytest.mark.parametrize("habit", [as_it_is, with_windows_line_ends])
def test_nothing_is_said_of_a_student_where_the_course_has_changed(
    course: Path, cells: list[SourceCell], habit: Callable[[dict[str, Any]], None]
) -> None:
    content = handed_out(course)
    habit(content)
    made, remarks = mend(content["cells"], cells)
    assert remarks == []
    tests = [cell for cell in made.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    assert [cell.source for cell in tests if "HIDDEN" in cell.source] == [
        cell.source for cell in cells if cell.locked and "HIDDEN" in cell.source
    ]
    assert cell_of(made, "check-dense").metadata.nbgrader.points == 5


def test_an_older_untouched_stub_below_the_answer_is_left_out(
    course: Path, cells: list[SourceCell]
) -> None:
    content = handed_out(course)
    insert_copy(content, "dense", "".join(cell_of(released(), "dense")["source"]))
    made, _ = mend(content["cells"], cells)
    code = "\n".join(cell.source for cell in made.cells if cell.cell_type == "code")
    assert code.count("def dense(") == 1
    assert "NotImplementedError" not in code


def test_tests_of_the_instructors_own_are_not_the_students_to_look_at(
    course: Path, cells: list[SourceCell]
) -> None:
    made, _ = mend(handed_out(course)["cells"], cells)
    made.metadata["autograder"] = {"error": None, "remarks": [], "again": False}
    assert sign(made) == []
    cell_of(made, "dense")["source"] += "\nimport inspect"
    made.metadata["autograder"] = {"error": None, "remarks": [], "again": False}
    assert ["imports inspect" in words for words in sign(made)] == [True]


def points_changed(content: dict[str, Any]) -> None:
    cell_of(content, "check-dense")["metadata"]["nbgrader"]["points"] = 100


def check_changed(content: dict[str, Any]) -> None:
    cell_of(content, "own-test")["source"] = "print('full marks')"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (points_changed, "Settings of a cell of dense were changed"),
        (change_flags, "Settings of a cell of dense were changed"),
        (check_changed, "A cell of own-test was changed"),
        (lambda content: cast(content, "check-dense", "markdown"), "A cell of dense was changed"),
    ],
)
def test_what_a_student_changed_is_still_said(
    course: Path,
    cells: list[SourceCell],
    change: Callable[[dict[str, Any]], None],
    words: str,
) -> None:
    content = handed_out(course)
    change(content)
    _, remarks = mend(content["cells"], cells)
    assert any(words in remark.text for remark in remarks)


@pytest.mark.parametrize(
    "key", ["grade_id", "points", "checksum", "grade", "cell_type", "schema_version"]
)
@pytest.mark.parametrize("junk", [None, 3, -1e400, "junk", [], {}, [[]]], ids=repr)
def test_settings_may_be_anything(course: Path, cells: list[SourceCell], key: str, junk) -> None:
    content = handed_out(course)
    for cell in content["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"][key] = junk
    made, _ = mend(content["cells"], cells)
    names = [c.metadata.nbgrader.grade_id for c in made.cells if "nbgrader" in c.metadata]
    assert {"dense", "check-dense"} <= set(names)
