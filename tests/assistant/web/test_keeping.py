"""The texts in use are kept current: fetched, added and accepted texts are put into use, one change at a time."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from assistant.ask import Assistant
from assistant.build import build_assistant
from assistant.errors import VectorIndexError
from assistant.settings import Settings
from assistant.web.keeping import Keeper
from corpus import store as storing
from corpus.adding import read_content
from corpus.errors import CorpusError
from corpus.library import Library
from corpus.store import State, Store
from corpus.syncing import Result
from tests.assistant.web.kept import NEWS, QuickKeeper, desk_of, law, only_news
from tests.corpus.pages_press import press_page
from tests.corpus.serving_pages import Page, Site, running_site

PAST = '<time datetime="2021-05-03">03.05.2021</time>'


class Stopped(BaseException):
    """Ends the loop, which nothing else ends."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with running_site() as site:
        only_news(site, monkeypatch)
        site.page("/nachricht", press_page(time=PAST).encode())
        yield site


@pytest.fixture
def keeper(assistant: Assistant, tmp_path: Path) -> QuickKeeper:
    return QuickKeeper(assistant, Settings(data_dir=tmp_path))


def naps(count: int, between: Callable[[], None] = lambda: None) -> Callable[[float], None]:
    """A sleep that does something else meanwhile, and ends the loop after so many times."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == count:
            raise Stopped
        between()

    return sleep


def tried_ago(keeper: Keeper, ago: timedelta) -> None:
    keeper.store.keep_state(NEWS.id, State(tried=(datetime.now(UTC) - ago).isoformat(timespec="seconds")))


@pytest.mark.slow
def test_an_added_text_is_in_use_at_once_and_quoted(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    desk = desk_of(build_assistant(settings))
    Keeper(desk, settings).add("muster.md", law("Die Musterstadt pflegt ihr Musterhaus."))
    answer = desk.assistant().ask("Was steht in § 1 Abs. 1 MusterVO?")
    assert any("Musterhaus" in citation.quote for citation in answer.citations)
    assert {citation.checked for citation in answer.citations} == {datetime.now(UTC).date().isoformat()}


def test_without_a_change_nothing_is_built(keeper: QuickKeeper) -> None:
    keeper.refresh()
    keeper.add("muster.md", law())
    keeper.refresh()
    keeper.add("muster.md", law())
    assert len(keeper.built) == 1


def test_a_text_added_from_the_command_line_is_put_into_use(keeper: QuickKeeper) -> None:
    keeper.store.add(read_content("muster.md", law()))
    keeper.refresh()
    assert "MusterVO" in keeper.library.laws


def test_a_version_whose_day_comes_is_put_into_use(keeper: QuickKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read_content("muster.md", law())
    keeper.store.add(replace(document, source=replace(document.source, stand="2031-06-01")))
    keeper.refresh()
    assert keeper.built == []

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return cls(2031, 6, 1)

    monkeypatch.setattr(storing, "date", Later)
    keeper.refresh()
    assert "MusterVO" in keeper.library.laws


def test_a_new_version_that_was_fetched_is_put_into_use(keeper: QuickKeeper, site: Site) -> None:
    outcomes = keeper.look()
    assert outcomes is not None
    assert [outcome.result for outcome in outcomes] == [Result.NEW]
    assert NEWS.id in {chunk.source.id for chunk in keeper.library.chunks}
    assert keeper.desk.assistant().library is keeper.library


def test_a_failed_look_leaves_everything_and_is_logged(
    keeper: QuickKeeper, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.script("/nachricht", [Page(status=404)])
    outcomes = keeper.look()
    assert outcomes is not None
    assert [outcome.result for outcome in outcomes] == [Result.FAILED]
    assert keeper.built == []
    assert "1 of 1 sources not fetched" in caplog.text


def test_an_unchanged_text_is_told_with_the_day_on_which_that_was_seen(keeper: QuickKeeper, site: Site) -> None:
    keeper.look()
    long_ago = State(checked="2021-01-01", tried="2021-01-01T00:00:00+00:00")
    keeper.store.keep_state(NEWS.id, long_ago)
    (document,) = keeper.store.versions(NEWS.id)
    folder = keeper.store.data_dir / "sources" / NEWS.id
    (folder / f"{document.version}.json").unlink()
    keeper.store.add(replace(document, added="2021-01-01T00:00:00+00:00"))
    keeper.refresh()
    assert checked(keeper) == "2021-01-01"
    outcomes = keeper.look()
    assert outcomes is not None
    assert [outcome.result for outcome in outcomes] == [Result.SAME]
    assert checked(keeper) == datetime.now(UTC).date().isoformat()


def checked(keeper: Keeper) -> str | None:
    return next(chunk.source.checked for chunk in keeper.library.chunks if chunk.source.id == NEWS.id)


@pytest.mark.parametrize(("minutes", "is_fetched"), [(9, False), (11, True)])
def test_ten_minutes_pass_between_two_looks(keeper: QuickKeeper, site: Site, minutes: int, is_fetched: bool) -> None:
    tried_ago(keeper, timedelta(minutes=minutes))
    assert (keeper.look() is not None) is is_fetched
    assert bool(site.requests) is is_fetched


@pytest.mark.parametrize(("sync", "hours", "is_fetched"), [(True, 25, True), (True, 23, False), (False, 25, False)])
def test_the_loop_fetches_once_a_day_unless_it_is_switched_off(
    assistant: Assistant, tmp_path: Path, site: Site, sync: bool, hours: int, is_fetched: bool
) -> None:
    keeper = QuickKeeper(assistant, Settings(data_dir=tmp_path, sync=sync), naps(3))
    tried_ago(keeper, timedelta(hours=hours))
    with pytest.raises(Stopped):
        keeper.keep()
    assert len(site.requests) == is_fetched


@pytest.mark.parametrize("error", [CorpusError("no page"), VectorIndexError("no index"), RecursionError("odd page")])
def test_what_goes_wrong_is_logged_and_the_loop_goes_on(
    assistant: Assistant, tmp_path: Path, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(QuickKeeper):
        failures = iter([error])

        def _assembled(self, library: Library) -> Assistant:
            for failure in self.failures:
                raise failure
            return super()._assembled(library)

    keeper = Failing(assistant, Settings(data_dir=tmp_path, sync=False), naps(2))
    keeper.store.add(read_content("muster.md", law()))
    with caplog.at_level(logging.ERROR), pytest.raises(Stopped):
        keeper.keep()
    assert "can't be brought up to date" in caplog.text
    assert "MusterVO" in keeper.library.laws


@pytest.mark.parametrize("error", [VectorIndexError("no index"), RuntimeError("odd")])
def test_if_the_first_assistant_cant_be_built_who_asks_is_told_and_a_later_one_is_used(
    assistant: Assistant, tmp_path: Path, error: Exception
) -> None:
    class Failing(QuickKeeper):
        failures = iter([error])

        def _assembled(self, library: Library) -> Assistant:
            for failure in self.failures:
                raise failure
            return super()._assembled(library)

    keeper = Failing(assistant, Settings(data_dir=tmp_path))
    keeper.begin()
    with pytest.raises(type(error)):
        keeper.desk.assistant()
    keeper.add("muster.md", law())
    assert "MusterVO" in keeper.desk.assistant().library.laws


def test_two_changes_at_once_are_made_one_after_the_other(assistant: Assistant, tmp_path: Path) -> None:
    begun, go_on = Event(), Event()

    class Slow(QuickKeeper):
        def _assembled(self, library: Library) -> Assistant:
            begun.set()
            assert go_on.wait(30)
            return super()._assembled(library)

    keeper = Slow(assistant, Settings(data_dir=tmp_path))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(keeper.add, "muster.md", law())
        assert begun.wait(30)
        second = pool.submit(keeper.add, "rat.md", law("Der Musterrat tagt.", "RatVO"))
        assert keeper.look() is None
        assert [folder.name for folder in Store(tmp_path).folders()] == ["mustervo"]
        go_on.set()
        assert (first.result(30).source.law, second.result(30).source.law) == ("MusterVO", "RatVO")
    assert [set(library.laws) - {"KomIntAVO", "SächsIntG"} for library in keeper.built] == [
        {"MusterVO"},
        {"MusterVO", "RatVO"},
    ]
