"""What every test gets: no network beyond this machine, a data folder of its own, and `shared/` where it exists."""

import ipaddress
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import configuration, settings

from assistant.ask import Assistant
from assistant.build import build_assistant
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]

configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "komintavo-hypothesis")
settings.register_profile("search", deadline=None, max_examples=2000)  # pytest --hypothesis-profile=search
settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.load_profile("default")


class NetworkRefusedError(RuntimeError):
    """A test reached for an address outside this machine."""


@pytest.fixture(autouse=True, scope="session")
def refuse_the_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder of this test; not created yet."""
    folder = tmp_path / "user-data"
    monkeypatch.setenv("KOMINTAVO_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def built_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of `assistant`, its index built; for tests that only read it."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture(scope="session")
def assistant(built_dir: Path) -> Assistant:
    """The assistant as it is shipped, built once; it holds no state between questions."""
    return build_assistant(Settings(data_dir=built_dir))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party material, which is no part of the project."""
    folder = Path(os.environ.get("KOMINTAVO_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"needs the third-party material of {folder} (set KOMINTAVO_SHARED)")
    return folder


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guard(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not _is_local(address[0]):
            raise NetworkRefusedError(f"no network in tests: {address}")
        return connect(self, address)

    return guard


def _guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def guard(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_local(host):
            raise NetworkRefusedError(f"no network in tests: {host}")
        return lookup(host, *args, **kwargs)

    return guard


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
