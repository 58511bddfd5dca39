"""A PostgreSQL server for the tests: started from the system's programs, in a folder of its own, then gone.

It listens on a socket in that folder and nowhere else, and keeps nothing: no other program of the
machine sees it, and a server that is there already is left alone.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

MISSING = (
    "PostgreSQL is not installed, so gradebooks are tested on SQLite alone: "
    "`apt install postgresql` brings its programs."
)
# Speed in place of safety: after a crash nobody wants these data.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="


@dataclass
class Server:
    """A running server, which hands out new databases."""

    folder: Path
    user: str
    _numbers: Iterator[int] = field(default_factory=count)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"gradebook_{next(self._numbers)}"
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg2://{self.user}@/{name}?host={self.folder}"


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, which Debian keeps off the path; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    program = shutil.which("initdb") or (found[-1] if found else None)
    return Path(program).resolve().parent if program else None


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """A new server, stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path may have 100 characters
    user, as_user = _not_root(folder)
    data = folder / "data"

    def run(program: str, *arguments: str | Path) -> None:
        command = [programs / program, "-D", data, *arguments]
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **as_user,
        )
        assert done.returncode == 0, f"{program} failed: {done.stdout}"

    try:
        run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            f"--username={user}",
        )
        run("pg_ctl", "-w", "-l", folder / "log", "-o", f"-k {folder} {HASTY}", "start")
        try:
            yield Server(folder, user)
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _version(program: Path) -> tuple[int, ...]:
    return tuple(map(int, program.parts[-3].split(".")))


def _not_root(folder: Path) -> tuple[str, dict[str, Any]]:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.getuid() != 0:
        return getpass.getuser(), {}
    shutil.chown(folder, "postgres", "postgres")
    return "postgres", {"user": "postgres", "group": "postgres", "extra_groups": []}
