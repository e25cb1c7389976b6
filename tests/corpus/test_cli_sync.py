"""The commands around versions: python -m corpus sync | versions | diff | accept | review | show --as-of."""

import html
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import commands, locating
from corpus.__main__ import main
from corpus.catalog import Entry
from corpus.checking import to_review
from corpus.fetching import Fetcher
from corpus.library import Library, load_library
from corpus.normref import NormRef
from corpus.reviewing import review
from corpus.sources.revosax import parse_revosax
from corpus.store import Store
from corpus.syncing import ORIGINS
from tests.corpus.invented_sources import AMENDED, PATHS, law_page, links
from tests.corpus.pages_revosax import MUSTER, Page, paragraf
from tests.corpus.serving_pages import CAPTCHA, Site
from tests.corpus.watch import Watch

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command that fetches from the site, whatever the listed origins are."""

    def fetcher(origins: frozenset[str]) -> Fetcher:
        assert origins == ORIGINS
        return Fetcher(frozenset({site.url}), sleep=watch.sleep, clock=watch.clock)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        return status, *capsys.readouterr()

    monkeypatch.setattr(commands, "Fetcher", fetcher)
    return run


def amend(site: Site, sections: tuple[str, ...] = AMENDED) -> None:
    """A later version of the MusterVO from now on."""
    page = law_page(sections=sections, validity="Fassung gültig ab: 1. Juli 2021")
    site.page(PATHS["mustervo"], str(page).encode())


def versions(command: Command, *arguments: str) -> list[list[str]]:
    """The columns of what is listed: source, hash, first day, when it was added, where it stands, state."""
    status, out, err = command("versions", *arguments)
    assert (status, err) == (0, "")
    return [re.split(r" {2,}", line) for line in out.splitlines()]


# --- sync -----------------------------------------------------------------------------------------------------------


def test_sync_prints_a_line_for_each_source_and_a_summary(command: Command, sources: tuple[Entry, ...]) -> None:
    status, out, err = command("sync")
    assert (status, err) == (0, "")
    *lines, summary = [re.split(r" {2,}", line) for line in out.splitlines()]
    assert [line[:2] for line in lines] == [[key, "new version"] for key in PATHS]
    assert lines[0][2] == "5 passages, Stand 2020-06-01"
    assert summary == ["5 new version"]
    assert command("sync") == (0, "".join(f"{key:34} unchanged\n" for key in PATHS) + "5 unchanged\n", "")


def test_sync_fails_if_a_source_does(command: Command, sources: tuple[Entry, ...], site: Site) -> None:
    site.script(PATHS["ratvo"], [CAPTCHA])
    status, out, err = command("sync")
    assert (status, err) == (1, "")
    assert re.search(r"^ratvo +failed +RatVO of 2020-05-01 not found", out, re.M)
    assert out.splitlines()[-1] == "4 new version, 1 failed"


def test_sync_of_one_source_leaves_the_others(command: Command, sources: tuple[Entry, ...], site: Site) -> None:
    status, out, _ = command("sync", "presse")
    assert (status, out.splitlines()[-1]) == (0, "1 new version")
    assert [request.path for request in site.requests] == ["/news/1"]


def test_sync_of_an_unknown_source_is_one_line_on_standard_error(command: Command, sources: tuple[Entry, ...]) -> None:
    assert command("sync", "fehlt") == (1, "", "error: nothing to fetch for fehlt\n")


# --- versions -------------------------------------------------------------------------------------------------------


def test_every_version_is_listed_and_which_is_in_use(command: Command, sources: tuple[Entry, ...], site: Site) -> None:
    command("sync")
    amend(site)
    command("sync")
    assert [(row[0], row[2], *row[5:]) for row in versions(command, "mustervo")] == [
        ("mustervo", "from 2020-06-01"),
        ("mustervo", "from 2021-07-01", "in use"),
    ]
    assert [row[0] for row in versions(command)] == ["musterg", "mustervo", "mustervo", "presse", "ratvo", "suchvo"]


def test_versions_of_a_source_that_was_never_fetched_is_one_line_on_standard_error(command: Command) -> None:
    assert command("versions") == (0, "", "")
    assert command("versions", "../..") == (1, "", "error: nothing is kept of ../..\n")


def test_diff_marks_the_words_that_went_and_came(command: Command, sources: tuple[Entry, ...], site: Site) -> None:
    command("sync")
    amend(site)
    command("sync")
    old, new = (row[1] for row in versions(command, "mustervo"))
    status, out, err = command("diff", old, new[:8])
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "§ 2 Abs. 2 MusterVO",
        "  Beirat · (2) Er tagt im [-Herbst.-] {+Frühjahr.+}",
        "",
        "1 provisions changed, Stand 2020-06-01 to 2021-07-01",
    ]
    assert "[-Frühjahr.-] {+Herbst.+}" in command("diff", new, old)[1]


@pytest.mark.parametrize(("name", "count"), [("0123456789abcdef", 0), ("", 2)])
def test_a_version_that_is_not_the_only_one_of_its_name_is_told(
    command: Command, sources: tuple[Entry, ...], name: str, count: int
) -> None:
    command("sync", "mustervo")
    command("sync", "presse")
    told = f"error: {count} versions begin with {name}; see `python -m corpus versions`\n"
    assert command("accept", name) == (1, "", told)
    assert command("diff", name, name) == (1, "", told)


def test_accept_takes_into_use_what_was_kept_aside(
    command: Command, sources: tuple[Entry, ...], site: Site, data_dir: Path
) -> None:
    command("sync")
    amend(site, MUSTER[:3])
    status, out, _ = command("sync")
    assert status == 1
    assert re.search(r"^mustervo +kept aside +§ 3 missing, and not said to be repealed$", out, re.M)
    assert out.splitlines()[-1] == "1 kept aside, 4 unchanged"
    used, held = versions(command, "mustervo")
    assert (used[5], held[5]) == ("in use", "kept aside: § 3 missing, and not said to be repealed")

    assert command("accept", held[1][:6]) == (0, f"accepted mustervo {held[1]}, Stand 2021-07-01\n", "")
    assert [row[5:] for row in versions(command, "mustervo")] == [[], ["in use"]]
    assert command("sync")[0] == 0
    assert command("accept", held[1]) == (1, "", f"error: {held[1]} is not kept aside\n")


def test_a_version_whose_acceptance_was_broken_off_can_be_accepted_again(
    command: Command, sources: tuple[Entry, ...], site: Site, data_dir: Path
) -> None:
    command("sync")
    amend(site, MUSTER[:3])
    command("sync")
    (held,) = Store(data_dir).held()
    path = data_dir / "sources" / "mustervo" / "held" / f"{held.version}.json"
    content = path.read_bytes()
    Store(data_dir).accept(held)
    path.write_bytes(content)
    assert command("accept", held.version)[0] == 0
    assert Store(data_dir).held() == ()


def test_show_as_of_a_day_shows_the_text_of_that_day(command: Command, muster_law: Path) -> None:
    command("add", str(muster_law), "--stand", "2021-01-01")
    muster_law.write_text(muster_law.read_text(encoding="utf-8").replace("Geräten", "Büchern"), encoding="utf-8")
    command("add", str(muster_law), "--stand", "2022-01-01")
    norm = "§ 1 Abs. 2 MusterVO"
    for day, said in (("2022-01-01", "Büchern"), ("2021-12-31", "Geräten")):
        assert f"der Kauf von {said}" in command("show", norm, "--as-of", day)[1]
    assert command("show", norm, "--as-of", "2020-12-31") == (1, "", f"error: no such provision: {norm}\n")


# --- check and review -----------------------------------------------------------------------------------------------

NORM = "§ 6 Abs. 1 KomIntAVO"


def official_page(bundled: Library) -> Page:
    """A page of the KomIntAVO, with our own restatement as its text."""
    chunks = bundled.laws["KomIntAVO"]
    sections = [
        paragraf(label, chunk.provision.heading, *(f"<p>{html.escape(c.provision.text)}</p>" for c in (chunk, *rest)))
        for label, (chunk, *rest) in itertools.groupby(
            chunks, lambda c: c.provision.ref.paragraf if c.provision.ref else ""
        )
    ]
    return law_page(
        *("KomIntAVO", "99001"),
        sections=tuple(sections),
        citation="Vollzitat: Verordnung vom 29. August 2024 (SächsGVBl. S. 848)",
        validity="Fassung gültig ab: 18. September 2024",
    )


def test_an_amended_absatz_is_to_be_reviewed_until_it_is(
    command: Command, bundled: Library, bundled_copy: Path, site: Site, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locating, "REVOSAX", site.url)
    page = official_page(bundled)
    provisions = parse_revosax(str(page)).provisions
    review([p.ref for p in provisions if p.ref], provisions)
    (old,) = (p.text for p in provisions if str(p.ref) == NORM)
    amended = str(page).replace(html.escape(old[4:40]), "Neu ist: " + html.escape(old[4:40]))
    site.page("/vorschrift/21052", links(("99001", "Artikel 1")))
    site.page("/vorschrift/99001", amended.encode())
    assert command("sync", "komintavo")[0] == 0

    status, out, err = command("check")
    assert (status, err) == (1, "")
    told, summary = out.splitlines()
    match = re.fullmatch(rf"{NORM} .* 2024-09-18 .*: review the restatement, (\d+) questions, FAQ (.+)", told)
    assert match
    assert int(match[1]) == len(bundled.at(NormRef.parse(NORM))[0].questions) > 50
    assert len(match[2].split(", ")) > 3
    assert summary == "1 problems"

    assert command("review", NORM) == (0, "1 Absätze marked as reviewed\n", "")
    assert to_review(load_library(data_dir)) == []


@pytest.mark.parametrize(
    ("norm", "told"),
    [
        ("§ 99 KomIntAVO", "no official text of § 99 KomIntAVO is loaded"),
        (NORM, f"no official text of {NORM} is loaded"),
        ("Unsinn", "not one norm reference: 'Unsinn'"),
    ],
)
def test_only_a_norm_with_an_official_text_can_be_reviewed(
    command: Command, bundled_copy: Path, norm: str, told: str
) -> None:
    before = (bundled_copy / "reviewed.tsv").read_bytes()
    assert command("review", norm) == (1, "", f"error: {told}\n")
    assert (bundled_copy / "reviewed.tsv").read_bytes() == before
