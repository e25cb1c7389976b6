"""Starts the real page in a process of its own, on a free port and with a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

_ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 60


@contextmanager
def running_page(data_dir: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The address of `python app.py`, answering; `settings` are further environment variables."""
    port = port or _free_port()
    url = f"http://127.0.0.1:{port}/"
    environment = os.environ | {"KOMINTAVO_DATA_DIR": str(data_dir), "GRADIO_SERVER_PORT": str(port)}
    environment |= {"KOMINTAVO_RATE": "0", "KOMINTAVO_SYNC": "0"} | settings
    log = data_dir.parent / f"{data_dir.name}.log"
    with log.open("w") as output:
        process = subprocess.Popen([sys.executable, "app.py"], cwd=_ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait(url, process, log)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the page did not come up: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
