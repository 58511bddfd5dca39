"""What formgrader asks of nbgrader for its pages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.nbgrader_plugin import configure
from tests.helpers.our_course import make_folder

NAME = "01_neuron"

TIMES: dict[str, Callable[[Path], object]] = {
    "words": lambda path: path.write_text("yesterday, or so"),
    "bytes": lambda path: path.write_bytes(b"\xff\xfe"),
    "folder": lambda path: path.mkdir(),
    "pipe": lambda path: os.mkfifo(path),
    "nothing": lambda path: None,
}


@pytest.mark.skipif(os.name != "posix", reason="pipes of Unix")
def test_a_class_is_listed_whatever_stands_in_place_of_a_time(tmp_path: Path) -> None:
    root = tmp_path / "course"
    make_folder(root, [NAME]).generate_assignment(NAME)
    for student, put in TIMES.items():
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        put(folder / "timestamp.txt")
    config = Config()
    configure(config)
    config.CourseDirectory.root = str(root)
    listed = NbGraderAPI(CourseDirectory(config=config), config=config).get_submissions(NAME)
    assert {submission["student"] for submission in listed} == set(TIMES)
    assert {submission["timestamp"] for submission in listed} == {None}
