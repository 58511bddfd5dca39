"""What `autograder live` prints."""

from __future__ import annotations

from pathlib import Path

from autograder.instructor.live.address import is_local, line_for_students, qr_text
from autograder.instructor.live.page import several
from autograder.instructor.live.server import LiveMap

ONLY_HERE = (
    "Nobody else can open this address: it is this machine's name for itself. Connect it to the room's "
    "network and start again, or say with --address how others see it."
)
OTHERS = (
    "Others see this address if they are in the same network. Does nobody reach it? Then a firewall on this "
    "machine or a network for guests keeps them out, or others see this machine under another address: give "
    "that one with --address."
)


def opened(room: LiveMap, events: Path, *, qr: bool) -> str:
    """What to do now that a room is open, with a QR code if wanted."""
    kept = several(room.room.checks, "check")
    lines = [
        f"The page, for you and the projector: {room.address}",
        *([qr_text(room.address)] if qr else []),
        ONLY_HERE if is_local(room.address) else OTHERS,
        "",
        "Students who want to take part run this line in each notebook:",
        f"  {line_for_students(room.address)}",
        f"Or give them a kit that has it: autograder kit --live {room.address}",
        "",
        f"{events} keeps what comes in ({kept} so far). Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def stopped(room: LiveMap, events: Path) -> str:
    """What is left when a room is closed."""
    came = f"{several(room.room.checks, 'check')} of {several(len(room.room.kernels), 'notebook')}"
    return f"Stopped. {events} keeps {came}: the same command goes on with them."
