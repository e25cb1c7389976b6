"""Where a source is fetched: its address, or for a law of unknown number the page that proves to be it."""

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from corpus.catalog import Entry
from corpus.errors import CorpusError
from corpus.fetching import Fetched, Fetcher
from corpus.sources.revosax import enacted, law_links, page_number, parse_revosax

REVOSAX = "https://www.revosax.sachsen.de"
GII = "https://www.gesetze-im-internet.de"
_MOST_CANDIDATES = 6


class NotFoundError(CorpusError):
    """No page proved to be the law."""


def address_of(entry: Entry) -> str | None:
    """The address of an entry's text; None if it has to be found first (`locate`)."""
    origin = entry.origin
    if origin is None or origin.kind == "page":
        return entry.url
    if origin.kind == "gii":
        return f"{GII}/{origin.slug}/xml.zip"
    return f"{REVOSAX}/vorschrift/{origin.number}" if origin.number else None


def locate(entry: Entry, fetcher: Fetcher) -> Fetched:
    """The page of REVOSax that is this law by its short name and its day of enactment, from its envelope or the search.

    The number is never guessed: a page is it only if both agree. NotFoundError if none does.
    """
    tried: dict[str, None] = {}
    for start in _starts(entry):
        for number in _candidates(fetcher.get(start).text, entry):
            if number in tried or len(tried) == _MOST_CANDIDATES:
                continue
            tried[number] = None
            fetched = fetcher.get(f"{REVOSAX}/vorschrift/{number}")
            if _is_law(fetched.text, entry):
                return fetched
    raise NotFoundError(f"{entry.law} not found in REVOSax; looked at {', '.join(tried) or 'no page'}")


def number_in(fetched: Fetched) -> str | None:
    """The number under which REVOSax keeps the law of a page."""
    return page_number(fetched.text)


def _starts(entry: Entry) -> Iterator[str]:
    if entry.origin and entry.origin.envelope:
        yield f"{REVOSAX}/vorschrift/{entry.origin.envelope}"
    asked = {
        "search_text": entry.law,
        "title_search": "1",
        "valid_day": date.today().isoformat(),
        "categories": ["G", "VO"],
        "include_envelopes": "1",
        "mode": "fullsearch",
    }
    yield f"{REVOSAX}/suche?search_request={quote(json.dumps(asked))}"


def _candidates(html: str, entry: Entry) -> list[str]:
    """Numbers that a page links to, first those whose link names the law."""
    links = law_links(html)
    named = [link.number for link in links if str(entry.law) in link.text]
    others = [link.number for link in links if link.number not in named]
    envelope = entry.origin.envelope if entry.origin else None
    return [number for number in (*named, *others) if number != envelope]


def _is_law(html: str, entry: Entry) -> bool:
    try:
        return parse_revosax(html).law == entry.law and enacted(html) == entry.published
    except CorpusError:  # a page of another layout is not the law
        return False
