"""`autograder new`: writes the skeleton of a course, or of an exercise in a course.

All files are prepared first and then written. Existing files are only added to.
"""

from __future__ import annotations

import ast
import json
import keyword
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.author.notebook_cells import add_exercise, example_notebook, new_notebook
from autograder.course import Course, declared
from autograder.engine.reference import reference
from autograder.notebooks.syllabus import SOLUTIONS, assignments_of

_COURSE_NAME = re.compile(r"[a-z][a-z0-9-]*")


class ScaffoldError(ValueError):
    """Raised by `new_course` and `new_exercise` where a skeleton can't be written.

    The message tells the author what to do.
    """


@dataclass(frozen=True)
class Signature:
    """A function's arguments as its author wrote them, such as `z, alpha=1.0`, and their names."""

    text: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Signature:
        """Parse a list of arguments. Raises ScaffoldError if it is not one."""
        try:
            (function,) = ast.parse(f"def f({text}): pass").body
        except (SyntaxError, ValueError):
            raise ScaffoldError(
                f"{text!r} is not a list of arguments: write it as in the first line of a function, such "
                'as --signature "X, W, b".'
            ) from None
        assert isinstance(function, ast.FunctionDef)
        arguments = function.args
        plain = [a.arg for a in arguments.args]
        if (
            not plain
            or arguments.posonlyargs
            or arguments.kwonlyargs
            or arguments.vararg
            or arguments.kwarg
        ):
            raise ScaffoldError("An exercise takes one or more plain arguments, without * or /.")
        return cls(ast.unparse(arguments), tuple(plain))


def new_course(name: str, parent: Path, title: str = "") -> list[Path]:
    """Make a course with one complete example exercise in a new folder. Returns the files.

    Raises ScaffoldError, and writes nothing, if the name is invalid or taken.
    """
    package = name.replace("-", "_")
    if not _COURSE_NAME.fullmatch(name) or keyword.iskeyword(package):
        raise ScaffoldError(
            f"{name!r} can't be a course's name: use lower-case letters, digits and hyphens, and begin "
            "with a letter."
        )
    if name in declared().courses:
        raise ScaffoldError(
            f"A course called {name} is already installed here: choose another name."
        )
    for taken in (package, f"{package}_answers"):
        spec = find_spec(taken)
        if taken in sys.stdlib_module_names or (spec is not None and spec.origin is not None):
            raise ScaffoldError(
                f"There is already a Python package called {taken}: choose another name for the course."
            )
    home = parent / name
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise ScaffoldError(
            f"{home} already exists and is not empty: choose another name or folder."
        )
    values = {
        "name": name,
        "package": package,
        "title": title or name.replace("-", " ").capitalize(),
    }
    public, private = home / package, home / f"{package}_answers"
    files = {
        home / "pyproject.toml": "pyproject.toml",
        home / "README.md": "README.md",
        home / "nbgrader_config.py": "nbgrader_config.py",
        public / "__init__.py": "public.py",
        public / "exercises" / "__init__.py": "exercises_init.py",
        public / "exercises" / "example.py": "example_exercises.py",
        private / "__init__.py": "private_init.py",
        private / "example.py": "example_answers.py",
        private / "equivalent_mutants.toml": "equivalent_mutants.toml",
    }
    for part in ("misconceptions", "variants", "hints"):
        files[private / part / "__init__.py"] = f"{part}_init.py"
        files[private / part / "example.py"] = f"example_{part}.py"
    texts = {path: filled(f"course/{template}.j2", **values) for path, template in files.items()}
    notebook = home / SOLUTIONS / "01_example" / "01_example.ipynb"
    texts[notebook] = _as_text(example_notebook(values["title"]))
    write(texts)
    return list(texts)


def new_exercise(course: Course, name: str, subject: str, signature: Signature) -> list[Path]:
    """Write an exercise's skeleton into a course. Returns the files that were changed.

    Raises ScaffoldError, and writes nothing, if the name is invalid or taken.
    """
    for what, word in (("exercise", name), ("subject", subject)):
        if not word.isidentifier() or keyword.iskeyword(word) or word != word.lower():
            raise ScaffoldError(
                f"{word!r} can't be the name of an {what}: use lower-case letters, digits and "
                "underscores, as for a Python function."
                if what == "exercise"
                else f"{word!r} can't be the name of a subject: it names a Python module."
            )
    if name in course.exercises or name in reference(course).functions:
        raise ScaffoldError(
            f"The course {course.name} has an exercise called {name}: choose another name."
        )
    values: dict[str, Any] = {
        "name": name,
        "subject": subject,
        "signature": signature.text,
        "arguments": signature.names,
        "signature_tuple": repr(signature.names).replace("'", '"'),
        "inputs": "{" + ", ".join(f'"{argument}": 1.0' for argument in signature.names) + "}",
    }
    private = course.private_folder
    texts = {}
    parts = {
        _exercise_module(course, subject, name): "exercise",
        module_of(private, subject): "answer",
        module_of(private / "misconceptions", subject): "misconception",
        module_of(private / "variants", subject): "variant",
        module_of(private / "hints", subject): "hint",
    }
    for path, part in parts.items():
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        text = text or filled(f"exercise/{part}_head.py.j2", **values)
        if part == "answer":
            text = _listed(text, name, path)
        texts[path] = text.rstrip("\n") + "\n" + filled(f"exercise/{part}.py.j2", **values)
    for path, text in texts.items():
        compiles(text, path)
    notebook, content = _notebook(course, subject)
    add_exercise(content, name, signature.text)
    texts[notebook] = _as_text(content)
    write(texts)
    return list(texts)


def _exercise_module(course: Course, subject: str, name: str) -> Path:
    """The file that declares an exercise: its subject's module, or its own in the subject's package."""
    home = course.public_folder / "exercises"
    return home / subject / f"{name}.py" if (home / subject).is_dir() else home / f"{subject}.py"


def module_of(folder: Path, subject: str) -> Path:
    """The file of a subject in a package of the private half."""
    return (
        folder / subject / "__init__.py"
        if (folder / subject).is_dir()
        else folder / f"{subject}.py"
    )


def _notebook(course: Course, subject: str) -> tuple[Path, dict[str, Any]]:
    """The notebook of a subject and its content; a new one for a new subject."""
    assignments = assignments_of(course)
    for assignment in assignments:
        taught = {course.subject_of(name) for name in assignment.exercises}
        if subject in (*taught, assignment.bare_name):
            path = course.solutions / assignment.name / f"{assignment.name}.ipynb"
            return path, json.loads(path.read_text(encoding="utf-8"))
    numbers = [int(found[0]) for a in assignments if (found := re.match(r"\d+", a.name))]
    name = f"{max(numbers, default=0) + 1:02d}_{subject}"
    path = course.solutions / name / f"{name}.ipynb"
    if path.exists():
        return path, json.loads(path.read_text(encoding="utf-8"))
    return path, new_notebook(subject)


def _listed(module: str, name: str, path: Path) -> str:
    """The text of a module of answers, with one more name in its `__all__`."""
    for node in ast.parse(module).body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == "__all__"
            and isinstance(node.value, ast.List | ast.Tuple)
        ):
            names = [*(ast.literal_eval(element) for element in node.value.elts), name]
            lines = module.splitlines(keepends=True)
            listed = "".join(f'    "{each}",\n' for each in names)
            lines[node.lineno - 1 : node.end_lineno] = [f"__all__ = [\n{listed}]\n"]
            return "".join(lines)
    raise ScaffoldError(
        f"{path} has no list __all__ of its answers: add `__all__ = []` at its top."
    )


def compiles(text: str, path: Path) -> None:
    """Raise ScaffoldError if a file would have a syntax error."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise ScaffoldError(f"{path} has a syntax error ({error.msg}): correct it first.") from None


def filled(template: str, **values: Any) -> str:
    """A template of the skeleton with these values."""
    environment = Environment(
        loader=PackageLoader("autograder.author", "skeleton"),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(template).render(values)


def _as_text(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def write(texts: dict[Path, str]) -> None:
    """Write all files, or raise ScaffoldError. Drafts of all of them are complete before the first one is replaced."""
    drafts: list[tuple[str, Path]] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
            drafts.append((draft, path))
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(draft, path.stat().st_mode if path.exists() else 0o644)
        for draft, path in drafts:
            os.replace(draft, path)
    except OSError as error:
        _remove(draft for draft, _ in drafts)
        raise ScaffoldError(
            f"{error.filename or path} can't be written: {error.strerror}."
        ) from None


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        Path(path).unlink(missing_ok=True)
