"""Invented sources of every kind on a loopback site, as entries of a catalog; for tests of the sync."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from corpus import catalog, locating
from corpus.catalog import Entry, Origin
from tests.corpus.pages_gii import muster_law
from tests.corpus.pages_press import press_page
from tests.corpus.pages_revosax import MUSTER, Page, absatz, notice, paragraf
from tests.corpus.serving_pages import HTML, Site

PATHS = {
    "mustervo": "/vorschrift/4711",
    "ratvo": "/vorschrift/4712",
    "suchvo": "/vorschrift/4713",
    "musterg": "/musterg/xml.zip",
    "presse": "/news/1",
}
"""Where the text of each source is."""

AMENDED = (
    *MUSTER[:2],
    paragraf("2", "Beirat", absatz("1", "Die Stadt beruft einen Beirat."), absatz("2", "Er tagt im Frühjahr.")),
    *MUSTER[3:],
)
"""The sections of a law with § 2 Absatz 2 amended."""


def law_page(law: str = "MusterVO", number: str = "4711", **changes: Any) -> Page:
    """The page of a law enacted on 1 May 2020 and valid from 1 June 2020."""
    page = Page(
        header=f'<h3 class="centre">Verordnung über Muster<br>(Verordnung – {law})</h3>',
        citation="Vollzitat: Verordnung vom 1. Mai 2020 (SächsGVBl. S. 1)",
        number=number,
        validity="Fassung gültig ab: 1. Juni 2020",
    )
    return replace(page, **changes)


def links(*rows: tuple[str, str]) -> bytes:
    """A page that leads to laws: numbers and the words of the links."""
    return notice("Fundstellen", "".join(f'<a href="/vorschrift/{n}-x">{words}</a>' for n, words in rows)).encode()


def news(**changes: str) -> bytes:
    """A press page of 3 May 2021."""
    return press_page(**{"time": '<time datetime="2021-05-03">03.05.2021</time>'} | changes).encode()


def publish(site: Site, headers: Mapping[str, str] = HTML) -> None:
    """Put the pages of all sources on the site."""
    texts = [
        str(law_page()).encode(),
        *(str(law_page(law, number)).encode() for law, number in (("RatVO", "4712"), ("SuchVO", "4713"))),
        muster_law(),
        news(),
    ]
    for path, text in zip(PATHS.values(), texts, strict=True):
        site.page(path, text, headers=headers)
    site.page("/vorschrift/4700", links(("4712", "Artikel 1 (RatVO)")))
    site.page("/suche", links(("4713", "Suchverordnung (SuchVO)")))


def install(url: str, patch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    """Make the sources the catalog, and the site both portals of laws."""
    entries = (
        _law("mustervo", "MusterVO", Origin(kind="revosax", number="4711")),
        _law("ratvo", "RatVO", Origin(kind="revosax", envelope="4700")),
        _law("suchvo", "SuchVO", Origin(kind="revosax")),
        Entry(id="musterg", kind="Gesetz", law="MusterG", origin=Origin(kind="gii", slug="musterg"), **_WHOSE),
        Entry(id="presse", kind="Pressemitteilung", url=f"{url}/news/1", origin=Origin(kind="page"), **_WHOSE),
    )
    patch.setattr(catalog, "entries", lambda: entries)
    patch.setattr(locating, "REVOSAX", url)
    patch.setattr(locating, "GII", url)
    return entries


_WHOSE: Any = {"title": "Muster", "publisher": "Stadt Musterhausen"}


def _law(key: str, law: str, origin: Origin) -> Entry:
    return Entry(id=key, kind="Verordnung", law=law, published="2020-05-01", origin=origin, **_WHOSE)
