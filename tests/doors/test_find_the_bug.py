"""`drill("backward")` in a notebook and in a terminal's Python."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import drill
from autograder.engine.course_oracle import course_oracle
from autograder.feedback.drills import Choice, Drill, Row, html
from autograder.find_the_bug import NoDrill, _shown
from tests.helpers.our_course import COURSE, EXERCISES


@pytest.fixture(autouse=True)
def _nothing_shown_yet() -> None:
    _shown.clear()


def made(name: str) -> list[Drill]:
    return course_oracle(COURSE).drills(EXERCISES[name])


def test_it_shows_numbers_and_four_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    drill("backward", seed=3)
    out = capsys.readouterr().out
    shown = made("backward")[3]
    assert all(choice.sentence in out for choice in shown.choices)
    assert not any(choice.why in out for choice in shown.choices)
    assert 'drill("backward", seed=3)' in out


def test_each_answer_says_which_numbers_show_it(capsys: pytest.CaptureFixture[str]) -> None:
    drill("sigmoid", seed=1)
    shown = made("sigmoid")[1]
    for place, choice in enumerate(shown.choices):
        capsys.readouterr()
        drill("sigmoid", place + 1)
        out = capsys.readouterr().out
        assert f"You said {place + 1}. " in out
        assert choice.why in out
        assert ("Right. " in out) == (place == shown.right)


def test_the_next_one_is_another(capsys: pytest.CaptureFixture[str]) -> None:
    outs = []
    for _ in range(len(made("relu"))):
        drill("relu")
        outs.append(capsys.readouterr().out)
    assert len(set(outs)) == len(outs)


def test_a_seed_repeats_it_and_any_seed_will_do(capsys: pytest.CaptureFixture[str]) -> None:
    outs = []
    for seed in (2, 2, 10**9):
        drill("relu", seed=seed)
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1]
    assert outs[2]


def test_a_seed_with_an_answer_needs_nothing_shown(capsys: pytest.CaptureFixture[str]) -> None:
    right = made("relu")[5].right + 1
    drill("relu", right, seed=5)
    assert f"You said {right}. Right." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bakward",), "bakward is none of them. Did you mean backward?"),
        (("fit_classifier",), "There is no drill on fit_classifier: too few of its mistakes"),
        (("relu", 1), 'no drill to answer yet. Show one first: drill("relu")'),
        (("relu", 0), "numbers 1 to 4"),
        (("relu", 5), "numbers 1 to 4"),
        (("relu", "2"), "numbers 1 to 4"),
        (("relu", 2.5), "numbers 1 to 4"),
        ((len,), 'in quotes, as in drill("len")'),
    ],
)
def test_what_it_cant_do_is_said_in_a_sentence(arguments, said) -> None:
    with pytest.raises(NoDrill, match=re.escape(said)) as caught:
        drill(*arguments)
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_a_seed_is_a_whole_number() -> None:
    for seed in (-1, 0.5, "one"):
        with pytest.raises(NoDrill, match="A seed is a whole number"):
            drill("relu", seed=seed)


class Page(HTMLParser):
    """Collects what a screen reader goes by."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: list[tuple[str, dict]] = []
        self.feed(page)
        self.close()
        assert not self.tags

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "img":
            self.tags.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.tags.pop() == tag

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize("name", ["sigmoid", "backward", "mse", "train", "dropout"])
def test_its_html_is_a_named_region_with_a_table_and_a_list(name) -> None:
    for seed, shown in enumerate(made(name)[:6]):
        for chosen in (None, 0, 1):
            page = Page(html(shown, seed, chosen))
            assert page.all("section")[0]["aria-label"] == f"Find the bug: {name}"
            assert len(page.all("li")) == 4
            scopes = [head["scope"] for head in page.all("th")]
            beside = ["col"] * 3 + ["row"] * len(shown.rows)
            below = ["rowgroup", "row", "row"] * len(shown.rows)
            assert scopes in (beside, below)
            assert all(image["alt"] for image in page.all("img"))


def test_wide_values_stand_one_below_the_other() -> None:
    wide = ", ".join(["0.1234"] * 6)
    assert len(wide) > 40
    for value, scope in [(wide, "rowgroup"), ("0.1234", "col")]:
        rows = (Row("train_loss", value, value), Row("steps", "3", "2"))
        page = html(Drill("train", "a run", (), rows, None, (Choice("No.", "So."),), 0), 1)
        assert f'<th scope="{scope}"' in page


def test_a_notebook_shows_it_as_html_and_no_traceback() -> None:
    cells = ['from autograder import drill\ndrill("tanh", seed=0)', 'drill("tanh", 9)']
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    shown, error = (cell.outputs[0] for cell in notebook.cells)
    assert "<section" in shown["data"]["text/html"]
    assert shown["data"]["text/plain"].startswith("Find the bug: tanh")
    assert error["traceback"] == [
        'The sentences have the numbers 1 to 4. Answer as in drill("tanh", 2).'
    ]
