"""Two runs at once in one course: both end with everyone's marks, and say so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook, InvalidEntry

from autograder.instructor.batch.alone import alone_in
from autograder.instructor.batch.command import GradeRequest, grade
from autograder.instructor.batch.processes import this_machine
from tests.helpers.handed_in import FULL, NAME, make_course, marks, place, solved

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks of Unix")


def test_one_block_waits_for_the_other(tmp_path: Path) -> None:
    entered = threading.Event()

    def enter() -> None:
        with alone_in(tmp_path):
            entered.set()

    other = threading.Thread(target=enter)
    with alone_in(tmp_path):
        other.start()
        assert not entered.wait(0.3)
    assert entered.wait(30)
    other.join()


def test_a_folder_that_is_not_there_is_not_waited_for(tmp_path: Path) -> None:
    with alone_in(tmp_path / "nowhere"):
        pass


def test_a_student_whom_another_program_has_just_stored_is_filed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_course(tmp_path / "course")
    place(root, "zoe", solved())
    store, tries = Gradebook.update_or_create_student, []

    def beaten_to_it(self: Gradebook, name: str, **more: Any) -> Any:
        tries.append(name)
        if len(tries) == 1:
            raise InvalidEntry("UNIQUE constraint failed: student.id")
        return store(self, name, **more)

    monkeypatch.setattr(Gradebook, "update_or_create_student", beaten_to_it)
    with this_machine(1) as where:
        assert grade(root, GradeRequest((NAME,)), where)
    assert marks(root, "zoe") == FULL


@pytest.mark.slow
def test_three_runs_at_once_all_end_well(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    students = [f"s{number:02}" for number in range(12)]
    for student in students:
        place(root, student, solved())
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--feedback", "--jobs", "1"]
    runs = [
        subprocess.Popen(
            command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(3)
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    for student in students:
        assert marks(root, student) == FULL
        assert (root / "feedback" / student / NAME / f"{NAME}.html").exists()
