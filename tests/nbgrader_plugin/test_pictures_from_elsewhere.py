"""Whoever opens feedback opens nothing from elsewhere: no picture, no script, no style of a student's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from autograder.nbgrader_plugin.mending import mend

FAR = "//far.example/x"
OPENS = {"src", "srcset", "poster", "data", "background", "style", "action", "formaction", "ping"}
"""Attributes by which a page opens something, or a form or a link tells somebody else of it."""
PIXEL = "data:image/png;base64,iVBORw0KGgo="
HAND = {"pic.png": {"image/png": "iVBORw0KGgo="}}


class Opened(HTMLParser):
    """What a browser opens on its own, and the elements that may open anything."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "link", "iframe", "object", "embed", "base", "meta", "form"}:
            self.found.append(tag)
        self.found += [value or "" for name, value in attrs if name in OPENS or name[:2] == "on"]
        if tag != "a":
            self.found += [value or "" for name, value in attrs if name.endswith("href")]


def shown(cell: NotebookNode) -> str:
    """A text as nbgrader's feedback page shows it."""
    renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}))
    return str(MarkdownWithMath(renderer=renderer).render(cell.source))


def opened(text: str, kind: str = "markdown") -> list[str]:
    """What is opened by a page with this text of a student's."""
    cell = {"cell_type": kind, "source": text, "attachments": HAND}
    [made] = mend([cell], [])[0].cells
    page = made.source
    if kind == "markdown":
        page = shown(made)
    parser = Opened()
    parser.feed(page)
    return parser.found


ELSEWHERE = [
    f"![a](https:{FAR}.png)",
    f"![a]({FAR}.png)",
    f"![a](<https:{FAR}.png>)",
    f'![a](https:{FAR}.png "a title")',
    f"![a][b]\n\n[b]: https:{FAR}.png",
    f"![b][]\n\n[b]: https:{FAR}.png",
    f"![b]\n\n[b]: https:{FAR}.png",
    f"![b](data:x y z)\n\n[b]: https:{FAR}.png",
    f"!!![a](https:{FAR}.png)",
    f"[![a](https:{FAR}.png)](https:{FAR})",
    f"![![a](https:{FAR}.png)](attachment:pic.png)",
    f"![a\\]](https:{FAR}.png)",
    f"| a |\n|---|\n| ![a](https:{FAR}.png) |",
    f"> - ![a](https:{FAR}.png)",
    "![a](../../ben/01_neuron/pic.png)",
    "![a](/formgrader/api/x.png)",
    "![a](\\\\far.example\\x.png)",
    "![a](file:///etc/passwd)",
    f"<img src='https:{FAR}.png'>",
    f"<img srcset='https:{FAR}.png 2x'>",
    f"<picture><source srcset='{FAR}.png'></picture>",
    f"<video poster='{FAR}.png' src='{FAR}.mp4'></video>",
    f"<p style='background: url({FAR}.png)'>a</p>",
    f"<style>@import url({FAR}.css); p {{ background: url({FAR}.png) }}</style>",
    f"<link rel='stylesheet' href='{FAR}.css'><link rel='prefetch' href='{FAR}'>",
    f"<svg><image href='{FAR}.png'/><use xlink:href='{FAR}.svg#a'/></svg>",
    f"<math><mglyph src='{FAR}.png'/></math>",
    f"<table background='{FAR}.png'><tr><td>a</td></tr></table>",
    f"<iframe src='{FAR}'></iframe><object data='{FAR}'></object><embed src='{FAR}'>",
    f"<base href='https:{FAR}'><meta http-equiv='refresh' content='0; url={FAR}'>",
    f"<form action='{FAR}'><input type='image' src='{FAR}.png'></form>",
    f"<a href='https:{FAR}' ping='{FAR}'>a</a>",
    f"<audio autoplay src='{FAR}.mp3'></audio>",
    f"<IMG/SRC={FAR}.png>",
]


@pytest.mark.parametrize("text", ELSEWHERE)
@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_text_opens_nothing_from_elsewhere(text: str, kind: str) -> None:
    assert opened(text, kind) == []


def test_an_answer_that_unfolds_still_does() -> None:
    text = "<details ontoggle=alert(1)><summary>1 + 1?</summary>\n\nIt is **2**.\n\n</details>"
    [made] = mend([{"cell_type": "markdown", "source": text}], [])[0].cells
    page = shown(made)
    assert "<details><summary>1 + 1?</summary>" in page
    assert "<strong>2</strong>" in page


pieces = ["!", "[", "]", "(", ")", "<", ">", "\\", "`", "\n", " ", ":", '"', "a", "$", "&#33;"]
pieces += [f"https:{FAR}", "[a]: ", "attachment:pic.png", "img src=", "![a]", "](", PIXEL]


@given(st.lists(st.sampled_from(pieces), max_size=14).map("".join))
def test_no_text_opens_anything_from_elsewhere(text: str) -> None:
    definition = f"\n\n[a]: https:{FAR}.png"
    found = opened(text + definition)
    assert all(re.match(r"data:image/|a$", address) for address in found), found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("![my drawing](attachment:pic.png)", "data:image/png;base64,iVBORw0KGgo="),
        (f"![]({PIXEL})", PIXEL),
        ('![a](plots/loss_2.png "a title")', "plots/loss_2.png"),
        ("![a](./loss.png)", "./loss.png"),
    ],
)
def test_pictures_at_hand_are_shown(text: str, address: str) -> None:
    assert opened(text) == [address]


def test_a_picture_from_elsewhere_is_a_link() -> None:
    [cell] = mend([{"cell_type": "markdown", "source": f"![a](https:{FAR}.png)"}], [])[0].cells
    assert f'<a href="https:{FAR}.png">a</a>' in shown(cell)


@pytest.mark.parametrize(
    "formula",
    [
        rf"$\mmlToken{{mglyph}}[src='{FAR}.png']{{}}$",
        rf"$\style{{background: url({FAR}.png)}}{{x}}$",
        rf"$&#92;mmlToken{{mglyph}}[src='{FAR}.png']{{}}$",
    ],
)
def test_a_formula_opens_nothing_from_elsewhere(formula: str) -> None:
    [cell] = mend([{"cell_type": "markdown", "source": formula}], [])[0].cells
    assert "<pre>" in shown(cell)  # where MathJax reads nothing
