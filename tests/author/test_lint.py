"""Our own course meets every rule that `autograder verify` holds courses to, and each rule finds its fault."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.author import declarations, hint_rules, notebook_rules
from autograder.author.lint import RULES, about, lint, measurable
from autograder.author.verify import Defect
from autograder.checks import formula
from autograder.model import Case, Check, Hint
from tests.helpers.our_course import COURSE, EXERCISES


@pytest.mark.parametrize(
    "rule",
    [pytest.param(r, marks=pytest.mark.slow) if r == "out of step" else r for r in RULES],
)
def test_our_own_course_keeps_the_rule(rule: str) -> None:
    assert lint(COURSE, [rule]) == []


def test_all_its_exercises_can_be_measured() -> None:
    assert set(measurable(COURSE)) == set(EXERCISES)
    assert measurable(COURSE, ["relu"]) == ["relu"]


def test_defects_about_an_exercise() -> None:
    defects = [
        Defect("declaration", "relu", "a"),
        Defect("to do", "b.py", "line 1, marked TODO(relu)"),
    ]
    other = Defect("declaration", "leaky_relu", "c")
    assert about([*defects, other], ["relu"]) == defects
    assert about([*defects, other], []) == [*defects, other]


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch):
    """`declared(**changes)`: the sentences on relu, declared otherwise."""

    def declared(**changes) -> list[str]:
        monkeypatch.setitem(COURSE.exercises, "relu", replace(EXERCISES["relu"], **changes))
        return [d.sentence for d in lint(COURSE, ["declaration"]) if d.id == "relu"]

    return declared


def cases_of(*names: str) -> Check:
    return formula(lambda rng: [Case(dict.fromkeys(names, 1.0))])


def test_a_signature_that_is_not_the_answers(declared) -> None:
    sentences = declared(signature=("x",), checks=(cases_of("x"),))
    assert "its signature is (x), but its answer's is (z)" in sentences


def test_an_input_that_is_no_argument(declared) -> None:
    sentences = declared(checks=(cases_of("zz"),))
    assert any(
        "has the input zz, which is not an argument. Did you mean z?" in s for s in sentences
    )


def test_inputs_in_another_order(monkeypatch) -> None:
    bce = replace(EXERCISES["bce"], checks=(cases_of("y_pred", "y_true"),))
    monkeypatch.setitem(COURSE.exercises, "bce", bce)
    sentences = [d.sentence for d in lint(COURSE, ["declaration"]) if d.id == "bce"]
    assert any("use the order of the signature" in s for s in sentences)


def test_what_can_not_stand_in(declared) -> None:
    sentences = declared(builds_on=("sigmoyd",))
    assert any("builds_on names sigmoyd" in s and "Did you mean sigmoid" in s for s in sentences)
    assert any("comes in a later notebook" in s for s in declared(builds_on=("train",)))


def test_checks_of_one_name_and_none_of_the_formula(declared) -> None:
    check = EXERCISES["relu"].checks[0]
    assert any("called formula" in s for s in declared(checks=(check, check)))
    lax = replace(check, kind="robustness")
    assert any("no formula check" in s for s in declared(checks=(lax,)))


def test_cases_that_can_not_be_drawn(declared) -> None:
    broken = formula(lambda rng: [Case({"z": rng.no_such_draw()})])
    assert any("can't be drawn: AttributeError" in s for s in declared(checks=(broken,)))


def test_a_right_answer_that_is_not_there(declared) -> None:
    assert any("also_right names relu_9" in s for s in declared(also_right=("relu_9",)))
    assert any("keeps names zz" in s for s in declared(keeps=("zz",)))


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("The sum is -2 + 0.4 = -1.6, no more.", True),
        ("Its cost: -log(0.8) = 0.2231.", True),
        ("The root: √(2/π) = 0.7979, and e^-1 = 0.3679.", True),
        ("Its square: 0.9640² = 0.9394.", False),
        ("The sum is -2 + 0.4 = 2.4.", False),
        ("W1 = 2 and f(3) = 4 are no sums.", True),
    ],
)
def test_wrong_sums_in_a_hint_are_noticed(line: str, holds: bool) -> None:
    hint = Hint(
        "Look at the smallest case that there is, and go through it by hand, step by step." * 2
        + ".",
        (line,) * 3,
    )
    faults = [f for f in hint_rules.hint_faults(EXERCISES["relu"], hint, ()) if "calculator" in f]
    assert (faults == []) == holds


def test_a_hint_is_neither_code_nor_unkind() -> None:
    hint = Hint("You simply call np.maximum on it.", ())
    faults = " ".join(hint_rules.hint_faults(EXERCISES["relu"], hint, ()))
    assert "contains code (np.)" in faults
    assert "says 'simply'" in faults
    assert "has 33 characters" in faults
    assert next(hint_rules.hint_faults(EXERCISES["relu"], Hint(), ())).startswith("has no hint")


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`notebook(change)`: the sentences on a copy of our solutions, one notebook changed."""

    def notebook(change) -> list[str]:
        solutions = tmp_path / "solutions"
        shutil.copytree(COURSE.solutions, solutions)
        file = solutions / "02_activations" / "02_activations.ipynb"
        content = json.loads(file.read_text())
        change(content["cells"])
        file.write_text(json.dumps(content))
        monkeypatch.setattr(type(COURSE), "solutions", property(lambda self: solutions))
        return [sentence for _, sentence in notebook_rules.notebook_faults(COURSE)]

    return notebook


def cell_called(cells, grade_id):
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def test_a_notebook_without_a_check_cell(notebook) -> None:
    sentences = notebook(lambda cells: cells.remove(cell_called(cells, "check-relu")))
    assert any(s.startswith("the solution cell relu has no check cell") for s in sentences)
    assert any(s.startswith("no notebook has a check cell for relu") for s in sentences)


def test_a_check_cell_that_is_misspelt_worth_nothing_and_open(notebook) -> None:
    def change(cells):
        cell = cell_called(cells, "check-relu")
        cell["source"] = "check(rely)"
        cell["metadata"]["nbgrader"] |= {"points": 0, "locked": False}

    sentences = notebook(change)
    assert "the check cell check-relu should say check(relu) and nothing else" in sentences
    assert any(s.startswith("the check cell check-relu is worth no points") for s in sentences)
    assert "the check cell check-relu is not locked: students could change it" in sentences


def test_a_notebook_for_practice_gives_0_points_in_every_check_and_says_so(notebook) -> None:
    def change(cells, points=0):
        for cell in cells:
            if "points" in cell["metadata"].get("nbgrader", {}):
                cell["metadata"]["nbgrader"]["points"] = points

    assert notebook(change) == []


def test_a_solution_that_students_would_be_handed(notebook) -> None:
    def change(cells):
        cell_called(cells, "relu")["source"] = "def relu(z):\n    return np.maximum(0, z)"

    assert any("relu lacks ### BEGIN SOLUTION" in s for s in notebook(change))


def test_texts_that_do_not_read_well(notebook) -> None:
    def change(cells):
        cells[0]["source"] = "# One\n\n# Two\n\n    shown as code\n\nHalf a formula: $x"

    sentences = " ".join(notebook(change))
    for words in ("there are 2 titles", "shown as code", "formula is not closed"):
        assert words in sentences


def test_what_is_still_to_do_is_told_with_its_lines(monkeypatch, tmp_path) -> None:
    file = tmp_path / "relu.py"
    file.write_text("# TODO(relu): a\n\n# TODO(relu): b\n")
    for name in ("public_folder", "private_folder", "solutions"):
        monkeypatch.setattr(type(COURSE), name, property(lambda self: tmp_path))
    ((place, sentence),) = declarations.to_do(COURSE)
    assert place.endswith("relu.py")
    assert sentence == "lines 1, 3 still to do, marked TODO(relu)"
