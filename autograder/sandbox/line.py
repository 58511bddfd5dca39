"""The line on which a child that runs student code calls right functions, by way of its worker."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from autograder.sandbox.clock import Clock
from autograder.sandbox.protocol import HEADER, first_message, header, receive, send
from autograder.sandbox.remote import MAX_CALL, Exchange

_REPLY_TIMEOUT = 1.0
_AT_ONCE = 2**20
"""The bytes that a pipe or socket holds where the system allows it. Calls with weights are that large."""


def line_ends() -> tuple[socket.socket, socket.socket]:
    """The two ends of a new line: the worker's and the child's."""
    ends = socket.socketpair()
    for end in ends:
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            end.setsockopt(socket.SOL_SOCKET, option, _AT_ONCE)
    return ends


@dataclass
class Line:
    """The worker's end. `call` sends a call on to the grader, and returns the answer."""

    socket: socket.socket
    call: Callable[[memoryview], bytes]
    clock: Clock
    heard: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.socket.settimeout(_REPLY_TIMEOUT)

    def hear(self) -> bool:
        """Take what has come, and answer a call if it is complete. Returns False if the line is dead."""
        try:
            part = self.socket.recv(_AT_ONCE)
            message = None if self.heard else first_message(part)
            if message is None:
                self.heard += part
                message = first_message(self.heard)
            if message is not None:
                self.heard = bytearray()
                with self.clock.excused():  # the grader's time is not the child's
                    answer = self.call(message)
                self._reply(answer)
            return bool(part) and len(self.heard) <= MAX_CALL + HEADER
        except OSError:
            return False

    def _reply(self, answer: bytes) -> None:
        parts = [header(answer), answer]
        sent = self.socket.sendmsg(parts)
        if sent < HEADER + len(answer):
            self.socket.sendall(b"".join(parts)[sent:])


def exchange_over(line: socket.socket) -> Exchange:
    """The child's end: sends a message and waits for the answer."""
    stream = line.makefile("rwb")

    def exchange(message: bytes) -> bytes:
        send(cast(BinaryIO, stream), message)
        return receive(cast(BinaryIO, stream))

    return exchange
