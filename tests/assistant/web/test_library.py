"""/vorschriften and /quellen: the whole text with an address for every part, and search within it."""

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.feedback import FeedbackStore
from assistant.settings import Language
from assistant.web.markup import norm_address
from assistant.web.views.routes import routes
from corpus.adding import add_file
from corpus.documents import Chunk, Face, Kind, Provision, Source, Unit
from corpus.library import Library, load_library
from corpus.normref import NormRef, slug
from tests.assistant.web.kept import kept

LIBRARY = load_library()
STORE = FeedbackStore(Path("never-written"))
HOSTILE = '<img src=x onerror="alert(1)">'


def page(address: str, library: Library = LIBRARY, language: Language = "de", status: int = 200) -> BeautifulSoup:
    response = TestClient(Starlette(routes=routes(kept(library), language, STORE))).get(address)
    assert response.status_code == status
    return BeautifulSoup(response.text, "lxml")


def at(soup: Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def small(text: str, **source: str | None) -> Library:
    """A library of one Absatz, § 6 Abs. 1 KomIntAVO, as an official text with our restatement."""
    ref = NormRef("KomIntAVO", "6", "1")
    plain = Source("k", Kind.OFFICIAL, "Verordnung", "Ministerium", "2024-09-18", None, "KomIntAVO")
    provision = Provision(ref.id, ref, "Weiterleitung", text, (Unit(ref, 0, len(text)),))
    return Library((Chunk(provision, replace(plain, **source), restated=(Face("In unseren Worten.", ref),)),))


def test_the_list_names_each_law_with_kind_date_and_place_of_promulgation() -> None:
    entries = [entry.get_text(" ", strip=True) for entry in page("/vorschriften").select(".entries > li")]
    assert len(entries) == 2
    assert "eigene Zusammenfassung Stand 18.09.2024" in entries[0]
    assert "SächsGVBl. S. 848" in entries[0]
    assert "SächsGVBl. S. 500" in entries[1]


@pytest.mark.parametrize("law", LIBRARY.laws)
def test_every_part_of_a_law_has_its_own_address(law: str) -> None:
    ids = [str(tag["id"]) for tag in page(f"/vorschriften/{slug(law)}").select("[id]")]
    assert len(ids) == len(set(ids))
    units = [unit.ref for chunk in LIBRARY.laws[law] for unit in chunk.provision.units]
    wanted = {ref.id for chunk in LIBRARY.laws[law] if (ref := chunk.provision.ref)} | {ref.id for ref in units if ref}
    assert wanted <= set(ids)


def test_satz_1_of_a_single_satz_has_an_address_too() -> None:
    soup = page("/vorschriften/komintavo")
    assert at(soup, "#komintavo-p1-a1 #komintavo-p1-a1-s1-n5").get_text().startswith("5. Flüchtlingssozialarbeit")
    assert at(soup, "#komintavo-p2-a1 #komintavo-p2-a1-s1")


@pytest.mark.parametrize("law", LIBRARY.laws)
def test_every_link_within_the_laws_leads_to_an_address_that_exists(law: str) -> None:
    soup = page(f"/vorschriften/{slug(law)}")
    targets = {name: page(f"/vorschriften/{slug(name)}") for name in LIBRARY.laws}
    links = {str(link["href"]) for link in soup.select(".text a[href]")}
    assert len(links) > 20
    for link in links:
        path, _, place = link.partition("#")
        named = next((name for name in targets if path.endswith(slug(name))), law)
        assert at(targets[named], f'[id="{place}"]')


@pytest.mark.parametrize("law", LIBRARY.laws)
def test_the_page_says_every_word_of_the_law_in_order(law: str) -> None:
    soup = page(f"/vorschriften/{slug(law)}")
    for link in soup.select(".permalink"):
        link.decompose()
    for chunk in LIBRARY.laws[law]:
        assert at(soup, f"#{chunk.key} .wording").get_text().split() == chunk.provision.text.split()


def test_a_reference_to_a_part_of_our_laws_is_a_link() -> None:
    link = at(page("/vorschriften/komintavo"), "#komintavo-p5-a1 .wording a[href*='#komintavo-p4-a5']")
    assert link.get_text() == "§ 4 Absatz 5"


def test_a_reference_to_the_other_law_leads_there() -> None:
    links = [str(link["href"]) for link in page("/vorschriften/komintavo").select("#komintavo-p5-a3 .wording a")]
    assert "/vorschriften/saechsintg#saechsintg-p11" in links


@pytest.mark.parametrize("text", ["Es gilt § 60a des Aufenthaltsgesetzes.", "Es gilt § 99.", "Es gilt § 6 SGB VIII."])
def test_a_reference_to_a_law_or_norm_that_is_not_here_stays_text(text: str) -> None:
    assert not page("/vorschriften/komintavo", small(text)).select(".wording p a:not(.permalink)")


def test_a_law_named_behind_the_second_reference_counts_for_the_first() -> None:
    soup = page("/vorschriften/komintavo", small("Siehe § 6 und § 7 SächsIntG."))
    assert not soup.select(".wording p a:not(.permalink)")


def test_the_restatement_stands_beside_an_official_text() -> None:
    article = at(page("/vorschriften/komintavo", small("(1) Amtlich.")), "article")
    assert at(article, ".wording .kind").get_text() == "amtlich"
    assert at(article, ".restated .kind").get_text() == "eigene Zusammenfassung"
    assert "In unseren Worten." in at(article, ".restated").get_text()


def test_an_added_official_law_has_the_same_addresses(shared: Path, data_dir: Path) -> None:
    add_file(shared / "official" / "komintavo.md", data_dir)
    soup = page("/vorschriften/komintavo", load_library(data_dir))
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(soup.select("article .restated")) == 44


def test_a_simple_version_is_folded_in() -> None:
    details = at(page("/vorschriften/komintavo"), "#komintavo-p3 details.simple")
    assert not details.has_attr("open")
    assert "nicht amtlich" in details.get_text()


def test_markup_in_a_law_is_shown_as_text() -> None:
    assert not page("/vorschriften/komintavo", small(HOSTILE, note=HOSTILE, publisher=HOSTILE)).select("img")


@pytest.mark.parametrize(("url", "links"), [("https://example.org", 1), ("javascript:alert(1)", 0), (None, 0)])
def test_only_https_addresses_become_links(url: str | None, links: int) -> None:
    soup = page("/quellen", small("Text.", url=url))
    assert len(soup.select(".entries .source a")) == links


def test_a_law_that_is_not_here_is_a_page_of_its_own() -> None:
    assert "gibt es hier nicht" in at(page("/vorschriften/bgb", status=404), "h1").get_text()


def test_an_unreadable_corpus_is_said_in_the_page() -> None:
    assert "nicht geladen" in at(page("/vorschriften", Library(())), ".message").get_text()


def test_the_sources_are_all_there_with_kind_and_date() -> None:
    soup = page("/quellen")
    assert {str(entry["id"]) for entry in soup.select(".entries > li")} == {c.source.id for c in LIBRARY.chunks}
    assert all("Stand " in entry.get_text() and entry.select_one(".kind") for entry in soup.select(".entries > li"))


@pytest.mark.parametrize("query", ["Verwendungsnachweis Frist", "verwendungsnachweis", "zuweisungsempfänger Zuweisung"])
def test_a_hit_holds_every_word_and_marks_it(query: str) -> None:
    soup = page(f"/vorschriften?q={query}")
    for article in soup.select("article"):
        text = slug(article.get_text())
        assert all(slug(word)[:5] in text for word in query.split())


@pytest.mark.parametrize("query", ["Förderung", "foerderung", "FÖRDERUNG", "Förderungen"])
def test_umlauts_case_and_endings_do_not_matter(query: str) -> None:
    found = [tag.get_text() for tag in page(f"/vorschriften?q={query}").select("article h2")]
    assert found == [tag.get_text() for tag in page("/vorschriften?q=Förderung").select("article h2")]
    assert found


def test_a_word_is_found_inside_a_compound() -> None:
    marks = {mark.get_text() for mark in page("/vorschriften/komintavo?q=Bericht").select("mark")}
    assert {"Berichtszeitraum", "Teilhabeberichte"} <= marks


def test_search_in_one_law_stays_in_it() -> None:
    found = [tag.get_text() for tag in page("/vorschriften/saechsintg?q=Träger").select("article h2")]
    assert found
    assert all("SächsIntG" in one for one in found)


def test_a_norm_is_found_by_its_number() -> None:
    assert [tag["href"] for tag in page("/vorschriften?q=§ 6 Abs. 1 KomIntAVO").select("article .source a")] == [
        norm_address(NormRef("KomIntAVO", "6", "1"))
    ]
    assert len(page("/vorschriften?q=§ 6").select("article")) == sum(
        len(LIBRARY.at(NormRef(law, "6"))) for law in LIBRARY.laws
    )


@pytest.mark.parametrize(("query", "said"), [("§ 6 Abs. 1 KomIntAVO", "1 Absatz gefunden."), ("xyzzy", "Kein Absatz")])
def test_the_count_is_announced(query: str, said: str) -> None:
    soup = page(f"/vorschriften?q={query}")
    assert at(soup, "[role=status]").get_text().startswith(said)
    assert said in at(soup, "title").get_text()


@pytest.mark.parametrize("query", ["xyzzy", "§ 99 KomIntAVO", "?!", "🦆", "a" * 5000, "%00", "%F0%9F", HOSTILE])
def test_a_search_without_result_says_so_and_leads_to_the_questions(query: str) -> None:
    soup = page(f"/vorschriften/komintavo?q={query}")
    assert "Kein Absatz gefunden" in at(soup, "[role=status]").get_text()
    assert at(soup, "main a[href='/']")
    assert not soup.select("img")


def test_an_empty_search_shows_the_law() -> None:
    assert page("/vorschriften/komintavo?q=%20").select_one("#komintavo-p6-a1")
