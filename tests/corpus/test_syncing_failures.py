"""Whatever goes wrong with one source, what was in use stays in use, and the others are fetched."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import locating
from corpus.catalog import Entry
from corpus.fetching import Fetcher, Limits
from corpus.store import Store
from corpus.syncing import Outcome, Result, sync
from tests.corpus.invented_sources import PATHS, law_page, news, publish
from tests.corpus.pages_gii import HEAD, law_zip, muster_law, xml_bomb
from tests.corpus.serving_pages import (
    CAPTCHA,
    Big,
    Cut,
    Drip,
    Page,
    Reply,
    Reset,
    Silence,
    Site,
    bomb,
    redirect,
    running_site,
)
from tests.corpus.watch import Watch

Run = Callable[..., dict[str, Outcome]]
TEXTS = {"mustervo": str(law_page()).encode(), "musterg": muster_law(), "presse": news()}
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.fixture
def other(sources: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A second host, with the texts of gesetze-im-internet."""
    with running_site() as other:
        publish(other)
        monkeypatch.setattr(locating, "GII", other.url)
        yield other


@pytest.fixture
def run(sources: tuple[Entry, ...], site: Site, other: Site, data_dir: Path, watch: Watch) -> Run:
    """Syncs the sources; each wait for a server may take half a second, a page `total`, pauses take no time."""

    def run(total: float = 60.0) -> dict[str, Outcome]:
        limits = Limits(read=0.5, total=total, tries=2)
        with Fetcher(frozenset({site.url, other.url}), limits, watch.sleep) as fetcher:
            return {outcome.source_id: outcome for outcome in sync(sources, Store(data_dir), fetcher)}

    return run


def files(data_dir: Path) -> dict[Path, bytes]:
    """Everything in the data folder but what is known of the origins."""
    found = (path for path in data_dir.rglob("*") if path.is_file() and path.name != "state.json")
    return {path: path.read_bytes() for path in found}


FAULTS: list[tuple[Reply, str]] = [
    (Page(status=404), "status 404"),
    (Page(status=500), "status 500"),
    (Page(status=429, headers={"Retry-After": "600"}), "to be asked again in 600 seconds"),
    (Cut(TEXTS["mustervo"]), "broke off"),
    (Reset(TEXTS["mustervo"]), "broke off"),
    (Big(), "larger than 20000000 bytes"),
    (bomb(50_000_000), "larger than 20000000 bytes"),
    (redirect("https://portal.example/law"), "not of a listed origin"),
    (redirect("/\x1b[2J\x9b31m"), "broke off or is no HTTP"),
    (redirect(""), "more than 5 redirects"),
    (CAPTCHA, ""),
    (Page(), ""),
    (Page(b"\x1b[2J\x00\xff"), ""),
    (Page(status=304), "status 304"),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS, ids=[f"{type(f).__name__} {t}" for f, t in FAULTS])
def test_sources_that_fail_leave_everything_as_it_was(
    run: Run, site: Site, other: Site, data_dir: Path, fault: Reply, told: str
) -> None:
    run()
    before, states = files(data_dir), {key: Store(data_dir).state(key) for key in TEXTS}
    for key in TEXTS:
        (other if key == "musterg" else site).script(PATHS[key], [fault])
    outcomes = run()
    for key, state in states.items():
        outcome, after = outcomes.pop(key), Store(data_dir).state(key)
        assert outcome.result is Result.FAILED
        assert told in outcome.detail
        assert outcome.detail.isprintable()
        assert len(outcome.detail) < 300
        assert after == replace(state, tried=after.tried, problem=outcome.detail)
    assert files(data_dir) == before
    assert {one.result for one in outcomes.values()} == {Result.SAME}


def test_the_sources_after_one_that_fails_are_fetched(run: Run, site: Site, other: Site) -> None:
    site.script(PATHS["mustervo"], [CAPTCHA])
    outcomes = run()
    assert outcomes.pop("mustervo").result is Result.FAILED
    assert {one.result for one in outcomes.values()} == {Result.NEW}


def test_the_first_sync_may_fail_too(run: Run, site: Site, data_dir: Path) -> None:
    site.script(PATHS["mustervo"], [CAPTCHA])
    run()
    assert [d.source.id for d in Store(data_dir).current()] == ["musterg", "presse", "ratvo", "suchvo"]
    publish(site)
    assert run()["mustervo"].result is Result.NEW


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        (Page(status=429, headers={"Retry-After": "30"}), 30.0),
        (Page(status=500), 2.0),
        (Cut(TEXTS["mustervo"]), 2.0),
        (Reset(TEXTS["mustervo"]), 2.0),
    ],
)
def test_a_failure_that_passes_is_none(run: Run, site: Site, watch: Watch, fault: Reply, waited: float) -> None:
    site.script(PATHS["mustervo"], [fault, Page(TEXTS["mustervo"])])
    assert run()["mustervo"].result is Result.NEW
    assert waited in watch.slept


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (CAPTCHA.body, "an HTML page where the zip of a law was expected"),
        (xml_bomb(ENTITIES, "&e9;"), "XML"),
        (xml_bomb('<!ENTITY e SYSTEM "file:///etc/hostname">', "&e;"), "the XML declares entities"),
        (TEXTS["musterg"][:-40], "not a readable zip"),
        (law_zip(head=HEAD.replace("MusterG<", "Muster\u009b31mG<")), "is the Muster31mG, not the MusterG"),
    ],
)
def test_a_zip_that_is_no_law_is_refused(run: Run, other: Site, data_dir: Path, content: bytes, told: str) -> None:
    run()
    before = files(data_dir)
    other.page(PATHS["musterg"], content, headers={"Content-Type": "application/zip"})
    outcome = run()["musterg"]
    assert outcome.result is Result.FAILED
    assert told in outcome.detail
    assert outcome.detail.isprintable()
    assert files(data_dir) == before


@pytest.mark.parametrize(
    ("encoding", "charset", "result"),
    [
        ("utf-8", "utf-8", Result.SAME),
        ("cp1252", "iso-8859-1", Result.SAME),
        ("utf-16", "utf-8", Result.SAME),  # its mark tells
        ("cp1252", "utf-8", Result.FAILED),
        ("utf-8", "iso-8859-1", Result.FAILED),
    ],
)
def test_a_text_in_a_wrong_encoding_is_not_taken(
    run: Run, site: Site, encoding: str, charset: str, result: Result
) -> None:
    run()
    site.page(
        *(PATHS["mustervo"], f"{law_page()}<!-- neu -->".encode(encoding)),
        headers={"Content-Type": f"text/html; charset={charset}"},
    )
    assert run()["mustervo"].result is result


# --- a host that is not there -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fault", "told"), [(Silence(), "no answer in time"), (Drip(), "sent too slowly")])
def test_a_host_that_does_not_answer_is_not_asked_for_its_other_sources(
    run: Run, site: Site, data_dir: Path, fault: Reply, told: str
) -> None:
    run()
    before = files(data_dir)
    site.requests.clear()
    site.script(PATHS["mustervo"], [fault])
    outcomes = run(total=0.5)
    assert files(data_dir) == before
    assert outcomes["mustervo"].detail == f"{site.url}{PATHS['mustervo']}: {told}"
    assert {request.path for request in site.requests} == {PATHS["mustervo"]}
    assert [one.result for one in outcomes.values()] == [*[Result.FAILED] * 3, Result.SAME, Result.FAILED]
    name = site.url.removeprefix("http://")
    assert {outcomes[key].detail for key in ("ratvo", "suchvo", "presse")} == {f"{name} can't be reached"}


def test_a_host_that_is_gone_costs_its_sources_only(
    sources: tuple[Entry, ...], site: Site, data_dir: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_site() as gone:
        monkeypatch.setattr(locating, "REVOSAX", gone.url)
    with Fetcher(frozenset({site.url, gone.url}), sleep=watch.sleep, clock=watch.clock) as fetcher:
        outcomes = {one.source_id: one for one in sync(sources, Store(data_dir), fetcher)}
    assert outcomes["mustervo"].detail == f"{gone.url}/vorschrift/4711: no connection"
    assert re.fullmatch(r"127\.0\.0\.1:\d+ can't be reached", outcomes["ratvo"].detail)
    assert [one.result for one in outcomes.values()] == [*[Result.FAILED] * 3, *[Result.NEW] * 2]
    assert Store(data_dir).state("suchvo").problem == outcomes["suchvo"].detail
    assert watch.slept.count(2.0) == 1  # before the second of the three tries: one source only


def test_a_damaged_version_fails_its_source_only(run: Run, site: Site, data_dir: Path) -> None:
    run()
    site.page(PATHS["mustervo"], f"{law_page()}<!-- neu -->".encode())
    (path,) = (data_dir / "sources" / "mustervo").glob("[0-9a-f]*.json")
    path.write_text("{")
    outcomes = run()
    assert outcomes.pop("mustervo") == Outcome(
        "mustervo", Result.FAILED, f"{path}: no readable document; move it out of the folder"
    )
    assert {one.result for one in outcomes.values()} == {Result.SAME}
