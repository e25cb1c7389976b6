"""Loopback servers that play scripted and faulty chat models over the real wire, in the OpenAI and Ollama protocols.

A script is a row of replies (`serving_replies`), one a request, the last for all further ones.
"""

import json
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import Any

from tests import serving_ollama, serving_openai
from tests.serving_playing import Player
from tests.serving_replies import Body, Dialect, Fault, Reply, Status

_POLL = 0.01


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent; names of headers in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Body


class ModelServer(ThreadingHTTPServer):
    """A model at `url`; `requests` as they came, `disconnected` once a client left before the end of its reply."""

    daemon_threads = False

    def __init__(self, dialect: Dialect, script: Sequence[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.dialect, self.url = dialect, f"http://127.0.0.1:{self.server_port}{dialect.prefix}"
        self.requests: list[Request] = []
        self.disconnected, self.closing = threading.Event(), threading.Event()
        self.failures: list[BaseException] = []
        self._replies, self._lock = list(script), threading.Lock()

    def reply(self, body: Body) -> str | Fault:
        """The next reply of the script, to this request."""
        with self._lock:
            reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        return reply(body) if callable(reply) else reply

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong, for the test to fail with."""
        self.failures.extend(filter(None, [sys.exception()]))


def openai_server(*script: Reply) -> AbstractContextManager[ModelServer]:
    """A running server for `openai:m`; its `url` is the client's base_url."""
    return _running(serving_openai, script)


def ollama_server(*script: Reply) -> AbstractContextManager[ModelServer]:
    """A running server for `ollama:m`; its `url` is the client's base_url."""
    return _running(serving_ollama, script)


@contextmanager
def _running(dialect: Dialect, script: Sequence[Reply]) -> Iterator[ModelServer]:
    """The server, its threads joined at the end; then raises what a function of the script raised."""
    server = ModelServer(dialect, script)
    thread = threading.Thread(target=server.serve_forever, args=(_POLL,))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
        if server.failures:
            raise server.failures[0]


class _Conversation(Player):
    """One request and its reply."""

    server: ModelServer

    def setup(self) -> None:
        super().setup()
        self.dialect, self.closing = self.server.dialect, self.server.closing

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        self._answer({})

    def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Body) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(self.path, headers, body))
        try:
            if self.path == self.dialect.chat_path:
                self.play(self.server.reply(body), body)
            elif fixed := self.dialect.fixed.get(self.path):
                self.send_whole(200, json.dumps(fixed).encode(), {})
            else:
                self.play(Status(404, "not found"), body)
        except ConnectionError:
            self.server.disconnected.set()
