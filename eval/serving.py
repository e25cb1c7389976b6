"""The real page in a process of its own, on a free port of this machine."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket

_DEADLINE = 180.0


@contextmanager
def serving(data_dir: Path, **settings: str) -> Iterator[str]:
    """The address of `python app.py`, answering; `settings` are further variables. TimeoutError if it stays silent."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"KOMINTAVO_DATA_DIR": str(data_dir), "GRADIO_SERVER_PORT": str(port)}
    environment |= {"KOMINTAVO_SYNC": "0"} | settings
    process = subprocess.Popen(  # our own app
        [sys.executable, "app.py"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(url := f"http://127.0.0.1:{port}/")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str) -> None:
    """Return as soon as an address answers. TimeoutError if it does not in time."""
    until = time.monotonic() + _DEADLINE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:  # noqa: S310  # loopback
                reply.read(1)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError(f"{url} did not answer within {_DEADLINE:.0f} s")
