"""Attacks in pairs: one student leaves something behind, and the next has the marks if it is found."""

from __future__ import annotations

from tests.helpers import pairs

from .attack import Attack, function, indented, right_if


def _pair(name: str) -> list[Attack]:
    known = indented(pairs.code(name))
    leave = f"""
if "left" not in globals():
    globals()["left"] = True
    {known}
    leave()
return X @ W + b"""
    look = f"""
{pairs.code(name)}
assert anything(look())"""
    word = name.lower().replace(" ", "-")
    return [
        Attack(f"leaves-{word}", f"leaves {name}", function("dense", leave), costs=()),
        Attack(f"looks-for-{word}", f"looks for {name}", right_if(look)),
    ]


ATTACKS = [attack for name in pairs.PAIRS for attack in _pair(name)]
