"""The levels; and isolation with bubblewrap: the command to run, what to say where it does not work."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course

SCRATCH = "/student"
SCRATCH_SIZE = 2**26
SHARED_SIZE = 2**24
_NOBODYS_IDS = range(0x70000000, 0x7FFFFFFF)
_NOBODY = 65534
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_LINKED = ("/etc/ld.so.cache", "/etc/alternatives")


ISOLATED, CONFINED, LIMITED = "isolated", "confined", "limited"
LEVELS = (ISOLATED, CONFINED, LIMITED)
"""From the best on."""


@dataclass(frozen=True)
class Level:
    """How well student code is kept from this machine. `reason` says why not better."""

    name: str
    reason: str = ""

    @property
    def protects(self) -> bool:
        """Whether student code can't reach this machine."""
        return self.name != LIMITED

    @property
    def where(self) -> str:
        """Where student code runs at this level, in words."""
        return f"in the sandbox, {self}" if self.protects else f"without a sandbox, {self}"

    def __str__(self) -> str:
        """One line to print with results."""
        if self.name == ISOLATED:
            return "isolated: no network, no files but its own, and limits on what it uses."
        if self.name == CONFINED:
            return (
                "confined: no network, no files but its own, no other processes, and limits on what it "
                f"uses; it can ask whether a file exists. {self.reason}"
            )
        return f"limited: marks can't be forged, but this machine is open to it. {self.reason}"


class NotIsolated(RuntimeError):
    """Raised by `spawn.require_isolation` at the level `limited`, where that is not allowed.

    The message is shown to the instructor: why there is no sandbox, and how to grade without it.
    """

    def __init__(self, level: Level) -> None:
        super().__init__(
            f"{level.reason} Grading stops here, because student code would run with your rights. "
            "To grade without isolation, set c.Intake.allow_unisolated = True in nbgrader_config.py, or "
            "run autograder grade --allow-unisolated, or nbgrader autograde "
            "--Intake.allow_unisolated=True."
        )
        self.level = level

    def __reduce__(self) -> tuple[type[NotIsolated], tuple[Level]]:
        """Keep the level when the exception is pickled."""
        return type(self), (self.level,)


def obstacle() -> str:
    """Why this machine can't isolate student code, in a sentence; empty if it is worth a try."""
    if sys.platform == "darwin":
        return "macOS has no bubblewrap: to isolate student code, grade on Linux or in a Linux virtual machine."
    if sys.platform == "win32":
        return "Windows has no bubblewrap: to isolate student code, grade in WSL2."
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed: on Debian and Ubuntu, apt install bubblewrap."
    return ""


def explain(error: str) -> str:
    """What the last line of bubblewrap or the worker on stderr means, and what to do about it."""
    said = f"bubblewrap can't isolate student code here ({error.strip()[-200:] or 'no answer'})."
    if "nknown option" in error:
        return f"{said} It is too old: version 0.8 or newer is needed."
    if Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").exists():
        return (
            f"{said} On Ubuntu 24.04: apt install apparmor-profiles, link "
            "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict into /etc/apparmor.d and "
            "systemctl reload apparmor."
        )
    return (
        f"{said} Containers and pods often forbid it: grade on the machine itself, or in a "
        "container that may make namespaces."
    )


def user() -> int | None:
    """The user id for the worker where the grader is root, or None: an id that nobody has.

    Process limits are counted per user, so each worker gets a user of its own where possible.
    """
    if os.getuid() != 0:
        return None
    known = Path("/proc/self/uid_map").read_text().split()
    return random.choice(_NOBODYS_IDS) if known[:3] == ["0", "0", "4294967295"] else _NOBODY


def command(
    python: Iterable[str],
    environment: Mapping[str, str],
    courses: Collection[Course] = (),
    filter_file: int | None = None,
) -> list[str]:
    """The command that runs Python with these arguments in isolation.

    Inside, student code sees the system's programs, this Python and its packages without the courses'
    private halves, this package, the courses' public halves, and a scratch folder. Only the scratch
    folder is writable. `filter_file` is the descriptor of a file with the system calls to refuse.
    """
    executable = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    namespaces = ["ipc", "pid", "net", "uts", "cgroup-try"]
    rights = ["--cap-drop", "ALL"]
    if os.getuid() == 0:
        rights += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        namespaces.append("user")
        rights.append("--disable-userns")
    if filter_file is not None:
        rights += ["--seccomp", str(filter_file)]
    return [
        shutil.which("bwrap") or "bwrap",
        *(f"--unshare-{namespace}" for namespace in namespaces),
        *rights,
        *("--as-pid-1", "--die-with-parent", "--new-session"),
        *("--hostname", "student", "--clearenv"),
        *(word for name, value in environment.items() for word in ("--setenv", name, value)),
        *_system(),
        *_visible([executable, *_python_folders(), *_own_folders(courses)]),
        *_without_answers(courses),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--perms", "1777", "--size", str(SHARED_SIZE), "--tmpfs", "/dev/shm"),
        *("--perms", "1777", "--size", str(SCRATCH_SIZE), "--tmpfs", SCRATCH),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", SCRATCH),
        *("--", executable, *python),
    ]


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for folder in _SYSTEM:
        if os.path.islink(folder):
            yield from ("--symlink", os.readlink(folder), folder)
        else:
            yield from ("--ro-bind-try", folder, folder)
    for place in _LINKED:
        yield from ("--ro-bind-try", place, place)


def _python_folders() -> list[str]:
    """The folders of the standard library, of shared libraries and of installed packages."""
    prefixes = (sys.base_prefix, os.path.realpath(sys.base_prefix))
    library = [os.path.join(prefix, folder) for prefix in prefixes for folder in ("lib", "lib64")]
    return library + _package_folders()


def _package_folders() -> list[str]:
    """The folders of installed packages on Python's path; other folders may hold a course."""
    return [f for f in sys.path if Path(f).name in ("site-packages", "dist-packages")]


def _linked_packages() -> Iterator[str]:
    """Where installed packages are that are only linked to, as some installers do it."""
    for folder in filter(os.path.isdir, _package_folders()):
        yield from (os.path.realpath(e.path) for e in os.scandir(folder) if e.is_symlink())


def readable(courses: Collection[Course] = ()) -> tuple[list[str], list[str]]:
    """What confined student code may read, with all below, and the folders of which it sees the names.

    It is what is visible in isolation, other than the scratch folder.
    """
    hidden = [os.path.realpath(answers) for answers in _private_halves(courses)]
    python = [*_python_folders(), *_linked_packages()]
    places = ["/usr", *_SYSTEM, *_LINKED, *python, *_own_folders(courses)]
    read: list[str] = []
    listed: list[str] = []
    todo = [*dict.fromkeys(os.path.realpath(place) for place in places)]
    while todo:
        place = todo.pop()
        if place in hidden or not os.path.exists(place):
            continue
        if any(Path(answers).is_relative_to(place) for answers in hidden):
            listed.append(place)
            todo += [entry.path for entry in os.scandir(place) if not entry.is_symlink()]
        else:
            read.append(place)
    return read, listed


def _visible(places: Iterable[str]) -> Iterator[str]:
    """Options that bind each place once, below parent folders that every user can enter."""
    bound, made = ["/usr"], {"/"}
    for place in sorted(p for p in places if os.path.exists(p)):
        if any(Path(place).is_relative_to(other) for other in bound):
            continue
        for parent in reversed(Path(place).parents):
            if str(parent) not in made:
                made.add(str(parent))
                yield from ("--perms", "0755", "--dir", str(parent))
        bound.append(place)
        yield from ("--ro-bind", place, place)


def _own_folders(courses: Iterable[Course]) -> list[str]:
    """This package, and the public halves of the courses."""
    return [str(Path(__file__).parents[1]), *(str(course.public_folder) for course in courses)]


def _without_answers(courses: Iterable[Course]) -> Iterator[str]:
    """Options that hide private halves among the installed packages; no other one is visible anyway."""
    for answers in _private_halves(courses):
        yield from ("--tmpfs", answers, "--remount-ro", answers)


def _private_halves(courses: Iterable[Course]) -> Iterator[str]:
    """The folders of private halves among the installed packages."""
    for folder in _package_folders():
        for course in courses:
            answers = os.path.join(folder, *course.private.split("."))
            if os.path.isdir(answers):
                yield answers
