"""The page can be read by who can't see it, and without colour: nothing serious is left that axe finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.axe import find_chromium, serious
from tests.helpers.graded_class import NEURON, NO_BIAS, RIGHT, work
from tests.helpers.report_page import Page, Report

DARK = "--blink-settings=preferredColorScheme=0"
UNKNOWN = "The numbers differ from the right ones."


@pytest.fixture
def page(report: Report) -> Page:
    """The page of a class with something in each of its parts."""
    bias = "def weighted_sum(x, w, b):\n    return x @ w - b"
    dense = "def dense(X, W, b):\n    return X @ W * b"
    wrong = work(NO_BIAS, "It is right but for one.", UNKNOWN, RIGHT, code={"dense": dense})
    late = work(NO_BIAS, "It is right but for one.", UNKNOWN, RIGHT, code={"dense": bias}, late=1)
    odd = work(RIGHT, RIGHT, RIGHT, RIGHT, remarks=[["A check was put back.", None]])
    return report({"ada": {NEURON: wrong}, "ben": {NEURON: late}, "cy": {NEURON: odd}, "di": {}})


@pytest.mark.parametrize("flags", [(), (DARK,)], ids=["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, flags: tuple[str, ...], tmp_path: Path) -> None:
    opened = page.source.replace("<details", "<details open")
    assert not serious(opened, find_chromium(), tmp_path, *flags)


@pytest.mark.slow
def test_axe_sees_the_dark_page(page: Page, tmp_path: Path) -> None:
    spoilt = page.source.replace("--text: #e6eaee", "--text: #252525")
    assert [found[1] for found in serious(spoilt, find_chromium(), tmp_path, DARK)] == [
        "color-contrast"
    ]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_ink_and_paper_differ_in_grey(page: Page, scheme: int) -> None:
    ink, paper = (
        grey(re.findall(rf"--{name}: #(\w{{6}})", page.source)[scheme]) for name in ("ink", "paper")
    )
    assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) > 4.5


def grey(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
