"""Reads the pages of the portal REVOSax: a law with its edition, and what identifies or leads to a page.

`revosax_page` reads the frame, `revosax_body` the words of a §. A page that is laid out otherwise is refused with
LayoutError, so that no words are lost. Nothing is fetched here.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.documents import Provision
from corpus.errors import LayoutError, StructureError
from corpus.lists import next_labels
from corpus.normref import LAW_NAMES, PREAMBLE, NormRef
from corpus.sources.revosax_page import LAW_ADDRESS, flat, read_edition, read_page, words_of
from corpus.sources.statute import Statute

if TYPE_CHECKING:
    from bs4 import Tag

_SHORT = re.compile(r"(?:\(|[–—-]\s*)((?=\w*[a-zäöüß])[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*)\s*\)")
_PARAGRAF = re.compile(r"§\s*(\d{1,4})(?:\s?([a-z]))?\b(.*)")
_PARAGRAFE = re.compile(r"§§\s*(\d{1,4})\s*(?:bis|und|[–-])\s*(?:§\s*)?(\d{1,4})\b(.*)")
_NO_PARAGRAF = re.compile(
    r"Anlage|Anhang|Schlussformel|Eingangsformel|Inhaltsübersicht|Inhaltsverzeichnis|Unterschrift"
)
_REPEALED = re.compile(r"\(?(?:aufgehoben|weggefallen|gestrichen)\)?\.?", re.I)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class LawLink:
    """A link to a law's page: the number of the Vorschrift and the words of the link."""

    number: str
    text: str


def is_revosax(html: str) -> bool:
    """Whether a page has the frame of the portal; `parse_revosax` tells whether it holds a law."""
    return re.search(r"""id=["']?lesetext\b|class=["']?law_show\b""", html) is not None


def parse_revosax(html: str) -> Statute:
    """The law on a page (current, historic or print version).

    LayoutError if the page is no law by §§ or laid out in an unknown way, StructureError on a gap in the numbering.
    """
    soup = read_page(html)
    article = soup.select_one("article#lesetext")
    if not article:
        if soup.select_one(".law_show"):
            raise LayoutError("this page has no text of its own (a part of another act?)")
        raise LayoutError(f"no law on the page ({words_of(soup.title)[:60]!r})")
    edition = read_edition(soup)
    titles, sections = _take_apart(article)
    if soup.select_one("section[data-level]"):
        raise LayoutError("sections outside the text of the law")
    title = words_of(soup.select_one(".law_show h1")) or (titles[0] if titles else "")
    law = _short_name([*titles, title, (edition.citation or "").partition(" vom ")[0]])
    provisions, repealed = _read_sections(law, sections)
    return Statute(law, title, provisions, edition, repealed)


def law_links(html: str) -> tuple[LawLink, ...]:
    """The links to laws in the content of a page, in order: of an envelope, of search results, of a text.

    One number comes again where another link to it reads differently.
    """
    links = read_page(html).select("#content a[href]")
    found = [(LAW_ADDRESS.match(str(link["href"])), words_of(link)) for link in links]
    return tuple(dict.fromkeys(LawLink(match[1], text) for match, text in found if match))


def _take_apart(article: "Tag") -> tuple[list[str], list["Tag"]]:
    """The titles in the header and the sections. LayoutError if words are left over."""
    sections = [section.extract() for section in article.select(".sections > section")]
    titles = [words_of(heading) for heading in article.select("header h3")]
    for part in article.find_all(["header", "nav", "footer"]):
        part.extract()
    if article.find(["ol", "li"]) and not sections:
        raise LayoutError("a page of the old layout (lists, no sections), which does not tell where a § begins")
    if words := words_of(article):
        raise LayoutError(f"words outside the sections: {words[:60]!r}")
    if not sections:
        raise LayoutError("this page has no text of its own (a part of another act?)")
    return titles, sections


def _short_name(heads: list[str]) -> str:
    """The short name of the law, from the first text that ends its title with one, or is a known law's name."""
    for head in heads:
        if shorts := _SHORT.findall(head):
            return _known(shorts[-1]) or str(shorts[-1])
        if known := _known(head):
            return known
    raise LayoutError(f"the law's short name was not found in {' / '.join(heads)[:120]!r}")


def _known(name: str) -> str | None:
    return next((law for law, names in LAW_NAMES.items() if name.lower() in names), None)


def _read_sections(law: str, sections: list["Tag"]) -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    """The provisions of all sections, and the numbers of the §§ that are repealed."""
    from corpus.sources.revosax_body import read_section  # needs bs4

    provisions: list[Provision] = []
    repealed: list[str] = []
    last: str | None = None
    for section in sections:
        title = _take_title(section)
        labels, heading = _labels(title)
        if not labels:
            _refuse_unknown(title, section)
            continue
        found = read_section(NormRef(law, labels[0]), heading or labels[0], section)
        if labels == [PREAMBLE]:
            if last or provisions:
                raise StructureError(f"{law}: the {PREAMBLE} does not stand at the beginning")
            provisions += found
            continue
        for label in labels:
            if label not in next_labels(last):
                raise StructureError(f"{law}: § {label} where § {' or '.join(next_labels(last))} was expected")
            last = label
        if found and not _REPEALED.fullmatch(found[0].text):
            if len(labels) > 1:
                raise LayoutError(f"{law}: words under the heading of several §§ ({title})")
            provisions += found
        else:
            repealed += labels
    if not last or not provisions:
        raise LayoutError(f"{law}: no § with words of its own")
    return tuple(provisions), tuple(repealed)


def _take_title(section: "Tag") -> str:
    heading = section.find(_HEADINGS)
    return (words_of(heading.extract()) if heading else "") or flat(str(section.get("title", "")))


def _labels(title: str) -> tuple[list[str], str]:
    """The numbers of the §§ (or the Präambel) and the words of a section's title; no number if it is neither."""
    if title == PREAMBLE:
        return [PREAMBLE], PREAMBLE
    if match := _PARAGRAFE.match(title):
        return [str(number) for number in range(int(match[1]), int(match[2]) + 1)], match[3]
    if match := _PARAGRAF.match(title):
        return [match[1] + (match[2] or "")], match[3].lstrip(" .:–-")
    return [], ""


def _refuse_unknown(title: str, section: "Tag") -> None:
    """LayoutError on a section with words that may not be left out."""
    if re.match(r"Artikel\s+\d", title):
        raise LayoutError(f"an amending act or a law by Artikel ({title[:60]!r}), not a law by §§")
    for heading in section.find_all(_HEADINGS):
        heading.extract()
    if not _NO_PARAGRAF.match(title) and words_of(section):
        raise LayoutError(f"a section of an unknown kind: {title[:60]!r}")
