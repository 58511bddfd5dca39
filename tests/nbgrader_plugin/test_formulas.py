"""Formulas on feedback pages: as MathML, whatever a student wrote between the dollar signs."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.nbgrader_plugin.formulas import LONGEST, mathml


def test_a_fraction_is_a_fraction() -> None:
    [row] = fromstring(mathml(r"\frac{1}{1 + e^{-z}}"))
    [fraction] = row
    assert fraction.tag == "mfrac"
    assert "".join(fraction.itertext()) == "11+e−z"


def test_an_entity_is_told_as_its_sign() -> None:
    assert "<mo>&lt;</mo>" in mathml("a < b")
    assert "∂" in mathml(r"\partial")


@pytest.mark.parametrize(
    "formula",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
        r"\text{&amp;lt;script&amp;gt;}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background: url(//far.example)}{x}",
        r"\class{a}{x}",
        r"\frac{<img src=//far.example>",
    ],
)
def test_a_formula_brings_no_markup_of_its_own(formula: str) -> None:
    shown = mathml(formula)
    for element in fromstring(shown).iter():
        assert element.tag[0] == "m" or element.tag == "code"
        assert not {"href", "style", "class", "src"} & {*element.attrib}


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{",
        "{" * 1500,
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{\a\a}\a",
        r"\newenvironment{a}{\begin{a}}{}\begin{a}",
        "x" * (LONGEST + 1),
    ],
)
def test_what_can_not_be_read_is_shown_as_it_was_written(formula: str) -> None:
    assert mathml(formula) == f"<code>{formula}</code>"


_PIECES = [
    "{",
    "}",
    "\\frac",
    "\\text",
    "^",
    "_",
    "&",
    "\\\\",
    "<b>",
    "&lt;",
    "x",
    " ",
    '"',
    "\\begin{cases}",
]


@given(
    st.lists(st.sampled_from([*_PIECES, "\\end{cases}", "\\left(", "\\sqrt", "]]>"])).map("".join)
)
def test_any_formula_is_well_formed(formula: str) -> None:
    fromstring(mathml(formula))
