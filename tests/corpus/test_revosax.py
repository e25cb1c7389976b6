"""A page of REVOSax: its law, Absätze, Sätze and items, its edition, its links; and what is refused."""

import contextlib
import html as markup
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Edition, Provision
from corpus.errors import CorpusError, LayoutError, StructureError
from corpus.normref import NormRef
from corpus.sources.revosax import LawLink, law_links, parse_revosax
from tests.corpus.pages_revosax import (
    MUSTER,
    Page,
    absatz,
    amending_article,
    items,
    notice,
    paragraf,
    satzzahl,
    section,
)


def _only(*blocks: str) -> tuple[Provision, ...]:
    """The provisions of a law whose one § holds these blocks."""
    return parse_revosax(str(Page((paragraf("1", "Zweck", *blocks),)))).provisions


def _units(provision: Provision) -> list[tuple[tuple[str | None, ...], str]]:
    """(Satz, Nummer, Buchstabe, Doppelbuchstabe) and words of each unit."""
    return [(unit.ref.inner[1:], provision.words(unit)) for unit in provision.units if unit.ref]


# --- the words of a § -----------------------------------------------------------------------------------------------


def test_a_page_is_read_as_its_law() -> None:
    law = parse_revosax(str(Page()))
    assert (law.law, law.title, law.repealed) == ("MusterVO", "Musterverordnung", ())
    assert [p.key for p in law.provisions] == [
        *("mustervo-p1-a1", "mustervo-p1-a2", "mustervo-p2-a1", "mustervo-p2-a2", "mustervo-p3")
    ]
    assert [p.heading for p in law.provisions] == ["Zweck", "Zweck", "Beirat", "Beirat", "Inkrafttreten"]
    assert law.provisions[1].text == "(2) Nötig sind\n1. ein Plan mit\na) Zielen und\nb) Kosten,\n2. ein Antrag."


def test_saetze_are_those_that_the_page_numbers() -> None:
    (only,) = _only(absatz("1", "Das gilt z. B. am 3. Mai. Und hier. ", "Das gilt auch."))
    assert _units(only) == [
        (("1", None, None, None), "Das gilt z. B. am 3. Mai. Und hier."),
        (("2", None, None, None), "Das gilt auch."),
    ]


def test_an_absatz_without_sentence_numbers_is_one_satz() -> None:
    (only,) = _only("<p>(1) Das gilt. Das gilt auch.</p>")
    assert _units(only) == [((None,) * 4, "Das gilt. Das gilt auch.")]


def test_the_number_of_an_absatz_may_stand_in_a_span_or_with_a_letter() -> None:
    provisions = _only(
        "<p><span>(<b>1</b>)</span>&nbsp;Eins.</p>", "<p>(1a) Eins a.</p>", "<div><p>(2) Zwei.</p></div>"
    )
    assert [p.text for p in provisions] == ["(1) Eins.", "(1a) Eins a.", "(2) Zwei."]


def test_lists_are_read_level_by_level() -> None:
    rows = items(
        ("1.", "Eins mit"),
        ("", "a)", "A mit"),
        ("", "", "aa)", "Klein A,"),
        ("", "", "bb)", "Klein B,"),
        ("", "b)", "B,"),
        ("1 a.", "Eins A,"),
        ("2.", "Zwei."),
    )
    (only,) = _only(absatz("1", "Erst.", "Dazu:"), rows)
    assert _units(only)[2:] == [
        (("2", "1", None, None), "1. Eins mit"),
        (("2", "1", "a", None), "a) A mit"),
        (("2", "1", "a", "aa"), "aa) Klein A,"),
        (("2", "1", "a", "bb"), "bb) Klein B,"),
        (("2", "1", "b", None), "b) B,"),
        (("2", "1a", None, None), "1a. Eins A,"),
        (("2", "2", None, None), "2. Zwei."),
    ]


def test_a_list_inside_an_item_is_read_like_one_beside_it() -> None:
    (only,) = _only(
        absatz(None, "Dazu:"), items(("1.", "Eins mit" + items(("a)", "A,"), ("b)", "B,"))), ("2.", "Zwei."))
    )
    assert only.text == "Dazu:\n1. Eins mit\na) A,\nb) B,\n2. Zwei."
    assert [levels[1:3] for levels, _ in _units(only)] == [
        *((None, None), ("1", None), ("1", "a"), ("1", "b"), ("2", None))
    ]


def test_words_without_a_label_continue_the_item() -> None:
    (only,) = _only(absatz(None, "Dazu:"), items(("1.", "Eins"), ("", "und mehr,"), ("2.", "Zwei.")))
    assert _units(only)[1] == ((None, "1", None, None), "1. Eins\nund mehr,")


def test_a_dash_is_no_address() -> None:
    (only,) = _only(absatz(None, "Dazu:"), items(("1.", "Eins:"), ("", "–", "Rat"), ("", "–", "Tat"), ("2.", "Zwei.")))
    assert _units(only)[1] == ((None, "1", None, None), "1. Eins:\n– Rat\n– Tat")


def test_words_below_a_list_close_its_satz() -> None:
    (only,) = _only(absatz("1", "Wer"), items(("1.", "rät oder"), ("2.", "hilft,")), "<p>bekommt Geld.</p>")
    assert only.text == "(1) Wer\n1. rät oder\n2. hilft,\nbekommt Geld."
    assert _units(only)[-1] == ((None,) * 4, "bekommt Geld.")


def test_a_numbered_satz_below_a_list_is_the_next_one() -> None:
    (only,) = _only(
        absatz("1", "Erst.", "Dazu:"), items(("1.", "Rat,"), ("2.", "Tat.")), absatz(None, "Dann.", first=3)
    )
    assert _units(only)[-1] == (("3", None, None, None), "Dann.")


def test_a_satz_may_begin_inside_an_item_and_its_list_goes_on() -> None:
    rows = items(("1.", f"Rat.{satzzahl(2)}Er ist frei."), ("2.", "Tat."), ("3.", f"{satzzahl(3)}Lob."))
    (only,) = _only(f"<p>{satzzahl(1)}Dazu:</p>", rows)
    assert _units(only) == [
        (("1", None, None, None), "Dazu:"),
        (("1", "1", None, None), "1. Rat."),
        (("2", "1", None, None), "Er ist frei."),
        (("1", "2", None, None), "2. Tat."),
        (("3", "3", None, None), "3. Lob."),
    ]


def test_a_table_is_read_row_by_row() -> None:
    table = (
        "<table><caption>Sätze</caption><thead><tr><th>Stadt</th><th>Euro</th></tr></thead>"
        "<tr><td><p>(3) Nord</p></td><td>1<br>000</td></tr><tr><td colspan=2>Süd</td></tr></table>"
    )
    (only,) = _only(
        absatz("1", "Es gibt:"),
        items(
            ("1.", "Geld."),
        ),
        table,
        "<p>mehr nicht.</p>",
    )
    assert only.text == "(1) Es gibt:\n1. Geld.\nSätze\nStadt | Euro\n(3) Nord | 1 000\nSüd\nmehr nicht."
    assert _units(only)[-1][0] == (None,) * 4


def test_a_satz_may_begin_in_a_cell() -> None:
    (only,) = _only(
        f"<p>(1) {satzzahl(1)}Es gibt:</p><table><tr><td>Rat.</td><td>{satzzahl(2)}Er hilft.</td></tr></table>"
    )
    assert _units(only) == [(("1", *(None,) * 3), "Es gibt:\nRat. |"), (("2", *(None,) * 3), "Er hilft.")]


@pytest.mark.parametrize(
    ("given_markup", "words"),
    [
        ("20 m<sup>2</sup> Raum", "20 m² Raum"),
        ("10<sup>4</sup> Muster", "10^4 Muster"),
        ("Muster<a href='#FNID_1'><sup>1</sup></a> gelten", "Muster gelten"),
        ("Muster<sup><a href='#FN1'>1</a></sup> gelten", "Muster gelten"),
        ("Mu&shy;ster&nbsp;A<br>und <!-- nichts --><script>alert(1)</script>&lt;B&gt; &amp; C", "Muster A und <B> & C"),
        ("nach <a href='/vorschrift/1#p3'>§ 3</a> <a href='#FN2'>Absatz 2</a>", "nach § 3 Absatz 2"),
    ],
)
def test_markup_inside_a_satz(given_markup: str, words: str) -> None:
    (only,) = _only(f"<p>{given_markup}</p>")
    assert only.text == words


def test_footnotes_are_no_part_of_the_text() -> None:
    page = Page(footnotes='<dt>1</dt><dd id="FNID_1">§ 1 geändert durch Verordnung</dd>')
    assert parse_revosax(str(page)) == parse_revosax(str(Page()))


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([absatz("1", "Eins."), absatz("3", "Drei.")], r"§ 1 MusterVO: Absatz \(3\) where \(2 or 1a\) was expected"),
        ([absatz("2", "Zwei.")], r"§ 1 MusterVO: Absatz \(2\) where \(1\) was expected"),
        (["<p>Vorweg.</p>", absatz("1", "Eins.")], "§ 1 MusterVO: text before Absatz 1"),
        (["<p>(1)</p>", absatz("2", "Zwei.")], r"§ 1 Abs\. 1 MusterVO: an Absatz without words"),
        (
            [f"<p>(1) {satzzahl(1)}Eins.{satzzahl(3)}Drei.</p>"],
            r"§ 1 Abs\. 1 MusterVO: Satz 3 where Satz 2 was expected",
        ),
        ([f"<p>(1) {satzzahl(2)}Zwei.</p>"], "Satz 2 where Satz 1 was expected"),
        (['<p><sup class="satzzahl">x</sup>Eins.</p>'], "Satz x where Satz 1"),
        ([items(("1.", "Eins,"), ("3.", "Drei."))], r"Nr\. 3 where Nr\. 2 or 1a was expected"),
        ([items(("b)", "B."))], r"Buchst\. b where Buchst\. a was expected"),
        (
            [items(("1.", "Eins,")), "<p>und</p>", items(("1.", "Eins."))],
            r"§ 1 MusterVO: a second Nr\. 1 in the same Satz",
        ),
    ],
)
def test_a_gap_in_the_numbering_fails_and_names_the_place(blocks: list[str], place: str) -> None:
    with pytest.raises(StructureError, match=place):
        _only(*blocks)


@pytest.mark.parametrize("block", ["<ol><li>Rat</li></ol>", "<section><p>Rat</p></section>"])
def test_markup_whose_numbering_is_unknown_is_refused(block: str) -> None:
    with pytest.raises(LayoutError, match="§ 1 MusterVO: the numbering of an inner"):
        _only(block)


# --- the sections ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "repealed",
    [
        paragraf("2", "(aufgehoben)"),
        paragraf("2", "(weggefallen)", "<p> </p>"),
        paragraf("2", "Beirat", "<p>(gestrichen)</p>"),
        '<section title="§ 2" id="p2"></section>',
    ],
)
def test_a_repealed_paragraf_is_counted_without_provision(repealed: str) -> None:
    law = parse_revosax(str(Page((*MUSTER[:2], repealed, MUSTER[3]))))
    assert law.repealed == ("2",)
    assert [p.key for p in law.provisions] == ["mustervo-p1-a1", "mustervo-p1-a2", "mustervo-p3"]


def test_several_repealed_paragrafe_may_share_a_section() -> None:
    law = parse_revosax(
        str(Page((*MUSTER[:2], section("§§ 2 bis 4 (aufgehoben)"), paragraf("5", "Ende", "<p>Aus.</p>"))))
    )
    assert law.repealed == ("2", "3", "4")
    with pytest.raises(LayoutError, match="words under the heading of several §§"):
        parse_revosax(str(Page((*MUSTER[:2], section("§§ 2 und 3", "<p>Doch nicht.</p>")))))


def test_a_repealed_absatz_stays_as_it_stands() -> None:
    assert _only(absatz("1", "(aufgehoben)"), absatz("2", "Zwei."))[0].text == "(1) (aufgehoben)"


def test_paragrafe_with_letters_are_counted() -> None:
    sections = [paragraf(label, "Rat", f"<p>Rat {label}.</p>") for label in ("1", "1a", "1b", "2")]
    assert [p.ref.paragraf for p in parse_revosax(str(Page((*sections,)))).provisions if p.ref] == [
        "1",
        "1a",
        "1b",
        "2",
    ]


@pytest.mark.parametrize(
    ("sections", "place"),
    [
        (MUSTER[2:], r"MusterVO: § 2 where § 1 was expected"),
        ((MUSTER[1], MUSTER[3]), r"MusterVO: § 3 where § 2 or 1a was expected"),
        ((*MUSTER, MUSTER[3]), r"MusterVO: § 3 where § 4 or 3a was expected"),
        ((*MUSTER, section("Präambel", "<p>Wir.</p>")), "the Präambel does not stand at the beginning"),
    ],
)
def test_a_missing_or_doubled_paragraf_fails(sections: tuple[str, ...], place: str) -> None:
    with pytest.raises(StructureError, match=place):
        parse_revosax(str(Page(sections)))


def test_the_praeambel_is_a_provision() -> None:
    sections = (section("Präambel", f"<p>{satzzahl(1)}Wir sind.</p><p>{satzzahl(2)}Wir bleiben.</p>"), *MUSTER)
    first = parse_revosax(str(Page(sections))).provisions[0]
    assert (first.ref, first.heading) == (NormRef("MusterVO", "Präambel"), "Präambel")
    assert [levels[0] for levels, _ in _units(first)] == ["1", "2"]


@pytest.mark.parametrize(
    "title", ["Anlage 1 (zu § 2)", "Anhang", "Schlussformel", "Inhaltsübersicht", "Unterschriften"]
)
def test_what_cannot_be_cited_is_left_out_by_its_title(title: str) -> None:
    page = Page((*MUSTER, section(title, "<p>Worte.</p>")))
    assert parse_revosax(str(page)) == parse_revosax(str(Page()))


def test_words_in_a_section_of_another_kind_are_never_dropped() -> None:
    with pytest.raises(LayoutError, match="a section of an unknown kind: 'Teil 1 Allgemeines'"):
        parse_revosax(str(Page((section("Teil 1 Allgemeines", "<p>Worte.</p>"), *MUSTER))))


@pytest.mark.parametrize("stray", ["<p>Verirrt.</p>", "<div>Verirrt.</div>", "Verirrt."])
@pytest.mark.parametrize("place", ['<div class="sections">', "</header>"])
def test_words_outside_the_sections_are_never_dropped(stray: str, place: str) -> None:
    with pytest.raises(LayoutError, match="words outside the sections: 'Verirrt"):
        parse_revosax(str(Page()).replace(place, place + stray))


# --- the name of the law and its edition ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "title", "law"),
    [
        ("<h3>Verordnung über Muster<br>(Musterverordnung – MusterVO)</h3>", "Muster", "MusterVO"),
        ("<h3>Gesetz über Muster (SächsMuG)</h3><p>Auf Grund (Rat – RatG)</p>", "Muster", "SächsMuG"),
        ("<h3>Gesetz zur Verordnung (EU) 1/2030<br>(EU-Gesetz - SächsEuG)</h3>", "Muster", "SächsEuG"),
        ("<h3>Musterordnung</h3>", "Musterordnung (SächsMuO)", "SächsMuO"),
        ("<h3>Verordnung</h3>", "Kommunalintegrationsarbeitsverordnung", "KomIntAVO"),
        ("<h3>Integration (SITG)</h3>", "Sächsisches Integrations- und Teilhabegesetz", "SächsIntG"),
    ],
)
def test_the_short_name_is_found_in_the_header_or_the_title(header: str, title: str, law: str) -> None:
    assert parse_revosax(str(Page(header=header, title=title))).law == law


def test_a_law_named_only_as_the_ground_of_this_one_is_not_taken_for_it() -> None:
    header = "<h3>Verordnung zum Sächsischen Integrations- und Teilhabegesetz</h3>"
    with pytest.raises(LayoutError, match="the law's short name was not found"):
        parse_revosax(str(Page(header=header, title="Verordnung")))


def test_the_edition_is_that_of_the_page() -> None:
    assert parse_revosax(str(Page())).edition == Edition(
        citation="Musterverordnung vom 1. Mai 2030 (SächsGVBl. S. 1)",
        place="SächsGVBl. 2030 Nr. 1, S. 1",
        valid_from="2030-06-01",
        enacted="2030-05-01",
        number="4711",
    )


@pytest.mark.parametrize(
    ("page", "since", "until"),
    [
        (Page(validity="Fassung gültig ab: 01.06.2030<br>Fassung gültig bis: 31.12.2030"), "2030-06-01", "2030-12-31"),
        (Page(validity="Fassung gültig bis: 31. Dezember 2030"), None, "2030-12-31"),
        (Page(validity="", span="Fassung gültig vom 1. Juni 2029 bis 3.&nbsp;Mai 2030"), "2029-06-01", "2030-05-03"),
        (Page(span="01.06.2029 – 03.05.2030"), "2029-06-01", "2030-05-03"),
        (Page(span="Historische Fassung"), "2030-06-01", None),
        (Page(validity=""), None, None),
        (Page(printed=True), None, None),
    ],
)
def test_the_validity_is_told_by_the_box_or_the_span_and_never_by_the_print_footer(
    page: Page, since: str | None, until: str | None
) -> None:
    law = parse_revosax(str(page))
    assert (law.edition.valid_from, law.edition.valid_until) == (since, until)
    assert law.provisions == parse_revosax(str(Page())).provisions


def test_the_version_of_a_historic_page_is_not_that_of_its_vollzitat() -> None:
    citation = "Musterverordnung vom 1. Mai 2028 (SächsGVBl. S. 1), geändert durch Verordnung vom 1. Mai 2031"
    edition = parse_revosax(str(Page(citation=citation, validity="", span=""))).edition
    assert edition == Edition(citation, "SächsGVBl. 2030 Nr. 1, S. 1", enacted="2028-05-01", number="4711")


def test_the_page_of_a_part_of_an_envelope_is_read() -> None:
    part = '<p><a href="/vorschrift/4700-Mantel">Artikel 1 der Mantelverordnung</a></p><p>Vom 2. Mai 2030</p>'
    page = Page(header=Page().header + part)
    assert parse_revosax(str(page)) == parse_revosax(str(Page()))
    assert law_links(str(page)) == (LawLink("4700", "Artikel 1 der Mantelverordnung"),)


# --- links and identity ---------------------------------------------------------------------------------------------


def test_a_page_tells_its_number_and_the_day_of_enactment() -> None:
    edition = parse_revosax(str(Page())).edition
    assert (edition.number, edition.enacted) == ("4711", "2030-05-01")
    header = "<h3>Muster (MusterVO)</h3><p>Vom 2. Mai 2030</p>"
    page = Page(header=header, citation="Musterverordnung (SächsGVBl. 2031 S. 1)")
    assert parse_revosax(str(page)).edition.enacted == "2030-05-02"


def test_links_to_laws_are_listed_in_order_and_once() -> None:
    links = """<a href="/vorschrift/12-Rat">Verordnung<br>über Rat</a>
    <a href="/vorschrift/12-Rat">Verordnung über Rat</a>
    <a href="https://www.revosax.sachsen.de/vorschrift/7.3#p1">§ 1</a> <a href="/vorschrift/12">RatVO</a>
    <a href="/vorschrift_gesamt/8/9.html">Druck</a> <a href="https://example.org/vorschrift/9">fremd</a>
    <a href="/suche?x=/vorschrift/5">Suche</a> <a href="/vorschrift/x">x</a> <a>leer</a>"""
    assert law_links(notice("Suche", links)) == (
        *(LawLink("12", "Verordnung über Rat"), LawLink("7", "§ 1"), LawLink("12", "RatVO")),
    )


def test_links_beside_the_content_are_not_listed() -> None:
    assert law_links(str(Page())) == ()


# --- what is refused ------------------------------------------------------------------------------------------------

_WHOLE = str(Page())


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (notice("Fehler 500", "<p>Es tut uns leid.</p>"), r"no law on the page \('Fehler 500'\)"),
        (notice("Sind Sie ein Mensch?", "<form><input></form>"), "no law on the page"),
        (notice("Nicht im Bestand", "<p>Diese Vorschrift ist nicht im Bestand.</p>"), "no law on the page"),
        (amending_article(), "this page has no text of its own"),
        (str(Page(())), "this page has no text of its own"),
        (str(Page((section("Artikel 1 Musterverordnung"),))), "an amending act or a law by Artikel"),
        (str(Page((section("Artikel 1", "<p>Die Würde.</p>"),))), "an amending act or a law by Artikel"),
        (_WHOLE.replace('<div class="sections">', "<div>"), "words outside the sections"),
        (
            re.sub(r"<div class=.sections.>.*</section></div>", "<ol><li>Rat</li></ol>", _WHOLE, flags=re.S),
            "old layout",
        ),
        (_WHOLE.replace("</section>", "</section></div></article>", 2), "sections outside the text"),
        (str(Page((paragraf("1", "(aufgehoben)"),))), "no § with words of its own"),
        (str(Page((section("Anlage", "<p>Worte.</p>"),))), "no § with words of its own"),
        (_WHOLE[: len(_WHOLE) // 2], "does not end as an HTML page does"),
        ("", "does not end as an HTML page does"),
        (_WHOLE.replace("Beirat", "Bei\0rat"), "not decoded text"),
        (_WHOLE.replace("Beirat", "Bei\ufffdrat"), "not decoded text"),
        (_WHOLE.replace("Beirat", "Bei" + chr(0xDCE4) + "rat"), "not decoded text"),
        (str(Page((paragraf("1", "Tief", "<b>" * 5_000, "Wort", "</b>" * 5_000),))), "nested deeper than 200 levels"),
    ],
)
def test_a_page_that_is_no_law_by_paragrafe_is_refused_in_one_line(page: str, problem: str) -> None:
    with pytest.raises(LayoutError, match=problem) as caught:
        parse_revosax(page)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_text_of_many_megabytes_is_read_whole() -> None:
    saetze = [f"Satz {n} " + "wort " * 100 for n in range(10_000)]
    (only,) = _only(absatz("1", *saetze))
    assert _bare(only.text) == _bare("(1)" + "".join(saetze))
    assert len(only.units) == 10_000


def test_many_line_breaks_and_footnote_marks_are_read_in_seconds() -> None:
    (only,) = _only("<p>" + "wort<a href='#FN1'><sup>1</sup></a><br>" * 10_000 + "</p>")
    assert only.text == "wort " * 9_999 + "wort"


_TAGS = "div p span b dl dt dd table tr td sup section article header footer h4 ol ul script a !-- textarea".split()
_BIT = (
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS])
    | st.sampled_from(
        ['<sup class="satzzahl">', '<dd class="last">', "(1)", "(2) ", "1.", "a)", "&#0;", "&nope;", "<", "-->"]
    )
    | st.text(max_size=5)
)


@given(st.lists(_BIT, max_size=30))
@settings(max_examples=100)
def test_no_damage_to_a_page_raises_anything_but_a_corpus_error(bits: list[str]) -> None:
    page = _WHOLE.replace("Die Stadt beruft", "".join(bits) + "Die Stadt beruft")
    for read in (parse_revosax, law_links):
        with contextlib.suppress(CorpusError):
            read(page)


@given(st.integers(0, len(_WHOLE)), st.integers(1, 400))
@settings(max_examples=100)
def test_a_piece_cut_out_of_a_page_is_noticed_or_costs_only_its_own_words(start: int, length: int) -> None:
    whole = _words_of(parse_revosax(_WHOLE).provisions)
    try:
        left = _words_of(parse_revosax(_WHOLE[:start] + _WHOLE[start + length :]).provisions)
    except CorpusError:
        return
    assert len(whole) - len(left) <= length


# --- round trip of generated structures -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    words: str
    entries: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Satz:
    words: str
    entries: tuple[Entry, ...] = ()
    closing: str = ""


_WORD = st.sampled_from("plan (2) § 3 1. a) <b> & m² „Rat“ z. B. 1 : 100 und, am 31. Dezember (§ 12) | –".split(" "))
_PHRASE = st.lists(_WORD, max_size=5).map(lambda words: " ".join(["ein", *words, "ding."]))
_LABELS = (
    [f"{n}." for n in range(1, 20)],
    [f"{letter})" for letter in "abcdefghi"],
    [f"{letter}{letter})" for letter in "abcdefghi"],
    [],
)


def _entries(depth: int) -> st.SearchStrategy[tuple[Entry, ...]]:
    inner = _entries(depth + 1) if depth < 2 else st.just(())
    return st.lists(st.builds(Entry, _PHRASE, inner), max_size=3).map(tuple)


_SATZ = st.builds(Satz, _PHRASE, _entries(0), st.just("") | _PHRASE)
_ABSATZ = st.lists(_SATZ, min_size=1, max_size=3)
_PARAGRAF = st.lists(_ABSATZ, max_size=3)


def _rows(entries: tuple[Entry, ...], depth: int = 0) -> Iterator[tuple[tuple[str, ...], str]]:
    """(labels from the outermost level in, words) of every entry."""
    for label, entry in zip(_LABELS[depth], entries, strict=False):
        yield (label,), entry.words
        for labels, words in _rows(entry.entries, depth + 1):
            yield (label, *labels), words


def _markup(label: str, saetze: list[Satz]) -> str:
    """An Absatz: a Satz with a list ends its `p`, the next one opens another."""
    blocks, opened = "", f"<p>({label}) "
    for number, satz in enumerate(saetze, 1):
        blocks += (opened or "<p>") + (satzzahl(number) if len(saetze) > 1 else "") + markup.escape(satz.words)
        opened = " "
        if satz.entries:
            rows = [
                (*[""] * (len(labels) - 1), labels[-1], markup.escape(words)) for labels, words in _rows(satz.entries)
            ]
            closing = f"<p>{markup.escape(satz.closing)}</p>" if satz.closing else ""
            blocks, opened = blocks + "</p>" + items(*rows) + closing, ""
    return blocks + ("</p>" if opened else "")


def _expected(saetze: list[Satz]) -> Iterator[tuple[tuple[str | None, ...], str]]:
    for number, satz in enumerate(saetze, 1):
        own = str(number) if len(saetze) > 1 else None
        yield (own, None, None, None), satz.words
        for labels, words in _rows(satz.entries):
            levels = [label[:-1] for label in labels] + [None] * (3 - len(labels))
            yield (own, *levels), f"{labels[-1]} {words}"
        if satz.entries and satz.closing:
            yield (own, None, None, None), satz.closing


@given(st.lists(_PARAGRAF, min_size=1, max_size=3).filter(any))
def test_any_structure_is_read_back_from_its_page(paragrafe: list[list[list[Satz]]]) -> None:
    sections = [
        paragraf(str(n), "Muster", *(_markup(str(a), saetze) for a, saetze in enumerate(absaetze, 1)))
        for n, absaetze in enumerate(paragrafe, 1)
    ]
    law = parse_revosax(str(Page(tuple(sections))))
    assert law.repealed == tuple(str(n) for n, absaetze in enumerate(paragrafe, 1) if not absaetze)
    wanted = {(str(n), str(a)): saetze for n, ps in enumerate(paragrafe, 1) for a, saetze in enumerate(ps, 1)}
    assert [(p.ref.paragraf, p.ref.absatz) for p in law.provisions if p.ref] == list(wanted)
    for provision, (place, saetze) in zip(law.provisions, wanted.items(), strict=True):
        assert _units(provision) == list(_expected(saetze))
        assert _bare(provision.text) == _bare(f"({place[1]})" + "".join(words for _, words in _expected(saetze)))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _words_of(provisions: tuple[Provision, ...]) -> str:
    return _bare("".join(p.text for p in provisions))
