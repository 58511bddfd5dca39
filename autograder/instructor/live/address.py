"""How others reach the live map: its address, as text and as a QR code."""

from __future__ import annotations

import io
import socket

import segno
from markupsafe import Markup

from autograder.live.joining import is_address

SOMEWHERE = ("192.0.2.1", 9)
"""An address that belongs to nobody. Nothing is sent to it."""

LOCAL = "127.0.0.1"
ALL = ("", "0.0.0.0", "::")
"""What stands for all addresses of a machine."""


def address_here(port: int, bind: str | None = None) -> str:
    """The address under which others in the network see a port of this machine.

    It is `bind` where that is the only one it answers on. Without a network it is one that only this
    machine can open; `is_local` tells.
    """
    host = _host() if bind in (None, *ALL) else bind
    return f"http://[{host}]:{port}" if ":" in str(host) else f"http://{host}:{port}"


def _host() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)  # asks the system which way it would go, and sends nothing
            return str(probe.getsockname()[0])
        except OSError:
            return LOCAL


def without_token(address: str) -> str:
    """How others see this machine, as `--address` says it, without a slash at its end.

    Raises ValueError if it is no such address.
    """
    stem = address.rstrip("/")
    if not is_address(f"{stem}/token"):
        raise ValueError(
            f"--address is how others see this machine, such as http://192.168.1.20:8765, unlike {address!r}."
        )
    return stem


def is_local(address: str) -> bool:
    """Whether only this machine can open an address."""
    return any(f"//{host}" in address for host in ("127.", "localhost", "[::1]"))


def line_for_students(address: str) -> str:
    """What a student runs in a notebook to be on the map."""
    return f'from autograder import join; join("{address}")'


def qr_svg(address: str) -> Markup:
    """A QR code for a page."""
    out = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(
        out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True, border=2
    )
    return Markup(out.getvalue().decode())


def qr_text(address: str) -> str:
    """A QR code for a terminal, made of blocks."""
    out = io.StringIO()
    segno.make_qr(address, error="l").terminal(out, compact=True, border=2)
    return out.getvalue()
