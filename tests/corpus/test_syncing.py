"""Texts are fetched anew: what changed is kept beside the old, what is doubtful is set aside, the rest stays in use."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from corpus import adding, catalog, locating, syncing
from corpus.catalog import Entry
from corpus.documents import Kind
from corpus.fetching import Fetcher
from corpus.library import load_library
from corpus.normref import NormRef
from corpus.store import Document, State, Store
from corpus.syncing import Outcome, Result, is_due, sync
from tests.corpus.invented_sources import AMENDED, PATHS, law_page, news, publish
from tests.corpus.pages_gii import muster_law, zip_of
from tests.corpus.pages_revosax import MUSTER, Page, paragraf
from tests.corpus.serving_pages import HTML, Site, redirect
from tests.corpus.serving_pages import Page as ServedPage

Run = Callable[[], dict[str, Outcome]]
LAST_MODIFIED = "Mon, 06 Jan 2020 10:00:00 GMT"
UNCHANGED = Outcome("mustervo", Result.SAME)
LATER = "Fassung gültig ab: 1. Juli 2021"


@pytest.fixture
def store(data_dir: Path) -> Store:
    return Store(data_dir)


def asked(site: Site) -> list[str]:
    """The paths that were asked for since the last time, without queries."""
    paths = [request.path.partition("?")[0] for request in site.requests]
    site.requests.clear()
    return paths


def show(site: Site, page: Page) -> None:
    """The page of the MusterVO from now on."""
    site.page(PATHS["mustervo"], str(page).encode())


def in_use(store: Store, day: date | None = None) -> Document:
    return next(document for document in store.current(day) if document.source.id == "mustervo")


def seen_on(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_now", lambda: f"{day}T06:00:00+00:00")


def edited(pattern: str, new: str) -> bytes:
    """The xml.zip of the MusterG with its XML edited."""
    with zipfile.ZipFile(io.BytesIO(muster_law())) as archive:
        xml, changes = re.subn(pattern, new, archive.read("BJNR000000000.xml").decode(), flags=re.S)
    assert changes == 1
    return zip_of(BJNR000000000__xml=xml.encode())


def words(document: Document) -> str:
    return " ".join(provision.text for provision in document.provisions)


# --- the first time -------------------------------------------------------------------------------------------------


def test_the_first_sync_takes_every_source(run: Run, store: Store) -> None:
    outcomes = run()
    assert {one.result for one in outcomes.values()} == {Result.NEW}
    assert list(outcomes) == list(PATHS)
    assert outcomes["mustervo"].detail == "5 passages, Stand 2020-06-01"
    found = {document.source.id: document.source for document in store.current()}
    assert {key: (source.kind, source.law) for key, source in found.items()} == {
        "mustervo": (Kind.OFFICIAL, "MusterVO"),
        "ratvo": (Kind.OFFICIAL, "RatVO"),
        "suchvo": (Kind.OFFICIAL, "SuchVO"),
        "musterg": (Kind.OFFICIAL, "MusterG"),
        "presse": (Kind.PRESS, None),
    }
    assert (found["presse"].stand, found["ratvo"].published) == ("2021-05-03", "2020-05-01")
    assert store.held() == ()


def test_what_leads_to_a_law_is_asked_before_it(run: Run, site: Site) -> None:
    run()
    law_by_envelope, law_by_search = ["/vorschrift/4700", "/vorschrift/4712"], ["/suche", "/vorschrift/4713"]
    assert asked(site) == ["/vorschrift/4711", *law_by_envelope, *law_by_search, "/musterg/xml.zip", "/news/1"]


def test_where_a_source_is_and_when_it_was_seen_is_remembered(run: Run, site: Site, store: Store) -> None:
    publish(site, HTML | {"ETag": '"1"', "Last-Modified": LAST_MODIFIED})
    run()
    for key, path in PATHS.items():
        state = store.state(key)
        assert state.tried is not None
        assert datetime.now(UTC) - datetime.fromisoformat(state.tried) < timedelta(hours=1)
        known = State(f"{site.url}{path}", state.digest, '"1"', LAST_MODIFIED, state.tried[:10], state.tried)
        assert state == known


def test_a_page_sent_again_to_the_letter_is_not_read_again(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr(syncing, "read_fetched", lambda *_: pytest.fail("read again"))
    assert {outcome.result for outcome in run().values()} == {Result.SAME}


def test_a_source_without_origin_is_left_alone(sources: tuple[Entry, ...], store: Store, fetcher: Fetcher) -> None:
    assert list(sync([sources[0].model_copy(update={"origin": None})], store, fetcher)) == []
    assert store.folders() == ()


# --- nothing new ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "condition"), [({"ETag": '"1"'}, "if-none-match"), ({"Last-Modified": LAST_MODIFIED}, "if-modified-since")]
)
def test_an_unchanged_source_costs_one_request_and_no_page(
    run: Run, site: Site, store: Store, mark: dict[str, str], condition: str
) -> None:
    publish(site, HTML | mark)
    run()
    site.requests.clear()
    before = store.current()
    assert {one.result for one in run().values()} == {Result.SAME}
    assert [request.headers[condition] for request in site.requests] == list(mark.values()) * len(PATHS)
    assert asked(site) == list(PATHS.values())
    assert store.current() == before


def test_the_same_pages_again_are_the_same_versions(run: Run, site: Site, store: Store) -> None:
    run()
    before = store.current()
    asked(site)
    assert run() == {key: Outcome(key, Result.SAME) for key in PATHS}
    assert asked(site) == list(PATHS.values())
    assert store.current() == before


@pytest.mark.parametrize("mark", [{}, {"ETag": '"1"'}])
def test_an_unchanged_source_was_checked_today(run: Run, site: Site, store: Store, mark: dict[str, str]) -> None:
    publish(site, HTML | mark)
    run()
    store.keep_state("mustervo", replace(store.state("mustervo"), checked="2020-06-02", problem="status 500"))
    assert run()["mustervo"] == UNCHANGED
    state = store.state("mustervo")
    assert state.tried is not None
    assert (state.checked, state.problem) == (state.tried[:10], None)


def test_a_source_whose_text_was_lost_is_fetched_whole(run: Run, site: Site, store: Store, data_dir: Path) -> None:
    publish(site, HTML | {"ETag": '"1"'})
    run()
    for path in (data_dir / "sources" / "mustervo").glob("[0-9a-f]*.json"):
        path.unlink()
    assert run()["mustervo"].result is Result.NEW
    assert "Er tagt im Herbst." in words(in_use(store))


def test_a_new_mark_of_an_unchanged_page_is_remembered(run: Run, site: Site, store: Store) -> None:
    publish(site, HTML | {"ETag": '"1"'})
    run()
    site.script(PATHS["mustervo"], [ServedPage(status=304, headers={"ETag": '"2"'})])
    assert run()["mustervo"] == UNCHANGED
    assert store.state("mustervo").etag == '"2"'


def test_a_page_without_dates_in_the_same_words_is_the_same_version(
    run: Run, site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_on("2022-03-01", monkeypatch)
    run()
    site.page(PATHS["musterg"], edited('builddate="20340101"', 'builddate="20340202"'))
    seen_on("2022-03-02", monkeypatch)
    assert run()["musterg"] == Outcome("musterg", Result.SAME)
    assert [document.source.stand for document in store.versions("musterg")] == ["2022-03-01"]


# --- a new version --------------------------------------------------------------------------------------------------


def test_an_amended_law_is_in_use_from_its_day_and_the_old_one_until_then(run: Run, site: Site, store: Store) -> None:
    run()
    show(site, law_page(sections=AMENDED, validity=LATER))
    assert run()["mustervo"] == Outcome("mustervo", Result.NEW, "5 passages, Stand 2021-07-01")
    for day, said in ((date(2021, 6, 30), "Herbst"), (date(2021, 7, 1), "Frühjahr"), (date.today(), "Frühjahr")):
        assert said in words(in_use(store, day))
    assert len(store.versions("mustervo")) == 2
    assert run()["mustervo"] == UNCHANGED


def test_a_version_of_a_day_to_come_waits_for_it(run: Run, site: Site, store: Store) -> None:
    run()
    show(site, law_page(sections=AMENDED, validity="Fassung gültig ab: 1. Juli 2999"))
    assert run()["mustervo"].result is Result.NEW
    assert run()["mustervo"] == UNCHANGED
    for day, said in ((None, "Herbst"), (date(2999, 6, 30), "Herbst"), (date(2999, 7, 1), "Frühjahr")):
        assert said in words(in_use(store, day))


def test_a_text_that_is_corrected_and_back_again_is_each_time_in_use(
    run: Run, site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = (("2022-03-01", MUSTER, "Herbst"), ("2022-03-02", AMENDED, "Frühjahr"), ("2022-03-03", MUSTER, "Herbst"))
    for day, sections, said in pages:
        seen_on(day, monkeypatch)
        show(site, law_page(sections=sections))
        assert run()["mustervo"].result is Result.NEW
        assert said in words(in_use(store))


def test_a_page_of_today_is_known_beside_a_version_to_come(run: Run, site: Site, store: Store) -> None:
    run()
    show(site, law_page(sections=AMENDED, validity="Fassung gültig ab: 1. Juli 2999"))
    run()
    show(site, law_page())
    assert run()["mustervo"] == UNCHANGED
    assert "Herbst" in words(in_use(store))


def test_other_words_of_a_page_without_dates_are_of_the_day_on_which_they_were_seen(
    run: Run, site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_on("2022-03-01", monkeypatch)
    run()
    site.page(PATHS["musterg"], muster_law(amount=700))
    seen_on("2022-03-02", monkeypatch)
    assert run()["musterg"] == Outcome("musterg", Result.NEW, "4 passages, Stand 2022-03-02")
    assert [("700 Euro" in words(v), v.source.stand) for v in store.versions("musterg")] == [
        (False, "2022-03-01"),
        (True, "2022-03-02"),
    ]


def test_a_page_whose_first_day_named_is_a_deadline_is_of_the_day_on_which_it_was_seen(
    run: Run, site: Site, store: Store
) -> None:
    site.page(PATHS["presse"], news(time="").replace(b"1. Juli 2031", b"1. Juli 2999"))
    run()
    (source,) = (document.source for document in store.current() if document.source.id == "presse")
    assert source.stand == store.versions("presse")[0].added[:10]


def test_a_paragraf_that_is_said_to_be_repealed_goes(run: Run, site: Site, store: Store) -> None:
    run()
    repealed = (*MUSTER[:2], paragraf("2", "(aufgehoben)"), *MUSTER[3:])
    show(site, law_page(sections=repealed, validity=LATER))
    assert run()["mustervo"].result is Result.NEW
    assert (in_use(store).repealed, "Beirat" in words(in_use(store))) == (("2",), False)


# --- kept aside -----------------------------------------------------------------------------------------------------

SHORTER = law_page(sections=MUSTER[:3], validity=LATER)
MISSING = "§ 3 missing, and not said to be repealed"


def test_a_paragraf_that_is_simply_missing_holds_the_text(run: Run, site: Site, store: Store) -> None:
    run()
    store.keep_state("mustervo", replace(store.state("mustervo"), checked="2020-06-02"))
    show(site, SHORTER)
    for _ in range(2):  # a person has not looked yet
        assert run()["mustervo"] == Outcome("mustervo", Result.HELD, MISSING)
        assert [document.doubts for document in store.held()] == [(MISSING,)]
        assert in_use(store).source.stand == "2020-06-01"
        state = store.state("mustervo")
        assert (state.checked, state.problem) == ("2020-06-02", MISSING)


def test_an_accepted_text_is_in_use_and_known(run: Run, site: Site, store: Store) -> None:
    run()
    show(site, SHORTER)
    run()
    store.accept(*store.held())
    assert in_use(store).source.stand == "2021-07-01"
    assert run()["mustervo"] == UNCHANGED
    assert (store.held(), store.state("mustervo").problem) == ((), None)


def test_the_marks_of_a_page_that_is_kept_aside_do_not_make_it_known(run: Run, site: Site) -> None:
    run()
    site.page(PATHS["mustervo"], str(SHORTER).encode(), etag='"2"')
    run()
    assert run()["mustervo"].result is Result.HELD


def test_a_page_without_dates_that_is_kept_aside_is_kept_once(
    run: Run, site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_on("2022-03-01", monkeypatch)
    run()
    site.page(PATHS["musterg"], edited("<norm [^§]*<enbez>§ 6<.*?</norm>", ""))
    for day in ("2022-03-02", "2022-03-03"):
        seen_on(day, monkeypatch)
        assert run()["musterg"].result is Result.HELD
    assert [document.source.stand for document in store.held()] == ["2022-03-02"]


@pytest.mark.parametrize(
    ("page", "result", "detail"),
    [
        (law_page(validity=""), Result.HELD, "no first day in force on the page"),
        (law_page(citation="Vollzitat: Verordnung"), Result.HELD, "no day of enactment on the page"),
        (
            law_page(citation="Vollzitat: Verordnung vom 2. Mai 2020", validity=LATER),
            *(Result.HELD, "enacted on 2020-05-02, MusterVO was on 2020-05-01"),
        ),
        (law_page(law="AndereVO"), Result.FAILED, "{url}/vorschrift/4711: is the AndereVO, not the MusterVO"),
        (
            law_page(number="4799", validity=LATER),
            *(Result.FAILED, "asked for {url}/vorschrift/4711, got {url}/vorschrift/4799; replaced by another law?"),
        ),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_page_that_is_not_surely_the_law_is_never_used(
    run: Run, site: Site, store: Store, page: Page, result: Result, detail: str, is_first: bool
) -> None:
    if not is_first:
        run()
    before = [document for document in store.current() if document.source.id == "mustervo"]
    show(site, replace(page, sections=AMENDED))
    assert run()["mustervo"] == Outcome("mustervo", result, detail.format(url=site.url))
    assert [document for document in store.current() if document.source.id == "mustervo"] == before


@pytest.mark.parametrize("key", ["mustervo", "ratvo"])
def test_a_law_that_was_replaced_by_another_of_its_name_is_not_taken_for_it(
    run: Run, site: Site, store: Store, key: str
) -> None:
    run()
    law = {"mustervo": "MusterVO", "ratvo": "RatVO"}[key]
    site.script(PATHS[key], [redirect("/vorschrift/5000")])
    site.page("/vorschrift/5000", str(law_page(law, "5000", sections=AMENDED, validity=LATER)).encode())
    outcome = run()[key]
    asked = f"{site.url}{PATHS[key]}"
    detail = f"asked for {asked}, got {site.url}/vorschrift/5000; replaced by another law?"
    assert outcome == Outcome(key, Result.FAILED, detail)
    assert store.state(key).address == f"{site.url}{PATHS[key]}"
    assert len(store.versions(key)) == 1


# --- a further law --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kept"), [("", {"1": 2, "2": 2, "3": 1}), ('paragrafen = ["2"]', {"1": 0, "2": 2, "3": 0})]
)
def test_a_further_law_is_one_more_entry(
    bundled_copy: Path,
    data_dir: Path,
    site: Site,
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    kept: dict[str, int],
) -> None:
    with (bundled_copy / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(
            f"""
            [[source]]
            id = "mustervo"
            kind = "Verordnung"
            law = "MusterVO"
            title = "Musterverordnung (MusterVO)"
            publisher = "Stadt Musterhausen"
            origin = {{ kind = "revosax", number = "4711" }}
            {line}
            """
        )
    monkeypatch.setattr(locating, "REVOSAX", site.url)
    show(site, law_page())
    (outcome,) = sync([entry for entry in catalog.entries() if entry.id == "mustervo"], Store(data_dir), fetcher)
    assert outcome.result is Result.NEW
    library = load_library(data_dir)
    assert {p: len(library.at(NormRef("MusterVO", p))) for p in ("1", "2", "3")} == kept
    assert len(Store(data_dir).current()[0].provisions) == 5


# --- when -----------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "due"),
    [(None, True), (timedelta(days=1), True), (timedelta(hours=23, minutes=59), False), (timedelta(hours=1), False)],
)
def test_a_sync_is_due_a_day_after_the_last(
    sources: tuple[Entry, ...], store: Store, ago: timedelta | None, due: bool
) -> None:
    for entry in sources:
        store.keep_state(entry.id, State(tried=NOW.isoformat()))
    if ago is None:
        (store.data_dir / "sources" / "ratvo" / "state.json").unlink()
    else:
        store.keep_state("ratvo", State(tried=(NOW - ago).isoformat()))
    assert is_due(sources, store, NOW) is due


def test_no_sync_is_due_where_nothing_can_be_fetched(store: Store) -> None:
    assert not is_due([], store, NOW)
