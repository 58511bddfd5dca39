"""Makes the notebook cells that `autograder new` writes."""

from __future__ import annotations

from typing import Any

from autograder.notebooks.reading import CHECK

_SCHEMA = 3
Notebook = dict[str, Any]


def new_notebook(subject: str) -> Notebook:
    """A notebook with a title and a cell of imports."""
    title = subject.replace("_", " ").capitalize()
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "cells": [
            _markdown("title", f"# {title}\n\nTODO: what is learned here, and how long it takes."),
            _code("imports", "import numpy as np\n\nfrom autograder import check, from_earlier"),
        ],
    }


def add_exercise(notebook: Notebook, name: str, signature: str) -> None:
    """Add an exercise's text, its solution cell and its check cell at the end."""
    body = f'raise NotImplementedError("TODO({name}): the solution, as a student would write it")'
    docstring = f"TODO({name}): what to write, with the shapes of what goes in and what comes out."
    notebook["cells"] += exercise_cells(
        name,
        f"## {name.replace('_', ' ').capitalize()}\n\n"
        f"TODO({name}): the idea, the formula, and a tiny example worked by hand.",
        f'def {name}({signature}):\n    """{docstring}"""',
        body,
        points=1,
    )


def example_notebook(title: str) -> Notebook:
    """The example notebook of a new course."""
    notebook = new_notebook("example")
    notebook["cells"][0] = _markdown(
        "title",
        f"# {title}: an example\n\nOne exercise that shows how a notebook is made. Delete it once the "
        "course has exercises of its own.",
    )
    notebook["cells"] += exercise_cells(
        "centre",
        "## Centre measurements\n\n"
        "To compare measurements, one often moves them so that their mean is 0: each becomes\n\n"
        "$$x_i - \\bar{x}$$\n\n"
        "By hand: the mean of 1, 2 and 6 is 3, so they become -2, -1 and 3.",
        'def centre(x):\n    """Move measurements so that their mean is 0.\n\n'
        '    x: the measurements, of shape (n,). Gives as many numbers, of shape (n,).\n    """',
        "return x - np.mean(x)",
        points=1,
    )
    return notebook


def exercise_cells(
    name: str, text: str, head: str, body: str, points: float
) -> list[dict[str, Any]]:
    """The three cells of an exercise: text, solution, check."""
    indented = "\n".join(f"    {line}" if line else "" for line in body.splitlines())
    solution = f"{head}\n    ### BEGIN SOLUTION\n{indented}\n    ### END SOLUTION"
    id = name.replace("_", "-")
    return [
        _markdown(f"{id}-text", text),
        _code(f"{id}-solution", solution, _grading(name, solution=True)),
        _code(f"{id}-check", f"check({name})", _grading(f"{CHECK}{name}", points=points)),
    ]


def _grading(
    grade_id: str, *, solution: bool = False, points: float | None = None
) -> dict[str, Any]:
    grading = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": points is not None,
        "schema_version": _SCHEMA,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": grading if points is None else grading | {"points": points}}


def _markdown(id: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": _lines(source)}


def _code(id: str, source: str, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id,
        "metadata": metadata or {},
        "outputs": [],
        "source": _lines(source),
    }


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)
