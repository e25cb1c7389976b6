"""The user's documents on disk: whole or not at all, and every version kept."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Kind, Provision, Source, Unit
from corpus.errors import CorpusError
from corpus.normref import NormRef
from corpus.store import Document, Store, write_atomically

REF = NormRef("MusterVO", "1", "1")
OLD = Document(
    Source("mustervo", Kind.OFFICIAL, "Muster", "Stadt", "2031-01-01", law="MusterVO"),
    (Provision("mustervo-p1-a1", REF, "Zweck", "(1) Es gilt „das“.", (Unit(REF, 4, 18),)),),
    "muster.md",
    "2031-01-01T00:00:00+00:00",
)
NEW = replace(OLD, added="2031-02-01T00:00:00+00:00")


class Crash(BaseException):
    """The machine stops."""


class CrashingAt:
    """Lets the first `count` system calls through and stops the machine at the next one."""

    def __init__(self, count: int) -> None:
        self.left = count

    def wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def crashing(*args: Any, **kwargs: Any) -> Any:
            if self.left == 0:
                raise Crash
            self.left -= 1
            return call(*args, **kwargs)

        return crashing


def test_a_document_comes_back_as_it_was(data_dir: Path) -> None:
    Store(data_dir).add(OLD)
    assert Store(data_dir).current() == (OLD,)


def test_an_empty_or_missing_folder_has_no_documents(data_dir: Path) -> None:
    assert Store(data_dir).current() == ()
    assert not data_dir.exists()


def test_the_newest_version_is_current_and_every_version_is_kept(data_dir: Path) -> None:
    store = Store(data_dir)
    paths = [store.add(document) for document in (OLD, NEW, OLD)]
    assert store.current() == (OLD,)
    assert paths[0] == paths[2] != paths[1]
    assert sorted(paths[0].parent.glob("*.json")) == sorted(set(paths))


def test_documents_come_in_the_order_of_their_ids(data_dir: Path) -> None:
    store = Store(data_dir)
    for name in ("zebra", "affe", "mustervo"):
        store.add(replace(OLD, source=replace(OLD.source, id=name)))
    assert [document.source.id for document in store.current()] == ["affe", "mustervo", "zebra"]


CALLS = [(os, "fsync"), (os, "fdopen"), (Path, "replace"), (Path, "read_bytes")]


@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
@pytest.mark.parametrize("count", [0, 1])
def test_a_crash_at_any_step_leaves_the_old_version(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, count: int
) -> None:
    store = Store(data_dir)
    store.add(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, CrashingAt(count).wrap(getattr(owner, name)))
        if (name, count) == ("read_bytes", 1):  # there is only one read in an addition
            store.add(NEW)
        else:
            with pytest.raises(Crash):
                store.add(NEW)
    assert store.current() == ((NEW,) if (name, count) == ("read_bytes", 1) else (OLD,))
    assert list(data_dir.rglob("*.tmp")) == []


def test_after_a_crash_the_addition_can_be_repeated(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(data_dir)
    store.add(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", CrashingAt(1).wrap(Path.replace))
        with pytest.raises(Crash):
            store.add(NEW)
    store.add(NEW)
    assert store.current() == (NEW,)


def test_a_crash_in_the_first_addition_leaves_no_document(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", CrashingAt(1).wrap(Path.replace))
        with pytest.raises(Crash):
            Store(data_dir).add(OLD)
    assert Store(data_dir).current() == ()


def test_a_full_disk_is_told_in_one_line(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Store(data_dir).add(OLD)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CorpusError, match=r"^cannot write to .*mustervo: No space left on device$"):
        Store(data_dir).add(NEW)
    assert Store(data_dir).current() == (OLD,)


def test_a_file_in_the_way_of_the_folder_is_told(data_dir: Path) -> None:
    data_dir.write_text("kein Ordner")
    with pytest.raises(CorpusError, match="cannot write to"):
        Store(data_dir).add(OLD)


@pytest.mark.parametrize("damage", ["{}", "kein json", None])
def test_a_damaged_store_is_told_with_the_place(data_dir: Path, damage: str | None) -> None:
    path = Store(data_dir).add(OLD)
    path.unlink() if damage is None else path.write_text(damage)
    with pytest.raises(CorpusError, match=r"mustervo.current: names no readable document"):
        Store(data_dir).current()


def test_a_reader_sees_the_old_content_until_the_new_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"alt")
    seen: list[bytes] = []
    sync = os.fsync

    def watching(handle: int) -> None:
        seen.append(path.read_bytes())
        sync(handle)

    monkeypatch.setattr(os, "fsync", watching)
    write_atomically(path, b"neu")
    assert (seen, path.read_bytes()) == ([b"alt"], b"neu")
