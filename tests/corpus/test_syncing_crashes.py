"""A sync that dies at any step leaves the old text or the new one in use, and the next one completes it."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.catalog import Entry
from corpus.fetching import Fetcher
from corpus.store import Store
from corpus.syncing import Outcome, Result, sync
from tests.corpus.invented_sources import AMENDED, PATHS, law_page, publish
from tests.corpus.serving_pages import HTML, Site

ROOT = Path(__file__).resolve().parents[2]
NEW = law_page(sections=AMENDED, validity="Fassung gültig ab: 1. Juli 2021")
SHORT = law_page("RatVO", "4712", sections=AMENDED[:3], validity="Fassung gültig ab: 1. Juli 2021")


class Crash(BaseException):
    """The machine stops."""


@pytest.fixture
def amended(run: Callable[[], dict[str, Outcome]], site: Site, data_dir: Path) -> Path:
    """A data folder with a text of each source; on the site one law is amended, and of one a § is missing."""
    publish(site, HTML | {"ETag": '"1"'})
    run()
    for key, page in (("mustervo", NEW), ("ratvo", SHORT)):
        site.page(PATHS[key], str(page).encode(), etag='"2"')
    return data_dir


def stands(store: Store) -> dict[str, str]:
    return {document.source.id: document.source.stand for document in store.current()}


def check_and_complete(data_dir: Path, before: dict[str, str], sources: tuple[Entry, ...], fetcher: Fetcher) -> None:
    """The last good texts are in use, whatever was left behind, and a sync makes everything as it should be."""
    store = Store(data_dir)
    assert stands(store) in (before, before | {"mustervo": "2021-07-01"})
    results = {outcome.source_id: outcome.result for outcome in sync(sources, store, fetcher)}
    assert results.pop("mustervo") in (Result.NEW, Result.SAME)
    assert results.pop("ratvo") is Result.HELD
    assert set(results.values()) == {Result.SAME}
    assert stands(store) == before | {"mustervo": "2021-07-01"}
    assert [document.source.id for document in store.held()] == ["ratvo"]
    state = store.state("mustervo")
    assert (state.etag, state.problem) == ('"2"', None)
    assert len(store.versions("mustervo")) == 2


CALLS = [(os, "fsync"), (os, "fdopen"), (Path, "replace"), (Path, "mkdir")]


@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_a_crash_at_any_write_leaves_a_good_text_in_use(
    amended: Path,
    sources: tuple[Entry, ...],
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    owner: Any,
    name: str,
) -> None:
    before, real = stands(Store(amended)), getattr(owner, name)
    for number in range(1, 8):  # two texts, and what is known of five origins
        data_dir = tmp_path / str(number)
        shutil.copytree(amended, data_dir)
        calls = itertools.count(1)

        def dying(*arguments: Any, calls: Any = calls, last: int = number, **options: Any) -> Any:
            if next(calls) == last:
                raise Crash
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(owner, name, dying)
            with pytest.raises(Crash):
                list(sync(sources, Store(data_dir), fetcher))
        check_and_complete(data_dir, before, sources, fetcher)


def test_a_process_killed_at_any_change_to_a_file_leaves_a_good_text_in_use(
    amended: Path, sources: tuple[Entry, ...], fetcher: Fetcher, site: Site, tmp_path: Path
) -> None:
    before, folder = stands(Store(amended)), tmp_path / "killed"
    shutil.copytree(amended, folder / "0")
    subprocess.run([sys.executable, "-m", "tests.corpus.dying_sync", site.url, folder], check=True, cwd=ROOT)
    killed = sorted(folder.iterdir())
    assert len(killed) == 2 + 4 * 3  # the start, one that ends, and for four files a folder, a temporary, a renaming
    assert any(path.suffix == ".tmp" for path in folder.rglob("*"))
    for data_dir in killed:
        check_and_complete(data_dir, before, sources, fetcher)
