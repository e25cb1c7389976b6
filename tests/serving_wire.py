"""How a scripted server writes to a connection: whole, in chunks, broken off, late. Knows nothing of chat models."""

import select
import socket
import time
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

_TICK = 0.01


class Wire(BaseHTTPRequestHandler):
    """One request a connection; ConnectionError where the client has left."""

    protocol_version = "HTTP/1.1"
    timeout = 5
    closing: Event

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""

    def send_whole(self, code: int, data: bytes, headers: Mapping[str, str], cut: bool = False) -> None:
        """A response of known length; half of it if it is cut."""
        self.send_head(code, {"Content-Type": "application/json", "Content-Length": str(len(data))} | dict(headers))
        self.wfile.write(data[: len(data) // 2] if cut else data)

    def send_stream(self, kind: str, events: Sequence[bytes], seconds: float = 0, ended: bool = True) -> None:
        """A chunked response, paused before each event; without its terminator if it is not ended.

        The last event and the terminator go together, so that a client that stops at the last event has left in time.
        """
        self.send_head(200, {"Content-Type": kind, "Transfer-Encoding": "chunked"})
        for number, event in enumerate(events, 1):
            self.pause(seconds)
            end = b"0\r\n\r\n" if ended and number == len(events) else b""
            self.wfile.write(b"%x\r\n%b\r\n%b" % (len(event), event, end))

    def pause(self, seconds: float) -> None:
        """Wait, at most until the server closes."""
        deadline = time.monotonic() + seconds
        self._stay()
        while time.monotonic() < deadline and not self.closing.wait(_TICK):
            self._stay()

    def _stay(self) -> None:
        readable, _, _ = select.select([self.connection], [], [], 0)
        if readable and not self.connection.recv(1, socket.MSG_PEEK):
            raise ConnectionAbortedError("the client has left")

    def send_head(self, code: int, headers: Mapping[str, str]) -> None:
        self.send_response(code)
        for name, value in (dict(headers) | {"Connection": "close"}).items():
            self.send_header(name, value)
        self.end_headers()
