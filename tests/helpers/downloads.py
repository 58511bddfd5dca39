"""Downloads of all submissions as Moodle, Canvas and ILIAS make them, and what they do with feedback.

Written after the platforms' own code, which `autograder/nbgrader_plugin/platforms/names.py` names.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class User:
    """A student on a platform. `number` is the user's there; Moodle draws `participant` anew each time."""

    first: str
    last: str
    login: str
    number: int
    participant: int = 0
    files: Files = field(default_factory=dict)
    late: bool = False


def zipped(path: Path, files: Files) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path


def moodle(users: list[User], old: bool = False, folders: bool = True) -> dict[str, bytes]:
    """`downloader.php`: `Fullname_ID_assignsubmission_file/…`; before 4.1 with a line at the end."""
    end = ("_/" if old else "/") if folders else "_"
    return {
        f"{u.first} {u.last}".replace("_", " ")
        + f"_{u.participant}_assignsubmission_file{end}{name}": data
        for u in users
        for name, data in u.files.items()
    }


def canvas(users: list[User]) -> dict[str, bytes]:
    """`content_zipper.rb`: the sortable name without anything but letters, LATE, user, attachment, name."""
    found = {}
    for u in users:
        who = "_".join([f"{u.last}, {u.first}".lower(), *["LATE"][: u.late], str(u.number)])
        plain = re.sub(r"\W", "", who)
        for place, (name, data) in enumerate(u.files.items()):
            found[f"{plain}_{attachment(u, place)}_{name}"] = data
    return found


def attachment(user: User, place: int) -> int:
    return user.number * 100 + place


def ilias(users: list[User]) -> dict[str, bytes]:
    """`getDirectoryNameFromUserData`: `Lastname_Firstname_login_ID/…`, in a folder of the exercise's name."""
    return {
        f"Week_1/{u.last}_{u.first}_{u.login}_{u.number}/{name}": data
        for u in users
        for name, data in u.files.items()
    }


def moodle_takes(path: Path, users: list[User], old: bool = False) -> dict[str, dict[str, bytes]]:
    """`importziplib.php`: by login, the feedback files. Older versions want the line at the end."""
    found: dict[str, dict[str, bytes]] = {}
    by_number = {u.participant: u.login for u in users}
    for name, data in _contents(path).items():
        parts = name.split("/")
        while parts:
            info = parts.pop(0).split("_", 4)
            if len(info) < (5 if old else 4) or not info[1].isdigit():
                continue
            if int(info[1]) in by_number and info[2:4] == ["assignsubmission", "file"]:
                file = "/".join([info[4] if len(info) > 4 else "", *parts]).lstrip("/")
                found.setdefault(by_number[int(info[1])], {})[file] = data
                break
    return found


def canvas_takes(path: Path, users: list[User]) -> dict[str, dict[str, bytes]]:
    """`infer_comment_context_from_filename`: the first two numbers are the user's and the attachment's."""
    found: dict[str, dict[str, bytes]] = {}
    by_number = {u.number: u for u in users}
    for name, data in _contents(path).items():
        numbers = [int(p) for p in PurePosixPath(name).name.split("_") if re.fullmatch(r"\d+", p)]
        user = by_number[numbers[0]]
        names = {attachment(user, place): file for place, file in enumerate(user.files)}
        found.setdefault(user.login, {})[names[numbers[1]]] = data
    return found


def ilias_takes(path: Path, users: list[User]) -> dict[str, dict[str, bytes]]:
    """`getMultiFeedbackFiles`: a folder `multi_feedback…`, in it folders that end in the user's number."""
    found: dict[str, dict[str, bytes]] = {}
    by_number = {u.number: u.login for u in users}
    for name, data in _contents(path).items():
        top, folder, file = name.split("/")
        assert top.startswith("multi_feedback")
        found.setdefault(by_number[int(folder.split("_")[-1])], {})[file] = data
    return found


def _contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}
