"""Documents on disk: whole or not at all, every version kept, the one in force in use."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Kind, Provision, Source, Unit
from corpus.errors import CorpusError
from corpus.normref import NormRef
from corpus.store import Document, State, Store, write_atomically

REF = NormRef("MusterVO", "1", "1")
OLD = Document(
    Source("mustervo", Kind.OFFICIAL, "Muster", "Stadt", "2021-01-01", law="MusterVO", checked="2021-03-01"),
    (Provision("mustervo-p1-a1", REF, "Zweck", "(1) Es gilt „das“.", (Unit(REF, 4, 18),)),),
    "muster.md",
    "2021-03-01T00:00:00+00:00",
)
NEW = replace(
    OLD,
    source=replace(OLD.source, stand="2022-01-01"),
    provisions=(replace(OLD.provisions[0], text="(1) Es gilt „dies“."),),
)


class Crash(BaseException):
    """The machine stops."""


def crash(*_: Any, **__: Any) -> None:
    raise Crash


def test_a_document_comes_back_as_it_was(data_dir: Path) -> None:
    Store(data_dir).add(OLD)
    assert Store(data_dir).current() == (OLD,)


def test_an_empty_or_missing_folder_has_no_documents(data_dir: Path) -> None:
    assert Store(data_dir).current() == ()
    assert not data_dir.exists()


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD), (OLD, NEW, OLD)])
def test_the_version_in_force_is_current_in_whatever_order_they_came(data_dir: Path, order: tuple[Document]) -> None:
    store = Store(data_dir)
    paths = {store.add(document) for document in order}
    assert store.current() == (NEW,)
    assert store.versions("mustervo") == (OLD, NEW)
    assert set((data_dir / "sources" / "mustervo").glob("*.json")) == paths


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2020-12-31", ()),
        ("2021-01-01", (OLD,)),
        ("2021-12-31", (OLD,)),
        ("2022-01-01", (NEW,)),
        ("2099-01-01", (NEW,)),
    ],
)
def test_of_each_day_the_version_in_force_is_told(data_dir: Path, day: str, version: tuple[Document, ...]) -> None:
    store = Store(data_dir)
    store.add(OLD)
    store.add(NEW)
    assert store.current(date.fromisoformat(day)) == version


def test_of_two_texts_of_one_day_the_one_added_last_counts(data_dir: Path) -> None:
    store = Store(data_dir)
    other = replace(OLD, provisions=NEW.provisions, added="2021-03-02T00:00:00+00:00")
    for document in (other, OLD):
        store.add(document)
    assert [document.provisions for document in store.current()] == [NEW.provisions]
    store.add(replace(OLD, added="2021-03-03T00:00:00+00:00"))
    assert [document.provisions for document in store.current()] == [OLD.provisions]


def test_the_same_text_fetched_again_is_the_same_version(data_dir: Path) -> None:
    again = replace(OLD, added="2023-01-01T00:00:00+00:00", file="anders.html")
    assert Store(data_dir).add(OLD) == Store(data_dir).add(again)
    assert NEW.version != OLD.version != replace(OLD, repealed=("2",)).version


# --- kept aside ---------------------------------------------------------------------------------------------------

DOUBTED = replace(NEW, doubts=("§ 2 missing",))


def test_a_version_with_doubts_is_kept_aside_and_the_last_good_one_stays(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(OLD)
    store.add(DOUBTED)
    assert (store.current(), store.held(), store.versions("mustervo")) == ((OLD,), (DOUBTED,), (OLD,))


def test_an_accepted_version_is_in_use_and_no_longer_aside(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(DOUBTED)
    store.accept(DOUBTED)
    assert [document.version for document in store.current()] == [NEW.version]
    assert store.held() == ()


def test_an_accepted_version_comes_before_one_of_the_same_day_that_was_added_since(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(DOUBTED)
    store.add(replace(NEW, provisions=OLD.provisions, added="2024-01-01T00:00:00+00:00"))
    store.accept(DOUBTED)
    assert [document.version for document in store.current()] == [NEW.version]


def test_a_version_that_was_kept_aside_and_came_again_without_doubts_waits_no_longer(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(DOUBTED)
    store.add(NEW)
    assert store.held() == ()


@pytest.mark.parametrize("tried", [None, "gestern", "2031-01-01T00:00:00+00:00", "2021-01-01T00:00:00"])
def test_a_time_that_is_none_or_not_yet_here_is_no_last_try(tried: str | None) -> None:
    assert State(tried=tried).last_try(datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_a_discarded_version_is_gone(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(OLD)
    store.add(DOUBTED)
    store.discard(DOUBTED)
    assert (store.current(), store.held()) == ((OLD,), ())


# --- what is known of the origin ----------------------------------------------------------------------------------


def test_a_source_was_checked_when_it_was_added_or_last_compared(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(OLD)
    store.keep_state("mustervo", State("https://example.org", checked="2021-05-01"))
    assert [document.source.checked for document in store.current()] == ["2021-05-01"]
    assert store.state("mustervo").address == "https://example.org"


def test_a_source_never_looked_at_has_no_state(data_dir: Path) -> None:
    assert Store(data_dir).state("mustervo") == State()


def test_a_damaged_state_is_no_state(data_dir: Path) -> None:
    store = Store(data_dir)
    store.keep_state("mustervo", State(etag="1"))
    (data_dir / "sources" / "mustervo" / "state.json").write_text("{")
    assert store.state("mustervo") == State()


# --- crashes ------------------------------------------------------------------------------------------------------


def test_documents_come_in_the_order_of_their_ids(data_dir: Path) -> None:
    store = Store(data_dir)
    for name in ("zebra", "affe", "mustervo"):
        store.add(replace(OLD, source=replace(OLD.source, id=name)))
    assert [document.source.id for document in store.current()] == ["affe", "mustervo", "zebra"]


CALLS = [(os, "fsync"), (os, "fdopen"), (Path, "replace"), (Path, "mkdir")]


@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_a_crash_at_any_step_leaves_the_old_version(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    store = Store(data_dir)
    store.add(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, crash)
        with pytest.raises(Crash):
            store.add(NEW)
    assert store.current() == (OLD,)
    assert list(data_dir.rglob("*.tmp")) == []


def test_after_a_crash_the_addition_can_be_repeated(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(data_dir)
    store.add(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(Crash):
            store.add(NEW)
    store.add(NEW)
    assert store.current() == (NEW,)


def test_a_crash_in_the_first_addition_leaves_no_document(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
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


def test_a_crash_while_accepting_leaves_it_in_use_or_aside(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(data_dir)
    store.add(DOUBTED)
    for owner, name in ((Path, "replace"), (Path, "unlink")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, crash)
            with pytest.raises(Crash):
                store.accept(DOUBTED)
        assert store.held() == (DOUBTED,)
    store.accept(DOUBTED)
    assert [document.version for document in store.current()] == [NEW.version]
    assert store.held() == ()


@pytest.mark.parametrize("damage", ["{}", "kein json"])
def test_a_damaged_document_is_told_with_the_place(data_dir: Path, damage: str) -> None:
    path = Store(data_dir).add(OLD)
    path.write_text(damage)
    with pytest.raises(CorpusError, match=rf"{path.name}: no readable document; move it out of the folder"):
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
