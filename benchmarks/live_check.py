"""Does a check take longer with the live map: switched off, on, silent (as when unplugged), or gone?

    python benchmarks/live_check.py
    python benchmarks/live_check.py --rounds 400

The four are measured in turn, in an order of chance, on right and wrong functions, with half a second
between two checks: faster than anybody works. "Off" is measured twice: how far the two differ is the noise.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import signal
import socket
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import live_map
import numpy as np
from live_map import Map

from autograder.kernel import NotYet, check
from autograder.live import joining
from autograder.live.sender import Sender

PAUSE = 0.5
OFF, AGAIN = "off", "off again"


def functions() -> list[Callable[..., object]]:
    """A right function and a wrong one, of two exercises."""
    made = []
    for source in (
        "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))",
        "def sigmoid(z):\n    return 1 / (1 + np.exp(z))",
        "def relu(z):\n    return np.maximum(z, 0)",
        "def relu(z):\n    return abs(z)",
    ):
        namespace: dict[str, object] = {"np": np}
        exec(source, namespace)
        made.append(namespace[source[4 : source.index("(")]])
    return made  # type: ignore[return-value]


def seconds(function: Callable[..., object]) -> float:
    """How long one check takes."""
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(NotYet):
        check(function)
    return time.perf_counter() - start


def measure(rounds: int, seed: int = 0) -> dict[str, list[float]]:
    """The times of each state of the map, a number for each round."""
    checked, draw = functions(), Random(seed)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        on = Map(Path(one))
        live_map.PORT += 1
        silent = Map(Path(other))
        silent.process.send_signal(signal.SIGSTOP)
        with socket.create_server(("127.0.0.1", 0)) as closed:
            gone = f"http://127.0.0.1:{closed.getsockname()[1]}/abcd-efgh"
        senders = {
            OFF: None,
            "on": Sender(f"{on.address}/events"),
            "silent": Sender(f"{silent.address}/events"),
            "gone": Sender(f"{gone}/events"),
            AGAIN: None,
        }
        times: dict[str, list[float]] = {state: [] for state in senders}
        for function in checked:
            seconds(function)
        for number in range(rounds):
            joining._name = f"{number:016x}"  # one kernel would soon send too much
            joining._tries.clear()
            for state in draw.sample(sorted(senders), len(senders)):
                joining._sender = senders[state]
                times[state].append(seconds(checked[number % len(checked)]))
                time.sleep(PAUSE)
        on.kill()
        silent.kill()
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100)
    times = measure(parser.parse_args().rounds)
    draw = Random(1)
    print(f"{'the map is':12} {'median':>9} {'90%':>9}   against off, a round at a time (95%)")
    for state, all_ in times.items():
        gaps = [a - b for a, b in zip(all_, times[OFF], strict=True)]
        medians = sorted(statistics.median(draw.choices(gaps, k=len(gaps))) for _ in range(1000))
        print(
            f"{state:12} {1000 * statistics.median(all_):6.2f} ms "
            f"{1000 * statistics.quantiles(all_, n=10)[-1]:6.2f} ms   "
            f"{1000 * medians[25]:+.3f} to {1000 * medians[975]:+.3f} ms a check"
        )


if __name__ == "__main__":
    main()
