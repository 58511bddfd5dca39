"""Prints how often the doctor names the cause of a fault, and its alarms on healthy loops.

python -m tests.doctor [--seeds 10] [--first 400] [--healthy 500] [--curves]
"""

from __future__ import annotations

import argparse

from tests.doctor.faults import FAULTS
from tests.doctor.measure import TUNED_ON, Row, alarms, faults

parser = argparse.ArgumentParser(prog="python -m tests.doctor", description=__doc__)
parser.add_argument("--seeds", type=int, default=10, help="loops for each fault")
parser.add_argument("--first", type=int, default=TUNED_ON.stop, help="the first seed")
parser.add_argument("--healthy", type=int, default=500, help="healthy loops")
parser.add_argument("--curves", action="store_true", help="without spies")
asked = parser.parse_args()


def _total(title: str, rows: list[Row]) -> None:
    runs = sum(row.said.total() for row in rows)
    shares = [
        sum(getattr(row, part) for row in rows) / runs
        for part in ("right", "general", "nothing", "wrong")
    ]
    print(
        f"{title}: {len(rows)} faults, {runs} loops: {shares[0]:.1%} named, {shares[1]:.1%} a general sentence, "
        f"{shares[2]:.1%} nothing, {shares[3]:.1%} another cause"
    )


measured = []
for row in faults(range(asked.first, asked.first + asked.seeds), asked.curves):
    measured.append(row)
    others = {name or "nothing": n for name, n in row.said.items() if name not in row.fault.causes}
    print(
        f"{row.right:3} of {row.said.total()}  {row.fault.title:52} {row.fault.causes[0]:24} {others or ''}",
        flush=True,
    )
_total("first list", measured[: len(FAULTS)])
_total("held out", measured[len(FAULTS) :])
_total("all", measured)
said = alarms(range(asked.first, asked.first + asked.healthy), asked.curves)
wrong = {name: n for name, n in said.items() if name}
print(f"healthy: {sum(wrong.values())} alarms in {said.total()} loops {wrong or ''}")
