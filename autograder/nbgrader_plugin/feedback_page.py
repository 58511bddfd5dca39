"""The feedback pages of students: what is not right yet comes first, and nothing needs a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

from autograder.feedback.render import marked_code, one_decimal, out_of
from autograder.nbgrader_plugin.formulas import WithFormulas
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.submitted import exercise_of

POLICY = (
    "img-src 'self' data: file:; media-src 'none'; frame-src 'none'; object-src 'none'; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'; script-src 'none'"
)
"""What a browser may open for the page: its styles, and pictures at hand."""
NO_RESPONSE = "No response."
"""nbgrader's own comment on a cell that is unchanged, which the verdict says better."""


@dataclass(frozen=True)
class Part:
    """An exercise, or another cell with points: its name, mark, and what is said of it."""

    name: str
    anchor: str
    points: str
    is_right: bool
    sentence: str = ""
    comment: str = ""


class FeedbackPage(HTMLExporter):
    """nbgrader's feedback page in our form, with a policy that keeps the browser from opening anything.

    A student's text is cleaned when it is read; the policy holds for what cleaning may miss.
    """

    @property
    def default_config(self) -> Config:
        """Ours counts before the template that nbgrader sets for every HTMLExporter."""
        ours = {
            "template_name": "for_students",
            "extra_template_basedirs": [str(Path(__file__).parent / "templates")],
        }
        config = Config(super().default_config)
        config.merge(Config({"FeedbackPage": ours}))
        return config

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """The filters that the template uses."""
        yield from super().default_filters()
        yield "parts", parts_of
        yield "part", part_of
        yield "comment_on", comment_on
        yield "out_of", lambda pair: out_of(*pair)
        yield "one_decimal", one_decimal
        yield "marked_code", marked_code
        yield "code_colours", code_colours

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Markdown as HTML, with formulas as MathML."""
        cell = context.get("cell", {})
        renderer = WithFormulas(
            escape=False, attachments=cell.get("attachments", {}), exclude_anchor_links=True
        )
        return str(MarkdownWithMath(renderer=renderer).render(source))

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """The page as HTML, and nbconvert's resources."""
        page, resources = super().from_notebook_node(nb, resources=resources, **kw)
        meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}" />'
        return page.replace("<head>", f"<head>\n{meta}", 1), resources


def parts_of(notebook: NotebookNode) -> list[Part]:
    """All parts of a graded notebook, each with the sentence and the comment on it."""
    said = _sentences(notebook.metadata.get(OURS, {}))
    comments = {
        exercise_of(cell): comment_on(cell)
        for cell in notebook.cells
        if is_solution(cell) or is_task(cell)
    }
    found = []
    for cell in notebook.cells:
        part = part_of(cell)
        if part is not None:
            name = exercise_of(cell)
            sentence = "" if part.is_right else said.get(name, "")
            comment = comments.get(name, "")
            found.append(
                Part(part.name, part.anchor, part.points, part.is_right, sentence, comment)
            )
    return found


def comment_on(cell: NotebookNode) -> str:
    """What the instructor says of a cell; "" where it is nbgrader's own remark."""
    comment = cell.metadata.get("nbgrader", {}).get("comment") or ""
    return str(comment).removeprefix(NO_RESPONSE).strip()


def part_of(cell: NotebookNode) -> Part | None:
    """The part that a cell gives points for, without what is said of it; None for other cells."""
    if not (is_grade(cell) or is_task(cell)):
        return None
    about = cell.metadata.nbgrader
    points = out_of(about.score, about.points)
    return Part(exercise_of(cell), about.grade_id, points, about.score >= about.points)


def _sentences(ours: Mapping[str, Any]) -> dict[str, str]:
    """The first sentence on each exercise that is not right; what is wrong with the file is told once."""
    return {
        verdict["name"]: verdict["message"].partition("\n")[0]
        for verdict in ours.get("exercises", ())
        if not verdict["passed"] and verdict["message"] != ours.get("error")
    }


def code_colours(style: str) -> str:
    """The style sheet of one of Pygments' styles."""
    return str(HtmlFormatter(style=style).get_style_defs(".highlight"))
