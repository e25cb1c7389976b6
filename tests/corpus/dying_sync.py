"""Runs a sync of two sources that is killed at its first change to a file, then at its second, until one ends.

    python -m tests.corpus.dying_sync SITE FOLDER

FOLDER/0 is the data folder at the start; each sync gets a copy of its own, FOLDER/1, FOLDER/2, ….
"""

import itertools
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.fetching import Fetcher, Limits
from corpus.sources import revosax_body  # noqa: F401 - loads once what each child would load
from corpus.store import Store
from corpus.syncing import sync
from tests.corpus.invented_sources import install

_CHANGES = ("open", "os.mkdir", "os.rename", "os.remove")
_KILLED = 9


def main(url: str, folder: Path) -> None:
    """Kill syncs until one comes to its end."""
    for number in itertools.count(1):
        data_dir = folder / str(number)
        shutil.copytree(folder / "0", data_dir)
        child = os.fork()
        if child == 0:
            _die_at(number, data_dir)
            _sync(url, data_dir)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != _KILLED:
            sys.exit(os.waitstatus_to_exitcode(status))


def _die_at(number: int, data_dir: Path) -> None:
    """Kill this process before its so many-th change below a folder."""
    left = itertools.count(number, -1)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _CHANGES or not str(arguments[0]).startswith(str(data_dir)):
            return
        if (event != "open" or arguments[2] & os.O_CREAT) and next(left) == 1:
            os._exit(_KILLED)

    sys.addaudithook(watch)


def _sync(url: str, data_dir: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, Fetcher(frozenset({url}), Limits(pause=0)) as fetcher:
        list(sync(install(url, patch)[:2], Store(data_dir), fetcher))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
