"""`autograder grade`: the marks of `nbgrader autograde`, for a class at once, and nothing done twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.instructor.batch import run as batch
from autograder.instructor.batch.cluster import cluster
from autograder.instructor.batch.command import GradeRequest
from autograder.instructor.batch.command import grade as grade_in
from autograder.instructor.batch.filing import Files
from autograder.instructor.batch.pool import NoPool, Pool, mark_student
from autograder.instructor.batch.processes import this_machine
from autograder.instructor.batch.register import Unknown, assignments_of, released_code
from autograder.instructor.batch.run import LOST
from autograder.marking.seeds import SEED_FILE
from autograder.marking.verdict_store import STORE_FILE
from autograder.nbgrader_plugin.course_folder import CourseFolder, CourseFolderError
from autograder.notebooks.reading import read_code
from tests.helpers.cells import cell_of
from tests.helpers.gradebooks import dump
from tests.helpers.handed_in import (
    FULL,
    MENDED,
    NAME,
    edited,
    make_course,
    old_format,
    place,
    solved,
)
from tests.helpers.nbgrader_commands import nbgrader
from tests.helpers.notebooks import solution
from tests.helpers.our_course import COURSE, make_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and signals of Unix")
FILE = f"{NAME}.ipynb"
WRONG = edited(lambda c: cell_of(c, "dense").update(source="def dense(X, W, b):\n    return X @ W"))
CLASS: dict[str, Any] = {
    "aaron": solved(),
    "ben": WRONG,
    "broken": b'{"cells": [',
    "empty": b"",
    "old": old_format(),
    "stripped": MENDED["stripped"][0],
    "zoe": edited(lambda c: cell_of(c, "dense").update(source="def dense(X, W, b):\n    return 0")),
}
UNREAD = ["broken", "empty", "linked"]
STANDING = {*UNREAD, "stripped"}
"""The students whose submissions have problems."""
LATE = "get_config().LateSubmissionPlugin.penalty_method = 'zero'\n"


def make_class(root: Path) -> Path:
    """A small course, ready to be graded: right, wrong, mended, unreadable, late and missing work."""
    make_course(root)
    (root / SEED_FILE).write_text("5eed" * 16)
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(LATE)
    for student, content in CLASS.items():
        place(root, student, content)
    place(root, "aaron", b"2026-01-01 11:00:00 UTC", "timestamp.txt")
    place(root, "aaron", b"1,2", "data.csv")
    place(root, "ben", b"2026-01-03 11:00:00 UTC", "timestamp.txt")
    (root / "submitted" / "linked" / NAME).mkdir(parents=True)
    (root / "submitted" / "linked" / NAME / FILE).symlink_to(
        root / "submitted" / "zoe" / NAME / FILE
    )
    (root / "submitted" / "nothing-yet").mkdir()
    with CourseFolder(root).gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-01-02 00:00:00 UTC")
    return root


@pytest.fixture(scope="module")
def ungraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("grade") / "course")


@pytest.fixture
def course(ungraded: Path, tmp_path: Path) -> Path:
    """A copy of the class that nobody has graded."""
    return shutil.copytree(ungraded, tmp_path / "course", symlinks=True)


@pytest.fixture(scope="module")
def graded(ungraded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(ungraded, root, symlinks=True)
    grade(root, GradeRequest((NAME,), jobs=2, feedback=True))
    return root


@pytest.fixture
def copy(graded: Path, tmp_path: Path) -> Path:
    """A copy of the class that has been graded."""
    return shutil.copytree(graded, tmp_path / "course", symlinks=True)


def grade(course: Path, request: GradeRequest) -> bool:
    """The command in this process, marking in others."""
    with this_machine(request.jobs) as where:
        return grade_in(course, request, where)


def grade_on(scheduler: str, course: Path) -> bool:
    with cluster(scheduler) as where:
        return grade_in(course, GradeRequest((NAME,)), where)


def run(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a terminal of its own."""
    command = [sys.executable, "-m", "autograder", "grade", *arguments]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)


def files(course: Path) -> dict[str, Any]:
    """All graded files by their paths: notebooks as what they say, others as they are."""
    found: dict[str, Any] = {}
    for path in sorted((course / "autograded").rglob("*")):
        if path.suffix == ".ipynb":
            content = json.loads(path.read_bytes())
            content["metadata"]["autograder"].pop("stamp", None)
            found[str(path.relative_to(course))] = content, path.stat().st_mode
        elif path.is_file():
            found[str(path.relative_to(course))] = path.read_bytes(), path.stat().st_mode
    return found


def marks(course: Path, student: str) -> dict[str, float]:
    return {name: score for name, (score, _) in CourseFolder(course).marks(NAME)[student].items()}


def row_of(said: str) -> list[int]:
    """The numbers of the class in the closing table."""
    row = next(line for line in said.splitlines() if NAME in line)
    return [int(word) for word in row.split() if word.isdigit()]


def no_marking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be sent off to be marked from here on."""

    def stop(*_: Any) -> None:
        raise AssertionError("something was marked")

    monkeypatch.setattr(batch.Grading, "_send", stop)


def test_it_writes_what_nbgrader_autograde_writes(course: Path, graded: Path) -> None:
    done = nbgrader("autograde", NAME, course=course)
    assert done.returncode == 0, done.stderr[-2000:]
    assert dump(graded) == dump(course)
    assert files(graded) == files(course)


def test_the_class_is_marked_as_its_work_deserves(graded: Path) -> None:
    for student in ("aaron", "old", "stripped"):
        assert marks(graded, student) == FULL
    assert marks(graded, "ben") == marks(graded, "zoe") == FULL | {"dense": 0}
    assert set(marks(graded, "broken").values()) == set(marks(graded, "linked").values()) == {0}
    with CourseFolder(graded).gradebook() as gradebook:
        late = gradebook.find_submission(NAME, "ben")
        assert late.score == late.late_submission_penalty == 4
        assert gradebook.find_student("nothing-yet").submissions == []


def test_feedback_is_written_where_it_is_wished(graded: Path) -> None:
    page = (graded / "feedback" / "ben" / NAME / f"{NAME}.html").read_text()
    assert "dense" in page
    assert len(list((graded / "feedback").glob(f"*/{NAME}/{NAME}.html"))) == len(CLASS) + 1


def test_what_has_not_changed_is_left_alone(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_marking(monkeypatch)
    before = dump(copy), {path: path.stat().st_mtime_ns for path in copy.rglob("autograded/**/*")}
    grade(copy, GradeRequest((NAME,)))
    assert before == (
        dump(copy),
        {path: path.stat().st_mtime_ns for path in copy.rglob("autograded/**/*")},
    )


def test_problems_are_reported_at_every_run_and_old_ones_are_separate(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place(copy, "zoe", b"")
    grade(copy, GradeRequest((NAME,)))
    table, _, told = capsys.readouterr().out.partition("Problems from earlier runs:\n")
    old, _, new = told.partition("Problems in this run:\n")
    assert {line.split(",")[0].strip() for line in old.splitlines()} == STANDING
    assert "can't be read as JSON" in old
    assert "recognised by its code" in old
    assert new.splitlines()[0].startswith("  zoe, 01_neuron: 01_neuron.ipynb is empty")
    assert row_of(table)[-1] == len(STANDING) + 1


def test_what_can_not_be_read_waits_until_it_is_marked_by_hand(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not grade(copy, GradeRequest((NAME,)))
    assert "so 0 points for it: broken, empty, linked. Ask for" in capsys.readouterr().out
    with CourseFolder(copy).gradebook() as gradebook:
        for student in UNREAD:
            gradebook.find_grade("check-dense", NAME, NAME, student).manual_score = 0
        gradebook.db.commit()
    assert grade(copy, GradeRequest((NAME,)))
    said = capsys.readouterr().out
    assert "Ask for" not in said
    assert row_of(said)[3] == len(UNREAD)


def test_who_handed_in_nothing_is_named_and_where_the_work_lies(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(copy, GradeRequest((NAME,), ("nothing-yet",)))
    assert f"Nothing handed in for {NAME}: nothing-yet.\n" in capsys.readouterr().out
    (copy / "submitted" / "yann").mkdir()
    (copy / "submitted" / "yann" / FILE).write_text(json.dumps(solved()))
    (copy / "submitted" / "yara").mkdir()
    (copy / "submitted" / "yara" / "01_neuron (1).ipynb").write_text(json.dumps(solved()))
    (copy / "submitted" / "yves" / "week 1").mkdir(parents=True)
    (copy / "submitted" / "yves" / "week 1" / FILE).write_text(json.dumps(solved()))
    (copy / "submitted" / "zac").mkdir()
    (copy / "submitted" / "zac" / "Homework.ZIP").write_bytes(b"PK")
    (copy / "submitted" / "zed" / "01_Neuron").mkdir(parents=True)
    who = ("nothing-yet", "yann", "yara", "yves", "zac", "zed")
    assert not grade(copy, GradeRequest((NAME,), who))
    assert capsys.readouterr().out.endswith(
        f"Nothing handed in for {NAME}: nothing-yet, yann, yara, yves, zac, zed.\n"
        "  submitted/yann/01_neuron.ipynb belongs in submitted/yann/01_neuron/.\n"
        "  submitted/yara/01_neuron (1).ipynb belongs in submitted/yara/01_neuron/.\n"
        "  submitted/yves/week 1/01_neuron.ipynb belongs in submitted/yves/01_neuron/.\n"
        "  submitted/zac/Homework.ZIP is an archive: unpack it, and put the notebooks into "
        "submitted/zac/01_neuron/.\n"
        "  submitted/zed/01_Neuron/ has to be called 01_neuron/.\n"
    )


def test_a_folder_that_is_left_out_waits_for_the_instructor(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in UNREAD:
        shutil.rmtree(copy / "submitted" / student)
    assert grade(copy, GradeRequest((NAME,)))
    place(copy, ".ada", solved())
    place(copy, "n" * 129, solved())
    place(copy, "\x1b[31m", solved())
    assert not grade(copy, GradeRequest((NAME,)))
    said = capsys.readouterr().out
    assert ".ada: left out: nbgrader does not see" in said
    assert said.count("left out: this name can't be stored") == 2
    assert "\x1b" not in said
    assert grade(copy, GradeRequest((NAME,), ("aaron",)))
    with pytest.raises(Unknown, match="begins with a dot"):
        grade(copy, GradeRequest((NAME,), (".ada",)))


def test_a_class_of_which_everybody_is_left_out_is_told_why(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    place(root, ".ada", solved())
    with pytest.raises(CourseFolderError, match="begins with a dot"):
        grade(root, GradeRequest((NAME,)))


def test_many_names_are_cut_short(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        (copy / "submitted" / f"x{number:02}").mkdir()
    grade(copy, GradeRequest((NAME,)))
    assert "x17, x18 and 11 more.\n" in capsys.readouterr().out


def test_after_a_stop_the_table_counts_what_is_filed(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filed = Files.file

    def stop(self: Files, student: str, papers: Any) -> Any:
        if student == "old":
            raise KeyboardInterrupt
        return filed(self, student, papers)

    monkeypatch.setattr(Files, "file", stop)
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(KeyboardInterrupt):
        grade(course, GradeRequest((NAME,), jobs=2))
    said = capsys.readouterr().out
    marked, _, _, unread, nothing, not_reached, _ = row_of(said)
    done = [path.parent.name for path in (course / "autograded").glob(f"*/{NAME}")]
    assert (marked, unread) == (len({*done} - {*UNREAD}), len({*done} & {*UNREAD}))
    assert not_reached == len(CLASS) + 2 - len(done) - nothing > 0
    for heading in ("marked", "handed in", "reached", "remarks"):
        assert heading in said


@pytest.mark.parametrize(
    ("options", "words"), [([], "goes on from there"), (["--force"], "begins again")]
)
def test_a_stopped_run_says_what_the_same_command_does(
    monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    monkeypatch.setattr(
        "autograder.instructor.batch.command.grade", lambda *_: signal.raise_signal(signal.SIGINT)
    )
    done = CliRunner().invoke(main, ["grade", NAME, *options])
    assert done.exit_code == 1
    assert words in done.output


def test_a_late_submission_alone_is_marked(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place(copy, "ben", solved())
    grade(copy, GradeRequest((NAME,)))
    assert marks(copy, "ben") == FULL
    assert row_of(capsys.readouterr().out) == [1, 0, 4, 3, 1, 4]


def test_verdicts_are_reused_where_the_gradebook_is_lost(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(copy)
    shutil.rmtree(copy / "autograded")
    (copy / "gradebook.db").unlink()
    CourseFolder(copy).generate_assignment(NAME)
    with CourseFolder(copy).gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-01-02 00:00:00 UTC")
    no_marking(monkeypatch)
    grade(copy, GradeRequest((NAME,)))
    assert dump(copy) == before


def test_nbgrader_autograde_uses_the_verdicts_that_are_there(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        raise AssertionError("something was marked")

    before = dump(copy)
    shutil.rmtree(copy / "autograded")
    monkeypatch.setattr("autograder.nbgrader_plugin.intake.mark", stop)
    for student in CLASS:
        CourseFolder(copy).autograde(NAME, student)
    assert dump(copy) == before


def test_a_mended_check_is_tried_on_everyone(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.engine.fingerprint.fingerprint", lambda *_: "another kit")
    no_marking(monkeypatch)
    with pytest.raises(AssertionError, match="something was marked"):
        grade(copy, GradeRequest((NAME,)))


def test_force_judges_again(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_marking(monkeypatch)
    with pytest.raises(AssertionError, match="something was marked"):
        grade(copy, GradeRequest((NAME,), ("aaron",), force=True))


def test_one_student_is_graded_and_no_other(course: Path) -> None:
    assert grade(course, GradeRequest((NAME,), ("ben",)))
    assert [path.name for path in (course / "autograded").iterdir()] == ["ben"]
    assert set(CourseFolder(course).marks(NAME)) == {"ben"}


def test_marks_given_by_hand_are_kept(copy: Path) -> None:
    with CourseFolder(copy).gradebook() as gradebook:
        mark = gradebook.find_grade("check-dense", NAME, NAME, "ben")
        mark.manual_score = 1.5
        gradebook.find_comment("dense", NAME, NAME, "ben").manual_comment = "Nearly."
        gradebook.db.commit()
    grade(copy, GradeRequest((NAME,), force=True))
    with CourseFolder(copy).gradebook() as gradebook:
        mark = gradebook.find_grade("check-dense", NAME, NAME, "ben")
        assert (mark.auto_score, mark.manual_score, mark.needs_manual_grade) == (0, 1.5, True)
        assert gradebook.find_comment("dense", NAME, NAME, "ben").comment == "Nearly."


def test_damaged_verdicts_are_put_aside(copy: Path) -> None:
    before = dump(copy)
    (copy / STORE_FILE).write_bytes(b"no database at all" * 100)
    shutil.rmtree(copy / "autograded")
    grade(copy, GradeRequest((NAME,)))
    assert dump(copy) == before
    assert (copy / STORE_FILE).with_suffix(".damaged").exists()


def test_unknown_names_are_met_with_near_ones(graded: Path) -> None:
    with pytest.raises(Unknown, match="01_neuron"):
        grade(graded, GradeRequest(("01_neurons",)))
    with pytest.raises(Unknown, match="aaron"):
        grade(graded, GradeRequest((NAME,), ("aron",)))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["02_activations"], 2, "nbgrader generate_assignment"),
        ([NAME, "--student", "nobody"], 2, "no student called 'nobody'"),
        ([NAME, "--scheduler", "tcp://127.0.0.1:9"], 1, "No Dask scheduler answers"),
    ],
)
def test_bad_input_gets_a_sentence(
    graded: Path, arguments: list[str], code: int, words: str
) -> None:
    done = run(graded, *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_course_gets_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, NAME)
    assert done.returncode == 1
    assert "is not a course folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_locked_gradebook_stops_whole_and_a_rerun_completes(
    course: Path, graded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.instructor.batch.filing.Files.knows", lambda *_: True)
    other = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CourseFolderError, match="locked"):
        grade(course, GradeRequest((NAME,)))
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.undo()
    grade(course, GradeRequest((NAME,)))
    assert dump(course) == dump(graded)


@pytest.mark.slow
def test_a_full_disk_leaves_no_half_mark_and_a_rerun_completes(
    course: Path, graded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Files._write

    def full(self: Files, paper: Any) -> None:
        if paper.student == "empty":
            raise OSError(28, "No space left on device", "gradebook")
        written(self, paper)

    monkeypatch.setattr(Files, "_write", full)
    with pytest.raises(CourseFolderError, match="No space left"):
        grade(course, GradeRequest((NAME,)))
    monkeypatch.undo()
    grade(course, GradeRequest((NAME,)))
    assert dump(course) == dump(graded)
    assert files(course) == files(graded)


class InHand(Executor):
    """Marks in this process; a student whose process is to die takes it along so many times."""

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        wrong = any("return X @ W" in c.source and "+ b" not in c.source for c in given[0][0].cells)
        if wrong and self.deaths:
            self.deaths -= 1
            future.set_exception(BrokenExecutor("the process died"))
        else:
            future.set_result(call(*given, **named))
        return future


@pytest.mark.parametrize("deaths", [1, 2])
def test_a_process_that_dies_is_tried_again_once(
    course: Path, graded: Path, deaths: int, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Pool(InHand(deaths), 1, lambda: None)
    grade_in(course, GradeRequest((NAME,)), here)
    assert ("01_neuron has to be marked by hand: ben." in capsys.readouterr().out) == (deaths == 2)
    if deaths == 1:
        assert dump(course) == dump(graded)
        return
    with CourseFolder(course).gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "ben").needs_manual_grade
        assert not gradebook.find_submission(NAME, "zoe").needs_manual_grade
    assert LOST in (course / "autograded" / "ben" / NAME / FILE).read_text()
    grade_in(course, GradeRequest((NAME,)), here)  # nothing dies any more
    assert dump(course) == dump(graded)


def test_processes_of_this_machine_are_replaced_when_they_die() -> None:
    with this_machine(1) as where:
        assert isinstance(where.executor.submit(os._exit, 3).exception(60), BrokenExecutor)
        assert where.executor.submit(abs, -3).result(60) == 3


def test_another_kit_is_refused(course: Path) -> None:
    with pytest.raises(NoPool, match="same version"):
        mark_student([], True, {COURSE.name: "another"})


def processes(course: Path) -> list[str]:
    """The command lines of processes that work in a course's folder, or were started by one that does."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(folder / "cwd")).is_relative_to(course.resolve()):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture
def slow(course: Path) -> Path:
    """The class, and one student whose code takes its time."""
    endless = "def dense(X, W, b):\n    while True:\n        pass"
    place(course, "endless", edited(lambda c: cell_of(c, "dense").update(source=endless)))
    return course


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_stopped_midway_it_leaves_nothing_behind_and_the_rerun_goes_on(
    slow: Path, how: signal.Signals
) -> None:
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--jobs", "2"]
    process = subprocess.Popen(
        command, cwd=slow, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    read = [slow / "autograded" / name / NAME / FILE for name in CLASS.keys() - {*UNREAD}]
    while sum(path.exists() for path in read) < 3:  # of which the last may not be whole
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    if how == signal.SIGINT:
        assert process.returncode == 1
        assert "the same command goes on" in errors
        assert "Traceback" not in errors
    deadline = time.monotonic() + 20
    while processes(slow):
        assert time.monotonic() < deadline, processes(slow)
        time.sleep(0.1)
    done = run(slow, NAME)
    assert "Error" not in done.stderr
    marked, _, as_before, unread, *_ = row_of(done.stdout)
    assert as_before >= 2
    assert marked + as_before + unread == len(CLASS) + 2
    assert marks(slow, "endless") == FULL | {"dense": 0}
    assert marks(slow, "aaron") == marks(slow, "old") == FULL


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """A cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="Dask: the cluster extra")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


@pytest.mark.slow
def test_a_cluster_gives_the_marks_of_this_machine(course: Path, graded: Path, dask: Any) -> None:
    grade_on(dask.scheduler_address, course)
    assert dump(course) == dump(graded)
    assert files(course) == files(graded)


@pytest.mark.slow
def test_a_worker_of_the_cluster_dies_and_nothing_is_lost(
    slow: Path, graded: Path, dask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = batch.Grading._file

    def file(self: Any, student: Any) -> None:
        filed(self, student)
        workers = list(dask.workers.values())
        if student.name == "aaron":
            os.kill(workers[0].pid, signal.SIGKILL)

    monkeypatch.setattr(batch.Grading, "_file", file)
    grade_on(dask.scheduler_address, slow)
    by_us, before = dump(slow), dump(graded)
    assert {key: by_us["submissions"][key] for key in before["submissions"]} == before[
        "submissions"
    ]
    assert marks(slow, "endless") == FULL | {"dense": 0}


@pytest.mark.slow
def test_a_cluster_without_workers_is_said_to_be_so() -> None:
    distributed = pytest.importorskip("distributed", reason="Dask: the cluster extra")
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(NoPool, match="no workers"),
        cluster(empty.scheduler_address),
    ):
        pass


def test_released_code_is_what_students_get_and_no_answers(course: Path) -> None:
    folder = CourseFolder(course)
    with folder.gradebook() as gradebook:
        found = assignments_of(gradebook, [NAME])
    code = released_code(folder.directory, found)
    assert "check(dense)" in code
    assert any(cell.startswith("def dense") and "NotImplementedError" in cell for cell in code)
    answers = [cell.source for cell in read_code(course / "solutions" / NAME / FILE)]
    answers = [source for source in answers if "def dense" in source]
    assert answers
    assert not {*answers} & {*code}
    (course / "assignments" / NAME / FILE).write_text("{")
    assert released_code(folder.directory, found) == []
    shutil.rmtree(course / "assignments")
    assert released_code(folder.directory, found) == []
    assert grade(course, GradeRequest((NAME,), students=("aaron",)))


def test_several_assignments_of_a_student_are_graded_at_once(tmp_path: Path) -> None:
    second = "02_activations"
    root = tmp_path / "course"
    course = make_folder(root, [NAME, second], allow_unisolated=True)
    for name in (NAME, second):
        course.generate_assignment(name)
        folder = root / "submitted" / "ada" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_text(json.dumps(solution(name)))
    assert grade(root, GradeRequest((NAME, second)))
    for name in (NAME, second):
        assert all(score == most for score, most in course.marks(name)["ada"].values())
