"""Where earlier notebooks lie: one rule, for `from_earlier` and for whoever gathers them for a grader."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from autograder import from_earlier
from autograder.notebooks.earlier import earlier_cells, find_earlier, missing_from
from autograder.notebooks.reading import Cell, read_code
from tests.helpers.files import code, write
from tests.helpers.our_course import ASSIGNMENTS, COURSE

OWN, WANTED = "05_optimizers", "04_backprop"
IN_ORDER = [
    f"{WANTED}/{WANTED}.ipynb",
    f"{WANTED}/{WANTED} (1).ipynb",
    f"{OWN}/{WANTED}.ipynb",
    f"{OWN}/{WANTED}-ada.ipynb",
    f"{WANTED}.ipynb",
    f"{OWN}/{WANTED}/{WANTED}.ipynb",
    f"{OWN}/{WANTED}/mine.ipynb",
]
"""The places where it is found, the one that counts first; of the names in one folder, the exact one."""


@pytest.mark.parametrize("place", IN_ORDER)
def test_it_is_found_in_each_of_these_places(tmp_path: Path, place: str) -> None:
    file = write(tmp_path / place, code("x = 4"))
    (tmp_path / OWN).mkdir(exist_ok=True)
    assert [*find_earlier(tmp_path / OWN, WANTED)] == [file]


def test_of_several_the_first_counts(tmp_path: Path) -> None:
    for place in reversed(IN_ORDER):
        write(tmp_path / place, code("x = 4"))
        (tmp_path / OWN).mkdir(exist_ok=True)
        assert next(find_earlier(tmp_path / OWN, WANTED)) == tmp_path / place


def test_a_relative_folder_is_the_same_folder(tmp_path: Path, monkeypatch) -> None:
    for name in (OWN, WANTED):
        write(tmp_path / name / f"{name}.ipynb", code("x = 1"))
    found = [*find_earlier(tmp_path / OWN, WANTED)]
    for cwd, folder in ((tmp_path, OWN), (tmp_path / OWN, "."), (tmp_path / WANTED, f"../{OWN}")):
        monkeypatch.chdir(cwd)
        assert [path.resolve() for path in find_earlier(Path(folder), WANTED)] == found


def test_which_of_two_is_meant_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / OWN).mkdir()
    for end in (" (1)", " (2)"):
        write(tmp_path / WANTED / f"{WANTED}{end}.ipynb", code("x = 4"))
    assert [*find_earlier(tmp_path / OWN, WANTED)] == []


def test_what_macos_lays_beside_a_renamed_one_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / OWN).mkdir()
    file = write(tmp_path / WANTED / "mine (1).ipynb", code("x = 4"))
    (tmp_path / WANTED / "._mine (1).ipynb").write_bytes(b"\x00\x05\x16\x07")
    assert [*find_earlier(tmp_path / OWN, WANTED)] == [file]


# As a student's code asks for them.


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "05_optimizers"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return tmp_path


def test_earlier_notebooks_lie_beside_this_ones_folder(course) -> None:
    write(course / "04_backprop" / "04_backprop.ipynb", code("def f(): return 4\nraise SystemExit"))
    (f,) = from_earlier("04_backprop", "f")
    assert f() == 4


@pytest.mark.parametrize(
    "place", ["04_backprop.ipynb", "../04_backprop.ipynb", "04_backprop/04_backprop.ipynb"]
)
def test_or_in_this_folder_or_around_it(course, place) -> None:
    write(Path(place), code("def f(): return 4"))
    assert from_earlier("04_backprop", "f")[0]() == 4


def test_earlier_may_have_an_earlier_of_its_own(course) -> None:
    write(course / "02_activations" / "02_activations.ipynb", code("def g(): return 2"))
    source = "from autograder import from_earlier\n(g,) = from_earlier('02_activations', 'g')"
    write(
        course / "04_backprop" / "04_backprop.ipynb", code(source), code("def f(): return 2 * g()")
    )
    assert from_earlier("04_backprop", "f")[0]() == 4


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "no notebook was found at"),
        ("x = 1", "no function called f"),
        ("f = 3", "f is not a function"),
        ("def f() return 1", "can't read the cell of f"),
        ("f = undefined", "NameError"),
    ],
)
def test_what_is_missing_says_so_when_it_is_called(course, source, words) -> None:
    if source is not None:
        write(course / "04_backprop" / "04_backprop.ipynb", code(source))
    f, g = from_earlier("04_backprop", "f", "g")
    assert (f.__name__, g.__name__) == ("f", "g")
    with pytest.raises(LookupError, match=words) as caught:
        f(1, x=2)
    assert "f comes from 04_backprop" in str(caught.value)
    assert "paste f into a cell" in str(caught.value)


def test_a_notebook_that_cannot_be_read_says_so_when_its_function_is_called(course) -> None:
    path = course / "04_backprop" / "04_backprop.ipynb"
    path.parent.mkdir()
    path.write_text("{")
    (f,) = from_earlier("04_backprop", "f")
    with pytest.raises(LookupError, match="can't be read as JSON"):
        f()


# As a grader gathers them.


def gathered(folder: Path, name: str) -> dict[str, list[Cell]]:
    cells = read_code(folder / name / f"{name}.ipynb")
    before = [other for other in ASSIGNMENTS if other < name]
    return earlier_cells(cells, folder / name, before)


def named_by(name: str) -> set[str]:
    """What a notebook of ours takes from, and what those take from."""
    text = "\n".join(cell.source for cell in read_code(COURSE.solutions / name / f"{name}.ipynb"))
    found = set(re.findall(r'from_earlier\(\s*"(\w+)"', text))
    return found.union(*map(named_by, found))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_those_that_it_names_are_gathered_and_no_others(name: str) -> None:
    assert set(gathered(COURSE.solutions, name)) == named_by(name)


def test_one_that_is_named_at_run_time_may_be_any(tmp_path: Path) -> None:
    source = 'from_earlier("0" + "4_backprop", "f")'
    write(tmp_path / OWN / f"{OWN}.ipynb", code(source))
    write(tmp_path / WANTED / f"{WANTED}.ipynb", code("x = 4"))
    assert set(gathered(tmp_path, OWN)) == {WANTED}


def test_one_that_can_not_be_read_is_missing(tmp_path: Path) -> None:
    shutil.copytree(COURSE.solutions / "04_backprop", tmp_path / "04_backprop")
    write(tmp_path / "02_activations" / "02_activations.ipynb", code("x = 2"))
    (tmp_path / "03_losses").mkdir()
    (tmp_path / "03_losses" / "03_losses.ipynb").write_text("{")
    found = gathered(tmp_path, "04_backprop")
    assert found == {"02_activations": [Cell("1", "x = 2")]}
    own = read_code(tmp_path / "04_backprop" / "04_backprop.ipynb")
    before = ["01_neuron", "02_activations", "03_losses"]
    assert missing_from(own, found, before) == ["03_losses"]
