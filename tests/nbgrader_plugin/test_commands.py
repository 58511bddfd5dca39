"""Plain nbgrader, with this kit's settings: marks, partial credit, feedback, export."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sysconfig
from pathlib import Path

import pytest

from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.sandbox import confinement, spawn
from tests.helpers.nbgrader_commands import nbgrader, stub, submit
from tests.helpers.notebooks import ASSIGNMENTS, ROOT, solution
from tests.helpers.our_course import POINTS, make_folder

NAME = "02_activations"

CHANGED = {
    "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(z))",
    "tanh": "def tanh(z):\n    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))",
    "relu": (
        "import warnings\n\n\n"
        "def relu(z):\n    warnings.warn('costs nothing')\n    return np.maximum(0, z)"
    ),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which three students were graded with nbgrader's commands."""
    course = tmp_path_factory.mktemp("nbgrader") / "course"
    make_folder(course, [NAME], allow_unisolated=not spawn.probe().protects)
    submit(course, "solver", NAME, solution(NAME))
    submit(course, "starter", NAME, stub(NAME))
    changed = solution(NAME)
    for cell in changed["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = CHANGED.get(name, cell["source"])
        if name == "check-gelu":
            cell["source"] = "print('full marks please')"
            cell["metadata"]["nbgrader"]["points"] = 100
    submit(course, "mixed", NAME, changed)
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        result = nbgrader(command, NAME, course=course)
        assert result.returncode == 0, result.stderr[-3000:]
    assert nbgrader("export", course=course).returncode == 0
    return course


def full_for_the_solver_and_nothing_for_the_starter(course: Path, assignment: str) -> bool:
    marks = CourseFolder(course).marks(assignment)
    points = {name: float(most) for name, most in POINTS[assignment].items()}
    full = {name: (most, most) for name, most in points.items()}
    nothing = {name: (0, most) for name, most in points.items()}
    return (marks["solver"], marks["starter"]) == (full, nothing)


def test_solutions_get_full_marks_and_stubs_exactly_0(graded: Path) -> None:
    assert full_for_the_solver_and_nothing_for_the_starter(graded, NAME)


@pytest.mark.slow
def test_they_do_so_in_every_notebook(tmp_path: Path) -> None:
    course = make_folder(tmp_path, ASSIGNMENTS, allow_unisolated=not spawn.probe().protects)
    for assignment in ASSIGNMENTS:
        submit(tmp_path, "solver", assignment, solution(assignment))
        submit(tmp_path, "starter", assignment, stub(assignment))
    for assignment in ASSIGNMENTS:
        course.generate_assignment(assignment)
        for student in ("solver", "starter"):
            course.autograde(assignment, student)
        assert full_for_the_solver_and_nothing_for_the_starter(tmp_path, assignment), assignment


@pytest.mark.slow
@pytest.mark.skipif(bool(confinement.obstacle()), reason="student code can't be confined here")
def test_without_bubblewrap_it_is_graded_confined(tmp_path: Path) -> None:
    course = tmp_path / "course"
    make_folder(course, ["01_neuron"]).generate_assignment("01_neuron")
    submit(course, "ada", "01_neuron", solution("01_neuron"))
    result = nbgrader("autograde", "01_neuron", course=course, elsewhere="")
    assert result.returncode == 0, result.stderr
    assert "in the sandbox, confined: " in result.stderr
    marks = CourseFolder(course).marks("01_neuron")["ada"]
    assert sum(score for score, _ in marks.values()) == sum(POINTS["01_neuron"].values())


def test_partial_credit_patched_checks_and_warnings(graded: Path) -> None:
    marks = CourseFolder(graded).marks("02_activations")["mixed"]
    assert marks["sigmoid"] == (0, 1)
    assert 0 < marks["tanh"][0] < 1
    assert marks["relu"] == (1, 1)
    assert marks["gelu"] == (2, 2)


def test_feedback_holds_the_sentence(graded: Path) -> None:
    page = (graded / "feedback" / "mixed" / "02_activations" / "02_activations.html").read_text()
    assert "sigmoid(2.0) should be 0.8808; yours gives 0.1192." in page


def test_a_feedback_page_keeps_the_browser_from_opening_pictures_from_elsewhere(
    graded: Path,
) -> None:
    page = (graded / "feedback" / "mixed" / "02_activations" / "02_activations.html").read_text()
    head, _, body = page.partition("</head>")
    assert "Content-Security-Policy\" content=\"img-src 'self' data: file:; " in head
    assert not re.findall(r"<(?:img|link|iframe)[^>]*=.?(?:https?:)?//", body)
    assert "<script" not in page


def test_a_feedback_page_begins_with_what_is_not_right_yet_by_name(graded: Path) -> None:
    page = (graded / "feedback" / "mixed" / "02_activations" / "02_activations.html").read_text()
    summary = page[page.index("<body>") : page.index("Your notebook</h2>")]
    wrong, _, right = summary.partition("<h2>Comments</h2>")[0].partition("<h2>Right</h2>")
    assert re.findall(r"<code>(\w+)</code></a>", wrong) == ["sigmoid", "tanh"]
    assert re.search(
        r'<a href="#check-sigmoid"><code>sigmoid</code></a>, 0 of 1 point\. Your', wrong
    )
    assert 'id="check-sigmoid"' in page
    assert len(re.findall(r"<code>(\w+)</code></a>", right)) == len(POINTS[NAME]) - 2
    assert not re.search(r"\d\.\d\d+ of", page)  # one decimal


def test_a_feedback_page_shows_formulas_and_help_without_a_network(graded: Path) -> None:
    page = (graded / "feedback" / "mixed" / "02_activations" / "02_activations.html").read_text()
    body = re.sub(r"<(pre|code).*?</\1>", "", page.partition("</head>")[2], flags=re.DOTALL)
    assert body.count("<math ") > 20
    assert "$" not in body
    assert body.count("<summary") == 2 * 2 + 3  # two exercises are not right; and three questions


def test_nbgraders_remark_on_an_unchanged_cell_is_left_out(graded: Path) -> None:
    page = (graded / "feedback" / "starter" / "02_activations" / "02_activations.html").read_text()
    assert "is still waiting for you" in page
    assert "No response" not in page


def test_a_page_on_work_that_is_all_right_has_nothing_to_mend(graded: Path) -> None:
    page = (graded / "feedback" / "solver" / "02_activations" / "02_activations.html").read_text()
    assert "Not right yet" not in page
    assert "<h1>02_activations: 10 of 10 points</h1>" in page


def test_export_has_a_row_for_every_student(graded: Path) -> None:
    with (graded / "grades.csv").open() as file:
        rows = {(r["student_id"], r["assignment"]): float(r["score"]) for r in csv.DictReader(file)}
    assert rows["solver", NAME] == sum(POINTS[NAME].values())
    assert rows["starter", NAME] == 0


def test_no_kernel_was_started(graded: Path) -> None:
    notebook = json.loads((graded / "autograded" / "solver" / NAME / f"{NAME}.ipynb").read_text())
    outputs = [c["outputs"] for c in notebook["cells"] if c["cell_type"] == "code"]
    assert sum(map(bool, outputs)) == len(POINTS[NAME])


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_sources_are_stripped_and_named_as_the_contract_says(assignment: str) -> None:
    grades: dict[str, list[str]] = {"solution": [], "check": []}
    for cell in solution(assignment)["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        grading = cell["metadata"].get("nbgrader")
        if grading:
            grades["solution" if grading["solution"] else "check"].append(grading["grade_id"])
    assert sorted(grades["solution"]) == sorted(POINTS[assignment])
    assert grades["check"] == [f"check-{name}" for name in grades["solution"]]


def test_the_configuration_at_the_root_is_that_of_the_kit() -> None:
    from autograder.nbgrader_plugin.course_folder import CONFIG_FILE

    assert "configure(get_config())" in (ROOT / "nbgrader_config.py").read_text()
    assert "configure(get_config())" in CONFIG_FILE
    assert shutil.which("nbgrader", path=sysconfig.get_path("scripts"))


@pytest.mark.slow
@pytest.mark.skipif(not confinement.obstacle(), reason="student code can be confined here")
def test_without_isolation_grading_stops_with_a_sentence_unless_it_is_allowed(
    tmp_path: Path,
) -> None:
    course = tmp_path / "course"
    make_folder(course, ["01_neuron"]).generate_assignment("01_neuron")
    submit(course, "ada", "01_neuron", solution("01_neuron"))
    result = nbgrader("autograde", "01_neuron", course=course, elsewhere="")
    assert result.returncode != 0
    assert "Grading stops here" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (course / "autograded").exists()
    allowed = ("autograde", "01_neuron", "--Intake.allow_unisolated=True")
    result = nbgrader(*allowed, course=course, elsewhere="")
    assert result.returncode == 0, result.stderr
    assert "limited: marks can't be forged" in result.stderr
    assert sum(
        score for score, _ in CourseFolder(course).marks("01_neuron")["ada"].values()
    ) == sum(POINTS["01_neuron"].values())
