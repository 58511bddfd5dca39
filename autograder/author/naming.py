"""Writes a new misconception into a course's private half, below those that are there."""

from __future__ import annotations

import ast
import json
import re
import sysconfig
import textwrap
from collections.abc import Mapping
from pathlib import Path

from autograder.author.scaffold import ScaffoldError, compiles, filled, module_of, write
from autograder.course import Course
from autograder.engine.reference import reference
from autograder.mending.repairs import is_change
from autograder.mistakes.explanations import is_explanation

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WIDTH = 88


def function_name(course: Course, exercise: str, name: str) -> str:
    """The name of the function for a misconception `exercise/name`.

    Raises ScaffoldError if the name can't be an id, or is taken.
    """
    id = f"{exercise}/{name}"
    if not _NAME.fullmatch(name):
        raise ScaffoldError(
            f"{id!r} can't be a name: after the exercise and a slash, use lower-case letters, digits and "
            f"hyphens, such as {exercise}/wrong-sign."
        )
    if is_explanation(id) or is_change(id):
        raise ScaffoldError(
            f"{id} can't be a name: those that begin with model- or change- are made by the kit."
        )
    path = module_of(course.private_folder / "misconceptions", course.subject_of(exercise))
    function = f"{exercise}_{name.replace('-', '_')}"
    if id in reference(course).misconceptions(exercise) or function in _defined_in(path):
        raise ScaffoldError(f"{id} is already the name of another mistake: choose another one.")
    return function


def add_misconception(
    course: Course, id: str, sentence: str, function: str, imports: Mapping[str, str]
) -> Path:
    """Add a misconception to its subject's module. Returns the file.

    `function` is its code, with a docstring. `imports` has the line that imports each name it needs.
    Raises ScaffoldError, and writes nothing, if the course is installed as a copy, or the file can't be
    changed.
    """
    home = course.private_folder
    if home.is_relative_to(sysconfig.get_path("purelib")):
        raise ScaffoldError(
            f"The course {course.name} is installed as a copy, in {home}, which the next installation "
            "replaces: go to your own copy of the course and install that with pip install -e ."
        )
    subject = course.subject_of(id.partition("/")[0])
    path = module_of(home / "misconceptions", subject)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = text or filled("exercise/misconception_head.py.j2", subject=subject)
    compiles(text, path)
    text = _with_imports(text, imports).rstrip("\n") + "\n"
    text += filled("misconception.py.j2", id=id, sentence=_in_lines(sentence), function=function)
    compiles(text, path)
    write({path: text})
    return path


def _defined_in(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    text = path.read_text(encoding="utf-8")
    compiles(text, path)
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def _with_imports(text: str, imports: Mapping[str, str]) -> str:
    """A module's text with further imports below those that it has, for names that it does not import yet."""
    found = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
    known = {alias.asname or alias.name for node in found for alias in node.names}
    new = [line for name, line in imports.items() if name not in known]
    lines = text.splitlines(keepends=True)
    end = max((node.end_lineno or 0 for node in found), default=0)
    lines[end:end] = [f"{line}\n" for line in dict.fromkeys(new)]
    return "".join(lines)


def _in_lines(sentence: str) -> list[str]:
    """A sentence as Python strings, one a line."""
    parts = textwrap.wrap(sentence, _WIDTH, drop_whitespace=False, break_long_words=False)
    return [json.dumps(part, ensure_ascii=False) for part in parts]
