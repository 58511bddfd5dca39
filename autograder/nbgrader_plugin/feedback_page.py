"""Feedback pages that open nothing from elsewhere on a student's behalf."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

POLICY = (
    "img-src 'self' data: file:; media-src 'none'; frame-src 'none'; object-src 'none'; "
    "connect-src 'none'; form-action 'none'; base-uri 'none'"
)
"""What a browser may open for the page: its scripts, styles and fonts, and pictures at hand."""


class FeedbackPage(HTMLExporter):
    """nbgrader's feedback page, with a policy that keeps the browser from opening pictures from elsewhere.

    A student's text is cleaned when it is read; this holds for what cleaning may miss.
    """

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, Any]:
        """The page as HTML, and nbconvert's resources."""
        page, resources = super().from_notebook_node(nb, resources=resources, **kw)
        meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}" />'
        return page.replace("<head>", f"<head>\n{meta}", 1), resources
