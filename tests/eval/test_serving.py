"""The page in a process of its own: it is waited for, and given up in the end."""

import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import socket

import pytest

from eval import serving


def test_a_page_is_waited_for_until_it_answers() -> None:
    replies = [200, 503, 503]

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(replies.pop())
            self.end_headers()
            self.wfile.write(b"x")

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            serving.wait_for(f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()
            thread.join()
    assert replies == []


def test_a_page_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_DEADLINE", 0.2)
    with closing(socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refuses
        with pytest.raises(TimeoutError, match="did not answer within 0 s"):
            serving.wait_for(f"http://127.0.0.1:{taken.getsockname()[1]}/")
