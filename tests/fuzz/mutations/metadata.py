"""Metadata: nbgrader's, the cells', the notebook's; outputs and attachments."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from random import Random
from typing import Any

from tests.helpers.our_course import EXERCISES

from ..submissions import Notebook
from .junk import junk

_GRADE_IDS = [*EXERCISES, *(f"check-{name}" for name in EXERCISES)]


def _in_some_settings(
    change: Callable[[dict[str, Any], Random], None],
) -> Callable[[Notebook, Random], Notebook]:
    """A mutation of what nbgrader has written into a few cells."""

    @wraps(change)
    def mutation(content: Notebook, draw: Random) -> Notebook:
        cells = [c for c in content["cells"] if isinstance(c["metadata"].get("nbgrader"), dict)]
        for cell in draw.sample(cells, min(len(cells), draw.choice([1, 1, 3, 50]))):
            change(cell["metadata"]["nbgrader"], draw)
        return content

    return mutation


@_in_some_settings
def flags_changed(settings: dict[str, Any], draw: Random) -> None:
    for flag in ("grade", "solution", "locked", "task"):
        if draw.random() < 0.5:
            settings[flag] = draw.choice([True, False, None, "yes", 1])


@_in_some_settings
def grade_id_changed(settings: dict[str, Any], draw: Random) -> None:
    known = [draw.choice(_GRADE_IDS) for _ in range(2)]
    settings["grade_id"] = draw.choice([*known, junk(draw)])


@_in_some_settings
def points_changed(settings: dict[str, Any], draw: Random) -> None:
    settings["points"] = draw.choice([1e9, -5, 0, "10", junk(draw)])


@_in_some_settings
def checksum_changed(settings: dict[str, Any], draw: Random) -> None:
    settings["checksum"] = draw.choice(["0" * 32, junk(draw)])


@_in_some_settings
def schema_version_changed(settings: dict[str, Any], draw: Random) -> None:
    settings["schema_version"] = draw.choice([0, 1, 2, 4, 99, "3", junk(draw)])


@_in_some_settings
def settings_removed(settings: dict[str, Any], draw: Random) -> None:
    for key in list(settings):
        if draw.random() < 0.5:
            del settings[key]


@_in_some_settings
def setting_made_junk(settings: dict[str, Any], draw: Random) -> None:
    settings[draw.choice([*settings, "unheard_of"])] = junk(draw)


def metadata_stripped(content: Notebook, draw: Random) -> Notebook:
    share = draw.choice([0.2, 1])
    for cell in content["cells"]:
        if draw.random() < share:
            cell["metadata"] = {}
    return content


def notebook_metadata_made_junk(content: Notebook, draw: Random) -> Notebook:
    kernel = {"name": draw.choice(["ir", "../../bin", ""]), "language": "R", "display_name": "R"}
    content["metadata"] = draw.choice(
        [junk(draw), {"kernelspec": kernel}, {"kernelspec": junk(draw)}, {"autograder": junk(draw)},
         {"autograder": {"graded": True, "error": None, "remarks": []}}, {"celltoolbar": "Create Assignment"}]
    )  # fmt: skip
    return content


def outputs_made_junk(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        if cell["cell_type"] == "code" and draw.random() < 0.5:
            cell["outputs"] = draw.choice(
                [junk(draw), [junk(draw)], [{"output_type": "stream", "name": "stderr", "text": "x" * 10**5}],
                 [{"output_type": "error", "ename": 1, "evalue": None, "traceback": "no list"}],
                 [{"output_type": "execute_result", "data": {"text/plain": "1e9"}, "metadata": {}}],
                 [{"output_type": "display_data", "data": {"text/html": "<script>"}}], [{"output_type": "odd"}]]
            )  # fmt: skip
            cell["execution_count"] = draw.choice([None, "x", -1, 10**30, 1.5])
    return content


def attachments_made_junk(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        if draw.random() < 0.3:
            picture = {"image/png": draw.choice(["no base64", "", 3, "iVBORw0KGgo="])}
            cell["attachments"] = draw.choice(
                [junk(draw), {"a.png": junk(draw)}, {"a.png": picture}, {"\ud800": picture}]
            )
    return content
