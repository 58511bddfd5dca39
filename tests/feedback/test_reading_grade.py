"""Every message that a student can read has a reading grade of at most 9, and so has every paragraph of a notebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder
from autograder.feedback.problems import RULES, SHORTER
from tests.feedback.test_slips import WORDS, sentences
from tests.helpers.notebooks import ASSIGNMENTS, solution
from tests.helpers.our_course import COURSE, EXERCISES, HINTS, KNOWN
from tests.helpers.reading_grade import english, grade, own_words, too_hard

QUOTED = {pattern for pattern, _ in RULES} | {text for pair in SHORTER for text in pair}
"""What Python and NumPy say, in their words."""
LONGEST = 36
"""The most words of one sentence, so that short ones beside it do not hide a long one."""

MARKUP = [
    (r"^```.*?^```|\$\$.*?\$\$|^(> ?)?(\||#+ )[^\n]*$|</?\w+[^>]*>|\*", " "),
    (r"\$[^$]*\$", "`x`"),
    (r"^> ?", ""),
]
"""What is taken out of a notebook's texts, and what is put in its place."""

ENGINE = Path(autograder.__file__).parent
FOR_OTHERS = {"instructor", "author", "nbgrader_plugin", "marking", "workshop", "sandbox"}
"""Folders whose texts are for instructors, for authors, or for nobody; the workshop's exercises count."""
SOURCES = [
    *COURSE.public_folder.joinpath("exercises").rglob("*.py"),
    *(path for path in ENGINE.glob("*/*.py") if path.parent.name not in FOR_OTHERS),
    *(ENGINE / f"{door}.py" for door in ("kernel", "earlier", "find_the_bug", "pytest_plugin")),
]


def written_in(path: Path) -> Iterator[str]:
    """The messages in a module: texts of five words and more, with "X1" for what is put into them.

    Lists of names on several lines are none.
    """
    return texts_in(ast.parse(path.read_text(encoding="utf-8")))


def texts_in(tree: ast.AST) -> Iterator[str]:
    """The texts of five words and more, in code."""
    inner = {
        id(part)
        for node in ast.walk(tree)
        for part in ast.iter_child_nodes(node)
        if isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in inner:
            text = re.sub(r"\{\w*\}", "X1", _text(node))
            if len(text.split()) >= 5 and "\n" not in text and text not in QUOTED:
                yield text


def paragraphs(assignment: str) -> Iterator[str]:
    """The paragraphs and list items of a notebook, without headings, formulas, code, tables and markup."""
    for cell in solution(assignment)["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        text = "".join(cell["source"])
        for pattern, put_in in MARKUP:
            text = re.sub(pattern, put_in, text, flags=re.DOTALL | re.MULTILINE)
        for part in re.split(r"\n\s*\n|\n(?=- |\d+\. )", text):
            if len(part.split()) >= 5:
                yield " ".join(part.split())


def descriptions(assignment: str) -> Iterator[str]:
    """What the notebook's figures are said to show, with "X1" for numbers that are computed."""
    for cell in solution(assignment)["cells"]:
        tree = ast.parse("".join(cell["source"]) if cell["cell_type"] == "code" else "")
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "show":
                yield from texts_in(node)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(v) if isinstance(v, ast.Constant) else "X1" for v in node.values)
    return node.value if isinstance(node.value, str) else ""


@pytest.mark.parametrize("exercise", EXERCISES)
def test_misconceptions_and_hints(exercise) -> None:
    told = [known.sentence for known in KNOWN[exercise].values()] + [HINTS[exercise].more]
    assert not list(filter(None, map(too_hard, told)))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_claims_of_checks(exercise) -> None:
    checks = EXERCISES[exercise].checks
    assert not list(filter(None, (too_hard(f"`f`: {check.claim}.") for check in checks)))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_what_the_engine_and_its_checks_say(path) -> None:
    assert not list(filter(None, map(too_hard, written_in(path))))


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_texts_of_notebooks(assignment: str) -> None:
    told = [*paragraphs(assignment)]
    assert len(told) > 20
    assert not list(filter(None, map(too_hard, told)))


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_descriptions_of_figures(assignment: str) -> None:
    assert not list(filter(None, map(too_hard, descriptions(assignment))))


@pytest.mark.filterwarnings("ignore")
def test_advice_on_errors() -> None:
    told = {own_words(said) for code in WORDS for said in sentences(code)}
    assert len(told) > 100
    assert not list(filter(None, map(too_hard, told)))


def test_what_is_not_english_counts_as_one_short_word() -> None:
    assert english("The (n, d) times `np.dot(a, b)`, W1 @ W2: look.") == "The it times it: look."
    assert english("np.exp gives 0.5 - p there.") == "it gives it there."
    assert english("A two-layer net that isn't trained.") == "A two layer net that isn't trained."


def test_easy_and_hard_sentences_are_told_apart() -> None:
    assert grade("The cat sat on the mat.") < 1
    assert (
        grade("Multiplicative regularization necessitates differentiability considerations.") > 20
    )
