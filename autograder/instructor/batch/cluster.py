"""Marking on a Dask cluster: connects to the scheduler, or says in a sentence why it can't."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

from distributed import Client, Security, rpc
from distributed.comm import get_address_host_port

from autograder.instructor.batch.pool import NoPool, Pool

_PATIENCE = 15.0
_ADDRESS = re.compile(r"(?!https?:)(\w+://)?[^/]+:\d+")


def connect(where: str) -> Client:
    """A client of the scheduler with this address or scheduler file.

    Raises NoPool if none answers within 15 seconds.
    """
    deadline = time.monotonic() + _PATIENCE
    address = _address(where)
    answers = asyncio.run(_who_answers(address))
    silence = (
        f"No Dask scheduler answers at {address}: is it running, and can this machine reach it?"
    )
    if not answers:
        raise NoPool(silence)
    if not answers.endswith("Scheduler"):
        raise NoPool(
            f"Something answers at {address}, but it is not a Dask scheduler. A scheduler's address begins "
            "with tcp:// and usually ends in :8786 (its dashboard has another port)."
        )
    try:
        left = max(deadline - time.monotonic(), 1)
        return Client(address, timeout=left, set_as_default=False)
    except Exception as error:
        raise NoPool(silence) from error


def _address(where: str) -> str:
    path = Path(where)
    if path.is_file():
        try:
            return str(json.loads(path.read_text())["address"])
        except (OSError, ValueError, LookupError, TypeError):
            raise NoPool(
                f"{where} is not a scheduler file: dask scheduler --scheduler-file {where} writes one."
            ) from None
    if not _ADDRESS.fullmatch(where):
        raise NoPool(
            f"There is no file {where}, and a scheduler's address looks like tcp://HOST:8786."
        )
    return where


async def _who_answers(address: str) -> str:
    """The type of the Dask server at an address, "another" for any other program, "" for none."""
    answers = ""
    with contextlib.suppress(Exception):
        async with asyncio.timeout(_PATIENCE):
            _, connection = await asyncio.open_connection(*get_address_host_port(address))
            connection.close()
            answers = "another"
            greeting = Security().get_connection_args("client")
            async with rpc(address, connection_args=greeting) as server:
                answers = (await server.identity())["type"]
    return answers


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """A pool of the workers of a Dask scheduler, given by its address or its scheduler file.

    Raises NoPool if no scheduler answers, or if it has no workers.
    """
    client = connect(address)
    at = client.scheduler.address

    def threads() -> int:
        return sum(client.nthreads().values())

    def check() -> None:
        if client.status != "running":
            raise NoPool(f"The Dask scheduler at {at} has stopped. Start it and its workers again.")
        if not threads():
            raise NoPool(
                f"The Dask scheduler at {at} has no workers, so nothing is graded: start some with "
                f"dask worker {at} --nthreads 1"
            )

    with client:
        check()
        yield Pool(client.get_executor(pure=False), 2 * threads(), check)
