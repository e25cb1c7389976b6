"""A loopback web server for tests of fetching: pages, scripted replies, and the ways in which servers misbehave.

    site.page("/law", b"<law/>", etag='"1"')        # the same for each request; 304 where the client has it already
    site.script("/law", [Page(status=500), Drip()]) # one a request, the last for all further ones

Where the client takes the site for its proxy, a path is the whole address ("http://other.example/law").
"""

import socket
import ssl
import struct
import sys
import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

from tests.serving_wire import Wire

HTML = {"Content-Type": "text/html; charset=utf-8"}
_POLL = 0.01
_LONGEST_HOLD = 60  # seconds; a hold ends earlier, when the client leaves or the site closes
_PIECE = bytes(64 * 1024)


class Reply(Protocol):
    """What goes over the wire for one request."""

    def send(self, wire: Wire) -> None: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A whole response; 304 without headers if its ETag or Last-Modified is the one that the client has."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)

    def send(self, wire: Wire) -> None:
        if self._is_known(wire, "ETag", "If-None-Match") or self._is_known(wire, "Last-Modified", "If-Modified-Since"):
            wire.send_head(304, {})
        else:
            wire.send_head(self.status, {"Content-Length": str(len(self.body))} | dict(self.headers))
            wire.wfile.write(self.body)

    def _is_known(self, wire: Wire, header: str, condition: str) -> bool:
        return header in self.headers and wire.headers[condition] == self.headers[header]


@dataclass(frozen=True, slots=True)
class Silence:
    """The request is taken and never answered."""

    def send(self, wire: Wire) -> None:
        wire.pause(_LONGEST_HOLD)


@dataclass(frozen=True, slots=True)
class Drip:
    """A page that never ends, one byte every so many seconds."""

    seconds: float = 0.02

    def send(self, wire: Wire) -> None:
        wire.send_stream("text/html", [b"x"] * round(_LONGEST_HOLD / self.seconds), self.seconds)


@dataclass(frozen=True, slots=True)
class Cut:
    """Half of the body that Content-Length announces, then the end of the connection."""

    body: bytes

    def send(self, wire: Wire) -> None:
        wire.send_whole(200, self.body, HTML, cut=True)


@dataclass(frozen=True, slots=True)
class Reset:
    """Half of the body, then the connection is reset."""

    body: bytes

    def send(self, wire: Wire) -> None:
        wire.send_whole(200, self.body, HTML, cut=True)
        wire.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        wire.connection.close()


@dataclass(frozen=True, slots=True)
class Big:
    """A page of so many zeros, never held in memory."""

    size: int = 50_000_000

    def send(self, wire: Wire) -> None:
        wire.send_head(200, {"Content-Length": str(self.size)} | HTML)
        for start in range(0, self.size, len(_PIECE)):
            wire.wfile.write(_PIECE[: self.size - start])


CAPTCHA = Page(b"<html><body><h1>Sind Sie ein Mensch?</h1><form></form></body></html>")
"""What a guard before the server sends for any path, as if it were the page."""


def redirect(target: str, status: int = 302) -> Page:
    """A redirect to any address, well-formed or not."""
    return Page(status=status, headers={"Location": target})


def bomb(size: int) -> Page:
    """A page of about `size` zeros, gzipped to a thousandth of them."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    body = b"".join(packer.compress(_PIECE) for _ in range(size // len(_PIECE))) + packer.flush()
    return Page(body, headers=HTML | {"Content-Encoding": "gzip"})


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent; names of headers in lower case, `time` in seconds of the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    time: float


class Site(ThreadingHTTPServer):
    """A web server at the origin `url`; `requests` in the order in which they came.

    A path that is not known with its query is answered as without; unknown paths are 404.
    """

    daemon_threads = False

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.server_port}"
        self.requests: list[Request] = []
        self.closing, self.failures = threading.Event(), list[BaseException]()
        self._scripts: dict[str, list[Reply]] = {}
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def page(self, path: str, body: bytes, *, etag: str | None = None, headers: Mapping[str, str] = HTML) -> None:
        """Answer this path with this page from now on."""
        self.script(path, [Page(body, headers={**headers, "ETag": etag} if etag else headers)])

    def script(self, path: str, replies: Sequence[Reply]) -> None:
        """Answer this path with these replies from now on, the last for all further requests."""
        self._scripts[path] = list(replies)

    def reply(self, path: str) -> Reply:
        """The next reply for this path."""
        replies = self._scripts.get(path) or self._scripts.get(path.partition("?")[0], [Page(status=404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong, for the test to fail with."""
        self.failures.extend(filter(None, [sys.exception()]))


@contextmanager
def running_site(certificate: Path | None = None) -> Iterator[Site]:
    """A site, over TLS with a certificate and its key in one PEM file; its threads are joined at the end."""
    site = Site(certificate)
    thread = threading.Thread(target=site.serve_forever, args=(_POLL,))
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        site.shutdown()
        thread.join()
        site.server_close()
        if site.failures:
            raise site.failures[0]


class _Conversation(Wire):
    """One request and its reply."""

    server: Site

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        self.closing = self.server.closing
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(self.path, headers, time.monotonic()))
        try:
            self.server.reply(self.path).send(self)
        except ConnectionError:  # the client has left
            self.close_connection = True
