"""A notebook on the live map: what is sent, that it is said, and that no check waits."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from autograder import check, join, leave
from autograder.instructor.live.server import LiveMap
from autograder.kernel import NotYet
from autograder.live import joining
from autograder.live.joining import is_address
from autograder.live.sender import MOST_WAITING, Sender
from tests.helpers.kernels import executed
from tests.helpers.live_maps import PLUS_SIGN, event, eventually, live_map


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def wrong() -> Callable:
    namespace = {"np": np}
    exec("def sigmoid(z):\n    return 1 / (1 + np.exp(z))  # Ada wrote this", namespace)
    return namespace["sigmoid"]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveMap]:
    with live_map(tmp_path / "live.db") as each:
        yield each


@pytest.fixture(autouse=True)
def in_a_new_kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(joining, "in_notebook", lambda: True)
    monkeypatch.setattr(joining, "_tries", Counter())
    yield
    joining._stop()


def check_both() -> None:
    with pytest.raises(NotYet):
        check(wrong())
    check(sigmoid)


def test_nothing_is_sent_before_and_after_and_in_between_what_is_said(
    live: LiveMap, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check_both()
    capsys.readouterr()
    join(live.address)
    said = capsys.readouterr().out
    assert "the exercise, whether it passed" in said
    assert "Your code, your name and your files are not sent" in said
    assert "from autograder import leave; leave()" in said
    check_both()
    assert eventually(lambda: live.room.checks == 2)
    leave()
    assert "Nothing more is sent" in capsys.readouterr().out
    check_both()
    join(live.address)
    check(sigmoid)
    assert eventually(lambda: live.room.checks == 3)
    [(kernel, standing)] = live.room.exercises["sigmoid"].items()
    assert kernel == joining._name
    assert (standing.tries, standing.failures) == (2, 1)
    assert live.room.told["sigmoid", PLUS_SIGN].passed == 1
    assert b"Ada" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def untouched() -> Callable:
    def sigmoid(z):
        raise NotImplementedError

    return sigmoid


def test_an_untouched_stub_is_not_sent(live: LiveMap) -> None:
    join(live.address)
    check(untouched())
    check(sigmoid)
    assert eventually(lambda: live.room.checks == 1)
    assert live.room.exercises["sigmoid"][joining._name].tries == 1


def test_nothing_is_sent_while_a_notebook_is_graded(
    live: LiveMap, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    join(live.address)
    assert joining._sender is None
    assert not capsys.readouterr().out


def refusal(address: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `join` says, after which nothing is sent and checks work."""
    join(address)
    said = capsys.readouterr().out
    assert joining._sender is None
    check(sigmoid)
    return said


def test_a_wrong_token_is_a_sentence(live: LiveMap, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Copy the whole line" in refusal(live.address[:-1], capsys)


def test_a_page_that_is_gone_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    said = refusal(f"http://127.0.0.1:{port}/abcd-efgh", capsys)
    assert f"Nobody answers at 127.0.0.1:{port}" in said


def test_another_page_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        said = refusal(f"http://127.0.0.1:{server.server_port}/abcd-efgh", capsys)
        server.shutdown()
    assert "is not a live map" in said


@pytest.mark.parametrize(
    "address", ["", "abcd", "file:///etc/passwd", "http://host", 'http://h/"x']
)
def test_what_is_no_address_is_a_sentence(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_address(address)
    assert "is not the address of a live map" in refusal(address, capsys)


def test_a_map_of_another_course_is_a_sentence(
    live: LiveMap, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(type(live), "greeting", "live map of the course cooking")
    assert "of the course cooking" in refusal(live.address, capsys)


def test_sending_waits_for_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sender = Sender(f"http://127.0.0.1:{silent.getsockname()[1]}/x/events")
        for attempt in range(1, 10 * MOST_WAITING):
            sender.send(event(attempt=attempt).as_json())
        assert sender._queue.qsize() <= MOST_WAITING
        sender.stop()


def test_an_event_arrives_once_if_the_map_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "live.db"
    with live_map(file) as live:
        address = live.address
    sender = Sender(f"{address}/events", waits=(0.0, *(0.1 for _ in range(50))))
    sender.send(event().as_json())
    with live_map(file, int(address.split(":")[2].split("/")[0])) as live:
        assert eventually(lambda: live.room.checks == 1)
    sender.stop()
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM events").fetchone() == (1,)


def test_what_waits_is_dropped_when_the_map_stays_away(tmp_path: Path) -> None:
    file = tmp_path / "live.db"
    with live_map(file) as live:
        address = live.address
    sender = Sender(f"{address}/events", waits=(0.0,))
    for attempt in (1, 2, 3):
        sender.send(event(attempt=attempt).as_json())
    assert eventually(sender._queue.empty)
    threading.Event().wait(0.3)
    with live_map(file, int(address.split(":")[2].split("/")[0])) as live:
        sender.send(event(attempt=4).as_json())
        assert eventually(lambda: live.room.checks == 1)
        assert live.room.exercises["sigmoid"][f"{1:016x}"].tries == 4
    sender.stop()


@pytest.mark.slow
def test_a_kernel_takes_part(live: LiveMap, tmp_path: Path) -> None:
    outputs = executed(
        tmp_path,
        f'import numpy as np\nfrom autograder import check, join\njoin("{live.address}")',
        "def sigmoid(z):\n    return 1 / (1 + np.exp(z))",
        "check(sigmoid)",
        "import time\ntime.sleep(1)",
    )
    assert outputs[0].text.startswith("You are on the live map")
    assert [standing.mistake for standing in live.room.exercises["sigmoid"].values()] == [PLUS_SIGN]
