"""The frame of a REVOSax page: HTML to a tree, the plain words of an element, and the edition told around the text."""

import re
from typing import TYPE_CHECKING

from corpus.documents import Edition
from corpus.errors import LayoutError
from corpus.normref import clean
from corpus.sources.prose import first_date

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_UNREADABLE = re.compile("[\0\ufffd\ud800-\udfff]")
LAW_ADDRESS = re.compile(r"(?:https?://(?:(?:www\.)?revosax|recht)\.sachsen\.de)?/vorschrift/(\d{1,9})(?![\w_])")
"""An address of a law, with its number."""
_END = 10_000  # characters at the end of a page that hold its closing tag


def read_page(html: str) -> "BeautifulSoup":
    """The page without its footnote marks, a blank for each line break. LayoutError on what is no whole HTML page."""
    from corpus.sources.page_text import parse_page  # needs bs4

    if _UNREADABLE.search(html):
        raise LayoutError("the page is not decoded text")
    if "</html>" not in html[-_END:].lower():
        raise LayoutError("the page does not end as an HTML page does")
    soup = parse_page(html)
    for line_break in soup.find_all("br"):
        line_break.append(" ")  # inside: to put it in its place takes quadratic time
    for link in soup.select("a[href^='#FN']"):
        if link.sup or (link.parent and link.parent.name == "sup"):
            link.clear()
    return soup


def read_edition(soup: "BeautifulSoup") -> Edition:
    """What the page tells of its version; the day in the print footer is that of the retrieval and tells nothing."""
    spans = [*map(words_of, soup.select(".law_show > h2")), _box(soup, "Gültigkeit")]
    span = next((text for text in spans if first_date(text)), "")
    since, *until = re.split(r"\bbis\b|\s[–-]\s", span, maxsplit=1)
    place = re.split(r"\s*\bFsn\b", _box(soup, "Fundstelle"))[0]
    citation = read_citation(soup)
    return Edition(
        citation,
        place or None,
        first_date(since),
        first_date(until[0]) if until else None,
        _enacted(citation, soup),
        _number(soup),
    )


def read_citation(soup: "BeautifulSoup") -> str | None:
    """The Vollzitat above the text; None if there is none."""
    texts = [text for paragraph in soup.select(".law_show > p") if (text := words_of(paragraph))]
    named = [text for text in texts if text.startswith("Vollzitat")]
    return re.sub(r"^Vollzitat\s*:?\s*", "", (named or texts)[0]) if texts else None


def _enacted(citation: str | None, soup: "BeautifulSoup") -> str | None:
    """The first day that the Vollzitat, or else the header, names behind "vom" (ISO); None if there is none."""
    for text in (citation, words_of(soup.select_one("article#lesetext > header"))):
        _, *behind = re.split(r"\bvom\b", text or "", maxsplit=1, flags=re.I)
        if behind and (day := first_date(behind[0])):
            return day
    return None


def _number(soup: "BeautifulSoup") -> str | None:
    """The number of the Vorschrift that the page names as its own address; None if it names none."""
    link = soup.select_one("link[rel=canonical]")
    match = LAW_ADDRESS.match(str(link.get("href", ""))) if link else None
    return match[1] if match else None


def words_of(tag: "Tag | None") -> str:
    """The words of an element on one line; empty if it is missing."""
    return flat(tag.get_text()) if tag else ""


def flat(text: str) -> str:
    """Clean text on one line."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def _box(soup: "BeautifulSoup", name: str) -> str:
    """The words below the heading with this name beside the text."""
    heading = next((h for h in soup.select("#quickbar h3") if name in words_of(h)), None)
    return flat(" ".join(map(words_of, heading.find_next_siblings()))) if heading else ""
