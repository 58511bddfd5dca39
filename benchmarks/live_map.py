"""A room of simulated kernels on one live map: is anything lost, is the page late, does memory grow?

    python benchmarks/live_map.py                                  # 300 kernels, ten minutes
    python benchmarks/live_map.py --kernels 30 --minutes 1
    python benchmarks/live_map.py --fill live.db --kernels 30      # a room of the last hour, to look at

Each kernel sends through the kit's own sender. Chromium shows the page meanwhile, and remembers when it
showed how many checks; the file of events knows when each came in. Midway the map is killed, and started
again a few seconds later.
"""

from __future__ import annotations

import argparse
import asyncio
import bisect
import json
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from our_course import ASSIGNMENTS, COURSE, KNOWN
from tornado.websocket import websocket_connect

from autograder.instructor.live.store import EventStore
from autograder.live.event import Event
from autograder.live.sender import Sender

PORT = 8799
WATCH = """
window.seen = [];
const look = () => seen.push([Date.now() / 1000, Number(document.body.dataset.checks)]);
new MutationObserver(look).observe(document.body, {attributeFilter: ["data-checks"]});
look();
"""


def checks(kernel: int, first: int = 0) -> Iterator[Event]:
    """What a simulated kernel sends: exercise after exercise, with known mistakes until one passes.

    It begins with the notebook of this number, and when it is through, again with another name.
    """
    draw = Random(kernel)
    name = f"{draw.getrandbits(64):016x}"
    able = draw.betavariate(2, 2)
    while True:
        for exercises in list(ASSIGNMENTS.values())[first:]:
            for exercise in exercises:
                wrong = [None, *list(KNOWN[exercise])[:6]]
                tries = 1
                while draw.random() > able:
                    weights = [1 / (2 + rank) for rank in range(len(wrong))]
                    mistake = draw.choices(wrong, weights)[0]
                    yield Event(COURSE.name, name, exercise, False, mistake, tries)
                    tries += 1
                yield Event(COURSE.name, name, exercise, True, None, tries)
        name = f"{draw.getrandbits(64):016x}"


def fill(file: Path, kernels: int) -> None:
    """Put a room of the last hour into a file of events."""
    events = []
    for kernel in range(kernels):
        draw, now = Random(kernel), time.time()
        then = now - draw.uniform(2000, 3600)
        slow = draw.uniform(60, 300)
        for event in checks(kernel, first=2):
            then += draw.expovariate(1 / slow)
            if then > now:
                break
            events.append((then, event))
    store = EventStore(file, COURSE.name)
    for then, event in sorted(events, key=lambda each: each[0]):
        store.add(event, then)
    store.close()


class Map:
    """`autograder live` as a process of its own, on one port and one file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "live.db"
        self._folder = folder
        self.address = ""
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "autograder", "live", "--port", str(PORT), "--bind"]
        command += ["127.0.0.1", "--address", f"http://127.0.0.1:{PORT}"]
        self.process = subprocess.Popen(
            command, cwd=self._folder, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        for line in self.process.stdout:
            if found := re.search(r"projector: (\S+)", line):
                self.address = found[1]
                return
        raise RuntimeError("the live map did not start")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    @property
    def megabytes(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) / 1024


class Kernel(threading.Thread):
    """A simulated kernel: checks something every few seconds until it is time to stop."""

    def __init__(self, number: int, address: str, every: float, end: float) -> None:
        super().__init__(daemon=True)
        self._number, self._every, self._end = number, every, end
        self._sender = Sender(f"{address}/events")
        self.sent = 0
        self.longest = 0.0

    def run(self) -> None:
        draw = Random(self._number)
        time.sleep(draw.uniform(0, self._every))
        for event in checks(self._number):
            if time.time() > self._end:
                return
            start = time.perf_counter()
            self._sender.send(event.as_json())
            self.longest = max(self.longest, time.perf_counter() - start)
            self.sent += 1
            time.sleep(draw.expovariate(1 / self._every))


class Browser:
    """A page in headless Chromium, driven through its own protocol for debugging."""

    def __init__(self, folder: Path) -> None:
        chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
        self._profile = folder / "profile"
        command = [chromium, "--headless", "--no-sandbox", f"--user-data-dir={self._profile}"]
        command += ["--remote-debugging-port=0", "--window-size=1920,1080", "about:blank"]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self._number = 0

    async def open(self, address: str) -> None:
        port_file = self._profile / "DevToolsActivePort"
        while not port_file.is_file() or not port_file.read_text().strip():
            await asyncio.sleep(0.1)
        port = port_file.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            page = next(each for each in json.load(answer) if each["type"] == "page")
        self._socket = await websocket_connect(page["webSocketDebuggerUrl"], max_message_size=2**27)
        await self._call("Page.enable")
        await self._call("Page.navigate", url=address)
        await asyncio.sleep(2)
        await self.run(WATCH)

    async def run(self, script: str) -> Any:
        said = await self._call("Runtime.evaluate", expression=script, returnByValue=True)
        return said["result"].get("value")

    async def _call(self, method: str, **params: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        await self._socket.write_message(json.dumps(message))
        while True:
            said = json.loads(await self._socket.read_message() or "{}")
            if said.get("id") == self._number:
                return said["result"]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def a_browser(folder: Path) -> Iterator[Browser]:
    browser = Browser(folder)
    try:
        yield browser
    finally:
        browser.close()


async def measure(folder: Path, count: int, minutes: float, every: float) -> None:
    """Run the room, and print what came of it."""
    live = Map(folder)
    killed = (0.0, 0.0)
    begin = time.time()
    end = begin + 60 * minutes
    memory: list[tuple[float, float, float]] = []
    with a_browser(folder) as browser:
        await browser.open(live.address)
        kernels = [Kernel(number, live.address, every, end) for number in range(count)]
        for kernel in kernels:
            kernel.start()
        while time.time() < end + 5:
            await asyncio.sleep(min(10.0, 6 * minutes))
            heap = await browser.run("performance.memory.usedJSHeapSize / 1e6")
            memory.append((time.time() - begin, live.megabytes, heap))
            if not killed[0] and time.time() > begin + 30 * minutes:
                killed = (time.time(), 0.0)
                live.kill()
                await asyncio.sleep(3)
                live.start()
                killed = (killed[0], time.time())
        for kernel in kernels:
            kernel.join()
        await asyncio.sleep(40)  # who was refused in between tries again for as long
        seen = await browser.run("window.seen")
    live.kill()
    report(live.file, kernels, seen, killed, memory)


def report(
    file: Path,
    kernels: list[Kernel],
    seen: list[list[float]],
    killed: tuple[float, float],
    memory: list[tuple[float, float, float]],
) -> None:
    """Print what was sent, what arrived, how late the page was, and what it took."""
    with sqlite3.connect(file) as database:
        times = [row[0] for row in database.execute("SELECT time FROM events ORDER BY number")]
    sent = sum(kernel.sent for kernel in kernels)
    shown = [int(checks) for _, checks in seen]
    late, after_kill = [], []
    for number, came in enumerate(times, 1):
        place = bisect.bisect_left(shown, number)
        ago = seen[place][0] - came if place < len(seen) else float("inf")
        (after_kill if killed[0] - 1 < came < killed[1] + 5 else late).append(ago)
    print(f"sent {sent}, kept {len(times)}, lost {sent - len(times)}; shown at the end {shown[-1]}")
    print(f"longest send: {1000 * max(kernel.longest for kernel in kernels):.1f} ms")
    late.sort()
    print(
        f"page behind, in seconds: median {statistics.median(late):.2f}, "
        f"99% {late[int(0.99 * len(late))]:.2f}, most {late[-1]:.2f}"
    )
    if after_kill:
        print(
            f"around the kill ({killed[1] - killed[0]:.0f} s without a map): most {max(after_kill):.2f}"
        )
    for at, server, heap in memory[:: max(1, len(memory) // 12)]:
        print(f"{at:6.0f} s   map {server:6.1f} MB   page {heap:6.1f} MB")


def main() -> None:
    """Measure, or fill a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kernels", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two checks")
    parser.add_argument("--fill", type=Path)
    given = parser.parse_args()
    if given.fill:
        fill(given.fill, given.kernels)
        return
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), given.kernels, given.minutes, given.every))


if __name__ == "__main__":
    main()
