"""The live map as others meet it: who is let in, what is refused, what the page shows, what is kept."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from autograder.cli import main
from autograder.instructor.invitation import invite
from autograder.instructor.live.address import address_here, is_local
from autograder.instructor.live.limits import MOST_KERNELS, Limits
from autograder.instructor.live.server import LiveMap, listening
from autograder.instructor.live.store import EventStore, NoStore
from tests.helpers.live_maps import answer, event, live_map, stream
from tests.helpers.notebooks import notebook_path
from tests.helpers.our_course import COURSE
from tests.workshop.test_accessibility import chromium, serious

__all__ = ["chromium"]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveMap]:
    with live_map(tmp_path_factory.mktemp("room") / "live.db") as each:
        yield each


def send(live: LiveMap, *events: object) -> list[tuple[int, str]]:
    return [answer(f"{live.address}/events", e.as_json()) for e in events]  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", ["", "/events", "/stream", "/page.css"])
def test_a_wrong_token_is_let_in_nowhere(live: LiveMap, place: str) -> None:
    for wrong in ("abcd-efgh", live.token[:-1], live.token.upper(), "%00", "é"):
        url = live.address.replace(live.token, wrong.replace("é", "%C3%A9")) + place
        status, said = answer(url)
        assert status == 403
        assert "A letter may be wrong." in said
        assert live.token not in said


def test_events_of_others_and_what_is_none_are_refused_in_a_sentence(live: LiveMap) -> None:
    before = live.room.checks
    refused = [
        *send(live, event(course="dna"), event(exercise="elu", mistake=None)),
        answer(f"{live.address}/events", b"{}"),
        answer(f"{live.address}/events", b"x" * 600),
    ]
    assert [status for status, _ in refused] == [400] * 4
    assert all(re.fullmatch(r"[A-Z].*\.", said) for _, said in refused)
    assert "of the course deep-learning" in refused[0][1]
    with contextlib.suppress(OSError):  # the connection may close before all of it was sent
        assert answer(f"{live.address}/events", b"x" * 100_000)[0] >= 400
    assert live.room.checks == before


def test_too_much_is_refused_and_the_others_are_not() -> None:
    limits, kernels = Limits(), {"wild": 0.0, "calm": 0.0}
    wild = [limits.too_much("wild", kernels, 0, 1.0) for _ in range(100)]
    assert wild.count("") == 60
    assert limits.too_much("calm", kernels, 0, 1.0) == ""
    assert limits.too_much("wild", kernels, 0, 62.0) == ""
    full = dict.fromkeys(map(str, range(MOST_KERNELS)), 0.0)
    assert limits.too_much("new", full, 0, 63.0) == "This room is full."
    assert limits.too_much("7", full, 0, 63.0) == ""


def test_the_page_shows_what_came_and_the_stream_what_changes(live: LiveMap) -> None:
    messages = stream(live.address)
    assert next(messages)["parts"].keys() >= {"summary", "stuck", "exercises", "news", "pace"}
    sent = time.time()
    send(live, *(event(77, n) for n in (1, 2, 3)))
    while "Is the sign in the exponent right?" not in next(messages)["parts"].get("stuck", ""):
        assert time.time() - sent < 10
    page = BeautifulSoup(answer(live.address)[1], "html.parser")
    stuck = page.find(id="stuck").get_text(" ", strip=True)
    assert re.search(r"sigmoid \d+ stuck", stuck)
    assert f'join("{live.address}")' in page.get_text()
    assert page.find(attrs={"role": "img", "aria-label": re.compile("QR code")}).svg


def test_words_that_a_guest_makes_up_are_never_shown(live: LiveMap) -> None:
    made_up = ["sigmoid/the-teacher-is-a-fool", "sigmoid/change-the-teacher-is-a-fool"]
    for number, mistake in enumerate(made_up, 200):
        send(live, *(event(number, n, mistake=mistake) for n in (1, 2, 3)))
    page = answer(live.address)[1]
    assert "fool" not in page
    assert "no name" in page


def test_the_address_of_a_proxy_may_have_anything_before_the_token(live: LiveMap) -> None:
    stem, token = live.address.rsplit("/", 1)
    for path in (f"/services/live/{token}", f"/services/live/{token}/", f"/{token}/"):
        assert answer(f"{stem}{path}")[0] == 200
    assert answer(f"{stem}/services/live/{token}/events")[1].startswith("live map of")


def test_axe_finds_nothing_serious_in_the_page(
    live: LiveMap, chromium: str, tmp_path: Path
) -> None:
    send(live, event(300, passed=True), *(event(301, n) for n in (1, 2, 3)))
    page, style = answer(live.address)[1], answer(f"{live.address}/page.css")[1]
    page = re.sub("<link rel=.stylesheet.*?>", lambda _: f"<style>{style}</style>", page)
    page = re.sub("<script src.*?</script>", "", page).replace("<details", "<details open")
    assert not serious(page, chromium, tmp_path)


def test_a_file_goes_on_with_its_room_and_counts_nothing_twice(tmp_path: Path) -> None:
    file = tmp_path / "live.db"
    store = EventStore(file, COURSE.name)
    assert [store.add(e, 5.0) for e in (event(), event(), event(attempt=2))] == [True, False, True]
    with pytest.raises(NoStore, match="in use by another live map"):
        EventStore(file, COURSE.name)
    store.close()
    again = EventStore(file, COURSE.name)
    assert again.token == store.token
    assert [*again.events(COURSE.name)] == [(event(), 5.0), (event(attempt=2), 5.0)]
    again.close()
    assert file.stat().st_mode & 0o077 == 0


def test_the_address_is_one_that_is_answered() -> None:
    assert address_here(80, "127.0.0.1") == "http://127.0.0.1:80"
    assert address_here(80, "fe80::1") == "http://[fe80::1]:80"
    assert address_here(80, "0.0.0.0") == address_here(80)
    assert is_local(address_here(80, "::1"))
    assert not is_local("http://192.168.1.20:80")


def live_command(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["live", *map(str, arguments)])
    return done.exit_code, " ".join(done.output.split())


def test_what_can_not_be_opened_is_a_sentence(tmp_path: Path) -> None:
    [taken] = listening(0, "127.0.0.1")
    port, events = taken.getsockname()[1], tmp_path / "live.db"
    code, said = live_command("--bind", "127.0.0.1", "--port", port, "--events", events)
    assert code == 1
    assert f"Port {port} is in use" in said
    assert not events.exists()
    taken.close()
    code, said = live_command("--bind", "192.0.2.77", "--events", events)
    assert (code, "no address 192.0.2.77" in said) == (1, True)
    code, said = live_command("--address", "the projector", "--events", events)
    assert (code, "--address is how others see" in said) == (2, True)
    EventStore(events, "cooking").close()
    code, said = live_command("--port", 0, "--events", events)
    assert (code, "of the course cooking" in said) == (1, True)
    events.write_text("This is no database, but a longer text, of which nothing may be lost." * 9)
    code, said = live_command("--port", 0, "--events", events)
    assert (code, "can't be used as a file of events" in said) == (1, True)
    assert events.read_text().startswith("This is no database")


def started(folder: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "autograder", "live", "--port", str(port)]
    command += ["--bind", "127.0.0.1", "--address", f"http://127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    printed = process.stdout.readline()
    return process, printed.split()[-1]


def test_a_map_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    with listening(0, "127.0.0.1")[0] as free:
        port = free.getsockname()[1]
    process, address = started(tmp_path, port)
    for attempt in (1, 2, 3):
        assert answer(f"{address}/events", event(attempt=attempt).as_json())[0] == 204
    process.kill()
    process.communicate()
    process, again = started(tmp_path, port)
    assert again == address
    assert 'data-checks="3"' in answer(address)[1]
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate()
    assert process.returncode == 0
    assert "Nobody else can open this address" in printed
    assert "3 checks of 1 notebook" in printed


def test_a_kit_may_invite_and_says_what_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "02_activations.ipynb"
    file.write_text(notebook_path("assignments", "02_activations").read_text())
    before = nbformat.read(file, as_version=4)
    invite(file, "http://192.168.1.20:8765/abcd-efgh")
    after = nbformat.read(file, as_version=4)
    nbformat.validate(after)
    [words, line] = [cell for cell in after.cells if cell.id not in {c.id for c in before.cells}]
    assert "Your code, your name and your files are not sent" in words.source
    assert "leave()" in words.source
    assert line.source.endswith('join("http://192.168.1.20:8765/abcd-efgh")')
    assert [c for c in after.cells if c not in (words, line)] == before.cells


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--live", "monday"], "is not the address of a live map"),
        (["--live", "http://h:1/abcd", "--lite", "site"], "From a browser tab nothing reaches"),
    ],
)
def test_a_kit_for_no_map_is_wrong_usage(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["kit", *arguments])
    assert (done.exit_code, said in " ".join(done.output.split())) == (2, True)
    assert not [*tmp_path.iterdir()]
