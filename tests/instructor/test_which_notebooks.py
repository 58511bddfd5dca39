"""Kits with some notebooks only, kits with some of them solved, and the solutions."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.engine.notebook_verdicts import check_file
from autograder.instructor.chosen import UnknownNotebooks, chosen
from autograder.instructor.course_map import stage
from autograder.instructor.kit import contents_near, make_kit, make_solutions
from autograder.instructor.solved import explanation, without_markers
from autograder.notebooks.reading import cells_of, grading_of, source_of
from tests.helpers.files import write
from tests.helpers.notebooks import ASSIGNMENTS, ROOT, notebook_path
from tests.helpers.our_course import ASSIGNMENTS as EXERCISES_OF
from tests.helpers.our_course import COURSE, EXERCISES, HINTS, KNOWN
from tests.helpers.reading_grade import too_hard
from tests.instructor.test_kit import pytest_in, python

OURS = contents_near(ROOT, COURSE)
SOLVED = [name for name in ASSIGNMENTS if "01" <= name[:2] <= "04"]
LAST = [name for name in ASSIGNMENTS if name[:2] >= "05"]


@pytest.fixture(scope="module")
def solved_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit", OURS.choose(None, "01-04"))


@pytest.fixture(scope="module")
def last_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit", OURS.choose("05-07", None))


@pytest.fixture(scope="module")
def library(solved_kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels of the kit with solved notebooks, unpacked."""
    return unpacked(solved_kit, tmp_path_factory.mktemp("library"))


def unpacked(kit: Path, folder: Path) -> Path:
    for wheel in kit.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder)
    return folder


def answers(assignment: str) -> dict[str, str]:
    cells = cells_of(notebook_path("solutions", assignment))
    return {
        str(grading_of(cell)["grade_id"]): source_of(cell)
        for cell in cells
        if grading_of(cell).get("solution")
    }


def test_in_a_kit_with_solved_notebooks_these_pass_and_the_others_wait(
    solved_kit: Path, library: Path
) -> None:
    done = sum(len(EXERCISES_OF[name]) for name in SOLVED)
    output = pytest_in(solved_kit, library)
    assert f"{done} passed, {len(EXERCISES) - done} skipped" in output, output


def test_a_later_notebook_finds_the_solved_functions(solved_kit: Path, library: Path) -> None:
    code = """
import numpy as np
from autograder import from_earlier
init_params, forward = from_earlier("04_backprop", "init_params", "forward")
params = init_params(3, 4, np.random.default_rng(0))
print(forward(params, np.ones((5, 3)))["P"].shape)
"""
    result = python(code, library, solved_kit / "07_training")
    assert result.stdout.split() == ["(5,", "1)"], result.stderr


def test_only_what_was_asked_for_is_solved(solved_kit: Path) -> None:
    for name in ASSIGNMENTS:
        cells = cells_of(solved_kit / name / f"{name}.ipynb")
        stubs = [c for c in cells if "raise NotImplementedError\n" in f"{source_of(c)}\n"]
        assert len(stubs) == (0 if name in SOLVED else len(EXERCISES_OF[name]))
        text = "".join(map(source_of, cells))
        assert "SOLUTION" not in text
        assert ("are solved" in text) == (name in SOLVED)


def test_its_readme_says_what_is_solved_and_where_to_begin(solved_kit: Path) -> None:
    page = (solved_kit / "README.md").read_text()
    assert f"**Solved for you:** {', '.join(SOLVED)}." in page
    assert "Open `05_optimizers/05_optimizers.ipynb`" in page
    assert "Not in this folder" not in page


def test_a_kit_of_some_notebooks_says_what_is_missing_and_what_to_do(last_kit: Path) -> None:
    assert {path.name for path in last_kit.iterdir() if path.is_dir()} == {*LAST}
    page = " ".join((last_kit / "README.md").read_text().split())
    assert "**Not in this folder:** 02_activations, 03_losses, 04_backprop." in page
    assert "copy the folder of each into this one" in page
    assert page.startswith(f"# {COURSE.title} Three notebooks.")


def test_first_notebooks_alone_lack_nothing(tmp_path: Path) -> None:
    kit = make_kit(tmp_path / "kit", OURS.choose("01", None))
    assert "Not in this folder" not in (kit / "README.md").read_text()


def test_any_two_kits_of_a_course_have_the_same_checks(
    solved_kit: Path, last_kit: Path, tmp_path: Path
) -> None:
    one, two = (unpacked(kit, tmp_path / str(n)) for n, kit in enumerate((solved_kit, last_kit)))
    names = [{p.relative_to(folder) for p in folder.rglob("*.*")} for folder in (one, two)]
    assert names[0] == names[1]
    for file in ("syllabus.json", "answers.bin"):
        sizes = [(folder / "autograder/workshop" / file).stat().st_size for folder in (one, two)]
        assert sizes[0] == pytest.approx(sizes[1], rel=1e-3), file


def test_solutions_are_right_explained_and_nothing_else(tmp_path: Path) -> None:
    folder = make_solutions(tmp_path / "answers", OURS.choose("01-02", None))
    assert {path.name for path in folder.iterdir()} == {"01_neuron", "02_activations", "README.md"}
    for name in ("01_neuron", "02_activations"):
        file = folder / name / f"{name}.ipynb"
        assert check_file(file).passed
        sources = {str(cell.get("id")): source_of(cell) for cell in cells_of(file)}
        for exercise in EXERCISES_OF[name]:
            assert "A small case by hand" in sources[f"about-{exercise}"]
            assert without_markers(answers(name)[exercise]) in sources.values()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_explanation_holds_the_hint_and_every_known_mistake(exercise: str) -> None:
    def plain(text: str) -> str:
        return re.sub(r"[\s\\]", "", text)

    told = plain(explanation(exercise, COURSE))
    for text in (HINTS[exercise].more, *HINTS[exercise].worked):
        assert plain(text) in told
    for known in KNOWN[exercise].values():
        assert plain(known.what) in told
        assert plain(known.sentence) in told


@pytest.mark.parametrize(
    ("text", "numbers"), [("04", ["04"]), ("4", ["04"]), ("02-03", ["02", "03"]), ("7-7", ["07"])]
)
def test_numbers_and_ranges(text: str, numbers: list[str]) -> None:
    assert [a.name[:2] for a in chosen(text, OURS.assignments, "--only")] == numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("09", "there is no notebook 09"),
        ("05-09", "there is no notebook 09"),
        ("04-01", "write 01-04"),
        ("losses", "takes a number"),
        ("01,03", "takes a number"),
        ("", "takes a number"),
        ("-", "takes a number"),
    ],
)
def test_numbers_that_fit_no_notebook_are_a_sentence(text: str, words: str) -> None:
    with pytest.raises(UnknownNotebooks, match=words) as raised:
        chosen(text, OURS.assignments, "--solved")
    assert "--solved" in str(raised.value)
    assert ASSIGNMENTS[-1] in str(raised.value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["kit", "--solved", "09"], "no notebook 09"),
        (["kit", "--only", "05-07", "--solved", "04"], "leaves out 04_backprop"),
        (["solutions", "--only", "03-02"], "write 02-03"),
    ],
)
def test_wrong_numbers_are_wrong_usage_and_write_nothing(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, [*arguments, "--out", str(tmp_path / "new")])
    assert result.exit_code == 2
    assert words in result.output
    assert not [*tmp_path.iterdir()]


def test_every_notebook_of_ours_says_how_long_it_takes() -> None:
    for assignment in OURS.assignments:
        assert re.search("minute|hour", stage(assignment, OURS.assignments, OURS.solutions).time)


@pytest.mark.parametrize(
    ("opening", "title", "time"),
    [
        ("# 03 · Losses\n\nWords. Plan for 60 to\n90 minutes.", "Losses", "60 to 90 minutes"),
        ("# Losses\n\nPlan 1.5 to 2.5 hours. Then rest.", "Losses", "1.5 to 2.5 hours"),
        (
            "# 3: Losses: how wrong?\nPlan for 2½ hours, in two parts.",
            "Losses: how wrong?",
            "2½ hours, in two parts",
        ),
        ("No heading, and no plan.", "losses", ""),
    ],
)
def test_title_and_time_are_the_notebooks_own(
    opening: str, title: str, time: str, tmp_path: Path
) -> None:
    write(tmp_path / "03_losses/03_losses.ipynb", {"cell_type": "markdown", "source": opening})
    (losses,) = (a for a in OURS.assignments if a.name == "03_losses")
    found = stage(losses, OURS.assignments, tmp_path)
    assert (found.title, found.time) == (title, time)


def test_the_pages_tell_each_notebooks_time_and_are_easy_to_read(solved_kit: Path) -> None:
    page = (solved_kit / "README.md").read_text()
    for assignment in OURS.assignments:
        (line,) = (row for row in page.splitlines() if row.startswith(f"- `{assignment.name}`"))
        assert stage(assignment, OURS.assignments, OURS.solutions).time in line
    for name in ("README.md", "glossary.md"):
        text = re.sub(r"^```.*?^```", "", (solved_kit / name).read_text(), flags=re.S | re.M)
        text = text.replace(COURSE.summary, "")
        parts = re.split(r"\n\s*\n|\n(?=- |\d\. )", text.replace("**", ""))
        assert not [*filter(None, map(too_hard, parts))], name
