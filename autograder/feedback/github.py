"""A verdict as GitHub's annotations: lines that GitHub shows beside the code they are about.

Source: "Workflow commands for GitHub Actions",
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions, for the lines; and
`packages/core/src/command.ts` in https://github.com/actions/toolkit for what has to be written as %25,
%0A and the like. All text of a student's goes through that, so none can be a command of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.feedback.render import points_text
from autograder.model import Verdict


def annotation(path: str, title: str, message: str, line: int = 1) -> str:
    """One annotation on a line of a file, the first by default."""
    where = f"file={_property(path)},line={line},title={_property(title)}"
    return f"::error {where}::{_data(message)}"


def all_annotations(path: str, verdicts: Iterable[Verdict], text: str) -> list[str]:
    """An annotation for each verdict that is not passed, at the exercise's `def` in the file's text."""
    return [
        annotation(path, f"{v.name}: {points_text(v)}", v.message, _line(v.name, text))
        for v in verdicts
        if not v.passed
    ]


def plain(text: str) -> str:
    """A text as one line of the log, which is no command."""
    return _data(text).replace("::", "%3A%3A")


def _line(name: str, text: str) -> int:
    """The line of a notebook's file on which a function is defined; 1 if there is none."""
    found = re.search(rf'^[ \t]*(?:"source": )?" *def {re.escape(name)}\(', text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
