"""From each platform's download to `submitted/`, and feedback back to it, with files as it makes them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nbgrader.apps import ZipCollectApp

from autograder.cli import main
from autograder.nbgrader_plugin.course_folder import CONFIG_FILE, CourseFolder
from autograder.nbgrader_plugin.platforms import archives
from tests.helpers import downloads
from tests.helpers.downloads import User, zipped

NAME = "02_activations"
FILE = f"{NAME}.ipynb"
ADA = User("Ada", "Lovelace", "ada", 101, 9001, {FILE: b"ada's"})
BOB = User('Robert "Bobby"', "Tables", "bob_t", 102, 9002, {"draft.ipynb": b"bob's", "a.csv": b"1"})
ZOE = User("Zoë", "Müller-Lüdenscheidt", "zoe", 103, 9003, {FILE: b"zoe's"}, late=True)
USERS = [ADA, BOB, ZOE]
MAKES: dict[str, Callable[[list[User]], dict[str, bytes]]] = {
    "moodle": downloads.moodle,
    "canvas": downloads.canvas,
    "ilias": downloads.ilias,
}
TAKES = {
    "moodle": downloads.moodle_takes,
    "canvas": downloads.canvas_takes,
    "ilias": downloads.ilias_takes,
}


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with the class in its gradebook."""
    root = tmp_path_factory.mktemp("registered")
    (root / "nbgrader_config.py").write_text(CONFIG_FILE)
    with CourseFolder(root).gradebook() as gradebook:
        gradebook.add_assignment(NAME)
        for user in USERS:
            gradebook.add_student(
                user.login, first_name=user.first, last_name=user.last, lms_user_id=str(user.number)
            )
    return root


@pytest.fixture
def course(registered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "course"
    shutil.copytree(registered, root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def collect(course: Path, caplog: pytest.LogCaptureFixture) -> Callable[..., str]:
    """`collect(platform, *options)` runs `nbgrader zip_collect` and gives what it said."""

    def run(platform: str, *options: str) -> str:
        caplog.clear()
        app = ZipCollectApp()
        app.log.propagate = True
        plugin = f"autograder.nbgrader_plugin.platforms.{platform.capitalize()}"
        with contextlib.suppress(SystemExit):
            app.initialize([NAME, f"--collector={plugin}", *options])
            app.start()
        lines = [r.getMessage() for r in caplog.records if r.levelname in ("WARNING", "ERROR")]
        return "\n".join(lines)

    return run


def archive(course: Path, name: str = "Course-02_activations-77.zip") -> Path:
    return course / "downloaded" / NAME / "archive" / name


def submitted(course: Path) -> dict[str, bytes]:
    files = (path for path in (course / "submitted").rglob("*") if path.is_file())
    return {path.relative_to(course / "submitted").as_posix(): path.read_bytes() for path in files}


def give_feedback(course: Path) -> None:
    for student in (course / "submitted").iterdir():
        folder = course / "feedback" / student.name / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.html").write_text(f"page of {student.name}")


WHOLE_CLASS = {
    f"ada/{NAME}/{FILE}": b"ada's",
    f"bob_t/{NAME}/draft.ipynb": b"bob's",
    f"bob_t/{NAME}/a.csv": b"1",
    f"zoe/{NAME}/{FILE}": b"zoe's",
}


@pytest.mark.parametrize("platform", MAKES)
def test_a_class_comes_in_and_its_feedback_goes_back(
    course: Path, collect: Callable[..., str], platform: str
) -> None:
    zipped(archive(course), MAKES[platform](USERS))
    collect(platform)
    assert submitted(course) == WHOLE_CLASS
    give_feedback(course)
    run = CliRunner().invoke(main, ["return", platform, NAME])
    assert run.exit_code == 0, run.output
    taken = TAKES[platform](course / "feedback.zip", USERS)
    assert {who: [*files.values()] for who, files in taken.items()} == {
        user.login: [f"page of {user.login}".encode()] for user in USERS
    }


@pytest.mark.parametrize(("old", "folders"), [(True, True), (False, False)])
def test_moodles_other_forms_of_a_download(
    course: Path, collect: Callable[..., str], old: bool, folders: bool
) -> None:
    zipped(archive(course), downloads.moodle(USERS, old, folders))
    collect("moodle")
    assert submitted(course) == WHOLE_CLASS
    give_feedback(course)
    CliRunner().invoke(main, ["return", "moodle", NAME])
    assert set(downloads.moodle_takes(course / "feedback.zip", USERS, old)) == {
        "ada",
        "bob_t",
        "zoe",
    }


def test_canvas_numbers_a_second_try_and_marks_who_is_late(
    course: Path, collect: Callable[..., str]
) -> None:
    again = User("Ada", "Lovelace", "ada", 101, 0, {f"{NAME}-2.ipynb": b"again"})
    zipped(archive(course), downloads.canvas([again, ZOE]))
    said = collect("canvas")
    assert submitted(course)[f"ada/{NAME}/{FILE}"] == b"again"
    assert "marks these as late, and gives no time: zoe." in said


def test_names_that_no_student_has_are_kept_and_told(
    course: Path, collect: Callable[..., str]
) -> None:
    new = User("Nobody", "Knows", "new", 200, 9200, {FILE: b"new"})
    zipped(archive(course), downloads.moodle([ADA, new]) | {"readme.txt": b"no student's"})
    said = collect("moodle")
    assert "Directory not found" not in said  # nbgrader's, a line for each student
    assert set(submitted(course)) == {f"ada/{NAME}/{FILE}", f"Nobody Knows/{NAME}/{FILE}"}
    assert "Not in the gradebook, so collected under the name from Moodle: Nobody Knows." in said
    assert (
        "Left out, because Moodle gives no such names: Course-02_activations-77/readme.txt." in said
    )


@pytest.mark.parametrize("platform", MAKES)
def test_two_of_one_name_are_never_taken_for_one(
    course: Path, collect: Callable[..., str], platform: str
) -> None:
    twins = [
        User("An", "Li", "li1", 301, 1, {FILE: b"1"}),
        User("An", "Li", "li2", 302, 2, {FILE: b"2"}),
    ]
    zipped(archive(course), MAKES[platform](twins))
    collect(platform)
    assert sorted(submitted(course).values()) == [b"1", b"2"]
    give_feedback(course)
    assert CliRunner().invoke(main, ["return", platform, NAME]).exit_code == 0
    taken = TAKES[platform](course / "feedback.zip", twins)
    for twin in twins:
        (folder,) = (
            path.split("/")[0]
            for path, data in submitted(course).items()
            if data == twin.files[FILE]
        )
        assert [*taken[twin.login].values()] == [f"page of {folder}".encode()]


def test_a_second_collection_replaces_nothing_unless_told(
    course: Path, collect: Callable[..., str]
) -> None:
    zipped(archive(course), downloads.moodle(USERS))
    collect("moodle")
    changed = User("Ada", "Lovelace", "ada", 101, 9001, {FILE: b"newer"})
    zipped(archive(course), downloads.moodle([changed]))
    assert "--force" in collect("moodle")
    assert submitted(course) == WHOLE_CLASS
    collect("moodle", "--force")
    assert submitted(course) == WHOLE_CLASS | {f"ada/{NAME}/{FILE}": b"newer"}


def test_who_was_collected_before_is_named_before_anything_is_written(
    course: Path, collect: Callable[..., str]
) -> None:
    by_hand = course / "submitted" / "zoe" / NAME
    by_hand.mkdir(parents=True)
    (by_hand / FILE).write_bytes(b"by hand")
    zipped(archive(course), downloads.moodle(USERS))
    assert "Collected before: zoe. To replace" in collect("moodle")
    assert submitted(course) == {f"zoe/{NAME}/{FILE}": b"by hand"}


def test_two_downloads_that_hold_the_same_file_are_refused(
    course: Path, collect: Callable[..., str]
) -> None:
    for name in ("monday.zip", "tuesday.zip"):
        zipped(archive(course, name), downloads.moodle(USERS))
    assert f"ada has {FILE} in two downloads." in collect("moodle")
    assert submitted(course) == {}
    archive(course, "monday.zip").unlink()
    collect("moodle")
    assert submitted(course) == WHOLE_CLASS


def test_another_platforms_download_is_said_to_be_one(
    course: Path, collect: Callable[..., str]
) -> None:
    zipped(archive(course), downloads.canvas(USERS))
    assert "Is it the download of another platform?" in collect("moodle")
    assert submitted(course) == {}


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def in_folder(name: str) -> str:
    return f"Ada Lovelace_9001_assignsubmission_file/{name}"


BAD: dict[str, tuple[list[tuple[Any, bytes]], str]] = {
    "absolute": ([("/etc/cron.d/x", b"")], "leads out of its folder"),
    "above": ([(in_folder("../../../x.ipynb"), b"")], "leads out of its folder"),
    "windows": ([("C:\\x.ipynb", b"")], "leads out of its folder"),
    "drive": ([("C:/x.ipynb", b"")], "leads out of its folder"),
    "link": ([(link(in_folder(FILE)), b"/etc/passwd")], "is a link or no ordinary file"),
    "twice": ([(in_folder(FILE), b"1"), (in_folder(FILE), b"2")], "twice"),
    "file-and-folder": ([("a/b", b""), ("a", b"")], "can't be unpacked"),
    "long": ([(in_folder("n" * 300 + ".ipynb"), b"")], "can't be unpacked"),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_unsafe_zip_is_refused_whole(
    course: Path, collect: Callable[..., str], bad: str
) -> None:
    entries, words = BAD[bad]
    archive(course).parent.mkdir(parents=True)
    with zipfile.ZipFile(archive(course), "w") as file:
        file.writestr(in_folder("first.ipynb"), b"fine")
        for name, data in entries:
            file.writestr(name, data)
    before = {path for path in course.rglob("*") if "downloaded" not in path.parts}
    assert words in collect("moodle")
    assert {path for path in course.rglob("*") if "downloaded" not in path.parts} == before
    assert not [*(course / "downloaded" / NAME / "extracted").rglob("*")]
    assert not os.path.lexists("/etc/cron.d/x")
    run = CliRunner().invoke(main, ["return", "moodle", NAME])
    assert run.exit_code == 1
    assert not (course / "feedback.zip").exists()


def test_a_bomb_is_told_by_what_it_says_of_itself_or_cut_off(
    course: Path, collect: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 2**20)
    zipped(archive(course), {in_folder(FILE): b"0" * 2**21})
    assert archive(course).stat().st_size < 2**13
    assert "when unpacked, more than" in collect("moodle")
    lying = (
        archive(course)
        .read_bytes()
        .replace((2**21).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    )
    archive(course).write_bytes(lying)
    assert "is not a zip file, or it is damaged" in collect("moodle")
    assert submitted(course) == {}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", b"<html>Your session has expired</html>", "is not a zip file, or it is damaged"),
        ("a.tar.gz", b"", "is no zip: unpack it, and pack it as a zip"),
    ],
)
def test_what_is_no_zip_is_said_to_be_none(
    course: Path, collect: Callable[..., str], name: str, data: bytes, words: str
) -> None:
    archive(course, name).parent.mkdir(parents=True)
    archive(course, name).write_bytes(data)
    assert words in collect("moodle")


@pytest.mark.parametrize("name", ["..", ".hidden", "n" * 200])
def test_a_name_that_can_be_no_folder_is_left_out_and_told(
    course: Path, collect: Callable[..., str], name: str
) -> None:
    odd = User(name, "", "odd", 300, 9300, {FILE: b"odd"})
    zipped(
        archive(course),
        {f"{name}_9300_assignsubmission_file/{FILE}": b"odd", **downloads.moodle([ADA])},
    )
    assert "Left out, because these names can't be a student's folder" in collect("moodle"), odd
    assert submitted(course) == {f"ada/{NAME}/{FILE}": b"ada's"}


def test_what_macos_lays_beside_files_is_nobodys(course: Path, collect: Callable[..., str]) -> None:
    zipped(archive(course), downloads.moodle([ADA]) | {"__MACOSX/._x": b"", in_folder("._x"): b""})
    collect("moodle")
    assert submitted(course) == {f"ada/{NAME}/{FILE}": b"ada's"}


def test_pages_that_are_missing_or_old_are_named(course: Path, collect: Callable[..., str]) -> None:
    zipped(archive(course), downloads.moodle(USERS))
    collect("moodle")
    give_feedback(course)
    (course / "feedback" / "ada" / NAME / f"{NAME}.html").unlink()
    graded = course / "autograded" / "zoe" / NAME / FILE
    graded.parent.mkdir(parents=True)
    graded.write_text(json.dumps({}))
    page = course / "feedback" / "zoe" / NAME / f"{NAME}.html"
    os.utime(page, (0, graded.stat().st_mtime - 60))
    run = CliRunner().invoke(main, ["return", "moodle", NAME])
    assert run.exit_code == 1
    assert "No feedback page: ada." in run.output
    assert "The page is older than the marks: zoe." in run.output
    assert set(downloads.moodle_takes(course / "feedback.zip", USERS)) == {"bob_t"}
    again = CliRunner().invoke(main, ["return", "moodle", NAME])
    assert again.exit_code == 2
    assert "already exists" in again.output


def test_without_a_download_it_says_where_one_belongs(course: Path) -> None:
    run = CliRunner().invoke(main, ["return", "canvas", NAME])
    assert run.exit_code == 1
    assert f"downloaded/{NAME}/archive/" in run.output
