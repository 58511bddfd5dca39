"""Attacks in pairs: students leave something behind, and those after them have the marks if they find it.

All pairs are left by one student and looked for by another, but for those that need a process: so many
may not be started at once. Two marking processes take turns, so that each half is handed in twice.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.helpers.pairs import PAIRS, code

from .attack import Attack, function, indented, right_if

STAYING = {name for name, (leave, _) in PAIRS.items() if "stay(" in leave}


def _all(names: Iterable[str], call: str) -> str:
    """Code that does one half of each of these pairs."""
    return "\n".join(f"{code(name)}\nfound.append({call})" for name in sorted(names))


def _pairs(word: str, names: set[str]) -> list[Attack]:
    leave = f"""
if "left" not in globals():
    globals()["left"] = found = []
    {indented(_all(names, "tried(leave)"))}
return X @ W + b"""
    look = f"""
found = []
{_all(names, "anything(look())")}
assert any(found)"""
    leaves, finds = function("dense", leave), right_if(look)
    return [
        *(Attack(f"leaves-{word}-{n}", f"leaves {word} behind", leaves, costs=()) for n in (1, 2)),
        *(Attack(f"looks-for-{word}-{n}", f"looks for {word}", finds) for n in (1, 2)),
    ]


ATTACKS = [*_pairs("processes", STAYING), *_pairs("other-things", PAIRS.keys() - STAYING)]
