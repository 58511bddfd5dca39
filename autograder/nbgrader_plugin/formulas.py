"""Formulas in LaTeX as MathML, which a browser shows without a script and without a network."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import tostring

from latex2mathml.converter import Converter
from nbconvert.filters.markdown_mistune import IPythonRenderer

LONGEST = 2000
_OWN_COMMANDS = re.compile(r"\\(?:newcommand|newenvironment|def|DeclareMathOperator)")
"""A formula that defines commands may grow without end."""
_HARMLESS = {
    "accent",
    "columnalign",
    "columnlines",
    "columnspacing",
    "display",
    "displaystyle",
    "fence",
    "form",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowlines",
    "rowspacing",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "width",
}
"""Attributes that neither open anything nor have a style."""


@lru_cache(maxsize=4096)
def mathml(formula: str, display: str = "inline") -> str:
    """A formula as MathML; as code if it can't be read. A student may have written it."""
    if len(formula) > LONGEST or _OWN_COMMANDS.search(formula):
        return _as_code(formula)
    try:
        math = Converter(display=display).convert_to_element(formula)
        for element in math.iter():
            element.text = unescape(element.text or "")
            element.attrib = {k: v for k, v in element.attrib.items() if k in _HARMLESS}
        return tostring(math, encoding="unicode", short_empty_elements=False)
    except Exception:
        return _as_code(formula)


def _as_code(formula: str) -> str:
    return f"<code>{escape(formula)}</code>"


class WithFormulas(IPythonRenderer):
    """nbconvert's renderer of Markdown, with MathML, and with headings that stand below a page's own."""

    def inline_math(self, body: str) -> str:
        """A formula in a line."""
        return mathml(body)

    def block_math(self, body: str) -> str:
        """A formula on lines of its own."""
        return f'<span class="formula">{mathml(body, "block")}</span>'

    def latex_environment(self, name: str, body: str) -> str:
        """A formula in an environment, such as align."""
        return self.block_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading, one level lower."""
        heading: str = super().heading(text, min(level + 1, 6), **attrs)
        return heading
