"""Damaged and monotonous input to every reader: a CorpusError, or every word of the law in the order of its source."""

import contextlib
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from corpus.adding import read_content
from corpus.comparing import changes
from corpus.documents import Provision
from corpus.errors import CorpusError
from corpus.normreader import find_refs
from corpus.normref import NormRef, clean
from corpus.sources.gii import parse_gii
from corpus.sources.press_page import parse_press_page
from corpus.sources.restatement import parse_restatement
from corpus.sources.revosax import law_links, parse_revosax
from corpus.structure import parse_paragraf
from tests.corpus.conftest import MUSTER_LAW
from tests.corpus.pages_gii import CHAPTER, entries, law_xml, norm, zip_of
from tests.corpus.pages_press import press_page
from tests.corpus.pages_revosax import Page

REF = NormRef("MusterVO", "1")
LISTED = entries(("1.", f"die Miete{entries(('a)', 'der Räume,'), ('b)', 'der Geräte,'))}"), ("2.", "die Reise"))
GII = law_xml(
    CHAPTER,
    norm("§ 1", "Zweck", "<P>Das Gesetz hilft Vereinen. Es gilt für jeden Verein.</P>"),
    norm("§ 2", "Beihilfe", f"<P>(1) Dazu zählen{LISTED}im Inland.</P><P>(2) Sie ist kein Darlehen.</P>"),
).decode()
LISTS = "Nötig sind:\n1. ein Plan a) der Stadt, aa) jetzt, bb) später, b) des Landes, 2. ein Antrag. Dies gilt."
RESTATED = "## Zweck (§ 1)\n(1)\n[1] Es gilt dies:\n1. erstens,\na) hier\n[2] Es gilt das.\n(2)\n[1] Dies auch."

_EDITS = ("insert", "insert", "insert", "renumber", "leave out", "double", "swap", "cut")


@st.composite
def damaged(draw: st.DrawFn, text: str, *odd: str) -> str:
    """The text after some edits of tags, labels and numbers; `odd` is what may be put between them."""
    for edit in draw(st.lists(st.sampled_from(_EDITS), min_size=1, max_size=3)):
        places = [match.span() for match in re.finditer(r"<[^>]*>|\d+|\w\)|[#\[\]()§]", text)] or [(0, 0)]
        (start, end), (second, after) = sorted(draw(st.tuples(*[st.sampled_from(places)] * 2)))
        match edit:
            case "insert":
                text = text[:end] + draw(st.sampled_from(odd)) + text[end:]
            case "renumber":
                text = text[:start] + str(draw(st.sampled_from([0, 1, 2, 3, 10**20]))) + text[end:]
            case "leave out":
                text = text[:start] + text[end:]
            case "double":
                text = text[:after] + text[start:]
            case "swap" if end <= second:
                text = text[:start] + text[second:after] + text[end:second] + text[start:end] + text[after:]
            case "cut":
                text = text[:start]
    return text


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, clean(text)))


def _stand_in_order(words: str, provisions: tuple[Provision, ...]) -> bool:
    found = iter("".join(provision.text for provision in provisions))
    return all(letter in found for letter in _letters(words))


# --- damage ---------------------------------------------------------------------------------------------------------


@given(damaged(GII, "<text>Mehr.</text>", "Mehr.", "</P>", "(2) ", "&uuml;", "\0", "\ud800"))
@settings(max_examples=300)
def test_no_word_of_a_damaged_federal_law_is_lost_without_an_error(xml: str) -> None:
    content = xml.encode(errors="surrogatepass")
    try:
        law = parse_gii(zip_of(BJNR1__xml=content))
    except CorpusError:
        return
    norms = etree.fromstring(content, etree.XMLParser(remove_comments=True)).iter("norm")
    paragrafe = [norm for norm in norms if norm.findtext("metadaten/enbez", "").startswith("§")]
    words = "".join("".join(text.itertext()) for norm in paragrafe for text in norm.iter("text"))
    assert _stand_in_order(words, law.provisions)


@given(damaged(str(Page()), "</div></article>", "</section>", "</div>", "<!--", "(2) ", "&#xD800;", "\0"))
@settings(max_examples=200)
def test_no_word_of_a_damaged_portal_page_is_lost_without_an_error(page: str) -> None:
    with contextlib.suppress(CorpusError):
        law_links(page)
    try:
        law = parse_revosax(page)
    except CorpusError:
        return
    words = ""
    for section in BeautifulSoup(page, "lxml").select("article section, section[data-level]"):
        heading = section.find(["h3", "h4"])
        if (heading.extract().get_text() if heading else str(section.get("title"))).startswith("§"):
            words += section.get_text()
    assert _stand_in_order(words, law.provisions)


@given(damaged(f"(1) {LISTS}\n(2) {LISTS}", "(1)", "(2a) ", "2. ", "b) ", "\n\n", "٣", "\u202e"))
@settings(max_examples=300)
def test_no_character_of_a_damaged_paragraf_is_lost_without_an_error(text: str) -> None:
    with contextlib.suppress(CorpusError):
        found = "".join(provision.text for provision in parse_paragraf(REF, "Zweck", text))
        assert "".join(found.split()) == "".join(clean(text).split())


@given(damaged(RESTATED, "[2] ", "(2)", "2. ", "\n", "٣"))
@settings(max_examples=300)
def test_no_word_of_a_damaged_restatement_is_lost_without_an_error(text: str) -> None:
    with contextlib.suppress(CorpusError):
        provisions = parse_restatement(text, "MusterVO", "muster.md")
        unread = ("#", "(", "<!--")
        assert _stand_in_order("".join(x for x in text.splitlines() if not x.startswith(unread)), provisions)


@given(damaged(press_page(), "</article>", "<!--", "<h1>", "&#xD800;", "\0", "\ud800"))
def test_a_damaged_article_is_read_or_refused(page: str) -> None:
    with contextlib.suppress(CorpusError):
        assert parse_press_page(page).paragraphs


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.pdf", "a.zip"])
@given(data=st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_whole_or_refused(name: str, data: st.DataObject, pdf_of: Callable[..., bytes]) -> None:
    whole = {
        "a.md": MUSTER_LAW.encode(),
        "a.html": f"<html><body>{MUSTER_LAW.replace(chr(10), '<br>')}</body></html>".encode(),
        "a.pdf": pdf_of(MUSTER_LAW.replace("–", "-").splitlines()),
        "a.zip": zip_of(BJNR1__xml=GII.encode()),
    }[name]
    content = data.draw(damaged(whole.decode("latin-1"), "\0", "\x81", "\n\n§ 2 ", "(2) ", " 1 0 R ")).encode(
        "latin-1", errors="replace"
    )
    with contextlib.suppress(CorpusError):
        document = read_content(name, content)
        assert document.provisions
        assert len({provision.key for provision in document.provisions}) == len(document.provisions)
        assert not re.search("[\0\ud800-\udfff]", "".join(provision.text for provision in document.provisions))


# --- monotony: in quadratic time these would take minutes ----------------------------------------------------------

SIZE = 100_000


@pytest.mark.parametrize("unit", ["a) ", "a) x, b) y. ", "(1) ", "Absatz 1 ", "x\n", "\n "])
def test_a_long_monotonous_text_is_read_whole(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    with contextlib.suppress(CorpusError):
        found = "".join(provision.text for provision in parse_paragraf(REF, "Zweck", text))
        assert "".join(found.split()) == "".join(text.split())
    with contextlib.suppress(CorpusError):
        read_content("a.txt", f"Die Integration ist für die Stadt. {text}".encode())
    assert find_refs(f"{text}§ 1")


@pytest.mark.parametrize("unit", ["<br>", "<p>"])
def test_a_long_monotonous_article_is_read(unit: str) -> None:
    page = press_page().replace("Der Rat", f"{unit * (SIZE // len(unit))}Der Rat")
    assert "Der Rat" in parse_press_page(page).paragraphs[1][1]


def test_long_texts_of_few_words_are_compared() -> None:
    old, new = ((Provision("muster", REF, "Zweck", words * (SIZE // 8), ()),) for words in ("a b ", "b c "))
    (change,) = changes(old, new)
    assert {"a", "c"} <= set(" ".join(words.text for words in change.words).split())
