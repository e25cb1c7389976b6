"""The guards of the test run themselves."""

import socket
import threading
from pathlib import Path

import pytest

from corpus.locations import data_dir as configured_data_dir


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 443)])
def test_an_address_outside_this_machine_is_refused(address: tuple[str, int]) -> None:
    with pytest.raises(RuntimeError, match="no network in tests"):
        socket.create_connection(address, timeout=0.2)


def test_a_server_on_this_machine_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=lambda: server.accept()[0].close())
        answering.start()
        socket.create_connection(server.getsockname(), timeout=5).close()
        answering.join()


def test_the_data_folder_is_one_of_this_test(data_dir: Path, tmp_path: Path) -> None:
    assert configured_data_dir() == data_dir
    assert data_dir.is_relative_to(tmp_path)
